//! Values on the command line that several nouns take: numbers, seconds, ranges, places, names of sensors and units.
//! Each answers with a sentence that says what is accepted.

use std::time::Duration;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use mcs_core::{
    alarm::{Condition, Priority},
    archived::DayState,
    quantity::{Range, Unit},
    sensor::SensorType,
    site::Position,
    target::Preset,
    zone::{Degrade, ZoneLevel},
};

use crate::time::{Zone, parse_span};

/// A sensor type of the catalogue, in either case.
pub(crate) fn sensor() -> impl TypedValueParser<Value = SensorType> {
    let names = SensorType::ALL.map(|kind| {
        let name = PossibleValue::new(kind.as_str());
        if kind == SensorType::VOC { name.alias("VOCs") } else { name }
    });
    PossibleValuesParser::new(names)
        .try_map(|text| SensorType::parse(&text).ok_or_else(|| format!("{text:?} is not in the catalogue")))
}

/// What can be wrong, in either case.
pub(crate) fn condition() -> impl TypedValueParser<Value = Condition> {
    PossibleValuesParser::new(Condition::ALL.map(Condition::as_str))
        .try_map(|text| Condition::parse(&text.to_uppercase()).ok_or_else(|| format!("{text:?} is not an alarm type")))
}

/// How urgent an alarm is.
pub(crate) fn priority() -> impl TypedValueParser<Value = Priority> {
    PossibleValuesParser::new(Priority::ALL.map(Priority::as_str))
        .try_map(|text| Priority::parse(&text).ok_or_else(|| format!("{text:?} is not a priority")))
}

/// A unit, in either case.
pub(crate) fn unit() -> impl TypedValueParser<Value = Unit> {
    PossibleValuesParser::new(Unit::ALL.map(Unit::as_str))
        .try_map(|text| Unit::parse(&text).ok_or_else(|| format!("{text:?} is not a unit")))
}

/// A preset of a store that speaks S3.
pub(crate) fn preset() -> impl TypedValueParser<Value = Preset> {
    PossibleValuesParser::new(Preset::ALL.map(Preset::as_str)).try_map(|text| {
        let found = Preset::ALL.into_iter().find(|preset| preset.as_str() == text);
        found.ok_or_else(|| format!("{text:?} is not a preset"))
    })
}

/// How far a day has come on its way into the archive.
pub(crate) fn day_state() -> impl TypedValueParser<Value = DayState> {
    PossibleValuesParser::new(DayState::ALL.map(DayState::as_str)).try_map(|text| {
        let found = DayState::ALL.into_iter().find(|state| state.as_str() == text);
        found.ok_or_else(|| format!("{text:?} is not a state"))
    })
}

/// A level that zones vote on, in either case.
pub(crate) fn zone_level() -> impl TypedValueParser<Value = ZoneLevel> {
    PossibleValuesParser::new(ZoneLevel::ALL.map(ZoneLevel::as_str))
        .try_map(|text| ZoneLevel::parse(&text).ok_or_else(|| format!("{text:?} is not a level")))
}

/// What a missing member of a zone does.
pub(crate) fn degrade() -> impl TypedValueParser<Value = Degrade> {
    PossibleValuesParser::new(Degrade::ALL.map(Degrade::as_str))
        .try_map(|text| Degrade::parse(&text).ok_or_else(|| format!("{text:?} is neither")))
}

/// A time zone by its IANA name.
pub(crate) fn zone(text: &str) -> Result<Zone, String> {
    Zone::named(text).map_err(|_| format!("{text:?} is no time zone known here; give an IANA name, e.g. Asia/Shanghai"))
}

/// A finite number.
pub(crate) fn number(text: &str) -> Result<f64, String> {
    text.parse::<f64>().ok().filter(|x| x.is_finite()).ok_or_else(|| "give a finite number, e.g. 1000 or -10.5".into())
}

/// Whole seconds: `90`, `90s`, `2m`.
pub(crate) fn seconds(text: &str) -> Result<u16, String> {
    let fault = || "give whole seconds up to 65535, e.g. 90, 90s or 2m".to_owned();
    if let Ok(plain) = text.parse::<u16>() {
        return Ok(plain);
    }
    let us = parse_span(text).map_err(|_| fault())?.as_micros();
    if us % 1_000_000 != 0 {
        return Err(fault());
    }
    u16::try_from(us / 1_000_000).map_err(|_| fault())
}

/// A measuring range: `0..100`.
pub(crate) fn range(text: &str) -> Result<Range, String> {
    let fault = || "give start..end with the start below the end, e.g. 0..100 or -40..80".to_owned();
    let (start, end) = text.split_once("..").ok_or_else(fault)?;
    let (start, end) = (number(start.trim()).map_err(|_| fault())?, number(end.trim()).map_err(|_| fault())?);
    Range::new(start, end).ok_or_else(fault)
}

/// A place on the map in percent: `12.5,40`.
pub(crate) fn position(text: &str) -> Result<Position, String> {
    let fault = || "give X,Y in percent of the map, each 0 to 100, e.g. 12.5,40".to_owned();
    let (x, y) = text.split_once(',').ok_or_else(fault)?;
    let (x, y) = (number(x.trim()).map_err(|_| fault())?, number(y.trim()).map_err(|_| fault())?);
    Position::new(x, y).ok_or_else(fault)
}

/// A percentage: `12.5`.
pub(crate) fn percent(text: &str) -> Result<f64, String> {
    let inside = number(text).ok().filter(|x| (0.0..=100.0).contains(x));
    inside.ok_or_else(|| "give percent of the map, 0 to 100, e.g. 12.5".to_owned())
}

/// A deadline: more than no time at all.
pub(crate) fn deadline(text: &str) -> Result<Duration, String> {
    let span = parse_span(text)?;
    u64::try_from(span.as_micros())
        .ok()
        .filter(|us| *us > 0)
        .map(Duration::from_micros)
        .ok_or_else(|| "give more than 0, e.g. 500ms or 10s".into())
}

/// How often something is asked again.
pub(crate) fn refresh(text: &str) -> Result<Duration, String> {
    deadline(text)
        .ok()
        .filter(|every| *every >= Duration::from_millis(100))
        .ok_or_else(|| "give 100ms or more, e.g. 2s".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_may_begin_below_zero() {
        assert_eq!(range("-40..80"), Ok(Range { start: -40.0, end: 80.0 }));
        assert_eq!(range("0..100"), Ok(Range { start: 0.0, end: 100.0 }));
    }

    #[test]
    fn ranges_out_of_order_and_infinite_numbers_are_refused() {
        for text in ["100..0", "0", "0..", "0..inf", "a..b"] {
            assert!(range(text).is_err(), "{text}");
        }
        assert!(number("nan").is_err());
    }

    #[test]
    fn seconds_take_a_bare_number_and_a_duration() {
        assert_eq!(seconds("90"), Ok(90));
        assert_eq!(seconds("2m"), Ok(120));
        assert!(seconds("1500ms").is_err());
        assert!(seconds("1d").is_err());
    }

    #[test]
    fn places_lie_on_the_map() {
        assert_eq!(position("12.5,40"), Ok(Position { x: 12.5, y: 40.0 }));
        assert!(position("101,0").is_err());
    }

    #[test]
    fn a_deadline_of_nothing_is_refused() {
        assert_eq!(deadline("500ms"), Ok(Duration::from_millis(500)));
        assert!(deadline("0s").is_err());
    }
}
