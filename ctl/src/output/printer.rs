//! Prints one thing, a list, or a stream, in the format asked for.

use std::io::{self, BufWriter, IsTerminal, Write};

use console::Term;

use super::{Colour, Format, Item, OutputError, Rows, markdown, rows::Pace, screen::Screen, table};
use crate::time::Zone;

/// Prints to standard output, or in tests to a buffer.
pub(crate) struct Printer {
    asked: Option<Format>,
    terminal: bool,
    colour: Colour,
    zone: Zone,
    screen: Screen,
    out: Box<dyn Write>,
}

impl Printer {
    /// To standard output.
    pub(crate) fn stdout(asked: Option<Format>, colour: Colour) -> Self {
        let stdout = io::stdout();
        let terminal = stdout.is_terminal();
        Self {
            asked,
            terminal,
            colour,
            zone: Zone::UTC,
            screen: Screen::default(),
            out: Box::new(BufWriter::new(stdout.lock())),
        }
    }

    /// Into something else, as if that were no terminal.
    #[cfg(test)]
    pub(crate) fn into(asked: Option<Format>, colour: Colour, out: Box<dyn Write>) -> Self {
        Self { asked, terminal: false, colour, zone: Zone::UTC, screen: Screen::default(), out }
    }

    /// Shows times as the clocks of this zone do.
    #[must_use]
    pub(crate) fn in_zone(mut self, zone: Zone) -> Self {
        self.zone = zone;
        self
    }

    /// Whether a person will read this as a table; only then the site's time zone matters.
    pub(crate) fn for_people(&self) -> bool {
        self.asked.as_ref().map_or(self.terminal, Format::for_people)
    }

    /// The zone in which times are shown.
    pub(crate) const fn zone(&self) -> &Zone {
        &self.zone
    }

    /// Whether a person wants to see more.
    pub(crate) fn wide(&self) -> bool {
        self.asked == Some(Format::Wide)
    }

    /// Whether what is printed is but the name.
    pub(crate) fn names_only(&self) -> bool {
        self.asked == Some(Format::Name)
    }

    /// Whether an answer that is a list with something beside it is printed as the list alone: that is all a table, names
    /// and CSV can hold.
    pub(crate) fn rows_only(&self) -> bool {
        match &self.asked {
            Some(Format::Table | Format::Wide | Format::Name | Format::Csv | Format::Markdown) => true,
            Some(Format::Json | Format::Jsonl | Format::Yaml | Format::Template(_)) => false,
            None => self.terminal,
        }
    }

    /// Prints one thing: its facts, or one object.
    pub(crate) fn one<T: Item>(&mut self, item: &T) -> Result<(), OutputError> {
        match self.format(Format::Json) {
            Format::Table | Format::Wide => {
                let text = table::facts(item, &self.zone, self.colour);
                writeln!(self.out, "{text}")?;
            }
            Format::Markdown => writeln!(self.out, "{}", markdown::facts(item, &self.zone))?,
            Format::Json if self.terminal => {
                serde_json::to_writer_pretty(&mut self.out, item)?;
                writeln!(self.out)?;
            }
            Format::Json => {
                serde_json::to_writer(&mut self.out, item)?;
                writeln!(self.out)?;
            }
            Format::Yaml => self.out.write_all(yaml(item)?.as_bytes())?,
            format @ (Format::Name | Format::Jsonl | Format::Csv | Format::Template(_)) => {
                let mut rows = self.rows(format, Pace::Whole)?;
                rows.push(item)?;
                return rows.finish();
            }
        }
        Ok(self.out.flush()?)
    }

    /// Prints a list: a table, or one array, or one line each.
    pub(crate) fn list<T: Item>(&mut self, items: &[T]) -> Result<(), OutputError> {
        let format = self.format(Format::Jsonl);
        match format {
            Format::Table | Format::Wide => {
                let text = table::list(items, &self.zone, self.colour, format == Format::Wide);
                writeln!(self.out, "{text}")?;
                Ok(self.out.flush()?)
            }
            Format::Name
            | Format::Json
            | Format::Jsonl
            | Format::Yaml
            | Format::Csv
            | Format::Markdown
            | Format::Template(_) => {
                let mut rows = self.rows(format, Pace::Whole)?;
                for item in items {
                    rows.push(item)?;
                }
                rows.finish()
            }
        }
    }

    /// A list that arrives row by row and has an end.
    pub(crate) fn stream<T: Item>(&mut self) -> Result<Rows<'_, T>, OutputError> {
        let format = self.format(Format::Jsonl);
        self.rows(format, Pace::Whole)
    }

    /// A stream without an end: every row leaves at once, and JSON is one object a line because an array would never
    /// close.
    pub(crate) fn watch<T: Item>(&mut self) -> Result<Rows<'_, T>, OutputError> {
        let format = match self.format(Format::Jsonl) {
            Format::Json => Format::Jsonl,
            other => other,
        };
        self.rows(format, Pace::EachRow)
    }

    /// Whether what is followed is drawn again and again in one place: a table on a terminal.
    pub(crate) fn redraws(&self) -> bool {
        self.terminal && matches!(self.asked, None | Some(Format::Table | Format::Wide))
    }

    /// Draws a list over the one that was drawn before.
    pub(crate) fn redraw<T: Item>(&mut self, items: &[T]) -> Result<(), OutputError> {
        let wide = self.asked == Some(Format::Wide);
        let page = match items {
            [one] if T::ALONE => table::facts(one, &self.zone, self.colour),
            items => table::list(items, &self.zone, self.colour, wide),
        };
        let (height, _) = Term::stdout().size();
        Ok(self.screen.draw(&page, height.into(), &mut *self.out)?)
    }

    /// An empty line between two tables.
    pub(crate) fn gap(&mut self) -> Result<(), OutputError> {
        Ok(writeln!(self.out)?)
    }

    /// A generated file, as it is.
    pub(crate) fn raw(&mut self, bytes: &[u8]) -> Result<(), OutputError> {
        self.out.write_all(bytes)?;
        Ok(self.out.flush()?)
    }

    fn rows<T: Item>(&mut self, format: Format, pace: Pace) -> Result<Rows<'_, T>, OutputError> {
        Rows::new(&mut *self.out, format, pace, self.zone.clone(), self.colour)
    }

    fn format(&self, elsewhere: Format) -> Format {
        match &self.asked {
            Some(format) => format.clone(),
            None if self.terminal => Format::Table,
            None => elsewhere,
        }
    }
}

/// One YAML document.
fn yaml<T: Item>(item: &T) -> Result<String, OutputError> {
    serde_yaml_ng::to_string(item).map_err(|source| OutputError::Format { source: source.into() })
}
