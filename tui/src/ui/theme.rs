//! From roles to styles. Each role has its modifiers; colour only repeats them, so that nothing is lost without it.

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
    /// The daemon is lost.
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

/// How roles look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    colour: bool,
}

impl Theme {
    /// The sixteen colours every terminal has.
    pub const COLOUR: Self = Self { colour: true };
    /// Bold, reverse, underline and dim only.
    pub const MONO: Self = Self { colour: false };

    /// The style of a role; `bright` is the bright half of a blink.
    pub fn style(self, role: Role, bright: bool) -> Style {
        let style = Style::new().add_modifier(modifiers(role, bright));
        match colour(role) {
            Some(colour) if self.colour => style.fg(colour),
            Some(_) | None => style,
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

fn colour(role: Role) -> Option<Color> {
    match role {
        Role::Text | Role::Dim | Role::Strong | Role::Title(_) | Role::Look(Look::Plain | Look::Masked) => None,
        Role::Bad | Role::Refused | Role::Limit | Role::Look(Look::Pending) => Some(Color::Yellow),
        Role::Key | Role::Curve => Some(Color::Cyan),
        Role::Banner => Some(Color::Red),
        Role::Look(Look::Unknown) => Some(Color::Magenta),
        Role::Look(Look::Alarm(_, priority)) => Some(match priority {
            Priority::Critical => Color::Red,
            Priority::High => Color::Yellow,
            Priority::Medium => Color::Cyan,
            Priority::Low => Color::Blue,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_every_state_still_differs_from_plain() {
        let plain = Theme::MONO.style(Role::Look(Look::Plain), true);
        let states = LifeState::ALL.into_iter().filter(|state| *state != LifeState::Normal);
        let alarms = states.map(|state| Look::Alarm(state, Priority::Low));
        for look in alarms.chain([Look::Unknown, Look::Pending, Look::Masked]) {
            for bright in [true, false] {
                let style = Theme::MONO.style(Role::Look(look), bright);
                assert_ne!(style, plain, "{look:?}");
                assert_eq!((style.fg, style.bg), (None, None), "{look:?}");
            }
        }
    }

    #[test]
    fn only_what_is_unacknowledged_and_active_blinks() {
        for state in LifeState::ALL {
            let role = Role::Look(Look::Alarm(state, Priority::Critical));
            let blinks = Theme::COLOUR.style(role, true) != Theme::COLOUR.style(role, false);
            assert_eq!(blinks, state == LifeState::UnackActive, "{state:?}");
        }
    }
}
