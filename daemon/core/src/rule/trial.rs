//! A point's alarms apart from the plant: readings go in, transitions come out, nothing else happens.

use crate::{
    alarm::{
        Actor, CalibrationFacts, Changes, Judged, LimitErrors, Mint, Occurrence, PointAlarms, PointRules, Transition,
        TransitionKind,
    },
    device::PointSettings,
    evaluation::flags_of_range,
    id::{EventId, OccurrenceId, PointId, SerialNumber},
    observation::{Channel, Channels, Measure},
    reading::{Flags, Reading},
    time::{Monotonic, Now, Timestamp},
};

/// Readings are heard when they were measured: what arrived late was not late for the place where it was measured.
const OF_ARRIVAL: Flags = Flags::LATE.with(Flags::OUT_OF_ORDER);
/// Timers that may come due between two readings; far more than there are alarms.
const MOST_TICKS: usize = 1_000;

/// A value to be tried.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proposed {
    /// When.
    pub at: Timestamp,
    /// In the point's unit.
    pub value: f64,
}

/// The alarms of a point that is not there.
#[derive(Debug, Clone)]
pub struct Trial {
    settings: PointSettings,
    rules: PointRules,
    alarms: PointAlarms,
    ids: Ids,
    changes: Changes,
    /// Nobody is there to acknowledge and reset: alarms that returned are dealt with at once.
    attended: bool,
}

#[derive(Debug, Clone, Default)]
struct Ids {
    event: u128,
    occurrence: u64,
}

impl Mint for Ids {
    fn event(&mut self) -> EventId {
        self.event += 1;
        EventId(self.event)
    }
    fn occurrence(&mut self) -> OccurrenceId {
        self.occurrence += 1;
        OccurrenceId(self.occurrence)
    }
}

impl Trial {
    /// A point of which nothing was heard before `start`, judged by these settings.
    pub fn new(
        point: PointId,
        sn: SerialNumber,
        settings: &PointSettings,
        start: Timestamp,
    ) -> Result<Self, LimitErrors> {
        let rules = PointRules::new(settings, CalibrationFacts { on_record: true, due: None })?;
        Ok(Self {
            settings: settings.clone(),
            rules,
            alarms: PointAlarms::new(point, sn, now(start)),
            ids: Ids::default(),
            changes: Changes::default(),
            attended: false,
        })
    }

    /// The same, with somebody who acknowledges and resets each alarm as soon as it returned.
    #[must_use]
    pub fn attended(self) -> Self {
        Self { attended: true, ..self }
    }

    /// What it is judged by.
    pub const fn rules(&self) -> &PointRules {
        &self.rules
    }

    /// Hears a value as if a device had measured it.
    pub fn propose(&mut self, proposed: Proposed, told: &mut dyn FnMut(&[Transition], &[Occurrence])) {
        let mut channels = Channels::default();
        channels.set(Channel::VRaw, Measure::Finite(1.0));
        let Proposed { at, value } = proposed;
        let flags = flags_of_range(value, &self.settings);
        let reading = Reading {
            point: self.alarms.point(),
            ts: Some(at),
            time: at,
            received: at,
            seq: None,
            channels,
            err: 0,
            flags,
            calibration: None,
        };
        self.hear(&reading, Some(value), told);
    }

    /// Hears a stored reading at its corrected time, after what became due before it.
    pub fn hear(&mut self, reading: &Reading, value: Option<f64>, told: &mut dyn FnMut(&[Transition], &[Occurrence])) {
        let at = reading.time;
        self.wait(at, told);
        let reading = Reading { received: at, flags: reading.flags.without(OF_ARRIVAL), ..reading.clone() };
        let judged = Judged::of(&self.rules, &reading, value, None, false);
        self.alarms.hear(&self.rules, &judged, now(at), &mut self.ids, &mut self.changes);
        self.tell(at, told);
    }

    /// Lets time pass without a reading.
    pub fn wait(&mut self, until: Timestamp, told: &mut dyn FnMut(&[Transition], &[Occurrence])) {
        for _ in 0..MOST_TICKS {
            let Some(due) = self.alarms.next_due().filter(|due| *due <= now(until).mono) else { return };
            let at = Timestamp::from_micros(due.as_micros());
            self.alarms.tick(&self.rules, now(at), &mut self.ids, &mut self.changes);
            self.tell(at, told);
            if self.alarms.next_due().is_some_and(|next| next <= due) {
                break;
            }
        }
        self.alarms.tick(&self.rules, now(until), &mut self.ids, &mut self.changes);
        self.tell(until, told);
    }

    fn tell(&mut self, at: Timestamp, told: &mut dyn FnMut(&[Transition], &[Occurrence])) {
        if self.changes.is_empty() {
            return;
        }
        told(&self.changes.transitions, &self.changes.occurrences);
        if self.attended {
            let returned = self.changes.transitions.iter().filter(|step| step.kind == TransitionKind::Return);
            let returned: Vec<OccurrenceId> = returned.map(|step| step.occurrence).collect();
            let by = Actor { name: "replay".into() };
            for id in returned {
                // What refuses is over already, or not yet to be reset.
                let (ids, changes) = (&mut self.ids, &mut self.changes);
                let _ = self.alarms.acknowledge(id, &by, None, now(at), ids, changes);
                let (ids, changes) = (&mut self.ids, &mut self.changes);
                let _ = self.alarms.reset(id, &by, None, Some("replay"), now(at), ids, changes);
            }
        }
        self.changes.clear();
    }
}

/// One clock for both: nobody sets it.
const fn now(at: Timestamp) -> Now {
    Now { utc: at, mono: Monotonic::from_micros(at.as_micros()) }
}
