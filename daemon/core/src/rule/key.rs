//! The catalogue of what a level can say: each key with its unit, what it means, and how its value is written.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::{
    alarm::{Condition, Priority},
    device::{Rate, RuleSet},
};

/// One thing a level can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the catalogue says what each means")]
pub enum Key {
    High,
    HighHigh,
    Low,
    LowLow,
    Deadband,
    OnDelay,
    OffDelay,
    OfflineAfter,
    BatLimit,
    Rate,
    Stel,
    Twa,
    WarmUp,
    StuckAfter,
    Priority(Condition),
}

/// What kind of value a key has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A number in the point's unit.
    Quantity,
    /// A number of the point's unit and the seconds in which it is reached.
    Rate,
    /// Whole seconds.
    Seconds {
        /// Smallest allowed.
        least: u32,
        /// Largest allowed.
        most: u32,
    },
    /// Whole percent.
    Percent {
        /// Largest allowed.
        most: u8,
    },
    /// low, medium, high or critical.
    Priority,
}

/// A line of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// What kind of value it has.
    pub kind: Kind,
    /// What it means.
    pub what: &'static str,
    /// A value it may have.
    pub example: &'static str,
}

/// A value of a key.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// In the point's unit.
    Quantity(f64),
    /// A rise within a window.
    Rate(Rate),
    /// Seconds.
    Seconds(u32),
    /// Percent.
    Percent(u8),
    /// How urgent.
    Priority(Priority),
}

/// What is no key, or no value of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// No such key.
    #[error("{given:?} is no key; the keys are {}", Key::names())]
    Unknown {
        /// As given.
        given: String,
    },
    /// Not a value of it.
    #[error("{key}={given} cannot be; give {wants}")]
    Value {
        /// The key.
        key: Key,
        /// As given.
        given: String,
        /// What it takes.
        wants: String,
    },
    /// Not `KEY=VALUE`.
    #[error("{given:?} is no KEY=VALUE; give e.g. high=1000")]
    Shape {
        /// As given.
        given: String,
    },
}

const fn entry(kind: Kind, what: &'static str, example: &'static str) -> Entry {
    Entry { kind, what, example }
}

const fn seconds(least: u32, most: u32) -> Kind {
    Kind::Seconds { least, most }
}

impl Key {
    /// Every key but the priorities.
    pub const PLAIN: [Self; 14] = [
        Self::High,
        Self::HighHigh,
        Self::Low,
        Self::LowLow,
        Self::Deadband,
        Self::OnDelay,
        Self::OffDelay,
        Self::OfflineAfter,
        Self::BatLimit,
        Self::Rate,
        Self::Stel,
        Self::Twa,
        Self::WarmUp,
        Self::StuckAfter,
    ];

    /// Every key. The alarms of zones and of the system are no point's, and have no key here.
    pub fn all() -> impl Iterator<Item = Self> {
        let of_points = |condition: &Condition| !matches!(condition, Condition::Zone | Condition::System);
        Self::PLAIN.into_iter().chain(Condition::ALL.into_iter().filter(of_points).map(Self::Priority))
    }

