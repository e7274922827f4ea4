use proptest::prelude::*;

use super::{Average, Ended, Exposure, Mean};
use crate::{
    quantity::Steps,
    time::{Span, Timestamp},
};

const STANDS: Span = Span::secs(30);
const NEVER: Steps = Steps(i64::MAX);

/// Milliseconds of a day, and steps; `None`: nothing is known.
type Readings = Vec<(i64, Option<i64>)>;

fn at(ms: i64) -> Timestamp {
    Timestamp::from_micros(1_763_683_200_000_000) + Span::millis(ms)
}

fn take(average: &mut Average, readings: &[(i64, Option<i64>)], live: bool, limit: Steps) {
    for (ms, value) in readings {
        average.take(at(*ms), value.map(Steps), live, STANDS, limit);
    }
}

/// The mean over the fifteen minutes before this one, in its own words: from the readings, without bins kept.
fn mean_at(readings: &Readings, end_ms: i64) -> Option<Mean> {
    const BIN: i64 = 30_000;
    let mean = |start: i64| {
        let (mut sum, mut known) = (0, 0);
        for (place, (from, value)) in readings.iter().enumerate() {
            let next = readings.get(place + 1).map_or(i64::MAX, |(next, _)| *next);
            let until = next.min(from + STANDS.as_millis());
            let ms = (until.min(start + BIN) - (*from).max(start)).max(0);
            if let Some(value) = value {
                sum += value * ms;
                known += ms;
            }
        }
        (known * 2 >= BIN).then(|| sum as f64 / known as f64)
    };
    mean(end_ms - BIN)?;
    let means: Vec<f64> = (1..=30).rev().filter_map(|back| mean(end_ms - back * BIN)).collect();
    let enough = means.len() >= 23;
    let over = if enough { means.len() } else { 30 };
    #[expect(clippy::cast_possible_truncation, reason = "small numbers")]
    let value = Steps((means.iter().sum::<f64>() / over as f64).round() as i64);
    Some(Mean { end: at(end_ms), value, enough })
}

