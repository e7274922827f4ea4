//! Readings as a Parquet file, without Arrow: one list a column, written and read in rows of bounded number.

mod read;
mod write;

pub(super) use read::Rows;
pub(super) use write::write;

/// The columns and their types, in the order of the lines of other formats.
const SCHEMA: &str = "message readings {
  REQUIRED INT64 time (TIMESTAMP(MICROS,true));
  REQUIRED BYTE_ARRAY sn (STRING);
  OPTIONAL DOUBLE v_raw;
  OPTIONAL DOUBLE ppm;
  OPTIONAL DOUBLE temp;
  OPTIONAL DOUBLE humi;
  OPTIONAL DOUBLE bat;
  OPTIONAL DOUBLE rssi;
  OPTIONAL INT32 seq (INTEGER(16,false));
  OPTIONAL INT32 err (INTEGER(16,false));
  OPTIONAL BYTE_ARRAY unit (STRING);
  OPTIONAL INT64 ts_sent (TIMESTAMP(MICROS,true));
  OPTIONAL INT64 received (TIMESTAMP(MICROS,true));
  OPTIONAL BYTE_ARRAY flags (STRING);
  OPTIONAL INT32 calib (INTEGER(32,false));
}";
