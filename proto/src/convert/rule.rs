//! Rules at four levels: what they say, what comes of it, what a change does.

use mcs_core::{
    rule::{
        Affected, Assignment, Explained, Key, KeyError, Level, RuleLayer, RuleOutcome, Said, Scope, Shift, Unused,
        Value,
        lint::{Code, Finding, PointFinding, Severity},
    },
    time::Timestamp,
};

use super::{WireError, all, required, serial_number, unknown};
use crate::wire;

/// A scope as it stands in a request.
pub fn scope(text: &str) -> Result<Scope, WireError> {
    text.parse().map_err(|_| unknown("scope", format_args!("{text:?}")))
}

fn level(text: &str) -> Result<Level, WireError> {
    Level::parse(text).ok_or_else(|| unknown("level", format_args!("{text:?}")))
}

fn key(text: &str) -> Result<Key, WireError> {
    Key::parse(text).map_err(|_| unknown("key", format_args!("{text:?}")))
}

fn value(key: Key, text: Option<&str>) -> Result<Option<Value>, WireError> {
    let read = |text| key.value(text).map_err(|_| unknown("value", format_args!("{text:?}, of {key}")));
    text.map(read).transpose()
}

fn written(value: Option<Value>) -> Option<String> {
    value.map(|value| value.to_string())
}

/// What a request wants said, with the catalogue's own words where that cannot be.
pub fn assignments(said: &[wire::RuleAssignment]) -> Result<Vec<Assignment>, KeyError> {
    let read = |wire::RuleAssignment { key, value }: &wire::RuleAssignment| {
        let key = Key::parse(key)?;
        Ok(Assignment { key, value: value.as_deref().map(|text| key.value(text)).transpose()? })
    };
    said.iter().map(read).collect()
}

impl From<&Assignment> for wire::RuleAssignment {
    fn from(Assignment { key, value }: &Assignment) -> Self {
        Self { key: key.to_string(), value: written(*value) }
    }
}

impl From<&(Scope, Vec<Assignment>)> for wire::RuleProposal {
    fn from((scope, assignments): &(Scope, Vec<Assignment>)) -> Self {
        Self { scope: scope.to_string(), assignments: assignments.iter().map(Into::into).collect() }
    }
}

impl From<&RuleLayer> for wire::RuleLayer {
    fn from(layer: &RuleLayer) -> Self {
        Self {
            scope: layer.scope.to_string(),
            rules: Some((&layer.rules).into()),
            revision: layer.revision,
            changed_us: layer.changed.as_micros(),
            by: layer.by.clone(),
            reason: layer.reason.clone(),
        }
    }
}

impl TryFrom<wire::RuleLayer> for RuleLayer {
    type Error = WireError;
    fn try_from(layer: wire::RuleLayer) -> Result<Self, WireError> {
        Ok(Self {
            scope: scope(&layer.scope)?,
            rules: layer.rules.unwrap_or_default().try_into()?,
            revision: layer.revision,
            changed: Timestamp::from_micros(layer.changed_us),
            by: layer.by,
            reason: layer.reason,
        })
    }
}

impl From<&Explained> for wire::RuleExplained {
    fn from(line: &Explained) -> Self {
        let said = |said: &Said| wire::RuleSaid { level: said.level.to_string(), value: said.value.to_string() };
        let unused = |unused: &Unused| wire::RuleUnused {
            level: unused.level.to_string(),
            value: unused.value.to_string(),
            why: unused.why.clone(),
        };
        Self {
            key: line.key.to_string(),
            value: written(line.value),
            unit: line.unit.clone(),
            level: line.level.to_string(),
            scope: line.scope.as_ref().map(ToString::to_string),
            reason: line.reason.clone(),
            overrides: line.overrides.iter().map(said).collect(),
            unused: line.unused.iter().map(unused).collect(),
        }
    }
}

