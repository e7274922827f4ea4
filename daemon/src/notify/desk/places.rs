//! What routing and texts must know of a place, in memory: also when the store cannot be asked.

use std::collections::HashMap;

use mcs_core::{
    device::Device,
    id::{SerialNumber, ShortName},
    notice::Owed,
    sensor::SensorType,
};

use crate::store::AlarmStep;

#[derive(Debug, Clone)]
struct Place {
    name: Option<String>,
    area: Option<ShortName>,
    sensor: SensorType,
    decimals: u8,
}

/// Every device's place.
#[derive(Debug, Default)]
pub(super) struct Places(HashMap<SerialNumber, Place>);

impl Places {
    /// As the store has them now.
    pub(super) fn learn(&mut self, devices: Vec<Device>) {
        for device in devices {
            let (sensor, decimals) = (device.settings.sensor, device.settings.resolution.decimals());
            let place = Place { name: device.name, area: device.area, sensor, decimals };
            // Of a number that was given again the newest counts; they come in the order in which they were added.
            self.0.insert(device.sn, place);
        }
    }

    /// Whether a device is known.
    pub(super) fn knows(&self, sn: &SerialNumber) -> bool {
        self.0.contains_key(sn)
    }

    /// Decimals in which a device's values are shown.
    pub(super) fn decimals(&self, sn: &SerialNumber) -> Option<u8> {
        self.0.get(sn).map(|place| place.decimals)
    }

    /// A step the store is late with, with what is known of its place.
    pub(super) fn owed(&self, step: AlarmStep) -> Owed {
        let place = step.occurrence.sn.as_ref().and_then(|sn| self.0.get(sn));
        Owed {
            name: place.and_then(|place| place.name.clone()),
            area: place.and_then(|place| place.area.clone()),
            sensor: place.map(|place| place.sensor),
            transition: step.transition,
            occurrence: step.occurrence,
            unrecorded: true,
        }
    }
}
