//! When devices should have reported.

use std::collections::BTreeMap;

use mcs_core::{
    device::Device,
    id::SerialNumber,
    time::{Span, Timestamp},
};
use mcs_proto::client::Client;

use crate::error::{Doing, Error};
use crate::words::say;

/// How many periods may pass between two readings before one is missed: one may be lost, two may not.
const PATIENCE: i64 = 3;

/// Devices by number, each with those that were removed.
#[derive(Debug)]
pub(super) struct Registered {
    devices: BTreeMap<SerialNumber, Vec<Device>>,
    now: Timestamp,
}

impl Registered {
    /// Nothing is known of any device, so none is missed.
    pub(super) const fn unknown(now: Timestamp) -> Self {
        Self { devices: BTreeMap::new(), now }
    }

    /// The devices of these numbers.
    pub(super) async fn load(client: &Client, sns: &[SerialNumber], now: Timestamp) -> Result<Self, Error> {
        let devices = client.devices(true).await.doing(say!("doing-list-the-devices"))?;
        Ok(Self::of(devices.into_iter().filter(|device| sns.contains(&device.sn)), now))
    }

    fn of(all: impl IntoIterator<Item = Device>, now: Timestamp) -> Self {
        let mut devices: BTreeMap<_, Vec<Device>> = BTreeMap::new();
        for device in all {
            devices.entry(device.sn.clone()).or_default().push(device);
        }
        for of_one in devices.values_mut() {
            of_one.sort_by_key(|device| device.added);
        }
        Self { devices, now }
    }

    /// The newest device of this number.
    pub(super) fn device(&self, sn: &SerialNumber) -> Option<&Device> {
        self.devices.get(sn)?.last()
    }

    /// The part of a stretch in which a device should have reported: from when it was added to when it was removed, and not
    /// in the future.
    pub(super) fn due(&self, sn: &SerialNumber, from: Timestamp, to: Timestamp) -> Option<(Timestamp, Timestamp)> {
        let parts = self.devices.get(sn)?.iter().filter_map(|device| {
            let part = (from.max(device.added), to.min(device.retired.unwrap_or(self.now)));
            (part.0 < part.1).then_some(part)
        });
        parts.reduce(|all, part| (all.0.min(part.0), all.1.max(part.1)))
    }

    /// The part of the time between two readings in which some are missing.
    pub(super) fn gap(&self, sn: &SerialNumber, from: Timestamp, to: Timestamp) -> Option<(Timestamp, Timestamp)> {
        let (from, to) = self.due(sn, from, to)?;
        let period = self.devices.get(sn)?.iter().map(|device| device.settings.period()).max()?;
        (to - from > period.times(PATIENCE)).then_some((from, to))
    }

    /// The beginnings of the intervals of a stretch in which a device should have reported.
    pub(super) fn intervals(
        &self,
        sn: &SerialNumber,
        from: Timestamp,
        to: Timestamp,
        every: Span,
    ) -> impl Iterator<Item = Timestamp> + use<> {
        let due = self.due(sn, from, to).map(|(first, end)| {
            let number = (first - from).as_micros() / every.as_micros().max(1);
            (from + every.times(number), end)
        });
        let (mut start, end) = due.unwrap_or((to, to));
        std::iter::from_fn(move || {
            let now = start;
            start = start + every;
            (now < end).then_some(now)
        })
    }
}

#[cfg(test)]
mod tests {
    use mcs_core::{device::PointSettings, id::PointId, sensor::SensorType};

    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::EPOCH + Span::mins(minutes)
    }

    fn sn() -> SerialNumber {
        "A001".parse().expect("a serial number")
    }

    /// Registered in the minutes 10 to 20 and from 40 on; it is the minute 60.
    fn registered() -> Registered {
        let device = |added, retired: Option<i64>| Device {
            sn: sn(),
            point: PointId(1),
            name: None,
            area: None,
            zone: None,
            instrument: None,
            position: None,
            settings: PointSettings::proposed(SensorType::CH4),
            revision: 1,
            added: at(added),
            retired: retired.map(at),
        };
        Registered::of([device(40, None), device(10, Some(20))], at(60))
    }

    #[test]
    fn a_device_is_due_while_it_is_registered_and_until_now() {
        let due = |from, to| registered().due(&sn(), at(from), at(to));
        assert_eq!(due(0, 5), None);
        assert_eq!(due(0, 15), Some((at(10), at(15))));
        assert_eq!(due(25, 35), None);
        assert_eq!(due(50, 90), Some((at(50), at(60))));
        assert_eq!(Registered::unknown(at(60)).due(&sn(), at(0), at(90)), None);
    }

    #[test]
    fn a_gap_is_longer_than_three_periods() {
        let gap = |seconds| registered().gap(&sn(), at(45), at(45) + Span::secs(seconds));
        assert_eq!((gap(10), gap(30)), (None, None));
        assert_eq!(gap(31), Some((at(45), at(45) + Span::secs(31))));
        assert_eq!(registered().gap(&sn(), at(21), at(39)), None, "it was not registered");
    }

    #[test]
    fn empty_intervals_are_those_in_which_it_was_due() {
        let starts = |from, to, every| -> Vec<_> {
            registered().intervals(&sn(), at(from), at(to), Span::mins(every)).collect()
        };
        assert_eq!(starts(3, 18, 5), [at(8), at(13)]);
        assert_eq!(starts(50, 90, 4), [at(50), at(54), at(58)]);
        assert_eq!(starts(22, 38, 5), []);
        let from = Timestamp::from_micros(i64::MIN / 4);
        assert!(registered().intervals(&sn(), from, at(15), Span::secs(1)).count() <= 301, "nothing before is passed");
    }
}
