//! What a transition says.

use crate::{
    alarm::{Condition, Source, TransitionKind},
    notice::{Facts, ItemKind, Owed},
    quantity::Resolution,
    sensor::SensorType,
};

impl Facts {
    /// What a transition says of its occurrence.
    pub(super) fn of(owed: &Owed, kind: ItemKind) -> Self {
        let (step, occurrence) = (&owed.transition, &owed.occurrence);
        let value = step.value.or(occurrence.value);
        let limit = step.limit.or(occurrence.limit);
        Self {
            kind,
            occurrence: Some(step.occurrence),
            sn: occurrence.sn.clone(),
            name: owed.name.clone(),
            area: owed.area.clone(),
            zone: occurrence.zone.clone(),
            sensor: owed.sensor,
            condition: Some(step.condition),
            cause: match step.source {
                Source::System(cause) => Some(cause),
                Source::Point(_) | Source::Zone(_) => None,
            },
            priority: step.priority,
            state: step.state,
            value,
            peak: occurrence.peak,
            limit,
            unit: occurrence.unit,
            decimals: decimals([value, occurrence.peak, limit]),
            raised: occurrence.raised,
            at: step.measured,
            returned: occurrence.returned,
            by: step.by.as_ref().map(|by| by.name.clone()),
            text: step.comment.clone().or_else(|| occurrence.text.clone()),
            folded: 0,
            held: occurrence.held,
            mask: occurrence.mask.clone(),
            unrecorded: owed.unrecorded,
            drill: occurrence.drill,
            late: false,
            lines: Vec::new(),
        }
    }

    /// The same without what a person did or said: for what is said later of the occurrence.
    pub(super) fn lasting(&self, owed: &Owed) -> Self {
        Self { by: None, text: owed.occurrence.text.clone(), ..self.clone() }
    }

    /// Whether it is about gas: a detector of gas, whatever is wrong with it, or a zone of them.
    pub(super) fn is_about_gas(&self) -> bool {
        self.sensor.is_some_and(SensorType::is_gas) || self.condition == Some(Condition::Zone)
    }
}

/// What a person hears of it.
pub(super) const fn kind_of(step: TransitionKind) -> ItemKind {
    match step {
        TransitionKind::Raise => ItemKind::Raise,
        TransitionKind::Return => ItemKind::Return,
        TransitionKind::Ack => ItemKind::Ack,
        TransitionKind::Reset => ItemKind::Reset,
        TransitionKind::Realarm => ItemKind::Realarm,
        TransitionKind::Supersede => ItemKind::State,
        TransitionKind::Withdraw => ItemKind::Withdraw,
        TransitionKind::MaskOn | TransitionKind::MaskOff | TransitionKind::MaskReminder => ItemKind::Mask,
    }
}

/// Decimals that show all of these exactly; at least one, as most points are judged by.
fn decimals(values: [Option<f64>; 3]) -> u8 {
    let exact = |resolution: &Resolution| values.iter().flatten().all(|value| resolution.exact(*value).is_some());
    let fine = (1..=Resolution::MAX_DECIMALS).filter_map(Resolution::new).find(exact);
    fine.map_or(Resolution::MAX_DECIMALS, Resolution::decimals)
}
