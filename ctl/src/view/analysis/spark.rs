//! A course in one line of blocks.

use mcs_core::analysis::SensorReport;

const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Where there is nothing.
const NOTHING: char = '·';

/// The ends between which a course is drawn: those of its means, and so far apart that what is but noise looks flat.
pub(super) fn ends(sensor: &SensorReport, means: impl Iterator<Item = f64>) -> (f64, f64) {
    const NOISES: f64 = 12.0;
    let (low, high) = means.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
    let noise = sensor.noise.and_then(|noise| noise.sigma_units).unwrap_or_default();
    let lacking = (NOISES * noise - (high - low)).max(0.0) / 2.0;
    (low - lacking, high + lacking)
}

/// Numbers as blocks between two ends.
fn line(cells: &[Option<f64>], (low, high): (f64, f64)) -> String {
    let block = |x: f64| {
        let share = if high > low { (x - low) / (high - low) } else { 0.0 };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of eight blocks")]
        let place = (share * 7.0).round() as usize;
        BLOCKS.get(place).copied().unwrap_or(NOTHING)
    };
    cells.iter().map(|cell| cell.map_or(NOTHING, block)).collect()
}

/// Shares from 0 to 1 as blocks: full is a full block.
pub(super) fn shares(values: &[Option<f64>], cells: usize) -> String {
    let block = |share: f64| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of eight blocks")]
        let place = (share.clamp(0.0, 1.0) * 7.0).floor() as usize;
        BLOCKS.get(place).copied().unwrap_or(NOTHING)
    };
    let worst = |values: &[Option<f64>]| values.iter().flatten().copied().min_by(f64::total_cmp);
    let step = values.len().div_ceil(cells.max(1)).max(1);
    values.chunks(step).map(|chunk| worst(chunk).map_or(NOTHING, block)).collect()
}

/// Means of neighbours, so that no more than so many are left.
fn gathered(values: &[Option<f64>], cells: usize) -> Vec<Option<f64>> {
    let step = values.len().div_ceil(cells.max(1)).max(1);
    let mean = |chunk: &[Option<f64>]| {
        let known: Vec<f64> = chunk.iter().flatten().copied().collect();
        (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
    };
    values.chunks(step).map(mean).collect()
}

/// The course of a sensor: its days, or its hours where there are few days.
pub(super) fn of(sensor: &SensorReport, cells: usize) -> String {
    let values: Vec<Option<f64>> = if sensor.days.len() > 3 {
        sensor.days.iter().map(|day| day.mean).collect()
    } else {
        sensor.hours.iter().map(|hour| Some(hour.mean)).collect()
    };
    let cells = gathered(&values, cells);
    line(&cells, ends(sensor, cells.iter().flatten().copied()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_is_drawn_between_its_ends() {
        assert_eq!(line(&[Some(0.0), None, Some(3.5), Some(7.0)], (0.0, 7.0)), "▁·▅█");
        assert_eq!(line(&gathered(&[Some(2.0); 6], 3), (2.0, 2.0)), "▁▁▁");
        assert_eq!(line(&[], (0.0, 1.0)), "");
        assert_eq!(shares(&[Some(1.0), Some(0.99), Some(0.0), None], 10), "█▇▁·");
    }
}
