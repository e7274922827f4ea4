//! What the command line says about sensors: for all of them, or for one by its serial number.

use std::str::FromStr;

use mcs_core::{analysis::Known, device::Limits, id::SerialNumber, quantity::Range, time::Span};

use crate::cli::value;

/// A value for all sensors (`20`), or for one (`A001=20`).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Of<T> {
    sn: Option<SerialNumber>,
    value: T,
}

impl<T> Of<T> {
    fn parse(text: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<Self, String> {
        let Some((sn, value)) = text.split_once('=') else {
            return Ok(Self { sn: None, value: read(text)? });
        };
        let sn = SerialNumber::new(sn).map_err(|error| error.to_string())?;
        Ok(Self { sn: Some(sn), value: read(value)? })
    }
}

impl FromStr for Of<f64> {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::parse(text, value::number)
    }
}

impl FromStr for Of<Range> {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::parse(text, value::range)
    }
}

/// What is given about sensors.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Given {
    /// First high limits.
    pub(crate) high: Vec<Of<f64>>,
    /// First low limits.
    pub(crate) low: Vec<Of<f64>>,
    /// Ranges.
    pub(crate) range: Vec<Of<Range>>,
    /// Time between two readings of every sensor.
    pub(crate) period: Option<Span>,
}

impl Given {
    /// What is known of this sensor. What is said about it alone counts more than what is said about all, and what is said
    /// later more than what is said before.
    pub(crate) fn known(&self, sn: &SerialNumber) -> Known {
        Known {
            limits: Limits { high: pick(&self.high, sn), low: pick(&self.low, sn), ..Limits::default() },
            range: pick(&self.range, sn),
            period: self.period,
            ..Known::default()
        }
    }
}

fn pick<T: Copy>(given: &[Of<T>], sn: &SerialNumber) -> Option<T> {
    let for_it = given.iter().rfind(|of| of.sn.as_ref() == Some(sn));
    for_it.or_else(|| given.iter().rfind(|of| of.sn.is_none())).map(|of| of.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_one_counts_more_than_what_is_said_of_all() {
        let given = Given {
            high: ["20", "A001=7", "25"].map(|text| text.parse().expect("well written")).into(),
            range: vec!["A002=-40..80".parse().expect("well written")],
            ..Given::default()
        };
        let known = |sn: &str| given.known(&SerialNumber::new(sn).expect("a serial number"));
        assert_eq!((known("A001").limits.high, known("A002").limits.high), (Some(7.0), Some(25.0)));
        assert_eq!((known("A001").range, known("A002").range), (None, Range::new(-40.0, 80.0)));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "x", "A001=", "=5", "A 1=5"] {
            assert!(text.parse::<Of<f64>>().is_err(), "{text:?}");
        }
    }
}
