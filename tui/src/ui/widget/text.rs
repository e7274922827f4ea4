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

/// The end of the text, as much of it as fits: where somebody types.
pub(in crate::ui) fn tail(text: &str, cells: u16) -> &str {
    let starts = text.char_indices().map(|(start, _)| start);
    starts.map(|start| &text[start..]).find(|tail| width(tail) <= cells).unwrap_or_default()
}

/// The text in lines of at most so many cells, broken at spaces where there are any.
pub(in crate::ui) fn wrap(text: &str, cells: u16) -> Vec<String> {
    let cells = cells.max(2);
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().map_or(0, |line| width(line));
        if line > 0 && line.saturating_add(1).saturating_add(width(word)) > cells {
            lines.push(String::new());
        } else if line > 0
            && let Some(line) = lines.last_mut()
        {
            line.push(' ');
        }
        for c in word.chars().filter(|c| !c.is_control()) {
            let mut room = [0; 4];
            let letter: &str = c.encode_utf8(&mut room);
            if lines.last().is_some_and(|line| width(line).saturating_add(width(letter)) > cells) {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push(c);
            }
        }
    }
    lines
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
        fn wrapped_text_fits_and_loses_nothing(text in "[a-z罐 ]{0,60}", cells in 2u16..30) {
            let lines = wrap(&text, cells);
            prop_assert!(lines.iter().all(|line| width(line) <= cells), "{lines:?}");
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }

        #[test]
        fn padded_text_has_exactly_its_width(text in ".{0,20}", cells in 0u16..30) {
            prop_assert_eq!(width(&left(&text, cells)), cells);
            prop_assert_eq!(width(&right(&text, cells)), cells);
        }
    }
}
