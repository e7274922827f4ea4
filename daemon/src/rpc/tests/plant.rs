//! A pretended plant: keeps what it is told and answers from it, in words of its own.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use mcs_core::{
    alarm::{Condition, LifeState, Occurrence, Priority, Source},
    calibration::{Calibration, CalibrationHistory},
    device::{Device, PointSettings},
    id::{CalibrationRevision, OccurrenceId, PointId, SerialNumber},
    live::{Freshness, PointLive, Snapshot},
    map::MapRevision,
    rule::Layers,
    sensor::SensorType,
    site::Site,
    status::{Status, StoreState},
    time::Timestamp,
};
use tokio::sync::mpsc;

use crate::plant::{AckAllOutcome, Ask, PlantError, PlantHandle, Reply};

pub(super) const NOW: Timestamp = Timestamp::from_micros(1_800_000_000_000_000);

pub(super) fn sn(text: &str) -> SerialNumber {
    SerialNumber::new(text).expect("a serial number")
}

pub(super) fn site() -> Site {
    Site { name: "tank farm".into(), tz: "Asia/Shanghai".into() }
}

pub(super) fn device(name: &str, point: u32) -> Device {
    Device {
        sn: sn(name),
        point: PointId(point),
        name: None,
        area: None,
        zone: None,
        instrument: None,
        position: None,
        settings: PointSettings::proposed(SensorType::CH4),
        revision: 1,
        added: NOW,
        retired: None,
    }
}

pub(super) fn point(name: &str, value: f64) -> PointLive {
    let Device { sn, point, settings, .. } = device(name, 1);
    PointLive {
        sn,
        point,
        name: None,
        sensor: settings.sensor,
        unit: settings.unit,
        resolution: settings.resolution,
        range: settings.range,
        limits: settings.rules.limits,
        area: None,
        zone: None,
        mask: None,
        position: None,
        period_s: 10,
        value: Some(value),
        value_unlimited: Some(value),
        quality: None,
        freshness: Freshness::Live,
        time: Some(NOW),
        received: Some(NOW),
        seq: None,
        err: 0,
        bat: None,
        rssi: None,
        pending: None,
        recorded: true,
    }
}

pub(super) fn occurrence(id: u64, state: LifeState, priority: Priority) -> Occurrence {
    Occurrence {
        sn: Some(sn("A1")),
        state,
        ..Occurrence::raised(OccurrenceId(id), Source::Point(PointId(1)), Condition::High, priority, NOW)
    }
}

/// What the pretended plant knows.
#[derive(Default)]
pub(super) struct Known {
    pub(super) devices: Vec<Device>,
    pub(super) points: BTreeMap<SerialNumber, PointLive>,
    pub(super) alarms: BTreeMap<OccurrenceId, Occurrence>,
    /// Changes in the words of the one who asked for them.
    pub(super) done: Vec<String>,
    /// The next change is refused with this.
    pub(super) refuse: Option<PlantError>,
    /// Questions are taken and never answered.
    pub(super) silent: bool,
    /// Happens once, after a snapshot is made and before it is handed over.
    pub(super) after_snapshot: Option<Box<dyn FnOnce() + Send>>,
}

#[derive(Clone, Default)]
pub(super) struct FakePlant(Arc<Mutex<Known>>);

impl FakePlant {
    pub(super) fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts answering.
    pub(super) fn start(&self) -> PlantHandle {
        let (sender, mut asked) = mpsc::channel(16);
        let plant = self.clone();
        tokio::spawn(async move {
            let mut unanswered = Vec::new();
            while let Some(ask) = asked.recv().await {
                if plant.known().silent {
                    unanswered.push(ask);
                } else {
                    plant.answer(ask);
                }
            }
        });
        PlantHandle::new(sender)
    }

    pub(super) fn snapshot(&self) -> Snapshot {
        let known = self.known();
        let (points, alarms) = (known.points.values().cloned().collect(), known.alarms.values().cloned().collect());
        Snapshot { site: site(), now: NOW, points, alarms, silent_until: None, map: MapRevision::default() }
    }

    fn device(&self, sn: &SerialNumber) -> Result<Device, PlantError> {
        let known = self.known();
        let found = known.devices.iter().find(|device| device.sn == *sn && device.retired.is_none());
        found.cloned().ok_or_else(|| PlantError::NoSuchDevice { sn: sn.clone() })
    }

    pub(super) fn changed<T>(&self, what: String, reply: Reply<T>, answer: impl FnOnce() -> Result<T, PlantError>) {
        let refused = self.known().refuse.take();
        let answer = refused.map_or_else(
            || {
                self.known().done.push(what);
                answer()
            },
            Err,
        );
        let _ = reply.send(answer);
    }

