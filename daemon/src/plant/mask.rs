//! What people hide, and try: masks on points and alarms, and drills.

use mcs_core::{
    alarm::{
        Actor, AlarmRef, Condition, Hidden, Mask, MaskChange, MaskKind, MaskStep, MaskWish, Occurrence, Refusal,
        Source, SystemCause, TestEvidence, Wisher,
    },
    id::{OccurrenceId, SerialNumber},
    site::Role,
    time::{Now, Timestamp},
};

use super::{
    PlantError, Reply,
    handle::tell,
    state::{Home, Plant, json},
};
use crate::store::{Audit, Urgency};

/// Who asks to hide something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asker {
    /// The user.
    pub by: Actor,
    /// What they may do.
    pub role: Role,
    /// The second person who confirmed it; whoever asks has checked them.
    pub confirmed_by: Option<String>,
}

/// A question about masks, the sound and drills, or a change of them.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields are those of the contract")]
pub enum MaskAsk {
    /// Hides one alarm.
    Shelve { alarm: AlarmRef, wish: MaskWish, asker: Asker, reply: Reply<Mask> },
    /// Shows it again.
    Unshelve { alarm: AlarmRef, comment: Option<String>, by: Actor, reply: Reply<Mask> },
    /// Takes a whole point out: inhibits it, or puts it out of service.
    TakeOut { sn: SerialNumber, kind: MaskKind, wish: MaskWish, asker: Asker, reply: Reply<Mask> },
    /// Puts it back.
    PutBack {
        sn: SerialNumber,
        kind: MaskKind,
        comment: Option<String>,
        by: Actor,
        reply: Reply<(Mask, Vec<TestEvidence>)>,
    },
    /// Every mask that stands, or those of one device.
    Standing { sn: Option<SerialNumber>, reply: Reply<Vec<Mask>> },
    /// Silences the sound; answers until when.
    Silence { by: Actor, reply: Reply<Timestamp> },
    /// Raises an alarm to try the way.
    Drill { sn: SerialNumber, condition: Condition, comment: Option<String>, by: Actor, reply: Reply<Occurrence> },
    /// Ends that.
    EndDrill { sn: SerialNumber, condition: Condition, comment: Option<String>, by: Actor, reply: Reply<Occurrence> },
}

/// Answers one; changes are answered once they are durable.
pub(super) fn answer(plant: &mut Plant, ask: MaskAsk) {
    match ask {
        MaskAsk::Shelve { alarm, wish, asker, reply } => {
            let answer = plant.shelve(&alarm, wish, &asker);
            plant.answer_when_durable(reply, answer);
        }
        MaskAsk::Unshelve { alarm, comment, by, reply } => {
            let answer = plant.unshelve(&alarm, comment.as_deref(), &by);
            plant.answer_when_durable(reply, answer);
        }
        MaskAsk::TakeOut { sn, kind, wish, asker, reply } => {
            let answer = plant.take_out(&sn, kind, wish, &asker);
            plant.answer_when_durable(reply, answer);
        }
        MaskAsk::PutBack { sn, kind, comment, by, reply } => {
            let answer = plant.put_back(&sn, kind, comment.as_deref(), &by);
            plant.answer_when_durable(reply, answer);
        }
        MaskAsk::Standing { sn, reply } => tell(reply, plant.masks(sn.as_ref())),
        MaskAsk::Silence { by, reply } => {
            let answer = plant.silence(&by);
            plant.answer_when_durable(reply, Ok(answer));
        }
        MaskAsk::Drill { sn, condition, comment, by, reply } => {
            let answer = plant.drill(&sn, condition, comment.as_deref(), &by);
            plant.answer_when_durable(reply, answer);
        }
        MaskAsk::EndDrill { sn, condition, comment, by, reply } => {
            let answer = plant.end_drill(&sn, condition, comment.as_deref(), &by);
            plant.answer_when_durable(reply, answer);
        }
    }
}

/// An alarm of a point by its place, or of the system.
enum Target {
    Point(usize, Condition),
    System(SystemCause),
}

impl Plant {
    fn shelve(&mut self, alarm: &AlarmRef, wish: MaskWish, asker: &Asker) -> Result<Mask, PlantError> {
        let now = self.now();
        let (hidden, target) = match self.target(alarm)? {
            Target::Point(place, condition) => {
                let point = &self.points[place];
                let priority = point.alarms.priority_of(&point.rules, condition);
                let priority = priority.ok_or_else(|| refusal(alarm, Refusal::NoSuchCondition))?;
                let (sn, source) = (Some(point.device.sn.clone()), Source::Point(point.device.point));
                let hidden = Hidden { sn, source, condition: Some(condition), priority, gas: false, last_known: false };
                (hidden, Target::Point(place, condition))
            }
            Target::System(cause) => {
                let (source, condition) = (Source::System(cause), Some(Condition::System));
                let priority = cause.priority();
                let hidden = Hidden { sn: None, source, condition, priority, gas: false, last_known: false };
                (hidden, Target::System(cause))
            }
        };
        let mask = granted(wish, MaskKind::Shelved, hidden, asker, now)?;
        let (mint, changes) = (&mut self.mint, &mut self.changes);
        let (subject, done) = match target {
            Target::Point(place, condition) => {
                let point = &mut self.points[place];
                (format!("{} {condition}", point.device.sn), point.alarms.put_mask(mask.clone(), now, mint, changes))
            }
            Target::System(cause) => {
                (cause.as_str().to_owned(), self.system.put_mask(cause, mask.clone(), now, mint, changes))
            }
        };
        self.settle(done, &subject)?;
        match target {
            Target::Point(place, _) => self.take_changes(place),
            Target::System(_) => self.take_system_changes(),
        }
        self.note(("alarm.shelve", subject), Some(&mask), &asker.by, Some(&mask.words()));
        Ok(mask)
    }

