//! What a step in the life of an alarm is written with: who it is about, what was found, when, by whom.

use std::fmt;

use super::{
    Actor, Changes, Condition, Direction, LifeState, Mint, Notice, Priority, Source, Transition, TransitionKind,
};
use super::{Occurrence, Withheld, rule::Level};
use crate::{
    id::SerialNumber,
    quantity::{Steps, Unit},
    sentence,
    time::{Now, Span, Timestamp},
};

/// Where the outcome goes.
pub(super) struct Desk<'a> {
    pub(super) mint: &'a mut dyn Mint,
    pub(super) out: &'a mut Changes,
    pub(super) now: Now,
}

/// Which alarm it is.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    pub(super) source: Source,
    pub(super) sn: Option<&'a SerialNumber>,
    pub(super) condition: Condition,
    /// An alarm about gas: it must be looked at again when it stands for long.
    pub(super) gas: bool,
    /// A person raised it to try the way.
    pub(super) drill: bool,
}

/// What was found out about it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Finding<'a> {
    /// The value judged; `None`: unknown, or the condition has none.
    pub(super) steps: Option<Steps>,
    /// The same as people read it.
    pub(super) value: Option<f64>,
    pub(super) limit: Option<f64>,
    pub(super) unit: Option<Unit>,
    /// The limit as it was judged by.
    pub(super) level: Option<Level>,
    pub(super) priority: Priority,
    pub(super) cause: Option<Cause<'a>>,
    /// Without live evidence: what is known is the last that was.
    pub(super) held: bool,
}

impl Finding<'_> {
    /// Nothing but how urgent it is.
    pub(super) const fn plain(priority: Priority) -> Self {
        Self { steps: None, value: None, limit: None, unit: None, level: None, priority, cause: None, held: false }
    }

    /// What is known already of an occurrence.
    pub(super) fn of(occurrence: &Occurrence) -> Self {
        Self {
            value: occurrence.value,
            limit: occurrence.limit,
            unit: occurrence.unit,
            held: occurrence.held,
            ..Self::plain(occurrence.priority)
        }
    }

    pub(super) fn direction(&self) -> Option<Direction> {
        self.level.map(|level| level.direction)
    }
}

/// When something happened, and who did it.
#[derive(Clone, Copy)]
pub(super) struct Moment<'a> {
    /// The reading's time, or when a timer was due.
    pub(super) measured: Timestamp,
    /// When the evidence was heard.
    pub(super) received: Timestamp,
    pub(super) by: Option<&'a Actor>,
    pub(super) comment: Option<&'a str>,
    /// The worse alarm that suppresses it was raised by the same evidence: people are told once.
    pub(super) joined: bool,
    /// Those who were told of the alarm are told of this too, though its life owes them nothing.
    pub(super) tell: bool,
}

impl<'a> Moment<'a> {
    /// Something the plant found itself.
    pub(super) const fn found(measured: Timestamp, received: Timestamp) -> Self {
        Self { measured, received, by: None, comment: None, joined: false, tell: false }
    }

    /// Something a person does now.
    pub(super) const fn command(by: &'a Actor, comment: Option<&'a str>, now: Now) -> Self {
        Self { measured: now.utc, received: now.utc, by: Some(by), comment, joined: false, tell: false }
    }
}

/// A first level is suppressed by its second level and by nothing else: it is eclipsed.
pub(super) const fn suppression(condition: Condition) -> Withheld {
    if matches!(condition, Condition::High | Condition::Low) { Withheld::Eclipsed } else { Withheld::Suppressed }
}

fn reason(notice: Notice, condition: Condition, with: &Moment<'_>) -> Notice {
    if notice == Notice::Nothing && with.tell {
        return Notice::Tell;
    }
    if notice != Notice::Withheld(Withheld::Suppressed) {
        return notice;
    }
    Notice::Withheld(if with.joined { Withheld::Joined } else { suppression(condition) })
}

