//! Repetitions, collisions and reboots; the counter is tested against the truth in the properties.

use super::{Identity, IdentityWindow, Known, SeqGaps, fingerprint};
use crate::{
    lateness::Timing,
    ledger::Counts,
    observation::{Channel, Measure, Sample},
    time::{Span, Timestamp},
};

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_micros(1_800_000_000_000_000) + Span::secs(seconds)
}

fn known(ts: impl Into<Option<Timestamp>>, seq: impl Into<Option<u16>>, content: u64, received: Timestamp) -> Known {
    Known { ts: ts.into(), seq: seq.into(), hash: content, received }
}

/// A window that heard `count` readings, one every 10 s up to `at(0)`, with packet numbers from 0.
fn filled(count: u16) -> IdentityWindow {
    let mut window = IdentityWindow::new();
    for seq in 0..count {
        let ts = at(-10 * i64::from(count - 1 - seq));
        assert_eq!(window.classify(&known(ts, seq, u64::from(seq), ts), Span::ZERO), Identity::New);
    }
    window
}

#[test]
fn what_is_newer_than_everything_heard_is_new() {
    let mut window = filled(2000);
    assert_eq!(window.classify(&known(at(10), 0, 0, at(10)), Span::ZERO), Identity::New);
    assert_eq!(window.classify(&known(at(10), 1, 0, at(10)), Span::ZERO), Identity::New, "same second, next number");
}

#[test]
fn the_same_words_again_are_a_duplicate_and_other_words_a_conflict_that_is_remembered() {
    let mut window = filled(100);
    assert_eq!(window.classify(&known(at(-500), 49, 49, at(1)), Span::ZERO), Identity::Duplicate);
    assert_eq!(window.classify(&known(at(-500), 49, 7, at(2)), Span::ZERO), Identity::Conflict);
    assert_eq!(window.classify(&known(at(-500), 49, 7, at(3)), Span::ZERO), Identity::Duplicate);
    assert_eq!(window.classify(&known(at(-500), 49, 49, at(4)), Span::ZERO), Identity::Duplicate);
}

#[test]
fn what_came_late_and_was_never_heard_is_new_while_the_window_remembers_everything() {
    let mut window = filled(1000);
    assert_eq!(window.classify(&known(at(-505), 9, 9, at(1)), Span::ZERO), Identity::New);
    assert_eq!(window.classify(&known(at(-90_000), 9, 9, at(1)), Span::ZERO), Identity::New);
}

#[test]
fn what_may_have_come_before_the_window_begins_is_for_the_store_to_tell() {
    let mut window = filled(3000);
    let forgotten = at(-10 * 2500);
    assert_eq!(window.classify(&known(forgotten, 499, 499, at(1)), Span::ZERO), Identity::AskStore);
    assert_eq!(window.classify(&known(forgotten, 499, 499, at(2)), Span::ZERO), Identity::Duplicate, "asked once");
    assert_eq!(window.classify(&known(at(-5000), 2499, 0, at(3)), Span::ZERO), Identity::Conflict);
    assert_eq!(window.classify(&known(at(-5005), 2499, 0, at(3)), Span::ZERO), Identity::New, "within the window");
}

#[test]
fn a_clock_set_back_does_not_ask_the_store_for_ever() {
    let mut window = filled(3000);
    let years = Span::hours(24 * 365 * 5);
    let mut asked = 0;
    for step in 1_i64..2000 {
        let received = at(step * 10);
        // Its lateness finds the skew with the second reading.
        let skew = if step < 3 { Span::ZERO } else { years };
        let reading = known(received - years, 0, step.unsigned_abs(), received);
        asked += u32::from(window.classify(&reading, skew) == Identity::AskStore);
    }
    assert_eq!(asked, 2);
}

#[test]
fn a_reboot_with_a_clock_at_zero_is_a_conflict_if_its_words_differ() {
    let mut window = IdentityWindow::new();
    for boot in 0..3 {
        for step in 0..100_u16 {
            let received = at(boot * 1000 + i64::from(step) * 10);
            let ts = Timestamp::EPOCH + Span::secs(i64::from(step) * 10);
            let content = u64::from(step) + 1000 * boot.unsigned_abs();
            let expected = if boot == 0 { Identity::New } else { Identity::Conflict };
            assert_eq!(window.classify(&known(ts, step, content, received), Span::ZERO), expected);
            assert_eq!(window.classify(&known(ts, step, content, received), Span::ZERO), Identity::Duplicate);
        }
    }
}

