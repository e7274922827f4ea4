//! Each way a clock can be wrong, followed by a leak; and what a backlog may not do.

use super::{Lateness, Place, Timing, Verdict};
use crate::{
    observation::{Anomaly, Sample},
    reading::Flags,
    time::{Monotonic, Span, Timestamp},
};

const L: Span = Span::secs(90);
const PERIOD: Span = Span::secs(10);

/// A device and the server that hears it. Time is told in seconds since the day began.
struct Wire {
    lateness: Lateness,
    day: Timestamp,
    /// How far the server's clock was stepped.
    stepped: Span,
}

impl Wire {
    fn new() -> Self {
        let day = Timestamp::parse("2026-11-21T00:00:00Z").expect("a day");
        Self { lateness: Lateness::new(L, PERIOD), day, stepped: Span::ZERO }
    }

    /// A reading of device time `ts`, heard at `at`.
    fn hear(&mut self, ts: impl Into<Option<f64>>, seq: impl Into<Option<u16>>, at: f64) -> Verdict {
        self.hear_in(Place::Alone, ts, seq, at)
    }

    fn hear_in(&mut self, place: Place, ts: impl Into<Option<f64>>, seq: impl Into<Option<u16>>, at: f64) -> Verdict {
        let ts = ts.into().map(|ts| self.day + span(ts));
        let sample = Sample { ts, seq: seq.into(), ..Sample::default() };
        self.judge(&sample, place, at)
    }

    fn judge(&mut self, sample: &Sample, place: Place, at: f64) -> Verdict {
        let received = self.day + span(at) + self.stepped;
        let verdict = self.lateness.judge(sample, place, received, Monotonic::from_micros(span(at).as_micros()));
        assert!(verdict.time <= received, "a corrected time is never after receipt");
        verdict
    }

    /// Ten minutes of a healthy device with this clock error, ending at `end`.
    fn settled(error: f64, end: f64) -> Self {
        let mut wire = Self::new();
        for step in (0..60).rev() {
            let at = end - f64::from(step) * 10.0;
            wire.hear(at + error, None, at);
        }
        wire
    }

    fn seconds(&self, at: Timestamp) -> f64 {
        (at - self.day).as_secs_f64()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "seconds of a day")]
fn span(seconds: f64) -> Span {
    Span::micros((seconds * 1e6).round() as i64)
}

const TEN: f64 = 36_000.0;

#[test]
fn a_reading_within_the_offline_limit_is_live() {
    let mut wire = Wire::new();
    assert_eq!(wire.hear(TEN, 1, TEN).timing, Timing::Live);
    assert_eq!(wire.hear(TEN, 2, TEN + 90.0).timing, Timing::Live);
    let late = wire.hear(TEN, 3, TEN + 90.1);
    assert_eq!((late.timing, late.flags), (Timing::Late, Flags::LATE));
}

#[test]
fn a_backlog_in_one_array_is_late_until_it_comes_within_the_limit() {
    let two = 7200.0;
    let mut wire = Wire::settled(0.0, two);
    let times: Vec<f64> = (1..=720).map(|step| two + f64::from(step) * 10.0).collect();
    let heard = 14_402.0;
    for (index, &ts) in times.iter().enumerate() {
        let verdict = wire.hear_in(Place::of(index, times.len()), ts, None, heard);
        // 03:58:30 is the last late one.
        let expected = if ts <= 14_310.0 { Timing::Late } else { Timing::Live };
        assert_eq!(verdict.timing, expected, "{ts}");
        assert!((wire.seconds(verdict.time) - ts).abs() < 1e-6, "measured when the device says");
    }
    assert_eq!(wire.lateness.skew(), Span::ZERO);
}

#[test]
fn an_array_heard_first_of_all_is_measured_when_the_device_says() {
    let mut wire = Wire::new();
    for index in 0..9 {
        let ts = TEN - 80.0 + f64::from(index) * 10.0;
        let verdict = wire.hear_in(Place::of(usize::try_from(index).expect("few"), 9), ts, None, TEN + 2.0);
        assert_eq!(verdict.timing, Timing::Live);
        assert!((wire.seconds(verdict.time) - ts).abs() < 2.1, "{ts}");
    }
    assert_eq!(wire.lateness.skew(), Span::secs(2));
}

#[test]
fn a_backlog_sent_one_by_one_catches_up_and_stays_late() {
    let mut wire = Wire::settled(0.0, TEN);
    let mut at = TEN + 7200.0;
    for step in 1_u16..=700 {
        at += 0.1;
        let verdict = wire.hear(TEN + f64::from(step) * 10.0, step, at);
        assert_eq!(verdict.timing, Timing::Late, "{step}");
    }
}