impl TryFrom<wire::RuleExplained> for Explained {
    type Error = WireError;
    fn try_from(line: wire::RuleExplained) -> Result<Self, WireError> {
        let key = key(&line.key)?;
        let one = |text: &str| required("value", value(key, Some(text))?);
        let said = |said: wire::RuleSaid| -> Result<Said, WireError> {
            Ok(Said { level: level(&said.level)?, value: one(&said.value)? })
        };
        let unused = |unused: wire::RuleUnused| -> Result<Unused, WireError> {
            Ok(Unused { level: level(&unused.level)?, value: one(&unused.value)?, why: unused.why })
        };
        Ok(Self {
            key,
            value: value(key, line.value.as_deref())?,
            unit: line.unit,
            level: level(&line.level)?,
            scope: line.scope.as_deref().map(scope).transpose()?,
            reason: line.reason,
            overrides: line.overrides.into_iter().map(said).collect::<Result<_, _>>()?,
            unused: line.unused.into_iter().map(unused).collect::<Result<_, _>>()?,
        })
    }
}

impl From<&Finding> for wire::RuleFinding {
    fn from(finding: &Finding) -> Self {
        Self {
            code: finding.code.as_str().to_owned(),
            severity: finding.severity.as_str().to_owned(),
            key: finding.key.map(|key| key.to_string()),
            text: finding.text.clone(),
        }
    }
}

impl TryFrom<wire::RuleFinding> for Finding {
    type Error = WireError;
    fn try_from(finding: wire::RuleFinding) -> Result<Self, WireError> {
        let unknown = |field, given: &str| unknown(field, format_args!("{given:?}"));
        Ok(Self {
            code: Code::parse(&finding.code).ok_or_else(|| unknown("code", &finding.code))?,
            severity: Severity::parse(&finding.severity).ok_or_else(|| unknown("severity", &finding.severity))?,
            key: finding.key.as_deref().map(key).transpose()?,
            text: finding.text,
        })
    }
}

impl From<&PointFinding> for wire::PointFinding {
    fn from(found: &PointFinding) -> Self {
        Self {
            sn: found.sn.to_string(),
            finding: Some((&found.finding).into()),
            level: found.level.to_string(),
            overridden: found.overridden.clone(),
        }
    }
}

impl TryFrom<wire::PointFinding> for PointFinding {
    type Error = WireError;
    fn try_from(found: wire::PointFinding) -> Result<Self, WireError> {
        Ok(Self {
            sn: serial_number(&found.sn)?,
            finding: required("finding", found.finding)?.try_into()?,
            level: level(&found.level)?,
            overridden: found.overridden,
        })
    }
}

impl From<&RuleOutcome> for wire::RuleOutcome {
    fn from(outcome: &RuleOutcome) -> Self {
        let shift = |shift: &Shift| wire::RuleShift {
            key: shift.key.to_string(),
            before: written(shift.before),
            after: written(shift.after),
        };
        let affected = |affected: &Affected| wire::RuleAffected {
            sn: affected.sn.to_string(),
            shifts: affected.shifts.iter().map(shift).collect(),
            findings: affected.findings.iter().map(Into::into).collect(),
        };
        Self {
            layer: Some((&outcome.layer).into()),
            affected: outcome.affected.iter().map(affected).collect(),
            applied: outcome.applied,
        }
    }
}

impl TryFrom<wire::RuleOutcome> for RuleOutcome {
    type Error = WireError;
    fn try_from(outcome: wire::RuleOutcome) -> Result<Self, WireError> {
        let shift = |shift: wire::RuleShift| -> Result<Shift, WireError> {
            let key = key(&shift.key)?;
            Ok(Shift { key, before: value(key, shift.before.as_deref())?, after: value(key, shift.after.as_deref())? })
        };
        let affected = |affected: wire::RuleAffected| -> Result<Affected, WireError> {
            Ok(Affected {
                sn: serial_number(&affected.sn)?,
                shifts: affected.shifts.into_iter().map(shift).collect::<Result<_, _>>()?,
                findings: all(affected.findings)?,
            })
        };
        Ok(Self {
            layer: required("layer", outcome.layer)?.try_into()?,
            affected: outcome.affected.into_iter().map(affected).collect::<Result<_, _>>()?,
            applied: outcome.applied,
        })
    }
}
