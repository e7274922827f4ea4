//! What is in force and where it came from: every key of the catalogue, once.

use std::{
    fs,
    path::{Path, PathBuf},
};

use mcs_core::setting::{Origin, Setting};
use toml::de::{DeTable, DeValue};

use super::{complaint::ConfigError, file, key::CATALOGUE};
use crate::cli;

/// The file of a machine on which the data directory has none.
const SYSTEM_FILE: &str = "/etc/mcs/mcsd.toml";
/// What stands in place of a secret.
const HIDDEN: &str = "(hidden)";

/// The file that counts: the one named, else the data directory's, else the machine's, if it is there.
pub fn file_in_force(named: Option<&Path>, data: Option<&Path>) -> Option<PathBuf> {
    let own = data.map(|data| data.join(super::CONFIG_FILE)).filter(|path| path.exists());
    named.map(Path::to_path_buf).or(own).or_else(|| Some(PathBuf::from(SYSTEM_FILE)).filter(|path| path.exists()))
}

/// Every setting as a daemon that is started like this has it.
pub fn of_run(args: &cli::Run) -> Result<Vec<Setting>, ConfigError> {
    let path = file_in_force(args.config.as_deref(), Some(&args.data));
    let mut settings = of_file(path.as_deref())?;
    let mut over = |key: &str, value: String| {
        if let Some(setting) = settings.iter_mut().find(|setting| setting.key == key) {
            *setting = Setting { value, ..plain(key, Origin::CommandLine) };
        }
    };
    if !args.mqtt.is_empty() {
        over("ingest.mqtt", show_list(args.mqtt.iter().map(|address| quoted(&address.to_string()))));
    }
    if let Some(address) = args.http {
        over("http.listen", quoted(&address.to_string()));
    }
    match args.log {
        Some(cli::Log::Json) => over("log.format", quoted("json")),
        Some(cli::Log::Pretty) => over("log.format", quoted("pretty")),
        None => {}
    }
    Ok(settings)
}

/// Every setting as this file and the defaults give it; without a file the defaults alone.
pub(super) fn of_file(path: Option<&Path>) -> Result<Vec<Setting>, ConfigError> {
    let Some(path) = path else { return Ok(CATALOGUE.iter().map(|key| default(key.name, key.default)).collect()) };
    let text = fs::read_to_string(path).map_err(|source| ConfigError::Unreadable { path: path.into(), source })?;
    file::parse(&text).map_err(|complaints| ConfigError::Invalid { path: path.into(), complaints })?;
    let (table, _) = DeTable::parse_recoverable(&text);
    let settings = CATALOGUE.iter().map(|key| match find(key.name, table.get_ref()) {
        Some(value) => Setting {
            value: if is_secret(key.name) { HIDDEN.to_owned() } else { show(value.get_ref()) },
            file: Some(path.display().to_string()),
            line: u32::try_from(file::line(&text, value.span().start)).ok(),
            ..plain(key.name, Origin::File)
        },
        None => default(key.name, key.default),
    });
    Ok(settings.collect())
}

fn plain(key: &str, origin: Origin) -> Setting {
    Setting { key: key.to_owned(), value: String::new(), origin, file: None, line: None }
}

fn default(key: &str, value: &str) -> Setting {
    Setting { value: value.to_owned(), ..plain(key, Origin::Default) }
}

/// The value of a dotted key.
fn find<'a, 'i>(key: &str, table: &'a DeTable<'i>) -> Option<&'a toml::Spanned<DeValue<'i>>> {
    let (name, rest) = key.split_once('.').map_or((key, None), |(name, rest)| (name, Some(rest)));
    let (_, value) = table.iter().find(|(known, _)| known.get_ref() == name)?;
    match (rest, value.get_ref()) {
        (Some(rest), DeValue::Table(inner)) => find(rest, inner),
        (Some(_), _) => None,
        (None, _) => Some(value),
    }
}

/// Whether a key holds what nobody may read. One that names a file with a secret in it does not.
fn is_secret(key: &str) -> bool {
    let name = key.rsplit('.').next().unwrap_or(key);
    ["password", "secret", "token"].iter().any(|word| name.ends_with(word))
}

/// A value as it would be written, on one line.
fn show(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => quoted(text),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(yes) => yes.to_string(),
        DeValue::Datetime(moment) => moment.to_string(),
        DeValue::Array(items) => show_list(items.iter().map(|item| show(item.get_ref()))),
        DeValue::Table(table) => {
            let fields = table.iter().map(|(name, value)| format!("{} = {}", name.get_ref(), show(value.get_ref())));
            format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
        }
    }
}

fn show_list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(text: &str) -> Vec<Setting> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("mcsd.toml");
        fs::write(&path, text).expect("a file");
        of_file(Some(&path)).expect("valid")
    }

    fn setting(settings: &[Setting], key: &str) -> (String, Origin, Option<u32>) {
        let found = settings.iter().find(|setting| setting.key == key).expect("a key of the catalogue");
        (found.value.clone(), found.origin, found.line)
    }

    #[test]
    fn every_key_is_told_once_with_where_it_came_from() {
        let told =
            settings("[store]\nretention_days = 30\n\n[ingest]\nmqtt = [\n  \"127.0.0.1:1\", # one\n  '[::1]:2',\n]\n");
        assert_eq!(told.len(), CATALOGUE.len());
        assert_eq!(setting(&told, "store.retention_days"), ("30".into(), Origin::File, Some(2)));
        assert_eq!(setting(&told, "ingest.mqtt"), ("[\"127.0.0.1:1\", \"[::1]:2\"]".into(), Origin::File, Some(5)));
        assert_eq!(setting(&told, "store.window"), ("\"1s\"".into(), Origin::Default, None));
    }

    #[test]
    fn a_flag_is_stronger_than_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("mcsd.toml"), "[ingest]\nmqtt = [\"127.0.0.1:1\"]\n").expect("a file");
        let args = cli::Run {
            data: folder.path().to_owned(),
            config: None,
            mqtt: vec!["127.0.0.1:0".parse().expect("an address")],
            http: None,
            log: Some(cli::Log::Json),
        };
        let told = of_run(&args).expect("valid");
        assert_eq!(setting(&told, "ingest.mqtt"), ("[\"127.0.0.1:0\"]".into(), Origin::CommandLine, None));
        assert_eq!(setting(&told, "log.format"), ("\"json\"".into(), Origin::CommandLine, None));
    }

    #[test]
    fn secrets_are_hidden_and_names_of_their_files_are_not() {
        for key in ["broker.password", "broker.client_secret", "http.token"] {
            assert!(is_secret(key), "{key}");
        }
        for key in ["broker.password_file", "broker.key_file", "control.access"] {
            assert!(!is_secret(key), "{key}");
        }
    }
}
