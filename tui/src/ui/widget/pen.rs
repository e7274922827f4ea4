//! Writes text into a rectangle and never outside of it.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Modifier, Style},
};

use super::text;
use crate::ui::theme::{Role, Theme};

/// Writes into one rectangle of a frame with one theme.
pub(in crate::ui) struct Pen<'f> {
    buffer: &'f mut Buffer,
    area: Rect,
    theme: Theme,
    bright: bool,
}

impl<'f> Pen<'f> {
    /// A pen for the whole frame.
    pub(in crate::ui) fn new(buffer: &'f mut Buffer, theme: Theme, bright: bool) -> Self {
        let area = buffer.area;
        Self { buffer, area, theme, bright }
    }

    /// A pen for a part of the frame.
    pub(in crate::ui) fn within(&mut self, area: Rect) -> Pen<'_> {
        let area = self.buffer.area.intersection(area);
        Pen { buffer: self.buffer, area, theme: self.theme, bright: self.bright }
    }

    /// The rectangle.
    pub(in crate::ui) fn area(&self) -> Rect {
        self.area
    }

    /// Writes at a place relative to the rectangle; answers with the column after the text.
    pub(in crate::ui) fn put(&mut self, column: u16, row: u16, text: &str, role: Role) -> u16 {
        if row >= self.area.height || column >= self.area.width {
            return column;
        }
        let room = usize::from(self.area.width - column);
        let style = self.style(role);
        let (x, _) = self.buffer.set_stringn(self.area.x + column, self.area.y + row, text, room, style);
        x - self.area.x
    }

    /// Writes one sign with a style of its own, over whatever was there.
    pub(in crate::ui) fn put_styled(&mut self, column: u16, row: u16, sign: &str, style: Style) {
        if row < self.area.height
            && column < self.area.width
            && let Some(cell) = self.buffer.cell_mut((self.area.x + column, self.area.y + row))
        {
            cell.reset();
            cell.set_symbol(sign).set_style(style);
        }
    }

    /// The same in the style of a role.
    pub(in crate::ui) fn put_over(&mut self, column: u16, row: u16, sign: &str, role: Role) {
        self.put_styled(column, row, sign, self.style(role));
    }

    /// How roles look.
    pub(in crate::ui) fn theme(&self) -> Theme {
        self.theme
    }

    /// Writes so that the text ends at the right edge; answers with the column of its begin.
    pub(in crate::ui) fn put_right(&mut self, row: u16, text: &str, role: Role) -> u16 {
        let column = self.area.width.saturating_sub(text::width(text));
        self.put(column, row, text, role);
        column
    }

    /// The title of a pane: a line of dashes with words in it, and more words to the right.
    pub(in crate::ui) fn title(&mut self, words: &str, right: &str, focused: bool) {
        let dash = if focused { "=" } else { "-" };
        let role = Role::Title(focused);
        self.put(0, 0, &dash.repeat(self.area.width.into()), role);
        let right = if right.is_empty() { String::new() } else { format!(" {right} {dash}") };
        let room = self.area.width.saturating_sub(text::width(&right) + 5);
        self.put_right(0, &right, role);
        self.put(2, 0, &format!(" {} ", text::fit(words, room)), role);
    }

    /// Fills the rectangle with spaces.
    pub(in crate::ui) fn clear(&mut self) {
        // A wide character that reaches in from the left would push the row aside.
        for y in self.area.top()..self.area.bottom() {
            let outside = self.area.x.checked_sub(1).and_then(|x| self.buffer.cell_mut((x, y)));
            if let Some(cell) = outside.filter(|cell| text::width(cell.symbol()) > 1) {
                cell.set_symbol(" ");
            }
        }
        for row in 0..self.area.height {
            self.put(0, row, &" ".repeat(self.area.width.into()), Role::Text);
        }
        self.buffer.set_style(self.area, Style::reset());
    }

    /// The style of a role, and nothing of what was written there before.
    fn style(&self, role: Role) -> Style {
        Style::new().remove_modifier(Modifier::all()).patch(self.theme.style(role, self.bright))
    }
}
