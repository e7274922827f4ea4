//! What a simulated run came to, for people and for programs.

use serde::Serialize;

use super::client::DeviceSummary;
use crate::{
    output::{Cell, Column, Item, Tone},
    time::Zone,
};

/// The sum of all devices.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct RunSummary {
    /// Devices of the plant.
    pub(crate) devices: u64,
    /// Those that stood connected at least once.
    pub(crate) connected: u64,
    /// How long it ran.
    pub(crate) seconds: f64,
    /// Reports sent, each counted once.
    pub(crate) published: u64,
    /// Reports whose acknowledgement came.
    pub(crate) acknowledged: u64,
    /// Reports without an answer at the end; always 0 with `QoS` 0.
    pub(crate) unacknowledged: u64,
    /// Reports sent again after a lost connection.
    pub(crate) resent: u64,
    /// Reports sent twice, as the scenario wanted.
    pub(crate) duplicated: u64,
    /// Reports lost on the way, as the scenario wanted.
    pub(crate) dropped: u64,
    /// Reports refused with a reason.
    pub(crate) refused: u64,
    /// Reports lost in full device buffers.
    pub(crate) overwritten: u64,
    /// Connections beyond the first of each device.
    pub(crate) reconnections: u64,
    /// Why devices that never connected did not: the first such reason.
    pub(crate) error: Option<String>,
    /// Each device.
    pub(crate) by_device: Vec<DeviceSummary>,
}

impl RunSummary {
    /// Adds up.
    pub(crate) fn new(mut by_device: Vec<DeviceSummary>, seconds: f64) -> Self {
        by_device.sort_by(|a, b| a.sn.cmp(&b.sn));
        let sum = |of: fn(&DeviceSummary) -> u64| by_device.iter().map(of).sum();
        let silent = by_device.iter().filter(|device| device.connections == 0);
        Self {
            devices: by_device.len() as u64,
            connected: by_device.iter().filter(|device| device.connections > 0).count() as u64,
            seconds,
            published: sum(|device| device.tally.published),
            acknowledged: sum(|device| device.tally.acknowledged),
            unacknowledged: sum(|device| device.unacknowledged),
            resent: sum(|device| device.tally.resent),
            duplicated: sum(|device| device.tally.duplicated),
            dropped: sum(|device| device.dropped),
            refused: sum(|device| device.tally.refused),
            overwritten: sum(|device| device.tally.overwritten),
            reconnections: sum(|device| device.connections.saturating_sub(1)),
            error: silent.clone().find_map(|device| device.error.clone()),
            by_device,
        }
    }

    /// Whether every device connected and every report was answered.
    pub(crate) const fn complete(&self) -> bool {
        self.connected == self.devices && self.unacknowledged == 0 && self.refused == 0
    }
}

impl Item for RunSummary {
    const COLUMNS: &'static [Column] = &[
        Column::number("DEVICES"),
        Column::number("CONNECTED"),
        Column::number("PUBLISHED"),
        Column::number("ACKNOWLEDGED"),
        Column::number("UNACKNOWLEDGED"),
    ];

    fn name(&self) -> String {
        "sim".to_owned()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        let counts = [self.devices, self.connected, self.published, self.acknowledged, self.unacknowledged];
        counts.into_iter().map(Cell::new).collect()
    }

    fn facts(&self, _zone: &Zone) -> Vec<(&'static str, Cell)> {
        let tone = |bad: bool| if bad { Tone::Bad } else { Tone::Plain };
        let mut facts = vec![
            (
                "DEVICES",
                Cell::new(format!("{} of {} connected", self.connected, self.devices))
                    .tone(tone(self.connected < self.devices)),
            ),
            ("TIME", Cell::new(format!("{:.1} s", self.seconds))),
            ("PUBLISHED", Cell::new(self.published)),
            ("ACKNOWLEDGED", Cell::new(self.acknowledged)),
            ("UNACKNOWLEDGED", Cell::new(self.unacknowledged).tone(tone(self.unacknowledged > 0))),
        ];
        let rest = [
            ("SENT AGAIN", self.resent),
            ("SENT TWICE", self.duplicated),
            ("LOST ON THE WAY", self.dropped),
            ("REFUSED", self.refused),
            ("BUFFER FULL", self.overwritten),
            ("RECONNECTIONS", self.reconnections),
        ];
        facts.extend(rest.into_iter().filter(|(_, count)| *count > 0).map(|(what, count)| (what, Cell::new(count))));
        facts.extend(self.error.iter().map(|error| ("NOT CONNECTED", Cell::new(error).tone(Tone::Bad))));
        facts
    }
}

/// Facts as lines, for snapshots.
#[cfg(test)]
pub(crate) fn lines(facts: &[(&'static str, Cell)]) -> String {
    facts.iter().map(|(title, cell)| format!("{title}: {}", cell.text)).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use mcs_core::id::SerialNumber;

    use super::*;
    use crate::sim::outbox::Tally;

    fn device(sn: &str, connections: u64) -> DeviceSummary {
        let sent = if connections > 0 { 30 } else { 0 };
        DeviceSummary {
            sn: SerialNumber::new(sn).expect("a serial number"),
            tally: Tally { published: sent, acknowledged: sent, ..Tally::default() },
            dropped: 0,
            unacknowledged: 0,
            connections,
            error: None,
        }
    }

    #[test]
    fn a_quiet_run_is_told_in_five_lines() {
        let summary = RunSummary::new(vec![device("A002", 1), device("A001", 1)], 30.04);
        insta::assert_snapshot!(lines(&summary.facts(&Zone::UTC)), @r"
        DEVICES: 2 of 2 connected
        TIME: 30.0 s
        PUBLISHED: 60
        ACKNOWLEDGED: 60
        UNACKNOWLEDGED: 0
        ");
        assert!(summary.complete());
        assert_eq!(summary.by_device[0].sn.as_str(), "A001");
    }

    #[test]
    fn what_went_wrong_is_named_and_the_run_is_not_complete() {
        let mut troubled = device("A001", 3);
        troubled.tally = Tally { resent: 4, duplicated: 2, overwritten: 7, ..troubled.tally };
        (troubled.dropped, troubled.unacknowledged) = (1, 5);
        let silent = DeviceSummary { error: Some("connection refused".into()), ..device("A002", 0) };
        let summary = RunSummary::new(vec![troubled, silent], 12.0);
        insta::assert_snapshot!(lines(&summary.facts(&Zone::UTC)), @r"
        DEVICES: 1 of 2 connected
        TIME: 12.0 s
        PUBLISHED: 30
        ACKNOWLEDGED: 30
        UNACKNOWLEDGED: 5
        SENT AGAIN: 4
        SENT TWICE: 2
        LOST ON THE WAY: 1
        BUFFER FULL: 7
        RECONNECTIONS: 2
        NOT CONNECTED: connection refused
        ");
        assert!(!summary.complete());
    }

    #[test]
    fn programs_read_flat_counts_and_each_device() {
        let json = serde_json::to_value(RunSummary::new(vec![device("A001", 1)], 1.0)).expect("plain facts");
        assert_eq!(json["acknowledged"], 30);
        assert_eq!(json["by_device"][0]["acknowledged"], 30);
        assert_eq!(json["by_device"][0]["sn"], "A001");
    }
}
