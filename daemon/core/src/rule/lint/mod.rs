//! Compares what a point is judged by with what regulations recommend, and says what to do.
//!
//! GB/T 50493-2019: of combustible gas A1 at most 25 and A2 at most 50 %LEL; of toxic gas A1 at most 100 % and A2 at most 200 % of
//! the exposure limit, or 5 % and 10 % of the IDLH where the range cannot do that; of oxygen 19.5 and 23.5 %vol. The rest follows
//! from how alarms are judged here. What no reason could make usable (limits outside the range, A2 not above A1, means over time of
//! %LEL or oxygen, more than 100 s of silence at a gas point) is refused wherever rules are made, and told here too.

mod finding;
mod reference;

pub use finding::{Code, Finding, PointFinding, Severity};
pub use reference::{CLEAN_OXYGEN, EXPLOSIVES, EXPOSURES, Explosive, Exposure, MOLAR_VOLUME, per_percent_lel};

use super::{Key, Layers, Level};
use crate::{
    alarm::{CalibrationFacts, Condition, Direction, PointRules},
    device::{Device, PointSettings},
    quantity::Unit,
    sensor::SensorClass,
};

/// Most of a combustible gas at A1 and A2, %LEL.
const COMBUSTIBLE: [f64; 2] = [25.0, 50.0];
/// Most of a toxic gas at A1 and A2, as shares of the exposure limit and of the IDLH.
const TOXIC: [(f64, f64); 2] = [(1.0, 0.05), (2.0, 0.10)];
/// Oxygen: too little at or below the first, too much at or above the second, %vol.
const OXYGEN: [f64; 2] = [19.5, 23.5];
/// A rise is looked for in at least so many reports.
const RATE_PERIODS: u32 = 2;

/// Checks a point's settings with every rule that is said of it.
pub fn lint(settings: &PointSettings) -> Vec<Finding> {
    let mut book = Book { settings, findings: Vec::new() };
    let rules = match PointRules::new(settings, CalibrationFacts::default()) {
        Ok(rules) => Some(rules),
        Err(errors) => {
            for error in errors.0 {
                book.note(Code::Unusable, Severity::Invalid, None, format!("{error}; correct it"));
            }
            None
        }
    };
    match settings.sensor.class() {
        SensorClass::Combustible => book.combustible(),
        SensorClass::Toxic => book.toxic(),
        SensorClass::Oxygen => book.oxygen(),
        SensorClass::Ambient => return book.findings,
    }
    book.complete();
    if let Some(rules) = rules {
        book.clean_air(&rules);
    }
    book.rate_window();
    book.findings
}

impl Layers {
    /// Checks the point of a device, and tells of each finding where its value comes from and why it was chosen.
    pub fn lint(&self, device: &Device) -> Vec<PointFinding> {
        let findings = lint(&self.of_device(device).settings);
        if findings.is_empty() {
            return Vec::new();
        }
        let explained = self.explain(device);
        let line = |key| explained.iter().find(|line| line.key == key);
        // Of what is missing: whoever decided that is the nearest level that gave a reason.
        let any = || explained.iter().filter(|line| line.reason.is_some()).max_by_key(|line| line.level);
        let told = |finding: Finding| {
            let said = finding.key.and_then(line).filter(|line| line.level > Level::Default);
            let level = said.map_or(Level::Default, |line| line.level);
            let overridden = said.or_else(any).and_then(|line| line.reason.clone());
            PointFinding { sn: device.sn.clone(), finding, level, overridden }
        };
        findings.into_iter().map(told).collect()
    }
}

struct Book<'a> {
    settings: &'a PointSettings,
    findings: Vec<Finding>,
}

