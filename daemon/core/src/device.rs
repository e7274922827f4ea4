//! A device and its point: what an engineer sets, and what the plant judges by.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    alarm::{Condition, Priority},
    id::{PointId, SerialNumber, ShortName, UserName},
    quantity::{Range, Resolution, Unit},
    sensor::SensorType,
    site::Position,
    time::{Span, Timestamp},
};

/// Alarm limits in the point's unit. A missing limit is missing; nothing stands in for it. 0 is a legal limit.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Limits {
    /// A1: present at or above.
    pub high: Option<f64>,
    /// A2: present at or above.
    pub high_high: Option<f64>,
    /// Present at or below.
    pub low: Option<f64>,
    /// Present at or below.
    pub low_low: Option<f64>,
}

/// Seconds without a live reading before a point is offline, unless somebody says otherwise.
const OFFLINE_AFTER_S: u32 = 90;
/// The same in periods, at least.
const OFFLINE_PERIODS: u32 = 3;
/// Battery percentage below which `LOW_BAT` is raised, unless somebody says otherwise.
const BAT_LIMIT: u8 = 20;

/// A rise (of oxygen: a fall) that is an alarm.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rate {
    /// Within so many seconds, 1 to 300.
    pub window_s: u16,
    /// By at least this much, in the point's unit.
    pub step: f64,
}

/// What points are judged by, as far as one level says it: the site, a sensor type, an instrument or a point. What a level does
/// not say, the level before it says; what none says has a default.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct RuleSet {
    /// Alarm limits.
    #[serde(default)]
    pub limits: Limits,
    /// Hysteresis in the point's unit. Default: the smaller of 2 % of the span and 10 % of the limit.
    #[serde(default)]
    pub deadband: Option<f64>,
    /// Seconds a value must stay over a limit before the alarm is raised, 0 to 30 for gas. Default 0.
    #[serde(default)]
    pub on_delay_s: Option<u16>,
    /// Seconds a value must stay clear before the alarm returns. Default 30 for gas, else 0.
    #[serde(default)]
    pub off_delay_s: Option<u16>,
    /// Seconds without a live reading before the point is offline; at least three periods, at most 100 for gas. Default 90.
    #[serde(default)]
    pub offline_after_s: Option<u16>,
    /// Battery percentage below which `LOW_BAT` is raised. Default 20.
    #[serde(default)]
    pub bat_limit: Option<u8>,
    /// When a rise is an alarm. Default: never.
    #[serde(default)]
    pub rate: Option<Rate>,
    /// The limit of the mean over 15 minutes, in the point's unit. Default: none.
    #[serde(default)]
    pub stel: Option<f64>,
    /// The limit of the mean over 8 hours, in the point's unit. Default: none.
    #[serde(default)]
    pub twa: Option<f64>,
    /// Seconds of warm-up after power-on, 5 to 3000. Default 30.
    #[serde(default)]
    pub warm_up_s: Option<u16>,
    /// Seconds without the least movement of the voltage before the sensor counts as stuck, at least 3600. Default 6 hours.
    #[serde(default)]
    pub stuck_after_s: Option<u32>,
    /// How urgent conditions are, where it is not the default.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub priorities: BTreeMap<Condition, Priority>,
}

impl RuleSet {
    /// The battery percentage below which `LOW_BAT` is raised.
    pub fn bat_limit(&self) -> u8 {
        self.bat_limit.unwrap_or(BAT_LIMIT)
    }

    /// Time a value must stay over a limit.
    pub fn on_delay(&self) -> Span {
        Span::secs(self.on_delay_s.unwrap_or(0).into())
    }
}

/// The point of a device as an engineer set it. For the gas family a device has one point, named by its serial number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PointSettings {
    /// What it measures.
    #[serde(rename = "type")]
    pub sensor: SensorType,
    /// The unit of its value.
    pub unit: Unit,
    /// The step in which it is judged and shown.
    #[serde(rename = "decimals")]
    pub resolution: Resolution,
    /// Its measuring range; required before limits mean anything.
    pub range: Option<Range>,
    /// What it is judged by, as far as it is said of this very point.
    #[serde(flatten)]
    pub rules: RuleSet,
    /// Seconds between reports.
    pub period_s: u16,
    /// Voltage at or below which the sensor is at its lower electrical rail, mV. With neither rail set, exactly 0 mV is.
    pub v_min: Option<f64>,
    /// Voltage at or above which the sensor is at its upper electrical rail, mV.
    pub v_max: Option<f64>,
}

