//! Which key does what, as data. The footer and the help page are made from this table, so they cannot be wrong.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    /// Leave the program.
    Quit,
    /// The other pane takes the keys.
    NextPane,
    /// Move the selection.
    Move(Direction),
    /// The first of the list.
    First,
    /// The last of the list.
    Last,
    /// From an alarm to its point, from a point to its alarm.
    Open,
    /// Close what is open; forget the message.
    Back,
    /// Acknowledge the selected alarm.
    Acknowledge,
    /// Acknowledge all alarms shown.
    AcknowledgeAll,
    /// End the latch of the selected alarm.
    Reset,
    /// Hide the selected alarm for a while.
    Shelve,
    /// Take the selected point out of judgement for a while.
    Inhibit,
    /// End the mask of the selected alarm or point.
    Unmask,
    /// Silence the sound everywhere for a while.
    Silence,
    /// Everything about the selected alarm, and what to do.
    Details,
    /// The figures of the alarms.
    Figures,
    /// The next field of a form.
    NextField,
    /// The field before.
    PreviousField,
    /// The next area's map.
    NextArea,
    /// The area's map before.
    PreviousArea,
    /// Mouse for the program, or for the terminal.
    ToggleMouse,
    /// Draw everything anew.
    Redraw,
    /// Show the keys.
    Help,
    /// Do what the prompt asks about.
    Confirm,
    /// Take back one character.
    Erase,
    /// Take back the whole line.
    EraseLine,
}

/// Where a selection can move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Up.
    Up,
    /// Down.
    Down,
    /// Left.
    Left,
    /// Right.
    Right,
}

/// What is open when a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// The screen itself.
    Screen,
    /// The help page.
    Help,
    /// A prompt; other characters are text.
    Prompt,
    /// A form of several fields; other characters are text.
    Form,
    /// A page to read.
    Page,
}

/// One key, with or without Ctrl.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key.
    pub code: KeyCode,
    /// With Ctrl.
    pub ctrl: bool,
}

const fn plain(code: KeyCode) -> Key {
    Key { code, ctrl: false }
}
const fn char(c: char) -> Key {
    plain(KeyCode::Char(c))
}
const fn ctrl(c: char) -> Key {
    Key { code: KeyCode::Char(c), ctrl: true }
}

/// One line of the key map.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// Where it is valid.
    pub place: Place,
    /// The keys, each of which does it.
    pub keys: &'static [Key],
    /// The keys as people read them.
    pub shown: &'static str,
    /// What it does.
    pub command: Command,
    /// One word for the footer; `None` if it is only in the help.
    pub footer: Option<&'static str>,
    /// A sentence for the help.
    pub help: &'static str,
}

const fn bind(
    place: Place,
    keys: &'static [Key],
    shown: &'static str,
    command: Command,
    footer: Option<&'static str>,
    help: &'static str,
) -> Binding {
    Binding { place, keys, shown, command, footer, help }
}

