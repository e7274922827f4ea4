//! How long a reading takes to reach those who watch: as a value, and as an alarm.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use mcs_core::{
    alarm::{Condition, Source as AlarmSource, TransitionKind},
    id::{PointId, SerialNumber},
    live::Update,
};
use mcs_proto::client::Client;
use serde::Serialize;
use tokio::{sync::oneshot, task::JoinSet};
use tokio_stream::StreamExt;

use super::{
    BenchOptions, Target,
    connection::Connection,
    drive::{Pace, Source, drive},
    latency::{Latencies, Percentiles},
    load::Clock,
    process::{Cost, Usage},
    reading,
};
use crate::{
    output::{Cell, Column, Item},
    sim::error::SimError,
    time::Zone,
};

/// What came out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct LiveFacts {
    /// Devices that published.
    pub(crate) connections: u64,
    /// Readings a second of all together.
    pub(crate) rate: f64,
    /// Readings sent.
    pub(crate) sent: u64,
    /// Readings acknowledged.
    pub(crate) acknowledged: u64,
    /// Alarms provoked.
    pub(crate) alarms_provoked: u64,
    /// From publish to the value on the live stream.
    pub(crate) value: Option<Percentiles>,
    /// From publish to the raised alarm on the live stream.
    pub(crate) alarm: Option<Percentiles>,
    /// From publish to acknowledgement.
    pub(crate) puback: Option<Percentiles>,
    /// What the daemon used.
    pub(crate) daemon: Option<Cost>,
}

impl LiveFacts {
    /// Whether every alarm that was provoked was streamed.
    pub(crate) fn complete(&self) -> bool {
        self.alarm.map_or(0, |alarm| alarm.count) >= self.alarms_provoked
    }
}

impl Item for LiveFacts {
    const COLUMNS: &'static [Column] = &[
        Column::number("SENT"),
        Column::number("ACKNOWLEDGED"),
        Column::number("ALARMS"),
        Column::text("VALUE"),
        Column::text("ALARM"),
    ];
    const OPTIONAL: &'static [(&'static str, &'static [&'static str])] = &[
        ("value", Percentiles::FIELDS),
        ("alarm", Percentiles::FIELDS),
        ("puback", Percentiles::FIELDS),
        ("daemon", Cost::FIELDS),
    ];

    fn name(&self) -> String {
        "latency".to_owned()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        let counts = [self.sent, self.acknowledged, self.alarms_provoked].into_iter().map(Cell::new);
        counts.chain([Percentiles::cell(self.value), Percentiles::cell(self.alarm)]).collect()
    }

    fn facts(&self, _zone: &Zone) -> Vec<(&'static str, Cell)> {
        let mut facts = vec![
            ("DEVICES", Cell::new(format!("{}, {} readings a second", self.connections, self.rate))),
            ("SENT", Cell::new(self.sent)),
            ("ACKNOWLEDGED", Cell::new(self.acknowledged)),
            ("ALARMS", Cell::new(format!("{} provoked", self.alarms_provoked))),
            ("VALUE STREAMED", Percentiles::cell(self.value)),
            ("ALARM STREAMED", Percentiles::cell(self.alarm)),
            ("PUBACK", Percentiles::cell(self.puback)),
        ];
        facts.extend(self.daemon.map(|cost| ("DAEMON", cost.cell())));
        facts
    }
}

/// One device in this many alternates between clean air and a leak; each change to the leak is an alarm.
const ALARMING_ONE_IN: usize = 5;
/// How long the stream is followed after the last publish.
const SETTLE: Duration = Duration::from_secs(2);

/// What was published and not yet seen, and what was measured.
struct Watched {
    values: HashMap<(SerialNumber, u16), Instant>,
    raises: HashMap<PointId, Instant>,
    points: HashMap<SerialNumber, PointId>,
    value: Latencies,
    alarm: Latencies,
    puback: Latencies,
    sent: u64,
    acknowledged: u64,
    provoked: u64,
}

type Board = Arc<Mutex<Watched>>;

fn look(board: &Board) -> MutexGuard<'_, Watched> {
    board.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The readings of one device.
struct Readings {
    board: Board,
    sn: SerialNumber,
    clock: Clock,
    seq: u16,
    bytes: usize,
    alarming: bool,
    leaking: bool,
}

impl Source for Readings {
    fn reading(&mut self, payload: &mut Vec<u8>, now: Instant) {
        let air = if self.leaking { reading::LEAKING } else { reading::CLEAN };
        reading::write(payload, self.clock.ms(now), self.seq, air + u32::from(self.seq % 50), self.bytes);
        let mut board = look(&self.board);
        board.sent += 1;
        board.values.insert((self.sn.clone(), self.seq), now);
        if self.leaking
            && let Some(point) = board.points.get(&self.sn).copied()
        {
            board.provoked += 1;
            board.raises.insert(point, now);
        }
        self.seq = self.seq.wrapping_add(1);
        self.leaking = self.alarming && !self.leaking;
    }

