//! `mcsctl notify simulate`.

use clap::Args;
use mcs_core::{
    alarm::{Condition, Priority, SystemCause},
    id::SerialNumber,
};

use super::value;
use crate::time::Moment;

/// `notify simulate`.
#[derive(Debug, Args)]
pub(crate) struct SimulateArgs {
    /// The device whose alarm it would be; none for an alarm of the system
    #[arg(long, value_name = "SN", required_unless_present = "cause")]
    pub(crate) sn: Option<SerialNumber>,
    /// The type of the alarm
    #[arg(long = "type", value_name = "TYPE", value_parser = value::condition(), hide_possible_values = true)]
    pub(crate) condition: Condition,
    /// The cause of an alarm of the system
    #[arg(long, value_name = "CAUSE", value_parser = value::cause(), hide_possible_values = true, conflicts_with = "sn")]
    pub(crate) cause: Option<SystemCause>,
    /// Another priority than it would have
    #[arg(long, value_parser = value::priority())]
    pub(crate) priority: Option<Priority>,
    /// When it would be raised; now if not given
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<Moment>,
}
