//! Everything the screen shows, and how each event changes it. Pure: an event in, actions out.

pub mod backdrop;
pub mod clock;
pub mod edit;
pub mod face;
pub mod flood;
pub mod form;
pub mod kiosk;
pub mod link;
pub mod message;
pub mod overlay;
pub mod page;
pub mod plant;
pub mod screen;
pub mod select;
pub mod sound;
pub mod trend;

mod changes;
mod keys;
mod mouse;
mod placing;
mod wall;

use backdrop::Backdrop;
use clock::Clock;
use edit::Edit;
use face::Face;
use flood::Flood;
use kiosk::Kiosk;
use link::Connection;
use mcs_core::{
    language::Language,
    live::{LiveMessage, PointLive, Update},
    time::{Now, Span},
};
use message::Message;
use overlay::Overlay;
use page::Page;
use plant::Plant;
use screen::Screens;
use select::Selection;
use sound::Siren;
use trend::Trend;

use crate::{
    action::Action,
    event::{Event, Link, Reply},
    say,
    ui::theme::Theme,
    words::{Words, words},
};

/// How a person wants it to be from the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wishes {
    /// Whether the program hears the mouse.
    pub mouse: bool,
    /// The language people read.
    pub language: Language,
    /// How roles look.
    pub theme: Theme,
}

/// Everything the screen shows.
#[derive(Debug, Clone)]
pub struct State {
    /// What time it is.
    pub clock: Clock,
    /// The connection to the daemon.
    pub connection: Connection,
    /// The mirror of the plant.
    pub plant: Plant,
    /// What is selected.
    pub selection: Selection,
    /// The last hour of the selected point.
    pub trend: Trend,
    /// What lies over the screen.
    pub overlay: Overlay,
    /// The answer to what a person did last.
    pub message: Option<Message>,
    /// Whether the program hears the mouse.
    pub mouse: bool,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// Which screen is shown.
    pub screens: Screens,
    /// The language people read.
    pub language: Language,
    /// How roles look.
    pub theme: Theme,
    /// What sounds.
    pub siren: Siren,
    /// How the pages turn, where nobody operates it.
    pub kiosk: Option<Kiosk>,
    /// What is being placed on the map.
    pub edit: Edit,
    /// Pages and pictures of the map.
    pub backdrop: Backdrop,
    /// Whether there is a flood of alarms.
    pub flood: Flood,
    changed: bool,
}

impl State {
    /// Before anything was heard.
    pub fn new(size: (u16, u16), wishes: Wishes) -> Self {
        Self {
            clock: Clock::default(),
            connection: Connection::default(),
            plant: Plant::default(),
            selection: Selection::default(),
            trend: Trend::default(),
            overlay: Overlay::default(),
            message: None,
            mouse: wishes.mouse,
            size,
            screens: Screens::default(),
            language: wishes.language,
            theme: wishes.theme,
            siren: Siren::default(),
            kiosk: None,
            edit: Edit::default(),
            backdrop: Backdrop::default(),
            flood: Flood::default(),
            changed: true,
        }
    }

    /// Takes one event. Answers with what is to be done in the world.
    pub fn update(&mut self, event: Event) -> Vec<Action> {
        if let Event::Tick(now) = event {
            return self.tick(now);
        }
        if let Some(actions) = self.unattended(&event) {
            return actions;
        }
        self.changed = true;
        let mut actions = self.take(event);
        actions.extend(self.ring());
        actions.extend(self.send_moves());
        actions.extend(self.want_map());
        actions.extend(self.follow_selection());
        actions
    }

    fn take(&mut self, event: Event) -> Vec<Action> {
        match event {
            Event::Tick(_) => Vec::new(),
            Event::Key(key) => self.key(&key),
            Event::Paste(text) => {
                if let Some(entry) = &mut self.edit.entry {
                    entry.insert(&text);
                    return Vec::new();
                }
                match &mut self.overlay {
                    Overlay::AckAll(prompt) => prompt.insert(&text),
                    Overlay::Form(form) => form.insert(&text),
                    Overlay::Nothing | Overlay::Help | Overlay::Page(_) => {}
                }
                Vec::new()
            }
            Event::Mouse(mouse) => self.pointed(mouse),
            Event::Resize { width, height } => {
                self.size = (width, height);
                Vec::new()
            }
            Event::Daemon(link) => self.heard(link),
            Event::Reply(reply) => self.answered(reply),
        }
    }

    /// Whether the picture is out of date.
    pub fn changed(&self) -> bool {
        self.changed
    }

    /// The picture was drawn.
    pub fn drawn(&mut self) {
        self.changed = false;
    }

    /// Until time alone changes the picture.
    pub fn until_tick(&self) -> Span {
        let now = self.clock.mono();
        let sound = self.siren.until_next(now, self.silence().is_some());
        let rest = self.edit.until_rest(now);
        let soonest = sound.into_iter().chain(rest).min();
        let shown = self.clock.until_next(self.blinking());
        soonest.map_or(shown, |soonest| shown.min(soonest))
    }

    /// Whether something blinks: only while an alarm is shown that nobody has acknowledged.
    pub fn blinking(&self) -> bool {
        self.plant.unacked()
    }

    /// How long sound is silent still; `None`: it is not.
    pub fn silence(&self) -> Option<Span> {
        let left = self.plant.silent_until? - self.clock.time();
        (left > Span::ZERO).then_some(left)
    }

    /// What is said, in the language people read.
    pub fn words(&self) -> Words {
        words(self.language)
    }

    /// How a point looks now.
    pub fn face(&self, point: &PointLive) -> Face {
        Face::of(point, self.plant.alarms_of(&point.sn), self.connection.up(), &self.clock, self.words())
    }

