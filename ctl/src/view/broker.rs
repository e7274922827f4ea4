//! The external broker: the link to it, and what was tried with it.

use mcs_core::broker::{BrokerCheck, BrokerLimit, BrokerState, BrokerStatus, BrokerVerdict};

use serde::Serialize;

use super::size;
use crate::{
    mosquitto::{Put, PutFile},
    output::{Cell, Column, Item, Tone},
    time::Zone,
};

/// The link, or that there is none.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Linked {
    /// Devices publish to a broker.
    Link(Box<BrokerStatus>),
    /// Devices connect to the daemon itself.
    Direct {
        /// Always `none`.
        state: &'static str,
    },
}

impl From<Option<BrokerStatus>> for Linked {
    fn from(link: Option<BrokerStatus>) -> Self {
        link.map_or(Self::Direct { state: NONE }, |link| Self::Link(Box::new(link)))
    }
}

impl Item for Linked {
    const COLUMNS: &'static [Column] = BrokerStatus::COLUMNS;

    fn name(&self) -> String {
        match self {
            Self::Link(link) => link.name(),
            Self::Direct { state } => (*state).to_owned(),
        }
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        match self {
            Self::Link(link) => link.cells(zone),
            Self::Direct { .. } => {
                let mut cells: Vec<_> = Self::COLUMNS.iter().map(|_| Cell::or_dash(None::<&str>)).collect();
                cells[0] = Cell::new(NONE);
                cells
            }
        }
    }

    fn facts(&self, zone: &Zone) -> Vec<(&'static str, Cell)> {
        match self {
            Self::Link(link) => link.facts(zone),
            Self::Direct { state } => {
                let advice = "devices connect to the daemon itself; see ingest.broker in mcsd.toml(5)";
                vec![("BROKER", Cell::new(state)), ("ADVICE", Cell::new(advice))]
            }
        }
    }
}

/// What is said of a broker where there is none.
const NONE: &str = "none";

impl Item for BrokerStatus {
    const COLUMNS: &'static [Column] = &[
        Column::text("BROKER"),
        Column::text("STATE"),
        Column::text("SINCE"),
        Column::text("VERSION"),
        Column::number("IN FLIGHT"),
        Column::number("FRAMES"),
        Column::text("WHY"),
    ];

    fn name(&self) -> String {
        self.url.clone()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        vec![
            Cell::new(&self.url),
            state(self.state),
            Cell::new(zone.show(self.since)),
            Cell::or_dash(self.limits.version.as_ref()),
            Cell::new(self.in_flight),
            Cell::new(self.frames),
            Cell::or_dash(self.why.as_ref()),
        ]
    }

    fn facts(&self, zone: &Zone) -> Vec<(&'static str, Cell)> {
        let limits = &self.limits;
        let mut facts = vec![
            ("BROKER", Cell::new(&self.url)),
            ("CLIENT ID", Cell::new(&self.client_id)),
            ("STATE", state(self.state)),
            ("SINCE", Cell::new(zone.show(self.since))),
            ("WHY", Cell::or_dash(self.why.as_ref())),
            ("VERSION", Cell::or_dash(limits.version.as_ref())),
            ("MAX IN FLIGHT", Cell::or_dash(limits.in_flight.as_ref().map(BrokerLimit::to_string))),
            ("RECEIVE MAXIMUM", Cell::or_dash(limits.receive_maximum)),
            ("MAX PACKET", Cell::or_dash(limits.max_packet.map(|bytes| size(bytes.into())))),
            ("CONNECTS", Cell::new(self.connects)),
            ("IN FLIGHT", Cell::new(self.in_flight)),
            ("FRAMES", Cell::new(self.frames)),
            ("STRANGERS", Cell::new(self.strangers)),
            ("RETAINED", Cell::new(self.retained)),
            ("REFUSED", Cell::new(self.refused)),
        ];
        facts.extend(self.warnings.iter().map(|warning| ("WARNING", Cell::new(warning).tone(Tone::Warn))));
        facts
    }
}

fn state(state: BrokerState) -> Cell {
    Cell::new(state.as_str()).tone(match state {
        BrokerState::Connecting => Tone::Plain,
        BrokerState::Up => Tone::Good,
        BrokerState::Lost => Tone::Bad,
    })
}

impl Item for BrokerCheck {
    const COLUMNS: &'static [Column] =
        &[Column::text("CHECK"), Column::text("VERDICT"), Column::text("FOUND"), Column::text("ADVICE")];

    fn name(&self) -> String {
        self.check.clone()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        let tone = match self.verdict {
            BrokerVerdict::Good => Tone::Good,
            BrokerVerdict::Unknown => Tone::Plain,
            BrokerVerdict::Bad => Tone::Bad,
        };
        vec![
            Cell::new(&self.check),
            Cell::new(self.verdict.as_str()).tone(tone),
            Cell::new(&self.found),
            Cell::or_dash(self.advice.as_ref()),
        ]
    }
}

impl Item for PutFile {
    const COLUMNS: &'static [Column] = &[Column::text("FILE"), Column::text("STATE"), Column::text("DETAIL")];

    fn name(&self) -> String {
        self.file.display().to_string()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        let tone = match self.put {
            Put::New | Put::Changed => Tone::Warn,
            Put::Unchanged => Tone::Plain,
        };
        vec![
            Cell::new(self.file.display()),
            Cell::new(self.put.as_str()).tone(tone),
            Cell::or_dash(self.detail.as_ref()),
        ]
    }
}
