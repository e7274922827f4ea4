//! The keys that are valid while points are placed on the map.

use crossterm::event::KeyCode;

use super::{
    BACK_TAB, BACKSPACE, Binding, Command as C, DOWN,
    Direction::{Down, Left, Right, Up},
    ENTER, ESC, F1, LEFT, Place, RIGHT, TAB, UP, bind, char, ctrl, plain,
};

const EDIT: &[Place] = &[Place::Edit];
const ENTRY: &[Place] = &[Place::Entry];

/// They stand after all others.
pub(super) const PLACING: &[Binding] = &[
    bind(EDIT, &[LEFT, char('h')], "h", C::Nudge(Left), None, "key-nudge-left"),
    bind(EDIT, &[DOWN, char('j')], "j", C::Nudge(Down), None, "key-nudge-down"),
    bind(EDIT, &[UP, char('k')], "k", C::Nudge(Up), None, "key-nudge-up"),
    bind(EDIT, &[RIGHT, char('l')], "hjkl", C::Nudge(Right), Some("foot-nudge"), "key-nudge-right"),
    bind(EDIT, &[char('H')], "H", C::NudgeFar(Left), None, "key-nudge-far"),
    bind(EDIT, &[char('J')], "J", C::NudgeFar(Down), None, "key-nudge-far"),
    bind(EDIT, &[char('K')], "K", C::NudgeFar(Up), None, "key-nudge-far"),
    bind(EDIT, &[char('L')], "L", C::NudgeFar(Right), None, "key-nudge-far"),
    bind(EDIT, &[TAB], "Tab", C::NextPoint, Some("foot-next-point"), "key-next-point"),
    bind(EDIT, &[BACK_TAB], "Shift-Tab", C::PreviousPoint, None, "key-previous-point"),
    bind(EDIT, &[char('u')], "u", C::Undo, Some("foot-undo"), "key-undo"),
    bind(EDIT, &[ESC, char('e'), char('q')], "Esc", C::EndEdit, Some("foot-end-edit"), "key-end-edit"),
    bind(EDIT, &[char('#')], "#", C::Numbers, Some("foot-numbers"), "key-numbers"),
    bind(EDIT, &[char('g')], "g", C::Snap, Some("foot-snap"), "key-snap"),
    bind(EDIT, &[ENTER], "Enter", C::PutDown, None, "key-put-down"),
    bind(EDIT, &[char('x'), plain(KeyCode::Delete)], "x", C::Unplace, Some("foot-unplace"), "key-unplace"),
    bind(EDIT, &[char(']')], "]", C::NextArea, Some("foot-area"), "key-next-area"),
    bind(EDIT, &[char('[')], "[", C::PreviousArea, None, "key-previous-area"),
    bind(EDIT, &[char('b')], "b", C::Background, None, "key-background"),
    bind(EDIT, &[char('m')], "m", C::ToggleMouse, None, "key-mouse"),
    bind(EDIT, &[char('?'), F1], "?", C::Help, Some("foot-help"), "key-help"),
    bind(ENTRY, &[ENTER], "Enter", C::Confirm, Some("foot-confirm"), "key-confirm"),
    bind(ENTRY, &[ESC], "Esc", C::EndEdit, Some("foot-cancel"), "key-cancel"),
    bind(ENTRY, &[BACKSPACE], "Backspace", C::Erase, None, "key-erase"),
    bind(ENTRY, &[ctrl('u')], "Ctrl-U", C::EraseLine, None, "key-erase-line"),
];