impl Book<'_> {
    fn note(&mut self, code: Code, severity: Severity, key: Option<Key>, text: String) {
        self.findings.push(Finding { code, severity, key, text });
    }

    fn violation(&mut self, code: Code, key: Key, text: String) {
        self.note(code, Severity::Violation, Some(key), text);
    }

    /// The rising limits with their keys.
    fn rising(&self) -> [(Key, Option<f64>); 2] {
        let limits = &self.settings.rules.limits;
        [(Key::High, limits.high), (Key::HighHigh, limits.high_high)]
    }

    fn no_reference(&mut self) {
        let (sensor, unit) = (self.settings.sensor, self.settings.unit);
        let text = format!("what {unit} of {sensor} mean for people is not known here; compare the limits by hand");
        self.note(Code::NoReference, Severity::Advice, None, text);
    }

    fn combustible(&mut self) {
        let unit = self.settings.unit;
        let Some(scale) = per_percent_lel(self.settings.sensor, unit) else { return self.no_reference() };
        for (((key, given), most), code) in
            self.rising().into_iter().zip(COMBUSTIBLE).zip([Code::CombustibleA1, Code::CombustibleA2])
        {
            if let Some(given) = given.filter(|given| beyond(*given, most * scale)) {
                let allowed = self.at_most(most * scale);
                let is = given / scale;
                let text =
                    format!("{key} {given} {unit} is {is:.1} %LEL, above {most} %LEL; set {key}={allowed} or less");
                self.violation(code, key, text);
            }
        }
    }

    fn toxic(&mut self) {
        let PointSettings { sensor, unit, range, .. } = *self.settings;
        if unit == Unit::PercentLel {
            return self.combustible();
        }
        let Some(exposure) = Exposure::of(sensor) else { return self.no_reference() };
        for (((key, given), (share, of_idlh)), code) in
            self.rising().into_iter().zip(TOXIC).zip([Code::ToxicA1, Code::ToxicA2])
        {
            let Some((most, how)) = exposure.most(share, of_idlh, unit, range) else { return self.no_reference() };
            if let Some(given) = given.filter(|given| beyond(*given, most)) {
                let allowed = self.at_most(most);
                let source = exposure.source;
                let text = format!(
                    "{key} {given} {unit} is above {allowed} {unit}, {how} of {sensor} ({source}); set {key}={allowed} or less"
                );
                self.violation(code, key, text);
            }
        }
    }

    fn oxygen(&mut self) {
        if self.settings.unit != Unit::PercentVol {
            return self.no_reference();
        }
        let limits = self.settings.rules.limits;
        let [low, high] = OXYGEN;
        match limits.low {
            None => self.violation(Code::OxygenLow, Key::Low, format!("too little oxygen is no alarm; set low={low}")),
            Some(given) if beyond(low, given) => {
                let text =
                    format!("low {given} %vol is below {low} %vol, where people begin to fail; set low={low} or more");
                self.violation(Code::OxygenLow, Key::Low, text);
            }
            Some(_) => {}
        }
        match limits.high {
            None => {
                self.violation(Code::OxygenHigh, Key::High, format!("too much oxygen is no alarm; set high={high}"));
            }
            Some(given) if beyond(given, high) => {
                let text = format!(
                    "high {given} %vol is above {high} %vol, where things burn that do not in air; set high={high} or less"
                );
                self.violation(Code::OxygenHigh, Key::High, text);
            }
            Some(_) => {}
        }
    }

    /// A gas has a range and both levels; oxygen has its own two.
    fn complete(&mut self) {
        if self.settings.range.is_none() {
            let text = "without a range nothing can be judged; give one with `mcsctl device set --range`".to_owned();
            self.note(Code::MissingRange, Severity::Violation, None, text);
        }
        if self.settings.sensor.class() == SensorClass::Oxygen {
            return;
        }
        let [(first, a1), (second, a2)] = self.rising();
        if a1.is_none() {
            self.violation(Code::MissingA1, first, "there is no first level, A1; set high".to_owned());
        }
        if a2.is_none() {
            self.violation(
                Code::MissingA2,
                second,
                "there is no second level, A2; set high-high above high".to_owned(),
            );
        }
    }

    /// Clean air must end each alarm.
    fn clean_air(&mut self, rules: &PointRules) {
        let oxygen = self.settings.sensor.class() == SensorClass::Oxygen;
        let clean = if oxygen { CLEAN_OXYGEN } else { 0.0 };
        let Some(air) = self.settings.resolution.round(clean) else { return };
        for (key, condition) in [
            (Key::High, Condition::High),
            (Key::HighHigh, Condition::HighHigh),
            (Key::Low, Condition::Low),
            (Key::LowLow, Condition::LowLow),
        ] {
            let Some(level) = rules.level(condition).map(|rule| rule.level) else { continue };
            if level.direction.ahead(level.limit, air) >= -level.deadband.0 {
                let unit = self.settings.unit;
                let limit = self.settings.resolution.value(level.limit);
                let deadband = self.settings.resolution.value(level.deadband);
                let side = match level.direction {
                    Direction::Rising => "higher",
                    Direction::Falling => "lower",
                };
                let text = format!(
                    "clean air, {clean} {unit}, would not end an alarm at {key} {limit} with a deadband of {deadband}; \
                     set {key} {side}, or the deadband smaller"
                );
                self.violation(Code::CleanAir, key, text);
            }
        }
    }

    fn rate_window(&mut self) {
        let period_s = u32::from(self.settings.period_s);
        if let Some(rate) = self.settings.rules.rate
            && u32::from(rate.window_s) < RATE_PERIODS * period_s
        {
            let least = RATE_PERIODS * period_s;
            let text = format!(
                "a window of {} s holds fewer than two reports of {period_s} s; set rate={}/{least} or longer",
                rate.window_s, rate.step
            );
            self.violation(Code::RateWindow, Key::Rate, text);
        }
    }

    /// The largest limit the point's resolution knows that is not above this one.
    fn at_most(&self, limit: f64) -> f64 {
        let resolution = self.settings.resolution;
        resolution.round(limit).map_or(limit, |steps| {
            let near = resolution.value(steps);
            if beyond(near, limit) { resolution.value(crate::quantity::Steps(steps.0 - 1)) } else { near }
        })
    }
}

/// Beyond by more than the noise of reckoning.
fn beyond(given: f64, most: f64) -> bool {
    given > most + 1e-9 * most.abs().max(1.0)
}