fn readings() -> impl Strategy<Value = Readings> {
    let spacing = prop_oneof![8 => 1000..25_000_i64, 1 => 30_000..200_000_i64];
    let value = prop_oneof![6 => (0..1000_i64).prop_map(Some), 1 => Just(None)];
    prop::collection::vec((spacing, value), 3..150).prop_map(|steps| {
        let mut ms = 0;
        let place = |(spacing, value)| {
            ms += spacing;
            (ms, value)
        };
        steps.into_iter().map(place).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_mean_is_what_it_is_without_bins(readings in readings()) {
        let mut average = Average::new(Exposure::Stel);
        let mut heard = Readings::new();
        let mut judged = 0;
        for reading in &readings {
            take(&mut average, &[*reading], true, NEVER);
            heard.push(*reading);
            let ends = (judged / 30_000 + 1..=reading.0 / 30_000).map(|bin| bin * 30_000);
            let expected = ends.filter_map(|end| mean_at(&heard, end)).next_back();
            prop_assert_eq!(average.ended(), Ended { over: None, last: expected });
            judged = reading.0;
        }
    }

    #[test]
    fn a_backlog_amounts_to_what_it_would_have_in_time(
        readings in readings(), first in 1..100_usize, length in 2..60_usize, after in 1..5_usize,
    ) {
        let first = first.min(readings.len() - 2);
        let end = (first + length).min(readings.len() - 1);
        let late = &readings[first..end];
        prop_assume!(readings[end].0 - readings[first - 1].0 > STANDS.as_millis());
        let resumed = (end + after).min(readings.len());
        // A second gap right after it would be the one that is remembered.
        let tail = &readings[end..resumed];
        prop_assume!(tail.windows(2).all(|pair| pair[1].0 - pair[0].0 <= STANDS.as_millis()));
        let mut in_time = Average::new(Exposure::Stel);
        take(&mut in_time, &readings, true, NEVER);
        let mut behind = Average::new(Exposure::Stel);
        take(&mut behind, &readings[..first], true, NEVER);
        take(&mut behind, tail, true, NEVER);
        take(&mut behind, late, false, NEVER);
        take(&mut behind, &readings[resumed..], true, NEVER);
        prop_assert_eq!(in_time.bins, behind.bins);
    }

    #[test]
    fn what_is_written_and_read_goes_on_as_if_it_had_not_been(readings in readings(), stop in any::<prop::sample::Index>()) {
        let stop = stop.index(readings.len());
        let limit = Steps(300);
        let mut steady = Average::new(Exposure::Stel);
        take(&mut steady, &readings, true, limit);
        let mut stopped = Average::new(Exposure::Stel);
        take(&mut stopped, &readings[..stop], true, limit);
        let text = serde_json::to_string(&stopped).expect("it can be written");
        let mut stopped: Average = serde_json::from_str(&text).expect("and read");
        take(&mut stopped, &readings[stop..], true, limit);
        prop_assert_eq!(steady.will_reach(limit), stopped.will_reach(limit));
        prop_assert_eq!(steady, stopped);
    }

    #[test]
    fn what_was_worked_out_is_never_older_than_what_it_is_made_of(
        before in readings(),
        step_s in -120..120_i64,
        after in readings(),
    ) {
        let limit = Steps(300);
        let mut asked = Average::new(Exposure::Stel);
        take(&mut asked, &before, true, limit);
        asked.clock_stepped(Span::secs(step_s));
        let first = before.last().expect("some").0 + step_s * 1000;
        for (ms, value) in after {
            asked.will_reach(limit);
            take(&mut asked, &[(first + ms, value)], true, limit);
            let text = serde_json::to_string(&asked).expect("it can be written");
            let mut fresh: Average = serde_json::from_str(&text).expect("and read");
            prop_assert_eq!(asked.will_reach(limit), fresh.will_reach(limit));
            prop_assert_eq!(asked.closed, fresh.closed);
        }
    }

    #[test]
    fn what_is_foreseen_comes_to_pass_and_nothing_else(readings in readings(), limit in (1..400_i64).prop_map(Steps)) {
        let mut average = Average::new(Exposure::Stel);
        take(&mut average, &readings, true, limit);
        average.ended();
        let foreseen = average.will_reach(limit);
        let last = readings.last().expect("some").0;
        average.take(at(last + 1_000_000), None, true, STANDS, limit);
        prop_assert_eq!(average.ended().over, foreseen);
    }
}

#[test]
fn a_reading_that_came_after_the_next_one_counts_for_its_time() {
    let mut average = Average::new(Exposure::Stel);
    take(&mut average, &[(0, Some(10)), (20_000, Some(20)), (10_000, Some(40)), (30_000, Some(0))], true, NEVER);
    let mean = average.ended().last.expect("the bin is over");
    assert_eq!(mean.value, Steps(1), "23.3 in one of thirty bins");
    // One from before all that is known of changes nothing.
    let before = average.clone();
    take(&mut average, &[(5_000, Some(999)), (-100, Some(999))], true, NEVER);
    assert_eq!(average, before);
}

#[test]
fn what_is_older_than_the_window_is_forgotten() {
    let mut average = Average::new(Exposure::Stel);
    let hour = 3_600_000;
    take(&mut average, &[(0, Some(500)), (hour, Some(0)), (hour + 10_000, Some(0)), (10_000, Some(900))], true, NEVER);
    let mut other = Average::new(Exposure::Stel);
    take(&mut other, &[(hour, Some(0)), (hour + 10_000, Some(0))], true, NEVER);
    assert_eq!(average.bins, other.bins);
}

#[test]
fn blindness_ends_what_stood_and_is_no_reading() {
    let mut average = Average::new(Exposure::Stel);
    average.blind(at(0));
    take(&mut average, &[(0, Some(900))], true, NEVER);
    average.blind(at(16_000));
    average.blind(at(-5));
    take(&mut average, &[(60_000, Some(0))], true, NEVER);
    assert_eq!(average.ended(), Ended::default(), "nothing stood");
    take(&mut average, &[(75_000, None), (90_000, Some(0))], true, NEVER);
    assert_eq!(average.ended().last.map(|mean| mean.value), Some(Steps(0)), "half a bin is enough");
}

#[test]
fn a_backlog_foresees_nothing() {
    let mut average = Average::new(Exposure::Stel);
    take(&mut average, &[(0, Some(9_000)), (10_000, Some(9_000))], false, Steps(100));
    assert_eq!(average.will_reach(Steps(100)), None);
    take(&mut average, &[(15_000, Some(9_000))], true, Steps(100));
    assert_eq!(average.will_reach(Steps(100)).map(|mean| mean.end), Some(at(30_000)));
    assert_eq!(Average::new(Exposure::Twa).will_reach(Steps(0)), None);
}

#[test]
fn a_step_of_our_clock_moves_what_is_remembered_by_whole_bins() {
    for (step_s, bins) in [(90, 3), (100, 3), (110, 4), (-90, -3), (3_600, 120)] {
        let limit = Steps(1);
        let mut stepped = Average::new(Exposure::Stel);
        take(&mut stepped, &[(0, Some(900)), (20_000, Some(900)), (40_000, Some(900))], true, limit);
        stepped.clock_stepped(Span::secs(step_s));
        let first = Some(at(30_000) + Span::secs(step_s));
        let mean = stepped.newest();
        assert_eq!((mean.map(|mean| mean.end), mean.map(|mean| mean.value)), (first, Some(Steps(30))), "{step_s}");
        let ended = stepped.ended();
        assert_eq!((ended.over, ended.last), (mean, mean));
        // Now the second bin ends, wherever it lies.
        take(&mut stepped, &[(60_000 + step_s * 1000, None), (95_000 + step_s * 1000, None)], true, limit);
        let second = stepped.ended().last.expect("it is known");
        assert_eq!(second.end, at(60_000 + bins * 30_000), "{step_s}");
        assert_eq!(second.value, Steps(60));
    }
}

#[test]
fn a_shift_is_forty_eight_bins_of_which_three_quarters_speak_for_all() {
    let mut average = Average::new(Exposure::Twa);
    let minutes = |from: i64, to: i64, value| (from * 6..to * 6).map(move |ten| (ten * 10_000, Some(value)));
    take(&mut average, &minutes(0, 350, 360).collect::<Readings>(), true, NEVER);
    let mean = average.newest().expect("known");
    assert_eq!((mean.value, mean.enough), (Steps(360 * 34 / 48), false));
    take(&mut average, &minutes(350, 361, 360).collect::<Readings>(), true, NEVER);
    let mean = average.newest().expect("known");
    assert_eq!((mean.value, mean.enough), (Steps(360), true));
}
