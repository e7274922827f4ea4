//! Which screen is shown, and where `Esc` goes back to.

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Screen {
    /// Map, alarms and trend.
    #[default]
    Wall,
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
