//! Rows that are printed as they come, in any format, without keeping them.

use std::{io::Write, marker::PhantomData};

use super::{Beside, Colour, Format, Item, OutputError, markdown, record, table::Ruler, template::Template};
use crate::time::Zone;

/// When rows leave the buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    /// When it is full, and at the end.
    Whole,
    /// Each at once.
    EachRow,
}

enum Shape {
    Table(Ruler),
    Name,
    Array,
    Lines,
    Yaml,
    Csv,
    Markdown,
    Template(Box<Template>),
}

/// Prints rows one after the other.
pub(crate) struct Rows<'a, T> {
    out: &'a mut dyn Write,
    shape: Shape,
    pace: Pace,
    zone: Zone,
    count: u64,
    /// Lines of a table that wait for its heading, which waits for the first row.
    before: Vec<String>,
    items: PhantomData<fn(&T)>,
}

impl<'a, T: Item> Rows<'a, T> {
    pub(super) fn new(
        out: &'a mut dyn Write,
        format: Format,
        pace: Pace,
        zone: Zone,
        colour: Colour,
    ) -> Result<Self, OutputError> {
        let shape = match format {
            Format::Table => Shape::Table(Ruler::new(T::COLUMNS, false, colour)),
            Format::Wide => Shape::Table(Ruler::new(T::COLUMNS, true, colour)),
            Format::Name => Shape::Name,
            Format::Json => Shape::Array,
            Format::Jsonl => Shape::Lines,
            Format::Yaml => Shape::Yaml,
            Format::Csv => Shape::Csv,
            Format::Markdown => Shape::Markdown,
            Format::Template(text) => Shape::Template(Box::new(Template::new(text)?)),
        };
        Ok(Self { out, shape, pace, zone, count: 0, before: Vec::new(), items: PhantomData })
    }

    /// Leaves the columns of these fields out of a table. Before the first row.
    #[must_use]
    pub(crate) fn without(mut self, fields: &[&str]) -> Self {
        if let Shape::Table(ruler) = &mut self.shape {
            ruler.hide(fields);
        }
        self
    }

    /// Prints what stands between rows: in a table, and in JSON and YAML if `as_object`.
    pub(crate) fn beside<B: Beside>(&mut self, beside: &B, as_object: bool) -> Result<(), OutputError> {
        let object = || std::collections::BTreeMap::from([(B::NAME, beside)]);
        match &mut self.shape {
            Shape::Table(ruler) => {
                let line = ruler.beside(&beside.line(&self.zone));
                if self.count == 0 {
                    self.before.push(line);
                } else {
                    writeln!(self.out, "{line}")?;
                }
            }
            Shape::Array if as_object => {
                self.out.write_all(if self.count == 0 { b"[" } else { b",\n" })?;
                serde_json::to_writer(&mut *self.out, &object())?;
                self.count += 1;
            }
            Shape::Lines if as_object => {
                serde_json::to_writer(&mut *self.out, &object())?;
                self.out.write_all(b"\n")?;
                self.count += 1;
            }
            Shape::Yaml if as_object => {
                let text = serde_yaml_ng::to_string(&[object()])
                    .map_err(|source| OutputError::Format { source: source.into() })?;
                self.out.write_all(text.as_bytes())?;
                self.count += 1;
            }
            Shape::Array
            | Shape::Lines
            | Shape::Yaml
            | Shape::Name
            | Shape::Csv
            | Shape::Markdown
            | Shape::Template(_) => {}
        }
        Ok(())
    }

    /// Prints one row.
    pub(crate) fn push(&mut self, item: &T) -> Result<(), OutputError> {
        let first = self.count == 0;
        self.count += 1;
        match &mut self.shape {
            Shape::Table(ruler) => {
                // The row first: it may widen the columns that the heading stands over.
                let row = ruler.row(&item.cells(&self.zone));
                if first {
                    writeln!(self.out, "{}", ruler.heading())?;
                    for line in self.before.drain(..) {
                        writeln!(self.out, "{line}")?;
                    }
                }
                writeln!(self.out, "{row}")?;
            }
            Shape::Name => writeln!(self.out, "{}", item.name())?,
            Shape::Array => {
                self.out.write_all(if first { b"[" } else { b",\n" })?;
                serde_json::to_writer(&mut *self.out, item)?;
            }
            Shape::Lines => {
                serde_json::to_writer(&mut *self.out, item)?;
                self.out.write_all(b"\n")?;
            }
            Shape::Yaml => {
                let text = serde_yaml_ng::to_string(&[item])
                    .map_err(|source| OutputError::Format { source: source.into() })?;
                self.out.write_all(text.as_bytes())?;
            }
            Shape::Csv => {
                let record = record::fields(item)?;
                let mut csv = csv::WriterBuilder::new().from_writer(Vec::new());
                if first {
                    csv.write_record(record.iter().map(|(name, _)| name)).map_err(in_memory)?;
                }
                csv.write_record(record.iter().map(|(_, value)| value)).map_err(in_memory)?;
                let line = csv.into_inner().map_err(in_memory)?;
                self.out.write_all(&line)?;
            }
            Shape::Markdown => {
                if first {
                    writeln!(self.out, "{}", markdown::heading(T::COLUMNS))?;
                }
                writeln!(self.out, "{}", markdown::row(T::COLUMNS, &item.cells(&self.zone)))?;
            }
            Shape::Template(template) => template.fill(item, &mut *self.out)?,
        }
        if self.pace == Pace::EachRow {
            self.out.flush()?;
        }
        Ok(())
    }

    /// Ends the list. A table without rows still shows its heading, an array its brackets.
    pub(crate) fn finish(mut self) -> Result<(), OutputError> {
        let empty = self.count == 0;
        match &mut self.shape {
            Shape::Table(ruler) if empty => {
                writeln!(self.out, "{}", ruler.heading())?;
                for line in self.before.drain(..) {
                    writeln!(self.out, "{line}")?;
                }
            }
            Shape::Markdown if empty => writeln!(self.out, "{}", markdown::heading(T::COLUMNS))?,
            Shape::Array => writeln!(self.out, "{}", if empty { "[]" } else { "]" })?,
            Shape::Yaml if empty => writeln!(self.out, "[]")?,
            Shape::Table(_)
            | Shape::Name
            | Shape::Lines
            | Shape::Yaml
            | Shape::Csv
            | Shape::Markdown
            | Shape::Template(_) => {}
        }
        Ok(self.out.flush()?)
    }
}

/// A CSV line that is built in memory fails only over what is in it.
fn in_memory(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> OutputError {
    OutputError::Format { source: source.into() }
}
