//! `mcsctl notify route …`.

use clap::{Args, Subcommand};
use mcs_core::{
    alarm::{Condition, Priority},
    id::ShortName,
    notice::Route,
    sensor::SensorType,
};

use super::{RemoveArgs, value};
use crate::cli::value::sensor;

/// The order of a new route.
const USUAL_ORDER: u32 = 100;

/// The verbs of `notify route`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl notify route list
  mcsctl notify route set tanks --area tank-farm --group shift,chiefs")]
pub(crate) enum RouteCommand {
    /// List routes in the order in which they are asked
    #[command(after_help = "\
Examples:
  mcsctl notify route list
  mcsctl notify route list -o json")]
    List,
    /// Make a route or change one; a list that is named takes the place of the one there was
    ///
    /// Of all routes that fit an alarm the first by its order holds; an alarm no route fits is told to every group. The first group
    /// is told at once, each further one if nobody acknowledges.
    #[command(after_help = "\
Examples:
  mcsctl notify route set tanks --area tank-farm --priority critical,high --group shift,chiefs
  mcsctl notify route set power --type LOW_BAT,WEAK_SIGNAL --group maintenance --order 10
  mcsctl notify route set tanks --any-priority")]
    Set(SetArgs),
    /// Remove a route
    #[command(after_help = "\
Examples:
  mcsctl notify route remove tanks
  mcsctl notify route remove tanks --yes")]
    Remove(RemoveArgs),
}

/// `notify route set`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own on the command line")]
pub(crate) struct SetArgs {
    /// The route's name
    pub(crate) name: ShortName,
    /// Smaller is asked first; 100 for a new route
    #[arg(long, value_name = "NUMBER")]
    pub(crate) order: Option<u32>,
    /// Only alarms of these priorities
    #[arg(long = "priority", value_delimiter = ',', value_parser = value::priority(), conflicts_with = "any_priority")]
    pub(crate) priorities: Vec<Priority>,
    /// Alarms of every priority
    #[arg(long)]
    pub(crate) any_priority: bool,
    /// Only alarms in these areas
    #[arg(long = "area", value_name = "NAME", value_delimiter = ',', conflicts_with = "any_area")]
    pub(crate) areas: Vec<ShortName>,
    /// Alarms in every area, and those of the system
    #[arg(long)]
    pub(crate) any_area: bool,
    /// Only alarms of points of these sensor types
    #[arg(long = "sensor", value_name = "TYPE", value_delimiter = ',', value_parser = sensor(), hide_possible_values = true, conflicts_with = "any_sensor")]
    pub(crate) sensors: Vec<SensorType>,
    /// Alarms of every sensor type, and those of the system
    #[arg(long)]
    pub(crate) any_sensor: bool,
    /// Only alarms of these types, e.g. HIGH_HIGH
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',', value_parser = value::condition(), hide_possible_values = true, conflicts_with = "any_type")]
    pub(crate) types: Vec<Condition>,
    /// Alarms of every type
    #[arg(long)]
    pub(crate) any_type: bool,
    /// Who is told, in the order of escalation
    #[arg(long = "group", value_name = "NAME", value_delimiter = ',')]
    pub(crate) groups: Vec<ShortName>,
    /// Only show what would be done
    #[arg(long)]
    pub(crate) dry_run: bool,
}

impl SetArgs {
    /// The route as it shall be, from what it is now.
    pub(crate) fn applied_to(&self, now: Option<&Route>) -> Route {
        let mut route = now.cloned().unwrap_or_else(|| Route {
            name: self.name.clone(),
            order: USUAL_ORDER,
            priorities: Vec::new(),
            areas: Vec::new(),
            sensors: Vec::new(),
            conditions: Vec::new(),
            groups: Vec::new(),
        });
        route.order = self.order.unwrap_or(route.order);
        replace(&mut route.priorities, &self.priorities, self.any_priority);
        replace(&mut route.areas, &self.areas, self.any_area);
        replace(&mut route.sensors, &self.sensors, self.any_sensor);
        replace(&mut route.conditions, &self.types, self.any_type);
        replace(&mut route.groups, &self.groups, false);
        route
    }
}

fn replace<T: Clone>(list: &mut Vec<T>, with: &[T], any: bool) {
    if any || !with.is_empty() {
        *list = with.to_vec();
    }
}
