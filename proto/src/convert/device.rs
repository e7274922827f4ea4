//! Devices, their points and credentials.

use mcs_core::{
    alarm::{Condition, Priority},
    device::{Credential, Device, Discovered, Limits, NewDevice, PointSettings, Rate, RuleSet},
    id::PointId,
    quantity::{Range, Resolution, Unit},
    sensor::SensorType,
    site::Position,
    time::Timestamp,
};

use super::{
    WireError, alarm::condition, instant, micros, name, optional_name, required, serial_number, small, unknown,
};
use crate::wire;

pub(crate) fn sensor(text: &str) -> Result<SensorType, WireError> {
    SensorType::parse(text).ok_or_else(|| unknown("sensor_type", format_args!("{text:?}")))
}

pub(crate) fn unit(text: &str) -> Result<Unit, WireError> {
    Unit::parse(text).ok_or_else(|| unknown("unit", format_args!("{text:?}")))
}

pub(crate) fn resolution(decimals: u32) -> Result<Resolution, WireError> {
    let decimals = small("decimals", decimals)?;
    Resolution::new(decimals).ok_or(WireError::OutOfRange { field: "decimals", given: decimals.to_string() })
}

impl From<Position> for wire::Position {
    fn from(Position { x, y }: Position) -> Self {
        Self { x, y }
    }
}

pub(crate) fn position(at: Option<wire::Position>) -> Result<Option<Position>, WireError> {
    at.map(|wire::Position { x, y }| {
        Position::new(x, y).ok_or_else(|| WireError::OutOfRange { field: "position", given: format!("{x},{y}") })
    })
    .transpose()
}

impl From<Range> for wire::Range {
    fn from(Range { start, end }: Range) -> Self {
        Self { start, end }
    }
}

pub(crate) fn range(ends: Option<wire::Range>) -> Result<Option<Range>, WireError> {
    ends.map(|wire::Range { start, end }| {
        Range::new(start, end).ok_or_else(|| WireError::OutOfRange { field: "range", given: format!("{start}..{end}") })
    })
    .transpose()
}

impl From<Limits> for wire::Limits {
    fn from(limits: Limits) -> Self {
        Self { high: limits.high, high_high: limits.high_high, low: limits.low, low_low: limits.low_low }
    }
}

impl From<wire::Limits> for Limits {
    fn from(limits: wire::Limits) -> Self {
        Self { high: limits.high, high_high: limits.high_high, low: limits.low, low_low: limits.low_low }
    }
}

impl From<&RuleSet> for wire::RuleSet {
    fn from(rules: &RuleSet) -> Self {
        let said = |(condition, priority): (&Condition, &Priority)| {
            (condition.as_str().to_owned(), priority.as_str().to_owned())
        };
        Self {
            limits: Some(rules.limits.into()),
            deadband: rules.deadband,
            on_delay_s: rules.on_delay_s.map(Into::into),
            off_delay_s: rules.off_delay_s.map(Into::into),
            offline_after_s: rules.offline_after_s.map(Into::into),
            bat_limit: rules.bat_limit.map(Into::into),
            rate: rules.rate.map(|Rate { window_s, step }| wire::Rate { window_s: window_s.into(), step }),
            stel: rules.stel,
            twa: rules.twa,
            warm_up_s: rules.warm_up_s.map(Into::into),
            stuck_after_s: rules.stuck_after_s,
            priorities: rules.priorities.iter().map(said).collect(),
        }
    }
}

impl TryFrom<wire::RuleSet> for RuleSet {
    type Error = WireError;
    fn try_from(rules: wire::RuleSet) -> Result<Self, WireError> {
        let rate = |wire::Rate { window_s, step }| -> Result<Rate, WireError> {
            Ok(Rate { window_s: small("rate.window_s", window_s)?, step })
        };
        let said = |(of, priority): (String, String)| -> Result<_, WireError> {
            let known = Priority::parse(&priority).ok_or_else(|| unknown("priority", format_args!("{priority:?}")))?;
            Ok((condition(&of)?, known))
        };
        let seconds =
            |name, given: Option<u32>| -> Result<Option<u16>, WireError> { given.map(|s| small(name, s)).transpose() };
        Ok(Self {
            limits: rules.limits.unwrap_or_default().into(),
            deadband: rules.deadband,
            on_delay_s: seconds("on_delay_s", rules.on_delay_s)?,
            off_delay_s: seconds("off_delay_s", rules.off_delay_s)?,
            offline_after_s: seconds("offline_after_s", rules.offline_after_s)?,
            bat_limit: rules.bat_limit.map(|percent| small("bat_limit", percent)).transpose()?,
            rate: rules.rate.map(rate).transpose()?,
            stel: rules.stel,
            twa: rules.twa,
            warm_up_s: seconds("warm_up_s", rules.warm_up_s)?,
            stuck_after_s: rules.stuck_after_s,
            priorities: rules.priorities.into_iter().map(said).collect::<Result<_, WireError>>()?,
        })
    }
}

