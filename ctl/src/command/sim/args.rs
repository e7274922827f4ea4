//! The command line of `mcsctl sim`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use mcs_core::{id::ShortName, sensor::SensorType, time::Span};

use crate::{
    cli::value,
    sim::{ClockOf, FaultOf, LeakAt, OutageOf, positive},
    time::{Moment, Zone, parse_span},
};

/// When the leak begins unless something else is said.
pub(super) const LEAK_AT: Span = Span::secs(10);
/// Connections of a load.
pub(super) const LOAD_CONNECTIONS: u32 = 500;
/// Connections when latency is measured.
pub(super) const LATENCY_CONNECTIONS: u32 = 50;
/// Readings a second when latency is measured.
pub(super) const LATENCY_RATE: f64 = 50.0;

/// A simulated plant of real MQTT clients
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mcsctl sim run --devices 24 --for 60s
  mcsctl sim bench --connections 500 --rate 20000
  mcsctl sim history --devices 100 --days 30 --out past")]
pub(crate) struct SimArgs {
    #[command(subcommand)]
    pub(super) command: SimCommand,
}

/// The verbs of `sim`.
#[derive(Debug, Subcommand)]
pub(crate) enum SimCommand {
    /// Let a plant of simulated detectors report until it is stopped
    ///
    /// Detectors that are not registered yet are registered, calibrated and placed on the map; their passwords are kept in
    /// a file for the next run. The same seed gives the same readings. Ends with what was published and acknowledged;
    /// exits with 1 if a device never connected or a reading was not acknowledged.
    #[command(after_help = "\
Examples:
  mcsctl sim run --devices 24 --for 60s
  mcsctl sim run --devices 50 --rate 1000 --count 400 --no-leak --acked acked.jsonl
  mcsctl sim run --backfill A002@10s+30s --clock A003=+540s --clock A004=1970 --for 2m
  mcsctl sim run --qos 0 --drop 5 --duplicate 5 --for 60s")]
    Run(Box<RunArgs>),
    /// Load the daemon and measure it
    ///
    /// Without one of the four it measures how many readings are acknowledged a second and after how long.
    #[command(after_help = "\
Examples:
  mcsctl sim bench --connections 500 --rate 20000 --for 60s --pid 4711
  mcsctl sim bench --rate unpaced --window 64 -o json
  mcsctl sim bench --latency
  mcsctl sim bench --backfill 1000 --one-batch")]
    Bench(BenchArgs),
    /// Write a plant's past as archive files, without a daemon
    ///
    /// One compressed file a site day, in folders by year and month, named as archives are. The same arguments give the same bytes. Faults
    /// are planted to be found by mcsctl analyze: stuck, drift, battery, gap, silent, noise, signal, error, leak.
    #[command(after_help = "\
Examples:
  mcsctl sim history --devices 100 --days 30 --out past
  mcsctl sim history --days 30 --out past --fault stuck:A007 --fault drift:A012 --fault gap:A003
  mcsctl sim history --days 400 --period 60s --tz Asia/Shanghai --from 2026-01-01 --out past")]
    History(HistoryArgs),
}

/// `sim run`.
#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    /// How many detectors
    #[arg(long, value_name = "N", default_value_t = 24, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(super) devices: u32,
    /// What their serial numbers begin with
    #[arg(long, default_value = "A")]
    pub(super) prefix: String,
    /// What they measure, in turn; a mixed plant if nothing is said
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',', ignore_case = true, value_parser = value::sensor())]
    pub(super) types: Vec<SensorType>,
    /// The area on whose map new ones stand
    #[arg(long, default_value = "plant")]
    pub(super) area: ShortName,
    /// The same seed gives the same readings
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    /// Time between two reports of a device
    #[arg(long, value_name = "DURATION", default_value = "1s", value_parser = positive)]
    pub(super) period: Span,
    /// Reports a second of all devices together, instead of a period
    #[arg(long, value_name = "N", value_parser = rate, conflicts_with = "period")]
    pub(super) rate: Option<f64>,
    /// How long; until it is stopped if nothing is said
    #[arg(long = "for", value_name = "DURATION", value_parser = positive)]
    pub(super) length: Option<Span>,
    /// Reports of each device at most
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) count: Option<u64>,
    /// Let gas escape beside a device, e.g. A001@10s, which happens if nothing is said
    #[arg(long, value_name = "SN@TIME")]
    pub(super) leak: Vec<LeakAt>,
    /// Let no gas escape
    #[arg(long, conflicts_with = "leak")]
    pub(super) no_leak: bool,
    /// Cut a device off for a while; it sends what it kept later, oldest first: A002@10s+30s
    #[arg(long, value_name = "SN@TIME+LENGTH")]
    pub(super) backfill: Vec<OutageOf>,
    /// Give a device a wrong clock: A003=+540s, A004=-900s, A005=1970, or A006=none, which sends no time
    #[arg(long, value_name = "SN=CLOCK")]
    pub(super) clock: Vec<ClockOf>,
    /// Reports that get lost on the way, their numbers used up
    #[arg(long, value_name = "PERCENT", default_value = "0", value_parser = percent)]
    pub(super) drop: f64,
    /// Reports that are sent twice
    #[arg(long, value_name = "PERCENT", default_value = "0", value_parser = percent)]
    pub(super) duplicate: f64,
    /// Send and forget (0), or keep until acknowledged (1)
    #[arg(long, value_name = "0|1", default_value_t = 1, value_parser = clap::value_parser!(u8).range(0..=1))]
    pub(super) qos: u8,
    /// Reports in one publish; more than one go as an array
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=400))]
    pub(super) batch: u16,
    /// Publishes of a device without an acknowledgement at most
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(super) window: u16,
    /// Speak MQTT 5 instead of 3.1.1
    #[arg(long)]
    pub(super) mqtt5: bool,
    /// Where devices connect; else where the daemon says
    #[arg(long, value_name = "ADDR")]
    pub(super) mqtt: Option<String>,
    /// Where passwords are kept; else sim-credentials.json beside the daemon's socket
    #[arg(long, value_name = "FILE")]
    pub(super) credentials: Option<PathBuf>,
    /// Make new passwords for those that are registered already
    #[arg(long)]
    pub(super) rotate_secrets: bool,
    /// Write every acknowledged reading to this file, one JSON object a line
    #[arg(long, value_name = "FILE")]
    pub(super) acked: Option<PathBuf>,
    /// How long acknowledgements are awaited at the end
    #[arg(long, value_name = "DURATION", default_value = "10s", value_parser = parse_span)]
    pub(super) drain: Span,
}

