//! Keys and the mouse as sequences, in the forms of xterm, rxvt and the Linux console.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// What a sequence with these parameters and this last byte is; `None`: nothing we know.
pub(super) fn event(parameters: &[u8], last: u8) -> Option<Event> {
    if let [b'<', parameters @ ..] = parameters {
        return mouse(parameters, last);
    }
    let numbers = numbers(parameters)?;
    let modifiers = modifiers(numbers.get(1).copied().unwrap_or(1));
    match last {
        b'~' => numbered(*numbers.first()?).map(|code| Event::Key(KeyEvent::new(code, modifiers))),
        // The keypad's Enter is a letter after `ESC O` only.
        b'M' => None,
        b'Z' => Some(Event::Key(KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT))),
        // A letter with other numbers is an answer: where the cursor is, what the terminal can.
        _ if *numbers.first()? <= 1 => function(last, modifiers),
        _ => None,
    }
}

/// A key by its letter, after `ESC O`, or last after `ESC [`.
pub(super) fn function(last: u8, modifiers: KeyModifiers) -> Option<Event> {
    let code = match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'M' => KeyCode::Enter,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        _ => return None,
    };
    Some(Event::Key(KeyEvent::new(code, modifiers)))
}

/// F1 to F5 of the Linux console.
pub(super) fn console(last: u8) -> Option<Event> {
    let code = match last {
        b'A'..=b'E' => KeyCode::F(last - b'A' + 1),
        _ => return None,
    };
    Some(Event::Key(KeyEvent::new(code, KeyModifiers::NONE)))
}

/// A key by its number.
fn numbered(number: u16) -> Option<KeyCode> {
    let f = |number: u16| u8::try_from(number).ok().map(KeyCode::F);
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => f(number - 10),
        17..=21 => f(number - 11),
        23..=26 => f(number - 12),
        28 | 29 => f(number - 13),
        31..=34 => f(number - 14),
        _ => None,
    }
}

/// The mouse in SGR form: buttons and modifiers, column, row; `M` for down and moves, `m` for up.
fn mouse(parameters: &[u8], last: u8) -> Option<Event> {
    let [bits, column, row] = numbers(parameters)?[..] else { return None };
    let button = match bits & 0b11 {
        0 => Some(MouseButton::Left),
        1 => Some(MouseButton::Middle),
        2 => Some(MouseButton::Right),
        _ => None,
    };
    let (drag, wheel) = (bits & 0b10_0000 != 0, bits & 0b100_0000 != 0);
    let kind = match (last, wheel, drag, button) {
        (b'M', true, _, _) => match bits & 0b11 {
            0 => MouseEventKind::ScrollUp,
            1 => MouseEventKind::ScrollDown,
            2 => MouseEventKind::ScrollLeft,
            _ => MouseEventKind::ScrollRight,
        },
        (b'M', false, false, Some(button)) => MouseEventKind::Down(button),
        (b'M', false, true, Some(button)) => MouseEventKind::Drag(button),
        (b'M', false, true, None) => MouseEventKind::Moved,
        (b'm', false, _, Some(button)) => MouseEventKind::Up(button),
        _ => return None,
    };
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::SHIFT, bits & 4 != 0);
    modifiers.set(KeyModifiers::ALT, bits & 8 != 0);
    modifiers.set(KeyModifiers::CONTROL, bits & 16 != 0);
    let (column, row) = (column.saturating_sub(1), row.saturating_sub(1));
    Some(Event::Mouse(MouseEvent { kind, column, row, modifiers }))
}

/// Numbers between semicolons; an empty one is zero.
fn numbers(parameters: &[u8]) -> Option<Vec<u16>> {
    let text = std::str::from_utf8(parameters).ok()?;
    let number = |text: &str| if text.is_empty() { Some(0) } else { text.parse().ok() };
    text.split(';').map(number).collect()
}

fn modifiers(number: u16) -> KeyModifiers {
    let bits = number.saturating_sub(1);
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::SHIFT, bits & 1 != 0);
    modifiers.set(KeyModifiers::ALT, bits & 2 != 0);
    modifiers.set(KeyModifiers::CONTROL, bits & 4 != 0);
    modifiers
}
