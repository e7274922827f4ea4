//! What holds for all notices.

use mcs_core::{notice::Policy, time::Span};

use crate::{
    output::{Cell, Column, Item, Tone},
    time::{Zone, spoken_in_two},
};

impl Item for Policy {
    const COLUMNS: &'static [Column] = &[
        Column::text("DEBOUNCE"),
        Column::text("SCHEDULE"),
        Column::text("OVERRIDE"),
        Column::text("LANGUAGE"),
        Column::text("HEARTBEAT"),
        Column::text("ALIVE"),
    ];

    const OPTIONAL: &'static [(&'static str, &'static [&'static str])] =
        &[("schedule", &["days", "start", "end"]), ("schedule_override", &["by", "reason", "until"])];

    fn name(&self) -> String {
        "site".to_owned()
    }

    fn cells(&self, zone: &Zone) -> Vec<Cell> {
        let over = self.schedule_override.as_ref().map(|over| {
            format!("high alarms wait too, until {}: {} ({})", zone.show(over.until), over.reason, over.by)
        });
        vec![
            Cell::new(spoken_in_two(Span::secs(self.debounce_s.into()))),
            Cell::new(self.schedule.map_or_else(|| "always".to_owned(), |schedule| schedule.to_string())),
            Cell::or_dash(over).tone(if self.schedule_override.is_some() { Tone::Warn } else { Tone::Dim }),
            Cell::new(self.language.as_str()),
            Cell::or_dash(self.heartbeat_url.as_ref()),
            Cell::or_dash(self.alive_at.map(|(hour, minute)| format!("{hour:02}:{minute:02}"))),
        ]
    }
}
