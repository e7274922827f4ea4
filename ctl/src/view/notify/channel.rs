//! Channels, and what each kind of them takes.

use mcs_core::{
    notice::{Channel, ChannelKind, ChannelKindInfo},
    time::Span,
};
use serde::Serialize;

use super::names;
use crate::{
    output::{Cell, Column, Item, Tone},
    time::{self, Zone},
};

/// A channel that was not tested for so long may have stopped working unnoticed.
const TESTED_ENOUGH: Span = Span::hours(7 * 24);

impl Item for Channel {
    const COLUMNS: &'static [Column] = &[
        Column::text("NAME"),
        Column::text("KIND"),
        Column::text("ENABLED"),
        Column::text("TESTED"),
        Column::text("SETTINGS"),
        Column::text("SECRETS"),
        Column::number("REVISION").wide(),
    ];

    const WHOLE: &'static [&'static str] = &["settings"];

    fn name(&self) -> String {
        self.name.to_string()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        let settings: Vec<String> = self.settings.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let tested = match self.tested {
            None => Cell::new("never").tone(Tone::Warn),
            Some(at) if time::now() - at > TESTED_ENOUGH => {
                Cell::new(format!("{}, too long ago", zone.show(at))).tone(Tone::Warn)
            }
            Some(at) => Cell::new(zone.show(at)),
        };
        vec![
            Cell::new(&self.name),
            Cell::new(self.kind.as_str()),
            Cell::yes_no(self.enabled).tone(if self.enabled { Tone::Plain } else { Tone::Dim }),
            tested,
            names(&settings),
            names(&self.secrets),
            Cell::new(self.revision),
        ]
    }
}

/// A setting or a secret that a kind of channel takes.
#[derive(Debug, Serialize)]
pub(crate) struct Documented {
    kind: ChannelKind,
    name: String,
    secret: bool,
    required: bool,
    what: String,
    example: String,
}

impl Documented {
    /// Everything a kind takes, its secrets last.
    pub(crate) fn of(info: ChannelKindInfo) -> Vec<Self> {
        let ChannelKindInfo { kind, settings, secrets } = info;
        let settings = settings.into_iter().map(|setting| (setting, false));
        let all = settings.chain(secrets.into_iter().map(|secret| (secret, true)));
        all.map(|(setting, secret)| Self {
            kind,
            name: setting.name,
            secret,
            required: setting.required,
            what: setting.what,
            example: setting.example,
        })
        .collect()
    }
}

impl Item for Documented {
    const COLUMNS: &'static [Column] = &[
        Column::text("KIND"),
        Column::text("NAME"),
        Column::text("SECRET"),
        Column::text("REQUIRED"),
        Column::text("WHAT"),
        Column::text("EXAMPLE"),
    ];

    fn name(&self) -> String {
        self.name.clone()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![
            Cell::new(self.kind.as_str()),
            Cell::new(&self.name),
            Cell::yes_no(self.secret),
            Cell::yes_no(self.required),
            Cell::new(&self.what),
            Cell::new(&self.example),
        ]
    }
}