#[test]
fn without_a_clock_only_the_newest_can_be_repeated() {
    let mut window = IdentityWindow::new();
    for seq in 0..200 {
        assert_eq!(window.classify(&known(None, seq, 5, at(0)), Span::ZERO), Identity::New);
    }
    assert_eq!(window.classify(&known(None, 199, 5, at(3600)), Span::ZERO), Identity::Duplicate);
    assert_eq!(window.classify(&known(None, 136, 5, at(3600)), Span::ZERO), Identity::Duplicate);
    assert_eq!(window.classify(&known(None, 0, 5, at(3600)), Span::ZERO), Identity::New, "it was rebooted");
    assert_eq!(window.classify(&known(None, 1, 6, at(3600)), Span::ZERO), Identity::New, "numbers do come again");
}

#[test]
fn without_time_and_number_nothing_is_remembered() {
    let mut window = IdentityWindow::new();
    for _ in 0..2 {
        assert_eq!(window.classify(&known(None, None, 5, at(0)), Span::ZERO), Identity::NoIdentity);
    }
}

#[test]
fn a_restored_window_decides_as_the_one_it_was_restored_from() {
    let stored: Vec<_> = (0..3000).map(|i| known(at(i * 10), None, i.unsigned_abs(), at(i * 10))).collect();
    let (older, newest) = stored.split_at(stored.len() - IdentityWindow::CAPACITY);
    let mut window = IdentityWindow::restore(newest.iter().copied(), older.last().map(|known| known.received));
    assert_eq!(window.classify(&newest[0], Span::ZERO), Identity::Duplicate);
    assert_eq!(window.classify(&older[0], Span::ZERO), Identity::AskStore);
    assert_eq!(window.classify(&known(at(30_000), None, 1, at(30_000)), Span::ZERO), Identity::New);
    let mut whole = IdentityWindow::restore(stored[..10].iter().copied(), None);
    assert_eq!(whole.classify(&stored[20], Span::ZERO), Identity::New);
    assert_eq!(whole.classify(&known(at(-1), None, 1, at(500)), Span::ZERO), Identity::New, "nothing is older");
}

#[test]
fn a_step_of_our_own_clock_moves_what_is_forgotten() {
    let mut window = filled(3000);
    // Set back by a day: what arrives now has times before those that are forgotten, and so has the device's clock.
    let day = Span::hours(24);
    window.clock_stepped(Span::ZERO - day);
    let now = at(10) - day;
    assert_eq!(window.classify(&known(now, 1, 1, now), Span::ZERO), Identity::New);
}

#[test]
fn the_fingerprint_tells_contents_apart_and_ignores_what_is_not_content() {
    let mut sample = Sample { seq: Some(1), ..Sample::default() };
    sample.channels.set(Channel::VRaw, Measure::Finite(1.0));
    let of = |change: &dyn Fn(&mut Sample)| {
        let mut changed = sample.clone();
        change(&mut changed);
        fingerprint(&changed)
    };
    let plain = fingerprint(&sample);
    assert_eq!(plain, of(&|s| (s.net, s.ver) = (Some("4G".into()), Some("2".into()))));
    let others = [
        of(&|s| s.ts = Some(Timestamp::EPOCH)),
        of(&|s| s.seq = None),
        of(&|s| s.seq = Some(0)),
        of(&|s| s.err = 1),
        of(&|s| s.channels.set(Channel::VRaw, Measure::Missing)),
        of(&|s| s.channels.set(Channel::VRaw, Measure::NonFinite)),
        of(&|s| s.channels.set(Channel::Temp, Measure::Finite(1.0))),
        of(&|s| s.channels.set(Channel::Temp, Measure::Finite(0.0))),
    ];
    for (i, other) in others.iter().enumerate() {
        assert!(*other != plain && !others[..i].contains(other), "{i}");
    }
}

/// Feeds numbers as live readings a period apart and answers what was counted.
fn counted(gaps: &mut SeqGaps, from: i64, numbers: impl IntoIterator<Item = u16>) -> Counts {
    let mut counts = Counts::default();
    for (step, seq) in numbers.into_iter().enumerate() {
        let time = at(from + 10 * i64::try_from(step).expect("few"));
        gaps.note(seq, Timing::Live, time, &mut counts);
    }
    counts
}

