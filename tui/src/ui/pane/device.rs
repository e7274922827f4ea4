//! What is known about one point, in lines: name, place, range and limits, calibration, mask, the day's ledger.

use mcs_core::{live::PointLive, quantity::Range};

use crate::{
    event::Study,
    say,
    state::{
        State,
        face::{mask_words, number},
        trend::Past,
    },
    ui::{
        theme::Role,
        widget::{pen::Pen, text},
    },
    words::Words,
};

/// Cells of the names of facts.
const NAME: u16 = 12;
/// A pane of this width has room for two facts beside each other.
const TWO: u16 = 70;

/// Draws it.
pub(in crate::ui) fn draw(pen: &mut Pen, state: &State) {
    let words = state.words();
    let Some(point) = state.selection.point.as_ref().and_then(|sn| state.plant.point(sn)) else {
        pen.title(&say!(words, "device-title"), "", true);
        pen.put(2, 1, &say!(words, "refuse-no-point"), Role::Dim);
        return;
    };
    let study = state.known.study.as_ref().filter(|study| study.device.sn == point.sn);
    let asked = match &state.known.past {
        Past::Loading => say!(words, "trend-loading"),
        Past::Failed(why) => why.text(words),
        Past::Unasked | Past::Loaded => String::new(),
    };
    let title = format!("{} {} {}", point.sn, point.sensor, point.name.as_deref().unwrap_or_default());
    pen.title(title.trim_end(), &asked, true);
    let width = pen.area().width;
    let rows = pen.area().height.saturating_sub(1);
    let mut place = Place { row: 1, right: false };
    for fact in facts(state, point, study.map(AsRef::as_ref)) {
        let half = !fact.wide && width >= TWO;
        let (column, row) = place.next(half, width / 2);
        if row > rows {
            break;
        }
        pen.put(column + 1, row, &text::left(&fact.name, NAME), Role::Key);
        let room = (if half { width / 2 } else { width }).saturating_sub(NAME + 3);
        // A long one is broken where there is room below.
        let lines = if rows > 8 { text::wrap(&fact.said, room) } else { vec![text::fit(&fact.said, room)] };
        for (line, said) in (0..).zip(&lines) {
            if row + line <= rows {
                pen.put(column + NAME + 2, row + line, said, fact.role);
            }
        }
        place.row += super::page::cells(lines.len()) - 1;
    }
}

/// Where the next fact stands: two short ones beside each other.
struct Place {
    row: u16,
    right: bool,
}

impl Place {
    fn next(&mut self, half: bool, middle: u16) -> (u16, u16) {
        if half && self.right {
            self.right = false;
            self.row += 1;
            return (middle, self.row - 1);
        }
        if self.right {
            self.row += 1;
        }
        self.right = half;
        let row = self.row;
        self.row += u16::from(!half);
        (0, row)
    }
}

/// A name and what it stands for.
struct Fact {
    name: String,
    said: String,
    role: Role,
    /// It needs a row of its own.
    wide: bool,
}

fn facts(state: &State, point: &PointLive, study: Option<&Study>) -> Vec<Fact> {
    let words = state.words();
    let face = state.face(point);
    let short = |name: String, said: String| Fact { name, said, role: Role::Text, wide: false };
    let wide = |name: String, said: String| Fact { name, said, role: Role::Text, wide: true };
    let now = [face.tag.as_str(), &face.value, point.unit.as_str(), &face.age, &face.words];
    let now: Vec<_> = now.into_iter().filter(|said| !said.is_empty()).collect();
    let flag: String = face.flag.iter().collect();
    let now = format!("{} {}", flag.trim(), now.join(" ")).trim_start().to_owned();
    let name = |name: Option<String>| name.unwrap_or_else(|| "-".into());
    let place = format!(
        "{}, {}",
        name(point.area.as_ref().map(ToString::to_string)),
        name(point.zone.as_ref().map(ToString::to_string))
    );
    let mut facts = vec![
        Fact { role: Role::Look(face.look), ..short(say!(words, "page-value"), now) },
        short(say!(words, "device-limits"), limits(point)),
        wide(say!(words, "device-calibration"), calibration(state, study)),
        wide(say!(words, "device-ledger"), study.map_or_else(|| "...".into(), |study| ledger(study, words))),
        short(say!(words, "page-place"), place),
        short(say!(words, "device-range"), range(point, words)),
        short(say!(words, "device-link"), link(point)),
    ];
    if let Some(mask) = &point.mask {
        let said = mask_words(mask, &state.clock, words);
        facts.insert(2, Fact { role: Role::Bad, ..wide(say!(words, "page-mask"), said) });
    }
    facts
}

fn limits(point: &PointLive) -> String {
    let limits = &point.limits;
    let named = [("LL", limits.low_low), ("LO", limits.low), ("A1", limits.high), ("A2", limits.high_high)];
    let said = named.into_iter().filter(|(_, limit)| limit.is_some());
    let said: Vec<_> = said.map(|(tag, limit)| format!("{tag} {}", number(limit, point.resolution))).collect();
    if said.is_empty() { "-".into() } else { said.join("  ") }
}

fn range(point: &PointLive, words: Words) -> String {
    let shown = |range: Range| {
        let end = |end| number(Some(end), point.resolution);
        format!("{} .. {} {}", end(range.start), end(range.end), point.unit)
    };
    let range = point.range.map_or_else(|| "-".into(), shown);
    say!(words, "device-range-words", range = range, seconds = point.period_s)
}

fn calibration(state: &State, study: Option<&Study>) -> String {
    let words = state.words();
    let Some(study) = study else { return "...".into() };
    let Some(newest) = study.calibrations.first() else { return say!(words, "device-uncalibrated") };
    let day = |moment| state.clock.local_full(moment).chars().take(10).collect::<String>();
    let due = newest.due.map_or_else(
        || say!(words, "device-no-due"),
        |due| {
            let late = due < state.clock.time();
            if late { say!(words, "device-overdue", day = day(due)) } else { say!(words, "device-due", day = day(due)) }
        },
    );
    let coefficients = newest.coefficients;
    let (k, b) = (coefficients.k.to_string(), coefficients.b.to_string());
    say!(
        words,
        "device-calibrated",
        revision = newest.revision.0,
        k = k,
        b = b,
        day = day(newest.valid_from),
        due = due
    )
}

fn ledger(study: &Study, words: Words) -> String {
    let Some(day) = &study.ledger else { return say!(words, "device-no-ledger") };
    let counts = day.counts;
    let whole = match (day.no_identity, day.complete) {
        (true, _) => say!(words, "device-no-identity"),
        (false, true) => say!(words, "device-complete"),
        (false, false) => say!(words, "device-incomplete"),
    };
    let (received, missing) = (counts.received, counts.missing.saturating_sub(counts.recovered));
    say!(words, "device-ledger-words", received = received, missing = missing, late = counts.late, whole = whole)
}

fn link(point: &PointLive) -> String {
    let number = |number: Option<f64>, unit: &str| number.map_or_else(|| "-".into(), |n| format!("{n:.0} {unit}"));
    format!("{}, {}", number(point.bat, "%"), number(point.rssi, "dBm"))
}
