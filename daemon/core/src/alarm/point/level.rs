//! What a reading says of the conditions that are judged by the value.

use super::{
    board::{Board, Found},
    judged::Judged,
    wired::Wired,
};
use crate::{
    alarm::{LevelRule, PointRules, desk::Finding, judge::Evidence},
    quantity::Steps,
};

/// What a reading says of one level; `None` without such a rule. With `over_range` standing the rising limits are
/// judged raise-only: a sensor that was flooded may read low.
pub(super) fn evidence(
    wired: Wired,
    rules: &PointRules,
    reading: &Judged,
    over_range: bool,
) -> Option<(Evidence, LevelRule)> {
    let rule = *rules.level(wired.condition())?;
    let said = reading.value.map_or(Evidence::Unknown, |value| rule.level.evidence(value));
    let distrusted = over_range && matches!(wired, Wired::HighHigh | Wired::High);
    Some((if reading.raise_only() || distrusted { said.raise_only() } else { said }, rule))
}

impl Board {
    /// The same with all that goes into an occurrence; `None` also where it says nothing new, which is the rule.
    pub(super) fn level_found(&self, wired: Wired, rules: &PointRules, reading: &Judged) -> Option<Found<'static>> {
        let (evidence, rule) = evidence(wired, rules, reading, self.over_range_stands())?;
        if evidence != Evidence::Over && self.tracks[wired].is_quiet() {
            return None;
        }
        Some(found(evidence, &rule, rules, reading.value))
    }

    /// When a countdown ends without a reading: the last value known still stands for it.
    pub(super) fn level_waiting(&self, wired: Wired, rules: &PointRules) -> Option<Found<'static>> {
        let rule = *rules.level(wired.condition())?;
        Some(found(Evidence::Over, &rule, rules, self.tracks[wired].value))
    }
}

/// Evidence about a value, or about what values amount to.
pub(super) fn found(evidence: Evidence, rule: &LevelRule, rules: &PointRules, value: Option<Steps>) -> Found<'static> {
    let shown = |steps| rules.resolution.value(steps);
    let finding = Finding {
        steps: value,
        value: value.map(shown),
        limit: Some(shown(rule.level.limit)),
        unit: Some(rules.unit),
        level: Some(rule.level),
        priority: rule.priority,
        cause: None,
        held: value.is_none(),
    };
    Found { evidence, delays: rule.delays, finding, worsening: rule.worsening }
}
