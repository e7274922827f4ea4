//! Who would be told of an alarm that is only supposed.

use mcs_core::{
    alarm::{Condition, Priority},
    id::{SerialNumber, ShortName},
    notice::{Directory, ItemKind, RouteTried, ScheduleSays, Supposed},
    sensor::SensorType,
    time::{Span, Timestamp},
};
use serde::Serialize;

use super::{
    delivery::{details, meaning},
    joined, names,
};
use crate::{
    output::{Cell, Column, Item, Tone},
    time::{Zone, spoken_in_two},
};

/// Who would be told what, when, and why not.
#[derive(Debug, Serialize)]
pub(crate) struct Simulated {
    sn: Option<SerialNumber>,
    name: Option<String>,
    area: Option<ShortName>,
    sensor: Option<SensorType>,
    #[serde(rename = "type")]
    condition: Condition,
    priority: Priority,
    at: Timestamp,
    outcome: &'static str,
    groups: Vec<ShortName>,
    until: Option<Timestamp>,
    /// none, open, ignored or held
    schedule: &'static str,
    routes: Vec<RouteTried>,
    everybody: bool,
    unreachable: Vec<ShortName>,
    repeats_every_s: Option<i64>,
    nobody_answered: Option<Timestamp>,
    pub(crate) steps: Vec<Step>,
}

/// One group that would be told something.
#[derive(Debug, Serialize)]
pub(crate) struct Step {
    at: Timestamp,
    after_s: i64,
    kind: ItemKind,
    group: ShortName,
    channels: Vec<ShortName>,
    contacts: Vec<ShortName>,
}

impl Simulated {
    /// With the people and channels of each group.
    pub(crate) fn new(supposed: Supposed, directory: &Directory) -> Self {
        let Supposed { sn, name, area, sensor, condition, priority, at, simulation } = supposed;
        let (groups, until, _) = details(Some(&simulation.outcome));
        let steps = simulation.steps.iter().flat_map(|step| {
            step.groups.iter().map(|group| Step {
                at: step.at,
                after_s: (step.at - at).as_millis() / 1_000,
                kind: step.kind,
                group: group.clone(),
                channels: channels(directory, group),
                contacts: directory.members(group.as_str()).into_iter().map(|contact| contact.name).collect(),
            })
        });
        Self {
            sn,
            name,
            area,
            sensor,
            condition,
            priority,
            at,
            outcome: simulation.outcome.as_str(),
            groups,
            until,
            schedule: match simulation.schedule {
                ScheduleSays::None => "none",
                ScheduleSays::Open => "open",
                ScheduleSays::Ignored => "ignored",
                ScheduleSays::Held { .. } => "held",
            },
            steps: steps.collect(),
            routes: simulation.routes,
            everybody: simulation.everybody,
            unreachable: simulation.unreachable,
            repeats_every_s: simulation.repeats_every.map(|every| every.as_millis() / 1_000),
            nobody_answered: simulation.nobody_answered,
        }
    }

    fn routed(&self) -> String {
        let mut said: Vec<String> = self
            .routes
            .iter()
            .map(|tried| match tried.why_not {
                None => format!("{} fits", tried.name),
                Some(why) => format!("{} is for another {}", tried.name, why.as_str()),
            })
            .collect();
        if self.everybody {
            said.push("none holds: every group is told".to_owned());
        }
        said.join("; ")
    }
}

/// The channels of a group that are used.
fn channels(directory: &Directory, group: &ShortName) -> Vec<ShortName> {
    let of_group = directory.group(group.as_str()).map_or(&[][..], |group| &group.channels);
    let enabled = |name: &&ShortName| directory.channel(name.as_str()).is_some_and(|channel| channel.enabled);
    of_group.iter().filter(enabled).cloned().collect()
}

impl Item for Simulated {
    const COLUMNS: &'static [Column] = &[
        Column::text("ALARM"),
        Column::text("PRIORITY"),
        Column::text("AT"),
        Column::text("OUTCOME"),
        Column::text("SCHEDULE"),
        Column::text("ROUTES"),
        Column::text("UNREACHABLE"),
        Column::text("REPEATS"),
        Column::text("NOBODY ANSWERED"),
    ];

    fn name(&self) -> String {
        self.condition.to_string()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        let place = [self.name.clone(), self.area.as_ref().map(ToString::to_string)];
        let place: Vec<String> = place.into_iter().flatten().collect();
        let of = self.sn.as_ref().map_or_else(String::new, |sn| format!(" of {sn}"));
        let place = if place.is_empty() { String::new() } else { format!(" ({})", joined(&place)) };
        let schedule = match self.schedule {
            "none" => "none is set",
            "ignored" => "closed, which alarms like this one ignore",
            "held" => "closed",
            other => other,
        };
        let repeats = self.repeats_every_s.map(|s| format!("every {} to all told", spoken_in_two(Span::secs(s))));
        vec![
            Cell::new(format!("{}{of}{place}", self.condition)),
            Cell::new(self.priority.as_str()),
            Cell::new(zone.show(self.at)),
            Cell::new(meaning(self.outcome, (&self.groups, self.until, None), zone))
                .tone(if self.outcome == "nobody" { Tone::Bad } else { Tone::Plain }),
            Cell::new(schedule),
            Cell::or_dash(Some(self.routed()).filter(|said| !said.is_empty())),
            names(&self.unreachable).tone(if self.unreachable.is_empty() { Tone::Dim } else { Tone::Warn }),
            Cell::or_dash(repeats),
            Cell::or_dash(self.nobody_answered.map(|at| zone.show(at))),
        ]
    }
}

impl Item for Step {
    const COLUMNS: &'static [Column] = &[
        Column::text("AFTER"),
        Column::text("KIND"),
        Column::text("GROUP"),
        Column::text("CHANNELS"),
        Column::text("CONTACTS"),
        Column::text("AT").wide(),
    ];

    fn name(&self) -> String {
        self.group.to_string()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        vec![
            Cell::new(spoken_in_two(Span::secs(self.after_s))),
            Cell::new(self.kind.as_str()),
            Cell::new(&self.group),
            names(&self.channels),
            names(&self.contacts),
            Cell::new(zone.show(self.at)),
        ]
    }
}
