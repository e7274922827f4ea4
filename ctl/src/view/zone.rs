//! Zones with their votes.

use mcs_core::zone::{ZoneMember, ZoneState};

use crate::{
    output::{Cell, Column, Item, Tone},
    time::Zone,
};

/// What the zone holds when somebody set it up, so that CSV always has the same columns.
const ZONE: &[&str] = &["id", "name", "votes", "level", "degrade", "revision"];

impl Item for ZoneState {
    const COLUMNS: &'static [Column] = &[
        Column::text("NAME"),
        Column::text("RULE"),
        Column::text("LEVEL"),
        Column::number("MEMBERS"),
        Column::number("VOTES"),
        Column::number("NEEDED"),
        Column::text("BLIND"),
        Column::number("ALARM"),
        Column::text("NOW"),
        Column::text("DEGRADE").wide(),
    ];

    const OPTIONAL: &'static [(&'static str, &'static [&'static str])] = &[("zone", ZONE)];

    fn name(&self) -> String {
        self.name.to_string()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        let zone = self.zone.as_ref();
        let votes = |votes: u32| zone.map_or_else(|| Cell::or_dash(None::<&str>), |_| Cell::new(votes));
        vec![
            Cell::new(&self.name),
            match zone {
                Some(zone) => Cell::new(format!("{}oo{}", zone.votes, self.members.len())),
                None => Cell::new("no voting").tone(Tone::Warn),
            },
            Cell::or_dash(zone.map(|zone| zone.level.as_str())),
            Cell::new(self.members.len()),
            votes(self.votes),
            votes(self.needed),
            Cell::yes_no(self.blind).tone(if self.blind { Tone::Bad } else { Tone::Plain }),
            Cell::or_dash(self.alarm).tone(if self.alarm.is_some() { Tone::Bad } else { Tone::Dim }),
            Cell::new(&self.text),
            Cell::or_dash(zone.map(|zone| zone.degrade.as_str())),
        ]
    }

    fn facts(&self, zone: &Zone) -> Vec<(&'static str, Cell)> {
        let mut facts: Vec<_> = Self::COLUMNS.iter().map(|column| column.title).zip(self.cells(zone)).collect();
        facts.extend(self.members.iter().map(|member| ("MEMBER", Cell::new(line(member)))));
        facts
    }
}

/// A member in one line.
fn line(member: &ZoneMember) -> String {
    let mut line = member.sn.to_string();
    let mut say = |what: &str| {
        line.push_str(", ");
        line.push_str(what);
    };
    if member.votes {
        say(if member.unknown.is_some() { "votes (held)" } else { "votes" });
    }
    if let Some(why) = member.unknown {
        say(why.as_str());
    }
    if member.masked {
        say("masked");
    }
    line
}
