//! The past of the selected point: the curve, its limits as lines, a mark where an alarm was raised, crosses where the
//! store cannot read what it has. Where nothing was heard there is a gap.

use mcs_core::{alarm::Occurrence, live::PointLive, time::Timestamp};

use crate::{
    say,
    state::{
        State,
        face::{look, number},
        screen::Screen,
        trend::{Past, Sample, Trend},
    },
    ui::{
        theme::Role,
        widget::{pen::Pen, plot::Plot, text},
    },
};

/// Cells of the value axis, its line included.
const AXIS: u16 = 10;

/// Draws it.
pub(in crate::ui) fn draw(pen: &mut Pen, state: &State) {
    if pen.area().is_empty() {
        return;
    }
    let words = state.words();
    let Some(point) = state.trend.sn.as_ref().and_then(|sn| state.plant.point(sn)) else {
        pen.title(&say!(words, "trend-title"), "", false);
        return;
    };
    let face = state.face(point);
    let name = point.name.as_deref().unwrap_or_default();
    let flag: String = face.flag.iter().collect();
    let now = format!("{} {} {} {} {}", flag.trim(), face.tag, face.value, point.unit, face.age);
    let now: Vec<_> = now.split_whitespace().collect();
    let samples = state.trend.samples();
    let past = match &state.trend.past {
        Past::Loading => Some(say!(words, "trend-loading")),
        Past::Failed(why) => Some(say!(words, "trend-failed", why = why.text(words))),
        Past::Unasked | Past::Loaded if samples.is_empty() => Some(say!(words, "trend-empty")),
        Past::Unasked | Past::Loaded => None,
    };
    let damaged = (!state.trend.damaged.is_empty()).then(|| say!(words, "trend-damaged"));
    let view = state.trend.view;
    let until = view.end.map(|end| say!(words, "trend-until", time = state.clock.local(end)));
    let said: Vec<_> = [Some(view.length()), until, past, damaged].into_iter().flatten().collect();
    if state.screens.shown() == Screen::Device {
        // Whose it is, and its value, stand above.
        pen.title(&say!(words, "trend-title"), &said.join(", "), false);
    } else {
        let whose = format!("{} {} {name}", point.sn, point.sensor);
        pen.title(whose.trim_end(), &format!("{}, {}", now.join(" "), said.join(", ")), false);
    }
    let (width, height) = (pen.area().width, pen.area().height);
    if width <= AXIS + 10 || height < 4 {
        return;
    }
    let plot =
        Frame { trend: &state.trend, end: state.trend.end(state.clock.time()), room: width - AXIS, rows: height - 2 };
    let scale = Scale::of(point, samples);
    let marks = marks(state, &plot);
    axes(pen, state, point, scale, &plot, &marks);
    limits(pen, point, scale, plot.rows);
    damage(pen, &plot);
    curve(pen, point, scale, &plot);
}

/// The plot: which time it shows, and how large it is.
struct Frame<'a> {
    trend: &'a Trend,
    end: Timestamp,
    room: u16,
    rows: u16,
}

impl Frame<'_> {
    /// A moment as a share of the window, from its begin.
    fn share(&self, time: Timestamp) -> f64 {
        1.0 - (self.end - time).as_secs_f64() / self.trend.view.window.as_secs_f64()
    }

    /// The column of a moment, if it is in the window.
    fn column(&self, time: Timestamp) -> Option<u16> {
        let share = self.share(time);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a small length")]
        let column = (0.0..=1.0).contains(&share).then(|| (share * f64::from(self.room - 1)).round() as u16);
        column
    }
}

/// The values at the bottom and the top of the plot.
#[derive(Clone, Copy)]
struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    /// Holds the curve and the limits next to it; the second limits only when the curve comes beyond the first.
    fn of(point: &PointLive, samples: &[Sample]) -> Self {
        let values = || samples.iter().flat_map(|sample| [sample.min, sample.max]).chain(point.value);
        let (lowest, highest) = values().fold((f64::MAX, f64::MIN), |(low, high), x| (low.min(x), high.max(x)));
        let l = &point.limits;
        let second_high = l.high_high.filter(|_| l.high.is_none_or(|high| highest >= high));
        let second_low = l.low_low.filter(|_| l.low.is_none_or(|low| lowest <= low));
        let limits = [l.high, second_high, l.low, second_low].into_iter().flatten();
        let all = values().chain(limits).filter(|x| x.is_finite());
        let (low, high) = all.fold((f64::MAX, f64::MIN), |(low, high), x| (low.min(x), high.max(x)));
        let (low, high) = if low > high { (0.0, 1.0) } else { (low, high) };
        let air = if high > low { (high - low) * 0.05 } else { 1.0 };
        let bottom = if low >= 0.0 { (low - air).max(0.0) } else { low - air };
        Self { low: bottom, high: high + air }
    }

    fn share(self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }
}

