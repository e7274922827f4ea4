//! Tables for people. Wide characters line up because widths are counted in terminal cells, not characters.

use comfy_table::{Attribute, CellAlignment, Color, ContentArrangement, Table};
use unicode_width::UnicodeWidthStr;

use super::{Cell, Colour, Column, Item, Tone};
use crate::{time::Zone, words::heading};

/// Between two columns.
const GAP: &str = "  ";

/// Numbers that come in a stream grow and shrink; most fit in this.
const NUMBER_WIDTH: usize = 7;

/// A list with a heading.
pub(super) fn list<T: Item>(items: &[T], zone: &Zone, colour: Colour, wide: bool) -> String {
    let shown: Vec<bool> = T::COLUMNS.iter().map(|column| wide || !column.wide).collect();
    let mut table = bare(colour);
    table.set_header(visible(&shown, T::COLUMNS.iter()).map(|column| {
        let cell = comfy_table::Cell::new(heading(column.title)).set_alignment(alignment(*column));
        if colour == Colour::On { cell.add_attribute(Attribute::Bold) } else { cell }
    }));
    for item in items {
        let cells = item.cells(zone);
        let row = visible(&shown, T::COLUMNS.iter().zip(&cells));
        table.add_row(row.map(|(column, cell)| toned(cell, colour).set_alignment(alignment(*column))));
    }
    finish(&mut table)
}

/// One thing, one fact a line.
pub(super) fn facts<T: Item>(item: &T, zone: &Zone, colour: Colour) -> String {
    let mut table = bare(colour);
    for (title, cell) in item.facts(zone) {
        let title = comfy_table::Cell::new(heading(title));
        let title = if colour == Colour::On { title.add_attribute(Attribute::Bold) } else { title };
        table.add_row([title, toned(&cell, colour)]);
    }
    finish(&mut table)
}

fn visible<'a, T: 'a>(shown: &'a [bool], row: impl Iterator<Item = T> + 'a) -> impl Iterator<Item = T> + 'a {
    row.zip(shown).filter_map(|(cell, shown)| shown.then_some(cell))
}

/// Without lines. A row stays one line however narrow the terminal is: folded cells cannot be read along a row, and some
/// terminals say that they have no width at all.
fn bare(colour: Colour) -> Table {
    let mut table = Table::new();
    table.load_style(comfy_table::presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Disabled);
    match colour {
        Colour::On => table.enforce_styling(),
        Colour::Off => table.force_no_tty(),
    };
    table
}

fn finish(table: &mut Table) -> String {
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    let lines: Vec<String> = table.lines().map(|line| line.trim_end().to_owned()).collect();
    lines.join("\n")
}

const fn alignment(column: Column) -> CellAlignment {
    if column.right { CellAlignment::Right } else { CellAlignment::Left }
}

fn toned(cell: &Cell, colour: Colour) -> comfy_table::Cell {
    let shown = comfy_table::Cell::new(cell.safe());
    if colour == Colour::Off {
        return shown;
    }
    match cell.tone {
        Tone::Plain => shown,
        Tone::Good => shown.fg(Color::Green),
        Tone::Warn => shown.fg(Color::Yellow),
        Tone::Bad => shown.fg(Color::Red).add_attribute(Attribute::Bold),
        Tone::Dim => shown.add_attribute(Attribute::Dim),
    }
}

/// How many cells the terminal is wide; `None` where there is none.
pub(crate) fn terminal_width() -> Option<usize> {
    Table::new().width().map(usize::from)
}

/// Lays out rows that are not known beforehand: a column is as wide as its widest cell so far.
pub(super) struct Ruler {
    columns: Vec<(usize, Column)>,
    widths: Vec<usize>,
    colour: Colour,
}

impl Ruler {
    pub(super) fn new(columns: &[Column], wide: bool, colour: Colour) -> Self {
        let columns: Vec<(usize, Column)> =
            columns.iter().copied().enumerate().filter(|(_, column)| wide || !column.wide).collect();
        let widths = columns
            .iter()
            .map(|(_, column)| heading(column.title).width().max(if column.right { NUMBER_WIDTH } else { 0 }))
            .collect();
        Self { columns, widths, colour }
    }

    /// Leaves out the columns of these fields.
    pub(super) fn hide(&mut self, fields: &[&str]) {
        let shown = |column: &Column| !fields.iter().any(|field| column.title.eq_ignore_ascii_case(field));
        let columns = std::mem::take(&mut self.columns).into_iter().zip(std::mem::take(&mut self.widths));
        (self.columns, self.widths) = columns.filter(|((_, column), _)| shown(column)).unzip();
    }

    /// A line that is no row.
    pub(super) fn beside(&self, cell: &Cell) -> String {
        paint(cell.safe(), cell.tone, self.colour)
    }

    pub(super) fn heading(&self) -> String {
        let cells: Vec<Cell> = self.columns.iter().map(|(_, column)| Cell::new(heading(column.title))).collect();
        self.line(cells.iter())
    }

    /// One row from the cells of all columns.
    pub(super) fn row(&mut self, cells: &[Cell]) -> String {
        let shown: Vec<Cell> = self.columns.iter().filter_map(|(place, _)| cells.get(*place).cloned()).collect();
        for (width, cell) in self.widths.iter_mut().zip(&shown) {
            *width = (*width).max(cell.safe().width());
        }
        self.line(shown.iter())
    }

    fn line<'a>(&self, cells: impl Iterator<Item = &'a Cell>) -> String {
        let mut line = String::new();
        for ((cell, (_, column)), width) in cells.zip(&self.columns).zip(&self.widths) {
            let text = cell.safe();
            let room = " ".repeat(width.saturating_sub(text.width()));
            let text = paint(text, cell.tone, self.colour);
            if column.right {
                line.extend([room.as_str(), &text, GAP]);
            } else {
                line.extend([text.as_str(), &room, GAP]);
            }
        }
        line.truncate(line.trim_end().len());
        line
    }
}

/// A text in its tone, where colour is on.
pub(crate) fn paint(text: String, tone: Tone, colour: Colour) -> String {
    let code = match (colour, tone) {
        (Colour::Off, _) | (Colour::On, Tone::Plain) => return text,
        (Colour::On, Tone::Good) => "32",
        (Colour::On, Tone::Warn) => "33",
        (Colour::On, Tone::Bad) => "1;31",
        (Colour::On, Tone::Dim) => "2",
    };
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}
