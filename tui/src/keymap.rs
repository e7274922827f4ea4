//! Which key does what, as data. The footer and the help page are made from this table, so they cannot be wrong.

mod placing;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::state::screen::Screen;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    /// Leave the program.
    Quit,
    /// The other pane takes the keys.
    NextPane,
    /// Show a screen.
    Go(Screen),
    /// Move the selection.
    Move(Direction),
    /// Move by as many rows as are shown.
    Leap(Direction),
    /// The first of the list.
    First,
    /// The last of the list.
    Last,
    /// From an alarm to its point, from a point to everything about it.
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
    /// Give the terminal back to the shell for a while.
    Suspend,
    /// Show the keys.
    Help,
    /// Ask which points and alarms are shown.
    Filter,
    /// Ask for a command by its name or its words.
    Palette,
    /// Let the picture stand, or go on.
    Freeze,
    /// Copy the command line that does the same as what is selected.
    Copy,
    /// Copy the command line that lists what is shown.
    CopyList,
    /// Sort the table by the next column.
    Sort,
    /// Sort it the other way round.
    Reverse,
    /// A shorter time in the trend.
    ZoomIn,
    /// A longer one.
    ZoomOut,
    /// From the alarms that stand to those that were, and back.
    History,
    /// Do what the prompt asks about.
    Confirm,
    /// Take back one character.
    Erase,
    /// Take back the whole line.
    EraseLine,
    /// Hear the sound of alarms.
    TestSound,
    /// Show the picture behind the map, or do not.
    Background,
    /// Open or close a fold of the alarm list.
    Fold,
    /// Place points on the map.
    Edit,
    /// Move the selected point by a little.
    Nudge(Direction),
    /// Move the selected point by more.
    NudgeFar(Direction),
    /// Positions snap to a grid, or do not.
    Snap,
    /// Put the point in the hand down.
    PutDown,
    /// Take the last change of the map back.
    Undo,
    /// Take the selected point off the map.
    Unplace,
    /// Select the next point.
    NextPoint,
    /// Select the point before.
    PreviousPoint,
    /// Say the position in numbers.
    Numbers,
    /// Forget what is begun; then place points no longer.
    EndEdit,
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
    /// Map, alarms and trend.
    Wall,
    /// The table of all points.
    Devices,
    /// Everything about one point.
    Device,
    /// The alarms.
    Alarms,
    /// The line that asks for a filter; other characters are text.
    Filter,
    /// The line that asks for a command; other characters are text.
    Palette,
    /// The help page.
    Help,
    /// A prompt; other characters are text.
    Prompt,
    /// A form of several fields; other characters are text.
    Form,
    /// A page to read.
    Page,
    /// The map, on which points are being placed.
    Edit,
    /// A position in numbers; other characters are text.
    Entry,
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
    pub places: &'static [Place],
    /// The keys, each of which does it.
    pub keys: &'static [Key],
    /// The keys as people read them, the same in every language.
    pub shown: &'static str,
    /// What it does.
    pub command: Command,
    /// The name of the word for the footer; `None` if it is only in the help.
    pub footer: Option<&'static str>,
    /// The name of the sentence for help and palette.
    pub help: &'static str,
}

const fn bind(
    places: &'static [Place],
    keys: &'static [Key],
    shown: &'static str,
    command: Command,
    footer: Option<&'static str>,
    help: &'static str,
) -> Binding {
    Binding { places, keys, shown, command, footer, help }
}

/// Everywhere.
const ALL: &[Place] = &[
    Place::Wall,
    Place::Devices,
    Place::Device,
    Place::Alarms,
    Place::Help,
    Place::Prompt,
    Place::Form,
    Place::Page,
    Place::Filter,
    Place::Palette,
    Place::Edit,
    Place::Entry,
];
/// Where text is typed.
const TYPING: &[Place] = &[Place::Prompt, Place::Form, Place::Filter, Place::Palette];
/// Where what is typed becomes a command line.
const WRITING: &[Place] = &[Place::Prompt, Place::Form, Place::Filter];
/// Every screen.
const SCREENS: &[Place] = &[Place::Wall, Place::Devices, Place::Device, Place::Alarms];
/// Every screen, and the page about one alarm.
const ALARMS: &[Place] = &[Place::Wall, Place::Devices, Place::Device, Place::Alarms, Place::Page];
/// What `h` means to hands that know vi.
const LEFTWARDS: &[Place] = &[Place::Wall, Place::Devices, Place::Device];
/// Where a page is longer than the terminal.
const READING: &[Place] = &[Place::Help, Place::Page];
/// The wall alone.
const WALL: &[Place] = &[Place::Wall];
const DEVICES: &[Place] = &[Place::Devices];
const DEVICE: &[Place] = &[Place::Device];
const ALARM_LIST: &[Place] = &[Place::Alarms];
const FILTER: &[Place] = &[Place::Filter];
const PALETTE: &[Place] = &[Place::Palette];
const HELP: &[Place] = &[Place::Help];
const PROMPT: &[Place] = &[Place::Prompt];
const FORM: &[Place] = &[Place::Form];
const PAGE: &[Place] = &[Place::Page];

