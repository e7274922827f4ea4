//! One reading: an object with `ts`, `seq`, `v_raw`, `temp`, `humi`, `bat`, `rssi`, `net`, `ver`, `err`, in any order.

use super::field::{Field, possible};
use crate::{
    family::{
        DecodeError,
        json::{Number, Reader, Value},
    },
    observation::{Anomaly, Channel, Measure, Sample},
};

/// Reads the object that is number `element` of its array.
pub(super) fn read_sample(reader: &mut Reader<'_>, element: usize) -> Result<Sample, DecodeError> {
    let mut sample = Sample::default();
    let mut seen = 0;
    let mut tells = false;
    reader.object(|reader, key| {
        let field = Field::named(key);
        let value = reader.value()?;
        if let Some(field) = field {
            if seen & field.bit() != 0 {
                sample.note(Anomaly::DuplicateField(field.name()));
            }
            seen |= field.bit();
            tells |= field.tells();
            sample.take(field, value);
        }
        Ok(())
    })?;
    if tells { Ok(sample) } else { Err(DecodeError::NoMeasurement { element }) }
}

impl Sample {
    /// Puts a field in its place, over what an earlier one of the same name left there.
    fn take(&mut self, field: Field, value: Value<'_>) {
        match field {
            Field::Ts => {
                self.ts = number(value, Number::instant);
                self.note_unless(self.ts.is_some(), value, Anomaly::UnusableTime);
            }
            Field::Seq => {
                self.seq = number(value, Number::whole_u16);
                self.note_unless(self.seq.is_some(), value, Anomaly::BadField(field.name()));
            }
            Field::Err => {
                let err = number(value, Number::whole_u16);
                self.err = err.unwrap_or(0);
                self.note_unless(err.is_some(), value, Anomaly::BadField(field.name()));
            }
            Field::Measured(channel) => self.take_measure(channel, value),
            Field::Net => {
                self.net = text(value);
                self.note_unless(self.net.is_some(), value, Anomaly::BadField(field.name()));
            }
            Field::Ver => {
                self.ver = text(value);
                self.note_unless(self.ver.is_some(), value, Anomaly::BadField(field.name()));
            }
        }
    }

    fn take_measure(&mut self, channel: Channel, value: Value<'_>) {
        let measure = match value {
            Value::Number(number) => number.measure(),
            Value::NonFinite => Measure::NonFinite,
            Value::Null | Value::Bool(_) | Value::Text(_) | Value::Nested => Measure::Missing,
        };
        let kept = if possible(channel, measure) { measure } else { Measure::Missing };
        self.channels.set(channel, kept);
        match kept {
            Measure::Finite(_) => {}
            Measure::NonFinite => self.note(Anomaly::NonFinite(channel.as_str())),
            Measure::Missing => self.note_unless(false, value, Anomaly::BadField(channel.as_str())),
        }
    }

    /// Notes what is wrong with a value that gave nothing, unless it says itself that there is nothing.
    fn note_unless(&mut self, fine: bool, value: Value<'_>, anomaly: Anomaly) {
        if !fine && value != Value::Null {
            self.note(anomaly);
        }
    }

    /// Notes each anomaly once, so that their number is bounded.
    fn note(&mut self, anomaly: Anomaly) {
        if !self.anomalies.contains(&anomaly) {
            self.anomalies.push(anomaly);
        }
    }
}

fn number<'a, T>(value: Value<'a>, read: impl FnOnce(&Number<'a>) -> Option<T>) -> Option<T> {
    match value {
        Value::Number(number) => read(&number),
        Value::Null | Value::Bool(_) | Value::NonFinite | Value::Text(_) | Value::Nested => None,
    }
}

fn text(value: Value<'_>) -> Option<Box<str>> {
    match value {
        Value::Text(text) => text.read_into(&mut [0; Sample::MAX_TEXT]).map(Box::from),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::NonFinite | Value::Nested => None,
    }
}