    /// Its name, without the condition of a priority.
    const fn word(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::HighHigh => "high-high",
            Self::Low => "low",
            Self::LowLow => "low-low",
            Self::Deadband => "deadband",
            Self::OnDelay => "on-delay",
            Self::OffDelay => "off-delay",
            Self::OfflineAfter => "offline-after",
            Self::BatLimit => "bat-limit",
            Self::Rate => "rate",
            Self::Stel => "stel",
            Self::Twa => "twa",
            Self::WarmUp => "warm-up",
            Self::StuckAfter => "stuck-after",
            Self::Priority(_) => "priority",
        }
    }

    fn names() -> String {
        let mut names: Vec<&str> = Self::PLAIN.into_iter().map(Self::word).collect();
        names.push("priority.CONDITION");
        names.join(", ")
    }

    /// The key with this name.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let unknown = || KeyError::Unknown { given: text.to_owned() };
        Self::all().find(|key| key.to_string().eq_ignore_ascii_case(text)).ok_or_else(unknown)
    }

    /// Its line of the catalogue.
    pub const fn entry(self) -> Entry {
        match self {
            Self::High => entry(Kind::Quantity, "A1: alarm at or above it", "1000"),
            Self::HighHigh => entry(Kind::Quantity, "A2: alarm at or above it", "2000"),
            Self::Low => entry(Kind::Quantity, "alarm at or below it", "19.5"),
            Self::LowLow => entry(Kind::Quantity, "second alarm at or below it", "18"),
            Self::Deadband => entry(Kind::Quantity, "how far beyond a limit an alarm ends", "0.5"),
            Self::OnDelay => {
                entry(seconds(0, 3600), "how long a value stands over a limit before it is an alarm", "10")
            }
            Self::OffDelay => entry(seconds(0, 3600), "how long a value is clear before the alarm returns", "30"),
            Self::OfflineAfter => entry(seconds(3, 65_535), "silence after which the point is offline", "90"),
            Self::BatLimit => entry(Kind::Percent { most: 95 }, "charge below which the battery is low", "20"),
            Self::Rate => entry(Kind::Rate, "a rise (of oxygen: a fall) that is an alarm, as step/seconds", "10/60"),
            Self::Stel => entry(Kind::Quantity, "limit of the mean over 15 minutes", "30"),
            Self::Twa => entry(Kind::Quantity, "limit of the mean over 8 hours", "16"),
            Self::WarmUp => entry(seconds(5, 3000), "warm-up after power-on", "30"),
            Self::StuckAfter => {
                entry(seconds(3600, 31_536_000), "stillness of the voltage after which the sensor is stuck", "6h")
            }
            Self::Priority(_) => entry(Kind::Priority, "how urgent alarms of this condition are", "high"),
        }
    }

    /// Whether its value is in the point's unit, and means nothing where no unit is known.
    pub const fn measured(self) -> bool {
        matches!(self.entry().kind, Kind::Quantity | Kind::Rate)
    }

    /// Reads a value.
    pub fn value(self, text: &str) -> Result<Value, KeyError> {
        let read = match self.entry().kind {
            Kind::Quantity => number(text).map(Value::Quantity),
            Kind::Rate => rate(text).map(Value::Rate),
            Kind::Seconds { least, most } => {
                whole_seconds(text).filter(|s| (least..=most).contains(s)).map(Value::Seconds)
            }
            Kind::Percent { most } => {
                let number = text.strip_suffix('%').unwrap_or(text).trim();
                number.parse().ok().filter(|percent| *percent <= most).map(Value::Percent)
            }
            Kind::Priority => Priority::parse(text).map(Value::Priority),
        };
        read.ok_or_else(|| KeyError::Value { key: self, given: text.to_owned(), wants: self.wants() })
    }

    fn wants(self) -> String {
        let example = self.entry().example;
        match self.entry().kind {
            Kind::Quantity => format!("a number in the point's unit, e.g. {example}"),
            Kind::Rate => format!("a step of more than 0 and a window of 1 to 300 s, e.g. {example}"),
            Kind::Seconds { least, most } => format!("{least} to {most} seconds, e.g. {example}"),
            Kind::Percent { most } => format!("0 to {most} percent, e.g. {example}"),
            Kind::Priority => "low, medium, high or critical".to_owned(),
        }
    }

    /// What a level says of it.
    pub fn get(self, rules: &RuleSet) -> Option<Value> {
        let short = |s: Option<u16>| s.map(|s| Value::Seconds(s.into()));
        match self {
            Self::High => rules.limits.high.map(Value::Quantity),
            Self::HighHigh => rules.limits.high_high.map(Value::Quantity),
            Self::Low => rules.limits.low.map(Value::Quantity),
            Self::LowLow => rules.limits.low_low.map(Value::Quantity),
            Self::Deadband => rules.deadband.map(Value::Quantity),
            Self::OnDelay => short(rules.on_delay_s),
            Self::OffDelay => short(rules.off_delay_s),
            Self::OfflineAfter => short(rules.offline_after_s),
            Self::BatLimit => rules.bat_limit.map(Value::Percent),
            Self::Rate => rules.rate.map(Value::Rate),
            Self::Stel => rules.stel.map(Value::Quantity),
            Self::Twa => rules.twa.map(Value::Quantity),
            Self::WarmUp => short(rules.warm_up_s),
            Self::StuckAfter => rules.stuck_after_s.map(Value::Seconds),
            Self::Priority(condition) => rules.priorities.get(&condition).copied().map(Value::Priority),
        }
    }

    /// Says it, or says nothing of it any more. A value of another kind says nothing.
    pub fn put(self, rules: &mut RuleSet, value: Option<Value>) {
        let quantity = value.and_then(Value::quantity);
        let seconds = value.and_then(Value::seconds);
        let short = seconds.and_then(|s| u16::try_from(s).ok());
        match self {
            Self::High => rules.limits.high = quantity,
            Self::HighHigh => rules.limits.high_high = quantity,
            Self::Low => rules.limits.low = quantity,
            Self::LowLow => rules.limits.low_low = quantity,
            Self::Deadband => rules.deadband = quantity,
            Self::OnDelay => rules.on_delay_s = short,
            Self::OffDelay => rules.off_delay_s = short,
            Self::OfflineAfter => rules.offline_after_s = short,
            Self::BatLimit => rules.bat_limit = value.and_then(Value::percent),
            Self::Rate => rules.rate = value.and_then(Value::rate),
            Self::Stel => rules.stel = quantity,
            Self::Twa => rules.twa = quantity,
            Self::WarmUp => rules.warm_up_s = short,
            Self::StuckAfter => rules.stuck_after_s = seconds,
            Self::Priority(condition) => match value.and_then(Value::priority) {
                Some(priority) => drop(rules.priorities.insert(condition, priority)),
                None => drop(rules.priorities.remove(&condition)),
            },
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Priority(condition) => f.pad(&format!("priority.{condition}")),
            plain => f.pad(plain.word()),
        }
    }
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Value {
    const fn quantity(self) -> Option<f64> {
        if let Self::Quantity(x) = self { Some(x) } else { None }
    }
    const fn rate(self) -> Option<Rate> {
        if let Self::Rate(rate) = self { Some(rate) } else { None }
    }
    const fn seconds(self) -> Option<u32> {
        if let Self::Seconds(s) = self { Some(s) } else { None }
    }
    const fn percent(self) -> Option<u8> {
        if let Self::Percent(percent) = self { Some(percent) } else { None }
    }
    const fn priority(self) -> Option<Priority> {
        if let Self::Priority(priority) = self { Some(priority) } else { None }
    }
}

