//! The load generator: what the daemon can take, how long things take, and what they cost it.
//!
//! Devices are registered beforehand like any others. What is measured is the daemon; this side is kept as lean as a
//! hand-written client on one thread can be, and says what it used itself.

mod backfill;
mod connection;
mod drive;
mod latency;
mod live;
mod load;
mod process;
mod reading;
mod visible;
mod wire;

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use mcs_core::{device::Credential, id::SerialNumber, sensor::SensorType, time::Span};
use mcs_proto::client::Client;

pub(crate) use self::{backfill::BackfillFacts, live::LiveFacts, load::LoadFacts, visible::VisibleFacts};
use self::{backfill::backfill, live::live, load::load, visible::visible};
use super::{
    credentials::Credentials,
    detector::Mishaps,
    endpoint,
    error::SimError,
    plant::{Plan, Plant},
    progress::Progress,
    register::{Registration, register},
};

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Measurement {
    /// Acknowledged readings a second.
    Load {
        /// Readings a second of all devices together; `None` is as fast as answers come.
        rate: Option<f64>,
    },
    /// Time from publish to the value and the alarm on the live stream.
    Live {
        /// Readings a second.
        rate: f64,
    },
    /// Time from publish to the row being readable.
    Visible {
        /// How often.
        samples: u32,
    },
    /// Time to take in what one device kept while it was cut off.
    Backfill {
        /// How many readings.
        readings: u32,
        /// As one array instead of one by one.
        one_batch: bool,
    },
}

/// How it is measured.
#[derive(Debug, Clone)]
pub(crate) struct BenchOptions {
    /// What.
    pub(crate) measurement: Measurement,
    /// Connections, each of a device of its own.
    pub(crate) connections: u32,
    /// How long.
    pub(crate) length: Duration,
    /// Publishes of a connection without an answer at most.
    pub(crate) window: usize,
    /// Size of a reading.
    pub(crate) payload_bytes: usize,
    /// The daemon's process, to read what it used.
    pub(crate) pid: Option<u32>,
    /// What serial numbers begin with.
    pub(crate) prefix: String,
    /// Where passwords are kept.
    pub(crate) credentials: PathBuf,
    /// Where devices connect; else where the daemon says.
    pub(crate) mqtt: Option<String>,
    /// Make new passwords for devices that are registered already.
    pub(crate) rotate: bool,
}

/// What came out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum BenchFacts {
    /// Of [`Measurement::Load`].
    Load(LoadFacts),
    /// Of [`Measurement::Live`].
    Live(LiveFacts),
    /// Of [`Measurement::Visible`].
    Visible(VisibleFacts),
    /// Of [`Measurement::Backfill`].
    Backfill(BackfillFacts),
}

/// A registered device that is going to be driven.
#[derive(Debug, Clone)]
struct Target {
    address: SocketAddr,
    sn: SerialNumber,
    credential: Credential,
    first_seq: u16,
}

/// Registers what is needed and measures.
pub(crate) async fn bench(options: BenchOptions, client: &Client) -> Result<BenchFacts, SimError> {
    let devices = match options.measurement {
        Measurement::Load { .. } | Measurement::Live { .. } => options.connections,
        Measurement::Visible { .. } | Measurement::Backfill { .. } => 1,
    };
    let progress = Progress::new(None);
    progress.note(&format!("registering {devices} devices"));
    let targets = prepare(&options, devices, client).await?;
    progress.note("measuring");
    drop(progress);
    Ok(match options.measurement {
        Measurement::Load { rate } => BenchFacts::Load(load(&options, rate, targets).await?),
        Measurement::Live { rate } => BenchFacts::Live(live(&options, rate, targets, client).await?),
        Measurement::Visible { samples } => {
            BenchFacts::Visible(visible(&options, samples, only(targets)?, client).await?)
        }
        Measurement::Backfill { readings, one_batch } => {
            BenchFacts::Backfill(backfill(&options, readings, one_batch, only(targets)?).await?)
        }
    })
}

fn only(targets: Vec<Target>) -> Result<Target, SimError> {
    targets.into_iter().next().ok_or(SimError::NoEndpoint)
}

/// Methane detectors, whose alarms return at once: a measured alarm has to come again and again.
async fn prepare(options: &BenchOptions, devices: u32, client: &Client) -> Result<Vec<Target>, SimError> {
    let mut plant = Plant::new(&Plan {
        devices,
        prefix: options.prefix.clone(),
        types: vec![SensorType::CH4],
        seed: 0,
        period: Span::secs(1),
        ends: None,
        count: None,
        leaks: Vec::new(),
        clocks: Vec::new(),
        outages: Vec::new(),
        mishaps: Mishaps::default(),
    })?;
    let address = endpoint::find(options.mqtt.as_deref(), client).await?;
    let mut credentials = Credentials::open(&options.credentials)?;
    let how = Registration { area: None, rotate: options.rotate, off_delay_s: Some(0) };
    let passwords = register(client, &mut plant, &mut credentials, &how).await?;
    let target = |(detector, credential): (super::detector::Detector, Credential)| Target {
        address,
        sn: detector.sn,
        credential,
        first_seq: detector.seq,
    };
    Ok(plant.detectors.into_iter().zip(passwords).map(target).collect())
}
