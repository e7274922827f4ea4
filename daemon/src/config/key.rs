//! The catalogue of keys: one entry each, from which the file is checked and its manual page is written.

use std::time::Duration;

use mcs_core::id::ShortName;
use toml::de::DeValue;

use super::{
    broker::BrokerUrl,
    parse::{absolute_file, address, addresses, boolean, duration, expected, file, integer, rule, text},
    value::{Config, LogFormat},
};
use crate::store::{ReserveSize, WhenFull};

/// Longest client id, in bytes.
const CLIENT_ID: usize = 128;

/// One key of the configuration file.
pub struct Key {
    /// Its dotted name.
    pub name: &'static str,
    /// Its default, as it would be written.
    pub default: &'static str,
    /// What it does, in whole sentences.
    pub doc: &'static str,
    /// Puts a value into the configuration, or says what to write instead.
    pub apply: fn(&mut Config, &DeValue<'_>) -> Result<(), String>,
}

/// Every key there is.
pub const CATALOGUE: &[Key] = &[
    Key {
        name: "ingest.mqtt",
        default: r#"["127.0.0.1:1883"]"#,
        doc: "Addresses on which devices connect without TLS. Keep them on loopback or on a network of devices only. With \
              ingest.broker and without this key devices do not connect to the daemon at all.",
        apply: |config, value| {
            config.mqtt = addresses(value)?;
            Ok(())
        },
    },
    Key {
        name: "ingest.mqtts",
        default: "[]",
        doc: "Addresses on which devices connect with TLS, usually [\"0.0.0.0:8883\"]. They need ingest.tls_cert and \
              ingest.tls_key.",
        apply: |config, value| {
            config.tls.mqtts = addresses(value)?;
            Ok(())
        },
    },
    Key {
        name: "ingest.ws",
        default: "[]",
        doc: "Addresses on which MQTT is spoken over WebSocket without TLS (subprotocol mqtt, any path). Keep them on loopback, \
              behind a web server.",
        apply: |config, value| {
            config.tls.ws = addresses(value)?;
            Ok(())
        },
    },
    Key {
        name: "ingest.wss",
        default: "[]",
        doc: "The same with TLS.",
        apply: |config, value| {
            config.tls.wss = addresses(value)?;
            Ok(())
        },
    },
    Key {
        name: "ingest.tls_cert",
        default: "\"\"",
        doc: "PEM file of the certificate devices are shown, followed by those between it and its authority. A path that does \
              not begin with / is in the data directory. The files are looked at each minute and on SIGHUP: new connections get \
              the new certificate, those that are there go on. A pair that cannot be used, or has ended, is refused and told by \
              a SYSTEM alarm, and the one before it stays; so is one that ends within 30 days.",
        apply: |config, value| file(value).map(|path| config.tls.cert = path),
    },
    Key {
        name: "ingest.tls_key",
        default: "\"\"",
        doc: "PEM file of its key, readable by the daemon only.",
        apply: |config, value| file(value).map(|path| config.tls.key = path),
    },
    Key {
        name: "ingest.tls_client_ca",
        default: "\"\"",
        doc: "PEM file of the authorities whose client certificates are accepted. Where it is set, a device without such a \
              certificate does not come as far as its login. Empty asks for none.",
        apply: |config, value| file(value).map(|path| config.tls.client_ca = path),
    },
    Key {
        name: "ingest.max_connections",
        default: "2048",
        doc: "Connections accepted in total. Beyond it new ones wait in the kernel.",
        apply: |config, value| integer(value, 1, 65_536).map(|n| config.max_connections = n),
    },
    Key {
        name: "ingest.workers",
        default: "1",
        doc: "Threads that serve connections. One carries 500 detectors many times over.",
        apply: |config, value| integer(value, 1, 64).map(|n| config.workers = n),
    },
    Key {
        name: "ingest.broker",
        default: "\"\"",
        doc: "An external broker that devices publish to, and from which the daemon takes their readings: \
              \"mqtts://user@host:8883\", or \"mqtt://\" without TLS. Empty is none. A reading is acknowledged to the broker \
              once it is stored. mcsctl broker export writes matching files for Mosquitto, mcsctl broker test tries its limits.",
        apply: |config, value| {
            let url = text(value)?;
            let parsed = (!url.is_empty()).then(|| url.parse::<BrokerUrl>());
            config.broker.url = parsed.transpose().map_err(|error| format!("the address {error}"))?;
            Ok(())
        },
    },
    Key {
        name: "ingest.broker_client_id",
        default: "\"\"",
        doc: "The daemon's client id at the broker, and with it the name of its session, in which the broker keeps what is not \
              acknowledged. Nobody else may use it. Empty is \"mcsd-\" and the site's name.",
        apply: |config, value| {
            let id = text(value)?;
            if id.chars().any(|c| c.is_control() || matches!(c, '+' | '#' | '/')) || id.len() > CLIENT_ID {
                return Err(format!("{id:?} is no client id: at most {CLIENT_ID} bytes without + # /"));
            }
            config.broker.client_id = (!id.is_empty()).then(|| id.to_owned());
            Ok(())
        },
    },
    Key {
        name: "ingest.broker_password_file",
        default: "\"\"",
        doc: "Absolute path of a file whose first line is the password of the user in ingest.broker. It is read at each \
              connection. Keep it from others: mode 0600, owned by the daemon's user.",
        apply: |config, value| absolute_file(value).map(|file| config.broker.password_file = file),
    },
    Key {
        name: "ingest.broker_ca",
        default: "\"\"",
        doc: "Absolute path of a PEM file with the authorities that may have signed the broker's certificate. Empty is those the \
              machine trusts.",
        apply: |config, value| absolute_file(value).map(|file| config.broker.ca = file),
    },
    Key {
        name: "ingest.broker_certificate",
        default: "\"\"",
        doc: "Absolute path of a PEM file with the daemon's own certificate, for a broker that asks for one.",
        apply: |config, value| absolute_file(value).map(|file| config.broker.certificate = file),
    },
    Key {
        name: "ingest.broker_key",
        default: "\"\"",
        doc: "Absolute path of a PEM file with the private key of ingest.broker_certificate.",
        apply: |config, value| absolute_file(value).map(|file| config.broker.key = file),
    },
    Key {
        name: "store.window",
        default: "\"1s\"",
        doc: "How long an ordinary reading may wait for others before it is committed and acknowledged. A wider window \
              spares flash memory. An alarm transition never waits. \"0s\" commits each at once.",
        apply: |config, value| duration(value, Duration::from_secs(5)).map(|d| config.window = d),
    },
    Key {
        name: "store.when_full",
        default: "\"alarms\"",
        doc: "What happens when the disk and the reserve are full. \"alarms\": readings are judged, acknowledged and \
              counted in the ledger as unrecorded, and a critical SYSTEM alarm stands. \"records\": readings are no \
              longer acknowledged; this blinds the plant after one reading of each device.",
        apply: |config, value| {
            config.when_full = match text(value)? {
                "alarms" => WhenFull::Alarms,
                "records" => WhenFull::Records,
                other => return Err(format!("{other:?} is neither \"alarms\" nor \"records\"")),
            };
            Ok(())
        },
    },
    Key {
        name: "store.reserve",
        default: "\"auto\"",
        doc: "Disk space kept for the time after the disk is full: \"auto\" is six hours at the measured rate, or a \
              number of bytes.",
        apply: |config, value| {
            config.reserve = match value {
                DeValue::String(s) if s.as_ref() == "auto" => ReserveSize::Measured,
                DeValue::Integer(_) => ReserveSize::Fixed(integer::<u64>(value, 0, 1 << 40)?),
                _ => return Err(expected("\"auto\" or a number of bytes", value)),
            };
            Ok(())
        },
    },
    Key {
        name: "store.retention_days",
        default: "400",
        doc: "Days readings are kept here, at least 30. Older whole days leave each night at 03:00; where there is an \
              archive, only those it has been found to hold. On a disk with less than 10 % free, days it holds leave \
              after 30 days. Alarms are kept for ever.",
        apply: |config, value| integer(value, 30, 36_500).map(|n| config.retention_days = n),
    },
    Key {
        name: "store.audit_days",
        default: "0",
        doc: "Days lines of the audit are kept, at least 365; 0 is for ever.",
        apply: |config, value| {
            config.audit_days = match integer(value, 0, 36_500)? {
                0 => None,
                days @ 1..365 => return Err(format!("{days} is less than a year; write at least 365, or 0 for ever")),
                days => Some(days),
            };
            Ok(())
        },
    },
    Key {
        name: "archive.enabled",
        default: "true",
        doc: "Whether site days are archived each night, once a target of the name archive.target is set with \"mcsctl archive \
              target set\". With an archive old days leave only once it has them; switched off, they leave by age alone.",
        apply: |config, value| boolean(value).map(|on| config.archive.enabled = on),
    },
    Key {
        name: "archive.target",
        default: "\"archive\"",
        doc: "The name of the target that site days go to.",
        apply: |config, value| {
            let name = text(value)?;
            ShortName::new(name).map_err(|error| error.to_string())?;
            name.clone_into(&mut config.archive.target);
            Ok(())
        },
    },
    Key {
        name: "archive.prefix",
        default: "\"archive\"",
        doc: "What the objects' names begin with at the target, before YYYY/MM/sensor_data_YYYYMMDD.csv.gz: parts of A-Z a-z \
              0-9 _ - . between single /. Empty is nothing. Objects that are there keep their names.",
        apply: |config, value| {
            let prefix = text(value)?.trim_matches('/');
            let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
            let part = |part: &str| !part.is_empty() && part != "." && part != ".." && part.bytes().all(plain);
            if !prefix.is_empty() && !prefix.split('/').all(part) {
                return Err(format!("{prefix:?} is not like \"archive\" or \"plant-7/archive\""));
            }
            prefix.clone_into(&mut config.archive.prefix);
            Ok(())
        },
    },
    Key {
        name: "archive.at",
        default: "\"02:00\"",
        doc: "When days are archived, on the site's clocks. A day is left alone for two hours after its end, so before 02:00 the \
              day that has just ended is not among them.",
        apply: |config, value| {
            let given = text(value)?;
            let parsed =
                given.split_once(':').and_then(|(hour, minute)| Some((hour.parse().ok()?, minute.parse().ok()?)));
            match parsed {
                Some((hour @ 0..=23, minute @ 0..=59)) => config.archive.at = (hour, minute),
                Some(_) | None => return Err(format!("{given:?} is not a time like \"02:00\"")),
            }
            Ok(())
        },
    },
    Key {
        name: "backup.folder",
        default: "\"\"",
        doc: "Absolute path of an existing folder where backups of the database are put. Empty is \"backup\" in the data \
              directory, which is made; better is another disk. Backups hold secrets sealed with the file \"key\", which is not among them.",
        apply: |config, value| {
            let folder = text(value)?;
            if !folder.is_empty() && !folder.starts_with('/') {
                return Err(format!("{folder:?} is not an absolute path"));
            }
            config.backup_folder = (!folder.is_empty()).then(|| folder.into());
            Ok(())
        },
    },
    Key {
        name: "backup.target",
        default: "\"\"",
        doc: "Name of a target, set with mcsctl archive target set, to which backups go instead of the folder. What is \
              uploaded is read back before it counts. Empty is the folder.",
        apply: |config, value| {
            let name = text(value)?;
            let target = (!name.is_empty()).then(|| name.parse());
            config.backup_target = target.transpose().map_err(|e| format!("{name:?} is no name of a target: {e}"))?;
            Ok(())
        },
    },
    Key {
        name: "backup.keep",
        default: "8",
        doc: "How many backups are kept, 1 to 1000. The oldest leaves when a newer one has been checked; one that is not \
              whole does not count.",
        apply: |config, value| integer(value, 1, 1_000).map(|n| config.backup_keep = n),
    },
    Key {
        name: "http.listen",
        default: "\"\"",
        doc: "Address of /health and /metrics, on loopback only. Empty is nowhere.",
        apply: |config, value| {
            if text(value)?.is_empty() {
                config.http = None;
                return Ok(());
            }
            let address = address(value)?;
            if !address.ip().is_loopback() {
                return Err(format!("{address} is not a loopback address; /metrics has no login"));
            }
            config.http = Some(address);
            Ok(())
        },
    },
    Key {
        name: "log.format",
        default: "\"pretty\"",
        doc: "\"pretty\" for people, \"json\" for programs: one object a line.",
        apply: |config, value| {
            config.log_format = match text(value)? {
                "pretty" => LogFormat::Pretty,
                "json" => LogFormat::Json,
                other => return Err(format!("{other:?} is neither \"pretty\" nor \"json\"")),
            };
            Ok(())
        },
    },
    Key {
        name: "log.filter",
        default: "\"info\"",
        doc: "What is logged: a level (error, warn, info, debug, trace), or directives like \"info,mcsd::ingest=debug\".",
        apply: |config, value| {
            let filter = text(value)?;
            filter.parse::<tracing_subscriber::EnvFilter>().map_err(|e| format!("{filter:?} is not a filter: {e}"))?;
            filter.clone_into(&mut config.log_filter);
            Ok(())
        },
    },
    Key {
        name: "control.group",
        default: "\"\"",
        doc: "Group that owns the control socket. Its members are operators unless control.access says otherwise. Empty \
              is the daemon's own group.",
        apply: |config, value| {
            let group = text(value)?;
            config.socket_group = (!group.is_empty()).then(|| group.to_owned());
            Ok(())
        },
    },
    Key {
        name: "control.access",
        default: "[]",
        doc: "Who may do what over the control socket, e.g. [\"user:wang=engineer\", \"group:shift=operator\", \
              \"uid:1001=viewer\", \"gid:100=viewer\"]. Roles: viewer, operator, engineer, admin. The daemon's own user is \
              always admin. The strongest role that fits counts.",
        apply: |config, value| {
            let DeValue::Array(items) = value else { return Err(expected("a list of \"user:NAME=ROLE\"", value)) };
            config.access = items.iter().map(|item| rule(text(item.get_ref())?)).collect::<Result<_, _>>()?;
            Ok(())
        },
    },
];
