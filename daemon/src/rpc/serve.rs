//! Puts the services behind the control socket.

use std::{io, sync::Arc, time::Duration};

use futures_util::FutureExt as _;
use mcs_core::site::Site;
use mcs_proto::{
    FILE_DESCRIPTOR_SET,
    wire::{
        alarms_server::AlarmsServer, archive_server::ArchiveServer, backups_server::BackupsServer,
        calibrations_server::CalibrationsServer, devices_server::DevicesServer, jobs_server::JobsServer,
        ledger_server::LedgerServer, live_server::LiveServer, notifications_server::NotificationsServer,
        readings_server::ReadingsServer, records_server::RecordsServer, rules_server::RulesServer,
        shifts_server::ShiftsServer, store_server::StoreServer, system_server::SystemServer,
        targets_server::TargetsServer, transfers_server::TransfersServer, zones_server::ZonesServer,
    },
};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::Server;
use tonic_health::ServingStatus;

use super::{
    Calls, ControlSocket, History, Intake,
    alarm::AlarmService,
    archive::ArchiveService,
    backup::BackupService,
    calibration::CalibrationService,
    device::DeviceService,
    incoming::accept,
    job::JobService,
    ledger::LedgerService,
    live::{LiveHandle, LiveService},
    notify::NotifyService,
    reading::ReadingService,
    recompute::Recomputer,
    record::RecordService,
    router::Router,
    rule::RuleService,
    shift::ShiftService,
    store::StoreService,
    system::SystemService,
    target::TargetService,
    transfer::TransferService,
    zone::ZoneService,
};
use crate::{
    access::AccessTable,
    archive::ArchiveHandle,
    backup::Backups,
    clock::Clock,
    notify::{NotifyHandle, SettingsHandle},
    plant::PlantHandle,
    schedule::JobsHandle,
    store::{Calendar, StoreHandle},
    target::Targets,
};

/// Longest time a handler may take before its answer begins. Streams may go on after that.
const DEADLINE: Duration = Duration::from_secs(30);
/// Time for answers under way when the daemon goes down.
const GRACE: Duration = Duration::from_secs(2);
/// Calls at once on one connection.
const CALLS: u32 = 128;
/// Connections whose caller is known and that wait to be served.
const ADMITTED: usize = 16;

/// Largest message of an import: ten thousand readings take about one megabyte.
const IMPORT_MESSAGE: usize = 16 << 20;

/// What the handlers ask.
pub struct Services {
    /// The site.
    pub site: Site,
    /// The daemon's version.
    pub version: String,
    /// Reads the time.
    pub clock: Clock,
    /// The owner of living state.
    pub plant: PlantHandle,
    /// Questions to the store.
    pub history: Arc<dyn History>,
    /// Takes old readings.
    pub intake: Arc<dyn Intake>,
    /// The mirror live clients see.
    pub live: LiveHandle,
    /// Who may do what.
    pub access: Arc<AccessTable>,
    /// The site's calendar.
    pub calendar: Calendar,
    /// Where archives and backups go.
    pub targets: Targets,
    /// The archive.
    pub archive: ArchiveHandle,
    /// Counts calls.
    pub calls: Calls,
    /// What is due by the clock.
    pub jobs: JobsHandle,
    /// Backups of the store.
    pub backups: Backups,
    /// Who is told of alarms and by what.
    pub notices: SettingsHandle,
    /// Tells them.
    pub notify: NotifyHandle,
    /// The store, for what is asked about itself.
    pub store: StoreHandle,
    /// How long readings are kept; `None` is for ever.
    pub retention_days: Option<u32>,
}

impl std::fmt::Debug for Services {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Services").field("site", &self.site).finish_non_exhaustive()
    }
}

/// Why serving ended before it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The socket cannot be listened on.
    #[error("cannot listen on the control socket")]
    Listen {
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The server failed.
    #[error("the control socket's server failed")]
    Server {
        /// Why.
        #[source]
        source: tonic::transport::Error,
    },
    /// The embedded contract cannot be read.
    #[error("the contract cannot be shown to clients")]
    Reflection {
        /// Why.
        #[source]
        source: tonic_reflection::server::Error,
    },
}

