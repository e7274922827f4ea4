//! Statistics that a few wild values cannot move, over lists that are short: one entry a day or an hour.

/// Turns a median absolute deviation into the standard deviation of a bell curve.
pub(super) const MAD_TO_SIGMA: f64 = 1.4826;

/// The value in the middle; the mean of the two middle ones of an even number. `None` without any.
pub(super) fn median(values: &mut [f64]) -> Option<f64> {
    let middle = values.len() / 2;
    if values.is_empty() {
        return None;
    }
    let odd = values.len() % 2 == 1;
    let (below, upper, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    let upper = *upper;
    if odd {
        return Some(upper);
    }
    let lower = below.iter().copied().max_by(f64::total_cmp)?;
    Some(f64::midpoint(lower, upper))
}

/// The standard deviation as the median absolute deviation tells it (F. R. Hampel, *The influence curve and its role in
/// robust estimation*, 1974).
pub(super) fn scatter(values: &[f64]) -> Option<f64> {
    let middle = median(&mut values.to_vec())?;
    let mut deviations: Vec<f64> = values.iter().map(|value| (value - middle).abs()).collect();
    median(&mut deviations).map(|mad| mad * MAD_TO_SIGMA)
}

/// The slope of a line through points: the median of the slopes between all pairs (H. Theil 1950, P. K. Sen 1968). Up to
/// 29 % of the points may be anything. `None` with fewer than two different places.
///
/// Takes n²/2 steps and as much memory: callers give one point a day, or thin them out.
pub(super) fn slope(points: &[(f64, f64)]) -> Option<f64> {
    let mut slopes = Vec::with_capacity(points.len() * points.len().saturating_sub(1) / 2);
    for (place, (x, y)) in points.iter().enumerate() {
        let after = points.get(place + 1..).unwrap_or_default();
        slopes.extend(after.iter().filter(|(later, _)| later > x).map(|(later, value)| (value - y) / (later - x)));
    }
    median(&mut slopes)
}

/// At most this many of a list, evenly spread over it.
pub(super) fn thinned<T: Copy>(list: &[T], most: usize) -> Vec<T> {
    let step = list.len().div_ceil(most.max(1)).max(1);
    list.iter().step_by(step).copied().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{median, scatter, slope, thinned};

    #[test]
    fn the_middle_of_few_values() {
        assert_eq!(median(&mut []), None);
        assert_eq!(median(&mut [3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&mut [4.0, 1.0, 2.0, 3.0]), Some(2.5));
    }

    #[test]
    fn a_few_wild_values_move_neither_scatter_nor_slope() {
        let calm: Vec<f64> = (0..20).map(|n| f64::from(n % 3)).collect();
        let mut wild = calm.clone();
        wild[7] = 1e9;
        assert_eq!(scatter(&calm), scatter(&wild));
        let mut line: Vec<(f64, f64)> = (0..20).map(|n| (f64::from(n), 2.0 * f64::from(n) + 5.0)).collect();
        line[3].1 = -1e6;
        line[19].1 = 1e6;
        assert!(slope(&line).is_some_and(|slope| (slope - 2.0).abs() < 1e-9));
    }

    #[test]
    fn one_place_has_no_slope() {
        assert_eq!(slope(&[(1.0, 1.0), (1.0, 2.0)]), None);
    }

    proptest! {
        #[test]
        fn a_slope_does_not_depend_on_where_the_line_stands(shift in -1e3f64..1e3, rise in -5.0f64..5.0) {
            let points: Vec<(f64, f64)> = (0..9).map(|n| (f64::from(n), shift + rise * f64::from(n))).collect();
            let found = slope(&points).expect("nine places");
            prop_assert!((found - rise).abs() < 1e-9);
        }

        #[test]
        fn thinning_keeps_no_more_than_asked(length in 0usize..500, most in 1usize..100) {
            let list: Vec<usize> = (0..length).collect();
            let kept = thinned(&list, most);
            prop_assert!(kept.len() <= most && kept.first() == list.first());
        }
    }
}