#[test]
fn a_counter_that_wraps_misses_nothing() {
    let numbers = (65_000..=u16::MAX).chain(0..2000);
    assert_eq!(counted(&mut SeqGaps::new(), 0, numbers), Counts::default());
}

#[test]
fn what_is_left_out_is_missing_until_it_comes_late() {
    let mut gaps = SeqGaps::new();
    let mut counts = counted(&mut gaps, 0, [10, 11, 15, 16]);
    assert_eq!(counts, Counts { missing: 3, ..Counts::default() });
    for seq in [13, 12, 13, 11, 9] {
        gaps.note(seq, Timing::Late, at(25), &mut counts);
    }
    assert_eq!(counts, Counts { missing: 3, recovered: 2, ..Counts::default() });
}

#[test]
fn a_reboot_is_a_restart_and_not_a_gap() {
    for before in [300_u16, 5000, 40_000, 60_000, 65_000] {
        let counts = counted(&mut SeqGaps::new(), 0, (before - 10..before).chain(0..10));
        assert_eq!(counts, Counts { restarts: 1, ..Counts::default() }, "{before}");
    }
}

#[test]
fn what_was_missing_before_a_reboot_can_still_come() {
    let mut gaps = SeqGaps::new();
    let mut counts = counted(&mut gaps, 0, [4000, 4001, 4005, 0, 1, 2]);
    for (seq, seconds) in [(4002, 12), (4003, 14), (4004, 16)] {
        gaps.note(seq, Timing::Late, at(seconds), &mut counts);
    }
    assert_eq!(counts, Counts { missing: 3, recovered: 3, restarts: 1, ..Counts::default() });
}

#[test]
fn a_backlog_of_a_whole_buffer_after_a_live_reading_is_recovered() {
    let mut gaps = SeqGaps::new();
    let mut counts = counted(&mut gaps, 0, [100]);
    gaps.note(1101, Timing::Live, at(10_010), &mut counts);
    assert_eq!(counts.missing, 1000);
    for seq in 101..=1100 {
        gaps.note(seq, Timing::Late, at(10 * i64::from(seq - 100)), &mut counts);
    }
    assert_eq!((counts.missing, counts.recovered, counts.restarts), (1000, 1000, 0));
}

#[test]
fn a_reading_held_for_late_while_its_clock_was_set_is_not_missing() {
    let mut gaps = SeqGaps::new();
    let mut counts = counted(&mut gaps, 0, [100, 101]);
    gaps.note(102, Timing::Late, at(-900), &mut counts);
    gaps.note(103, Timing::Live, at(30), &mut counts);
    assert_eq!(counts, Counts::default());
}

#[test]
fn a_loss_of_days_is_not_taken_for_a_reboot() {
    let mut gaps = SeqGaps::new();
    let mut counts = counted(&mut gaps, 0, [100]);
    gaps.note(40_101, Timing::Late, at(400_010), &mut counts);
    assert_eq!(counts, Counts { missing: 40_000, ..Counts::default() });
}

#[test]
fn a_loss_across_the_wrap_is_not_taken_for_a_reboot() {
    let mut gaps = SeqGaps::new();
    let mut counts = counted(&mut gaps, 0, [65_484]);
    gaps.note(0, Timing::Live, at(520), &mut counts);
    assert_eq!(counts, Counts { missing: 51, ..Counts::default() });
}

#[test]
fn a_weekend_without_power_is_a_restart_and_not_a_loss() {
    for before in [5000, 60_000] {
        let mut gaps = SeqGaps::new();
        let mut counts = counted(&mut gaps, 0, [before]);
        gaps.note(1, Timing::Live, at(60 * 3600), &mut counts);
        assert_eq!(counts, Counts { restarts: 1, ..Counts::default() }, "{before}");
    }
}

#[test]
fn a_counter_that_never_moves_counts_nothing() {
    assert_eq!(counted(&mut SeqGaps::new(), 0, [0; 100]), Counts::default());
}

#[test]
fn what_was_counted_survives_a_restart() {
    let mut gaps = SeqGaps::new();
    counted(&mut gaps, 0, [10, 12]);
    let kept = serde_json::to_string(&gaps).expect("it serialises");
    let mut gaps: SeqGaps = serde_json::from_str(&kept).expect("it reads its own");
    let mut counts = Counts::default();
    gaps.note(11, Timing::Late, at(5), &mut counts);
    assert_eq!(counts, Counts { recovered: 1, ..Counts::default() });
}
