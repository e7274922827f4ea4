//! From roles to styles. Each role has its modifiers; colour only repeats them, so that nothing is lost without it.
//!
//! A theme is a table of colours. The two for people who do not tell red from green, or blue from yellow, use colours of
//! the Okabe-Ito palette, which differ in lightness too.

use mcs_core::alarm::{LifeState, Priority};
use ratatui::style::{Color, Modifier, Style};

use crate::state::face::Look;

/// What something on the screen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// Text of less weight.
    Dim,
    /// The title of a pane; `true` for the one that takes the keys.
    Title(bool),
    /// The site's name, the clock.
    Strong,
    /// A number in the header that is not zero and should be.
    Bad,
    /// A key in footer and help.
    Key,
    /// The daemon is lost, or the picture is frozen.
    Banner,
    /// An answer that something was not done.
    Refused,
    /// The line of a limit in the trend.
    Limit,
    /// The curve of the trend.
    Curve,
    /// A point or an alarm.
    Look(Look),
}

/// The colours of roles. `None` leaves the terminal's own.
#[derive(Debug, PartialEq, Eq)]
struct Palette {
    /// Text on its ground; both are painted or neither.
    paper: Option<(Color, Color)>,
    bad: Option<Color>,
    key: Option<Color>,
    banner: Option<Color>,
    limit: Option<Color>,
    curve: Option<Color>,
    unknown: Option<Color>,
    pending: Option<Color>,
    /// Low, medium, high, critical.
    alarm: [Option<Color>; 4],
}

/// How roles look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// For a dark terminal.
    #[default]
    Dark,
    /// For a light terminal.
    Light,
    /// Pure colours on black.
    HighContrast,
    /// Bold, reverse, underline and dim only.
    Mono,
    /// The sixteen colours every terminal has, as it has them.
    Sixteen,
    /// For who does not tell red from green.
    Deuteranopia,
    /// For who does not tell blue from yellow.
    Tritanopia,
}

/// How a picture is drawn behind the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// In half-blocks whose colours are so far towards this ground that labels stand out.
    Blocks {
        /// What dark and light fade into.
        ground: [u8; 3],
        /// Whether the terminal is given colours of the 256 only.
        indexed: bool,
    },
    /// In characters of more or less ink, darker where the picture is darker.
    Shades,
}

impl Theme {
    /// How a picture is drawn.
    pub const fn ink(self) -> Ink {
        match self {
            Self::Dark => Ink::Blocks { ground: [0; 3], indexed: true },
            Self::Light => Ink::Blocks { ground: [255; 3], indexed: true },
            Self::HighContrast | Self::Deuteranopia | Self::Tritanopia => {
                Ink::Blocks { ground: [0; 3], indexed: false }
            }
            Self::Mono | Self::Sixteen => Ink::Shades,
        }
    }

    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Dark, Self::Light, Self::HighContrast, Self::Mono, Self::Sixteen, Self::Deuteranopia, Self::Tritanopia];

    /// Its name on the command line and in the palette of commands.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::HighContrast => "high-contrast",
            Self::Mono => "mono",
            Self::Sixteen => "16-colour",
            Self::Deuteranopia => "deuteranopia",
            Self::Tritanopia => "tritanopia",
        }
    }

    /// The theme of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.as_str() == name)
    }

    /// The style of a role; `bright` is the bright half of a blink.
    pub fn style(self, role: Role, bright: bool) -> Style {
        let palette = self.palette();
        let style = match palette.paper {
            Some((ink, ground)) => Style::new().fg(ink).bg(ground),
            None => Style::new(),
        };
        let style = style.add_modifier(modifiers(role, bright));
        palette.colour(role).map_or(style, |colour| style.fg(colour))
    }

    const fn palette(self) -> &'static Palette {
        match self {
            Self::Dark => &DARK,
            Self::Light => &LIGHT,
            Self::HighContrast => &HIGH_CONTRAST,
            Self::Mono => &MONO,
            Self::Sixteen => &SIXTEEN,
            Self::Deuteranopia => &DEUTERANOPIA,
            Self::Tritanopia => &TRITANOPIA,
        }
    }
}

