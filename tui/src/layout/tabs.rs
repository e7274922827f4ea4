//! Where the names of the screens stand in the header, and therefore what a click on them means.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr as _;

use crate::{
    state::{State, screen::Screen},
    words::named,
};

/// A terminal of this width names every screen; a narrower one the screen shown.
const ROOMY: u16 = 120;
/// The narrowest terminal with tabs.
const NARROWEST: u16 = 80;

/// The name of one screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// Which.
    pub screen: Screen,
    /// Key and name.
    pub text: String,
    /// Its place.
    pub rect: Rect,
}

/// The tabs, ending left of a clock of this width; none where there is no room.
pub fn tabs(state: &State, clock: u16) -> Vec<Tab> {
    let width = state.size.0;
    // How long sound is silent still matters more. A wall nobody operates has one screen.
    if state.kiosk.is_some() || width < NARROWEST || (width < ROOMY && state.silence().is_some()) {
        return Vec::new();
    }
    let shown = state.screens.shown();
    let text = |(number, screen): (usize, Screen)| {
        if width >= ROOMY || screen == shown {
            format!("{number} {}", named(state.words(), &format!("screen-{}", screen.as_str())))
        } else {
            number.to_string()
        }
    };
    let cells = |text: &str| u16::try_from(text.width()).unwrap_or(u16::MAX);
    let mut end = width.saturating_sub(clock);
    let mut tabs: Vec<_> =
        (1..).zip(Screen::ALL).map(|tab| Tab { screen: tab.1, text: text(tab), rect: Rect::default() }).collect();
    for tab in tabs.iter_mut().rev() {
        let width = cells(&tab.text);
        end = end.saturating_sub(width + 2);
        tab.rect = Rect::new(end, 0, width, 1);
    }
    tabs
}