#[test]
fn a_backlog_of_debug_readings_is_late_too() {
    let mut wire = Wire::settled(0.0, TEN);
    let mut at = TEN + 7200.0;
    for step in 1_u16..=900 {
        at += 0.05;
        assert_eq!(wire.hear(TEN + f64::from(step), step, at).timing, Timing::Late, "{step}");
    }
}

#[test]
fn a_backlog_interrupted_for_a_while_is_late_on_both_sides() {
    let mut wire = Wire::settled(0.0, TEN);
    assert_eq!(wire.hear(TEN + 10.0, 1, TEN + 7200.0).timing, Timing::Late);
    assert_eq!(wire.hear(TEN + 20.0, 2, TEN + 7200.1).timing, Timing::Late);
    assert_eq!(wire.hear(TEN + 30.0, 3, TEN + 7800.0).timing, Timing::Late);
    assert_eq!(wire.hear(TEN + 40.0, 4, TEN + 7800.1).timing, Timing::Late);
}

#[test]
fn live_readings_between_a_backlog_do_not_make_it_live() {
    let mut wire = Wire::settled(0.0, TEN);
    for step in 0_u16..50 {
        let at = TEN + 7200.0 + f64::from(step) * 10.0;
        assert_eq!(wire.hear(at, 1000 + step, at).timing, Timing::Live);
        assert_eq!(wire.hear(TEN + f64::from(step) * 10.0, step, at + 5.0).timing, Timing::Late);
    }
}

#[test]
fn a_slow_clock_is_found_with_the_second_reading() {
    let mut wire = Wire::new();
    let first = wire.hear(TEN - 900.0, None, TEN);
    assert_eq!(first.timing, Timing::Late);
    let second = wire.hear(TEN - 890.0, None, TEN + 10.0);
    assert_eq!(second.timing, Timing::Live);
    assert_eq!(second.flags, Flags::SKEW_RESTART.with(Flags::FAR_TIME));
    assert_eq!(wire.lateness.skew(), Span::secs(900));
    assert!((wire.seconds(second.time) - (TEN + 10.0)).abs() < 1e-6, "corrected to when it was measured");
    let third = wire.hear(TEN - 880.0, None, TEN + 20.0);
    assert_eq!((third.timing, third.flags), (Timing::Live, Flags::FAR_TIME));
}

#[test]
fn two_old_readings_that_come_at_once_are_a_backlog() {
    let mut wire = Wire::new();
    wire.hear(TEN - 900.0, None, TEN);
    assert_eq!(wire.hear(TEN - 890.0, None, TEN + 0.2).timing, Timing::Late);
    assert_eq!(wire.lateness.skew(), Span::ZERO);
}

#[test]
fn half_a_period_of_jitter_is_allowed() {
    let mut wire = Wire::new();
    wire.hear(TEN - 900.0, None, TEN);
    assert_eq!(wire.hear(TEN - 890.0, None, TEN + 5.0).timing, Timing::Live);
    let mut wire = Wire::new();
    wire.hear(TEN - 900.0, None, TEN);
    assert_eq!(wire.hear(TEN - 890.0, None, TEN + 4.9).timing, Timing::Late);
}

/// Feeds a leak at the device's pace and answers how many of its readings were not judged live.
fn muted(wire: &mut Wire, from: f64, count: u16, device: impl Fn(f64) -> (Option<f64>, Option<u16>)) -> u16 {
    let mut muted = 0;
    for step in 0..count {
        let at = from + f64::from(step) * 10.0;
        let (ts, seq) = device(at);
        muted += u16::from(wire.hear(ts, seq, at).timing != Timing::Live);
    }
    muted
}

#[test]
fn a_leak_after_the_clock_fell_back_to_1970_is_judged_at_once() {
    let mut wire = Wire::settled(0.0, TEN);
    let epoch = (Timestamp::EPOCH - wire.day).as_secs_f64();
    assert_eq!(muted(&mut wire, TEN + 10.0, 60, |at| (Some(epoch + at - TEN), None)), 0);
    let verdict = wire.hear(epoch, None, TEN + 700.0);
    assert_eq!(verdict.flags, Flags::BAD_TIME);
    assert!((wire.seconds(verdict.time) - (TEN + 700.0)).abs() < 1e-6, "the received time is used");
}

