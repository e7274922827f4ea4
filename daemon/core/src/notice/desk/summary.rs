//! What was held goes out in one summary for each group.

use std::{collections::BTreeMap, fmt::Write};

use jiff::tz::TimeZone;

use super::{
    escalation::Escalation,
    hearing::says,
    held::{Held, Line},
    track::Track,
    turn::{Turn, late},
};
use crate::{
    alarm::{LifeState, Priority},
    id::{EventId, SerialNumber, ShortName},
    notice::{Facts, Item, ItemKind, ScheduleSays, Told, plan::Plan},
    time::{Now, Timestamp},
};

/// So many alarms are named in a summary, the most urgent; the rest is counted.
const MOST_LINES: usize = 50;

/// A summary in the making: who is told of what.
#[derive(Debug, Default)]
pub(super) struct Summary {
    event: Option<EventId>,
    groups: BTreeMap<ShortName, Vec<Entry>>,
}

/// One alarm in it.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
struct Entry {
    priority: Priority,
    since: Timestamp,
    raises: u32,
    active: bool,
    late: bool,
    drill: bool,
    unrecorded: bool,
    text: String,
}

impl Track {
    /// Gives what it holds to the summary when that is due, but for what must wait on.
    pub(super) fn release(&mut self, summary: &mut Summary, turn: &mut Turn<'_>) {
        let Some(held) = self.held.take_if(|held| held.until <= turn.now.utc) else { return };
        for mut line in held.lines.clone() {
            let mut until = self.opens(&line, turn);
            let mut late = held.late;
            if until <= turn.now.utc {
                if self.summarise_line(&line, &held, summary, turn) {
                    continue;
                }
                until = Held::hourly(turn.now.utc);
                line.not_before = until;
                late = true;
            }
            let again = self.hold(until, line);
            again.to.clone_from(&held.to);
            again.late |= late;
        }
    }

    /// Asks the schedule anew until when what it holds is held; answers whether that is news.
    pub(super) fn reconsider(&mut self, turn: &Turn<'_>) -> bool {
        let Some(held) = &self.held else { return false };
        let (before, now) = (held.until, turn.now.utc);
        let opens = held.lines.iter().map(|line| self.opens(line, turn)).min().unwrap_or(now);
        // What is overdue stays so: it is late.
        let until = if opens <= now { before.min(opens) } else { opens };
        self.held.iter_mut().for_each(|held| held.until = until);
        until != before
    }

    /// When a line may go out, as far as is known now.
    fn opens(&self, line: &Line, turn: &Turn<'_>) -> Timestamp {
        let at = line.not_before.max(turn.now.utc);
        let case = self.cases.iter().find(|case| case.id == line.occurrence);
        match case.map(|case| says(&case.facts, at, turn)) {
            Some(ScheduleSays::Held { until }) => until,
            Some(ScheduleSays::None | ScheduleSays::Open | ScheduleSays::Ignored) | None => at,
        }
    }

    /// Answers whether there was somebody to tell.
    fn summarise_line(&mut self, line: &Line, held: &Held, summary: &mut Summary, turn: &mut Turn<'_>) -> bool {
        let now = turn.now.utc;
        let present = self.tells_of(line.occurrence).filter(|_| !line.apart);
        let Some(case) = self.case(line.occurrence) else { return true };
        let plan = Plan::of(turn.book, &case.facts);
        let mut groups = turn.reachable(held.to.iter().flatten());
        if groups.is_empty() {
            groups = turn.reachable(plan.first().iter().chain(case.told()));
        }
        if groups.is_empty() {
            turn.nobody();
            return false;
        }
        if line.announce && !case.masked && case.facts.state.unacknowledged() && case.escalation.is_none() {
            case.escalation = Escalation::begin(case.priority(), groups.clone(), turn.now);
        }
        let facts = case.facts.clone();
        let entry = Entry {
            priority: facts.priority,
            since: line.since,
            raises: line.raises,
            active: facts.state.active(),
            late: held.late || late(now - held.until),
            drill: facts.drill,
            unrecorded: facts.unrecorded,
            text: text(&facts, line, &turn.book.tz),
        };
        for group in &groups {
            summary.groups.entry(group.clone()).or_default().push(entry.clone());
        }
        let event = *summary.event.get_or_insert_with(|| (turn.mint)());
        let mut asked = Held { lines: vec![line.clone()], to: None, ..*held };
        asked.until = now;
        self.owe(event, ItemKind::Summary, line.occurrence, groups, present, Some(asked), turn);
        if !line.apart {
            self.open_window(&facts, turn);
        }
        true
    }
}

