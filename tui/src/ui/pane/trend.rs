//! The last hour of the selected point, with its limits as lines.

use mcs_core::{
    live::PointLive,
    time::{Span, Timestamp},
};

use crate::{
    say,
    state::{
        State,
        face::number,
        trend::{Past, Sample, Trend, WINDOW},
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
    let past = past.map(|past| format!(", {past}")).unwrap_or_default();
    let whose = format!("{} {} {name}", point.sn, point.sensor);
    pen.title(whose.trim_end(), &format!("{}, 1 h{past}", now.join(" ")), false);
    let (width, height) = (pen.area().width, pen.area().height);
    if width <= AXIS + 10 || height < 4 {
        return;
    }
    let scale = Scale::of(point, samples);
    let rows = height - 2;
    axes(pen, state, point, scale, rows);
    limits(pen, point, scale, rows);
    curve(pen, point, samples, scale, state.clock.time(), rows);
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

fn axes(pen: &mut Pen, state: &State, point: &PointLive, scale: Scale, rows: u16) {
    for row in 1..=rows {
        pen.put(AXIS - 1, row, "|", Role::Dim);
    }
    for (row, value) in [(1, scale.high), (rows, scale.low)] {
        pen.put(0, row, &text::right(&number(Some(value), point.resolution), AXIS - 1), Role::Dim);
    }
    let now = state.clock.time();
    let room = pen.area().width - AXIS;
    let moments = if room < 40 {
        vec![(WINDOW, 0), (Span::ZERO, room - 5)]
    } else {
        vec![(WINDOW, 0), (Span::mins(30), (room - 5) / 2), (Span::ZERO, room - 5)]
    };
    for (ago, column) in moments {
        pen.put(AXIS + column, rows + 1, &state.clock.local_minute(now - ago), Role::Dim);
    }
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

fn curve(pen: &mut Pen, point: &PointLive, samples: &[Sample], scale: Scale, now: Timestamp, rows: u16) {
    let mut plot = Plot::new(pen.area().width - AXIS, rows);
    let x = |time: Timestamp| 1.0 - (now - time).as_secs_f64() / WINDOW.as_secs_f64();
    for sample in samples {
        plot.stroke(x(sample.time), scale.share(sample.min), scale.share(sample.max));
    }
    for pair in samples.windows(2) {
        let [from, to] = pair else { continue };
        if to.time - from.time <= Trend::gap(point) && x(from.time) >= 0.0 {
            plot.line((x(from.time), scale.share(from.mean)), (x(to.time), scale.share(to.mean)));
        }
    }
    for (column, row, sign) in plot.cells() {
        pen.put(AXIS + column, 1 + row, sign.encode_utf8(&mut [0; 4]), Role::Curve);
    }
}