impl PointSettings {
    /// A point as it is proposed when a device of this type is added: no limits, the catalogue's unit and range.
    pub fn proposed(sensor: SensorType) -> Self {
        Self {
            sensor,
            unit: sensor.unit(),
            resolution: Resolution::DEFAULT,
            range: sensor.proposed_range(),
            rules: RuleSet::default(),
            period_s: 10,
            v_min: None,
            v_max: None,
        }
    }

    /// Time between reports.
    pub fn period(&self) -> Span {
        Span::secs(self.period_s.into())
    }

    /// L: time without a live reading before the point is offline.
    pub fn offline_after(&self) -> Span {
        let periods = u32::from(self.period_s) * OFFLINE_PERIODS;
        let default = periods.max(OFFLINE_AFTER_S);
        Span::secs(self.rules.offline_after_s.map_or(default, Into::into).into())
    }
}

/// A registered device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Device {
    /// The number printed on it.
    pub sn: SerialNumber,
    /// Its point; never reused.
    pub point: PointId,
    /// What people call it.
    pub name: Option<String>,
    /// The area whose map it stands on.
    pub area: Option<ShortName>,
    /// The zone it votes in.
    pub zone: Option<ShortName>,
    /// The instrument it is a part of: a housing with several points.
    #[serde(default)]
    pub instrument: Option<ShortName>,
    /// Where it stands on the map.
    pub position: Option<Position>,
    /// What is measured and judged.
    #[serde(flatten)]
    pub settings: PointSettings,
    /// Counts changes; a change names the revision it saw.
    pub revision: u32,
    /// When it was added.
    pub added: Timestamp,
    /// When it was removed; its history stays.
    pub retired: Option<Timestamp>,
}

/// What a device logs in with. The password is shown once, when it is made.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// The MQTT user name.
    pub user: UserName,
    /// The secret in clear; never stored.
    pub password: String,
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credential").field("user", &self.user).field("password", &"(hidden)").finish()
    }
}

/// What a login is checked against.
#[derive(Clone, PartialEq, Eq)]
pub struct CredentialRecord {
    /// The MQTT user name.
    pub user: UserName,
    /// The only client id it may connect with.
    pub client_id: String,
    /// `$7$iterations$salt$hash`: PBKDF2 with HMAC-SHA512, as Mosquitto's password file has it.
    pub verifier: String,
    /// The devices it speaks for, in order.
    pub sns: Vec<SerialNumber>,
}

impl std::fmt::Debug for CredentialRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CredentialRecord")
            .field("user", &self.user)
            .field("client_id", &self.client_id)
            .field("verifier", &"(hidden)")
            .field("sns", &self.sns)
            .finish()
    }
}

/// A device that knocked and was refused because nobody registered it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discovered {
    /// The number it claims.
    pub sn: SerialNumber,
    /// The user name it tried.
    pub user: String,
    /// Where it came from.
    pub address: String,
    /// First seen.
    pub first: Timestamp,
    /// Last seen.
    pub last: Timestamp,
    /// How often it was refused.
    pub attempts: u64,
}

/// A device to register.
#[derive(Debug, Clone, PartialEq)]
pub struct NewDevice {
    /// The number printed on it.
    pub sn: SerialNumber,
    /// What people call it.
    pub name: Option<String>,
    /// The area whose map it stands on.
    pub area: Option<ShortName>,
    /// The zone it votes in.
    pub zone: Option<ShortName>,
    /// The instrument it is a part of.
    pub instrument: Option<ShortName>,
    /// Where it stands on the map.
    pub position: Option<Position>,
    /// What is measured and judged.
    pub settings: PointSettings,
    /// Grant it to this existing credential instead of making one.
    pub share_user: Option<UserName>,
}
