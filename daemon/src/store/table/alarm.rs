//! Occurrences and transitions.

use mcs_core::{
    alarm::{
        Actor, Condition, LifeState, Mask, Notice, Occurrence, Priority, Source, SystemCause, Transition,
        TransitionKind,
    },
    id::{EventId, OccurrenceId, PointId, SerialNumber, ShortName, ZoneId},
    quantity::Unit,
    time::Timestamp,
};
use rusqlite::{Connection, Row, params};

use super::{super::AlarmStep, ReadError, known};

/// The columns [`read_occurrence`] expects.
macro_rules! occurrence_columns {
    () => {
        "id, sn, point, cause, condition, priority, state, held, masked, raised, returned, acked, acked_by, comment, \
         closed, value, peak, lim, unit, text, zone, zone_name, marks, mask"
    };
}
pub(in super::super) use occurrence_columns;

/// The columns [`read_transition`] expects.
macro_rules! transition_columns {
    () => {
        "occurrence, event, point, cause, condition, kind, state, priority, measured, received, value, lim, notice, \
         by, comment, zone, rules"
    };
}
pub(in super::super) use transition_columns;

/// Writes a transition, once whatever happens, and the occurrence as it is after it.
pub(in super::super) fn write(connection: &Connection, step: &AlarmStep, recorded: Timestamp) -> rusqlite::Result<()> {
    write_transition(connection, &step.transition, step.told_early, recorded)?;
    write_occurrence(connection, &step.occurrence)
}

fn write_transition(
    connection: &Connection,
    transition: &Transition,
    told_early: bool,
    recorded: Timestamp,
) -> rusqlite::Result<()> {
    const SQL: &str = concat!(
        "INSERT INTO transition (",
        transition_columns!(),
        ", recorded, told_early) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19) \
         ON CONFLICT (occurrence, event) DO NOTHING"
    );
    let (point, cause, zone) = source_columns(transition.source);
    connection.prepare_cached(SQL)?.execute(params![
        transition.occurrence.0,
        transition.event.0.to_be_bytes(),
        point,
        cause,
        transition.condition as u8,
        transition.kind as u8,
        transition.state as u8,
        priority_number(transition.priority),
        transition.measured.as_micros(),
        transition.received.as_micros(),
        transition.value,
        transition.limit,
        transition.notice.as_str(),
        transition.by.as_ref().map(|by| by.name.as_str()),
        transition.comment,
        zone,
        transition.rules,
        recorded.as_micros(),
        told_early,
    ])?;
    Ok(())
}

fn write_occurrence(connection: &Connection, occurrence: &Occurrence) -> rusqlite::Result<()> {
    const SQL: &str = concat!(
        "INSERT OR REPLACE INTO occurrence (",
        occurrence_columns!(),
        ") VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,?23,?24)"
    );
    let (point, cause, zone) = source_columns(occurrence.source);
    let mask = occurrence.mask.as_ref().map(serde_json::to_string).transpose();
    let mask = mask.map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))?;
    connection.prepare_cached(SQL)?.execute(params![
        occurrence.id.0,
        occurrence.sn.as_ref().map(SerialNumber::as_str),
        point,
        cause,
        occurrence.condition as u8,
        priority_number(occurrence.priority),
        occurrence.state as u8,
        occurrence.held,
        occurrence.masked,
        occurrence.raised.as_micros(),
        occurrence.returned.map(Timestamp::as_micros),
        occurrence.acked.map(Timestamp::as_micros),
        occurrence.acked_by,
        occurrence.comment,
        occurrence.closed.map(Timestamp::as_micros),
        occurrence.value,
        occurrence.peak,
        occurrence.limit,
        occurrence.unit.map(Unit::as_str),
        occurrence.text,
        zone,
        occurrence.zone.as_ref().map(ShortName::as_str),
        marks(occurrence),
        mask,
    ])?;
    Ok(())
}

