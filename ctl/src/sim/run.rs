//! Runs a whole simulated plant: registers it, lets every device live, and adds up.

use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

use mcs_core::time::Span;
use mcs_proto::client::Client;
use tokio::{sync::watch, task::JoinSet};

use super::{
    acked::AckedList,
    client::{Device, DeviceSummary, LiveCounts, Shared},
    credentials::Credentials,
    endpoint,
    error::SimError,
    link::{Dialect, LinkOptions, Qos},
    plant::{Plan, Plant},
    progress::{Progress, TICK},
    register::{Registration, register},
    summary::RunSummary,
};
use crate::time::now;

/// Everything that is asked for.
#[derive(Debug, Clone)]
pub(crate) struct RunOptions {
    /// The plant.
    pub(crate) plan: Plan,
    /// How it is registered.
    pub(crate) registration: Registration,
    /// Where passwords are kept.
    pub(crate) credentials: PathBuf,
    /// Where devices connect; else where the daemon says.
    pub(crate) mqtt: Option<String>,
    /// Which dialect they speak.
    pub(crate) dialect: Dialect,
    /// What they ask for.
    pub(crate) qos: Qos,
    /// Publishes of a device without an answer at most.
    pub(crate) window: u16,
    /// Reports in one publish.
    pub(crate) batch: usize,
    /// How long answers are awaited at the end.
    pub(crate) drain: Duration,
    /// Where acknowledged readings are listed.
    pub(crate) acked: Option<PathBuf>,
    /// Whether the terminal belongs to somebody else.
    pub(crate) silent: bool,
}

/// Devices knock this far apart.
const KNOCK_APART: Span = Span::millis(2);

/// Runs until all schedules are over, or `stop` becomes true.
pub(crate) async fn run(
    options: RunOptions,
    client: &Client,
    stop: watch::Receiver<bool>,
) -> Result<RunSummary, SimError> {
    let mut plant = Plant::new(&options.plan)?;
    let mut progress = if options.silent { Progress::silent() } else { Progress::new(plant.total()) };
    let address: SocketAddr = endpoint::find(options.mqtt.as_deref(), client).await?;
    let acked = options.acked.as_deref().map(AckedList::open).transpose()?;
    let mut credentials = Credentials::open(&options.credentials)?;
    progress.note(&format!("registering {} devices", plant.detectors.len()));
    let passwords = register(client, &mut plant, &mut credentials, &options.registration).await?;
    progress.note(&format!("connecting to {address}"));

    let shared = Arc::new(Shared {
        start: now(),
        started: Instant::now(),
        link: LinkOptions { address, dialect: options.dialect, window: options.window },
        qos: options.qos,
        batch: options.batch,
        drain: options.drain,
        acked,
        live: LiveCounts::default(),
    });
    let mut devices = JoinSet::new();
    for (index, (detector, credential)) in (0..).zip(plant.detectors.into_iter().zip(passwords)) {
        let device = Device::new(detector, credential, Arc::clone(&shared), KNOCK_APART.times(index));
        devices.spawn(device.run(stop.clone()));
    }
    let summaries = gather(devices, &shared, &mut progress).await?;
    Ok(RunSummary::new(summaries, shared.started.elapsed().as_secs_f64()))
}

async fn gather(
    mut devices: JoinSet<Result<DeviceSummary, SimError>>,
    shared: &Shared,
    progress: &mut Progress,
) -> Result<Vec<DeviceSummary>, SimError> {
    let total = devices.len();
    let mut summaries = Vec::with_capacity(total);
    let mut tick = tokio::time::interval(TICK);
    loop {
        tokio::select! {
            finished = devices.join_next() => match finished {
                Some(Ok(summary)) => summaries.push(summary?),
                Some(Err(panicked)) => return Err(SimError::Io { what: "run a device", source: panicked.into() }),
                None => return Ok(summaries),
            },
            _ = tick.tick() => {
                let live = &shared.live;
                progress.at(live.published.load(Ordering::Relaxed), || {
                    let (acknowledged, connected) =
                        (live.acknowledged.load(Ordering::Relaxed), live.connected.load(Ordering::Relaxed));
                    format!("published, {acknowledged} acknowledged, {connected}/{total} connected")
                });
            }
        }
    }
}
