//! What a device still has to send, and what it sent without an answer. Pure: packet ids come in, facts go out.
//!
//! ```text
//!  push ─▶ waiting ─ take ─▶ handed ─ sent(id) ─▶ flying ─ acked(id) ─▶ done
//!             ▲                 │                    │
//!             └──── oldest first, when the connection is lost
//! ```

use std::collections::VecDeque;

use super::detector::Report;

/// A device keeps this many reports while it is cut off; then the oldest are lost.
pub(crate) const DEVICE_BUFFER: usize = 1000;

/// What was sent, in numbers of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub(crate) struct Tally {
    /// Reports sent for the first time.
    pub(crate) published: u64,
    /// Reports whose acknowledgement came.
    pub(crate) acknowledged: u64,
    /// Reports sent again, because the connection was lost before the answer came.
    pub(crate) resent: u64,
    /// Reports sent twice on purpose.
    pub(crate) duplicated: u64,
    /// Reports refused by the daemon with a reason.
    pub(crate) refused: u64,
    /// Reports lost because the device's own buffer was full.
    pub(crate) overwritten: u64,
}

#[derive(Debug, Clone)]
struct Entry {
    report: Report,
    /// Whether it left before.
    tried: bool,
    /// The second copy of a report that is sent twice.
    copy: bool,
}

#[derive(Debug)]
enum Flight {
    Online,
    Reports(Vec<Entry>),
}

/// The outgoing side of one device.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    waiting: VecDeque<Entry>,
    handed: VecDeque<Flight>,
    flying: VecDeque<(u16, Flight)>,
    /// What was sent so far.
    pub(crate) tally: Tally,
}

impl Outbox {
    /// Keeps a report until it can be sent.
    pub(crate) fn push(&mut self, report: Report) {
        let twice = report.twice;
        self.waiting.push_back(Entry { report: report.clone(), tried: false, copy: false });
        if twice {
            self.waiting.push_back(Entry { report, tried: false, copy: true });
        }
        while self.waiting.len() > DEVICE_BUFFER {
            self.waiting.pop_front();
            self.tally.overwritten += 1;
        }
    }

    /// Takes the next batch if one is full, or whatever waits when `flush` says so. `None` when there is nothing to send
    /// or `window` publishes are already without an answer.
    pub(crate) fn take(&mut self, batch: usize, window: usize, flush: bool) -> Option<Vec<Report>> {
        let size = self.waiting.len().min(batch);
        if size == 0 || (size < batch && !flush) || self.in_flight() >= window {
            return None;
        }
        let mut entries: Vec<Entry> = self.waiting.drain(..size).collect();
        for entry in &mut entries {
            let counter = match (entry.copy, entry.tried) {
                (_, true) => &mut self.tally.resent,
                (true, false) => &mut self.tally.duplicated,
                (false, false) => &mut self.tally.published,
            };
            *counter += 1;
            entry.tried = true;
        }
        let reports = entries.iter().map(|entry| entry.report.clone()).collect();
        self.handed.push_back(Flight::Reports(entries));
        Some(reports)
    }

    /// Notes that the status message was handed to the client.
    pub(crate) fn online(&mut self) {
        self.handed.push_back(Flight::Online);
    }

    /// The client gave the oldest thing handed to it this packet id; 0 is `QoS` 0, which has no answer.
    pub(crate) fn sent(&mut self, packet_id: u16) {
        if let Some(flight) = self.handed.pop_front()
            && packet_id != 0
        {
            self.flying.push_back((packet_id, flight));
        }
    }

    /// The answer to a packet id came; gives what it acknowledges. An id nobody waits for acknowledges nothing.
    pub(crate) fn acked(&mut self, packet_id: u16) -> Vec<Report> {
        match self.land(packet_id) {
            Some(Flight::Reports(entries)) => {
                let firsts = entries.iter().filter(|entry| !entry.copy).count();
                self.tally.acknowledged += firsts as u64;
                entries.into_iter().filter(|entry| !entry.copy).map(|entry| entry.report).collect()
            }
            Some(Flight::Online) | None => Vec::new(),
        }
    }

    /// The daemon refused a packet with a reason; it is not sent again.
    pub(crate) fn refused(&mut self, packet_id: u16) {
        if let Some(Flight::Reports(entries)) = self.land(packet_id) {
            self.tally.refused += entries.len() as u64;
        }
    }

    /// The connection is gone: what has no answer waits again, in front, in its order.
    pub(crate) fn lost(&mut self) {
        let flights = self.flying.drain(..).map(|(_, flight)| flight).chain(self.handed.drain(..));
        let mut again: VecDeque<Entry> = VecDeque::new();
        for flight in flights {
            match flight {
                Flight::Reports(entries) => again.extend(entries),
                Flight::Online => {}
            }
        }
        again.append(&mut self.waiting);
        self.waiting = again;
    }

    /// Publishes without an answer.
    pub(crate) fn in_flight(&self) -> usize {
        self.handed.len() + self.flying.len()
    }

