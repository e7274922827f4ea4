//! What an alarm asks of people: what it means, what to do, how long there is; in both languages.
//!
//! Words for whoever stands in front of it, not for the record. A site's own emergency plan goes before them.

mod chinese;
mod english;

use serde::Serialize;

use super::Condition;
use crate::{notice::Language, sensor::SensorClass};

/// What an alarm asks of people, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Response {
    /// What it means.
    pub means: &'static str,
    /// What to do.
    pub act: &'static str,
    /// How long there is.
    pub time: &'static str,
}

impl Response {
    /// What this condition asks of people where this class of sensor finds it.
    pub const fn of(condition: Condition, class: SensorClass, language: Language) -> Self {
        let [means, act, time] = match language {
            Language::Chinese => chinese::words(condition, class),
            Language::English => english::words(condition, class),
        };
        Self { means, act, time }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_condition_of_every_class_has_words_in_both_languages() {
        for class in [SensorClass::Combustible, SensorClass::Toxic, SensorClass::Oxygen, SensorClass::Ambient] {
            for condition in Condition::ALL {
                for language in [Language::Chinese, Language::English] {
                    let Response { means, act, time } = Response::of(condition, class, language);
                    for text in [means, act, time] {
                        assert!(!text.is_empty(), "{condition} {class:?}");
                        let chinese = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
                        assert_eq!(chinese, language == Language::Chinese, "{condition} {class:?}: {text}");
                    }
                }
            }
        }
    }

    #[test]
    fn little_oxygen_and_much_gas_are_told_apart() {
        let means = |condition, class| Response::of(condition, class, Language::English).means;
        assert!(means(Condition::Low, SensorClass::Oxygen).contains("oxygen"));
        assert!(means(Condition::High, SensorClass::Combustible).contains("burn"));
        assert!(means(Condition::High, SensorClass::Toxic).contains("exposure"));
    }
}
