//! How the daemon is doing.

use mcs_core::status::{Status, StoreState};

use super::size;
use crate::{
    output::{Cell, Column, Item, Tone},
    time::{Zone, spoken},
};

impl Item for Status {
    const COLUMNS: &'static [Column] = &[
        Column::text("SITE"),
        Column::text("VERSION"),
        Column::number("DEVICES"),
        Column::number("LIVE"),
        Column::number("OFFLINE"),
        Column::number("UNACKED"),
        Column::text("STORE"),
    ];

    const PASSING: &'static [&'static str] = &["now"];
    const ALONE: bool = true;

    fn name(&self) -> String {
        self.site.clone()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![
            Cell::new(&self.site),
            Cell::new(&self.version),
            Cell::new(self.devices),
            Cell::new(self.live),
            Cell::new(self.offline),
            Cell::new(self.unacked),
            Cell::new(self.store.as_str()),
        ]
    }

    fn facts(&self, zone: &Zone) -> Vec<(&'static str, Cell)> {
        let up = spoken(self.now - self.started);
        let trouble = self.offline + self.fault > 0;
        vec![
            ("SITE", Cell::new(&self.site)),
            ("TIME", Cell::new(format!("{} ({})", zone.show(self.now), self.tz))),
            ("DAEMON", Cell::new(format!("{}, up {up}, since {}", self.version, zone.show(self.started)))),
            (
                "DEVICES",
                Cell::new(format!(
                    "{}: {} live, {} stale, {} offline, {} in fault, {} not commissioned",
                    self.devices, self.live, self.stale, self.offline, self.fault, self.not_commissioned
                ))
                .tone(if trouble { Tone::Warn } else { Tone::Plain }),
            ),
            (
                "ALARMS",
                Cell::new(format!("{} unacknowledged, {} active", self.unacked, self.active)).tone(
                    if self.unacked > 0 {
                        Tone::Bad
                    } else if self.active > 0 {
                        Tone::Warn
                    } else {
                        Tone::Good
                    },
                ),
            ),
            (
                "JOBS",
                if self.failing_jobs.is_empty() {
                    Cell::new("the newest run of each is done")
                } else {
                    Cell::new(format!("not done: {}; see mcsctl job list", self.failing_jobs.join(", ")))
                        .tone(Tone::Bad)
                },
            ),
            ("DISCOVERED", Cell::new(format!("{} unknown devices", self.discovered))),
            (
                "READINGS",
                Cell::new(format!(
                    "{} heard, {} committed, {} unrecorded",
                    self.readings, self.committed, self.unrecorded
                ))
                .tone(if self.unrecorded > 0 { Tone::Bad } else { Tone::Plain }),
            ),
            (
                "STORE",
                Cell::new(format!(
                    "{}, last commit {:.1} ms, {}, {:.0} % of the disk free",
                    self.store.as_str(),
                    self.commit_us as f64 / 1e3,
                    size(self.store_bytes),
                    self.disk_free_percent
                ))
                .tone(store_tone(self.store)),
            ),
            ("MQTT", listening(self.connections, &self.mqtt)),
        ]
    }
}

const fn store_tone(store: StoreState) -> Tone {
    match store {
        StoreState::Ok => Tone::Good,
        StoreState::Late => Tone::Warn,
        StoreState::Reserve | StoreState::Unrecorded | StoreState::Withheld => Tone::Bad,
    }
}

/// Without an endpoint no detector can report: that must not look like a plant at rest.
fn listening(connections: u64, endpoints: &[String]) -> Cell {
    if endpoints.is_empty() {
        Cell::new("not listening").tone(Tone::Bad)
    } else {
        Cell::new(format!("{connections} connections on {}", endpoints.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::super::size;

    #[test]
    fn sizes_are_said_in_the_largest_unit() {
        assert_eq!(size(512), "512 B");
        assert_eq!(size(1536), "1.5 KiB");
        assert_eq!(size(5 * 1024 * 1024 * 1024), "5.0 GiB");
    }
}
