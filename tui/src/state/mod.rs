//! Everything the screen shows, and how each event changes it. Pure: an event in, actions out.

pub mod backdrop;
pub mod clock;
pub mod device;
pub mod devices;
pub mod edit;
pub mod face;
pub mod filter;
pub mod flood;
pub mod form;
pub mod freeze;
pub mod history;
pub mod keeping;
pub mod kiosk;
pub mod link;
pub mod message;
pub mod overlay;
pub mod page;
pub mod palette;
pub mod plant;
pub mod screen;
pub mod select;
pub mod sound;
pub mod trend;

mod acknowledge;
mod answers;
mod changes;
mod copy;
mod hearing;
mod keys;
mod mouse;
mod movement;
mod placing;
mod rows;
mod wall;

use backdrop::Backdrop;
use clock::Clock;
use device::{Known, Told};
use devices::Devices;
use edit::Edit;
use face::Face;
use filter::Filter;
use flood::Flood;
use freeze::Frozen;
use history::History;
use kiosk::Kiosk;
use link::Connection;
use mcs_core::{
    language::Language,
    live::PointLive,
    time::{Now, Span},
};
use message::Message;
use overlay::Overlay;
use plant::Plant;
use screen::Screens;
use select::Selection;
use sound::Siren;
use trend::Trend;

use crate::{
    action::Action,
    event::Event,
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
    /// The past of the selected point.
    pub trend: Trend,
    /// What else is known about it.
    pub known: Known,
    /// The table of all points.
    pub devices: Devices,
    /// The alarms that were.
    pub history: History,
    /// The life of the alarm whose page is open.
    pub told: Option<Told>,
    /// What is shown.
    pub filter: Filter,
    /// The picture stands; `plant` is what it shows.
    pub frozen: Option<Box<Frozen>>,
    /// How far the page over the screen is scrolled.
    pub scroll: u16,
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
            known: Known::default(),
            devices: Devices::default(),
            history: History::default(),
            told: None,
            filter: Filter::default(),
            frozen: None,
            scroll: 0,
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
        let mut actions = match event {
            Event::Tick(_) => Vec::new(),
            Event::Daemon(link) => self.heard(link),
            Event::Reply(reply) => self.answered(reply),
            Event::Mouse(mouse) => self.pointed(mouse),
            Event::Key(key) => {
                self.changed = true;
                self.key(&key)
            }
            Event::Paste(text) => {
                self.changed = true;
                self.insert(&text);
                Vec::new()
            }
            Event::Resize { width, height } => {
                self.changed = true;
                self.size = (width, height);
                Vec::new()
            }
        };
        self.order_devices();
        actions.extend(self.ring());
        actions.extend(self.send_moves());
        actions.extend(self.want_map());
        actions
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
        let soonest = sound.into_iter().chain(self.edit.until_rest(now)).min();
        let shown = self.clock.until_next(self.blinking());
        soonest.map_or(shown, |soonest| shown.min(soonest))
    }

    /// Whether something blinks: only while an alarm is shown that nobody has acknowledged.
    pub fn blinking(&self) -> bool {
        self.plant.unacked()
    }

    /// How long sound is silent still; `None`: it is not.
    pub fn silence(&self) -> Option<Span> {
        let left = self.live().silent_until? - self.clock.time();
        (left > Span::ZERO).then_some(left)
    }

    /// What is said, in the language people read.
    pub fn words(&self) -> Words {
        words(self.language)
    }

    /// How a point looks now.
    pub fn face(&self, point: &PointLive) -> Face {
        Face::of(point, self.plant.alarms_of(&point.sn), self.connection.up(), &self.clock, self.language)
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
        self.pass(before.0 != after.0)
    }
}
