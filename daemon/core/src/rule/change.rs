//! A change of one level, and what it does to every point.

use std::str::FromStr;

use serde::Serialize;

use super::{
    Key, KeyError, Layers, Level, RuleLayer, Scope, Value,
    lint::{Finding, Severity, lint},
};
use crate::{
    device::{Device, PointSettings, RuleSet},
    id::SerialNumber,
    time::Timestamp,
};

/// A key and what shall be said of it; `None`: nothing any more.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Assignment {
    /// The key.
    pub key: Key,
    /// Its value.
    pub value: Option<Value>,
}

/// `KEY=VALUE`.
impl FromStr for Assignment {
    type Err = KeyError;
    fn from_str(text: &str) -> Result<Self, KeyError> {
        let (key, value) = text.split_once('=').ok_or_else(|| KeyError::Shape { given: text.to_owned() })?;
        let key = Key::parse(key.trim())?;
        Ok(Self { key, value: Some(key.value(value.trim())?) })
    }
}

/// A change of one level.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleChange {
    /// Which level.
    pub scope: Scope,
    /// What it shall say. Keys that are not named stay as they are.
    pub assignments: Vec<Assignment>,
    /// Only tell what would change.
    pub dry_run: bool,
    /// Do it though it is not what is recommended; needs a reason.
    pub overriding: bool,
    /// Why.
    pub reason: Option<String>,
}

/// A value of a point that changes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Shift {
    /// The key.
    pub key: Key,
    /// As it is; `None`: nobody says it.
    pub before: Option<Value>,
    /// As it will be.
    pub after: Option<Value>,
}

/// What a change does to one point.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Affected {
    /// Its device.
    pub sn: SerialNumber,
    /// What changes.
    pub shifts: Vec<Shift>,
    /// What is not as recommended after it, and was not so before.
    pub findings: Vec<Finding>,
}

/// What a change did, or would do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleOutcome {
    /// The level as it is after it.
    pub layer: RuleLayer,
    /// Every point it changes.
    pub affected: Vec<Affected>,
    /// Whether it was done; `false` for a look.
    pub applied: bool,
}

impl Layers {
    /// What is wrong with a change in itself, whatever points there are.
    pub fn complaints(change: &RuleChange) -> Vec<String> {
        let (scope, level) = (&change.scope, change.scope.level());
        let unitless = matches!(level, Level::Site | Level::Instrument);
        let mut complaints: Vec<String> = change
            .assignments
            .iter()
            .filter(|said| unitless && said.key.measured() && said.value.is_some())
            .map(|said| {
                let key = said.key;
                format!("{scope}: {key} needs a unit, and points here have several; set it for a type or a point")
            })
            .collect();
        if change.assignments.is_empty() {
            complaints.push("nothing to change was named".to_owned());
        }
        if change.overriding && change.reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
            complaints.push("to override what is recommended needs a reason".to_owned());
        }
        complaints
    }

    /// These levels with a change of one above the points. Who changed it is not noted.
    #[must_use]
    pub fn changed(&self, scope: &Scope, assignments: &[Assignment]) -> Self {
        let mut layers = self.clone();
        if scope.level() < Level::Point {
            let mut layer = self.get(scope).cloned().unwrap_or_else(|| RuleLayer {
                scope: scope.clone(),
                rules: RuleSet::default(),
                revision: 0,
                changed: Timestamp::EPOCH,
                by: String::new(),
                reason: None,
            });
            assign(&mut layer.rules, assignments);
            layers.put(layer);
        }
        layers
    }

    /// What a point's own level says after a change.
    #[must_use]
    pub fn changed_device(device: &Device, scope: &Scope, assignments: &[Assignment]) -> Device {
        let mut device = device.clone();
        if matches!(scope, Scope::Point(sn) if *sn == device.sn) {
            assign(&mut device.settings.rules, assignments);
        }
        device
    }

    /// What is not recommended of what a change says for a type of which there is no point it could be seen at.
    pub fn foresee(&self, after: &Self, change: &RuleChange) -> Vec<Finding> {
        let Scope::Type(sensor) = change.scope else { return Vec::new() };
        let proposed = PointSettings::proposed(sensor);
        let known = lint(&self.resolve(None, &proposed).settings);
        let named = |finding: &Finding| {
            let said = |key| change.assignments.iter().any(|said| said.key == key && said.value.is_some());
            finding.severity == Severity::Violation && finding.key.is_some_and(said) && !known.contains(finding)
        };
        lint(&after.resolve(None, &proposed).settings).into_iter().filter(named).collect()
    }

    /// What a change does to a point; `None`: nothing.
    pub fn affect(&self, after: &Self, device: &Device, changed: &Device) -> Option<Affected> {
        let (from, to) = (self.of_device(device).settings, after.of_device(changed).settings);
        if from.rules == to.rules {
            return None;
        }
        let shifts = Key::all().filter_map(|key| {
            let (before, after) = (key.get(&from.rules), key.get(&to.rules));
            (before != after).then_some(Shift { key, before, after })
        });
        let known = lint(&from);
        let findings = lint(&to).into_iter().filter(|finding| !known.contains(finding)).collect();
        Some(Affected { sn: device.sn.clone(), shifts: shifts.collect(), findings })
    }
}

impl Affected {
    /// Whether it needs somebody to override what is recommended.
    pub fn needs_override(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Violation)
    }
}

fn assign(rules: &mut RuleSet, assignments: &[Assignment]) {
    for Assignment { key, value } in assignments {
        key.put(rules, *value);
    }
}
