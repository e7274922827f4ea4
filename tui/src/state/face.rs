//! How a point and an alarm look: two ASCII cells of flag, a tag, a style. What they mean is said by characters;
//! colour only repeats it. Nothing unknown ever looks plain.
//!
//! | first cell | means | second cell | means |
//! | --- | --- | --- | --- |
//! | `!` | present | `!` | somebody must acknowledge |
//! | `R` `L` | gone, gone but latched | space | acknowledged |
//! | `?` `~` `<<` | offline or held, stale, catching up | | |
//! | `#` `>>` `__` | fault, over and under range | | |
//! | `u` `n` `-` | no calibration, no limit, never heard of | | |
//! | `..` `d` | counting down, masked | | |

use mcs_core::{
    alarm::{Condition, LifeState, Mask, MaskKind, Occurrence, Priority},
    language::Language,
    live::{Freshness, PointLive},
    quantity::Resolution,
    reading::Quality,
    sentence::told,
};

use super::clock::{Clock, short_age};
use crate::{
    say,
    words::{Words, named, words},
};

/// The style in which something is shown; the theme knows the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Look {
    /// Good.
    Plain,
    /// Not known, or known not to be as it should.
    Unknown,
    /// Counting down to an alarm.
    Pending,
    /// Hidden by a mask.
    Masked,
    /// An alarm.
    Alarm(LifeState, Priority),
}

/// How a point looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    /// Two ASCII cells.
    pub flag: [char; 2],
    /// The sign at its place on the map.
    pub glyph: char,
    /// The tag of its worst alarm, followed by `?` or `#` where the point is unknown; empty without an alarm.
    pub tag: String,
    /// Its value, or dashes.
    pub value: String,
    /// The age of the value; empty before the first one.
    pub age: String,
    /// Whether the value is not the present one.
    pub old: bool,
    /// State in words; empty if there is nothing to say.
    pub words: String,
    /// Its style.
    pub look: Look,
}

impl Face {
    /// Of a point with its alarms. `known` is false while the daemon is lost: then every value is unknown.
    pub fn of<'a>(
        point: &PointLive,
        alarms: impl Iterator<Item = &'a Occurrence>,
        known: bool,
        clock: &Clock,
        language: Language,
    ) -> Self {
        let words = words(language);
        let (shown, masked): (Vec<_>, Vec<_>) = alarms.partition(|alarm| alarm.masked.is_none());
        let mut face = condition_of(point, known, clock, words);
        face.value = number(point.value, point.resolution);
        face.old = !known || point.freshness != Freshness::Live;
        face.age = point.time.map_or_else(String::new, |time| short_age(clock.age(time)));
        if let Some(worst) = shown.iter().min_by_key(|alarm| (!present(alarm), alarm.condition, alarm.id)) {
            face.put_alarm(worst, shown.iter().any(|alarm| alarm.state.unacknowledged()));
            if shown.iter().any(|alarm| alarm.first_out) {
                face.glyph = '1';
            }
        } else if face.look == Look::Plain
            && let Some(alarm) = masked.first()
        {
            face.flag = flag(alarm);
            face.look = Look::Masked;
            face.words = if let Some(mask) = &alarm.mask {
                format!("{} {}", alarm.condition.tag(), mask_words(mask, clock, words))
            } else {
                let why = alarm.masked.as_deref().unwrap_or_default();
                say!(words, "point-masked", tag = alarm.condition.tag(), why = told(why, language).into_owned())
            };
        }
        face
    }

    fn put_alarm(&mut self, worst: &Occurrence, unacked: bool) {
        let unknown = match self.flag[0] {
            '?' | '#' => Some(self.flag[0]),
            '~' | '<' | '-' => Some('?'),
            _ => None,
        };
        let first = if worst.state.active() && worst.condition == Condition::Fault {
            '#'
        } else if present(worst) && (unknown == Some('?') || worst.condition == Condition::Offline) {
            '?'
        } else {
            flag(worst)[0]
        };
        worst.condition.tag().clone_into(&mut self.tag);
        if let Some(mark) = unknown.filter(|mark| *mark != first) {
            self.tag.push(mark);
        }
        self.flag = [first, if unacked { '!' } else { ' ' }];
        self.glyph = if unknown.is_some() { self.glyph } else { '*' };
        // The style says that somebody must look even when the worst alarm itself is acknowledged.
        let state = match (worst.state, unacked) {
            (LifeState::AckedActive, true) => LifeState::UnackActive,
            (LifeState::LatchedAcked, true) => LifeState::LatchedUnack,
            (state, _) => state,
        };
        self.look = Look::Alarm(state, worst.priority);
    }
}

fn present(alarm: &Occurrence) -> bool {
    alarm.state.active() || alarm.held
}

/// The flag of one alarm on the list. While the daemon is lost nobody knows what is present.
pub fn list_flag(alarm: &Occurrence, known: bool) -> [char; 2] {
    match flag(alarm) {
        ['!', second] if !known => ['?', second],
        flag => flag,
    }
}

fn flag(alarm: &Occurrence) -> [char; 2] {
    if let Some(mask) = &alarm.mask {
        return [mask_flag(mask.kind), ' '];
    }
    if alarm.masked.is_some() {
        return ['d', ' '];
    }
    let second = if alarm.state.unacknowledged() { '!' } else { ' ' };
    let first = match alarm.state {
        LifeState::UnackActive | LifeState::AckedActive | LifeState::LatchedUnack | LifeState::LatchedAcked
            if alarm.held =>
        {
            '?'
        }
        LifeState::UnackActive | LifeState::AckedActive => '!',
        LifeState::UnackReturned => 'R',
        LifeState::LatchedUnack | LifeState::LatchedAcked => 'L',
        LifeState::Normal => ' ',
    };
    [first, second]
}

