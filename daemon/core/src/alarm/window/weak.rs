//! Whether a device's signal has been weak for long, by the edge of the network it reports over.

use serde::{Deserialize, Serialize};

use crate::{
    alarm::judge::Evidence,
    network::Network,
    time::{Span, Timestamp},
};

/// A signal at its edge for so long is weak.
const WEAK_FOR: Span = Span::mins(5);
/// It is weak no more this far above the edge, dB.
const CLEARLY: f64 = 5.0;

/// The network of a device, and since when its signal is at its edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Weakness {
    network: Option<Network>,
    since: Option<Timestamp>,
    heard: Option<Timestamp>,
}

impl Weakness {
    /// Takes in the network a reading names, if it names one; answers whether it is another one than before.
    pub(crate) fn on(&mut self, network: Option<Network>) -> bool {
        let changed = network.is_some() && network != self.network;
        if changed {
            *self = Self { network, ..Self::default() };
        }
        changed
    }

    /// Takes in a strength and says what it means. A pause longer than `stands` begins the count anew; 0 and above is not
    /// a strength but says that there is none.
    pub(crate) fn take(&mut self, time: Timestamp, dbm: Option<f64>, stands: Span) -> Evidence {
        let Some(dbm) = dbm.filter(|dbm| *dbm < 0.0) else { return Evidence::Unknown };
        let Some(edge) = self.network.and_then(Network::edge) else { return Evidence::Clear };
        if dbm > edge {
            (self.since, self.heard) = (None, None);
            return if dbm > edge + CLEARLY { Evidence::Clear } else { Evidence::Between };
        }
        if self.heard.is_none_or(|heard| time - heard > stands) {
            self.since = Some(time);
        }
        self.heard = Some(time);
        let long = self.since.is_some_and(|since| time - since >= WEAK_FOR);
        if long { Evidence::Over } else { Evidence::Between }
    }

    /// The strength at which it is weak.
    pub(crate) fn edge(&self) -> Option<f64> {
        self.network.and_then(Network::edge)
    }

    /// Follows a step of the server's wall clock.
    pub(crate) fn clock_stepped(&mut self, step: Span) {
        self.since = self.since.map(|time| time + step);
        self.heard = self.heard.map(|time| time + step);
    }
}
