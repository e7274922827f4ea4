//! How urgent a person wants conditions to be.

use std::collections::BTreeMap;

use crate::alarm::{Condition, Priority};

/// What was said of each condition; read with every reading, so it lies flat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Priorities([Option<Priority>; Condition::ALL.len() + 1]);

impl Priorities {
    pub(super) fn new(said: &BTreeMap<Condition, Priority>) -> Self {
        let mut priorities = [None; Condition::ALL.len() + 1];
        for (condition, priority) in said {
            priorities[*condition as usize] = Some(*priority);
        }
        Self(priorities)
    }

    /// What was said of this condition.
    pub(super) const fn said(&self, condition: Condition) -> Option<Priority> {
        self.0[condition as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        alarm::{CalibrationFacts, PointRules},
        device::{PointSettings, RuleSet},
        sensor::SensorType,
    };

    fn rules(sensor: SensorType, said: &[(Condition, Priority)]) -> PointRules {
        let priorities = said.iter().copied().collect();
        let rules = RuleSet { priorities, ..RuleSet::default() };
        let settings = PointSettings { rules, ..PointSettings::proposed(sensor) };
        PointRules::new(&settings, CalibrationFacts::default()).expect("valid settings")
    }

    #[test]
    fn what_is_severe_stays_so_whatever_was_said_below_it() {
        let said = [(Condition::LowBat, Priority::Medium), (Condition::Offline, Priority::Low)];
        let said = rules(SensorType::EX, &said);
        assert_eq!(
            [false, true].map(|severe| said.priority(Condition::LowBat, severe)),
            [Priority::Medium, Priority::High]
        );
        assert_eq!(
            [false, true].map(|severe| said.priority(Condition::Offline, severe)),
            [Priority::Low, Priority::Critical]
        );
    }

    #[test]
    fn what_nobody_spoke_of_has_its_default_and_one_less_without_gas() {
        let offline = |sensor| [false, true].map(|severe| rules(sensor, &[]).priority(Condition::Offline, severe));
        assert_eq!(offline(SensorType::EX), [Priority::High, Priority::Critical]);
        assert_eq!(offline(SensorType::Temperature), [Priority::Medium, Priority::Medium]);
        assert_eq!(rules(SensorType::EX, &[]).priority(Condition::Stuck, false), Priority::Medium);
        assert_eq!(rules(SensorType::EX, &[]).priority(Condition::WeakSignal, false), Priority::Low);
    }
}
