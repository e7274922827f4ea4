//! What a simulated run came to, for people and for programs.

use serde::Serialize;

use super::client::DeviceSummary;

/// A finished piece of work: the facts as programs read them, the same in a few lines for people, and the exit code.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Report<T> {
    /// The facts.
    pub(crate) facts: T,
    /// The same for people.
    pub(crate) lines: Vec<String>,
    /// 0, or 1 if what should have happened did not.
    pub(crate) exit: u8,
}

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
    /// Reports without an answer at the end; always 0 with QoS 0.
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
            error: silent.filter_map(|device| device.error.clone()).next(),
            by_device,
        }
    }

    /// For people: the counts, and only those of the rest that are not zero.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut lines = vec![
            format!("{} of {} devices connected, {:.1} s", self.connected, self.devices, self.seconds),
            format!(
                "published {} · acknowledged {} · unacknowledged {}",
                self.published, self.acknowledged, self.unacknowledged
            ),
        ];
        let rest: Vec<String> = [
            ("sent again", self.resent),
            ("sent twice", self.duplicated),
            ("lost on the way", self.dropped),
            ("refused", self.refused),
            ("lost in full buffers", self.overwritten),
            ("reconnections", self.reconnections),
        ]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| format!("{what} {count}"))
        .collect();
        if !rest.is_empty() {
            lines.push(rest.join(" · "));
        }
        if let Some(error) = &self.error {
            lines.push(format!("never connected: {error}"));
        }
        lines
    }

    /// The report of the whole run. It failed if a device never connected or an answer is missing.
    pub(crate) fn report(self) -> Report<Self> {
        let complete = self.connected == self.devices && self.unacknowledged == 0 && self.refused == 0;
        Report { lines: self.lines(), exit: u8::from(!complete), facts: self }
    }
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
    fn a_quiet_run_is_told_in_two_lines() {
        let report = RunSummary::new(vec![device("A002", 1), device("A001", 1)], 30.04).report();
        insta::assert_snapshot!(report.lines.join("\n"), @r"
        2 of 2 devices connected, 30.0 s
        published 60 · acknowledged 60 · unacknowledged 0
        ");
        assert_eq!(report.exit, 0);
        assert_eq!(report.facts.by_device[0].sn.as_str(), "A001");
    }

    #[test]
    fn what_went_wrong_is_named_and_fails_the_run() {
        let mut troubled = device("A001", 3);
        troubled.tally = Tally { resent: 4, duplicated: 2, overwritten: 7, ..troubled.tally };
        (troubled.dropped, troubled.unacknowledged) = (1, 5);
        let silent = DeviceSummary { error: Some("connection refused".into()), ..device("A002", 0) };
        let report = RunSummary::new(vec![troubled, silent], 12.0).report();
        insta::assert_snapshot!(report.lines.join("\n"), @r"
        1 of 2 devices connected, 12.0 s
        published 30 · acknowledged 30 · unacknowledged 5
        sent again 4 · sent twice 2 · lost on the way 1 · lost in full buffers 7 · reconnections 2
        never connected: connection refused
        ");
        assert_eq!(report.exit, 1);
    }

    #[test]
    fn programs_read_flat_counts_and_each_device() {
        let json = serde_json::to_value(RunSummary::new(vec![device("A001", 1)], 1.0)).expect("plain facts");
        assert_eq!(json["acknowledged"], 30);
        assert_eq!(json["by_device"][0]["acknowledged"], 30);
        assert_eq!(json["by_device"][0]["sn"], "A001");
    }
}
