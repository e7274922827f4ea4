//! People, groups of them, routes to the groups, and what a change of them did.

use mcs_core::{
    alarm::Priority,
    notice::{Changed, Contact, Effect, Group, Route},
    sensor::SensorType,
};

use super::names;
use crate::{
    output::{Cell, Column, Item, Tone},
    time::Zone,
};

impl Item for Contact {
    const COLUMNS: &'static [Column] = &[
        Column::text("NAME"),
        Column::text("FULL NAME"),
        Column::text("EMAIL"),
        Column::text("PHONE"),
        Column::text("LANGUAGE"),
        Column::text("ENABLED"),
    ];

    fn name(&self) -> String {
        self.name.to_string()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![
            Cell::new(&self.name),
            Cell::or_dash(self.full_name.as_ref()),
            Cell::or_dash(self.email.as_ref()),
            Cell::or_dash(self.phone.as_ref()),
            Cell::new(self.language.as_str()),
            Cell::yes_no(self.enabled).tone(if self.enabled { Tone::Plain } else { Tone::Dim }),
        ]
    }
}

impl Item for Group {
    const COLUMNS: &'static [Column] = &[Column::text("NAME"), Column::text("CHANNELS"), Column::text("CONTACTS")];

    fn name(&self) -> String {
        self.name.to_string()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![Cell::new(&self.name), names(&self.channels), names(&self.contacts)]
    }
}

impl Item for Route {
    const COLUMNS: &'static [Column] = &[
        Column::number("ORDER"),
        Column::text("NAME"),
        Column::text("PRIORITIES"),
        Column::text("AREAS"),
        Column::text("SENSORS"),
        Column::text("TYPES"),
        Column::text("GROUPS"),
    ];

    fn name(&self) -> String {
        self.name.to_string()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        let priorities: Vec<&str> = self.priorities.iter().copied().map(Priority::as_str).collect();
        let sensors: Vec<&str> = self.sensors.iter().copied().map(SensorType::as_str).collect();
        vec![
            Cell::new(self.order),
            Cell::new(&self.name),
            any(&priorities),
            any(&self.areas),
            any(&sensors),
            any(&self.conditions),
            Cell::new(self.groups.iter().map(ToString::to_string).collect::<Vec<_>>().join(" → ")),
        ]
    }
}

fn any<T: std::fmt::Display>(list: &[T]) -> Cell {
    if list.is_empty() { Cell::new("any").tone(Tone::Dim) } else { names(list) }
}

impl Item for Changed {
    const COLUMNS: &'static [Column] = &[Column::text("KIND"), Column::text("NAME"), Column::text("EFFECT")];

    fn name(&self) -> String {
        self.name.to_string()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        let tone = match self.effect {
            Effect::Made | Effect::Changed => Tone::Good,
            Effect::Removed => Tone::Warn,
            Effect::Same => Tone::Dim,
        };
        vec![Cell::new(self.kind), Cell::new(&self.name), Cell::new(self.effect.as_str()).tone(tone)]
    }
}
