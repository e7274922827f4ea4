//! Settings of a channel: what each is for, and reading them with every complaint at once.

use std::{collections::BTreeMap, path::PathBuf};

use reqwest::Url;

use crate::secret::Secret;

use super::{ChannelError, http};

/// One setting or secret of a kind of channel, as people need to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Its name.
    pub name: &'static str,
    /// What it is for, and what it is if it is not set.
    pub what: &'static str,
    /// One that would do.
    pub example: &'static str,
    /// Whether the channel cannot do without it.
    pub required: bool,
}

impl Setting {
    pub(super) const fn required(name: &'static str, what: &'static str, example: &'static str) -> Self {
        Self { name, what, example, required: true }
    }

    pub(super) const fn optional(name: &'static str, what: &'static str, example: &'static str) -> Self {
        Self { name, what, example, required: false }
    }
}

/// Reads settings and keeps what is wrong with them. What is wrong reads as its default; whoever reads asks for the complaints before
/// using any of it.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    values: &'a BTreeMap<String, String>,
    secrets: &'a [String],
    complaints: Vec<String>,
}

impl<'a> Reader<'a> {
    /// Of a channel whose kind knows these settings and secrets; `set` are the names of the secrets that are set.
    pub(super) fn new(
        values: &'a BTreeMap<String, String>,
        set: &'a [String],
        (settings, secrets): (&[Setting], &[Setting]),
    ) -> Self {
        let mut complaints = Vec::new();
        for name in values.keys().filter(|name| settings.iter().all(|setting| setting.name != name.as_str())) {
            let secret = secrets.iter().any(|secret| secret.name == name);
            complaints.push(if secret {
                format!("{name} is a secret: set it as one, so that it is sealed and never shown")
            } else {
                unknown("setting", name, settings)
            });
        }
        for name in set.iter().filter(|name| secrets.iter().all(|secret| secret.name != name.as_str())) {
            complaints.push(unknown("secret", name, secrets));
        }
        for missing in settings.iter().filter(|setting| setting.required && !values.contains_key(setting.name)) {
            complaints.push(format!("{} is missing: {}, e.g. {}", missing.name, missing.what, missing.example));
        }
        for missing in secrets.iter().filter(|secret| secret.required && set.iter().all(|name| name != secret.name)) {
            complaints.push(format!("the secret {} is missing: {}", missing.name, missing.what));
        }
        Self { values, secrets: set, complaints }
    }

    /// A text without line breaks, which would be taken for something else in heads and addresses.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        let value = self.values.get(name)?.trim();
        if value.is_empty() || value.chars().any(char::is_control) {
            self.complain(name, "must be a text in one line that is not empty");
            return None;
        }
        Some(value.to_owned())
    }

    /// One of several words; the first if it is not set.
    pub(super) fn choice<T: Copy>(&mut self, name: &str, of: &[(&str, T)]) -> T {
        let Some(value) = self.text(name) else { return of[0].1 };
        if let Some((_, choice)) = of.iter().find(|(word, _)| *word == value) {
            return *choice;
        }
        let words: Vec<_> = of.iter().map(|(word, _)| *word).collect();
        self.complain(name, &format!("is {value:?}, and must be one of {}", words.join(", ")));
        of[0].1
    }

    /// Yes or no; no if it is not set.
    pub(super) fn flag(&mut self, name: &str) -> bool {
        self.choice(name, &[("false", false), ("true", true)])
    }

    /// A port.
    pub(super) fn port(&mut self, name: &str) -> Option<u16> {
        let value = self.text(name)?;
        let port = value.parse().ok().filter(|port| *port != 0);
        if port.is_none() {
            self.complain(name, &format!("is {value:?}, and must be a port from 1 to 65535"));
        }
        port
    }

    /// A file by its whole path.
    pub(super) fn file(&mut self, name: &str) -> Option<PathBuf> {
        let path = PathBuf::from(self.text(name)?);
        if !path.is_absolute() {
            self.complain(name, "must be a whole path, beginning with /");
        }
        Some(path)
    }

    /// Where requests go: https, or http to this machine.
    pub(super) fn address(&mut self, name: &str, default: &str) -> Option<Url> {
        let text = self.text(name).unwrap_or_else(|| default.to_owned());
        match http::address(&text) {
            Ok(url) => Some(url),
            Err(why) => {
                // A missing one is complained of already.
                if !text.is_empty() {
                    self.complain(name, &why);
                }
                None
            }
        }
    }

    /// Whether a secret is set.
    pub(super) fn has_secret(&self, name: &str) -> bool {
        self.secrets.iter().any(|secret| secret == name)
    }

    /// Notes what is wrong with a setting.
    pub(super) fn complain(&mut self, name: &str, why: &str) {
        self.complaints.push(format!("{name} {why}"));
    }

    /// Everything that is wrong.
    pub(super) fn complaints(self) -> Vec<String> {
        self.complaints
    }
}

/// The secrets of one channel.
#[derive(Clone, Copy)]
pub(super) struct Secrets<'a> {
    pub(super) channel: &'a str,
    pub(super) values: &'a BTreeMap<String, Secret>,
}

impl Secrets<'_> {
    /// One that may be missing.
    pub(super) fn get(&self, name: &str) -> Option<Secret> {
        self.values.get(name).filter(|secret| !secret.reveal().is_empty()).cloned()
    }

    /// One that must be there.
    pub(super) fn need(&self, name: &'static str) -> Result<Secret, ChannelError> {
        self.get(name).ok_or_else(|| ChannelError::NoSecret { channel: self.channel.to_owned(), secret: name })
    }
}

fn unknown(what: &str, name: &str, of: &[Setting]) -> String {
    let near = of.iter().map(|known| (strsim::jaro(known.name, name), known.name)).max_by(|a, b| a.0.total_cmp(&b.0));
    match near {
        Some((likeness, near)) if likeness > 0.75 => format!("there is no {what} {name}; did you mean {near}?"),
        Some(_) => {
            let names: Vec<_> = of.iter().map(|known| known.name).collect();
            format!("there is no {what} {name}; there are {}", names.join(", "))
        }
        None => format!("there is no {what} {name}, and this kind of channel has none"),
    }
}
