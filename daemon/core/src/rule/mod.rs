//! What points are judged by, at four levels: the site, a sensor type, an instrument, the point itself.
//!
//! ```text
//!  default ◀ site ◀ type ◀ instrument ◀ point     resolve     PointRules
//!          each says some of the keys          ─────────────▶ (crate::alarm)
//! ```
//!
//! A level nearer to the point overrides the one before it, key by key. [`lint`](lint::lint) compares what comes of it with what
//! regulations recommend; [`Trial`] and [`Replay`] feed readings through it without touching anything.

mod change;
mod explain;
mod key;
mod layer;
pub mod lint;
mod replay;
mod scope;
mod trial;

pub use change::{Affected, Assignment, RuleChange, RuleOutcome, Shift};
pub use explain::{Explained, Said, Unused};
pub use key::{Entry, Key, KeyError, Kind, Value};
pub use layer::{Layers, Resolved, RuleLayer};
pub use replay::{ConditionTally, PointReplay, Replay, ReplayTotals, Replaying, Stood};
pub use scope::{Level, Scope, ScopeError};
pub use trial::{Proposed, Trial};