/// As it is written behind `KEY=`.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quantity(x) => write!(f, "{x}"),
            Self::Rate(Rate { window_s, step }) => write!(f, "{step}/{window_s}"),
            Self::Seconds(s) => write!(f, "{s}"),
            Self::Percent(percent) => write!(f, "{percent}"),
            Self::Priority(priority) => f.write_str(priority.as_str()),
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Quantity(x) => serializer.serialize_f64(*x),
            Self::Rate(rate) => rate.serialize(serializer),
            Self::Seconds(s) => serializer.serialize_u32(*s),
            Self::Percent(percent) => serializer.serialize_u8(*percent),
            Self::Priority(priority) => serializer.serialize_str(priority.as_str()),
        }
    }
}

fn number(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|x| x.is_finite())
}

fn rate(text: &str) -> Option<Rate> {
    let (step, window) = text.split_once('/')?;
    let step = number(step.trim()).filter(|step| *step > 0.0)?;
    let window_s = u16::try_from(whole_seconds(window.trim())?).ok().filter(|s| (1..=300).contains(s))?;
    Some(Rate { window_s, step })
}

/// `90`, `90s`, `2m`, `6h`.
fn whole_seconds(text: &str) -> Option<u32> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = match &text[digits.len()..] {
        "" | "s" => 1,
        "m" | "min" => 60,
        "h" => 3600,
        _ => return None,
    };
    digits.parse::<u32>().ok()?.checked_mul(factor)
}
