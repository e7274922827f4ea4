//! What a plant's readings say about the plant: trends, completeness, and the health of each sensor with reasons.
//!
//! Fed one reading at a time and never holding them: what is kept for a sensor is bounded, whatever the number of readings,
//! by the number of days they span. Whoever has readings may ask here, from files without a daemon or from a live plant.
//!
//! ```text
//!  sample ──▶ Analysis ──▶ one SensorStats a sensor ──▶ judge ──▶ Report with findings, worst sensor first
//!                 └──────▶ Heat: hour × weekday
//! ```
//!
//! Nothing here raises an alarm or decides what a plant does now.

mod bucket;
mod calendar;
mod crossing;
mod day;
mod finding;
mod heat;
mod judge;
mod level;
mod mark;
mod noise;
mod plant;
mod report;
mod robust;
mod run;
mod sample;
mod sensor;
mod signal;
mod sketch;
mod spacing;

pub use finding::{Finding, FindingKind, Severity};
pub use heat::{Grid, Heat, Layer, LayerReport};
pub use mark::Mark;
pub use plant::Analysis;
pub use report::{
    Battery, Completeness, Crossings, DayReport, Drift, DropOut, ErrorCode, HourReport, Marks, Noise, Period, Report,
    SensorReport, Signal, Stuck, Unheard, Values, Verdict,
};
pub use sample::{Known, Sample};
pub use sketch::Sketch;

#[cfg(test)]
mod tests;
