//! What is heard from the daemon, and whether any of it is in sight.

use mcs_core::{
    id::SerialNumber,
    live::{LiveMessage, PointLive, Update},
};

use super::{State, screen::Screen};
use crate::{action::Action, event::Link, layout::Panes};

impl State {
    pub(super) fn heard(&mut self, link: Link) -> Vec<Action> {
        let now = self.clock.mono();
        match link {
            Link::Connected(access) => {
                self.changed = true;
                // What was said of the loss is no longer true.
                self.message = None;
                self.connection.access = Some(access);
                Vec::new()
            }
            Link::Update(message) => self.mirror(*message),
            Link::Lost { why } => {
                self.changed = true;
                self.connection.lost(now, why);
                self.backdrop.lose();
                self.judge_sound(None);
                Vec::new()
            }
        }
    }

    fn mirror(&mut self, message: LiveMessage) -> Vec<Action> {
        let mut actions = Vec::new();
        // A heartbeat changes only an age, which the next second shows.
        self.changed |= !self.connection.up() || self.in_sight(&message.update);
        self.connection.heard(self.clock.mono());
        let counts = *self.plant.counts();
        let touched = touched(&message.update);
        let map = match &message.update {
            Update::Snapshot(snapshot) => Some(snapshot.map),
            Update::Delta(delta) => delta.map,
            Update::Heartbeat { .. } => None,
        };
        if let Some(revision) = map {
            self.backdrop.hear(revision);
        }
        let (news, daemon_now) = self.live_mut().apply(message);
        self.land();
        self.clock.hear(daemon_now);
        if let Some(site) = &self.live().site {
            let tz = site.tz.clone();
            self.clock.set_zone(&tz);
        }
        self.judge_sound(news.announced);
        if let Some(frozen) = &mut self.frozen {
            frozen.came += news.raised;
            self.changed |= news.raised > 0;
            return actions;
        }
        self.changed |= news.moved || counts != *self.plant.counts();
        self.selection.settle(&self.plant, self.clock.mono());
        self.flood.hear(self.plant.alarm_list().iter(), daemon_now);
        self.turn_page();
        if news.moved {
            self.devices.outdated = true;
        }
        self.age_order();
        if news.snapshot {
            actions.extend(self.refresh());
        }
        actions.extend(self.follow_selection());
        actions.extend(self.follow_alarms(&touched));
        if let Some(point) = self.trend.sn.as_ref().and_then(|sn| self.plant.point(sn)) {
            self.trend.hear(point, daemon_now);
        }
        actions
    }

    /// Whether an update changes something that is shown, beyond the counts.
    fn in_sight(&self, update: &Update) -> bool {
        match update {
            Update::Snapshot(_) => true,
            Update::Heartbeat { .. } => false,
            Update::Delta(_) if self.frozen.is_some() => false,
            Update::Delta(delta) => {
                !delta.alarms.is_empty() || delta.silent_until.is_some() || self.any_in_sight(&delta.points)
            }
        }
    }

    fn any_in_sight(&self, points: &[PointLive]) -> bool {
        let chosen = |point: &PointLive| self.selection.point.as_ref() == Some(&point.sn);
        match self.screens.shown() {
            Screen::Wall => {
                let here = self.selection.area(&self.plant).map(|index| &self.plant.areas()[index].name);
                points.iter().any(|point| Some(&point.area) == here || chosen(point))
            }
            Screen::Devices => {
                let rows = usize::from(Panes::of(self).table_rows().height);
                let order = self.devices.order();
                let shown = &order[self.devices.first(rows)..];
                self.devices.outdated
                    || points.iter().any(|point| chosen(point) || shown.iter().take(rows).any(|sn| *sn == point.sn))
            }
            Screen::Device => points.iter().any(chosen),
            Screen::Alarms => {
                points.iter().any(|point| chosen(point) || self.plant.alarms_of(&point.sn).next().is_some())
            }
        }
    }
}

/// Whose alarms it changes.
fn touched(update: &Update) -> Vec<SerialNumber> {
    match update {
        Update::Delta(delta) => delta.alarms.iter().filter_map(|alarm| alarm.sn.clone()).collect(),
        Update::Snapshot(_) | Update::Heartbeat { .. } => Vec::new(),
    }
}
