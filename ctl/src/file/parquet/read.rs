//! Reads what this program writes and what tables of others become: numbers and times in any width and unit, times also as
//! text.

use std::fs::File;

use ::parquet::{
    basic::{LogicalType, TimeUnit},
    column::reader::{ColumnReader, ColumnReaderImpl},
    data_type::{ByteArray, DataType},
    errors::Result,
    file::reader::{FileReader, SerializedFileReader},
};
use mcs_core::{
    archive::{Column, Line, LineError, parse_flags},
    id::{CalibrationRevision, SerialNumber},
    quantity::Unit,
    time::Timestamp,
};

/// Rows read at once.
const ROWS: usize = 8_192;

/// A value as it is stored.
#[derive(Debug, Clone)]
enum Value {
    Whole(i64),
    Float(f64),
    Text(ByteArray),
}

/// What to multiply by, and then divide by, to get microseconds.
type Scale = (i64, i64);

/// A row that makes no sense.
#[derive(Debug)]
pub(in crate::file) struct BadRow {
    pub(in crate::file) row: u64,
    pub(in crate::file) what: String,
}

/// The rows of a file.
pub(in crate::file) struct Rows {
    file: SerializedFileReader<File>,
    columns: Vec<(usize, Column, Scale)>,
    group: usize,
    readers: Vec<ColumnReader>,
    left: usize,
    row: u64,
}

impl Rows {
    /// Opens a file; the inner error is about its columns.
    pub(in crate::file) fn open(file: File) -> Result<std::result::Result<Self, LineError>> {
        let file = SerializedFileReader::new(file)?;
        Ok(columns(&file).map(|columns| Self { file, columns, group: 0, readers: Vec::new(), left: 0, row: 0 }))
    }

    /// How many rows there are.
    pub(in crate::file) fn count(&self) -> u64 {
        self.file.metadata().file_metadata().num_rows().unsigned_abs()
    }

    /// The next rows; empty at the end.
    pub(in crate::file) fn next(&mut self) -> Result<std::result::Result<Vec<Line>, BadRow>> {
        while self.left == 0 {
            if self.group == self.file.num_row_groups() {
                return Ok(Ok(Vec::new()));
            }
            let group = self.file.get_row_group(self.group)?;
            self.group += 1;
            self.left = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
            self.readers =
                self.columns.iter().map(|(place, ..)| group.get_column_reader(*place)).collect::<Result<_>>()?;
        }
        let count = self.left.min(ROWS);
        self.left -= count;
        let mut told = Vec::with_capacity(self.columns.len());
        for (reader, (_, column, scale)) in self.readers.iter_mut().zip(&self.columns) {
            told.push((*column, *scale, values(reader, count)?));
        }
        let first = self.row + 1;
        self.row += count as u64;
        Ok((0..count).map(|i| line(&told, i).map_err(|what| BadRow { row: first + i as u64, what })).collect())
    }
}

fn columns(file: &SerializedFileReader<File>) -> std::result::Result<Vec<(usize, Column, Scale)>, LineError> {
    let mut found: Vec<(usize, Column, Scale)> = Vec::new();
    for (place, stored) in file.metadata().file_metadata().schema_descr().columns().iter().enumerate() {
        // The index of a table, which pandas adds where it is asked to keep it.
        if stored.name().starts_with("__index_level") {
            continue;
        }
        let flat = stored.max_rep_level() == 0 && stored.max_def_level() <= 1;
        let Some(column) = Column::named(stored.name()).filter(|_| flat) else {
            let like = Column::like(stored.name());
            return Err(LineError::UnknownColumn { given: stored.name().chars().take(64).collect(), like });
        };
        if found.iter().any(|(_, other, _)| *other == column) {
            return Err(LineError::Twice { column });
        }
        let scale = match stored.logical_type_ref() {
            Some(LogicalType::Timestamp(stored)) => match stored.unit {
                TimeUnit::MILLIS => (1_000, 1),
                TimeUnit::MICROS => (1, 1),
                TimeUnit::NANOS => (1, 1_000),
            },
            Some(_) | None => (1, 1),
        };
        found.push((place, column, scale));
    }
    for column in [Column::Time, Column::Sn] {
        if !found.iter().any(|(_, other, _)| *other == column) {
            return Err(LineError::MissingColumn { column });
        }
    }
    Ok(found)
}

/// The next values of a column.
fn values(reader: &mut ColumnReader, count: usize) -> Result<Vec<Option<Value>>> {
    match reader {
        ColumnReader::BoolColumnReader(reader) => read(reader, count, |x| Value::Whole(i64::from(*x))),
        ColumnReader::Int32ColumnReader(reader) => read(reader, count, |x| Value::Whole(i64::from(*x))),
        ColumnReader::Int64ColumnReader(reader) => read(reader, count, |x| Value::Whole(*x)),
        ColumnReader::Int96ColumnReader(reader) => {
            read(reader, count, |x| Value::Text(ByteArray::from(x.to_string().as_str())))
        }
        ColumnReader::FloatColumnReader(reader) => read(reader, count, |x| Value::Float(f64::from(*x))),
        ColumnReader::DoubleColumnReader(reader) => read(reader, count, |x| Value::Float(*x)),
        ColumnReader::ByteArrayColumnReader(reader) => read(reader, count, |x| Value::Text(x.clone())),
        ColumnReader::FixedLenByteArrayColumnReader(reader) => {
            read(reader, count, |x| Value::Text(ByteArray::from(x.to_string().as_str())))
        }
    }
}

