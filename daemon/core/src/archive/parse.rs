//! Reads lines, as this program writes them and as people and their programs edit them: columns in any order, quotes,
//! Windows line ends, a byte order mark, blank lines.

use super::{AtLine, Column, Line, LineError, error::short, flags, number, time};
use crate::{
    id::{CalibrationRevision, SerialNumber},
    quantity::Unit,
};

/// Longest line read, in bytes. Whoever cuts a file into lines need not keep more of one than this and one byte.
pub const MAX_LINE: usize = 8_192;

/// The columns of a file in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    columns: Vec<Column>,
}

impl Default for Header {
    /// That of [`HEADER`](super::HEADER).
    fn default() -> Self {
        Self { columns: Column::ALL.to_vec() }
    }
}

impl Header {
    /// Reads the first line of a file.
    pub fn parse(line: &[u8]) -> Result<Self, LineError> {
        let text = text(line)?;
        check_separator(text)?;
        let mut columns = Vec::with_capacity(Column::COUNT);
        for name in Fields::of(text) {
            let name = name?;
            let Some(column) = Column::named(name) else {
                if columns.is_empty() && name.starts_with(|c: char| c.is_ascii_digit()) {
                    return Err(LineError::NoHeader);
                }
                return Err(LineError::UnknownColumn { given: short(name), like: Column::like(name) });
            };
            if columns.contains(&column) {
                return Err(LineError::Twice { column });
            }
            columns.push(column);
        }
        for column in [Column::Time, Column::Sn] {
            if !columns.contains(&column) {
                return Err(LineError::MissingColumn { column });
            }
        }
        Ok(Self { columns })
    }

    /// The columns in their order.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Reads a line of this file, without its line feed.
    pub fn line(&self, line: &[u8]) -> Result<Line, LineError> {
        parse(&self.columns, line)
    }
}

impl Line {
    /// Reads a line whose columns stand in the order of [`HEADER`](super::HEADER), without its line feed.
    pub fn parse(line: &[u8]) -> Result<Self, LineError> {
        parse(&Column::ALL, line)
    }
}

/// Reads a file line by line and knows where it is.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    header: Option<Header>,
    /// The line that named the columns: it stands again where files were put one behind the other.
    named: Vec<u8>,
    number: u64,
}

impl Lines {
    /// At the beginning of a file.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next line, without or with its line feed. `None` for the header and for blank lines.
    pub fn take(&mut self, line: &[u8]) -> Result<Option<Line>, AtLine> {
        self.number += 1;
        let number = self.number;
        self.read(line).map_err(|error| AtLine { number, error })
    }

    fn read(&mut self, line: &[u8]) -> Result<Option<Line>, LineError> {
        let line = if self.number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line };
        if line.len() > MAX_LINE {
            return Err(LineError::TooLong);
        }
        // Spreadsheets keep emptied rows as commas.
        if line.iter().all(|byte| matches!(byte, b',' | b' ' | b'\t' | b'\r' | b'\n')) {
            return Ok(None);
        }
        let Some(header) = &self.header else {
            self.header = Some(Header::parse(line)?);
            self.named = line.trim_ascii_end().to_vec();
            return Ok(None);
        };
        // A line that tells of something begins with a digit or a quotation mark far more often than with these letters.
        if line.first() == self.named.first() && line.trim_ascii_end() == self.named {
            return Ok(None);
        }
        header.line(line).map(Some)
    }

    /// How many lines were taken.
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// The header, once it was taken.
    pub const fn header(&self) -> Option<&Header> {
        self.header.as_ref()
    }
}

fn parse(columns: &[Column], line: &[u8]) -> Result<Line, LineError> {
    let mut told = [""; Column::COUNT];
    let mut found = 0;
    for field in Fields::of(text(line)?) {
        let field = field?;
        if let Some(column) = columns.get(found) {
            told[*column as usize] = field;
        }
        found += 1;
    }
    if found != columns.len() {
        return Err(LineError::Fields { found, expected: columns.len() });
    }
    line_of(&told)
}

