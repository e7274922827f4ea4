//! Markdown tables, for reports and tickets.

use super::{Cell, Column, Item};
use crate::{time::Zone, words};

/// The heading of a list and the line under it.
pub(super) fn heading(columns: &[Column]) -> String {
    let shown: Vec<&Column> = columns.iter().filter(|column| !column.wide).collect();
    let titles = line(shown.iter().map(|column| words::heading(column.title)));
    let rule = line(shown.iter().map(|column| if column.right { "---:" } else { "---" }.to_owned()));
    format!("{titles}\n{rule}")
}

/// One row of a list.
pub(super) fn row(columns: &[Column], cells: &[Cell]) -> String {
    line(columns.iter().zip(cells).filter(|(column, _)| !column.wide).map(|(_, cell)| escape(cell)))
}

/// One thing, one fact a row.
pub(super) fn facts<T: Item>(item: &T, zone: &Zone) -> String {
    let rows = item.facts(zone).into_iter().map(|(title, cell)| line([words::heading(title), escape(&cell)]));
    let mut lines = vec![line([String::new(), String::new()]), line(["---".to_owned(), "---".to_owned()])];
    lines.extend(rows);
    lines.join("\n")
}

fn line(cells: impl IntoIterator<Item = String>) -> String {
    let mut line = String::from("|");
    for cell in cells {
        line.extend([" ", cell.as_str(), " |"]);
    }
    line
}

/// What would end a cell or begin markup stands as it is.
fn escape(cell: &Cell) -> String {
    let mut text = String::new();
    for c in cell.safe().chars() {
        if matches!(c, '|' | '\\' | '`' | '*' | '_' | '<' | '[') {
            text.push('\\');
        }
        text.push(c);
    }
    text
}
