//! Text in cells: wide characters take two, so nothing here counts bytes or characters.

use unicode_width::UnicodeWidthStr;

/// Width in cells.
pub(in crate::ui) fn width(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// As much of the text as fits, without control characters; what is cut ends in `~`.
pub(in crate::ui) fn fit(text: &str, cells: u16) -> String {
    let mut text: String = text.chars().filter(|c| !c.is_control()).collect();
    if width(&text) <= cells {
        return text;
    }
    while width(&text) >= cells.max(1) && text.pop().is_some() {}
    if cells > 0 {
        text.push('~');
    }
    text
}

/// Exactly this many cells, text to the left.
pub(in crate::ui) fn left(text: &str, cells: u16) -> String {
    let text = fit(text, cells);
    let air = usize::from(cells.saturating_sub(width(&text)));
    text + &" ".repeat(air)
}

/// Exactly this many cells, text to the right.
pub(in crate::ui) fn right(text: &str, cells: u16) -> String {
    let text = fit(text, cells);
    " ".repeat(usize::from(cells.saturating_sub(width(&text)))) + &text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn wide_characters_are_not_cut_in_half() {
        assert_eq!(fit("储罐区东", 8), "储罐区东");
        assert_eq!(fit("储罐区东", 7), "储罐区~");
        assert_eq!(left("储罐区东", 6), "储罐~ ");
        assert_eq!(right("a", 3), "  a");
        assert_eq!(fit("abc", 0), "");
    }

    proptest! {
        #[test]
        fn padded_text_has_exactly_its_width(text in ".{0,20}", cells in 0u16..30) {
            prop_assert_eq!(width(&left(&text, cells)), cells);
            prop_assert_eq!(width(&right(&text, cells)), cells);
        }
    }
}