impl Desk<'_> {
    /// Records one step of an occurrence, and the occurrence as it is after it.
    pub(super) fn record(&mut self, occurrence: &Occurrence, kind: TransitionKind, notice: Notice, with: &Moment<'_>) {
        let finding = Finding::of(occurrence);
        self.record_found(occurrence, kind, notice, with, &finding);
    }

    /// The same with what was just found instead of what the occurrence shows.
    pub(super) fn record_found(
        &mut self,
        occurrence: &Occurrence,
        kind: TransitionKind,
        notice: Notice,
        with: &Moment<'_>,
        finding: &Finding<'_>,
    ) {
        let state = match kind {
            TransitionKind::Raise => LifeState::UnackActive,
            TransitionKind::Return
            | TransitionKind::Ack
            | TransitionKind::Reset
            | TransitionKind::Realarm
            | TransitionKind::Supersede
            | TransitionKind::Withdraw
            | TransitionKind::MaskOn
            | TransitionKind::MaskOff
            | TransitionKind::MaskReminder => occurrence.state,
        };
        self.out.transitions.push(Transition {
            event: self.mint.event(),
            source: occurrence.source,
            condition: occurrence.condition,
            occurrence: occurrence.id,
            kind,
            state,
            priority: occurrence.priority,
            measured: with.measured,
            received: with.received,
            value: finding.value,
            limit: finding.limit,
            // Whoever keeps the rules knows their revision.
            rules: None,
            notice: reason(notice, occurrence.condition, with),
            by: with.by.cloned(),
            comment: with.comment.map(str::to_owned),
        });
        self.out.touch(occurrence);
    }
}

/// What a person should know of why an alarm stands. Written out only when it is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Cause<'a> {
    /// The device's error code.
    Error(u16),
    NoVoltage,
    NonFinite,
    AtRail,
    NoValue,
    PowerOns,
    Unbelievable,
    Undecodable,
    Still(Span),
    NoCalibration,
    CalibrationPastDue(Timestamp),
    NoRangeOrLimit,
    Silence(Span),
    Will,
    ClockOff(Span),
    BadTime,
    /// In the caller's words.
    Said(&'a str),
}

impl fmt::Display for Cause<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Error(code) => sentence::ERROR_CODE.write(f, &[code]),
            Self::NoVoltage => f.write_str(sentence::NO_VOLTAGE.plain()),
            Self::NonFinite => f.write_str(sentence::VOLTAGE_NO_NUMBER.plain()),
            Self::AtRail => f.write_str(sentence::VOLTAGE_AT_RAIL.plain()),
            Self::NoValue => f.write_str(sentence::VALUE_NO_NUMBER.plain()),
            Self::PowerOns => f.write_str(sentence::POWER_ONS.plain()),
            Self::Unbelievable => f.write_str(sentence::FAR_OUTSIDE.plain()),
            Self::Undecodable => f.write_str(sentence::UNDECODABLE.plain()),
            Self::Still(span) => sentence::STILL.write(f, &[&minutes(*span)]),
            Self::NoCalibration => f.write_str(sentence::NO_CALIBRATION.plain()),
            Self::CalibrationPastDue(due) => sentence::CALIBRATION_PAST_DUE.write(f, &[due]),
            Self::NoRangeOrLimit => f.write_str(sentence::NO_LIMIT.plain()),
            Self::Silence(span) => sentence::SILENCE.write(f, &[&(span.as_millis() / 1000)]),
            Self::Will => f.write_str(sentence::CONNECTION_LOST.plain()),
            Self::ClockOff(skew) if *skew < Span::ZERO => sentence::CLOCK_FAST.write(f, &[&minutes(*skew)]),
            Self::ClockOff(skew) => sentence::CLOCK_SLOW.write(f, &[&minutes(*skew)]),
            Self::BadTime => f.write_str(sentence::BAD_TIME.plain()),
            Self::Said(text) => f.write_str(text),
        }
    }
}

const fn minutes(span: Span) -> i64 {
    span.abs().as_millis() / 60_000
}