/// The services by name, for the health service.
const NAMES: [&str; 19] = [
    "",
    "mcs.v1.System",
    "mcs.v1.Devices",
    "mcs.v1.Calibrations",
    "mcs.v1.Readings",
    "mcs.v1.Transfers",
    "mcs.v1.Alarms",
    "mcs.v1.Ledger",
    "mcs.v1.Live",
    "mcs.v1.Targets",
    "mcs.v1.Archive",
    "mcs.v1.Jobs",
    "mcs.v1.Backups",
    "mcs.v1.Store",
    "mcs.v1.Rules",
    "mcs.v1.Notifications",
    "mcs.v1.Records",
    "mcs.v1.Shifts",
    "mcs.v1.Zones",
];

/// Serves until `shutdown` completes and the answers under way have left, or their time is up. The socket disappears.
pub async fn serve(
    socket: ControlSocket,
    services: Services,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let Services {
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
        notices,
        notify,
        store,
        retention_days,
    } = services;
    let listener = socket.listener().map_err(|source| ServeError::Listen { source })?;
    let reflection = || {
        tonic_reflection::server::Builder::configure()
            .register_encoded_file_descriptor_set(FILE_DESCRIPTOR_SET)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
    };
    let reflection_v1 = reflection().build_v1().map_err(|source| ServeError::Reflection { source })?;
    let reflection_v1alpha = reflection().build_v1alpha().map_err(|source| ServeError::Reflection { source })?;
    let (reporter, health) = tonic_health::server::health_reporter();
    for name in NAMES {
        reporter.set_service_status(name, ServingStatus::Serving).await;
    }

    let shutdown = shutdown.shared();
    let leaving = {
        let shutdown = shutdown.clone();
        async move {
            shutdown.await;
            for name in NAMES {
                reporter.set_service_status(name, ServingStatus::NotServing).await;
            }
        }
    };
    let (admitted, connections) = mpsc::channel(ADMITTED);
    let router = Router::new(calls)
        .with(reflection_v1)
        .with(reflection_v1alpha)
        .with(health)
        .with(SystemServer::new(SystemService {
            site: site.clone(),
            version,
            plant: plant.clone(),
            jobs: jobs.clone(),
        }))
        .with(DevicesServer::new(DeviceService { plant: plant.clone() }))
        .with(CalibrationsServer::new(CalibrationService {
            plant: plant.clone(),
            recomputer: Recomputer::new(store.clone(), clock),
        }))
        .with(ReadingsServer::new(ReadingService { plant: plant.clone(), history: Arc::clone(&history) }))
        .with(
            TransfersServer::new(TransferService {
                clock,
                plant: plant.clone(),
                history: Arc::clone(&history),
                intake,
            })
            .max_decoding_message_size(IMPORT_MESSAGE),
        )
        .with(RulesServer::new(RuleService { plant: plant.clone(), history: Arc::clone(&history) }))
        .with(NotificationsServer::new(NotifyService {
            clock,
            site: site.clone(),
            calendar: calendar.clone(),
            plant: plant.clone(),
            settings: notices,
            notify,
            store: store.clone(),
        }))
        .with(LedgerServer::new(LedgerService { clock, calendar, plant: plant.clone(), history: Arc::clone(&history) }))
        .with(TargetsServer::new(TargetService { clock, targets }))
        .with(ArchiveServer::new(ArchiveService { archive }))
        .with(RecordsServer::new(RecordService { queries: store.queries().clone() }))
        .with(ShiftsServer::new(ShiftService { site, clock, plant: plant.clone(), store: store.clone() }))
        .with(AlarmsServer::new(AlarmService { plant: plant.clone(), history, live: live.clone() }))
        .with(ZonesServer::new(ZoneService { plant }))
        .with(LiveServer::new(LiveService::new(live)))
        .with(JobsServer::new(JobService { jobs, store: store.clone() }))
        .with(BackupsServer::new(BackupService { backups }))
        .with(StoreServer::new(StoreService { store, retention_days }));
    let server = Server::builder().timeout(DEADLINE).max_concurrent_streams(CALLS).serve_with_incoming_shutdown(
        router,
        ReceiverStream::new(connections),
        leaving,
    );
    tracing::info!(socket = %socket.path().display(), "control socket open");
    let late = async {
        shutdown.await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        ended = server => ended.map_err(|source| ServeError::Server { source }),
        // Ends only when the server no longer takes connections.
        () = async { accept(listener, access, admitted).await; std::future::pending().await } => Ok(()),
        // Live streams never end by themselves.
        () = late => Ok(()),
    }
}
