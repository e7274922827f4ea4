//! Acknowledged readings a second, from many connections on one thread.

use std::{
    cell::RefCell,
    io,
    rc::Rc,
    time::{Duration, Instant},
};

use serde::Serialize;
use tokio::task::{JoinSet, LocalSet};

use super::{
    BenchOptions, Target,
    connection::Connection,
    drive::{Pace, Source, drive},
    latency::{Latencies, Percentiles},
    process::{Cost, Usage},
    reading,
};
use crate::{
    output::{Cell, Column, Item, Tone},
    sim::error::SimError,
    time::{Zone, now},
};

/// What came out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct LoadFacts {
    /// Connections at the start.
    pub(crate) connections: u64,
    /// Readings a second asked for; none is as fast as answers come.
    pub(crate) rate: Option<f64>,
    /// Publishes of a connection without an answer at most.
    pub(crate) window: u64,
    /// Size of a reading.
    pub(crate) payload_bytes: u64,
    /// From the first publish to the last answer.
    pub(crate) seconds: f64,
    /// Readings sent.
    pub(crate) sent: u64,
    /// Readings acknowledged.
    pub(crate) acknowledged: u64,
    /// Readings without an answer at the end.
    pub(crate) unacknowledged: u64,
    /// Acknowledged readings a second.
    pub(crate) acknowledged_per_s: f64,
    /// Connections that broke.
    pub(crate) broken: u64,
    /// Why the first of them did.
    pub(crate) error: Option<String>,
    /// From leaving to acknowledgement.
    pub(crate) puback: Option<Percentiles>,
    /// How much later than due readings left: how far the generator itself keeps up.
    pub(crate) late: Option<Percentiles>,
    /// What the daemon used.
    pub(crate) daemon: Option<Cost>,
    /// Processor time of the generator, seconds.
    pub(crate) generator_cpu_s: f64,
}

impl LoadFacts {
    /// Whether every reading was answered and no connection broke.
    pub(crate) const fn complete(&self) -> bool {
        self.unacknowledged == 0 && self.broken == 0
    }
}

impl Item for LoadFacts {
    const COLUMNS: &'static [Column] = &[
        Column::number("CONNECTIONS"),
        Column::number("SENT"),
        Column::number("ACKNOWLEDGED"),
        Column::number("PER SECOND"),
    ];
    const OPTIONAL: &'static [(&'static str, &'static [&'static str])] =
        &[("puback", Percentiles::FIELDS), ("late", Percentiles::FIELDS), ("daemon", Cost::FIELDS)];

    fn name(&self) -> String {
        "load".to_owned()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        let per_second = format!("{:.0}", self.acknowledged_per_s);
        vec![Cell::new(self.connections), Cell::new(self.sent), Cell::new(self.acknowledged), Cell::new(per_second)]
    }

    fn facts(&self, _zone: &Zone) -> Vec<(&'static str, Cell)> {
        let how = format!("{}, window {}, {} bytes a reading", self.connections, self.window, self.payload_bytes);
        let answers = format!("{} ({:.0} a second)", self.acknowledged, self.acknowledged_per_s);
        let trouble = self.unacknowledged + self.broken > 0;
        let mut facts = vec![
            ("CONNECTIONS", Cell::new(how)),
            ("TIME", Cell::new(format!("{:.1} s", self.seconds))),
            ("SENT", Cell::new(self.sent)),
            ("ACKNOWLEDGED", Cell::new(answers)),
            ("UNACKNOWLEDGED", Cell::new(self.unacknowledged).tone(if trouble { Tone::Bad } else { Tone::Plain })),
            ("PUBACK", Percentiles::cell(self.puback)),
        ];
        if self.rate.is_some() {
            facts.push(("SENT LATE BY", Percentiles::cell(self.late)));
        }
        facts.extend(self.daemon.map(|cost| ("DAEMON", cost.cell())));
        facts.push(("GENERATOR", Cell::new(format!("{:.2} CPU s", self.generator_cpu_s))));
        let broken = self.error.as_ref().map(|error| format!("{}, the first by: {error}", self.broken));
        facts.extend(broken.map(|broken| ("BROKEN", Cell::new(broken).tone(Tone::Bad))));
        facts
    }
}

/// Loads the daemon from a thread of its own.
pub(super) async fn load(
    options: &BenchOptions,
    rate: Option<f64>,
    targets: Vec<Target>,
) -> Result<LoadFacts, SimError> {
    let options = options.clone();
    let work = move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|source| SimError::Io { what: "start a runtime", source })?;
        LocalSet::new().block_on(&runtime, measure(&options, rate, targets))
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(outcome) => outcome,
        Err(panicked) => Err(SimError::Io { what: "run the load generator", source: panicked.into() }),
    }
}

/// What all connections add to.
struct Tally {
    sent: u64,
    acknowledged: u64,
    puback: Latencies,
    late: Latencies,
}

/// The readings of one connection.
struct Readings {
    tally: Rc<RefCell<Tally>>,
    clock: Clock,
    seq: u16,
    bytes: usize,
}

/// The wall clock, derived from the monotonic one: asking the system for both would cost as much as the reading itself.
#[derive(Clone, Copy)]
pub(super) struct Clock {
    at: Instant,
    shows_ms: i64,
}

impl Clock {
    pub(super) fn start() -> Self {
        Self { at: Instant::now(), shows_ms: now().as_micros() / 1000 }
    }

    pub(super) fn ms(self, instant: Instant) -> i64 {
        self.shows_ms + i64::try_from(instant.saturating_duration_since(self.at).as_millis()).unwrap_or(i64::MAX)
    }
}