    fn unshelve(&mut self, alarm: &AlarmRef, comment: Option<&str>, by: &Actor) -> Result<Mask, PlantError> {
        let now = self.now();
        let target = self.target(alarm)?;
        let (mint, changes) = (&mut self.mint, &mut self.changes);
        let (subject, done) = match target {
            Target::Point(place, condition) => {
                let point = &mut self.points[place];
                let which = (MaskKind::Shelved, Some(condition));
                let done = point.alarms.end_mask(&point.rules, which, by, comment, now, mint, changes);
                (format!("{} {condition}", point.device.sn), done)
            }
            Target::System(cause) => {
                (cause.as_str().to_owned(), self.system.end_mask(cause, by, comment, now, mint, changes))
            }
        };
        self.settle(done, &subject)?;
        let (mask, _) = self.ended(&subject)?;
        match target {
            Target::Point(place, _) => self.take_changes(place),
            Target::System(_) => self.take_system_changes(),
        }
        self.note(("alarm.unshelve", subject), None, by, comment);
        Ok(mask)
    }

    fn take_out(
        &mut self,
        sn: &SerialNumber,
        kind: MaskKind,
        wish: MaskWish,
        asker: &Asker,
    ) -> Result<Mask, PlantError> {
        let now = self.now();
        let place = self.place(sn)?;
        let point = &self.points[place];
        let hidden = Hidden {
            sn: Some(sn.clone()),
            source: Source::Point(point.device.point),
            condition: None,
            priority: mcs_core::alarm::Priority::Low,
            gas: point.alarms.gas_present(),
            last_known: self.last_known_of_its_zone(place, now),
        };
        let mask = granted(wish, kind, hidden, asker, now)?;
        let done = self.points[place].alarms.put_mask(mask.clone(), now, &mut self.mint, &mut self.changes);
        self.settle(done, sn.as_str())?;
        self.take_changes(place);
        let action = if kind == MaskKind::OutOfService { "point.out-of-service" } else { "point.inhibit" };
        self.note((action, sn.to_string()), Some(&mask), &asker.by, Some(&mask.words()));
        Ok(mask)
    }

    fn put_back(
        &mut self,
        sn: &SerialNumber,
        kind: MaskKind,
        comment: Option<&str>,
        by: &Actor,
    ) -> Result<(Mask, Vec<TestEvidence>), PlantError> {
        let now = self.now();
        let place = self.place(sn)?;
        let point = &mut self.points[place];
        let (mint, changes) = (&mut self.mint, &mut self.changes);
        let done = point.alarms.end_mask(&point.rules, (kind, None), by, comment, now, mint, changes);
        self.settle(done, sn.as_str())?;
        let ended = self.ended(sn.as_str())?;
        self.take_changes(place);
        let action = if kind == MaskKind::OutOfService { "point.return-to-service" } else { "point.uninhibit" };
        self.note((action, sn.to_string()), None, by, comment);
        Ok(ended)
    }

    fn drill(
        &mut self,
        sn: &SerialNumber,
        condition: Condition,
        comment: Option<&str>,
        by: &Actor,
    ) -> Result<Occurrence, PlantError> {
        let now = self.now();
        let place = self.place(sn)?;
        let point = &mut self.points[place];
        let (mint, changes) = (&mut self.mint, &mut self.changes);
        let done = point.alarms.drill(&point.rules, condition, by, comment, now, mint, changes);
        self.finish_drill((sn, condition), place, done, "alarm.drill", comment, by)
    }

    fn end_drill(
        &mut self,
        sn: &SerialNumber,
        condition: Condition,
        comment: Option<&str>,
        by: &Actor,
    ) -> Result<Occurrence, PlantError> {
        let now = self.now();
        let place = self.place(sn)?;
        let (mint, changes) = (&mut self.mint, &mut self.changes);
        let done = self.points[place].alarms.end_drill(condition, by, comment, now, mint, changes);
        self.finish_drill((sn, condition), place, done, "alarm.end-drill", comment, by)
    }