    fn answered(&mut self, latency: Duration) {
        let mut board = look(&self.board);
        board.acknowledged += 1;
        board.puback.add(latency);
    }

    fn late(&mut self, _by: Duration) {}
}

/// Publishes at a pace and watches at the same time.
pub(super) async fn live(
    options: &BenchOptions,
    rate: f64,
    targets: Vec<Target>,
    client: &Client,
) -> Result<LiveFacts, SimError> {
    let points = client.devices(false).await?.into_iter().map(|device| (device.sn, device.point)).collect();
    let board: Board = Arc::new(Mutex::new(Watched {
        values: HashMap::new(),
        raises: HashMap::new(),
        points,
        value: Latencies::new(),
        alarm: Latencies::new(),
        puback: Latencies::new(),
        sent: 0,
        acknowledged: 0,
        provoked: 0,
    }));
    let (ready, is_ready) = oneshot::channel();
    let watching = tokio::spawn(watch(client.clone(), Arc::clone(&board), ready));
    // If it never gets ready, it has ended, and says why below.
    let outcome = match is_ready.await {
        Ok(()) => publish(options, rate, targets, &board).await,
        Err(_) => Ok((0, None)),
    };
    if watching.is_finished() {
        watching.await.unwrap_or_else(|panicked| Err(SimError::Io { what: "watch", source: panicked.into() }))?;
    } else {
        watching.abort();
    }
    let (connections, daemon) = outcome?;
    let board = look(&board);
    Ok(LiveFacts {
        connections,
        rate,
        sent: board.sent,
        acknowledged: board.acknowledged,
        alarms_provoked: board.provoked,
        value: board.value.percentiles(),
        alarm: board.alarm.percentiles(),
        puback: board.puback.percentiles(),
        daemon,
    })
}

async fn publish(
    options: &BenchOptions,
    rate: f64,
    targets: Vec<Target>,
    board: &Board,
) -> Result<(u64, Option<Cost>), SimError> {
    let count = u32::try_from(targets.len()).unwrap_or(u32::MAX).max(1);
    let every = Duration::from_secs_f64(f64::from(count) / rate);
    let mut connections = Vec::new();
    for target in targets {
        connections.push((Connection::open(target.address, &target.sn, &target.credential).await?, target));
    }
    let before = options.pid.map(Usage::of).transpose()?;
    let (clock, start) = (Clock::start(), Instant::now());
    let mut running = JoinSet::new();
    for (index, (mut connection, target)) in connections.into_iter().enumerate() {
        let mut source = Readings {
            board: Arc::clone(board),
            sn: target.sn,
            clock,
            seq: target.first_seq,
            bytes: options.payload_bytes,
            alarming: index % ALARMING_ONE_IN == 0,
            leaking: false,
        };
        let first = start + every * u32::try_from(index).unwrap_or(0) / count;
        let pace = Pace { first, every: Some(every), end: start + options.length, window: options.window };
        running.spawn(async move {
            let outcome = drive(&mut connection, pace, &mut source).await;
            connection.close().await;
            outcome
        });
    }
    while let Some(finished) = running.join_next().await {
        let outcome = finished.unwrap_or_else(|panicked| Err(panicked.into()));
        outcome.map_err(|source| SimError::Io { what: "publish", source })?;
    }
    let settled = tokio::time::Instant::now() + SETTLE;
    while tokio::time::Instant::now() < settled && !look(board).raises.is_empty() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let after = options.pid.map(Usage::of).transpose()?;
    let acknowledged = look(board).acknowledged;
    let cost = |(after, before): (Usage, Usage)| options.pid.map(|pid| after.since(&before, pid, acknowledged));
    Ok((u64::from(count), after.zip(before).and_then(cost)))
}

/// Follows the live stream and times what it shows.
async fn watch(client: Client, board: Board, ready: oneshot::Sender<()>) -> Result<(), SimError> {
    let mut stream = client.watch(None).await?;
    let mut ready = Some(ready);
    while let Some(message) = stream.next().await {
        let message = message?;
        let now = Instant::now();
        match message.update {
            Update::Snapshot(_) => {
                // Nobody waits any more if publishing was given up.
                ready.take().map(|ready| ready.send(()));
            }
            Update::Delta(delta) => {
                let mut board = look(&board);
                for point in delta.points {
                    let sent = point.seq.and_then(|seq| board.values.remove(&(point.sn, seq)));
                    if let Some(sent) = sent {
                        board.value.add(now.saturating_duration_since(sent));
                    }
                }
                for transition in delta.transitions {
                    let AlarmSource::Point(point) = transition.source else { continue };
                    if transition.kind == TransitionKind::Raise
                        && transition.condition == Condition::High
                        && let Some(sent) = board.raises.remove(&point)
                    {
                        board.alarm.add(now.saturating_duration_since(sent));
                    }
                }
            }
            Update::Heartbeat { .. } => {}
        }
    }
    Ok(())
}
