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

#[cfg(test)]
mod tests {
    use Evidence::{Between, Clear, Over, Unknown};

    use super::*;

    const STANDS: Span = Span::secs(30);

    fn on(network: Network) -> Weakness {
        let mut weak = Weakness::default();
        assert!(weak.on(Some(network)));
        weak
    }

    fn hear(weak: &mut Weakness, second: i64, dbm: f64) -> Evidence {
        weak.take(Timestamp::EPOCH + Span::secs(second), Some(dbm), STANDS)
    }

    #[test]
    fn five_minutes_at_the_edge_are_weak() {
        let mut weak = on(Network::Wifi);
        assert_eq!(weak.edge(), Some(-85.0));
        let said: Vec<_> = (0..=30).map(|ten| hear(&mut weak, ten * 10, -85.0)).collect();
        assert!(said[..30].iter().all(|said| *said == Between));
        assert_eq!(said[30], Over);
        assert_eq!([-80.0, -79.9].map(|dbm| hear(&mut weak, 310, dbm)), [Between, Clear]);
    }

    #[test]
    fn a_pause_or_a_better_signal_begins_the_count_anew() {
        for (second, dbm) in [(100, -84.0), (131, -90.0)] {
            let mut weak = on(Network::Wifi);
            for ten in 0..10 {
                hear(&mut weak, ten * 10, -90.0);
            }
            hear(&mut weak, second, dbm);
            let said: Vec<_> = (14..=42).map(|ten| hear(&mut weak, ten * 10, -90.0)).collect();
            assert!(said.iter().all(|said| *said == Between), "{second}");
            assert_eq!(hear(&mut weak, 440, -90.0), Over);
        }
    }

    #[test]
    fn what_is_not_measured_says_nothing_and_a_network_nobody_knows_is_never_weak() {
        let mut weak = Weakness::default();
        assert!(!weak.on(None));
        assert_eq!(hear(&mut weak, 0, -149.0), Clear);
        assert!(weak.on(Some(Network::Other)));
        assert_eq!((hear(&mut weak, 0, -149.0), weak.edge()), (Clear, None));
        assert_eq!([0.0, 31.0].map(|dbm| hear(&mut weak, 0, dbm)), [Unknown, Unknown]);
        assert_eq!(weak.take(Timestamp::EPOCH, None, STANDS), Unknown);
        assert!(!weak.on(Some(Network::Other)), "the same as before");
    }

    #[test]
    fn it_follows_a_step_of_our_clock() {
        let mut weak = on(Network::Lora);
        for ten in 0..=29 {
            hear(&mut weak, ten * 10, -140.0);
        }
        weak.clock_stepped(Span::hours(1));
        assert_eq!(hear(&mut weak, 3900, -140.0), Over);
    }
}
