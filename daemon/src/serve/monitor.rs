//! What `/health` and `/metrics` read: everything from counters and gauges kept by the rooms themselves.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use mcs_core::status::StoreState;

use crate::{
    archive::ArchiveHandle,
    clock::Clock,
    health::{Check, Component, Probe},
    ingest::{Connections, IngestCounters},
    notify::NotifyGauge,
    plant::PlantCounters,
    rpc::{Calls, live::LiveHandle},
    schedule::JobsHandle,
    store::StoreGauge,
};

use super::door::Doors;

/// Readings are sealed within minutes; hours later something keeps the keeper from its work.
const SEALING_LATE: Duration = Duration::from_hours(2);

/// The components somebody should look at when they are not well.
pub(super) fn components(
    gauge: &Arc<StoreGauge>,
    jobs: JobsHandle,
    archive: &ArchiveHandle,
    notices: &Arc<NotifyGauge>,
    doors: &Doors,
    clock: Clock,
) -> Vec<Component> {
    let notices = Arc::clone(notices);
    let doors = doors.clone();
    let archive = Arc::clone(archive.gauge());
    let (store, disk, history) = (Arc::clone(gauge), Arc::clone(gauge), Arc::clone(gauge));
    vec![
        Component::new("store", move || match store.state() {
            StoreState::Ok | StoreState::Late | StoreState::Reserve if store.damage().is_some() => {
                Check::Failing("the database is damaged: run mcsctl store verify, then restore a backup".into())
            }
            StoreState::Ok => Check::Ok,
            StoreState::Late => Check::Degraded("a commit takes longer than 2 s".into()),
            StoreState::Reserve => Check::Degraded("the disk is full; readings go into the reserve".into()),
            StoreState::Unrecorded => Check::Failing("disk and reserve are full; readings are not recorded".into()),
            StoreState::Withheld => Check::Failing("disk and reserve are full; nothing is acknowledged".into()),
        }),
        Component::new("disk", move || {
            let free = disk.disk_free_percent();
            if free < 5.0 {
                Check::Failing(format!("{free:.1} % free"))
            } else if free < 15.0 {
                Check::Degraded(format!("{free:.1} % free"))
            } else {
                Check::Ok
            }
        }),
        // Never failing: whoever starts a failing daemon again would interrupt recording for it.
        Component::new("archive", move || match archive.fault(clock.now().utc) {
            None => Check::Ok,
            Some(why) => Check::Degraded(why),
        }),
        Component::new("history", move || {
            let (damaged, lag) = (history.damaged(), history.sealing_lag());
            if damaged > 0 {
                Check::Degraded(format!("{damaged} sealed segment(s) cannot be read; the log names them"))
            } else if lag > SEALING_LATE {
                Check::Degraded(format!("readings have waited {} min to be sealed", lag.as_secs() / 60))
            } else {
                Check::Ok
            }
        }),
        Component::new("notify", move || match notices.fault(clock.now().utc) {
            None => Check::Ok,
            Some(why) => Check::Degraded(why),
        }),
        Component::new("doors", move || match doors.fault(clock.now().utc) {
            None => Check::Ok,
            Some(why) => Check::Degraded(why),
        }),
        Component::new("jobs", move || match jobs.failing() {
            failing if failing.is_empty() => Check::Ok,
            failing => Check::Degraded(format!("the newest run of {} is not done", failing.join(", "))),
        }),
    ]
}