    fn finish_drill(
        &mut self,
        (sn, condition): (&SerialNumber, Condition),
        place: usize,
        done: Result<OccurrenceId, Refusal>,
        action: &'static str,
        comment: Option<&str>,
        by: &Actor,
    ) -> Result<Occurrence, PlantError> {
        let subject = format!("{sn} {condition}");
        let id = self.settle(done, &subject)?;
        let after = self.changes.occurrences.iter().find(|o| o.id == id).cloned();
        self.take_changes(place);
        self.note((action, subject), None, by, comment);
        after.ok_or(PlantError::NoSuchAlarm { id })
    }

    fn masks(&self, sn: Option<&SerialNumber>) -> Result<Vec<Mask>, PlantError> {
        if let Some(sn) = sn {
            return Ok(self.points[self.place_or_retired(sn)?].alarms.masks().cloned().collect());
        }
        let of_points = self.registered().flat_map(|point| point.alarms.masks());
        Ok(of_points.chain(self.system.masks()).cloned().collect())
    }

    /// Takes what was put on and what ended into the commit, for the record.
    pub(super) fn take_masks(&mut self, place: Option<usize>) {
        if self.changes.masks.is_empty() {
            return;
        }
        if let Some(place) = place {
            self.show(place);
        }
        self.commit.press(Urgency::AtOnce);
        let lasting = |change: &MaskChange| change.step != MaskStep::Reminded && change.mask.kind != MaskKind::WarmUp;
        self.commit.masks.extend(self.changes.masks.drain(..).filter(lasting));
    }

    /// Which alarm is meant.
    fn target(&self, alarm: &AlarmRef) -> Result<Target, PlantError> {
        match alarm {
            AlarmRef::Point { sn, condition } => Ok(Target::Point(self.place(sn)?, *condition)),
            AlarmRef::System(cause) => Ok(Target::System(*cause)),
            AlarmRef::Occurrence(id) => match self.home_of(*id).ok_or_else(|| self.why_gone(*id))? {
                Home::Point(place) => {
                    let condition = self.points[place].alarms.condition_of(*id).map_err(|why| refusal(alarm, why))?;
                    Ok(Target::Point(place, condition))
                }
                Home::System => {
                    self.system.cause_of(*id).map(Target::System).ok_or(PlantError::NoSuchAlarm { id: *id })
                }
                Home::Zone(_) => Err(PlantError::AlarmRefused {
                    id: *id,
                    why: "a zone's vote is not shelved; shelve the alarms of its members".to_owned(),
                }),
            },
        }
    }

    /// Whether a point is known, and no other of its zone is.
    fn last_known_of_its_zone(&self, place: usize, now: Now) -> bool {
        let known = |place: usize| !self.points[place].alarms.is_unknown(now);
        let Some(zone) = self.points[place].zone else { return false };
        known(place) && !self.zones.all[zone].points.iter().any(|&member| member != place && known(member))
    }

    /// A refusal leaves nothing behind.
    fn settle<T>(&mut self, done: Result<T, Refusal>, subject: &str) -> Result<T, PlantError> {
        done.map_err(|why| {
            self.changes.clear();
            PlantError::NotSo { subject: subject.to_owned(), why: why.to_string() }
        })
    }

    /// The mask that just ended, with what was seen under it.
    fn ended(&self, subject: &str) -> Result<(Mask, Vec<TestEvidence>), PlantError> {
        let off = |change: &MaskChange| match &change.step {
            MaskStep::Off { seen, .. } => Some((change.mask.clone(), seen.clone())),
            MaskStep::On | MaskStep::Reminded => None,
        };
        let none = || PlantError::NotSo { subject: subject.to_owned(), why: Refusal::NotMasked.to_string() };
        self.changes.masks.iter().find_map(off).ok_or_else(none)
    }

    /// Who did what, for the audit.
    pub(super) fn note(
        &mut self,
        (action, subject): (&'static str, String),
        after: Option<&Mask>,
        by: &Actor,
        comment: Option<&str>,
    ) {
        let after = after.and_then(|mask| String::from_utf8(json(mask)).ok());
        let (at, by, comment) = (self.mint.at, by.name.clone(), comment.map(str::to_owned));
        self.commit.audit.push(Audit { at, by, action, subject, before: None, after, comment });
    }
}

fn granted(wish: MaskWish, kind: MaskKind, hidden: Hidden, asker: &Asker, now: Now) -> Result<Mask, PlantError> {
    let Asker { by, role, confirmed_by } = asker;
    let wisher = Wisher { name: &by.name, role: *role, confirmed_by: confirmed_by.as_deref() };
    wish.grant(kind, hidden, wisher, now).map_err(|why| PlantError::MaskRefused { why })
}

fn refusal(alarm: &AlarmRef, why: Refusal) -> PlantError {
    let subject = match alarm {
        AlarmRef::Occurrence(id) => format!("alarm {id}"),
        AlarmRef::Point { sn, condition } => format!("{sn} {condition}"),
        AlarmRef::System(cause) => cause.as_str().to_owned(),
    };
    PlantError::NotSo { subject, why: why.to_string() }
}