/// The key map. The footer shows as much of it as fits, so what matters most stands first.
pub const KEYMAP: &[Binding] = {
    use Command as C;
    use Direction::{Down, Left, Right, Up};
    use Place::{Form, Help, Page, Prompt, Screen};
    &[
        bind(Screen, &[char('a')], "a", C::Acknowledge, Some("ack"), "acknowledge the selected alarm"),
        bind(Screen, &[char('A')], "A", C::AcknowledgeAll, Some("ack all"), "acknowledge all shown; asks first"),
        bind(Screen, &[char('r')], "r", C::Reset, Some("reset"), "reset the selected alarm; asks first"),
        bind(Screen, &[char('s')], "s", C::Shelve, Some("shelve"), "hide the selected alarm; asks first"),
        bind(
            Screen,
            &[plain(KeyCode::Tab), plain(KeyCode::BackTab)],
            "Tab",
            C::NextPane,
            Some("map/alarms"),
            "from the map to the alarms and back",
        ),
        bind(Screen, &[char('?'), plain(KeyCode::F(1))], "?", C::Help, Some("keys"), "show or hide keys and signs"),
        bind(Screen, &[char('q')], "q", C::Quit, Some("quit"), "leave; the plant is watched on"),
        bind(Screen, &[char('m')], "m", C::ToggleMouse, Some("mouse"), "mouse here, or for selecting text"),
        bind(Screen, &[plain(KeyCode::Enter)], "Enter", C::Open, Some("go to"), "from an alarm to its point and back"),
        bind(Screen, &[char('S')], "S", C::Silence, Some("silence"), "no sound anywhere for 5 minutes"),
        bind(Screen, &[char('i')], "i", C::Inhibit, None, "inhibit the point; asks first"),
        bind(Screen, &[char('u')], "u", C::Unmask, None, "end the mask of what is selected"),
        bind(Screen, &[char('d')], "d", C::Details, Some("details"), "the selected alarm, and what to do"),
        bind(Screen, &[char('K')], "K", C::Figures, None, "figures of the last 30 days"),
        bind(Screen, &[plain(KeyCode::Up), char('k')], "Up k", C::Move(Up), None, "select what is above"),
        bind(Screen, &[plain(KeyCode::Down), char('j')], "Down j", C::Move(Down), None, "select what is below"),
        bind(Screen, &[plain(KeyCode::Left), char('h')], "Left h", C::Move(Left), None, "select what is to the left"),
        bind(
            Screen,
            &[plain(KeyCode::Right), char('l')],
            "Right l",
            C::Move(Right),
            None,
            "select what is to the right",
        ),
        bind(Screen, &[plain(KeyCode::Home), char('g')], "Home g", C::First, None, "select the first"),
        bind(Screen, &[plain(KeyCode::End), char('G')], "End G", C::Last, None, "select the last"),
        bind(Screen, &[char(']')], "]", C::NextArea, Some("area"), "the next area's map"),
        bind(Screen, &[char('[')], "[", C::PreviousArea, None, "the area's map before"),
        bind(Screen, &[plain(KeyCode::Esc)], "Esc", C::Back, None, "forget the answer; to the alarms"),
        bind(Screen, &[ctrl('l')], "Ctrl-L", C::Redraw, None, "draw everything anew"),
        bind(Screen, &[ctrl('c')], "Ctrl-C", C::Quit, None, "leave"),
        bind(
            Help,
            &[plain(KeyCode::Esc), char('?'), char('q'), plain(KeyCode::Enter), plain(KeyCode::F(1))],
            "Esc",
            C::Back,
            Some("close"),
            "close this page",
        ),
        bind(Help, &[ctrl('l')], "Ctrl-L", C::Redraw, None, "draw everything anew"),
        bind(Help, &[ctrl('c')], "Ctrl-C", C::Quit, None, "leave"),
        bind(Form, &[plain(KeyCode::Enter)], "Enter", C::Confirm, Some("do it"), "do it"),
        bind(Form, &[plain(KeyCode::Esc)], "Esc", C::Back, Some("cancel"), "do nothing"),
        bind(
            Form,
            &[plain(KeyCode::Tab), plain(KeyCode::Down)],
            "Tab",
            C::NextField,
            Some("next field"),
            "the next field",
        ),
        bind(Form, &[plain(KeyCode::BackTab), plain(KeyCode::Up)], "Up", C::PreviousField, None, "the field before"),
        bind(Form, &[plain(KeyCode::Backspace)], "Backspace", C::Erase, None, "take back one character"),
        bind(Form, &[ctrl('u')], "Ctrl-U", C::EraseLine, None, "take back the line"),
        bind(Form, &[ctrl('l')], "Ctrl-L", C::Redraw, None, "draw everything anew"),
        bind(Form, &[ctrl('c')], "Ctrl-C", C::Quit, None, "leave"),
        bind(
            Page,
            &[plain(KeyCode::Esc), char('q'), plain(KeyCode::Enter), char('d'), char('K')],
            "Esc",
            C::Back,
            Some("close"),
            "close this page",
        ),
        bind(Page, &[char('a')], "a", C::Acknowledge, Some("ack"), "acknowledge the selected alarm"),
        bind(Page, &[ctrl('l')], "Ctrl-L", C::Redraw, None, "draw everything anew"),
        bind(Page, &[ctrl('c')], "Ctrl-C", C::Quit, None, "leave"),
        bind(Prompt, &[plain(KeyCode::Enter)], "Enter", C::Confirm, Some("acknowledge"), "do it"),
        bind(Prompt, &[plain(KeyCode::Esc)], "Esc", C::Back, Some("cancel"), "do nothing"),
        bind(Prompt, &[plain(KeyCode::Backspace)], "Backspace", C::Erase, None, "take back one character"),
        bind(Prompt, &[ctrl('u')], "Ctrl-U", C::EraseLine, None, "take back the line"),
        bind(Prompt, &[ctrl('l')], "Ctrl-L", C::Redraw, None, "draw everything anew"),
        bind(Prompt, &[ctrl('c')], "Ctrl-C", C::Quit, None, "leave"),
    ]
};

/// What this key asks for in this place.
pub fn command(place: Place, event: &KeyEvent) -> Option<Command> {
    if event.modifiers.intersects(KeyModifiers::ALT | KeyModifiers::SUPER | KeyModifiers::META) {
        return None;
    }
    let key = Key { code: event.code, ctrl: event.modifiers.contains(KeyModifiers::CONTROL) };
    bindings(place).find(|binding| binding.keys.contains(&key)).map(|binding| binding.command)
}

/// The bindings valid in this place, in the order of the table.
pub fn bindings(place: Place) -> impl Iterator<Item = &'static Binding> {
    KEYMAP.iter().filter(move |binding| binding.place == place)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_key_has_two_meanings_in_one_place() {
        let mut seen = HashSet::new();
        for binding in KEYMAP {
            for key in binding.keys {
                assert!(seen.insert((binding.place, *key)), "{key:?} stands twice in {:?}", binding.place);
            }
        }
    }

    #[test]
    fn the_program_can_be_left_from_every_place() {
        for place in [Place::Screen, Place::Help, Place::Prompt, Place::Form, Place::Page] {
            let key = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
            assert_eq!(command(place, &key), Some(Command::Quit), "{place:?}");
        }
    }

    #[test]
    fn keys_and_words_are_ascii_so_that_columns_hold() {
        for binding in KEYMAP {
            assert!(binding.shown.is_ascii() && binding.help.is_ascii(), "{}", binding.shown);
        }
    }
}
