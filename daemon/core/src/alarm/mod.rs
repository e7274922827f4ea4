//! What an alarm is: conditions, their judge, the life of an occurrence, and the record of both.

mod condition;
mod occurrence;
mod transition;

pub use condition::{Condition, Priority};
pub use occurrence::{LifeState, Occurrence};
pub use transition::{Actor, Notice, Source, SystemCause, Transition, TransitionKind, Withheld};