impl Source for Readings {
    fn reading(&mut self, payload: &mut Vec<u8>, now: Instant) {
        // Clean air that moves a little, so that readings differ.
        let hundredths = reading::CLEAN + u32::from(self.seq % 50);
        reading::write(payload, self.clock.ms(now), self.seq, hundredths, self.bytes);
        self.seq = self.seq.wrapping_add(1);
        self.tally.borrow_mut().sent += 1;
    }

    fn answered(&mut self, latency: Duration) {
        let mut tally = self.tally.borrow_mut();
        tally.acknowledged += 1;
        tally.puback.add(latency);
    }

    fn late(&mut self, by: Duration) {
        self.tally.borrow_mut().late.add(by);
    }
}

async fn measure(options: &BenchOptions, rate: Option<f64>, targets: Vec<Target>) -> Result<LoadFacts, SimError> {
    let mut connections = Vec::with_capacity(targets.len());
    for target in targets {
        connections.push((Connection::open(target.address, &target.sn, &target.credential).await?, target.first_seq));
    }
    let count = u32::try_from(connections.len()).unwrap_or(u32::MAX).max(1);
    let tally =
        Rc::new(RefCell::new(Tally { sent: 0, acknowledged: 0, puback: Latencies::new(), late: Latencies::new() }));
    let before = options.pid.map(Usage::of).transpose()?;
    let own_before = Usage::of(std::process::id())?;

    let every = rate.map(|rate| Duration::from_secs_f64(f64::from(count) / rate));
    let clock = Clock::start();
    let start = Instant::now();
    let mut running = JoinSet::new();
    for (index, (mut connection, seq)) in (0..).zip(connections) {
        let mut source = Readings { tally: Rc::clone(&tally), clock, seq, bytes: options.payload_bytes };
        let first = start + every.map_or(Duration::ZERO, |every| every * index / count);
        let pace = Pace { first, every, end: start + options.length, window: options.window };
        running.spawn_local(async move {
            let outcome = drive(&mut connection, pace, &mut source).await;
            let unanswered = connection.in_flight();
            connection.close().await;
            (outcome, unanswered)
        });
    }
    let (unacknowledged, broken, error) = gather(running).await;

    let (seconds, tally) = (start.elapsed().as_secs_f64(), tally.borrow());
    let after = options.pid.map(Usage::of).transpose()?;
    let cost = |(after, before): (Usage, Usage)| options.pid.map(|pid| after.since(&before, pid, tally.acknowledged));
    Ok(LoadFacts {
        connections: u64::from(count),
        rate,
        window: options.window as u64,
        payload_bytes: options.payload_bytes as u64,
        seconds,
        sent: tally.sent,
        acknowledged: tally.acknowledged,
        unacknowledged,
        acknowledged_per_s: tally.acknowledged as f64 / seconds,
        broken,
        error,
        puback: tally.puback.percentiles(),
        late: tally.late.percentiles(),
        daemon: after.zip(before).and_then(cost),
        generator_cpu_s: Usage::of(std::process::id())?.cpu_s - own_before.cpu_s,
    })
}

/// Waits for all connections: readings without an answer, broken connections, and why the first of them broke.
async fn gather(mut running: JoinSet<(io::Result<usize>, usize)>) -> (u64, u64, Option<String>) {
    let (mut unacknowledged, mut broken, mut error) = (0, 0, None);
    while let Some(finished) = running.join_next().await {
        let why = match finished {
            Ok((outcome, unanswered)) => {
                unacknowledged += unanswered as u64;
                outcome.err().map(|error| error.to_string())
            }
            Err(panicked) => Some(panicked.to_string()),
        };
        broken += u64::from(why.is_some());
        error = error.or(why);
    }
    (unacknowledged, broken, error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::summary::lines;

    #[test]
    fn a_load_is_told_with_its_cost() {
        let percentiles =
            Percentiles { count: 1_200_000, p50_ms: 4.0, p90_ms: 6.5, p99_ms: 9.0, p999_ms: 15.0, max_ms: 31.0 };
        let facts = LoadFacts {
            connections: 500,
            rate: Some(20_000.0),
            window: 32,
            payload_bytes: 200,
            seconds: 60.01,
            sent: 1_200_000,
            acknowledged: 1_200_000,
            unacknowledged: 0,
            acknowledged_per_s: 19_996.7,
            broken: 0,
            error: None,
            puback: Some(percentiles),
            late: None,
            daemon: Some(Cost {
                pid: 4711,
                cpu_s: 36.0,
                cpu_s_per_1000: Some(0.03),
                rss_mib: 41.5,
                peak_rss_mib: 44.0,
                write_bytes: Some(104_857_600),
            }),
            generator_cpu_s: 21.5,
        };
        insta::assert_snapshot!(lines(&facts.facts(&Zone::UTC)), @r"
        CONNECTIONS: 500, window 32, 200 bytes a reading
        TIME: 60.0 s
        SENT: 1200000
        ACKNOWLEDGED: 1200000 (19997 a second)
        UNACKNOWLEDGED: 0
        PUBACK: p50 4.00 ms, p90 6.50, p99 9.00, p99.9 15.00, max 31.00 (1200000 measured)
        SENT LATE BY: -
        DAEMON: 36.00 CPU s (0.0300 per 1000), 41.5 MiB resident, peak 44.0, 100.0 MiB written
        GENERATOR: 21.50 CPU s
        ");
        assert!(facts.complete());
        assert!(!LoadFacts { unacknowledged: 1, ..facts }.complete());
    }
}
