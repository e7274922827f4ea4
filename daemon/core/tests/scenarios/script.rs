//! The words of a scenario.

use std::collections::BTreeMap;

use serde::Deserialize;

/// One scenario.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Script {
    /// What it shows, in a sentence.
    #[serde(rename = "title")]
    pub(crate) _title: String,
    /// How the point is set; `EX`, 0 to 100 %LEL with A1 25 and A2 50, unless said otherwise.
    #[serde(default)]
    pub(crate) point: Settings,
    /// The number of the first alarm.
    #[serde(default = "one")]
    pub(crate) first_alarm: u64,
    /// What happens.
    pub(crate) steps: Vec<Step>,
}

const fn one() -> u64 {
    1
}

/// How the point is set.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    #[serde(rename = "type")]
    pub(crate) sensor: Option<String>,
    pub(crate) range: Option<[f64; 2]>,
    pub(crate) high: Option<f64>,
    pub(crate) high_high: Option<f64>,
    pub(crate) low: Option<f64>,
    pub(crate) low_low: Option<f64>,
    pub(crate) deadband: Option<f64>,
    pub(crate) on_delay: Option<u16>,
    pub(crate) off_delay: Option<u16>,
    pub(crate) period: Option<u16>,
    pub(crate) unit: Option<String>,
    /// Seconds and step.
    pub(crate) rate: Option<(u16, f64)>,
    pub(crate) stel: Option<f64>,
    pub(crate) twa: Option<f64>,
    pub(crate) warm_up: Option<u16>,
    pub(crate) stuck_after: Option<u32>,
    /// No limit is filled in.
    #[serde(default)]
    pub(crate) no_limits: bool,
    #[serde(default)]
    pub(crate) no_calibration: bool,
}

/// One moment: what happens and what must come of it.
#[expect(clippy::struct_excessive_bools, reason = "the words of a file, not states of anything")]
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    /// Time of day, also the time of receipt.
    pub(crate) at: String,

    /// The device reports this value,
    pub(crate) reads: Option<f64>,
    /// again and again until then, every 10 s,
    pub(crate) until: Option<String>,
    /// in turn with this one, each for so many seconds,
    pub(crate) in_turn: Option<(f64, i64)>,
    /// or no voltage,
    #[serde(default)]
    pub(crate) no_voltage: bool,
    /// with its own time, where that differs,
    pub(crate) ts: Option<String>,
    /// an error code,
    #[serde(default)]
    pub(crate) err: u16,
    /// a battery charge,
    pub(crate) bat: Option<f64>,
    /// and a signal strength
    pub(crate) rssi: Option<f64>,
    /// on this network.
    pub(crate) net: Option<String>,
    /// Its counter shows that it was powered on.
    #[serde(default)]
    pub(crate) powered_on: bool,
    /// The device sends an array of readings.
    pub(crate) array: Option<Array>,
    /// A frame cannot be read.
    #[serde(default)]
    pub(crate) garbage: bool,
    /// The device's will is published.
    #[serde(default)]
    pub(crate) will: bool,

    /// Somebody acknowledges the open alarm of this type,
    pub(crate) ack: Option<String>,
    /// or the alarm with this number,
    pub(crate) ack_number: Option<u64>,
    /// or every alarm that was listed,
    #[serde(default)]
    pub(crate) ack_listed: bool,
    /// or resets the alarm of this type,
    pub(crate) reset: Option<String>,
    /// having verified the sensor thus.
    pub(crate) verified: Option<String>,
    /// By name; `wang` unless said otherwise.
    pub(crate) by: Option<String>,
    /// It is refused for this reason.
    pub(crate) refused: Option<String>,
    /// The point is inhibited until then,
    pub(crate) inhibit: Option<String>,
    /// or put out of service until then,
    pub(crate) out_of_service: Option<String>,
    /// or the alarm of this type is shelved until then,
    pub(crate) shelve: Option<(String, String)>,
    /// while somebody watches.
    pub(crate) watcher: Option<String>,
    /// That ends before its time: `inhibited`, `out-of-service`, or the type of a shelved alarm.
    pub(crate) unmask: Option<String>,
    /// Somebody tries the way with a drill of this type,
    pub(crate) drill: Option<String>,
    /// and ends it.
    pub(crate) end_drill: Option<String>,
    /// The link to the broker is `broken`, `lost`, or `back`.
    pub(crate) link: Option<String>,
    /// The list of alarms is looked at.
    #[serde(default)]
    pub(crate) lists: bool,
    /// The point's settings change to these.
    pub(crate) set: Option<Settings>,
    /// The point is retired for this reason.
    pub(crate) retire: Option<String>,

    /// The server's clock was moved forward by so many seconds just before.
    pub(crate) clock_stepped: Option<i64>,
    /// The daemon stood still and listens again.
    #[serde(default)]
    pub(crate) listens: bool,
    /// The daemon is killed.
    #[serde(default)]
    pub(crate) killed: bool,
    /// It listens again.
    #[serde(default)]
    pub(crate) ready: bool,

    /// The transitions, in order: type and kind, then any of state, notice, priority, value, limit, `measured`, `by`,
    /// `comment`, separated by commas. The notice must be said.
    #[serde(default)]
    pub(crate) then: Vec<String>,
    /// Open alarms by type: state, then any of `held`, `masked`, `value`, `peak`, `text`, priority. `normal`: none is open.
    #[serde(default)]
    pub(crate) shows: BTreeMap<String, String>,
    /// What stands: the kind of each mask, the alarm it hides, and until when. Nothing else does.
    pub(crate) masks: Option<Vec<String>>,
    /// What was seen under the mask that ended: the alarm, how often, and the worst value.
    pub(crate) seen: Option<Vec<String>>,
    /// How fresh the point's value is.
    pub(crate) freshness: Option<String>,
    /// What is counting down.
    pub(crate) pending: Option<String>,
}

/// An array of readings, a constant value between the times at which it changes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Array {
    pub(crate) from: String,
    pub(crate) to: String,
    /// Time and value from then on.
    pub(crate) values: Vec<(String, f64)>,
    /// Seconds between readings.
    #[serde(default = "ten")]
    pub(crate) every: i64,
    /// Whether each comes as a frame of its own.
    #[serde(default)]
    pub(crate) singly: bool,
}

const fn ten() -> i64 {
    10
}
