//! From bytes to keys, pastes and the mouse.
//!
//! Crossterm's own reader is not used: when its terminal dies it spins and never returns, and it takes a long burst
//! only in part until the next key. Its types are.

mod csi;
mod key;

use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use key::key;

/// A lone escape is the key after this time; the rest of a sequence comes sooner, also over a slow line.
const ESCAPE: Duration = Duration::from_millis(50);
/// A paste whose end got lost is over after this time without a byte: the keys must work again.
const PASTE: Duration = Duration::from_secs(1);
/// Longest sequence; what is longer is none.
const SEQUENCE: usize = 64;
/// Longest answer of a terminal to a question somebody else asked; it is thrown away, not typed.
const ANSWER: usize = 4 << 10;
/// Longest paste; the rest is left out.
const PASTED: usize = 64 << 10;
const PASTE_END: &[u8] = b"\x1b[201~";

/// The decoder: bytes as they come in, cut anywhere.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    begun: Vec<u8>,
    paste: Option<Vec<u8>>,
}

/// What the bytes at hand are.
enum Found {
    /// An event, so many bytes long; `None`: nothing we know.
    Whole(usize, Option<Event>),
    /// A paste begins after so many bytes.
    Paste(usize),
    /// More has to come.
    Part,
}

impl Decoder {
    /// Takes bytes.
    pub(super) fn feed(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        self.begun.extend_from_slice(bytes);
        while !self.begun.is_empty() {
            if self.paste.is_some() {
                let Some(event) = self.pasted() else { break };
                events.push(event);
                continue;
            }
            match find(&self.begun) {
                Found::Whole(length, event) => {
                    self.begun.drain(..length);
                    events.extend(event);
                }
                Found::Paste(length) => {
                    self.begun.drain(..length);
                    self.paste = Some(Vec::new());
                }
                Found::Part => break,
            }
        }
        events
    }

    /// How long to wait for the rest of what was begun.
    pub(super) fn unfinished(&self) -> Option<Duration> {
        match (&self.paste, self.begun.is_empty()) {
            (Some(_), _) => Some(PASTE),
            (None, false) => Some(ESCAPE),
            (None, true) => None,
        }
    }

    /// The rest did not come.
    pub(super) fn settle(&mut self) -> Vec<Event> {
        let begun = std::mem::take(&mut self.begun);
        if let Some(mut pasted) = self.paste.take() {
            pasted.extend(begun);
            return vec![paste(&pasted)];
        }
        let typed = |code, modifiers| vec![Event::Key(KeyEvent::new(code, modifiers))];
        match begun.as_slice() {
            [0x1b] => typed(KeyCode::Esc, KeyModifiers::NONE),
            [0x1b, c @ (b'[' | b'O' | b']' | b'P' | b'_' | b'^' | b'X')] => {
                typed(KeyCode::Char(char::from(*c)), KeyModifiers::ALT)
            }
            _ => Vec::new(),
        }
    }

    /// Takes what belongs to the paste; the paste, once its end is here.
    fn pasted(&mut self) -> Option<Event> {
        let end = self.begun.windows(PASTE_END.len()).position(|window| window == PASTE_END);
        // A piece of the end may be the last that came.
        let length = end.unwrap_or_else(|| self.begun.len().saturating_sub(PASTE_END.len() - 1));
        let pasted = self.paste.get_or_insert_default();
        let room = PASTED.saturating_sub(pasted.len());
        pasted.extend_from_slice(&self.begun[..length.min(room)]);
        self.begun.drain(..length);
        end?;
        self.begun.drain(..PASTE_END.len());
        self.paste.take().map(|pasted| paste(&pasted))
    }
}

fn paste(bytes: &[u8]) -> Event {
    Event::Paste(String::from_utf8_lossy(bytes).into_owned())
}

/// What the first of these bytes are. There is at least one.
fn find(bytes: &[u8]) -> Found {
    match bytes {
        [0x1b] => Found::Part,
        [0x1b, b'[', rest @ ..] => control(rest),
        [0x1b, b'O', rest @ ..] => match rest {
            [] => Found::Part,
            [last, ..] => Found::Whole(3, csi::function(*last, KeyModifiers::NONE)),
        },
        [0x1b, b']' | b'P' | b'_' | b'^' | b'X', rest @ ..] => answer(rest),
        // Escape twice: the first is the key.
        [0x1b, 0x1b, ..] => Found::Whole(1, Some(Event::Key(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE)))),
        [0x1b, rest @ ..] => match key(rest) {
            Some((length, event)) => {
                let with_alt = |key: KeyEvent| KeyEvent::new(key.code, key.modifiers | KeyModifiers::ALT);
                Found::Whole(length + 1, event.map(|key| Event::Key(with_alt(key))))
            }
            None => Found::Part,
        },
        _ => key(bytes).map_or(Found::Part, |(length, event)| Found::Whole(length, event.map(Event::Key))),
    }
}

/// A sequence after `ESC [`.
fn control(rest: &[u8]) -> Found {
    // The Linux console's F1 to F5.
    if let [b'[', rest @ ..] = rest {
        return rest.first().map_or(Found::Part, |last| Found::Whole(4, csi::console(*last)));
    }
    let Some(at) = rest.iter().position(|byte| !(0x20..=0x3f).contains(byte)) else {
        return if rest.len() > SEQUENCE { Found::Whole(rest.len() + 2, None) } else { Found::Part };
    };
    let (parameters, last) = (&rest[..at], rest[at]);
    let length = at + 3;
    match last {
        _ if at > SEQUENCE => Found::Whole(length, None),
        b'~' if parameters == b"200" => Found::Paste(length),
        0x40..=0x7e => Found::Whole(length, csi::event(parameters, last)),
        // Not part of a sequence: it was cut, and something new begins here.
        _ => Found::Whole(length - 1, None),
    }
}

/// What stands after `ESC ]` and its like, up to BEL or `ESC \`.
fn answer(rest: &[u8]) -> Found {
    let end = rest.iter().enumerate().find_map(|(at, byte)| match byte {
        0x07 => Some(at + 1),
        0x1b if rest.get(at + 1) == Some(&b'\\') => Some(at + 2),
        _ => None,
    });
    match end {
        Some(length) => Found::Whole(length + 2, None),
        None if rest.len() > ANSWER => Found::Whole(rest.len() + 2, None),
        None => Found::Part,
    }
}

#[cfg(test)]
mod tests;
