//! Every screen at every size, in both languages and all seven themes: a number for each, so that whatever changes what
//! people see shows which of them it touches. The pictures themselves are in the matrix.

use mcs_core::language::Language;
use mcstui::ui::theme::Theme;

use super::matrix::{picture, plant, press, styles, text};

const SIZES: [(u16, u16); 5] = [(20, 5), (40, 15), (80, 24), (120, 40), (200, 60)];
/// The keys that lead to each.
const SCREENS: [(&str, &str); 8] = [
    ("wall", "1"),
    ("devices", "2"),
    ("device", "3"),
    ("alarms", "4"),
    ("record", "4h"),
    ("details", "4d"),
    ("palette", "1:"),
    ("keys", "1?"),
];

/// FNV-1a, which is the same on every machine and in every version.
fn number(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn every_screen_in_every_size_language_and_theme() {
    let mut lines = Vec::new();
    for (screen, keys) in SCREENS {
        for size in SIZES {
            let mut hand = plant(size);
            press(&mut hand, keys);
            for language in Language::ALL {
                let mut state = hand.state.clone();
                state.language = language;
                let shown = number(&text(&picture(&state)));
                let themes = Theme::ALL.map(|theme| {
                    state.theme = theme;
                    assert_eq!(
                        number(&text(&picture(&state))),
                        shown,
                        "a theme changes what is said: {screen} {size:?}"
                    );
                    format!("{} {:016x}", theme.as_str(), number(&styles(&state)))
                });
                let (width, height) = size;
                lines.push(format!("{screen} {width}x{height} {} {shown:016x}", language.as_str()));
                lines.extend(themes.map(|theme| format!("  {theme}")));
            }
        }
    }
    insta::assert_snapshot!(lines.join("\n"));
}