impl From<&PointSettings> for wire::PointSettings {
    fn from(settings: &PointSettings) -> Self {
        Self {
            sensor_type: settings.sensor.as_str().to_owned(),
            unit: settings.unit.as_str().to_owned(),
            decimals: settings.resolution.decimals().into(),
            range: settings.range.map(Into::into),
            period_s: settings.period_s.into(),
            v_min_mv: settings.v_min,
            v_max_mv: settings.v_max,
            rules: Some((&settings.rules).into()),
        }
    }
}

impl TryFrom<wire::PointSettings> for PointSettings {
    type Error = WireError;
    fn try_from(settings: wire::PointSettings) -> Result<Self, WireError> {
        Ok(Self {
            sensor: sensor(&settings.sensor_type)?,
            unit: unit(&settings.unit)?,
            resolution: resolution(settings.decimals)?,
            range: range(settings.range)?,
            rules: settings.rules.unwrap_or_default().try_into()?,
            period_s: small("period_s", settings.period_s)?,
            v_min: settings.v_min_mv,
            v_max: settings.v_max_mv,
        })
    }
}

impl From<&Device> for wire::Device {
    fn from(device: &Device) -> Self {
        Self {
            sn: device.sn.to_string(),
            point_id: device.point.0,
            name: device.name.clone(),
            area: device.area.as_ref().map(ToString::to_string),
            zone: device.zone.as_ref().map(ToString::to_string),
            position: device.position.map(Into::into),
            settings: Some((&device.settings).into()),
            revision: device.revision,
            added_us: device.added.as_micros(),
            retired_us: micros(device.retired),
            instrument: device.instrument.as_ref().map(ToString::to_string),
        }
    }
}

impl TryFrom<wire::Device> for Device {
    type Error = WireError;
    fn try_from(device: wire::Device) -> Result<Self, WireError> {
        Ok(Self {
            sn: serial_number(&device.sn)?,
            point: PointId(device.point_id),
            name: device.name,
            area: optional_name("area", device.area.as_deref())?,
            zone: optional_name("zone", device.zone.as_deref())?,
            instrument: optional_name("instrument", device.instrument.as_deref())?,
            position: position(device.position)?,
            settings: required("settings", device.settings)?.try_into()?,
            revision: device.revision,
            added: Timestamp::from_micros(device.added_us),
            retired: instant(device.retired_us),
        })
    }
}

impl From<&NewDevice> for wire::AddDeviceRequest {
    fn from(new: &NewDevice) -> Self {
        Self {
            sn: new.sn.to_string(),
            name: new.name.clone(),
            area: new.area.as_ref().map(ToString::to_string),
            zone: new.zone.as_ref().map(ToString::to_string),
            position: new.position.map(Into::into),
            settings: Some((&new.settings).into()),
            share_user: new.share_user.as_ref().map(ToString::to_string),
            instrument: new.instrument.as_ref().map(ToString::to_string),
        }
    }
}

impl TryFrom<wire::AddDeviceRequest> for NewDevice {
    type Error = WireError;
    fn try_from(new: wire::AddDeviceRequest) -> Result<Self, WireError> {
        Ok(Self {
            sn: serial_number(&new.sn)?,
            name: new.name,
            area: optional_name("area", new.area.as_deref())?,
            zone: optional_name("zone", new.zone.as_deref())?,
            instrument: optional_name("instrument", new.instrument.as_deref())?,
            position: position(new.position)?,
            settings: required("settings", new.settings)?.try_into()?,
            share_user: optional_name("share_user", new.share_user.as_deref())?,
        })
    }
}

impl From<&Credential> for wire::Credential {
    fn from(credential: &Credential) -> Self {
        Self { user: credential.user.to_string(), password: credential.password.clone() }
    }
}

impl TryFrom<wire::Credential> for Credential {
    type Error = WireError;
    fn try_from(credential: wire::Credential) -> Result<Self, WireError> {
        Ok(Self { user: name("user", &credential.user)?, password: credential.password })
    }
}

impl From<&Discovered> for wire::Discovered {
    fn from(discovered: &Discovered) -> Self {
        Self {
            sn: discovered.sn.to_string(),
            user: discovered.user.clone(),
            address: discovered.address.clone(),
            first_us: discovered.first.as_micros(),
            last_us: discovered.last.as_micros(),
            attempts: discovered.attempts,
        }
    }
}

impl TryFrom<wire::Discovered> for Discovered {
    type Error = WireError;
    fn try_from(discovered: wire::Discovered) -> Result<Self, WireError> {
        Ok(Self {
            sn: serial_number(&discovered.sn)?,
            user: discovered.user,
            address: discovered.address,
            first: Timestamp::from_micros(discovered.first_us),
            last: Timestamp::from_micros(discovered.last_us),
            attempts: discovered.attempts,
        })
    }
}
