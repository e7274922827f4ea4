//! What an alarm is: conditions, their judge, the life of an occurrence, and the record of both.
//!
//! ```text
//!                  rule                  judge              life
//!  reading ─────▶ evidence per condition ─────▶ RAISE, RTN ─────▶ state, notice owed ─────▶ transition
//! ```
//!
//! [`PointAlarms`] does this for one point and [`SystemAlarms`] for the daemon itself; both return [`Changes`], which the
//! caller commits together with the reading that caused them.

mod changes;
mod condition;
mod deadline;
mod desk;
pub mod judge;
pub mod life;
mod mask;
mod masked;
mod masking;
mod occurrence;
mod point;
mod refusal;
mod rule;
mod standing;
mod system;
mod track;
mod transition;
mod window;

pub use changes::{Changes, Mint};
pub use condition::{Condition, Priority};
pub use deadline::Deadline;
pub use mask::{Freeze, Masks};
pub use masked::{Mask, MaskChange, MaskKind, MaskStep, TestEvidence};
pub use masking::{AlarmRef, Hidden, MaskRefusal, MaskWish, TwoPeople, Wisher};
pub use occurrence::{LifeState, Occurrence};
pub use point::{Judged, PointAlarms, PointSnapshot, Voltage};
pub use refusal::Refusal;
pub use rule::{CalibrationFacts, Direction, LevelRule, LimitError, LimitErrors, PointRules};
pub use system::{SystemAlarms, SystemSnapshot};
pub use transition::{Actor, Notice, Source, SystemCause, Transition, TransitionKind, Withheld};
