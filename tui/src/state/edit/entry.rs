//! A position in numbers: `12.5 40`, with a third word for another area.

use mcs_core::{id::ShortName, site::Position};

/// Longest entry, in characters: two numbers and the longest name fit.
const MOST: usize = 60;

/// What is typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// So far.
    pub text: String,
    /// What was wrong with it when somebody tried.
    pub error: Option<EntryError>,
}

impl Entry {
    /// Takes typed or pasted text.
    pub fn insert(&mut self, text: &str) {
        self.error = None;
        let room = MOST.saturating_sub(self.text.chars().count());
        self.text.extend(text.chars().filter(|c| !c.is_control()).take(room));
    }

    /// Changes what was typed.
    pub fn edit(&mut self, change: impl FnOnce(&mut String)) {
        self.error = None;
        change(&mut self.text);
    }
}

/// Why an entry says no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryError {
    /// It is not two numbers, perhaps with a word behind them.
    Form,
    /// A number lies outside 0 to 100.
    Range,
    /// The word cannot be an area's name.
    Area,
}

/// Reads an entry: a position, and the area if one is named.
pub fn parse(text: &str) -> Result<(Position, Option<ShortName>), EntryError> {
    let words: Vec<_> = text.split([' ', ',', '\u{3000}', '，']).filter(|word| !word.is_empty()).collect();
    let (x, y, area) = match words[..] {
        [x, y] => (x, y, None),
        [x, y, area] => (x, y, Some(area)),
        _ => return Err(EntryError::Form),
    };
    let number = |word: &str| word.trim_end_matches('%').parse::<f64>().map_err(|_| EntryError::Form);
    let at = Position::new(number(x)?, number(y)?).ok_or(EntryError::Range)?;
    let area = area.map(ShortName::new).transpose().map_err(|_| EntryError::Area)?;
    Ok((at, area))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_numbers_and_perhaps_an_area() {
        let at = |x, y| Position::new(x, y).expect("a position");
        assert_eq!(parse("12.5 40"), Ok((at(12.5, 40.0), None)));
        assert_eq!(parse(" 0%, 100% "), Ok((at(0.0, 100.0), None)));
        let area = ShortName::new("pumps").expect("a name");
        assert_eq!(parse("1 2 pumps"), Ok((at(1.0, 2.0), Some(area))));
        for (text, why) in [
            ("", EntryError::Form),
            ("12", EntryError::Form),
            ("a b", EntryError::Form),
            ("1 2 3 4", EntryError::Form),
            ("NaN 3", EntryError::Range),
            ("-1 3", EntryError::Range),
            ("1 100.1", EntryError::Range),
            ("1 2 *", EntryError::Area),
        ] {
            assert_eq!(parse(text), Err(why), "{text}");
        }
    }
}
