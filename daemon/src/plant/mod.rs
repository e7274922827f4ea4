//! The one owner of living state: registry, last readings, alarm states. Waits asynchronously, applies synchronously.
//!
//! Everything it decides in one turn becomes one [`crate::store::Commit`]; nothing it decides is told before that commit
//! is durable, unless the commit is late: then alarms go out early, marked unrecorded.

mod handle;

mod causes;

mod mint;

mod counters;

mod point;

mod state;

mod boot;

mod hear;

mod link;

mod registry;

mod credential;

mod rules;

mod alarms;

mod map;

mod mask;

mod silence;

mod view;

mod zone;

mod watch;

mod feed;

mod task;

pub use boot::{BootError, Surroundings};
pub use causes::Causes;
pub use counters::PlantCounters;
pub use feed::{EarlyAlarms, Feed};
pub use handle::{AckAllOutcome, Ask, PlantError, PlantHandle, Reply};
pub use map::{MapAsk, MapError};
pub use mask::{Asker, MaskAsk};
pub use state::{Confirmed, Plant};
pub use task::run;
