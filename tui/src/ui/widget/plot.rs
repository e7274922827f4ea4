//! A curve of braille dots: two columns and four rows of dots in a cell. Braille is one cell wide everywhere, unlike
//! the blocks and lines that some terminals draw two cells wide.

/// Dots of one plot.
pub(in crate::ui) struct Plot {
    columns: usize,
    rows: usize,
    cells: Vec<u8>,
}

/// The bit of each dot in a cell, by its row and column.
const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

impl Plot {
    /// An empty plot of this many cells.
    pub(in crate::ui) fn new(columns: u16, rows: u16) -> Self {
        let (columns, rows) = (usize::from(columns), usize::from(rows));
        Self { columns, rows, cells: vec![0; columns * rows] }
    }

    /// A vertical stroke. All are shares of the whole: `x` from the left, `low` and `high` from below.
    pub(in crate::ui) fn stroke(&mut self, x: f64, low: f64, high: f64) {
        if self.cells.is_empty() || !(0.0..=1.0).contains(&x) {
            return;
        }
        let column = dot(x, self.columns * 2);
        let bottom = dot(1.0 - low, self.rows * 4);
        let top = dot(1.0 - high, self.rows * 4);
        for row in top.min(bottom)..=bottom.max(top) {
            self.cells[row / 4 * self.columns + column / 2] |= BITS[row % 4][column % 2];
        }
    }

    /// A line from one place to another.
    pub(in crate::ui) fn line(&mut self, from: (f64, f64), to: (f64, f64)) {
        let steps = self.columns * 2;
        let first = dot(from.0, steps);
        let last = dot(to.0, steps);
        let count = last.saturating_sub(first).max(1) as f64;
        for column in first..=last {
            let share = (column - first) as f64 / count;
            let y = from.1 + (to.1 - from.1) * share;
            self.stroke(from.0 + (to.0 - from.0) * share, y, y);
        }
    }

    /// The cells that have dots: column, row, character.
    pub(in crate::ui) fn cells(&self) -> impl Iterator<Item = (u16, u16, char)> {
        let small = |index: usize| u16::try_from(index).unwrap_or(u16::MAX);
        self.cells.iter().enumerate().filter(|(_, bits)| **bits != 0).map(move |(index, bits)| {
            let sign = char::from_u32(0x2800 + u32::from(*bits)).unwrap_or(' ');
            (small(index % self.columns), small(index / self.columns), sign)
        })
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a small length")]
fn dot(share: f64, dots: usize) -> usize {
    (share.clamp(0.0, 1.0) * dots.saturating_sub(1) as f64).round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rising_line_touches_both_corners() {
        let mut plot = Plot::new(2, 1);
        plot.line((0.0, 0.0), (1.0, 1.0));
        assert_eq!(plot.cells().collect::<Vec<_>>(), [(0, 0, '⡠'), (1, 0, '⠊')]);
    }

    #[test]
    fn an_empty_plot_takes_strokes() {
        let mut plot = Plot::new(0, 0);
        plot.stroke(0.5, 0.0, 1.0);
        plot.line((0.0, 0.0), (1.0, 1.0));
        assert_eq!(plot.cells().count(), 0);
    }
}