impl Summary {
    /// Sends it.
    pub(super) fn send(self, now: Now, out: &mut Told) {
        let Some(event) = self.event else { return };
        for (group, mut entries) in self.groups {
            entries.sort_by(|a, b| (b.priority, a.since, &a.text).cmp(&(a.priority, b.since, &b.text)));
            out.items.push(Item { event, group, facts: facts(&entries, now.utc) });
        }
    }
}

fn facts(entries: &[Entry], now: Timestamp) -> Facts {
    let mut lines: Vec<String> = entries.iter().take(MOST_LINES).map(|entry| entry.text.clone()).collect();
    if entries.len() > MOST_LINES {
        lines.push(format!("+ {}", entries.len() - MOST_LINES));
    }
    let active = entries.iter().any(|entry| entry.active);
    Facts {
        kind: ItemKind::Summary,
        occurrence: None,
        sn: None,
        name: None,
        area: None,
        zone: None,
        sensor: None,
        condition: None,
        cause: None,
        priority: entries.iter().map(|entry| entry.priority).max().unwrap_or(Priority::Low),
        state: if active { LifeState::UnackActive } else { LifeState::Normal },
        value: None,
        peak: None,
        limit: None,
        unit: None,
        decimals: 0,
        raised: entries.iter().map(|entry| entry.since).min().unwrap_or(now),
        at: now,
        returned: None,
        by: None,
        text: None,
        folded: entries.iter().map(|entry| entry.raises).sum(),
        held: false,
        mask: None,
        unrecorded: entries.iter().any(|entry| entry.unrecorded),
        drill: entries.iter().all(|entry| entry.drill),
        late: entries.iter().any(|entry| entry.late),
        lines,
    }
}

/// One line that reads the same in every language: `M 2026-11-21 06:00–06:12 A002 HIGH 31.0 %LEL (25.0) ×3`.
fn text(facts: &Facts, line: &Line, tz: &TimeZone) -> String {
    let mut text = String::new();
    let since = shown(line.since, tz);
    let _ = write!(text, "{} {since}–", facts.priority.letter());
    if let Some(returned) = facts.returned.filter(|_| !facts.state.active()) {
        let until = shown(returned, tz);
        let (day, time) = until.split_at(until.len().min(11));
        text.push_str(if since.starts_with(day) { time } else { &until });
    }
    for word in [facts.sn.as_ref().map(SerialNumber::as_str), facts.name.as_deref()].into_iter().flatten() {
        let _ = write!(text, " {word}");
    }
    let condition = facts.condition.map_or("", |condition| condition.as_str());
    let _ = write!(text, " {condition}");
    let decimals = usize::from(facts.decimals);
    if let Some(value) = facts.peak.or(facts.value) {
        let _ = write!(text, " {value:.decimals$}");
        if let Some(unit) = facts.unit {
            let _ = write!(text, " {unit}");
        }
    }
    if let Some(limit) = facts.limit {
        let _ = write!(text, " ({limit:.decimals$})");
    }
    if facts.sn.is_none()
        && let Some(words) = &facts.text
    {
        let _ = write!(text, " {words}");
    }
    if line.raises > 1 {
        let _ = write!(text, " ×{}", line.raises);
    }
    text
}

/// `2026-11-21 06:00` in the site's zone.
fn shown(at: Timestamp, tz: &TimeZone) -> String {
    jiff::Timestamp::from_microsecond(at.as_micros()).map_or_else(
        |_| at.to_string(),
        |at| {
            let local = tz.to_datetime(at);
            format!("{} {:02}:{:02}", local.date(), local.hour(), local.minute())
        },
    )
}