impl Palette {
    fn colour(&self, role: Role) -> Option<Color> {
        match role {
            Role::Text | Role::Dim | Role::Strong | Role::Title(_) | Role::Look(Look::Plain | Look::Masked) => None,
            Role::Bad | Role::Refused => self.bad,
            Role::Limit => self.limit,
            Role::Key => self.key,
            Role::Curve => self.curve,
            Role::Banner => self.banner,
            Role::Look(Look::Pending) => self.pending,
            Role::Look(Look::Unknown) => self.unknown,
            Role::Look(Look::Alarm(_, priority)) => match priority {
                Priority::Low => self.alarm[0],
                Priority::Medium => self.alarm[1],
                Priority::High => self.alarm[2],
                Priority::Critical => self.alarm[3],
            },
        }
    }
}

fn modifiers(role: Role, bright: bool) -> Modifier {
    const REVERSE_BOLD: Modifier = Modifier::REVERSED.union(Modifier::BOLD);
    match role {
        Role::Text | Role::Curve | Role::Look(Look::Plain) => Modifier::empty(),
        Role::Dim | Role::Limit | Role::Title(false) | Role::Look(Look::Masked) => Modifier::DIM,
        Role::Title(true) | Role::Strong | Role::Bad | Role::Key => Modifier::BOLD,
        Role::Banner | Role::Refused => REVERSE_BOLD,
        Role::Look(Look::Unknown | Look::Pending) => Modifier::UNDERLINED,
        Role::Look(Look::Alarm(state, _)) => match state {
            LifeState::UnackActive if !bright => Modifier::BOLD,
            LifeState::UnackActive | LifeState::AckedActive => REVERSE_BOLD,
            LifeState::LatchedUnack => Modifier::REVERSED,
            LifeState::UnackReturned | LifeState::LatchedAcked => Modifier::BOLD,
            LifeState::Normal => Modifier::empty(),
        },
    }
}

const fn rgb(hex: u32) -> Color {
    let [_, r, g, b] = hex.to_be_bytes();
    Color::Rgb(r, g, b)
}

/// Colours of the 256 that keep their look in every terminal, bright enough for a dark ground.
static DARK: Palette = Palette {
    paper: None,
    bad: Some(Color::Indexed(220)),
    key: Some(Color::Indexed(80)),
    banner: Some(Color::Indexed(203)),
    limit: Some(Color::Indexed(220)),
    curve: Some(Color::Indexed(80)),
    unknown: Some(Color::Indexed(177)),
    pending: Some(Color::Indexed(220)),
    alarm: [Some(Color::Indexed(75)), Some(Color::Indexed(80)), Some(Color::Indexed(220)), Some(Color::Indexed(203))],
};

static LIGHT: Palette = Palette {
    paper: None,
    bad: Some(Color::Indexed(130)),
    key: Some(Color::Indexed(24)),
    banner: Some(Color::Indexed(124)),
    limit: Some(Color::Indexed(130)),
    curve: Some(Color::Indexed(24)),
    unknown: Some(Color::Indexed(90)),
    pending: Some(Color::Indexed(130)),
    alarm: [Some(Color::Indexed(25)), Some(Color::Indexed(30)), Some(Color::Indexed(130)), Some(Color::Indexed(124))],
};

static HIGH_CONTRAST: Palette = Palette {
    paper: Some((rgb(0xff_ff_ff), rgb(0))),
    bad: Some(rgb(0xff_ff_00)),
    key: Some(rgb(0x00_ff_ff)),
    banner: Some(rgb(0xff_80_80)),
    limit: Some(rgb(0xff_ff_00)),
    curve: Some(rgb(0x00_ff_ff)),
    unknown: Some(rgb(0xff_80_ff)),
    pending: Some(rgb(0xff_ff_00)),
    alarm: [Some(rgb(0x80_c0_ff)), Some(rgb(0x00_ff_ff)), Some(rgb(0xff_ff_00)), Some(rgb(0xff_80_80))],
};

