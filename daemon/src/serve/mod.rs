//! `mcsd run`: opens every room in the order a reading meets them, and closes them in the same order.

mod broker;
mod door;
mod house;
mod jobs;
mod lookout;
mod monitor;
mod notify;

use std::{
    io,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

use mcs_core::{
    alarm::Occurrence, id::SerialNumber, identity::fingerprint_of, live::PointLive, map::MapRevision, setting::Setting,
    time::Timestamp,
};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::{mpsc, watch},
};

use crate::{
    access::{self, AccessError, AccessTable},
    archive::{self, ArchiveSettings},
    cli,
    clock::Clock,
    config::{self, ArchiveConfig, Config, ConfigError, LogFormat},
    health::{self, Board, HttpError},
    ingest::{self, Connections, Roster, tls::TlsError},
    log,
    notify::{self as telling, Poke},
    plant::{self, BootError, Confirmed, Feed, Plant, PlantHandle, Surroundings},
    rpc::{
        self, Calls, ControlSocket, Services, SocketLock,
        live::{LiveFeed, LiveInput},
    },
    schedule,
    secret::Vault,
    store::{AlarmStep, Boot, OpenError, Outlet, Store, StoreHandle, StoreOptions},
    target::Targets,
};

/// Questions that may wait for the plant.
const ASKS: usize = 256;
/// Threads of the runtime: the plant has one to itself while the other answers callers.
const RUNTIME_THREADS: usize = 2;

