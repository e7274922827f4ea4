//! The terminal's clipboard, by OSC 52. It works over any number of networks, where the terminal lets it.

use base64::{Engine as _, engine::general_purpose::STANDARD};

/// Longest text copied, in bytes; terminals throw longer ones away, some of them silently.
const MOST: usize = 8 << 10;

/// What the terminal is told.
pub(super) fn copy(text: &str) -> String {
    let text = &text[..text.floor_char_boundary(MOST)];
    format!("\x1b]52;c;{}\x1b\\", STANDARD.encode(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_copied_in_base64_and_cut_between_characters() {
        assert_eq!(copy("mcsctl alarm ack 42"), "\x1b]52;c;bWNzY3RsIGFsYXJtIGFjayA0Mg==\x1b\\");
        let long = copy(&"压".repeat(MOST));
        let inside = long.trim_start_matches("\x1b]52;c;").trim_end_matches("\x1b\\");
        let text = STANDARD.decode(inside).expect("base64");
        assert!(text.len() <= MOST && String::from_utf8(text).is_ok_and(|text| text.chars().all(|c| c == '压')));
    }
}