const UP: Key = plain(KeyCode::Up);
const DOWN: Key = plain(KeyCode::Down);
const LEFT: Key = plain(KeyCode::Left);
const RIGHT: Key = plain(KeyCode::Right);
const ENTER: Key = plain(KeyCode::Enter);
const ESC: Key = plain(KeyCode::Esc);
const TAB: Key = plain(KeyCode::Tab);
const BACK_TAB: Key = plain(KeyCode::BackTab);
const BACKSPACE: Key = plain(KeyCode::Backspace);
const PAGE_UP: Key = plain(KeyCode::PageUp);
const PAGE_DOWN: Key = plain(KeyCode::PageDown);
const F1: Key = plain(KeyCode::F(1));

/// The key map. The footer shows as much of it as fits, so what matters most stands first.
pub const KEYMAP: &[Binding] = {
    use Command as C;
    use Direction::{Down, Left, Right, Up};
    &[
        bind(ALARMS, &[char('a')], "a", C::Acknowledge, Some("foot-ack"), "key-ack"),
        bind(SCREENS, &[char('A')], "A", C::AcknowledgeAll, Some("foot-ack-all"), "key-ack-all"),
        bind(SCREENS, &[char('r')], "r", C::Reset, Some("foot-reset"), "key-reset"),
        bind(SCREENS, &[char('s')], "s", C::Shelve, Some("foot-shelve"), "key-shelve"),
        bind(ALARM_LIST, &[char('h')], "h", C::History, Some("foot-history"), "key-history"),
        bind(DEVICES, &[char('o')], "o", C::Sort, Some("foot-sort"), "key-sort"),
        bind(DEVICES, &[char('O')], "O", C::Reverse, Some("foot-reverse"), "key-reverse"),
        bind(DEVICE, &[char('+'), char('=')], "+", C::ZoomIn, Some("foot-zoom-in"), "key-zoom-in"),
        bind(DEVICE, &[char('-')], "-", C::ZoomOut, Some("foot-zoom-out"), "key-zoom-out"),
        bind(WALL, &[TAB, BACK_TAB], "Tab", C::NextPane, Some("foot-pane"), "key-pane"),
        bind(SCREENS, &[char('?'), F1], "?", C::Help, Some("foot-help"), "key-help"),
        bind(SCREENS, &[char('q')], "q", C::Quit, Some("foot-quit"), "key-quit"),
        bind(SCREENS, &[char('m')], "m", C::ToggleMouse, Some("foot-mouse"), "key-mouse"),
        bind(&[Place::Wall, Place::Devices, Place::Alarms], &[ENTER], "Enter", C::Open, Some("foot-open"), "key-open"),
        bind(SCREENS, &[char('/')], "/", C::Filter, Some("foot-filter"), "key-filter"),
        bind(SCREENS, &[char(':')], ":", C::Palette, Some("foot-palette"), "key-palette"),
        bind(SCREENS, &[char('1')], "1", C::Go(Screen::Wall), None, "key-wall"),
        bind(SCREENS, &[char('2')], "2", C::Go(Screen::Devices), None, "key-devices"),
        bind(SCREENS, &[char('3')], "3", C::Go(Screen::Device), None, "key-device"),
        bind(SCREENS, &[char('4')], "4", C::Go(Screen::Alarms), None, "key-alarms"),
        bind(SCREENS, &[char('f')], "f", C::Freeze, Some("foot-freeze"), "key-freeze"),
        bind(ALARMS, &[char('y')], "y", C::Copy, Some("foot-copy"), "key-copy"),
        bind(SCREENS, &[char('Y')], "Y", C::CopyList, None, "key-copy-list"),
        bind(SCREENS, &[char('S')], "S", C::Silence, Some("foot-silence"), "key-silence"),
        bind(SCREENS, &[char('i')], "i", C::Inhibit, None, "key-inhibit"),
        bind(SCREENS, &[char('u')], "u", C::Unmask, None, "key-unmask"),
        bind(SCREENS, &[char('d')], "d", C::Details, Some("foot-details"), "key-details"),
        bind(SCREENS, &[char('K')], "K", C::Figures, None, "key-figures"),
        bind(SCREENS, &[UP, char('k')], "Up k", C::Move(Up), None, "key-up"),
        bind(SCREENS, &[DOWN, char('j')], "Down j", C::Move(Down), None, "key-down"),
        bind(LEFTWARDS, &[LEFT, char('h')], "Left h", C::Move(Left), None, "key-left"),
        bind(ALARM_LIST, &[LEFT], "Left", C::Move(Left), None, "key-left"),
        bind(SCREENS, &[RIGHT, char('l')], "Right l", C::Move(Right), None, "key-right"),
        bind(SCREENS, &[PAGE_UP], "PgUp", C::Leap(Up), None, "key-page-up"),
        bind(SCREENS, &[PAGE_DOWN], "PgDn", C::Leap(Down), None, "key-page-down"),
        bind(SCREENS, &[plain(KeyCode::Home), char('g')], "Home g", C::First, None, "key-first"),
        bind(SCREENS, &[plain(KeyCode::End), char('G')], "End G", C::Last, None, "key-last"),
        bind(WALL, &[char('e')], "e", C::Edit, Some("foot-edit"), "key-edit"),
        bind(WALL, &[char('b')], "b", C::Background, None, "key-background"),
        bind(WALL, &[char('t')], "t", C::TestSound, None, "key-test-sound"),
        bind(&[Place::Wall, Place::Alarms], &[char('z')], "z", C::Fold, None, "key-fold"),
        bind(WALL, &[char(']')], "]", C::NextArea, Some("foot-area"), "key-next-area"),
        bind(WALL, &[char('[')], "[", C::PreviousArea, None, "key-previous-area"),
        bind(HELP, &[ESC, char('?'), char('q'), ENTER, F1], "Esc", C::Back, Some("foot-close"), "key-close"),
        bind(PAGE, &[ESC, char('q'), ENTER, char('d'), char('K')], "Esc", C::Back, Some("foot-close"), "key-close"),
        bind(READING, &[UP, char('k')], "Up k", C::Move(Up), Some("foot-scroll"), "key-scroll-up"),
        bind(READING, &[DOWN, char('j')], "Down j", C::Move(Down), None, "key-scroll-down"),
        bind(READING, &[PAGE_UP], "PgUp", C::Leap(Up), None, "key-page-up"),
        bind(READING, &[PAGE_DOWN, char(' ')], "PgDn", C::Leap(Down), None, "key-page-down"),
        bind(FILTER, &[ENTER], "Enter", C::Confirm, Some("foot-show"), "key-filter-confirm"),
        bind(PALETTE, &[ENTER], "Enter", C::Confirm, Some("foot-confirm"), "key-confirm"),
        bind(PALETTE, &[UP], "Up", C::Move(Up), None, "key-up"),
        bind(PALETTE, &[DOWN], "Down", C::Move(Down), Some("foot-choose"), "key-down"),
        bind(PALETTE, &[TAB], "Tab", C::NextField, Some("foot-complete"), "key-complete"),
        bind(PROMPT, &[ENTER], "Enter", C::Confirm, Some("foot-acknowledge"), "key-confirm"),
        bind(FORM, &[ENTER], "Enter", C::Confirm, Some("foot-confirm"), "key-confirm"),
        bind(TYPING, &[ESC], "Esc", C::Back, Some("foot-cancel"), "key-cancel"),
        bind(FORM, &[TAB, DOWN], "Tab", C::NextField, Some("foot-next-field"), "key-next-field"),
        bind(FORM, &[BACK_TAB, UP], "Up", C::PreviousField, None, "key-previous-field"),
        bind(TYPING, &[BACKSPACE], "Backspace", C::Erase, None, "key-erase"),
        bind(TYPING, &[ctrl('u')], "Ctrl-U", C::EraseLine, None, "key-erase-line"),
        bind(WRITING, &[ctrl('y')], "Ctrl-Y", C::Copy, Some("foot-copy"), "key-copy-form"),
        bind(SCREENS, &[ESC], "Esc", C::Back, None, "key-back"),
        bind(ALL, &[ctrl('l')], "Ctrl-L", C::Redraw, None, "key-redraw"),
        bind(ALL, &[ctrl('z')], "Ctrl-Z", C::Suspend, None, "key-suspend"),
        bind(ALL, &[ctrl('c')], "Ctrl-C", C::Quit, None, "key-leave"),
    ]
};

/// Every line of the key map.
pub fn all() -> impl Iterator<Item = &'static Binding> {
    KEYMAP.iter().chain(placing::PLACING)
}

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
    all().filter(move |binding| binding.places.contains(&place))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use mcs_core::language::Language;

    use super::*;
    use crate::words::words;

    #[test]
    fn no_key_has_two_meanings_in_one_place() {
        let mut seen = HashSet::new();
        for binding in all() {
            for key in binding.keys {
                for place in binding.places {
                    assert!(seen.insert((*place, *key)), "{key:?} stands twice in {place:?}");
                }
            }
        }
    }

    #[test]
    fn the_program_can_be_left_from_every_place() {
        for place in ALL {
            let key = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
            assert_eq!(command(*place, &key), Some(Command::Quit), "{place:?}");
        }
    }

    #[test]
    fn keys_are_ascii_and_their_words_are_in_both_tables() {
        for binding in all() {
            assert!(binding.shown.is_ascii(), "{}", binding.shown);
            for language in Language::ALL {
                for id in binding.footer.into_iter().chain([binding.help]) {
                    assert!(words(language).has(id), "{id} in {language:?}");
                }
            }
        }
    }
}