/// Reads an occurrence.
pub(in super::super) fn read_occurrence(row: &Row<'_>) -> Result<Occurrence, ReadError> {
    const TABLE: &str = "occurrence";
    let sn: Option<String> = row.get(1)?;
    let unit: Option<String> = row.get(18)?;
    let zone: Option<String> = row.get(21)?;
    let marks: u8 = row.get(22)?;
    let time = |column: usize| row.get::<_, Option<i64>>(column).map(|us| us.map(Timestamp::from_micros));
    Ok(Occurrence {
        id: OccurrenceId(row.get(0)?),
        sn: match sn {
            Some(sn) => Some(SerialNumber::new(&sn).map_err(|e| ReadError::Row { table: TABLE, what: e.to_string() })?),
            None => None,
        },
        source: read_source(TABLE, row.get(2)?, row.get(3)?, row.get(20)?)?,
        condition: read_condition(TABLE, row.get(4)?)?,
        priority: read_priority(TABLE, row.get(5)?)?,
        state: read_state(TABLE, row.get(6)?)?,
        held: row.get(7)?,
        masked: row.get(8)?,
        mask: read_mask(row.get(23)?)?,
        zone: match zone {
            Some(zone) => {
                Some(ShortName::new(&zone).map_err(|e| ReadError::Row { table: TABLE, what: e.to_string() })?)
            }
            None => None,
        },
        first_out: marks & FIRST_OUT != 0,
        chattering: marks & CHATTERING != 0,
        drill: marks & DRILL != 0,
        raised: Timestamp::from_micros(row.get(9)?),
        returned: time(10)?,
        acked: time(11)?,
        acked_by: row.get(12)?,
        comment: row.get(13)?,
        closed: time(14)?,
        value: row.get(15)?,
        peak: row.get(16)?,
        limit: row.get(17)?,
        unit: match unit {
            Some(unit) => Some(known(TABLE, format_args!("the unit {unit}"), Unit::parse(&unit))?),
            None => None,
        },
        recorded: true,
        text: row.get(19)?,
    })
}

/// Reads a transition.
pub(in super::super) fn read_transition(row: &Row<'_>) -> Result<Transition, ReadError> {
    const TABLE: &str = "transition";
    let notice: String = row.get(12)?;
    let kind: u8 = row.get(5)?;
    Ok(Transition {
        event: EventId(u128::from_be_bytes(row.get(1)?)),
        source: read_source(TABLE, row.get(2)?, row.get(3)?, row.get(15)?)?,
        condition: read_condition(TABLE, row.get(4)?)?,
        occurrence: OccurrenceId(row.get(0)?),
        kind: known(TABLE, format_args!("the kind {kind}"), TransitionKind::from_number(kind))?,
        state: read_state(TABLE, row.get(6)?)?,
        priority: read_priority(TABLE, row.get(7)?)?,
        measured: Timestamp::from_micros(row.get(8)?),
        received: Timestamp::from_micros(row.get(9)?),
        value: row.get(10)?,
        limit: row.get(11)?,
        rules: row.get(16)?,
        notice: known(TABLE, format_args!("the notice {notice}"), Notice::parse(&notice))?,
        by: row.get::<_, Option<String>>(13)?.map(|name| Actor { name }),
        comment: row.get(14)?,
    })
}

/// Bits of the column `marks`.
const FIRST_OUT: u8 = 1;
const CHATTERING: u8 = 1 << 1;
const DRILL: u8 = 1 << 2;

fn marks(occurrence: &Occurrence) -> u8 {
    let bit = |on: bool, bit: u8| if on { bit } else { 0 };
    bit(occurrence.first_out, FIRST_OUT) | bit(occurrence.chattering, CHATTERING) | bit(occurrence.drill, DRILL)
}

fn read_mask(json: Option<String>) -> Result<Option<Mask>, ReadError> {
    let read = |json: String| serde_json::from_str(&json);
    let wrong = |e: serde_json::Error| ReadError::Row { table: "occurrence", what: format!("a mask with {e}") };
    json.map(read).transpose().map_err(wrong)
}

pub(super) fn source_columns(source: Source) -> (Option<u32>, Option<u8>, Option<u32>) {
    match source {
        Source::Point(point) => (Some(point.0), None, None),
        Source::System(cause) => (None, Some(cause as u8), None),
        Source::Zone(zone) => (None, None, Some(zone.0)),
    }
}

fn read_source(
    table: &'static str,
    point: Option<u32>,
    cause: Option<u8>,
    zone: Option<u32>,
) -> Result<Source, ReadError> {
    match (point, cause, zone) {
        (Some(point), _, _) => Ok(Source::Point(PointId(point))),
        (None, Some(cause), _) => {
            known(table, format_args!("the cause {cause}"), SystemCause::from_number(cause)).map(Source::System)
        }
        (None, None, Some(zone)) => Ok(Source::Zone(ZoneId(zone))),
        (None, None, None) => known(table, "an alarm about nothing", None),
    }
}

fn read_condition(table: &'static str, number: u8) -> Result<Condition, ReadError> {
    known(table, format_args!("the condition {number}"), Condition::from_number(number))
}

fn read_state(table: &'static str, number: u8) -> Result<LifeState, ReadError> {
    known(table, format_args!("the state {number}"), LifeState::from_number(number))
}

pub(super) const fn priority_number(priority: Priority) -> u8 {
    match priority {
        Priority::Low => 1,
        Priority::Medium => 2,
        Priority::High => 3,
        Priority::Critical => 4,
    }
}

pub(in super::super) fn read_priority(table: &'static str, number: u8) -> Result<Priority, ReadError> {
    let all = [Priority::Low, Priority::Medium, Priority::High, Priority::Critical];
    let priority = all.into_iter().find(|p| priority_number(*p) == number);
    known(table, format_args!("the priority {number}"), priority)
}