#[test]
fn a_leak_after_the_clock_fell_back_to_2021_is_judged_from_its_second_reading() {
    let mut wire = Wire::settled(0.0, TEN);
    let years = (wire.day - Timestamp::parse("2021-01-01T00:00:00Z").expect("a day")).as_secs_f64() + TEN;
    assert_eq!(muted(&mut wire, TEN + 10.0, 60, |at| (Some(at - years), None)), 1);
}

#[test]
fn a_leak_after_a_clock_9_min_ahead_stepped_back_is_judged_from_its_second_reading() {
    let mut wire = Wire::settled(540.0, TEN);
    assert_eq!(wire.lateness.skew(), Span::secs(-540));
    assert_eq!(muted(&mut wire, TEN + 10.0, 60, |at| (Some(at), None)), 1);
    assert_eq!(wire.lateness.skew(), Span::ZERO);
}

#[test]
fn a_leak_of_a_device_5_min_slow_from_the_start_is_judged_from_its_second_reading() {
    let mut wire = Wire::new();
    assert_eq!(muted(&mut wire, TEN, 60, |at| (Some(at - 300.0), None)), 1);
}

#[test]
fn a_leak_after_a_small_step_back_is_judged_from_its_second_reading_without_numbers_and_at_once_with() {
    let mut wire = Wire::settled(0.0, TEN);
    assert_eq!(muted(&mut wire, TEN + 10.0, 60, |at| (Some(at - 60.0), None)), 1);
    let number = |at: f64| u16::try_from(span(at).as_micros() / 10_000_000).ok();
    let mut wire = Wire::new();
    assert_eq!(muted(&mut wire, TEN, 60, |at| (Some(at), number(at))), 0);
    assert_eq!(muted(&mut wire, TEN + 600.0, 60, |at| (Some(at - 60.0), number(at))), 0);
}

#[test]
fn a_clock_that_stands_still_mutes_one_reading_in_ten_at_most() {
    let mut wire = Wire::settled(0.0, TEN);
    assert!(muted(&mut wire, TEN + 10.0, 600, |_| (Some(TEN), None)) <= 60);
}

#[test]
fn a_clock_that_stands_still_is_found_while_the_device_reports_every_second() {
    let mut wire = Wire::settled(0.0, TEN);
    let live = (0..300).filter(|&i| wire.hear(TEN, None, TEN + 100.0 + f64::from(i)).timing == Timing::Live).count();
    assert!(live >= 270, "{live} of 300");
}

#[test]
fn a_backlog_with_several_readings_a_second_is_late() {
    let mut wire = Wire::settled(0.0, TEN);
    for step in 0..600 {
        let step = f64::from(step);
        let heard = wire.hear(TEN + (step / 40.0).floor(), None, TEN + 7200.0 + step * 0.005);
        assert_eq!(heard.timing, Timing::Late, "{step}");
    }
}

#[test]
fn readings_in_reverse_order_stay_out_of_order() {
    let mut wire = Wire::new();
    wire.hear(TEN + 30.0, 3, TEN + 30.0);
    for seq in [2, 1, 0] {
        assert_eq!(wire.hear(TEN + f64::from(seq) * 10.0, seq, TEN + 30.1).timing, Timing::OutOfOrder);
    }
}

#[test]
fn a_slow_device_that_only_sends_arrays_is_heard_from_its_second_array() {
    let mut wire = Wire::new();
    let mut array = |at: f64| {
        let verdicts: Vec<_> =
            (0..6).map(|i| wire.hear_in(Place::of(i, 6), at - 350.0 + i as f64 * 10.0, None, at).timing).collect();
        verdicts[5]
    };
    assert_eq!(array(TEN), Timing::Late);
    assert_eq!(array(TEN + 60.0), Timing::Live);
    assert_eq!(array(TEN + 120.0), Timing::Live);
}

#[test]
fn a_slow_device_that_reports_less_often_than_it_should_is_still_heard() {
    let mut wire = Wire::new();
    wire.hear(TEN - 300.0, None, TEN);
    assert_eq!(wire.hear(TEN - 240.0, None, TEN + 60.0).timing, Timing::Live);
}

#[test]
fn without_a_time_a_reading_is_live_when_it_arrives() {
    let mut wire = Wire::new();
    let verdict = wire.hear(None, 7, TEN);
    assert_eq!((verdict.timing, verdict.flags), (Timing::Live, Flags::NO_TIME));
    let sample = Sample { anomalies: [Anomaly::UnusableTime].into_iter().collect(), ..Sample::default() };
    assert_eq!(wire.judge(&sample, Place::Alone, TEN + 10.0).flags, Flags::BAD_TIME);
    assert_eq!(wire.hear(TEN + 621.0, 8, TEN + 20.0).flags, Flags::BAD_TIME, "more than 10 min ahead");
    assert_eq!(wire.hear(TEN + 630.0, 9, TEN + 30.0).flags, Flags::default(), "10 min ahead");
}

