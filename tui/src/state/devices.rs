//! The table of all points: its order, and which of its rows are in sight. What a row says is worked out when it is drawn,
//! so that ten thousand rows cost what the few in sight cost.

use std::cmp::Ordering;

use mcs_core::{
    id::SerialNumber,
    live::{Freshness, PointLive},
};

use super::{State, plant::Plant, screen::Screen};
use crate::layout::Panes;

/// What the table can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Column {
    /// Serial number.
    #[default]
    Sn,
    /// What needs a person first.
    Urgency,
    /// What people call it.
    Name,
    /// What it measures.
    Type,
    /// The area.
    Area,
    /// The zone.
    Zone,
    /// The value as a share of its range, so that gases can be compared.
    Value,
    /// When it was last heard.
    Age,
    /// The battery.
    Battery,
    /// The signal.
    Signal,
}

impl Column {
    /// In the order in which a person goes through them.
    pub const ALL: [Self; 10] = [
        Self::Sn,
        Self::Urgency,
        Self::Name,
        Self::Type,
        Self::Area,
        Self::Zone,
        Self::Value,
        Self::Age,
        Self::Battery,
        Self::Signal,
    ];

    /// The name of its word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sn => "list-device",
            Self::Urgency => "device-urgency",
            Self::Name => "device-name",
            Self::Type => "device-type",
            Self::Area => "device-area",
            Self::Zone => "device-zone",
            Self::Value => "list-value",
            Self::Age => "device-age",
            Self::Battery => "device-battery",
            Self::Signal => "device-signal",
        }
    }

    fn next(self) -> Self {
        let at = Self::ALL.iter().position(|column| *column == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }

    /// Whether new values can change the order.
    const fn moves(self) -> bool {
        match self {
            Self::Urgency | Self::Value | Self::Age | Self::Battery | Self::Signal => true,
            Self::Sn | Self::Name | Self::Type | Self::Area | Self::Zone => false,
        }
    }
}

/// The table.
#[derive(Debug, Clone, Default)]
pub struct Devices {
    /// What it is sorted by.
    pub sort: Column,
    /// The other way round.
    pub reverse: bool,
    /// The order no longer holds.
    pub outdated: bool,
    order: Vec<SerialNumber>,
    row: Option<usize>,
    top: usize,
}

impl Devices {
    /// The points in order.
    pub fn order(&self) -> &[SerialNumber] {
        &self.order
    }

    /// The row of the selected point; `None` where the filter hides it.
    pub fn row(&self) -> Option<usize> {
        self.row
    }

    /// The first of `rows` in sight. It moves only as far as the selected one needs it to.
    pub fn first(&self, rows: usize) -> usize {
        let most = self.order.len().saturating_sub(rows);
        let row = self.row.filter(|_| rows > 0).unwrap_or(self.top);
        self.top.clamp((row + 1).saturating_sub(rows.max(1)), row).min(most)
    }
}

/// What two points are compared by; what is not known stands last.
#[derive(PartialEq, PartialOrd)]
enum Rank {
    Text(bool, String),
    Number(bool, f64),
    Urgent(u8, f64),
}

fn rank(plant: &Plant, point: &PointLive, by: Column) -> Rank {
    let text = |text: &str| Rank::Text(text.is_empty(), text.to_lowercase());
    let number = |number: Option<f64>| Rank::Number(number.is_none(), number.unwrap_or(0.0));
    match by {
        Column::Sn => Rank::Text(false, String::new()),
        Column::Urgency => urgency(plant, point),
        Column::Name => text(point.name.as_deref().unwrap_or_default()),
        Column::Type => text(point.sensor.as_str()),
        Column::Area => text(point.area.as_ref().map_or("", |area| area.as_str())),
        Column::Zone => text(point.zone.as_ref().map_or("", |zone| zone.as_str())),
        // The most first.
        Column::Value => number(point.value.map(|value| {
            let span = point.range.map_or(1.0, |range| (range.end - range.start).max(f64::MIN_POSITIVE));
            -value / span
        })),
        #[expect(clippy::cast_precision_loss, reason = "an order, not a time")]
        Column::Age => number(point.time.map(|time| -(time.as_micros() as f64))),
        Column::Battery => number(point.bat),
        Column::Signal => number(point.rssi),
    }
}