fn read<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    count: usize,
    of: impl Fn(&T::T) -> Value,
) -> Result<Vec<Option<Value>>> {
    let (mut levels, mut stored) = (Vec::with_capacity(count), Vec::with_capacity(count));
    let mut rows = 0;
    while rows < count {
        let (read, ..) = reader.read_records(count - rows, Some(&mut levels), None, &mut stored)?;
        if read == 0 {
            break;
        }
        rows += read;
    }
    // A column that must be there has no levels.
    if levels.is_empty() {
        return Ok(stored.iter().map(|value| Some(of(value))).collect());
    }
    let mut stored = stored.iter();
    Ok(levels.iter().map(|level| if *level == 0 { None } else { stored.next().map(&of) }).collect())
}

/// The line of one row, or what is wrong with it.
fn line(told: &[(Column, Scale, Vec<Option<Value>>)], i: usize) -> std::result::Result<Line, String> {
    let mut found = [const { None }; Column::COUNT];
    let mut scales = [(1, 1); Column::COUNT];
    for (column, scale, values) in told {
        found[*column as usize] = values.get(i).and_then(Option::as_ref);
        scales[*column as usize] = *scale;
    }
    let of = |column: Column| found[column as usize];
    let instant = |column| of(column).map(|value| instant(column, value, scales[column as usize])).transpose();
    let float = |column| of(column).map_or(Ok(None), |value| float(column, value));
    let small = |column| whole(column, of(column)).and_then(|n| narrow::<u16>(column, n));
    let text = |column| of(column).map(|value| text(column, value)).transpose();
    let unit = |text: &str| Unit::parse(text).ok_or_else(|| format!("unit: {text:?} is not a unit"));
    let flags = |text: &str| parse_flags(text).ok_or_else(|| format!("flags: {text:?} is not understood"));
    Ok(Line {
        time: instant(Column::Time)?.ok_or("time is empty")?,
        sn: SerialNumber::new(text(Column::Sn)?.ok_or("sn is empty")?).map_err(|error| error.to_string())?,
        v_raw: float(Column::VRaw)?,
        value: float(Column::Ppm)?,
        temp: float(Column::Temp)?,
        humi: float(Column::Humi)?,
        bat: float(Column::Bat)?,
        rssi: float(Column::Rssi)?,
        seq: small(Column::Seq)?,
        err: small(Column::Err)?.unwrap_or(0),
        unit: text(Column::Unit)?.map(unit).transpose()?,
        ts: instant(Column::TsSent)?,
        received: instant(Column::Received)?,
        flags: text(Column::Flags)?.map(flags).transpose()?,
        calibration: whole(Column::Calib, of(Column::Calib))
            .and_then(|n| narrow(Column::Calib, n))?
            .map(CalibrationRevision),
    })
}

fn instant(column: Column, value: &Value, (times, per): Scale) -> std::result::Result<Timestamp, String> {
    let fault = || format!("{column} is no time with its offset");
    match value {
        Value::Whole(n) => {
            let micros = n.checked_mul(times).ok_or_else(fault)?.div_euclid(per);
            Ok(Timestamp::from_micros(micros))
        }
        Value::Text(text) => text.as_utf8().ok().and_then(Timestamp::parse).ok_or_else(fault),
        Value::Float(_) => Err(fault()),
    }
}

/// A table's way to say that a number is missing is NaN.
fn float(column: Column, value: &Value) -> std::result::Result<Option<f64>, String> {
    match value {
        Value::Whole(n) => Ok(Some(*n as f64)),
        Value::Float(x) if x.is_nan() => Ok(None),
        Value::Float(x) if x.is_finite() => Ok(Some(*x)),
        Value::Float(_) | Value::Text(_) => Err(format!("{column} is no finite number")),
    }
}

fn whole(column: Column, value: Option<&Value>) -> std::result::Result<Option<i64>, String> {
    match value {
        None => Ok(None),
        // Numbers of 32 bits without a sign are stored as if they had one.
        Some(Value::Whole(n)) if column == Column::Calib => Ok(Some(*n & i64::from(u32::MAX))),
        Some(Value::Whole(n)) => Ok(Some(*n)),
        Some(Value::Float(x)) if x.is_nan() => Ok(None),
        #[expect(clippy::cast_possible_truncation, reason = "whole and small")]
        Some(Value::Float(x)) if x.fract() == 0.0 && x.abs() < 1e10 => Ok(Some(*x as i64)),
        Some(Value::Float(_) | Value::Text(_)) => Err(format!("{column} is no whole number")),
    }
}

fn narrow<T: TryFrom<i64>>(column: Column, n: Option<i64>) -> std::result::Result<Option<T>, String> {
    n.map(T::try_from).transpose().map_err(|_| format!("{column} is outside of what it may be"))
}

fn text(column: Column, value: &Value) -> std::result::Result<&str, String> {
    match value {
        Value::Text(bytes) => bytes.as_utf8().map_err(|_| format!("{column} is no UTF-8 text")),
        Value::Whole(_) | Value::Float(_) => Err(format!("{column} is no text")),
    }
}
