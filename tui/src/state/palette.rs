//! The palette of commands: those of the key map that are valid on the screen below, and those that take a name. A
//! command is found by a part of its name or of its words, in either language.

use mcs_core::{
    id::{SerialNumber, ShortName},
    language::Language,
};

use super::{State, screen::Screen};
use crate::{
    action::Action,
    keymap::{Command, bindings},
    say,
    ui::theme::Theme,
    words::{named, words},
};

/// Longest line, in characters.
const MOST: usize = 200;
/// Names offered at most.
const OFFERED: usize = 50;

/// What is typed, and which of what fits is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Palette {
    /// What was typed so far.
    pub text: String,
    /// The chosen one among those that fit.
    pub at: usize,
}

impl Palette {
    /// Takes typed or pasted text; line breaks and control characters are left out.
    pub fn insert(&mut self, text: &str) {
        self.at = 0;
        let room = MOST.saturating_sub(self.text.chars().count());
        self.text.extend(text.chars().filter(|c| !c.is_control()).take(room));
    }
}

/// What an entry does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// What a key does too.
    Command(Command),
    /// Colours.
    Theme(Theme),
    /// The language.
    Language(Language),
    /// The map of an area.
    Area(Option<ShortName>),
    /// Everything about a point.
    Device(SerialNumber),
    /// A name must follow: the beginning of the line.
    More(&'static str),
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// As it is typed.
    pub name: String,
    /// The key that does it; may be empty.
    pub key: &'static str,
    /// In words.
    pub words: String,
    /// What it does.
    pub deed: Deed,
}

/// What takes a name, and the name of its sentence.
const NAMED: [(&str, &str); 4] =
    [("theme ", "palette-theme"), ("lang ", "palette-lang"), ("area ", "palette-area"), ("device ", "palette-device")];

impl State {
    /// The entries that fit what was typed.
    pub fn entries(&self, text: &str) -> Vec<Entry> {
        let text = text.trim_start().trim_start_matches(':').to_lowercase();
        if let Some((verb, _)) = NAMED.into_iter().find(|(verb, _)| text.starts_with(verb)) {
            return self.names(verb, text[verb.len()..].trim());
        }
        let wanted = text.trim();
        let mut fitting: Vec<_> = self.commands().into_iter().filter(|(_, said)| said.contains(wanted)).collect();
        // What begins so goes before what only has it somewhere.
        fitting.sort_by_key(|(entry, _)| !entry.name.starts_with(wanted));
        fitting.into_iter().map(|(entry, _)| entry).collect()
    }

    /// Every command, with everything it can be found by in lower case.
    fn commands(&self) -> Vec<(Entry, String)> {
        let own = self.words();
        let found_by = |name: &str, id: &str| {
            let both = Language::ALL.map(|language| named(words(language), id));
            format!("{name} {} {}", both[0], both[1]).to_lowercase()
        };
        let keys = bindings(self.place_below()).filter(|binding| palatable(binding.command)).map(|binding| {
            let name = binding.help.trim_start_matches("key-").to_owned();
            let said = found_by(&name, binding.help);
            let deed = Deed::Command(binding.command);
            (Entry { name, key: binding.shown, words: named(own, binding.help), deed }, said)
        });
        let more = NAMED.into_iter().map(|(verb, id)| {
            let entry = Entry { name: verb.trim().into(), key: "", words: named(own, id), deed: Deed::More(verb) };
            (entry, found_by(verb, id))
        });
        keys.chain(more).collect()
    }

    fn names(&self, verb: &str, part: &str) -> Vec<Entry> {
        let entry =
            |name: &str, words: String, deed: Deed| Entry { name: format!("{verb}{name}"), key: "", words, deed };
        let fits = |name: &str| name.to_lowercase().contains(part);
        let mut entries: Vec<Entry> = match verb {
            "theme " => {
                let themes = Theme::ALL.into_iter().filter(|theme| fits(theme.as_str()));
                themes.map(|theme| entry(theme.as_str(), String::new(), Deed::Theme(theme))).collect()
            }
            "lang " => {
                let languages = [(Language::Chinese, "中文"), (Language::English, "English")];
                let languages = languages.into_iter().filter(|(language, name)| fits(language.as_str()) || fits(name));
                languages
                    .map(|(language, name)| entry(language.as_str(), name.into(), Deed::Language(language)))
                    .collect()
            }
            "area " => {
                let without = say!(self.words(), "map-no-area");
                let areas = self
                    .plant
                    .areas()
                    .iter()
                    .map(|area| (area, area.name.as_ref().map_or(without.as_str(), |name| name.as_str())));
                let areas = areas.filter(|(_, name)| fits(name));
                let points = |count: usize| say!(self.words(), "head-points", count = count);
                areas
                    .map(|(area, name)| entry(name, points(area.points.len()), Deed::Area(area.name.clone())))
                    .collect()
            }
            _ => {
                let points = self
                    .plant
                    .points()
                    .filter(|point| fits(point.sn.as_str()) || point.name.as_deref().is_some_and(fits));
                let entry = |sn: &SerialNumber, name: Option<&str>| {
                    entry(sn.as_str(), name.unwrap_or_default().into(), Deed::Device(sn.clone()))
                };
                points.take(OFFERED).map(|point| entry(&point.sn, point.name.as_deref())).collect()
            }
        };
        entries.sort_by_key(|entry| !entry.name[verb.len()..].to_lowercase().starts_with(part));
        entries
    }

    /// Does what is chosen.
    pub(super) fn choose(&mut self, palette: &Palette) -> Vec<Action> {
        let entries = self.entries(&palette.text);
        let Some(entry) = entries.into_iter().nth(palette.at) else {
            self.refuse(say!(self.words(), "palette-nothing", text = palette.text.as_str()));
            return Vec::new();
        };
        match entry.deed {
            Deed::Command(command) => return self.command(command),
            Deed::Theme(theme) => self.theme = theme,
            Deed::Language(language) => self.language = language,
            Deed::Area(name) => {
                if let Some(index) = self.plant.areas().iter().position(|area| area.name == name) {
                    self.selection.show_area(&self.plant, index);
                    return self.show(Screen::Wall);
                }
            }
            Deed::Device(sn) => {
                self.selection.show_point(&self.plant, &sn);
                return self.show(Screen::Device);
            }
            Deed::More(verb) => {
                self.overlay = super::overlay::Overlay::Palette(Palette { text: verb.into(), at: 0 });
            }
        }
        Vec::new()
    }

    /// Completes what is typed to the chosen entry.
    pub(super) fn complete(&mut self, palette: &Palette) -> Palette {
        let entry = self.entries(&palette.text).into_iter().nth(palette.at);
        entry.map_or_else(
            || palette.clone(),
            |entry| match entry.deed {
                Deed::More(verb) => Palette { text: verb.into(), at: 0 },
                Deed::Command(_) | Deed::Theme(_) | Deed::Language(_) | Deed::Area(_) | Deed::Device(_) => {
                    Palette { text: entry.name, at: 0 }
                }
            },
        )
    }
}

/// Whether it makes sense to ask for it by name. Moving is for keys.
fn palatable(command: Command) -> bool {
    !matches!(command, Command::Move(_) | Command::Leap(_) | Command::Palette | Command::Back)
}
