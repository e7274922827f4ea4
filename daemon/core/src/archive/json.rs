//! Lines as JSON objects with the names of the columns, for readers of JSON that know serde.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, de::Error as _};

use super::{Column, Line, flags, time};
use crate::{
    id::{CalibrationRevision, SerialNumber},
    quantity::Unit,
    time::Timestamp,
};

/// The object as it stands in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Object<'a> {
    #[serde(borrow)]
    time: Cow<'a, str>,
    sn: SerialNumber,
    v_raw: Option<f64>,
    #[serde(alias = "value")]
    ppm: Option<f64>,
    temp: Option<f64>,
    humi: Option<f64>,
    bat: Option<f64>,
    rssi: Option<f64>,
    seq: Option<u16>,
    err: Option<u16>,
    #[serde(borrow)]
    unit: Option<Cow<'a, str>>,
    #[serde(borrow, alias = "ts")]
    ts_sent: Option<Cow<'a, str>>,
    #[serde(borrow)]
    received: Option<Cow<'a, str>>,
    #[serde(borrow)]
    flags: Option<Cow<'a, str>>,
    #[serde(alias = "calibration")]
    calib: Option<u32>,
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let object = Object::deserialize(deserializer)?;
        let fault = |column: Column, text: &str| D::Error::custom(format!("{column}: {text:?} is not understood"));
        let instant = |column, text: &str| -> Result<Timestamp, D::Error> {
            time::parse(text).ok_or_else(|| fault(column, text))
        };
        let unit = |text: &str| Unit::parse(text).ok_or_else(|| fault(Column::Unit, text));
        let known = |text: &str| flags::parse_flags(text).ok_or_else(|| fault(Column::Flags, text));
        Ok(Self {
            time: instant(Column::Time, &object.time)?,
            sn: object.sn,
            v_raw: object.v_raw,
            value: object.ppm,
            temp: object.temp,
            humi: object.humi,
            bat: object.bat,
            rssi: object.rssi,
            seq: object.seq,
            err: object.err.unwrap_or(0),
            unit: object.unit.as_deref().map(unit).transpose()?,
            ts: object.ts_sent.as_deref().map(|text| instant(Column::TsSent, text)).transpose()?,
            received: object.received.as_deref().map(|text| instant(Column::Received, text)).transpose()?,
            flags: object.flags.as_deref().map(known).transpose()?,
            calibration: object.calib.map(CalibrationRevision),
        })
    }
}
