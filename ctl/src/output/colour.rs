//! Whether to colour. Colour never says anything that the text does not.

use std::io::IsTerminal;

/// Whether to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Colour {
    /// Escape sequences are written.
    On,
    /// Plain text.
    Off,
}

impl Colour {
    /// For standard output, from the flag and the environment.
    pub(crate) fn of_stdout(forbidden: bool) -> Self {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let forced = std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0");
        let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        Self::decide(forbidden || set("NO_COLOR"), forced, std::io::stdout().is_terminal() && !dumb)
    }

    /// A prohibition beats force, force beats the lack of a terminal.
    fn decide(forbidden: bool, forced: bool, terminal: bool) -> Self {
        if !forbidden && (forced || terminal) { Self::On } else { Self::Off }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prohibition_beats_force_and_force_beats_the_lack_of_a_terminal() {
        assert_eq!(Colour::decide(true, true, true), Colour::Off);
        assert_eq!(Colour::decide(false, true, false), Colour::On);
        assert_eq!(Colour::decide(false, false, true), Colour::On);
        assert_eq!(Colour::decide(false, false, false), Colour::Off);
    }
}