    fn tick(&mut self, now: Now) -> Vec<Action> {
        let shown = |clock: &Clock| (clock.time().as_micros().div_euclid(1_000_000), clock.bright());
        let before = shown(&self.clock);
        self.clock.tick(now);
        let after = shown(&self.clock);
        self.changed |= before.0 != after.0 || (before.1 != after.1 && self.blinking());
        if self.message.as_ref().is_some_and(|message| message.over(now.mono)) {
            self.message = None;
            self.changed = true;
        }
        if self.connection.watch_silence(now.mono) {
            self.changed = true;
            self.judge_sound(None);
        }
        if before.0 != after.0 {
            self.changed |= self.flood.tick(self.clock.time());
            self.turn_page();
        }
        let holding = self.edit.holding().is_some();
        self.edit.rest(now.mono);
        self.changed |= holding != self.edit.holding().is_some();
        let mut actions: Vec<_> = self.ring().into_iter().chain(self.send_moves()).collect();
        if before.0 != after.0 {
            actions.extend(self.want_map());
            actions.extend(self.follow_selection());
        }
        actions
    }

    fn heard(&mut self, link: Link) -> Vec<Action> {
        let now = self.clock.mono();
        match link {
            Link::Connected(access) => {
                // What was said of the loss is no longer true.
                self.message = None;
                self.connection.access = Some(access);
                Vec::new()
            }
            Link::Update(message) => self.mirror(*message),
            Link::Lost { why } => {
                self.connection.lost(now, why);
                self.backdrop.lose();
                self.judge_sound(None);
                Vec::new()
            }
        }
    }

    fn mirror(&mut self, message: LiveMessage) -> Vec<Action> {
        let mut actions = Vec::new();
        self.connection.heard(self.clock.mono());
        let map = match &message.update {
            Update::Snapshot(snapshot) => Some(snapshot.map),
            Update::Delta(delta) => delta.map,
            Update::Heartbeat { .. } => None,
        };
        if let Some(revision) = map {
            self.backdrop.hear(revision);
        }
        let (news, daemon_now) = self.plant.apply(message);
        self.edit.heard(self.backdrop.revision());
        self.clock.hear(daemon_now);
        if let Some(site) = &self.plant.site {
            self.clock.set_zone(&site.tz);
        }
        self.selection.settle(&self.plant, self.clock.mono());
        self.turn_page();
        self.flood.hear(self.plant.alarm_list().into_iter(), daemon_now);
        self.judge_sound(news.announced);
        if news.snapshot {
            actions.extend(self.trend.follow(self.selection.point.clone(), daemon_now));
        }
        actions.extend(self.follow_selection());
        if let Some(point) = self.trend.sn.as_ref().and_then(|sn| self.plant.point(sn)) {
            self.trend.hear(point, daemon_now);
        }
        actions
    }

    /// Lets the trend follow the selected point.
    fn follow_selection(&mut self) -> Option<Action> {
        if self.trend.sn == self.selection.point {
            return None;
        }
        self.trend.follow(self.selection.point.clone(), self.clock.time())
    }

    fn answered(&mut self, reply: Reply) -> Vec<Action> {
        let now = self.clock.mono();
        match reply {
            Reply::Acknowledged(Ok(alarms)) => {
                let names: Vec<_> = alarms.iter().map(|alarm| alarm.condition.as_str()).collect();
                let text = say!(self.words(), "done-acknowledged", what = names.join(", "));
                self.message = Some(Message::done(text, now));
                Vec::new()
            }
            Reply::AcknowledgedAll(Ok(done)) => {
                let (words, count) = (self.words(), done.acknowledged.len());
                let text = match done.newer {
                    0 => say!(words, "done-acknowledged-all", count = count),
                    newer => say!(words, "done-acknowledged-newer", count = count, newer = newer),
                };
                self.message = Some(Message::done(text, now));
                Vec::new()
            }
            Reply::Changed(Ok(done)) => {
                self.message = Some(Message::changed(&done, self.words(), now));
                Vec::new()
            }
            Reply::Map(result) => {
                self.backdrop.take_map(result.ok().map(|map| *map));
                let order = self.backdrop.pages().iter().map(|page| page.area.clone());
                self.plant.set_order(order.collect());
                Vec::new()
            }
            Reply::Picture { id, result } => {
                if let Err(refusal) = &result {
                    let why = refusal.text(self.words());
                    self.message = Some(Message::refused(say!(self.words(), "picture-failed", why = why), now));
                }
                self.backdrop.take_picture(id, result.ok());
                Vec::new()
            }
            Reply::Placed(result) => {
                self.placed(result);
                Vec::new()
            }
            Reply::Figures(Ok(figures)) => {
                if let Overlay::Page(Page::Figures(shown)) = &mut self.overlay {
                    *shown = Some(figures);
                }
                Vec::new()
            }
            Reply::Figures(Err(refusal)) => {
                if matches!(self.overlay, Overlay::Page(Page::Figures(_))) {
                    self.overlay = Overlay::Nothing;
                }
                self.message = Some(Message::refusal(&refusal, self.words(), now));
                Vec::new()
            }
            Reply::Acknowledged(Err(refusal)) | Reply::AcknowledgedAll(Err(refusal)) | Reply::Changed(Err(refusal)) => {
                self.message = Some(Message::refusal(&refusal, self.words(), now));
                Vec::new()
            }
            Reply::Trend { sn, request, result } => {
                if self.trend.sn.as_ref() == Some(&sn) {
                    self.trend.answer(request, result);
                }
                Vec::new()
            }
        }
    }
}