fn line_of(told: &[&str; Column::COUNT]) -> Result<Line, LineError> {
    let told = |column: Column| (column, told[column as usize]);
    let float = |column| field(told(column), "a finite number with a decimal point", number::parse_float);
    let instant = |column| field(told(column), TIME, time::parse);
    Ok(Line {
        time: instant(Column::Time)?.ok_or(LineError::Empty { column: Column::Time })?,
        sn: serial_number(told(Column::Sn).1)?,
        v_raw: float(Column::VRaw)?,
        value: float(Column::Ppm)?,
        temp: float(Column::Temp)?,
        humi: float(Column::Humi)?,
        bat: float(Column::Bat)?,
        rssi: float(Column::Rssi)?,
        seq: field(told(Column::Seq), SMALL, small)?,
        err: field(told(Column::Err), SMALL, small)?.unwrap_or(0),
        unit: field(told(Column::Unit), "ppm, %LEL, %vol, ug/m3, degC, %RH or 1", Unit::parse)?,
        ts: instant(Column::TsSent)?,
        received: instant(Column::Received)?,
        flags: field(told(Column::Flags), "names of mcs-archive(5) joined by +", flags::parse_flags)?,
        calibration: field(told(Column::Calib), "the number of a calibration", number::parse_whole)?
            .map(CalibrationRevision),
    })
}

const TIME: &str = "an RFC 3339 time with its offset, e.g. 2026-11-01T08:00:00+08:00";
const SMALL: &str = "a whole number from 0 to 65535";

/// Reads a field; `None` if it is empty.
fn field<T>(
    (column, given): (Column, &str),
    expected: &'static str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>, LineError> {
    if given.is_empty() {
        return Ok(None);
    }
    read(given).map(Some).ok_or_else(|| LineError::field(column, given, expected))
}

fn serial_number(given: &str) -> Result<SerialNumber, LineError> {
    if given.is_empty() {
        return Err(LineError::Empty { column: Column::Sn });
    }
    SerialNumber::new(given).map_err(|error| LineError::field(Column::Sn, given, error.why))
}

fn small(text: &str) -> Option<u16> {
    number::parse_whole(text).and_then(|n| n.try_into().ok())
}

/// The text of a line without its end.
fn text(line: &[u8]) -> Result<&str, LineError> {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    std::str::from_utf8(line).map_err(|_| LineError::NotText)
}

/// A header without a comma names its columns in another way, or not at all.
fn check_separator(header: &str) -> Result<(), LineError> {
    if header.contains(',') {
        return Ok(());
    }
    match header.chars().find(|c| matches!(c, ';' | '\t' | '|')) {
        Some(separator) => Err(LineError::Separator { separator }),
        None => Ok(()),
    }
}

/// The fields of a line, without quotation marks around them and blanks beside them.
struct Fields<'a> {
    rest: Option<&'a str>,
}

impl<'a> Fields<'a> {
    const fn of(line: &'a str) -> Self {
        Self { rest: Some(line) }
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Result<&'a str, LineError>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest.take()?;
        // Looked for among bytes: a comma is one byte, and no part of another character.
        let end = rest.as_bytes().iter().position(|byte| *byte == b',');
        let field = rest[..end.unwrap_or(rest.len())].trim();
        let Some(quoted) = field.strip_prefix('"') else {
            self.rest = end.map(|end| &rest[end + 1..]);
            return Some(Ok(field));
        };
        // Within quotation marks a comma does not separate. None of our columns holds one, so only a field cut at its first
        // comma and still open needs the longer look.
        let (inside, after) = match (quoted.strip_suffix('"'), end) {
            (Some(inside), end) if !inside.contains('"') => (inside, end.map(|end| &rest[end + 1..])),
            _ => match within_quotes(rest) {
                Some(found) => found,
                None => return Some(Err(LineError::Quote)),
            },
        };
        self.rest = after;
        Some(Ok(inside.trim()))
    }
}

/// What stands between the quotation marks at the beginning, and what follows the comma after them.
fn within_quotes(rest: &str) -> Option<(&str, Option<&str>)> {
    let quoted = rest.trim_start().strip_prefix('"')?;
    let (inside, after) = quoted.split_once('"')?;
    match after.trim_start().strip_prefix(',') {
        Some(after) => Some((inside, Some(after))),
        None => after.trim().is_empty().then_some((inside, None)),
    }
}
