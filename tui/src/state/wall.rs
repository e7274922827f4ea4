//! What the wall does by itself: it sounds, it turns its pages, and it follows the map.

use mcs_core::{
    live::{Freshness, PointLive},
    reading::Quality,
};

use super::{
    State,
    kiosk::{Kiosk, Wish},
    link::Standing,
    message::Message,
    sound::Call,
};
use crate::{
    action::{Action, Change},
    event::Event,
    layout::{
        self,
        map::{Arrangement, Placed, arrange},
    },
    say,
};
use crossterm::event::{KeyCode, KeyModifiers};

impl State {
    /// From now on nobody operates it: it turns its pages by itself.
    pub fn become_kiosk(&mut self, wish: Wish) {
        self.kiosk = Some(Kiosk::new(wish));
        self.selection.pinned = true;
        self.mouse = false;
    }

    /// What a key, the mouse or a paste does where nobody operates it: the sound can be tested and the picture drawn anew.
    /// `None`: it is another event.
    pub(super) fn unattended(&mut self, event: &Event) -> Option<Vec<Action>> {
        self.kiosk.as_ref()?;
        let key = match event {
            Event::Key(key) => key,
            Event::Mouse(_) | Event::Paste(_) => return Some(Vec::new()),
            Event::Tick(_) | Event::Resize { .. } | Event::Daemon(_) | Event::Reply(_) => return None,
        };
        let ctrl = key.modifiers == KeyModifiers::CONTROL;
        let action = match key.code {
            KeyCode::Char('l') if ctrl => Some(Action::Redraw),
            KeyCode::Char('t') if key.modifiers.is_empty() => self.siren.test(self.clock.mono()).map(Action::Sound),
            _ => None,
        };
        Some(action.into_iter().collect())
    }

    /// Judges anew what is to be heard.
    pub(super) fn judge_sound(&mut self, announced: Option<Call>) {
        let now = self.clock.mono();
        let lost = matches!(self.connection.standing(now), Standing::Lost { .. });
        // A daemon that was never there is a wrong command line, except where nobody types one.
        let lost = lost && (self.kiosk.is_some() || self.connection.data_age(now).is_some());
        let lost = lost && self.siren.hushed(now).is_none();
        let call = self.live().loudest().into_iter().chain(lost.then_some(Call::LOST)).min();
        self.siren.judge(call, announced, now);
    }

    /// What is to be heard now.
    pub(super) fn ring(&mut self) -> Option<Action> {
        let silent = self.silence().is_some();
        self.siren.ring(self.clock.mono(), silent).map(Action::Sound)
    }

    /// Shows the page that is due.
    pub(super) fn turn_page(&mut self) {
        let Some(kiosk) = &mut self.kiosk else { return };
        let pages = self.plant.pages_with_points();
        let dangers = self.plant.dangers();
        if let Some(page) = kiosk.turn(&pages, &dangers, self.clock.mono()) {
            self.selection.show_page(&self.plant, page);
        }
    }

    /// What time alone does; `second`: another second has begun.
    pub(super) fn pass(&mut self, second: bool) -> Vec<Action> {
        let mut actions = Vec::new();
        if second {
            self.changed |= self.flood.tick(self.clock.time());
            if !self.connection.up() {
                // What was hushed may be over.
                self.judge_sound(None);
            }
            self.turn_page();
            actions.extend(self.want_map());
            actions.extend(self.follow_selection());
        }
        let held = self.edit.holding().is_some();
        self.edit.rest(self.clock.mono());
        self.changed |= held != self.edit.holding().is_some();
        actions.extend(self.ring());
        actions.extend(self.send_moves());
        actions
    }

    /// Takes typed or pasted text, where text is typed.
    pub(super) fn insert(&mut self, text: &str) {
        match &mut self.edit.entry {
            Some(entry) => entry.insert(text),
            None => self.overlay.insert(text),
        }
    }

    /// Changes what was typed.
    pub(super) fn retype(&mut self, change: impl FnOnce(&mut String)) {
        match &mut self.edit.entry {
            Some(entry) => entry.edit(change),
            None => self.overlay.edit(change),
        }
    }

    /// Silence everywhere is the daemon's; while it is lost, a person can at least stop the sound of that here.
    pub(super) fn silence_all(&mut self) -> Option<Action> {
        if !self.connection.up() && self.siren.hush(self.clock.mono()) {
            self.judge_sound(None);
            self.message = Some(Message::done(say!(self.words(), "sound-hushed"), self.clock.mono()));
            return None;
        }
        self.change(Change::Silence)
    }

    /// What must be asked for to draw the map.
    pub(super) fn want_map(&mut self) -> Vec<Action> {
        if !self.connection.up() {
            return Vec::new();
        }
        let map = self.backdrop.want_map().then_some(Action::Map);
        let area = self.selection.page(&self.plant);
        let picture = area.and_then(|area| self.backdrop.want_picture(area.as_str())).map(Action::Picture);
        map.into_iter().chain(picture).collect()
    }

    /// The points on the map shown, where they stand or are just being moved to, by serial number.
    pub fn placed_here(&self) -> Vec<Placed<'_>> {
        if !self.edit.busy() {
            let points = self.selection.points_here(&self.plant).into_iter();
            return points.map(|point| Placed { point, position: point.position }).collect();
        }
        let Some(index) = self.selection.area(&self.plant) else { return Vec::new() };
        let here = &self.plant.areas()[index].name;
        let mut placed = Vec::new();
        for point in self.plant.points() {
            let moved = self.edit.shown(&point.sn);
            let (area, position) = moved.map_or((&point.area, point.position), |to| (&to.area, to.position));
            if area == here {
                placed.push(Placed { point, position });
            }
        }
        placed
    }

    /// An alarm that waits must be seen first, then what is selected, then whatever is not as it should be.
    fn urgency(&self, point: &PointLive) -> u8 {
        if self.plant.worst_unacked(&point.sn).is_some() {
            4
        } else if self.selection.point.as_ref() == Some(&point.sn) {
            3
        } else if self.plant.alarms_of(&point.sn).next().is_some() {
            2
        } else {
            let known = point.freshness == Freshness::Live && point.quality == Some(Quality::Good);
            u8::from(!known || point.mask.is_some() || point.pending.is_some())
        }
    }

    /// Where the labels of the map shown stand.
    pub fn arranged(&self) -> Arrangement<'_> {
        let area = layout::Panes::of(self).map_points();
        arrange(&self.placed_here(), self.selection.point.as_ref(), area, self.edit.on, |point| self.urgency(point))
    }
}
