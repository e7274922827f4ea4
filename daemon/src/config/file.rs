//! Reads the file: every complaint at once, each with its line.

use std::{collections::BTreeMap, fs, ops::Range, path::Path};

use toml::de::{DeTable, DeValue};

use super::{
    complaint::{Complaint, ConfigError},
    key::CATALOGUE,
    value::Config,
};

/// The configuration file.
pub const CONFIG_FILE: &str = "mcsd.toml";

/// How alike a known key must be to be suggested.
const ALIKE: f64 = 0.75;

/// Reads and checks a configuration file.
pub fn load(path: &Path) -> Result<Config, ConfigError> {
    let text = fs::read_to_string(path).map_err(|source| ConfigError::Unreadable { path: path.into(), source })?;
    parse(&text).map_err(|complaints| ConfigError::Invalid { path: path.into(), complaints })
}

/// Checks the text of a configuration file.
pub fn parse(text: &str) -> Result<Config, Vec<Complaint>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { text, complaints: Vec::new(), given: BTreeMap::new(), config: Config::default() };
    for error in errors {
        reader.complain(&error.span().unwrap_or(0..0), error.message().to_owned());
    }
    if reader.complaints.is_empty() {
        reader.walk("", table.get_ref());
        reader.compare();
    }
    if reader.complaints.is_empty() {
        return Ok(reader.config);
    }
    reader.complaints.sort_by_key(|complaint| complaint.line);
    Err(reader.complaints)
}

struct Reader<'a> {
    text: &'a str,
    complaints: Vec<Complaint>,
    /// The keys that were given, and where.
    given: BTreeMap<&'static str, Range<usize>>,
    config: Config,
}

impl Reader<'_> {
    fn walk(&mut self, prefix: &str, table: &DeTable<'_>) {
        for (name, value) in table {
            let key =
                if prefix.is_empty() { name.get_ref().to_string() } else { format!("{prefix}.{}", name.get_ref()) };
            if let Some(known) = CATALOGUE.iter().find(|known| known.name == key) {
                self.given.insert(known.name, value.span());
                if let Err(why) = (known.apply)(&mut self.config, value.get_ref()) {
                    self.complain(&value.span(), format!("{key}: {why}"));
                }
                continue;
            }
            match value.get_ref() {
                DeValue::Table(inner) if is_section(&key) => self.walk(&key, inner),
                _ => self.complain(&name.span(), unknown(&key)),
            }
        }
    }

    /// What follows from several keys together.
    fn compare(&mut self) {
        let complaints = self.config.broker.complaints().into_iter().chain(self.config.tls.complaints());
        for (key, why) in complaints.collect::<Vec<_>>() {
            if let Some(span) = self.given.get(key).cloned() {
                self.complain(&span, format!("{key}: {why}"));
            }
        }
        let told = self.given.get("ingest.mqtt").cloned();
        if self.config.broker.url.is_some() {
            if told.is_none() {
                self.config.mqtt.clear();
            }
        } else if let Some(span) = told
            && self.config.mqtt.is_empty()
            && self.config.tls.is_silent()
        {
            self.complain(&span, "ingest.mqtt: name at least one address, here or in ingest.mqtts".into());
        }
    }

    fn complain(&mut self, span: &Range<usize>, text: String) {
        self.complaints.push(Complaint { line: line(self.text, span.start), text });
    }
}

/// The line in which this byte stands, counted from 1.
pub(super) fn line(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or_default().matches('\n').count() + 1
}

fn is_section(key: &str) -> bool {
    CATALOGUE.iter().any(|known| known.name.strip_prefix(key).is_some_and(|rest| rest.starts_with('.')))
}