    fn answer(&self, ask: Ask) {
        match ask {
            Ask::AddDevice { new, by, reply, .. } => {
                self.changed(format!("{} adds {}", by.name, new.sn), reply, || Ok((device(new.sn.as_str(), 9), None)));
            }
            Ask::SetDevice { device, by, reply, .. } => {
                self.changed(format!("{} sets {}", by.name, device.sn), reply, || Ok((*device, None)));
            }
            Ask::RemoveDevice { sn, reason, by, reply } => {
                self.changed(format!("{} removes {sn}: {reason}", by.name), reply, || Ok(()));
            }
            Ask::Devices { reply, .. } => drop(reply.send(Ok(self.known().devices.clone()))),
            Ask::Device { sn, reply } => drop(reply.send(self.device(&sn))),
            Ask::Points { reply } => {
                let devices = self.known().devices.clone().into_iter();
                let _ = reply.send(Ok(devices.map(|device| (device, CalibrationHistory::default())).collect()));
            }
            Ask::Discovered { reply } => drop(reply.send(Ok(Vec::new()))),
            Ask::Credentials { by, reply } => {
                self.changed(format!("{} takes the credentials", by.name), reply, || Ok(Vec::new()));
            }
            Ask::Calibrations { sn, reply } => drop(reply.send(self.device(&sn).map(|_| Vec::new()))),
            Ask::SetCalibration { sn, coefficients, due, comment, by, reply } => {
                let calibration = Calibration {
                    revision: CalibrationRevision(1),
                    valid_from: NOW,
                    coefficients,
                    due,
                    by: by.name.clone(),
                    recorded: NOW,
                    comment,
                };
                self.changed(format!("{} calibrates {sn}", by.name), reply, || Ok(calibration));
            }
            Ask::Rules { reply } => drop(reply.send(Ok(Layers::default()))),
            Ask::ChangeRules { change, by, reply } => {
                let scope = change.scope.clone();
                self.changed(format!("{} sets rules of {scope}", by.name), reply, || Err(PlantError::ShuttingDown));
            }
            Ask::Latest { reply, .. } => drop(reply.send(Ok((NOW, Vec::new())))),
            Ask::Acknowledge { ids, by, reply, .. } => {
                self.changed(format!("{} acks {ids:?}", by.name), reply, || Ok(Vec::new()));
            }
            Ask::AcknowledgeAll { ids, by, reply, .. } => {
                let acknowledged = ids.iter().filter_map(|id| self.known().alarms.get(id).cloned()).collect();
                self.changed(format!("{} acks all {ids:?}", by.name), reply, || Ok(AckAllOutcome { acknowledged }));
            }
            Ask::Reset { id, by, reply, .. } => {
                let alarm = occurrence(id.0, LifeState::Normal, Priority::High);
                self.changed(format!("{} resets {id}", by.name), reply, || Ok(alarm));
            }
            Ask::Masks(ask) => self.answer_masks(ask),
            Ask::Map(ask) => self.answer_map(ask),
            Ask::Zones { reply } => drop(reply.send(Ok(Vec::new()))),
            Ask::SetZone { zone, by, reply } => {
                self.changed(format!("{} sets the zone {}", by.name, zone.name), reply, || Ok(*zone));
            }
            Ask::RemoveZone { name, reason, by, reply } => {
                self.changed(format!("{} removes the zone {name}: {reason}", by.name), reply, || Ok(()));
            }
            Ask::Snapshot { reply } => {
                let snapshot = self.snapshot();
                let meanwhile = self.known().after_snapshot.take();
                if let Some(happens) = meanwhile {
                    happens();
                }
                let _ = reply.send(Ok(snapshot));
            }
            Ask::Status { reply } => drop(reply.send(Ok(self.status()))),
        }
    }

    fn status(&self) -> Status {
        Status {
            site: site().name,
            tz: site().tz,
            version: "1.2.3".into(),
            started: NOW,
            now: NOW,
            devices: self.known().devices.len() as u64,
            connections: 0,
            live: 0,
            stale: 0,
            offline: 0,
            not_commissioned: 0,
            fault: 0,
            unacked: 0,
            active: 0,
            discovered: 0,
            readings: 0,
            committed: 0,
            unrecorded: 0,
            store: StoreState::Ok,
            commit_us: 0,
            store_bytes: 0,
            disk_free_percent: 50.0,
            mqtt: Vec::new(),
            failing_jobs: Vec::new(),
        }
    }
}
