use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use proptest::prelude::*;

use super::*;

fn read(bytes: &[u8]) -> Vec<Event> {
    let mut decoder = Decoder::default();
    let mut events = decoder.feed(bytes);
    events.extend(decoder.settle());
    events
}

fn pressed(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

fn plain(code: KeyCode) -> Event {
    pressed(code, KeyModifiers::NONE)
}

#[test]
fn keys_of_every_terminal_are_understood() {
    let (ctrl, alt) = (KeyModifiers::CONTROL, KeyModifiers::ALT);
    let cases: &[(&[u8], Event)] = &[
        (b"q", plain(KeyCode::Char('q'))),
        (b"A", pressed(KeyCode::Char('A'), KeyModifiers::SHIFT)),
        ("压".as_bytes(), plain(KeyCode::Char('压'))),
        (b"\r", plain(KeyCode::Enter)),
        (b"\x7f", plain(KeyCode::Backspace)),
        (b"\x08", plain(KeyCode::Backspace)),
        (b"\t", plain(KeyCode::Tab)),
        (b"\x1b", plain(KeyCode::Esc)),
        (b"\x03", pressed(KeyCode::Char('c'), ctrl)),
        (b"\x1a", pressed(KeyCode::Char('z'), ctrl)),
        (b"\x1bx", pressed(KeyCode::Char('x'), alt)),
        (b"\x1b[", pressed(KeyCode::Char('['), alt)),
        (b"\x1b[A", plain(KeyCode::Up)),
        (b"\x1bOB", plain(KeyCode::Down)),
        (b"\x1b[1;5C", pressed(KeyCode::Right, ctrl)),
        (b"\x1b[Z", pressed(KeyCode::BackTab, KeyModifiers::SHIFT)),
        (b"\x1b[5~", plain(KeyCode::PageUp)),
        (b"\x1b[3;2~", pressed(KeyCode::Delete, KeyModifiers::SHIFT)),
        (b"\x1bOP", plain(KeyCode::F(1))),
        (b"\x1b[[A", plain(KeyCode::F(1))),
        (b"\x1b[15~", plain(KeyCode::F(5))),
        (b"\x1b[24~", plain(KeyCode::F(12))),
    ];
    for (bytes, event) in cases {
        assert_eq!(read(bytes), [event.clone()], "{}", bytes.escape_ascii());
    }
}

#[test]
fn the_mouse_is_understood_far_to_the_right() {
    let mouse = |kind, column, row| Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE });
    let left = MouseButton::Left;
    assert_eq!(
        read(b"\x1b[<0;400;1M\x1b[<32;401;2M\x1b[<0;401;2m\x1b[<64;1;1M\x1b[<65;1;1M"),
        [
            mouse(MouseEventKind::Down(left), 399, 0),
            mouse(MouseEventKind::Drag(left), 400, 1),
            mouse(MouseEventKind::Up(left), 400, 1),
            mouse(MouseEventKind::ScrollUp, 0, 0),
            mouse(MouseEventKind::ScrollDown, 0, 0),
        ]
    );
}

#[test]
fn a_paste_is_text_whatever_stands_in_it_and_keys_follow() {
    let events = read(b"\x1b[200~rm -rf\r\x1b[A\x1b[201~q");
    assert_eq!(events, [Event::Paste("rm -rf\r\x1b[A".into()), plain(KeyCode::Char('q'))]);
}

#[test]
fn a_paste_without_an_end_does_not_lock_the_keys() {
    let mut decoder = Decoder::default();
    assert_eq!(decoder.feed(b"\x1b[200~some"), []);
    assert_eq!(decoder.unfinished(), Some(PASTE));
    assert_eq!(decoder.settle(), [Event::Paste("some".into())]);
    assert_eq!(decoder.feed(b"q"), [plain(KeyCode::Char('q'))]);
    assert_eq!(decoder.unfinished(), None);
}

#[test]
fn a_long_paste_is_bounded() {
    let long = [b"\x1b[200~".as_slice(), &vec![b'x'; 3 * PASTED], b"\x1b[201~"].concat();
    let [Event::Paste(text)] = &read(&long)[..] else { panic!("not a paste") };
    assert_eq!(text.len(), PASTED);
}

#[test]
fn answers_of_the_terminal_are_not_typed() {
    let answers = b"\x1b]11;rgb:0000/0000/0000\x07\x1b]11;rgb:0/0/0\x1b\\\x1bP>|xterm\x1b\\\x1b[?62;4c\x1b[24;80R";
    assert_eq!(read(&[answers.as_slice(), b"q"].concat()), [plain(KeyCode::Char('q'))]);
}

proptest! {
    #[test]
    fn bytes_mean_the_same_however_they_are_cut(
        pieces in prop::collection::vec(
            prop_oneof![
                Just(b"\x1b[200~".to_vec()), Just(b"\x1b[201~".to_vec()), Just(b"\x1b[<0;1;2M".to_vec()),
                Just(b"\x1b".to_vec()), Just("压".as_bytes().to_vec()), prop::collection::vec(any::<u8>(), 0..12),
            ],
            0..12,
        ),
        cuts in prop::collection::vec(1_usize..7, 1..40),
    ) {
        let bytes = pieces.concat();
        let mut decoder = Decoder::default();
        let (mut rest, mut events) = (bytes.as_slice(), Vec::new());
        for cut in cuts.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (piece, after) = rest.split_at((*cut).min(rest.len()));
            events.extend(decoder.feed(piece));
            rest = after;
        }
        events.extend(decoder.settle());
        prop_assert_eq!(events, read(&bytes));
        prop_assert_eq!(decoder.unfinished(), None);
    }
}