#[test]
fn a_reading_that_was_overtaken_only_fills_averages() {
    let mut wire = Wire::new();
    wire.hear(TEN, 65_535, TEN);
    assert_eq!(wire.hear(TEN + 20.0, 1, TEN + 20.0).timing, Timing::Live, "the number wraps");
    let overtaken = wire.hear(TEN + 10.0, 0, TEN + 20.1);
    assert_eq!((overtaken.timing, overtaken.flags), (Timing::OutOfOrder, Flags::OUT_OF_ORDER));
    assert_eq!(wire.hear(TEN + 30.0, 2, TEN + 30.0).timing, Timing::Live);
}

#[test]
fn without_numbers_the_time_tells_which_was_overtaken() {
    let mut wire = Wire::new();
    wire.hear(TEN + 20.0, None, TEN + 20.0);
    assert_eq!(wire.hear(TEN + 10.0, None, TEN + 20.1).timing, Timing::OutOfOrder);
    assert_eq!(wire.hear(TEN + 20.0, None, TEN + 20.2).timing, Timing::Live, "no older than the last one");
}

#[test]
fn a_reboot_does_not_make_what_follows_look_old() {
    let mut wire = Wire::new();
    wire.hear(TEN, 5000, TEN);
    assert_eq!(wire.hear(TEN + 30.0, 0, TEN + 30.0).timing, Timing::Live, "the time went on");
    wire.hear(None, 5000, TEN + 40.0);
    assert_eq!(wire.hear(None, 0, TEN + 70.0).timing, Timing::Live, "no buffer reaches back so far");
}

#[test]
fn a_reboot_soon_after_another_is_heard_from_its_second_reading_without_a_clock() {
    let mut wire = Wire::new();
    for seq in 0..30 {
        wire.hear(None, seq, TEN + f64::from(seq) * 10.0);
    }
    assert_eq!(wire.hear(None, 0, TEN + 330.0).timing, Timing::OutOfOrder);
    assert_eq!(wire.hear(None, 1, TEN + 340.0).timing, Timing::Live);
    assert_eq!(wire.hear(None, 2, TEN + 350.0).timing, Timing::Live);
}

#[test]
fn a_step_of_our_own_clock_changes_nothing_once_it_is_told() {
    for step in [-3600.0, 3600.0] {
        let mut wire = Wire::settled(-20.0, TEN);
        let skew = wire.lateness.skew();
        wire.stepped = span(step);
        wire.lateness.clock_stepped(span(step));
        assert_eq!(wire.lateness.skew(), skew + span(step));
        let verdict = wire.hear(TEN - 10.0, None, TEN + 10.0);
        assert_eq!(verdict.timing, Timing::Live, "{step}");
    }
}

#[test]
fn the_skew_is_the_smallest_lag_of_a_day() {
    let mut wire = Wire::new();
    assert_eq!(wire.lateness.skew(), Span::ZERO, "0 at first");
    wire.hear(TEN - 5.0, None, TEN);
    assert_eq!(wire.lateness.skew(), Span::secs(5));
    wire.hear(TEN + 11.0, None, TEN + 10.0);
    assert_eq!(wire.lateness.skew(), Span::secs(-1));
    for hour in 1..=24 {
        let at = TEN + 20.0 + f64::from(hour) * 3600.0;
        wire.hear(at - 2.0, None, at);
    }
    assert_eq!(wire.lateness.skew(), Span::secs(2), "the day before is forgotten");
}

#[test]
fn a_backlog_after_days_of_silence_is_no_evidence_about_the_clock() {
    let mut wire = Wire::settled(0.0, TEN);
    let later = TEN + 3.0 * 86_400.0;
    for step in 0..100 {
        let step = f64::from(step);
        assert_eq!(wire.hear(TEN + step * 10.0, None, later + step * 0.01).timing, Timing::Late);
    }
    assert_eq!(wire.lateness.skew(), Span::ZERO);
}

#[test]
fn what_was_learnt_survives_a_restart() {
    let mut wire = Wire::settled(-900.0, TEN);
    let kept = serde_json::to_string(&wire.lateness).expect("it serialises");
    wire.lateness = serde_json::from_str(&kept).expect("it reads its own");
    assert_eq!(wire.lateness.skew(), Span::secs(900));
    assert_eq!(wire.hear(TEN - 890.0, None, TEN + 10.0).timing, Timing::Live);
}
