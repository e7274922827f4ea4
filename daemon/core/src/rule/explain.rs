//! Which level each value of a point comes from, and what it overrides.

use serde::Serialize;

use super::{Key, Kind, Layers, Level, Scope, Value, layer::Unusable};
use crate::{
    device::{Device, PointSettings, RuleSet},
    quantity::Unit,
};

/// Off-delay of gas, warm-up and stillness where nobody says them, in seconds.
const GAS_OFF_DELAY_S: u32 = 30;
const WARM_UP_S: u32 = 30;
const STUCK_AFTER_S: u32 = 6 * 3600;

/// One key of a point.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explained {
    /// The key.
    pub key: Key,
    /// The value in force; `None`: there is none, or it is reckoned for each limit (the deadband) or condition.
    pub value: Option<Value>,
    /// The unit of the value.
    pub unit: Option<String>,
    /// The level it comes from.
    pub level: Level,
    /// The scope it was said for; `None` for a default.
    pub scope: Option<Scope>,
    /// Why it was chosen, if it is not what is recommended.
    pub reason: Option<String>,
    /// What it overrides, the nearest level first.
    pub overrides: Vec<Said>,
    /// What is said for this point and does not apply to it.
    pub unused: Vec<Unused>,
}

/// A value that a level says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Said {
    /// The level.
    pub level: Level,
    /// What it says.
    pub value: Value,
}

/// A value that does not apply.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unused {
    /// The level.
    pub level: Level,
    /// What it says.
    pub value: Value,
    /// Why it does not apply.
    pub why: String,
}

impl Layers {
    /// Each key of the catalogue as it is for this point. Priorities are told where somebody said them.
    pub fn explain(&self, device: &Device) -> Vec<Explained> {
        let settings = &device.settings;
        let kept = self.of_point(device);
        let said: Vec<_> = self.candidates(device.instrument.as_ref(), settings).collect();
        let mut lines: Vec<Explained> = Vec::new();
        for key in Key::all() {
            let mut line = untouched(key, settings);
            for said in said.iter().filter(|said| said.key == key) {
                if let Some(why) = said.unusable {
                    let why = why.text(settings);
                    line.unused.push(Unused { level: said.level, value: said.value, why });
                    continue;
                }
                if let Some(value) = line.value {
                    line.overrides.insert(0, Said { level: line.level, value });
                }
                let layer = said.layer.unwrap_or(&kept);
                line.value = Some(said.value);
                line.level = said.level;
                line.scope = Some(layer.scope.clone());
                line.reason.clone_from(&layer.reason);
            }
            let quiet = line.level == Level::Default && line.unused.is_empty();
            if !(quiet && matches!(key, Key::Priority(_))) {
                lines.push(line);
            }
        }
        lines
    }
}

/// A key nobody says anything of.
fn untouched(key: Key, settings: &PointSettings) -> Explained {
    Explained {
        key,
        value: default_of(key, settings),
        unit: unit(key, settings.unit).map(str::to_owned),
        level: Level::Default,
        scope: None,
        reason: None,
        overrides: Vec::new(),
        unused: Vec::new(),
    }
}

fn unit(key: Key, of_point: Unit) -> Option<&'static str> {
    match key.entry().kind {
        Kind::Quantity | Kind::Rate => Some(of_point.as_str()),
        Kind::Seconds { .. } => Some("s"),
        Kind::Percent { .. } => Some("%"),
        Kind::Priority => None,
    }
}

fn default_of(key: Key, settings: &PointSettings) -> Option<Value> {
    let nothing_said = || PointSettings { rules: RuleSet::default(), ..settings.clone() };
    match key {
        Key::OnDelay => Some(Value::Seconds(0)),
        Key::OffDelay => Some(Value::Seconds(if settings.sensor.is_gas() { GAS_OFF_DELAY_S } else { 0 })),
        Key::OfflineAfter => u32::try_from(nothing_said().offline_after().as_millis() / 1000).ok().map(Value::Seconds),
        Key::BatLimit => Some(Value::Percent(RuleSet::default().bat_limit())),
        Key::WarmUp => Some(Value::Seconds(WARM_UP_S)),
        Key::StuckAfter => Some(Value::Seconds(STUCK_AFTER_S)),
        Key::High
        | Key::HighHigh
        | Key::Low
        | Key::LowLow
        | Key::Deadband
        | Key::Rate
        | Key::Stel
        | Key::Twa
        | Key::Priority(_) => None,
    }
}

impl Unusable {
    fn text(self, settings: &PointSettings) -> String {
        match self {
            Self::OtherUnit => {
                format!("it is in {}, this point measures in {}", settings.sensor.unit(), settings.unit)
            }
            Self::NoUnit => "this level covers points of several units".to_owned(),
        }
    }
}
