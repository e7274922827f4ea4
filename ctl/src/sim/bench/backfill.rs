//! How long the daemon takes to take in what one device kept while it was cut off.

use std::time::{Duration, Instant};

use serde::Serialize;

use super::{
    BenchOptions, Target,
    connection::Connection,
    latency::{Latencies, Percentiles},
    process::{Cost, Usage},
    reading,
};
use crate::{
    output::{Cell, Column, Item},
    sim::error::SimError,
    time::{Zone, now},
};

/// What came out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct BackfillFacts {
    /// Readings sent, oldest first.
    pub(crate) readings: u64,
    /// Publishes they were sent in.
    pub(crate) publishes: u64,
    /// Publishes without an answer at most.
    pub(crate) window: u64,
    /// From the first publish to the last answer.
    pub(crate) seconds: f64,
    /// From leaving to acknowledgement.
    pub(crate) puback: Option<Percentiles>,
    /// What the daemon used.
    pub(crate) daemon: Option<Cost>,
}

impl Item for BackfillFacts {
    const COLUMNS: &'static [Column] =
        &[Column::number("READINGS"), Column::number("PUBLISHES"), Column::number("WINDOW"), Column::number("SECONDS")];
    const OPTIONAL: &'static [(&'static str, &'static [&'static str])] =
        &[("puback", Percentiles::FIELDS), ("daemon", Cost::FIELDS)];

    fn name(&self) -> String {
        "backfill".to_owned()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        let seconds = format!("{:.3}", self.seconds);
        vec![Cell::new(self.readings), Cell::new(self.publishes), Cell::new(self.window), Cell::new(seconds)]
    }

    fn facts(&self, _zone: &Zone) -> Vec<(&'static str, Cell)> {
        let sent = format!("{} in {} publishes, window {}", self.readings, self.publishes, self.window);
        let mut facts = vec![
            ("READINGS", Cell::new(sent)),
            ("ALL ACKNOWLEDGED", Cell::new(format!("after {:.3} s", self.seconds))),
            ("PUBACK", Percentiles::cell(self.puback)),
        ];
        facts.extend(self.daemon.map(|cost| ("DAEMON", cost.cell())));
        facts
    }
}

/// Time between two readings of the backlog.
const PERIOD_S: i64 = 10;
/// An array is cut here: the daemon takes at most 64 KiB at a time from a detector.
const BATCH_BYTES: usize = 60_000;
/// How long one answer may take.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

/// Sends a backlog that ends ten minutes ago, so that every reading of it is late.
pub(super) async fn backfill(
    options: &BenchOptions,
    readings: u32,
    one_batch: bool,
    target: Target,
) -> Result<BackfillFacts, SimError> {
    let failed = |source| SimError::Io { what: "send the backlog", source };
    let payloads = payloads(options, readings, one_batch, target.first_seq);
    let mut connection = Connection::open(target.address, &target.sn, &target.credential).await?;
    let before = options.pid.map(Usage::of).transpose()?;
    let mut puback = Latencies::new();
    let start = Instant::now();
    let mut waiting = payloads.iter().peekable();
    while waiting.peek().is_some() || connection.in_flight() > 0 {
        while connection.in_flight() < options.window
            && let Some(payload) = waiting.next()
        {
            connection.queue(payload, Instant::now());
        }
        connection.flush().await.map_err(failed)?;
        tokio::time::timeout(ANSWER_WITHIN, connection.answers(|latency| puback.add(latency)))
            .await
            .map_err(std::io::Error::from)
            .and_then(|heard| heard)
            .map_err(failed)?;
    }
    let seconds = start.elapsed().as_secs_f64();
    connection.close().await;
    let after = options.pid.map(Usage::of).transpose()?;
    let cost = |(after, before): (Usage, Usage)| options.pid.map(|pid| after.since(&before, pid, readings.into()));
    Ok(BackfillFacts {
        readings: readings.into(),
        publishes: payloads.len() as u64,
        window: options.window as u64,
        seconds,
        puback: puback.percentiles(),
        daemon: after.zip(before).and_then(cost),
    })
}

/// The backlog, oldest first.
fn payloads(options: &BenchOptions, readings: u32, one_batch: bool, first_seq: u16) -> Vec<Vec<u8>> {
    let oldest_s = now().as_micros() / 1_000_000 - 600 - i64::from(readings) * PERIOD_S;
    let mut payloads = Vec::new();
    let (mut seq, mut one) = (first_seq, Vec::new());
    for n in 0..readings {
        let ts_s = oldest_s + i64::from(n) * PERIOD_S;
        let air = reading::CLEAN + n % 50;
        if one_batch {
            one.push(if one.is_empty() { b'[' } else { b',' });
            reading::write_short(&mut one, ts_s, seq, air);
            if one.len() > BATCH_BYTES {
                one.push(b']');
                payloads.push(std::mem::take(&mut one));
            }
        } else {
            reading::write(&mut one, ts_s * 1000, seq, air, options.payload_bytes);
            payloads.push(one.clone());
        }
        seq = seq.wrapping_add(1);
    }
    if one_batch && !one.is_empty() {
        one.push(b']');
        payloads.push(one);
    }
    payloads
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::bench::Measurement;

    fn options() -> BenchOptions {
        BenchOptions {
            measurement: Measurement::Backfill { readings: 0, one_batch: true },
            connections: 1,
            length: Duration::ZERO,
            window: 20,
            payload_bytes: 200,
            pid: None,
            prefix: "B".into(),
            credentials: "unused".into(),
            mqtt: None,
            rotate: false,
        }
    }

    #[test]
    fn a_thousand_readings_fit_into_one_array_that_the_daemon_takes() {
        let payloads = payloads(&options(), 1000, true, 65_000);
        assert!(payloads.iter().all(|payload| payload.len() < 64 * 1024));
        let of = |payload: &Vec<u8>| serde_json::from_slice::<Vec<serde_json::Value>>(payload).expect("an array").len();
        assert_eq!(payloads.iter().map(of).collect::<Vec<_>>(), [1000]);
    }

    #[test]
    fn a_longer_backlog_is_cut_and_none_is_lost() {
        let payloads = payloads(&options(), 5000, true, 0);
        let of = |payload: &Vec<u8>| serde_json::from_slice::<Vec<serde_json::Value>>(payload).expect("an array").len();
        assert!(payloads.iter().all(|payload| payload.len() < 64 * 1024));
        assert_eq!(payloads.iter().map(of).sum::<usize>(), 5000);
        assert_eq!(super::payloads(&options(), 7, false, 0).len(), 7);
    }
}