static MONO: Palette = Palette {
    paper: None,
    bad: None,
    key: None,
    banner: None,
    limit: None,
    curve: None,
    unknown: None,
    pending: None,
    alarm: [None; 4],
};

static SIXTEEN: Palette = Palette {
    paper: None,
    bad: Some(Color::Yellow),
    key: Some(Color::Cyan),
    banner: Some(Color::Red),
    limit: Some(Color::Yellow),
    curve: Some(Color::Cyan),
    unknown: Some(Color::Magenta),
    pending: Some(Color::Yellow),
    alarm: [Some(Color::Blue), Some(Color::Cyan), Some(Color::Yellow), Some(Color::Red)],
};

/// Vermilion, yellow, sky blue, blue: red and green are never set against each other.
static DEUTERANOPIA: Palette = Palette {
    paper: None,
    bad: Some(rgb(0xf0_e4_42)),
    key: Some(rgb(0x56_b4_e9)),
    banner: Some(rgb(0xd5_5e_00)),
    limit: Some(rgb(0xf0_e4_42)),
    curve: Some(rgb(0x56_b4_e9)),
    unknown: Some(rgb(0xcc_79_a7)),
    pending: Some(rgb(0xf0_e4_42)),
    alarm: [Some(rgb(0x4d_9d_d0)), Some(rgb(0x56_b4_e9)), Some(rgb(0xf0_e4_42)), Some(rgb(0xd5_5e_00))],
};

/// Red, rose, teal, grey: blue and yellow are never set against each other.
static TRITANOPIA: Palette = Palette {
    paper: None,
    bad: Some(rgb(0xff_8f_b1)),
    key: Some(rgb(0x2e_c4_b6)),
    banner: Some(rgb(0xff_3b_30)),
    limit: Some(rgb(0xff_8f_b1)),
    curve: Some(rgb(0x2e_c4_b6)),
    unknown: Some(rgb(0xb0_b0_b0)),
    pending: Some(rgb(0xff_8f_b1)),
    alarm: [Some(rgb(0x9a_a7_b0)), Some(rgb(0x2e_c4_b6)), Some(rgb(0xff_8f_b1)), Some(rgb(0xff_3b_30))],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_shows_that_a_state_is_not_plain_without_its_colour() {
        for theme in Theme::ALL {
            let shape = |look| theme.style(Role::Look(look), true).add_modifier;
            let states = LifeState::ALL.into_iter().filter(|state| *state != LifeState::Normal);
            let alarms = states.map(|state| Look::Alarm(state, Priority::Low));
            for look in alarms.chain([Look::Unknown, Look::Pending, Look::Masked]) {
                assert_ne!(shape(look), shape(Look::Plain), "{look:?} in {}", theme.as_str());
            }
        }
    }

    #[test]
    fn without_colour_there_is_none() {
        for look in [Look::Unknown, Look::Alarm(LifeState::UnackActive, Priority::Critical)] {
            let style = Theme::Mono.style(Role::Look(look), true);
            assert_eq!((style.fg, style.bg), (None, None), "{look:?}");
        }
    }

    #[test]
    fn priorities_differ_in_every_theme_that_has_colours() {
        for theme in Theme::ALL.into_iter().filter(|theme| *theme != Theme::Mono) {
            let mut colours: Vec<_> = theme.palette().alarm.iter().map(|colour| format!("{colour:?}")).collect();
            colours.sort();
            colours.dedup();
            assert_eq!(colours.len(), 4, "{}", theme.as_str());
        }
    }

    #[test]
    fn names_are_read_back() {
        for theme in Theme::ALL {
            assert_eq!(Theme::parse(theme.as_str()), Some(theme));
        }
    }

    #[test]
    fn only_what_is_unacknowledged_and_active_blinks() {
        for state in LifeState::ALL {
            let role = Role::Look(Look::Alarm(state, Priority::Critical));
            let blinks = Theme::Dark.style(role, true) != Theme::Dark.style(role, false);
            assert_eq!(blinks, state == LifeState::UnackActive, "{state:?}");
        }
    }
}
