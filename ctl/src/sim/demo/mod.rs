//! The whole product on one machine, for a look: a daemon in a temporary directory, a plant with a leak, the dashboard.
//!
//! ```text
//!  mcsctl demo ──starts──▶ mcsd ◀──MQTT── plant (in this process)
//!       │                   ▲
//!       └──starts──▶ mcstui ┘             when the dashboard is closed, everything ends and the directory goes
//! ```

mod daemon;
mod facts;
mod place;

use std::{io, io::IsTerminal, path::Path, pin::pin, process::Stdio, time::Duration};

use mcs_core::{id::ShortName, time::Span};
use mcs_proto::client::{AlarmQuery, Client};
use tokio::{process::Command, sync::watch};

use self::daemon::Daemon;
pub(crate) use self::{facts::DemoFacts, place::program};
use super::{
    detector::Mishaps,
    duration::to_std,
    error::SimError,
    leak::LeakAt,
    link::{Dialect, Qos},
    plant::{Plan, Plant},
    register::Registration,
    run::{RunOptions, run},
    stop,
    summary::RunSummary,
};
use crate::output::note;

/// What is asked for.
#[derive(Debug, Clone)]
pub(crate) struct DemoOptions {
    /// How many detectors.
    pub(crate) devices: u32,
    /// The same seed gives the same readings.
    pub(crate) seed: u64,
    /// How long; without it half a minute where there is no terminal, else until the dashboard is closed.
    pub(crate) length: Option<Span>,
}

/// When the leak begins.
const LEAK_AT: Span = Span::secs(10);
/// How long it runs where nobody watches.
const UNWATCHED: Span = Span::secs(30);
/// How long a program may take to end when asked politely.
const GRACE: Duration = Duration::from_secs(10);

/// Shows the product.
pub(crate) async fn demo(options: DemoOptions) -> Result<DemoFacts, SimError> {
    let mcsd = place::program("mcsd")?;
    let watched = io::stdin().is_terminal() && io::stdout().is_terminal();
    let mcstui = watched.then(|| place::program("mcstui")).transpose()?;
    let dir = tempfile::Builder::new()
        .prefix("mcs-demo-")
        .tempdir()
        .map_err(|source| SimError::Io { what: "make a temporary directory", source })?;
    let (stop, stopping) = stop::on_signals()?;

    let daemon = Daemon::start(&mcsd, dir.path()).await?;
    let outcome = attend(&daemon, &stop, show(&options, &daemon, mcstui.as_deref(), dir.path(), &stop, stopping)).await;
    daemon.stop(GRACE).await;
    outcome
}

/// Shows it as long as the daemon lives. Without the daemon the dashboard is asked to end like everything else: killed, it
/// would leave the terminal as it is.
async fn attend(
    daemon: &Daemon,
    stop: &watch::Sender<bool>,
    showing: impl Future<Output = Result<DemoFacts, SimError>>,
) -> Result<DemoFacts, SimError> {
    let mut showing = pin!(showing);
    let said = tokio::select! {
        outcome = &mut showing => return outcome,
        said = daemon.ended() => said,
    };
    stop.send_replace(true);
    let _ = showing.await;
    Err(SimError::Failed { name: "mcsd", said })
}

/// Runs plant and dashboard on a daemon that answers.
async fn show(
    options: &DemoOptions,
    daemon: &Daemon,
    mcstui: Option<&Path>,
    dir: &Path,
    stop: &watch::Sender<bool>,
    stopping: watch::Receiver<bool>,
) -> Result<DemoFacts, SimError> {
    let client = daemon.client();
    let length = options.length.or_else(|| mcstui.is_none().then_some(UNWATCHED));
    let plant = plant(options, length, mcstui.is_some(), dir)?;
    let running = run(plant, client, stopping.clone());
    let summary = match mcstui {
        None => {
            let seconds = length.unwrap_or(UNWATCHED).as_secs_f64();
            note(&format!("this takes {seconds} s; a leak begins after {} s", LEAK_AT.as_secs_f64()));
            running.await?
        }
        Some(mcstui) => {
            let watching = async {
                let outcome = dashboard(mcstui, daemon, length, stopping).await;
                stop.send_replace(true);
                outcome
            };
            let (summary, watched) = tokio::join!(running, watching);
            watched?;
            summary?
        }
    };
    facts(client, summary, mcstui.is_some()).await
}

fn plant(options: &DemoOptions, length: Option<Span>, silent: bool, dir: &Path) -> Result<RunOptions, SimError> {
    let prefix = "A".to_owned();
    let leak = LeakAt { sn: Plant::first(&prefix, options.devices)?, at: LEAK_AT };
    Ok(RunOptions {
        plan: Plan {
            devices: options.devices,
            prefix,
            types: Vec::new(),
            seed: options.seed,
            period: Span::secs(1),
            ends: length,
            count: None,
            leaks: vec![leak],
            clocks: Vec::new(),
            outages: Vec::new(),
            mishaps: Mishaps::default(),
        },
        registration: Registration { area: ShortName::new("plant").ok(), rotate: false, off_delay_s: None },
        credentials: dir.join("credentials.json"),
        mqtt: None,
        dialect: Dialect::V311,
        qos: Qos::AtLeastOnce,
        window: 20,
        batch: 1,
        drain: GRACE,
        acked: None,
        silent,
    })
}

/// Lends the terminal to the dashboard until it is closed, the time is over, or somebody asks to stop.
async fn dashboard(
    mcstui: &Path,
    daemon: &Daemon,
    length: Option<Span>,
    mut stopping: watch::Receiver<bool>,
) -> Result<(), SimError> {
    let started = |source| SimError::Start { name: "mcstui", source };
    let mut child = Command::new(mcstui)
        .arg("--socket")
        .arg(daemon.socket())
        .stdin(Stdio::inherit())
        .stdout(Stdio::inherit())
        .kill_on_drop(true)
        .spawn()
        .map_err(started)?;
    let over = async {
        match length {
            Some(length) => tokio::time::sleep(to_std(length)).await,
            None => std::future::pending().await,
        }
    };
    let status = tokio::select! {
        status = child.wait() => status.map_err(started)?,
        () = over => return daemon::end(&mut child, GRACE).await.map_err(started),
        _ = stopping.wait_for(|stop| *stop) => return daemon::end(&mut child, GRACE).await.map_err(started),
    };
    if status.success() { Ok(()) } else { Err(SimError::Failed { name: "mcstui", said: status.to_string() }) }
}

async fn facts(client: &Client, summary: RunSummary, watched: bool) -> Result<DemoFacts, SimError> {
    let status = client.status().await?;
    let alarms = client.alarms(&AlarmQuery { include_closed: true, sn: None }).await?.alarms;
    Ok(DemoFacts::new(&summary, &status, &alarms, watched))
}
