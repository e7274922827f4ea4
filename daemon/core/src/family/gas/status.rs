//! `{"status":"online"|"offline","ts":…}`, sent when a device connects, and its will. The time is not read: that of a will
//! was fixed when the device connected, so the time of receipt is used for both.

use crate::{
    family::{
        DecodeError,
        json::{Reader, Value},
    },
    observation::{Observation, Presence},
};

pub(super) fn read_status(reader: &mut Reader<'_>) -> Result<Observation, DecodeError> {
    let mut presence = None;
    let mut buffer = [0; 8];
    reader.object(|reader, key| {
        let known = key.read_into(&mut buffer) == Some("status");
        let value = reader.value()?;
        if known {
            presence = read_presence(value);
        }
        Ok(())
    })?;
    presence.map(Observation::Status).ok_or(DecodeError::MissingField { name: "status" })
}

fn read_presence(value: Value<'_>) -> Option<Presence> {
    match value {
        Value::Text(text) => match text.read_into(&mut [0; 8])? {
            "online" => Some(Presence::Online),
            "offline" => Some(Presence::Offline),
            _ => None,
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::NonFinite | Value::Nested => None,
    }
}
