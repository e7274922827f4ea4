//! `mcsctl sim`: a simulated plant of real MQTT clients, and a load generator.

mod args;

use std::path::PathBuf;

use mcs_core::time::Span;

pub(crate) use self::args::SimArgs;
use self::args::{BenchArgs, HistoryArgs, Rate, RunArgs, SimCommand};
use crate::{
    context::Context,
    error::{Error, Exit},
    sim::{
        self, BenchFacts, BenchOptions, HistoryOptions, LeakAt, Measurement, Mishaps, Plan, Plant, Registration,
        RunOptions, Schedule, SimError, to_std,
    },
    time::{self, Edge},
};

/// Runs it.
pub(crate) async fn run(args: SimArgs, context: &Context) -> Result<Exit, Error> {
    match args.command {
        SimCommand::Run(args) => simulate(*args, context).await,
        SimCommand::Bench(args) => measure(args, context).await,
        SimCommand::History(args) => write_history(args, context),
    }
}

/// The passwords lie beside the daemon they are for, unless another place is named.
fn credentials(named: Option<PathBuf>, context: &Context) -> Result<PathBuf, Error> {
    match named {
        Some(path) => Ok(path),
        None => Ok(context.socket()?.with_file_name("sim-credentials.json")),
    }
}

async fn simulate(args: RunArgs, context: &Context) -> Result<Exit, Error> {
    let options = RunOptions {
        plan: plan(&args)?,
        registration: Registration { area: Some(args.area), rotate: args.rotate_secrets, off_delay_s: None },
        credentials: credentials(args.credentials, context)?,
        mqtt: args.mqtt,
        dialect: if args.mqtt5 { sim::Dialect::V5 } else { sim::Dialect::V311 },
        qos: if args.qos == 0 { sim::Qos::AtMostOnce } else { sim::Qos::AtLeastOnce },
        window: args.window,
        batch: args.batch.into(),
        drain: to_std(args.drain),
        acked: args.acked,
        silent: false,
    };
    let client = context.connect().await?;
    let (_stop, stopping) = sim::on_signals()?;
    let summary = sim::run(options, &client, stopping).await?;
    context.printer().one(&summary)?;
    Ok(if summary.complete() { Exit::Ok } else { Exit::Failed })
}

fn plan(args: &RunArgs) -> Result<Plan, SimError> {
    let mut leaks = args.leak.clone();
    if leaks.is_empty() && !args.no_leak {
        let sn = Plant::first(&args.prefix, args.devices)?;
        leaks.push(LeakAt { sn, at: args::LEAK_AT });
    }
    Ok(Plan {
        devices: args.devices,
        prefix: args.prefix.clone(),
        types: args.types.clone(),
        seed: args.seed,
        period: args.rate.map_or(args.period, |rate| Schedule::period_for_rate(args.devices, rate)),
        ends: args.length,
        count: args.count,
        leaks,
        clocks: args.clock.clone(),
        outages: args.backfill.clone(),
        mishaps: Mishaps { drop_percent: args.drop, duplicate_percent: args.duplicate },
    })
}

fn write_history(args: HistoryArgs, context: &Context) -> Result<Exit, Error> {
    let zone = args.tz;
    let start = args.from.instant(Edge::Start, &zone, time::now()).ok_or(Error::OutsideCalendar)?;
    let plan = Plan {
        devices: args.devices,
        prefix: args.prefix,
        types: args.types,
        seed: args.seed,
        period: args.period,
        ends: Some(Span::hours(24).times(args.days.into())),
        count: None,
        leaks: Vec::new(),
        clocks: Vec::new(),
        outages: Vec::new(),
        mishaps: Mishaps { drop_percent: args.drop, duplicate_percent: 0.0 },
    };
    let options = HistoryOptions { plan, start, zone, out: args.out, faults: args.fault };
    context.printer().one(&sim::history(&options)?)?;
    Ok(Exit::Ok)
}

async fn measure(args: BenchArgs, context: &Context) -> Result<Exit, Error> {
    let what = &args.what;
    let measurement = if what.latency {
        Measurement::Live { rate: args.rate.map_or(args::LATENCY_RATE, Rate::or_latency) }
    } else if what.visible {
        Measurement::Visible { samples: args.samples }
    } else if let Some(readings) = what.backfill {
        Measurement::Backfill { readings, one_batch: args.one_batch }
    } else {
        Measurement::Load { rate: args.rate.unwrap_or(Rate::LOAD).per_second() }
    };
    let usual = if what.latency { args::LATENCY_CONNECTIONS } else { args::LOAD_CONNECTIONS };
    let options = BenchOptions {
        measurement,
        connections: args.connections.unwrap_or(usual),
        length: to_std(args.length),
        window: args.window.into(),
        payload_bytes: args.payload_bytes.into(),
        pid: args.pid,
        prefix: args.prefix,
        credentials: credentials(args.credentials, context)?,
        mqtt: args.mqtt,
        rotate: args.rotate_secrets,
    };
    let client = context.connect().await?;
    let (complete, mut printer) = (sim::bench(options, &client).await?, context.printer());
    let complete = match complete {
        BenchFacts::Load(facts) => {
            printer.one(&facts)?;
            facts.complete()
        }
        BenchFacts::Live(facts) => {
            printer.one(&facts)?;
            facts.complete()
        }
        BenchFacts::Visible(facts) => {
            printer.one(&facts)?;
            facts.complete()
        }
        BenchFacts::Backfill(facts) => {
            printer.one(&facts)?;
            true
        }
    };
    Ok(if complete { Exit::Ok } else { Exit::Failed })
}
