//! `{"id":"…","ok":true,"err":0}`: a device's answer to a command. `err` may be left out.

use crate::{
    family::{
        DecodeError,
        json::{Reader, Value},
    },
    observation::Observation,
};

/// Longest command id: more than twice a ULID.
const MAX_ID: usize = 64;

pub(super) fn read_answer(reader: &mut Reader<'_>) -> Result<Observation, DecodeError> {
    let mut id = None;
    let mut ok = None;
    let mut err = Some(0);
    let mut buffer = [0; 4];
    reader.object(|reader, key| {
        let key = key.read_into(&mut buffer);
        let value = reader.value()?;
        match key {
            Some("id") => id = read_id(value),
            Some("ok") => ok = read_ok(value),
            Some("err") => err = read_err(value),
            Some(_) | None => {}
        }
        Ok(())
    })?;
    Ok(Observation::Answer {
        id: id.ok_or(DecodeError::MissingField { name: "id" })?,
        ok: ok.ok_or(DecodeError::MissingField { name: "ok" })?,
        err: err.ok_or(DecodeError::MissingField { name: "err" })?,
    })
}

fn read_id(value: Value<'_>) -> Option<Box<str>> {
    match value {
        Value::Text(text) => text.read_into(&mut [0; MAX_ID]).filter(|id| !id.is_empty()).map(Box::from),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::NonFinite | Value::Nested => None,
    }
}

fn read_ok(value: Value<'_>) -> Option<bool> {
    match value {
        Value::Bool(ok) => Some(ok),
        Value::Null | Value::Number(_) | Value::NonFinite | Value::Text(_) | Value::Nested => None,
    }
}

fn read_err(value: Value<'_>) -> Option<u16> {
    match value {
        Value::Null => Some(0),
        Value::Number(number) => number.whole_u16(),
        Value::Bool(_) | Value::NonFinite | Value::Text(_) | Value::Nested => None,
    }
}
