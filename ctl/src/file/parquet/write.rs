//! Writes row groups of bounded size.

use std::{collections::HashMap, io::Write, sync::Arc};

use ::parquet::{
    basic::Compression,
    data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type},
    errors::{ParquetError, Result},
    file::{
        properties::WriterProperties,
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::parser::parse_message_type,
};
use mcs_core::{
    archive::{Column, Line, flags_text},
    reading::Flags,
    time::Timestamp,
};

use super::SCHEMA;

/// Readings in a row group; its columns are in memory until it is written.
const GROUP: usize = 65_536;

/// Writes all readings; the writer behind it.
pub(in crate::file) fn write<W: Write + Send>(out: W, blocks: impl Iterator<Item = Vec<Line>>) -> Result<W> {
    let schema = Arc::new(parse_message_type(SCHEMA)?);
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut file = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
    let mut group = Vec::with_capacity(GROUP);
    let mut texts = Texts::default();
    for lines in blocks {
        for line in lines {
            group.push(line);
            if group.len() == GROUP {
                write_group(&mut file, &group, &mut texts)?;
                group.clear();
            }
        }
    }
    if !group.is_empty() {
        write_group(&mut file, &group, &mut texts)?;
    }
    file.into_inner()
}

/// Texts that come again and again share their bytes.
#[derive(Default)]
struct Texts {
    flags: HashMap<u32, ByteArray>,
    sns: HashMap<String, ByteArray>,
}

impl Texts {
    fn flags(&mut self, flags: Flags) -> ByteArray {
        self.flags.entry(flags.0).or_insert_with(|| flags_text(flags).into_bytes().into()).clone()
    }

    fn sn(&mut self, sn: &str) -> ByteArray {
        if let Some(known) = self.sns.get(sn) {
            return known.clone();
        }
        let bytes = ByteArray::from(sn);
        self.sns.insert(sn.to_owned(), bytes.clone());
        bytes
    }
}

fn write_group<W: Write + Send>(file: &mut SerializedFileWriter<W>, lines: &[Line], texts: &mut Texts) -> Result<()> {
    let mut group = file.next_row_group()?;
    for column in Column::ALL {
        let group = &mut group;
        match column {
            Column::Time => {
                let times: Vec<i64> = lines.iter().map(|line| line.time.as_micros()).collect();
                put::<Int64Type, _>(group, &times, None)?;
            }
            Column::Sn => {
                let sns: Vec<ByteArray> = lines.iter().map(|line| texts.sn(line.sn.as_str())).collect();
                put::<ByteArrayType, _>(group, &sns, None)?;
            }
            Column::VRaw => optional::<DoubleType, _>(group, lines, |line| line.v_raw)?,
            Column::Ppm => optional::<DoubleType, _>(group, lines, |line| line.value)?,
            Column::Temp => optional::<DoubleType, _>(group, lines, |line| line.temp)?,
            Column::Humi => optional::<DoubleType, _>(group, lines, |line| line.humi)?,
            Column::Bat => optional::<DoubleType, _>(group, lines, |line| line.bat)?,
            Column::Rssi => optional::<DoubleType, _>(group, lines, |line| line.rssi)?,
            Column::Seq => optional::<Int32Type, _>(group, lines, |line| line.seq.map(Into::into))?,
            Column::Err => optional::<Int32Type, _>(group, lines, |line| Some(line.err.into()))?,
            Column::Unit => {
                optional::<ByteArrayType, _>(group, lines, |line| line.unit.map(|unit| texts.sn(unit.as_str())))?;
            }
            Column::TsSent => optional::<Int64Type, _>(group, lines, |line| line.ts.map(Timestamp::as_micros))?,
            Column::Received => {
                optional::<Int64Type, _>(group, lines, |line| line.received.map(Timestamp::as_micros))?;
            }
            Column::Flags => {
                optional::<ByteArrayType, _>(group, lines, |line| line.flags.map(|flags| texts.flags(flags)))?;
            }
            Column::Calib => optional::<Int32Type, _>(group, lines, |line| {
                line.calibration.map(|revision| revision.0.cast_signed())
            })?,
        }
    }
    group.close()?;
    Ok(())
}

/// A column whose values may be missing.
fn optional<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    lines: &[Line],
    mut of: impl FnMut(&Line) -> Option<T::T>,
) -> Result<()> {
    let mut values = Vec::with_capacity(lines.len());
    let mut levels = Vec::with_capacity(lines.len());
    for line in lines {
        let value = of(line);
        levels.push(i16::from(value.is_some()));
        values.extend(value);
    }
    put::<T, W>(group, &values, Some(&levels))
}

fn put<T: DataType, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    values: &[T::T],
    levels: Option<&[i16]>,
) -> Result<()> {
    let column = group.next_column()?;
    let mut column = column.ok_or_else(|| ParquetError::General("a column too many".into()))?;
    column.typed::<T>().write_batch(values, levels, None)?;
    column.close()
}
