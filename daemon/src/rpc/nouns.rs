//! Every noun behind the control socket, each with its own service.

use std::sync::Arc;

use mcs_proto::wire::{
    alarms_server::AlarmsServer, archive_server::ArchiveServer, backups_server::BackupsServer,
    broker_server::BrokerServer, calibrations_server::CalibrationsServer, config_server::ConfigServer,
    credentials_server::CredentialsServer, devices_server::DevicesServer, jobs_server::JobsServer,
    ledger_server::LedgerServer, live_server::LiveServer, maps_server::MapsServer,
    notifications_server::NotificationsServer, readings_server::ReadingsServer, records_server::RecordsServer,
    rules_server::RulesServer, shifts_server::ShiftsServer, store_server::StoreServer, system_server::SystemServer,
    targets_server::TargetsServer, transfers_server::TransfersServer, zones_server::ZonesServer,
};

use super::{
    alarm::AlarmService,
    archive::ArchiveService,
    backup::BackupService,
    broker::BrokerService,
    calibration::CalibrationService,
    config::ConfigService,
    credential::CredentialService,
    device::DeviceService,
    job::JobService,
    ledger::LedgerService,
    live::LiveService,
    map::{self, MapService},
    notify::NotifyService,
    reading::ReadingService,
    recompute::Recomputer,
    record::RecordService,
    router::Router,
    rule::RuleService,
    serve::Services,
    shift::ShiftService,
    store::StoreService,
    system::SystemService,
    target::TargetService,
    transfer::TransferService,
    zone::ZoneService,
};

/// Largest message of an import: ten thousand readings take about one megabyte.
const IMPORT_MESSAGE: usize = 16 << 20;

/// The services by name, for the health service.
pub(super) const NAMES: [&str; 23] = [
    "",
    "mcs.v1.System",
    "mcs.v1.Devices",
    "mcs.v1.Credentials",
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
    "mcs.v1.Broker",
    "mcs.v1.Rules",
    "mcs.v1.Notifications",
    "mcs.v1.Records",
    "mcs.v1.Shifts",
    "mcs.v1.Zones",
    "mcs.v1.Maps",
    "mcs.v1.Config",
];

/// Puts every noun's service behind the router.
pub(super) fn all(router: Router, services: Services) -> Router {
    let Services {
        site,
        version,
        clock,
        plant,
        history,
        intake,
        live,
        access: _,
        calendar,
        targets,
        archive,
        calls: _,
        jobs,
        backups,
        broker,
        notices,
        notify,
        store,
        retention_days,
        settings,
    } = services;
    router
        .with(SystemServer::new(SystemService {
            site: site.clone(),
            version,
            plant: plant.clone(),
            jobs: jobs.clone(),
        }))
        .with(DevicesServer::new(DeviceService { plant: plant.clone() }))
        .with(CredentialsServer::new(CredentialService { plant: plant.clone() }))
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
        .with(
            MapsServer::new(MapService { clock, plant: plant.clone(), store: store.clone() })
                .max_decoding_message_size(map::LARGEST_REQUEST),
        )
        .with(ZonesServer::new(ZoneService { plant }))
        .with(ConfigServer::new(ConfigService { settings }))
        .with(LiveServer::new(LiveService::new(live)))
        .with(JobsServer::new(JobService { jobs, store: store.clone() }))
        .with(BackupsServer::new(BackupService { backups }))
        .with(BrokerServer::new(BrokerService { broker }))
        .with(StoreServer::new(StoreService { store, retention_days }))
}
