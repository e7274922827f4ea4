//! One key that is not a sequence: a character or a control character.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// The first key of these bytes and its length; without an event if it is nothing we know, `None` if more has to come.
/// There is at least one byte.
pub(super) fn key(bytes: &[u8]) -> Option<(usize, Option<KeyEvent>)> {
    let plain = |code| Some((1, Some(KeyEvent::new(code, KeyModifiers::NONE))));
    let ctrl = |c| Some((1, Some(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL))));
    match *bytes.first()? {
        b'\r' => plain(KeyCode::Enter),
        b'\t' => plain(KeyCode::Tab),
        0x08 | 0x7f => plain(KeyCode::Backspace),
        0x1b => plain(KeyCode::Esc),
        0 => ctrl(' '),
        byte @ 0x01..=0x1a => ctrl(char::from(byte - 1 + b'a')),
        byte @ 0x1c..=0x1f => ctrl(char::from(byte - 0x1c + b'4')),
        _ => character(bytes),
    }
}

fn character(bytes: &[u8]) -> Option<(usize, Option<KeyEvent>)> {
    let length = match bytes[0] {
        0x00..0x80 => 1,
        0xc2..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0..0xf5 => 4,
        _ => return Some((1, None)),
    };
    let whole = bytes.get(..length);
    if whole.is_none() && bytes[1..].iter().all(|byte| (0x80..0xc0).contains(byte)) {
        return None;
    }
    match whole.and_then(|whole| std::str::from_utf8(whole).ok()).and_then(|text| text.chars().next()) {
        Some(c) => {
            let modifiers = if c.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
            Some((length, Some(KeyEvent::new(KeyCode::Char(c), modifiers))))
        }
        None => Some((1, None)),
    }
}