/// Why the daemon does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The data directory was never made.
    #[error("{} holds no database; make one with mcsd init --data", dir.display())]
    NotInitialised {
        /// The directory.
        dir: PathBuf,
    },
    /// The configuration cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// An address cannot be listened on.
    #[error("cannot listen for devices on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The certificate cannot be used.
    #[error("TLS for devices cannot be offered")]
    Tls(#[from] TlsError),
    /// The store cannot be opened.
    #[error(transparent)]
    Store(#[from] OpenError),
    /// The plant cannot be brought back.
    #[error(transparent)]
    Boot(#[from] BootError),
    /// The control socket cannot be opened.
    #[error(transparent)]
    Socket(#[from] rpc::SocketError),
    /// The access table names somebody unknown.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// `/health` and `/metrics` cannot be served.
    #[error(transparent)]
    Http(#[from] HttpError),
    /// The control socket cannot be served.
    #[error(transparent)]
    Control(#[from] rpc::ServeError),
    /// The machine gives no random numbers.
    #[error("the machine gives no random numbers")]
    Random(#[from] getrandom::Error),
    /// The plant or the store's writer ended though nobody asked it to.
    #[error("the plant ended unexpectedly; the daemon must be started again")]
    PlantEnded,
    /// The runtime or a thread cannot be started.
    #[error("cannot start")]
    Start(#[from] io::Error),
}

impl ServeError {
    /// 2 for what the caller wrote wrong, else 1.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Config(_) | Self::NotInitialised { .. } | Self::Access(_) | Self::Tls(_) => 2,
            Self::Socket(_)
            | Self::Http(_)
            | Self::Listen { .. }
            | Self::Store(_)
            | Self::Boot(_)
            | Self::Control(_)
            | Self::Random(_)
            | Self::PlantEnded
            | Self::Start(_) => 1,
        }
    }
}

/// Runs the daemon until it is told to stop.
pub fn run(args: &cli::Run) -> Result<(), ServeError> {
    if !args.data.join(Store::FILE).exists() {
        return Err(ServeError::NotInitialised { dir: args.data.clone() });
    }
    let config = configuration(args)?;
    log::start(&config);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(RUNTIME_THREADS).enable_all().build()?;
    runtime.block_on(serve(&args.data, &config, config::of_run(args)?.into()))
}

fn configuration(args: &cli::Run) -> Result<Config, ConfigError> {
    let file = config::file_in_force(args.config.as_deref(), Some(&args.data));
    let mut config = file.as_deref().map_or_else(|| Ok(Config::default()), config::load)?;
    if !args.mqtt.is_empty() {
        config.mqtt.clone_from(&args.mqtt);
    }
    config.http = args.http.or(config.http);
    match args.log {
        Some(cli::Log::Json) => config.log_format = LogFormat::Json,
        Some(cli::Log::Pretty) => config.log_format = LogFormat::Pretty,
        None => {}
    }
    Ok(config)
}

#[expect(
    clippy::too_many_lines,
    reason = "the order in which rooms open and close is one story, read from top to bottom"
)]
async fn serve(data: &Path, config: &Config, settings: Arc<[Setting]>) -> Result<(), ServeError> {
    // Signals first: one that comes while the store is opened must not kill us halfway.
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let hangup = signal(SignalKind::hangup())?;
    let clock = Clock::start();
    let (socket, access) = control_socket(data, config)?;
    let (listeners, doors) = door::open(data, config)?;
    let addresses = doors.addresses();

    let (asks, asked) = mpsc::channel(ASKS);
    let plant = PlantHandle::new(asks);
    let boot_id = ulid::Ulid::generate().to_string();
    let (feed, live, live_task) = rpc::live::start(boot_id, clock, plant.clone());
    let confirmed = Confirmed::default();
    let committed = Poke::default();
    let (store, boot) = open_store(data, config, feed.clone(), confirmed.clone(), committed.clone())?;
    let (site, calendar, checked) = (boot.site.clone(), boot.calendar.clone(), boot.checked);

    let (inbox, heard) = ingest::inbox();
    let (roster, connections) = (Roster::default(), Connections::default());
    let (early, early_steps) = telling::emergency_queue();
    let around = Surroundings {
        clock,
        store: store.clone(),
        confirmed,
        roster: roster.clone(),
        connections: connections.clone(),
        feed: Box::new(PlantFeed(feed)),
        causes: plant.causes(),
        early: Box::new(early),
        mqtt: addresses.clone(),
    };
    let living = Plant::boot(boot, around)?;
    let counters = living.counters();

    let (stop, stopped) = watch::channel(false);
    let mut plant_task = tokio::spawn(plant::run(living, heard, asked, stopped.clone()));
    let notices = notify::open(data, (&store, &site, clock), early_steps, committed, &plant);
    tokio::spawn(live_task.run());
    let targets = Targets::new(store.clone(), Vault::new(data), data);
    let (archive, archive_task) = archive::start(
        data,
        (site.clone(), calendar.clone()),
        store.clone(),
        targets.clone(),
        archive_settings(config),
        clock,
        told(&stopped),
    );
    let archive_task = tokio::spawn(archive_task);
    tokio::spawn(lookout::run(plant.clone(), Arc::clone(archive.gauge()), live.clone(), clock, told(&stopped)));
    tokio::spawn(doors.clone().keep(plant.clone(), clock, hangup, told(&stopped)));
    let backups = house::backups(data, config, &store, &targets, clock);
    let check_task = house::check_whole(checked, store.clone(), stopped.clone());
    let ending = backups.clone();
    let mut all_jobs = jobs::all(&store, config, clock, &archive, &backups);
    all_jobs.push(notices.alive(&plant, &store, clock));
    let (jobs, runner) = schedule::start(all_jobs, store.clone(), calendar.clone(), clock);
    notices.keep_time(jobs.clone());
    let jobs_task = tokio::spawn(runner.run(told(&stopped)));
    let external = broker::start(config, &site, &inbox, &roster, clock, plant.causes());
    let link = external.as_ref().map(|external| external.handle.clone());
    let calls = Calls::default();
    if let Some(address) = config.http {
        let mut probes = monitor::probes(
            &counters,
            &calls,
            store.gauge(),
            &inbox.counters,
            &connections,
            &live,
            notices.handle.gauge(),
        );
        let mut components =
            monitor::components(store.gauge(), jobs.clone(), &archive, notices.handle.gauge(), &doors, clock);
        if let Some(link) = &link {
            probes.extend(broker::probes(link));
            components.push(broker::component(link.clone()));
        }
        let (board, registry) = (Board::new(components), health::registry(probes));
        let (bound, server) = health::serve(address, board, registry, told(&stopped)).await?;
        tokio::spawn(server);
        tracing::info!(http = %bound, "serving /health and /metrics");
    }
    let history = Arc::new(store.queries().clone());
    let intake = Arc::new(store.clone());
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let services = Services {
        site,
        version,
        clock,
        plant,
        history,
        intake,
        live,
        access,
        calendar,
        targets,
        archive,
        calls,
        jobs,
        backups,
        broker: link,
        notices: notices.settings.clone(),
        notify: notices.handle.clone(),
        store: store.clone(),
        retention_days: Some(config.retention_days),
        settings,
    };
    let control_task = tokio::spawn(rpc::serve(socket, services, told(&stopped)));
    let endpoint = door::serve(listeners, config, (roster, connections), &inbox, clock).await?;
    tracing::info!(mqtt = ?addresses, data = %data.display(), version = env!("CARGO_PKG_VERSION"), "ready");

    tokio::select! {
        _ = terminate.recv() => tracing::info!("stopping: SIGTERM"),
        _ = interrupt.recv() => tracing::info!("stopping: SIGINT"),
        // Without the plant nobody judges. Whoever watches the process starts it again; nothing unstored was acknowledged.
        _ = &mut plant_task => return Err(ServeError::PlantEnded),
    }
    // In the order a reading meets them: no new frames, judge what was heard, last commit, callers, socket.
    if let Some(external) = external {
        external.stop().await;
    }
    if let Some(endpoint) = endpoint {
        endpoint.stop().await;
    }
    drop(inbox);
    let _ = stop.send(true);
    ending.end();
    let _ = plant_task.await;
    let _ = tokio::join!(jobs_task, check_task, archive_task, notices.close());
    let _ = tokio::task::spawn_blocking(move || store.close()).await;
    if let Ok(Err(error)) = control_task.await {
        return Err(error.into());
    }
    tracing::info!("stopped");
    Ok(())
}

/// Nobody but owner and group can open the socket; a second daemon is refused here, before it touches anything.
fn control_socket(data: &Path, config: &Config) -> Result<(ControlSocket, Arc<AccessTable>), ServeError> {
    let group = config.socket_group.as_deref().map(access::group_id).transpose()?;
    let lock = SocketLock::take(data.join(mcs_proto::socket::FILE_NAME))?;
    rpc::guard_directory(data, group)?;
    let socket = lock.bind(group)?;
    let group = group.unwrap_or_else(|| nix::unistd::getegid().as_raw());
    let table = AccessTable::new(nix::unistd::geteuid().as_raw(), group, &config.access)?;
    Ok((socket, Arc::new(table)))
}

fn archive_settings(config: &Config) -> ArchiveSettings {
    let ArchiveConfig { enabled, target, prefix, at: _ } = config.archive.clone();
    ArchiveSettings { enabled, target, prefix, retention_days: config.retention_days }
}

/// Completes when the daemon is going down.
fn told(stopped: &watch::Receiver<bool>) -> impl Future<Output = ()> + Send + 'static {
    let mut stopped = stopped.clone();
    async move {
        let _ = stopped.wait_for(|stop| *stop).await;
    }
}

fn open_store(
    data: &Path,
    config: &Config,
    feed: LiveFeed,
    confirmed: Confirmed,
    notices: Poke,
) -> Result<(StoreHandle, Boot), ServeError> {
    let options = StoreOptions {
        window: config.window,
        when_full: config.when_full,
        reserve: config.reserve,
        archive_target: config.archive.enabled.then(|| config.archive.target.clone()),
        ..StoreOptions::new(fingerprint_of)
    };
    Ok(Store::open(data, options, Box::new(Durable { feed, confirmed, notices }))?)
}

/// What the store says once something is durable.
struct Durable {
    feed: LiveFeed,
    confirmed: Confirmed,
    notices: Poke,
}

impl Outlet for Durable {
    fn committed(&mut self, seq: u64, steps: Vec<AlarmStep>) {
        if !steps.is_empty() {
            self.feed.send(LiveInput::Alarms { steps, recorded: true });
            self.notices.poke();
        }
        self.confirmed.set(seq);
    }
}

/// What the plant shows live clients.
struct PlantFeed(LiveFeed);

impl Feed for PlantFeed {
    fn points(&mut self, points: Vec<PointLive>, values: Vec<Occurrence>) {
        self.0.send(LiveInput::Points(points));
        if !values.is_empty() {
            self.0.send(LiveInput::Values(values));
        }
    }

    fn removed(&mut self, sns: Vec<SerialNumber>) {
        self.0.send(LiveInput::Removed(sns));
    }

    fn silent(&mut self, until: Option<Timestamp>) {
        self.0.send(LiveInput::Silent(until));
    }

    fn map(&mut self, revision: MapRevision) {
        self.0.send(LiveInput::Map(revision));
    }

    fn early(&mut self, steps: Vec<AlarmStep>) {
        self.0.send(LiveInput::Alarms { steps, recorded: false });
    }
}