fn axes(pen: &mut Pen, state: &State, point: &PointLive, scale: Scale, plot: &Frame, marks: &[Mark]) {
    for row in 1..=plot.rows {
        pen.put(AXIS - 1, row, "|", Role::Dim);
    }
    for (row, value) in [(1, scale.high), (plot.rows, scale.low)] {
        pen.put(0, row, &text::right(&number(Some(value), point.resolution), AXIS - 1), Role::Dim);
    }
    let (window, last) = (plot.trend.view.window, plot.room - 5);
    let mut moments = vec![(plot.end - window, 0), (plot.end, last)];
    if plot.room >= 40 {
        moments.push((plot.end - window.half(), last / 2));
    }
    // A mark goes before a time.
    let free = |column: u16| marks.iter().all(|mark| mark.column > column + 5 || mark.column + 4 < column);
    for (moment, column) in moments.into_iter().filter(|(_, column)| free(*column)) {
        pen.put(AXIS + column, plot.rows + 1, &state.clock.local_minute(moment), Role::Dim);
    }
    for mark in marks {
        pen.put(AXIS + mark.column, plot.rows + 1, &mark.tag, mark.role);
    }
}

/// Crosses below the curve where readings are stored and cannot be read.
fn damage(pen: &mut Pen, plot: &Frame) {
    for span in &plot.trend.damaged {
        let begin = plot.end - plot.trend.view.window;
        let (Some(first), Some(last)) = (plot.column(span.from.max(begin)), plot.column(span.to.min(plot.end))) else {
            continue;
        };
        for column in first..=last.max(first) {
            pen.put(AXIS + column, plot.rows, "x", Role::Bad);
        }
    }
}

/// The tag of an alarm below the moment it was raised.
struct Mark {
    column: u16,
    tag: String,
    role: Role,
}

/// The alarms of the point in this time.
fn marks(state: &State, plot: &Frame) -> Vec<Mark> {
    let Some(sn) = &plot.trend.sn else { return Vec::new() };
    let known = state.known.study.as_ref().filter(|study| study.device.sn == *sn);
    let past = known.into_iter().flat_map(|study| study.events.iter().map(|event| &event.alarm));
    // What stands comes after what was, so that it is written over it.
    let alarms = past.chain(state.plant.alarms_of(sn));
    let mark = |alarm: &Occurrence| {
        let tag: String = alarm.condition.tag().chars().take(2).collect();
        let column = plot.column(alarm.raised)?.min(plot.room.saturating_sub(3));
        Some(Mark { column, tag: format!("^{tag}"), role: Role::Look(look(alarm)) })
    };
    alarms.filter_map(mark).collect()
}

fn limits(pen: &mut Pen, point: &PointLive, scale: Scale, rows: u16) {
    let limits = &point.limits;
    let named = [("A1", limits.high), ("A2", limits.high_high), ("LO", limits.low), ("LL", limits.low_low)];
    for (name, limit) in named {
        let Some(limit) = limit.filter(|limit| (0.0..=1.0).contains(&scale.share(*limit))) else { continue };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a small length")]
        let row = 1 + ((1.0 - scale.share(limit)) * f64::from(rows - 1)).round() as u16;
        let words = format!("{name} {}", number(Some(limit), point.resolution));
        pen.put(0, row, &text::right(&words, AXIS - 1), Role::Limit);
        let room = usize::from(pen.area().width - AXIS);
        let dashes: String = "- ".chars().cycle().take(room).collect();
        pen.put(AXIS, row, &dashes, Role::Limit);
    }
}

fn curve(pen: &mut Pen, point: &PointLive, scale: Scale, plot: &Frame) {
    let mut dots = Plot::new(plot.room, plot.rows);
    let samples = plot.trend.samples();
    for sample in samples {
        dots.stroke(plot.share(sample.time), scale.share(sample.min), scale.share(sample.max));
    }
    for pair in samples.windows(2) {
        let [from, to] = pair else { continue };
        if to.time - from.time <= plot.trend.gap(point) && plot.share(from.time) >= 0.0 {
            let at = |sample: &Sample| (plot.share(sample.time), scale.share(sample.mean));
            dots.line(at(from), at(to));
        }
    }
    for (column, row, sign) in dots.cells() {
        pen.put(AXIS + column, 1 + row, sign.encode_utf8(&mut [0; 4]), Role::Curve);
    }
}