/// `sim history`.
#[derive(Debug, Args)]
pub(crate) struct HistoryArgs {
    /// How many detectors
    #[arg(long, value_name = "N", default_value_t = 24, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(super) devices: u32,
    /// How many days
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=4000))]
    pub(super) days: u16,
    /// Time between two reports of a device
    #[arg(long, value_name = "DURATION", default_value = "10s", value_parser = positive)]
    pub(super) period: Span,
    /// The same seed gives the same readings
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
    /// The folder to write to
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// Plant a fault, e.g. stuck:A007
    #[arg(long, value_name = "KIND:SN")]
    pub(super) fault: Vec<FaultOf>,
    /// What their serial numbers begin with
    #[arg(long, default_value = "A")]
    pub(super) prefix: String,
    /// What they measure, in turn; a mixed plant if nothing is said
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',', ignore_case = true, value_parser = value::sensor())]
    pub(super) types: Vec<SensorType>,
    /// Reports that get lost on the way, their numbers used up
    #[arg(long, value_name = "PERCENT", default_value = "0", value_parser = percent)]
    pub(super) drop: f64,
    /// The first site day
    #[arg(long, value_name = "DAY", default_value = "2026-01-01")]
    pub(super) from: Moment,
    /// The site's time zone
    #[arg(long, value_name = "ZONE", default_value = "UTC", value_parser = value::zone)]
    pub(super) tz: Zone,
}

/// `sim bench`.
#[derive(Debug, Args)]
pub(crate) struct BenchArgs {
    #[command(flatten)]
    pub(super) what: What,
    /// Connections, each of a device of its own [default: 500, with --latency 50]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(super) connections: Option<u32>,
    /// Readings a second of all together, or unpaced [default: 20000, with --latency 50]
    #[arg(long, value_name = "N|unpaced", value_parser = Rate::parse)]
    pub(super) rate: Option<Rate>,
    /// How long
    #[arg(long = "for", value_name = "DURATION", default_value = "60s", value_parser = positive)]
    pub(super) length: Span,
    /// Publishes of a connection without an acknowledgement at most
    #[arg(long, value_name = "N", default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..=10_000))]
    pub(super) window: u16,
    /// Size of a reading
    #[arg(long, value_name = "BYTES", default_value_t = 200, value_parser = clap::value_parser!(u16).range(1..=60_000))]
    pub(super) payload_bytes: u16,
    /// The daemon's process, to tell what it used
    #[arg(long)]
    pub(super) pid: Option<u32>,
    /// How many rows are looked for with --visible
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(super) samples: u32,
    /// Send the backlog of --backfill as one array
    #[arg(long, requires = "backfill")]
    pub(super) one_batch: bool,
    /// What serial numbers begin with
    #[arg(long, default_value = "B")]
    pub(super) prefix: String,
    /// Where devices connect; else where the daemon says
    #[arg(long, value_name = "ADDR")]
    pub(super) mqtt: Option<String>,
    /// Where passwords are kept; else sim-credentials.json beside the daemon's socket
    #[arg(long, value_name = "FILE")]
    pub(super) credentials: Option<PathBuf>,
    /// Make new passwords for those that are registered already
    #[arg(long)]
    pub(super) rotate_secrets: bool,
}

/// What is measured instead of throughput.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(crate) struct What {
    /// Measure the time until values and alarms are streamed
    #[arg(long)]
    pub(super) latency: bool,
    /// Measure the time until rows are readable
    #[arg(long)]
    pub(super) visible: bool,
    /// Measure the time to take in this many readings kept by one device
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=60_000))]
    pub(super) backfill: Option<u32>,
}

/// How fast readings are sent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Rate {
    /// So many a second.
    PerSecond(f64),
    /// As fast as acknowledgements come.
    Unpaced,
}

impl Rate {
    /// Of a load, if nothing is said.
    pub(super) const LOAD: Self = Self::PerSecond(20_000.0);

    fn parse(text: &str) -> Result<Self, String> {
        if text == "unpaced" { Ok(Self::Unpaced) } else { rate(text).map(Self::PerSecond) }
    }

    /// The number, if there is one.
    pub(super) const fn per_second(self) -> Option<f64> {
        match self {
            Self::PerSecond(rate) => Some(rate),
            Self::Unpaced => None,
        }
    }

    /// The number; latency has no meaning without a pace, and then gets its own.
    pub(super) fn or_latency(self) -> f64 {
        self.per_second().unwrap_or(LATENCY_RATE)
    }
}

fn rate(text: &str) -> Result<f64, String> {
    value::number(text)
        .ok()
        .filter(|rate| (0.001..=1e6).contains(rate))
        .ok_or_else(|| "give readings a second, from 0.001 to 1000000".into())
}

fn percent(text: &str) -> Result<f64, String> {
    value::number(text)
        .ok()
        .filter(|percent| (0.0..=100.0).contains(percent))
        .ok_or_else(|| "give a percentage, from 0 to 100".into())
}