fn unknown(key: &str) -> String {
    let nearest = CATALOGUE
        .iter()
        .map(|known| (strsim::jaro_winkler(known.name, key), known.name))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(alike, _)| *alike >= ALIKE);
    match nearest {
        Some((_, name)) => format!("{key}: no such key; did you mean {name}?"),
        None => format!("{key}: no such key; mcsd.toml(5) lists them all"),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use mcs_core::site::Role;

    use super::*;
    use crate::config::{AccessRule, Who};

    #[test]
    fn an_empty_file_is_the_defaults() {
        assert_eq!(parse("").expect("valid"), Config::default());
    }

    #[test]
    fn the_catalogue_states_the_true_defaults() {
        for key in CATALOGUE {
            let (section, name) = key.name.split_once('.').expect("every key is in a section");
            let config = parse(&format!("[{section}]\n{name} = {}\n", key.default)).expect(key.name);
            assert_eq!(config, Config::default(), "{}", key.name);
        }
    }

    /// The file that is written at first has each section once.
    #[test]
    fn the_keys_of_a_section_stand_together() {
        let mut sections: Vec<_> =
            CATALOGUE.iter().filter_map(|key| key.name.split_once('.')).map(|(s, _)| s).collect();
        sections.dedup();
        let found = sections.clone();
        sections.sort_unstable();
        sections.dedup();
        assert_eq!(found.len(), sections.len(), "{found:?}");
    }

    #[test]
    fn every_complaint_is_made_at_once_with_its_line() {
        let text = "[ingest]\nmqt = []\nmax_connections = 0\n\n[store]\nwindow = \"soon\"\nwhen_full = 3\n[nonsense]\n";
        let complaints = parse(text).expect_err("invalid");
        let said: Vec<String> = complaints.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "line 2: ingest.mqt: no such key; did you mean ingest.mqtt?",
                "line 3: ingest.max_connections: 0 is outside 1 to 65536",
                "line 6: store.window: \"soon\" is not a duration like \"500ms\" or \"1s\"",
                "line 7: store.when_full: expected a string, found integer",
                "line 8: nonsense: no such key; mcsd.toml(5) lists them all",
            ]
        );
    }

    #[test]
    fn with_a_broker_devices_connect_to_us_only_where_that_is_said() {
        let broker = "broker = \"mqtts://worker@broker.plant:8884\"\n";
        let config = parse(&format!("[ingest]\n{broker}")).expect("valid");
        assert_eq!(config.mqtt, []);
        assert_eq!(config.broker.url.expect("given").to_string(), "mqtts://worker@broker.plant:8884");
        let config = parse(&format!("[ingest]\nmqtt = [\"127.0.0.1:1884\"]\n{broker}")).expect("valid");
        assert_eq!(config.mqtt, ["127.0.0.1:1884".parse().expect("an address")]);
    }

    #[test]
    fn keys_that_do_not_go_together_are_complained_of_where_they_stand() {
        let text =
            "[ingest]\nbroker = \"mqtt://broker.plant\"\nbroker_ca = \"/etc/ca.pem\"\nbroker_key = \"/etc/key.pem\"\n";
        let said: Vec<String> = parse(text).expect_err("invalid").iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "line 3: ingest.broker_ca: ingest.broker is mqtt:// and has no TLS; write mqtts://",
                "line 4: ingest.broker_key: ingest.broker is mqtt:// and has no TLS; write mqtts://",
                "line 4: ingest.broker_key: ingest.broker_certificate must be given, too",
            ]
        );
    }

    #[test]
    fn what_is_not_toml_is_a_complaint_with_its_line() {
        let complaints = parse("[store]\nwindow = \n").expect_err("invalid");
        assert_eq!(complaints[0].line, 2);
    }

    #[test]
    fn what_keys_have_wrong_together_is_a_complaint_with_a_line() {
        for (text, said) in [
            ("[ingest]\nmqtt = []\n", "line 2: ingest.mqtt: name at least one address, here or in ingest.mqtts"),
            (
                "[ingest]\nmqtt = []\nmqtts = [\"0.0.0.0:8883\"]\n",
                "line 3: ingest.mqtts: TLS needs ingest.tls_cert and ingest.tls_key",
            ),
            ("[ingest]\ntls_cert = \"a.pem\"\n", "line 2: ingest.tls_cert: its key is missing: ingest.tls_key"),
            (
                "[ingest]\n\ntls_client_ca = \"ca.pem\"\n",
                "line 3: ingest.tls_client_ca: without ingest.tls_cert there is no TLS to ask for certificates in",
            ),
        ] {
            let complaints = parse(text).expect_err(text);
            assert_eq!(complaints.iter().map(ToString::to_string).collect::<Vec<_>>(), [said]);
        }
        let text = "[ingest]\nmqtt = []\nmqtts = [\"0.0.0.0:8883\"]\ntls_cert = \"a.pem\"\ntls_key = \"a.key\"\n";
        assert!(parse(text).expect("TLS alone will do").mqtt.is_empty());
    }

    #[test]
    fn values_arrive() {
        let text = "[store]\nwindow = \"250ms\"\n[control]\naccess = [\"user:wang=engineer\"]\n";
        let config = parse(text).expect("valid");
        assert_eq!(config.window, Duration::from_millis(250));
        assert_eq!(config.access, [AccessRule { who: Who::User("wang".into()), role: Role::Engineer }]);
    }
}
