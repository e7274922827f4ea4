//! What an alarm is: conditions, their judge, the life of an occurrence, and the record of both.
//!
//! ```text
//!                  rule                  judge              life
//!  reading ─────▶ evidence per condition ─────▶ RAISE, RTN ─────▶ state, notice owed ─────▶ transition
//! ```
//!
//! [`PointAlarms`] does this for one point, [`ZoneAlarms`] for points that vote together and [`SystemAlarms`] for the daemon
//! itself; all return [`Changes`], which the caller commits together with the reading that caused them.

mod changes;
mod condition;
mod deadline;
mod desk;
pub mod judge;
mod lasting;
pub mod life;
mod mask;
mod masked;
mod masking;
mod occurrence;
mod point;
mod refusal;
mod response;
mod rule;
mod standing;
mod system;
mod track;
mod transition;
mod window;
mod zone;

pub use changes::{Changes, Mint};
pub use condition::{Condition, Priority};
pub use deadline::Deadline;
pub use lasting::Lasting;
pub use mask::{Freeze, Masks};
pub use masked::{Mask, MaskChange, MaskKind, MaskStep, TestEvidence};
pub use masking::{AlarmRef, Hidden, MaskRefusal, MaskWish, TwoPeople, Wisher};
pub use occurrence::{LifeState, Occurrence};
pub use point::{Judged, PointAlarms, PointSnapshot, Voltage};
pub use refusal::Refusal;
pub use response::Response;
pub use rule::{CalibrationFacts, Direction, LevelRule, LimitError, LimitErrors, PointRules};
pub use system::{SystemAlarms, SystemSnapshot};
pub use transition::{Actor, Notice, Source, SystemCause, Transition, TransitionKind, Withheld};
pub use zone::{Ballot, Member, Poll, ZoneAlarms, ZoneSnapshot};
