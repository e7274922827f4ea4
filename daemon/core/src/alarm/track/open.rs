//! The open occurrence of an alarm: what events and readings write into it.

use super::Open;
use crate::{
    alarm::{
        Condition, LifeState, Masks, Withheld,
        desk::{Finding, Moment, suppression},
        life::{Event, Life},
    },
    time::Now,
};

impl Open {
    /// Writes an event into the occurrence.
    pub(super) fn note(&mut self, event: Event, before: LifeState, life: Life, with: &Moment<'_>, now: Now) {
        let occurrence = &mut self.occurrence;
        occurrence.state = life.state;
        occurrence.masked = masked(life.masks, occurrence.condition);
        if before.active() && !life.state.active() && event != Event::Withdraw {
            occurrence.returned = Some(with.measured);
            occurrence.held = false;
        }
        if before.unacknowledged() && matches!(event, Event::Acknowledge | Event::Shelve(true)) {
            occurrence.acked = Some(now.utc);
            occurrence.acked_by = with.by.map(|by| by.name.clone());
        } else if life.state.unacknowledged() && !before.unacknowledged() {
            occurrence.acked = None;
            occurrence.acked_by = None;
            self.watch = None;
        }
        if with.by.is_some() && with.comment.is_some() && !matches!(event, Event::FreezeOn(_) | Event::FreezeOff { .. })
        {
            occurrence.comment = with.comment.map(str::to_owned);
        }
        if life.state == LifeState::Normal {
            occurrence.closed = Some(now.utc);
            occurrence.masked = None;
            occurrence.mask = None;
        }
    }

    /// Takes in a finding; answers whether the occurrence shows anything new.
    pub(super) fn see(&mut self, finding: &Finding<'_>) -> bool {
        let occurrence = &mut self.occurrence;
        let mut news = occurrence.held != finding.held;
        occurrence.held = finding.held;
        if finding.held {
            return news;
        }
        if finding.value.is_some() && finding.value != occurrence.value {
            occurrence.value = finding.value;
            news = true;
        }
        if let (Some(direction), Some(steps)) = (finding.direction(), finding.steps)
            && self.peak.is_none_or(|peak| direction.worse(steps, peak))
        {
            self.peak = Some(steps);
            occurrence.peak = finding.value;
            news = true;
        }
        if finding.limit != occurrence.limit || finding.level != self.level {
            occurrence.limit = finding.limit;
            self.level = finding.level;
            news = true;
        }
        if let Some(cause) = finding.cause.map(|cause| cause.to_string())
            && occurrence.text.as_ref() != Some(&cause)
        {
            occurrence.text = Some(cause);
            news = true;
        }
        news
    }
}

pub(super) fn masked(masks: Masks, condition: Condition) -> Option<String> {
    let why = match masks.heaviest()? {
        Withheld::Suppressed => suppression(condition).as_str(),
        heavier => heavier.as_str(),
    };
    Some(why.to_owned())
}