/// Everything that is measured.
pub(super) fn probes(
    plant: &Arc<PlantCounters>,
    calls: &Calls,
    gauge: &Arc<StoreGauge>,
    counters: &Arc<IngestCounters>,
    connections: &Connections,
    live: &LiveHandle,
    notices: &Arc<NotifyGauge>,
) -> Vec<Probe> {
    let store = |name, help, read: fn(&StoreGauge) -> f64| {
        let gauge = Arc::clone(gauge);
        Probe::gauge(name, help, move || read(&gauge))
    };
    let total = |name, help, read: fn(&StoreGauge) -> u64| {
        let gauge = Arc::clone(gauge);
        Probe::counter(name, help, move || read(&gauge))
    };
    let heard = |name, help, read: fn(&PlantCounters) -> &std::sync::atomic::AtomicU64| {
        let counters = Arc::clone(plant);
        Probe::counter(name, help, move || read(&counters).load(Ordering::Relaxed))
    };
    let ingest = |name, help, read: fn(&IngestCounters) -> &std::sync::atomic::AtomicU64| {
        let counters = Arc::clone(counters);
        Probe::counter(name, help, move || read(&counters).load(Ordering::Relaxed))
    };
    let told = |name, help, read: fn(&NotifyGauge) -> u64| {
        let gauge = Arc::clone(notices);
        Probe::counter(name, help, move || read(&gauge))
    };
    let waiting = Arc::clone(notices);
    let (made, denied) = (calls.clone(), calls.clone());
    let (connected, watching) = (connections.clone(), live.clone());
    vec![
        Probe::counter("calls", "Calls on the control socket", move || made.made()),
        Probe::counter("calls_denied", "Calls of callers without a role", move || denied.denied()),
        Probe::gauge("connections", "Connected devices", move || connected.count() as f64),
        Probe::gauge("live_clients", "Live clients", move || watching.clients() as f64),
        heard("readings", "Readings heard", |c| &c.readings),
        heard("duplicates", "Readings that were stored already", |c| &c.duplicates),
        heard("quarantined", "Frames nobody could decode", |c| &c.quarantined),
        heard("transitions", "Alarm transitions", |c| &c.transitions),
        ingest("frames", "Publishes read", |c| &c.frames),
        ingest("publishes_refused", "Publishes refused and never acknowledged", |c| &c.refused),
        ingest("logins_refused", "Logins refused", |c| &c.logins_refused),
        ingest("connections_turned_away", "Connections turned away by a limit", |c| &c.turned_away),
        ingest("tls_handshakes_failed", "TLS handshakes that failed", |c| &c.handshakes_failed),
        told("notices_accepted", "Messages a provider accepted", NotifyGauge::accepted),
        told("notices_failed", "Tries to send a message that failed", NotifyGauge::failed),
        told("notices_given_up", "Deliveries given up", NotifyGauge::given_up),
        told("notices_overflow", "Alarm steps that found no room on the emergency path", NotifyGauge::overflow),
        Probe::gauge("notices_unwritten", "Steps of notify that wait for the store", move || waiting.waiting() as f64),
        total("store_readings", "Readings made durable", StoreGauge::readings),
        total("store_commits", "Transactions made durable", StoreGauge::commits),
        total("store_unrecorded", "Readings acknowledged and not recorded", StoreGauge::unrecorded),
        total("store_sealed", "Readings sealed", StoreGauge::sealed),
        total("store_forgotten", "Rows that left the recent readings, being sealed", StoreGauge::forgotten),
        total("store_segments", "Sealed segments written", StoreGauge::segments),
        total("store_works", "Pieces of house work", StoreGauge::works),
        store("store_sealing_lag_seconds", "Age of the oldest reading not sealed", |g| g.sealing_lag().as_secs_f64()),
        store("store_damaged_segments", "Sealed segments that cannot be read", |g| g.damaged() as f64),
        store("store_longest_work_microseconds", "Longest hold of the writer by house work", |g| {
            g.longest_work_us() as f64
        }),
        store("store_commit_microseconds", "Duration of the newest commit", |g| g.commit_us() as f64),
        store("store_waiting_seconds", "Age of the oldest unfinished commit", |g| g.waiting().as_secs_f64()),
        store("store_in_flight", "Weight of unfinished commits", |g| g.in_flight() as f64),
        store("store_database_bytes", "Size of the database file", |g| g.database_bytes() as f64),
        store("store_wal_bytes", "Size of the write-ahead log", |g| g.wal_bytes() as f64),
        store("store_reserve_bytes", "Disk kept aside", |g| g.reserve_bytes() as f64),
        store("disk_free_percent", "Free share of the disk", StoreGauge::disk_free_percent),
    ]
}
