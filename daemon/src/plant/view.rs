//! What others see of the plant: points, status, the newest readings.

use std::sync::atomic::Ordering;

use mcs_core::{
    alarm::Condition,
    id::SerialNumber,
    live::{Freshness, PointLive, Snapshot},
    reading::ReadingRecord,
    status::{Status, StoreState},
    time::{Now, Timestamp},
};

use super::{PlantError, point::Point, state::Plant};

impl Plant {
    /// Shows live clients the points that changed since they were last told; how many.
    pub(super) fn show_changes(&mut self) -> usize {
        let changed = self.shown.len();
        if !self.has_something_to_show() {
            return changed;
        }
        let now = self.clock.now();
        let recorded = self.store.gauge().state() == StoreState::Ok;
        let mut points = Vec::with_capacity(self.shown.len());
        let mut values = self.take_shown_zones();
        if std::mem::take(&mut self.system_shown) {
            values.extend(self.system.open().cloned());
        }
        for place in self.shown.drain(..) {
            let Some(point) = self.points.get_mut(place) else { continue };
            point.shown_changed = false;
            if point.device.retired.is_none() {
                points.push(live(point, now, recorded));
                values.extend(point.alarms.open().cloned());
            }
        }
        self.feed.points(points, values);
        changed
    }

    /// The whole plant as it is.
    pub(super) fn snapshot(&self) -> Snapshot {
        let now = self.clock.now();
        let recorded = self.store.gauge().state() == StoreState::Ok;
        Snapshot {
            site: self.site.clone(),
            now: now.utc,
            points: self.registered().map(|point| live(point, now, recorded)).collect(),
            alarms: self.open_alarms().cloned().collect(),
            silent_until: self.silent_until(now),
            map: self.pages.revision(),
        }
    }

    /// The newest live readings of these devices, or of all.
    pub(super) fn latest(&self, sns: &[SerialNumber]) -> Result<(Timestamp, Vec<ReadingRecord>), PlantError> {
        let points: Vec<&Point> = if sns.is_empty() {
            self.registered().collect()
        } else {
            sns.iter().map(|sn| self.place(sn).map(|place| &self.points[place])).collect::<Result<_, _>>()?
        };
        let records = points.into_iter().filter_map(|point| {
            let latest = point.latest.as_ref()?;
            let (device, calibrations) = (&point.device, &point.calibrations);
            Some(ReadingRecord::from_parts(device.sn.clone(), &device.settings, &latest.reading, calibrations))
        });
        Ok((self.clock.now().utc, records.collect()))
    }

    /// How the daemon is doing.
    pub(super) fn status(&self) -> Status {
        let now = self.clock.now();
        let gauge = self.store.gauge();
        let mut fresh = [0_u64; Freshness::ALL.len()];
        for point in self.registered() {
            fresh[point.alarms.freshness(now) as usize] += 1;
        }
        let [not_commissioned, live, stale, catching_up, offline] = fresh;
        let faults = self.open_alarms().filter(|o| o.condition == Condition::Fault && o.state.active());
        Status {
            site: self.site.name.clone(),
            tz: self.site.tz.clone(),
            version: env!("CARGO_PKG_VERSION").into(),
            started: self.started,
            now: now.utc,
            devices: self.by_sn.len() as u64,
            connections: self.connections.count(),
            live,
            stale: stale + catching_up,
            offline,
            not_commissioned,
            fault: faults.count() as u64,
            unacked: self.open_alarms().filter(|o| o.state.unacknowledged()).count() as u64,
            active: self.open_alarms().filter(|o| o.state.active()).count() as u64,
            discovered: self.discovered.len() as u64,
            readings: self.counters.readings.load(Ordering::Relaxed),
            committed: gauge.readings(),
            unrecorded: gauge.unrecorded(),
            store: gauge.state(),
            commit_us: gauge.commit_us(),
            store_bytes: gauge.database_bytes(),
            disk_free_percent: gauge.disk_free_percent(),
            mqtt: self.mqtt.clone(),
            // The runner of jobs knows; whoever answers asks it.
            failing_jobs: Vec::new(),
        }
    }

    /// Points that are not retired.
    pub(super) fn registered(&self) -> impl Iterator<Item = &Point> {
        self.points.iter().filter(|point| point.device.retired.is_none())
    }
}

/// One point as live clients see it.
fn live(point: &Point, now: Now, recorded: bool) -> PointLive {
    let device = &point.device;
    let settings = &device.settings;
    let resolution = settings.resolution;
    let latest = point.latest.as_ref();
    let rounded = |value: f64| resolution.round(value).map(|steps| resolution.value(steps));
    let unlimited = latest.and_then(|l| l.value);
    let limited = unlimited.map(|value| settings.range.map_or(value, |range| range.limit(value)));
    let finite = |channel| latest.and_then(|l| l.reading.channels.finite(channel));
    PointLive {
        sn: device.sn.clone(),
        point: device.point,
        name: device.name.clone(),
        sensor: settings.sensor,
        unit: settings.unit,
        resolution,
        range: settings.range,
        limits: point.settings.rules.limits,
        area: device.area.clone(),
        zone: device.zone.clone(),
        mask: point.alarms.mask().cloned(),
        position: device.position,
        period_s: settings.period_s,
        value: limited.and_then(rounded),
        value_unlimited: unlimited.and_then(rounded),
        quality: latest.map(|l| l.quality),
        freshness: point.alarms.freshness(now),
        time: latest.map(|l| l.reading.time),
        received: latest.map(|l| l.reading.received),
        seq: latest.and_then(|l| l.reading.seq),
        err: latest.map_or(0, |l| l.reading.err),
        bat: finite(mcs_core::observation::Channel::Bat),
        rssi: finite(mcs_core::observation::Channel::Rssi),
        pending: point.alarms.pending(),
        recorded,
    }
}
