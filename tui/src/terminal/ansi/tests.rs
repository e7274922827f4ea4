use ratatui::{Terminal, buffer::Buffer, style::Style};

use super::*;

/// The bytes of a frame with these texts.
fn frame(terminal: &mut Terminal<Ansi>, texts: &[(u16, u16, &str, Style)]) -> String {
    let draw = |buffer: &mut Buffer| {
        for (x, y, text, style) in texts {
            buffer.set_string(*x, *y, text, *style);
        }
    };
    let Ok(_) = terminal.draw(|frame| draw(frame.buffer_mut()));
    terminal.backend_mut().take()
}

fn terminal() -> Terminal<Ansi> {
    let Ok(mut terminal) = Terminal::new(Ansi::new((20, 3)));
    frame(&mut terminal, &[]);
    terminal
}

#[test]
fn a_second_costs_a_jump_and_a_digit() {
    let (mut terminal, bold) = (terminal(), Style::new().bold());
    assert_eq!(frame(&mut terminal, &[(2, 1, "10:01:04", bold)]), "\x1b[2;3H\x1b[0;1m10:01:04");
    assert_eq!(frame(&mut terminal, &[(2, 1, "10:01:05", bold)]), "\x1b[2;10H5");
    assert_eq!(frame(&mut terminal, &[(2, 1, "10:01:05", bold)]), "");
    assert_eq!(frame(&mut terminal, &[(2, 1, "20:01:05", bold)]), "\x1b[2;3H2");
    assert_eq!(frame(&mut terminal, &[(2, 1, "20:02:07", bold)]), "\x1b[3C2\x1b[2C7");
}

#[test]
fn styles_are_changed_by_as_little_as_possible() {
    let (mut terminal, plain) = (terminal(), Style::new());
    let red = plain.red();
    let said = frame(&mut terminal, &[(0, 0, "a", red), (1, 0, "b", red.bold()), (2, 0, "c", plain)]);
    assert_eq!(said, "\x1b[1H\x1b[0;31ma\x1b[1mb\x1b[0mc");
    let said = frame(&mut terminal, &[(0, 1, "d", plain.light_blue().on_gray())]);
    assert_eq!(said, "\x1b[1H   \x1b[2H\x1b[94;47md");
    let said = frame(&mut terminal, &[(0, 1, "e", plain.fg(Color::Rgb(1, 2, 3)))]);
    assert_eq!(said, "\x1b[2H\x1b[38;2;1;2;3;49me");
}

#[test]
fn after_characters_of_uncertain_width_and_the_last_column_the_place_is_told_again() {
    let (mut terminal, plain) = (terminal(), Style::new());
    let said = frame(
        &mut terminal,
        &[(0, 0, "压x", plain), (0, 1, "e\u{301}y", plain), (19, 1, "z", plain), (0, 2, "w", plain)],
    );
    assert_eq!(said, "\x1b[1H\x1b[0m压x\x1b[2He\u{301}\x1b[2;2Hy\x1b[17Cz\x1b[3Hw");
}