fn urgency(plant: &Plant, point: &PointLive) -> Rank {
    let worst = plant.alarms_of(&point.sn).filter(|alarm| alarm.masked.is_none());
    let worst = worst
        .map(|alarm| (!alarm.state.unacknowledged(), alarm.priority))
        .min_by_key(|(acked, priority)| (*acked, std::cmp::Reverse(*priority)));
    match worst {
        Some((acked, priority)) => Rank::Urgent(u8::from(acked), -f64::from(priority as u8)),
        None => Rank::Urgent(
            2,
            match (point.freshness, point.mask.is_some()) {
                (Freshness::Offline, _) => 0.0,
                (Freshness::Stale | Freshness::CatchingUp, _) => 1.0,
                (_, true) => 2.0,
                (Freshness::NotCommissioned, false) => 3.0,
                (Freshness::Live, false) => 4.0,
            },
        ),
    }
}

impl State {
    /// Puts the table in order again if it is shown and no longer is.
    pub(super) fn order_devices(&mut self) {
        if !self.devices.outdated || self.screens.shown() != Screen::Devices {
            return;
        }
        let (plant, by) = (&self.plant, self.devices.sort);
        let mut ranked: Vec<_> = plant
            .points()
            .filter(|point| self.filter.point(point))
            .map(|point| (rank(plant, point, by), &point.sn))
            .collect();
        // Points come by serial number, which therefore decides between equals.
        let order = |a: &Rank, b: &Rank| a.partial_cmp(b).unwrap_or(Ordering::Equal);
        ranked.sort_by(|a, b| order(&a.0, &b.0));
        if self.devices.reverse {
            ranked.reverse();
        }
        self.devices.order = ranked.into_iter().map(|(_, sn)| sn.clone()).collect();
        self.devices.outdated = false;
        self.find_row();
    }

    /// Values have changed.
    pub(super) fn age_order(&mut self) {
        self.devices.outdated |= self.devices.sort.moves() || self.filter.is_on();
    }

    /// Finds the row of the selected point.
    pub(super) fn find_row(&mut self) {
        let point = self.selection.point.as_ref();
        self.devices.row = self.devices.order.iter().position(|sn| Some(sn) == point);
        self.keep_in_sight();
    }

    /// The point keys act on: the selected one, unless the table is shown and its filter hides it.
    pub fn chosen_sn(&self) -> Option<&SerialNumber> {
        let hidden = self.screens.shown() == Screen::Devices && self.devices.row.is_none();
        self.selection.point.as_ref().filter(|_| !hidden)
    }

    /// Scrolls as far as the selected row needs it.
    fn keep_in_sight(&mut self) {
        let rows = usize::from(Panes::of(self).table_rows().height);
        self.devices.top = self.devices.first(rows);
    }

    /// Sorts by the next column, or the other way round.
    pub(super) fn sort_devices(&mut self, reverse: bool) {
        if reverse {
            self.devices.reverse = !self.devices.reverse;
        } else {
            (self.devices.sort, self.devices.reverse) = (self.devices.sort.next(), false);
        }
        self.devices.outdated = true;
    }

    /// Selects the point that many rows away.
    pub(super) fn move_device(&mut self, by: isize) {
        let last = self.devices.order.len().saturating_sub(1);
        let row = self.devices.row.map_or(0, |row| row.saturating_add_signed(by).min(last));
        self.choose_device(row);
    }

    /// Selects the point in this row.
    pub(super) fn choose_device(&mut self, row: usize) {
        if let Some(sn) = self.devices.order.get(row).cloned() {
            self.devices.row = Some(row);
            self.selection.show_point(&self.plant, &sn);
            self.keep_in_sight();
        }
    }
}