const fn mask_flag(kind: MaskKind) -> char {
    match kind {
        MaskKind::Shelved => 'z',
        MaskKind::Inhibited => 'i',
        MaskKind::OutOfService => 'x',
        MaskKind::WarmUp => 'w',
        MaskKind::Suppressed => 'd',
    }
}

/// Who hides it, why, and for how long still.
pub fn mask_words(mask: &Mask, clock: &Clock, words: Words) -> String {
    let left = ((mask.until - clock.time()).as_micros().max(0) + 999_999) / 1_000_000;
    let left = match left {
        ..3_600 => format!("{}:{:02}", left / 60, left % 60),
        3_600.. => format!("{}:{:02}:{:02}", left / 3_600, left / 60 % 60, left % 60),
    };
    let watcher = mask.watcher.as_ref().map(|who| say!(words, "mask-watcher", who = who.as_str())).unwrap_or_default();
    let order = mask.work_order.as_ref().map(|order| format!(", {order}")).unwrap_or_default();
    let kind = named(words, &format!("mask-{}", mask.kind.as_str().replace(' ', "-")));
    let (who, why) = (mask.by.clone(), mask.reason.clone());
    say!(words, "mask-words", kind = kind, who = who, why = why, more = watcher + &order, left = left)
}

/// The style of one alarm on the list.
pub fn look(alarm: &Occurrence) -> Look {
    if alarm.masked.is_some() { Look::Masked } else { Look::Alarm(alarm.state, alarm.priority) }
}

/// The point without its alarms.
fn condition_of(point: &PointLive, known: bool, clock: &Clock, words: Words) -> Face {
    let face = |flag: &str, glyph: char, look: Look, said: String| {
        let mut cells = flag.chars();
        let flag = [cells.next().unwrap_or(' '), cells.next().unwrap_or(' ')];
        Face {
            flag,
            glyph,
            tag: String::new(),
            value: String::new(),
            age: String::new(),
            old: false,
            words: said,
            look,
        }
    };
    let age = || point.time.map_or_else(|| say!(words, "point-never"), |time| short_age(clock.age(time)));
    if !known {
        return face("? ", '?', Look::Unknown, say!(words, "point-last-heard", age = age()));
    }
    if let Some(mask) = &point.mask {
        let flag = format!("{} ", mask_flag(mask.kind));
        return face(&flag, '?', Look::Masked, mask_words(mask, clock, words));
    }
    match point.freshness {
        Freshness::NotCommissioned => return face("- ", '-', Look::Unknown, say!(words, "point-not-commissioned")),
        Freshness::Offline => return face("? ", '?', Look::Unknown, say!(words, "point-offline", age = age())),
        Freshness::CatchingUp => return face("<<", '?', Look::Unknown, say!(words, "point-catching-up")),
        Freshness::Live | Freshness::Stale => {}
    }
    match point.quality {
        Some(Quality::Fault) => return face("# ", '#', Look::Unknown, say!(words, "point-fault", err = point.err)),
        Some(Quality::Uncalibrated) => return face("u ", 'u', Look::Unknown, say!(words, "point-uncalibrated")),
        Some(Quality::Good | Quality::Uncompensated | Quality::OutOfRange | Quality::Doubtful) | None => {}
    }
    if point.freshness == Freshness::Stale {
        return face("~ ", '?', Look::Unknown, say!(words, "point-stale", age = age()));
    }
    if point.value.is_none() {
        return face("? ", '?', Look::Unknown, say!(words, "point-no-value"));
    }
    if point.quality == Some(Quality::Doubtful) {
        return face("# ", '#', Look::Unknown, say!(words, "point-doubtful", err = point.err));
    }
    if let (Some(range), Some(value)) = (point.range, point.value_unlimited) {
        if value >= range.end {
            return face(">>", '>', Look::Unknown, say!(words, "point-over-range"));
        }
        if value < range.start {
            return face("__", '_', Look::Unknown, say!(words, "point-under-range"));
        }
    }
    if let Some(pending) = point.pending {
        let left = ((pending.due - clock.time()).as_micros().max(0) + 999_999) / 1_000_000;
        return face(
            "..",
            'o',
            Look::Pending,
            say!(words, "point-pending", tag = pending.condition.tag(), seconds = left),
        );
    }
    let rising = point.limits.high.or(point.limits.high_high).is_some();
    let judged = rising || point.limits.low.or(point.limits.low_low).is_some();
    if point.sensor.is_gas() && (point.range.is_none() || !judged) {
        return face("n ", 'n', Look::Unknown, say!(words, "point-no-limit"));
    }
    let said = match point.quality {
        Some(Quality::Uncompensated) => say!(words, "point-uncompensated"),
        Some(Quality::Good | Quality::OutOfRange | Quality::Doubtful | Quality::Fault | Quality::Uncalibrated)
        | None => String::new(),
    };
    face("  ", 'o', Look::Plain, said)
}

/// A value with the digits of its point, or dashes.
pub fn number(value: Option<f64>, resolution: Resolution) -> String {
    value.map_or_else(|| "--".into(), |value| format!("{value:.*}", resolution.decimals().into()))
}