    /// Reports that are not done.
    pub(crate) fn open(&self) -> usize {
        let of = |flight: &Flight| match flight {
            Flight::Reports(entries) => entries.len(),
            Flight::Online => 0,
        };
        self.waiting.len()
            + self.handed.iter().map(of).sum::<usize>()
            + self.flying.iter().map(|(_, f)| of(f)).sum::<usize>()
    }

    fn land(&mut self, packet_id: u16) -> Option<Flight> {
        // Answers come in order, so this looks at the first one only.
        let index = self.flying.iter().position(|(id, _)| *id == packet_id)?;
        self.flying.remove(index).map(|(_, flight)| flight)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(seq: u16) -> Report {
        Report { ts: None, seq, v_raw: 400.0, temp: 25.0, humi: 50.0, bat: 90, rssi: -70, twice: false }
    }

    fn numbers(reports: &[Report]) -> Vec<u16> {
        reports.iter().map(|report| report.seq).collect()
    }

    fn filled(reports: u16) -> Outbox {
        let mut outbox = Outbox::default();
        (0..reports).for_each(|seq| outbox.push(report(seq)));
        outbox
    }

    #[test]
    fn a_window_bounds_what_is_without_an_answer() {
        let mut outbox = filled(5);
        assert!(outbox.take(1, 2, false).is_some());
        outbox.sent(1);
        assert!(outbox.take(1, 2, false).is_some());
        assert_eq!(outbox.take(1, 2, false), None);
        assert_eq!(numbers(&outbox.acked(1)), [0]);
        assert_eq!(numbers(&outbox.take(1, 2, false).expect("room again")), [2]);
    }

    #[test]
    fn a_batch_waits_until_it_is_full_or_flushed() {
        let mut outbox = filled(5);
        assert_eq!(numbers(&outbox.take(3, 9, false).expect("full")), [0, 1, 2]);
        assert_eq!(outbox.take(3, 9, false), None);
        assert_eq!(numbers(&outbox.take(3, 9, true).expect("flushed")), [3, 4]);
    }

    #[test]
    fn what_has_no_answer_is_sent_again_in_order_after_a_lost_connection() {
        let mut outbox = filled(4);
        for id in 1..=3 {
            outbox.take(1, 9, false).expect("something to send");
            if id < 3 {
                outbox.sent(id);
            }
        }
        assert_eq!(numbers(&outbox.acked(1)), [0]);
        outbox.lost();
        assert_eq!(outbox.in_flight(), 0);
        let again: Vec<u16> =
            std::iter::from_fn(|| outbox.take(1, 9, false)).flat_map(|batch| numbers(&batch)).collect();
        assert_eq!(again, [1, 2, 3]);
        assert_eq!((outbox.tally.published, outbox.tally.resent, outbox.tally.acknowledged), (4, 2, 1));
    }

    #[test]
    fn an_answer_nobody_waits_for_acknowledges_nothing() {
        let mut outbox = filled(1);
        outbox.take(1, 9, false).expect("something to send");
        outbox.sent(7);
        assert!(outbox.acked(8).is_empty());
        assert_eq!(outbox.tally.acknowledged, 0);
        assert_eq!(outbox.open(), 1);
    }

    #[test]
    fn a_status_message_takes_a_packet_id_but_is_no_report() {
        let mut outbox = filled(1);
        outbox.online();
        outbox.take(1, 9, false).expect("something to send");
        outbox.sent(1);
        outbox.sent(2);
        assert!(outbox.acked(1).is_empty());
        assert_eq!(numbers(&outbox.acked(2)), [0]);
    }

    #[test]
    fn without_quality_of_service_nothing_waits_for_an_answer() {
        let mut outbox = filled(1);
        outbox.take(1, 9, false).expect("something to send");
        outbox.sent(0);
        assert_eq!((outbox.open(), outbox.in_flight()), (0, 0));
        assert_eq!((outbox.tally.published, outbox.tally.acknowledged), (1, 0));
    }

    #[test]
    fn a_report_sent_twice_is_acknowledged_once() {
        let mut outbox = Outbox::default();
        outbox.push(Report { twice: true, ..report(9) });
        for id in 1..=2 {
            outbox.take(1, 9, false).expect("two copies");
            outbox.sent(id);
        }
        assert_eq!(numbers(&outbox.acked(1)), [9]);
        assert!(outbox.acked(2).is_empty());
        assert_eq!((outbox.tally.published, outbox.tally.duplicated, outbox.tally.acknowledged), (1, 1, 1));
    }

    #[test]
    fn a_full_device_loses_its_oldest_reports_and_says_how_many() {
        let outbox = filled(u16::try_from(DEVICE_BUFFER).expect("small") + 5);
        assert_eq!(outbox.tally.overwritten, 5);
        assert_eq!(outbox.waiting.front().map(|entry| entry.report.seq), Some(5));
    }
}
