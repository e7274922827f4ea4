//! How the point of a scenario is set.

use mcs_core::{
    alarm::{CalibrationFacts, PointRules},
    calibration::{Calibration, CalibrationHistory, Coefficients},
    device::{Limits, PointSettings, Rate},
    id::CalibrationRevision,
    quantity::{Range, Unit},
    sensor::SensorType,
    time::Timestamp,
};

use crate::script::Settings;

/// Volts to value: far from the electrical limits, and not the identity.
pub(crate) const K: f64 = 0.1;
pub(crate) const B: f64 = -100.0;

/// The settings a scenario says, over those from before.
pub(crate) fn settings(said: &Settings, before: Option<&PointSettings>) -> PointSettings {
    let sensor = said.sensor.as_deref().map(|name| SensorType::parse(name).expect("a sensor type"));
    let mut settings = match before {
        Some(before) => before.clone(),
        None => PointSettings::proposed(sensor.unwrap_or(SensorType::EX)),
    };
    let silent = [said.high, said.high_high, said.low, said.low_low].iter().all(Option::is_none);
    settings.rules.limits = if silent && !said.no_limits {
        Limits { high: Some(25.0), high_high: Some(50.0), ..Limits::default() }
    } else {
        Limits { high: said.high, high_high: said.high_high, low: said.low, low_low: said.low_low }
    };
    if let Some([start, end]) = said.range {
        settings.range = Range::new(start, end);
    }
    settings.rules.deadband = said.deadband.or(settings.rules.deadband);
    settings.rules.on_delay_s = said.on_delay.or(settings.rules.on_delay_s);
    settings.rules.off_delay_s = said.off_delay.or(settings.rules.off_delay_s);
    settings.period_s = said.period.unwrap_or(settings.period_s);
    if let Some(unit) = &said.unit {
        settings.unit = Unit::parse(unit).expect("a unit");
    }
    settings.rules.rate = said.rate.map(|(window_s, step)| Rate { window_s, step }).or(settings.rules.rate);
    settings.rules.stel = said.stel.or(settings.rules.stel);
    settings.rules.twa = said.twa.or(settings.rules.twa);
    settings.rules.warm_up_s = said.warm_up.or(settings.rules.warm_up_s);
    settings.rules.stuck_after_s = said.stuck_after.or(settings.rules.stuck_after_s);
    settings
}

/// The calibrations of a point.
pub(crate) fn calibrations(said: &Settings) -> CalibrationHistory {
    if said.no_calibration {
        return CalibrationHistory::default();
    }
    CalibrationHistory::new(vec![Calibration {
        revision: CalibrationRevision(1),
        valid_from: Timestamp::EPOCH,
        coefficients: Coefficients::new(K, B, 25.0, 0.0).expect("valid coefficients"),
        due: None,
        by: "li".to_owned(),
        recorded: Timestamp::EPOCH,
        comment: None,
    }])
}

/// What it is judged by.
pub(crate) fn rules(settings: &PointSettings, calibrations: &CalibrationHistory, now: Timestamp) -> PointRules {
    PointRules::new(settings, CalibrationFacts::of(calibrations, now)).expect("valid settings")
}
