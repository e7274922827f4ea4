//! What codes and names mean, why they come, and what to do: business codes, exit codes, causes of SYSTEM alarms, types of
//! alarms, and error codes of devices. One table, in both languages; the matches are exhaustive, so nothing the daemon can
//! send is missing.

mod business;
mod cause;
mod device;
mod exit;

use mcs_core::{
    alarm::{Condition, Response, SystemCause},
    language::Language,
    sensor::SensorClass,
};
use mcs_proto::error::BusinessCode;

use crate::error::Exit;

/// What is said of one topic: what it means, why it comes, what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Words {
    /// What it means.
    pub(crate) means: &'static str,
    /// Why it comes, where there is more to say.
    pub(crate) why: &'static str,
    /// What to do.
    pub(crate) act: &'static str,
}

/// The same in both languages.
#[derive(Debug, Clone, Copy)]
struct Both {
    english: [&'static str; 3],
    chinese: [&'static str; 3],
}

impl Both {
    const fn words(self, language: Language) -> Words {
        let [means, why, act] = match language {
            Language::English => self.english,
            Language::Chinese => self.chinese,
        };
        Words { means, why, act }
    }
}

/// What can be explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    /// The product's own error code, e.g. 40001.
    Business(BusinessCode),
    /// How a program ended.
    Exit(Exit),
    /// Why a SYSTEM alarm stands.
    Cause(SystemCause),
    /// The type of an alarm.
    Alarm(Condition),
    /// What a device reports in `err`.
    Device(device::Code),
}

impl Topic {
    /// Everything there is, in the order of the list.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let business = BusinessCode::ALL.iter().copied().map(Self::Business);
        let exits = Exit::ALL.into_iter().map(Self::Exit);
        let alarms = Condition::ALL.into_iter().map(Self::Alarm);
        let causes = SystemCause::ALL.into_iter().map(Self::Cause);
        let devices = device::Code::ALL.into_iter().map(Self::Device);
        business.chain(exits).chain(alarms).chain(causes).chain(devices)
    }

    /// What it is.
    pub(crate) const fn kind(self) -> &'static str {
        match self {
            Self::Business(_) => "business-code",
            Self::Exit(_) => "exit-code",
            Self::Cause(_) => "system-cause",
            Self::Alarm(_) => "alarm-type",
            Self::Device(_) => "device-error",
        }
    }

    /// Its number; alarms and causes have none.
    pub(crate) const fn code(self) -> Option<u32> {
        match self {
            Self::Business(code) => Some(code.number()),
            Self::Exit(exit) => Some(exit as u32),
            Self::Device(code) => Some(code.number()),
            Self::Cause(_) | Self::Alarm(_) => None,
        }
    }

    /// Its name.
    pub(crate) fn name(self) -> String {
        match self {
            Self::Business(code) => kebab(&format!("{code:?}")),
            Self::Exit(exit) => exit.as_str().to_owned(),
            Self::Cause(cause) => cause.as_str().to_owned(),
            Self::Alarm(condition) => condition.as_str().to_owned(),
            Self::Device(code) => code.as_str().to_owned(),
        }
    }

    /// The exit code a program ends with over it.
    pub(crate) fn exit(self) -> Option<u8> {
        match self {
            Self::Business(code) => Some(code.kind().exit_code()),
            Self::Exit(exit) => Some(exit as u8),
            Self::Cause(_) | Self::Alarm(_) | Self::Device(_) => None,
        }
    }

    /// What is said of it.
    pub(crate) fn words(self, language: Language) -> Words {
        match self {
            Self::Business(code) => business::words(code).words(language),
            Self::Exit(exit) => exit::words(exit).words(language),
            Self::Cause(cause) => cause::words(cause).words(language),
            Self::Device(code) => device::words(code).words(language),
            Self::Alarm(condition) => {
                // Which gas it is decides how it is said; here nobody knows the point.
                let response = Response::of(condition, SensorClass::Ambient, language);
                Words { means: response.means, why: "", act: response.act }
            }
        }
    }

    /// What this text names: a number or a name, in either case. One number may be several things.
    pub(crate) fn named(text: &str) -> Vec<Self> {
        let wanted = flat(text);
        let number = text.parse::<u32>().ok();
        let names = |topic: &Self| match number {
            Some(number) => topic.code() == Some(number),
            None => flat(&topic.name()) == wanted,
        };
        Self::all().filter(names).collect()
    }

    /// The name most like a text that names nothing.
    pub(crate) fn alike(text: &str) -> Option<String> {
        const ENOUGH: f64 = 0.8;
        let wanted = flat(text);
        let scored = Self::all().map(|topic| (strsim::jaro_winkler(&flat(&topic.name()), &wanted), topic.name()));
        scored.filter(|(score, _)| *score >= ENOUGH).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
    }
}

/// `HIGH_HIGH`, `high-high` and `High-High` are one name.
fn flat(text: &str) -> String {
    text.to_lowercase().replace('_', "-")
}

/// `NoSuchDevice` as `no-such-device`.
fn kebab(camel: &str) -> String {
    camel.char_indices().fold(String::new(), |mut name, (at, c)| {
        if at > 0 && c.is_ascii_uppercase() {
            name.push('-');
        }
        name.push(c.to_ascii_lowercase());
        name
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_topic_has_words_in_both_languages_and_a_name_of_its_own_kind() {
        let mut names = BTreeSet::new();
        for topic in Topic::all() {
            assert!(names.insert((topic.kind(), topic.name())), "{topic:?}");
            for language in Language::ALL {
                let Words { means, why, act } = topic.words(language);
                let needed = matches!(topic, Topic::Alarm(_));
                for text in [means, act].into_iter().chain((!needed).then_some(why)) {
                    assert!(!text.is_empty(), "{topic:?} {language:?}");
                    let chinese = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
                    assert_eq!(chinese, language == Language::Chinese, "{topic:?}: {text}");
                }
            }
        }
    }

    #[test]
    fn every_code_that_an_error_can_carry_is_found_by_its_number() {
        for code in BusinessCode::ALL {
            assert_eq!(Topic::named(&code.number().to_string()), [Topic::Business(*code)]);
        }
        for exit in Exit::ALL {
            assert!(Topic::named(&(exit as u8).to_string()).contains(&Topic::Exit(exit)));
        }
        for cause in SystemCause::ALL {
            assert_eq!(Topic::named(cause.as_str()), [Topic::Cause(cause)]);
        }
    }

    #[test]
    fn names_are_found_in_either_case_and_the_nearest_is_proposed() {
        assert_eq!(Topic::named("high-high"), [Topic::Alarm(Condition::HighHigh)]);
        assert_eq!(Topic::named("No_Such_Device"), [Topic::Business(BusinessCode::NoSuchDevice)]);
        assert!(Topic::named("frob").is_empty());
        assert_eq!(Topic::alike("disk-critcal").as_deref(), Some("disk-critical"));
        assert_eq!(Topic::alike("frob"), None);
    }
}
