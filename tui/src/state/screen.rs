//! Which screen is shown, and where `Esc` goes back to.

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Screen {
    /// Map, alarms and trend.
    #[default]
    Wall,
    /// A table of all points.
    Devices,
    /// Everything about one point.
    Device,
    /// The alarms that stand, or those that were.
    Alarms,
}

impl Screen {
    /// All of them, in the order of their keys.
    pub const ALL: [Self; 4] = [Self::Wall, Self::Devices, Self::Device, Self::Alarms];

    /// Its name, the same in every language.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Wall => "wall",
            Self::Devices => "devices",
            Self::Device => "device",
            Self::Alarms => "alarms",
        }
    }

    /// The screen of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|screen| screen.as_str() == name)
    }
}

/// The screen shown and those below it.
#[derive(Debug, Clone, Default)]
pub struct Screens {
    shown: Screen,
    below: Vec<Screen>,
}

impl Screens {
    /// The screen shown.
    pub fn shown(&self) -> Screen {
        self.shown
    }

    /// Shows another screen; `back` leads here again. The wall is below all.
    pub fn open(&mut self, screen: Screen) {
        self.below.retain(|below| *below != screen && *below != self.shown);
        if self.shown != screen && screen != Screen::Wall {
            self.below.push(self.shown);
        }
        if screen == Screen::Wall {
            self.below.clear();
        }
        self.shown = screen;
    }

    /// Goes back by one screen; false where there is none.
    pub fn back(&mut self) -> bool {
        let below = self.below.pop();
        let there = below.is_some() || self.shown != Screen::Wall;
        self.shown = below.unwrap_or_default();
        there
    }
}
