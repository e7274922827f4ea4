use proptest::prelude::*;

use super::*;

const NIGHTLY: When = When::Daily { hour: 2, minute: 0 };

fn tz() -> TimeZone {
    TimeZone::get("Asia/Shanghai").expect("a known zone")
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(&format!("{text}+08:00")).expect("a time")
}

/// Two clocks that can be moved on together, or one of them set.
#[derive(Clone, Copy)]
struct Clocks(Now);

impl Clocks {
    fn at(text: &str) -> Self {
        Self(Now { utc: at(text), mono: Monotonic::from_micros(0) })
    }
    fn go(&mut self, span: Span) -> Now {
        self.0 = Now { utc: self.0.utc + span, mono: self.0.mono + span };
        self.0
    }
    fn set(&mut self, text: &str) -> Now {
        self.0.utc = at(text);
        self.0
    }
}

fn run(id: u64, due: &str, outcome: Option<JobOutcome>) -> JobRun {
    JobRun {
        id,
        job: "archive".into(),
        due: Some(at(due)),
        by: None,
        started: at(due),
        ended: None,
        outcome,
        detail: None,
    }
}

fn recalled(runs: &[JobRun], clocks: Clocks) -> Agenda {
    Agenda::from_record(NIGHTLY, runs, at("2026-11-01T12:00:00"), clocks.0, clocks.0.mono + Span::mins(1))
}

#[test]
fn what_was_missed_is_caught_up_once_a_minute_after_the_start() {
    let mut clocks = Clocks::at("2026-11-21T11:00:00");
    let mut agenda = recalled(&[run(9, "2026-11-18T02:00:00", Some(JobOutcome::Done))], clocks);
    assert_eq!(agenda.due(clocks.go(Span::secs(59)), &tz()), None);
    assert_eq!(agenda.next(clocks.0, &tz()), at("2026-11-21T11:01:00"));
    let now = clocks.go(Span::secs(1));
    let due = agenda.due(now, &tz()).expect("three nights were missed");
    assert_eq!(due, at("2026-11-21T02:00:00"), "one run for all of them");
    agenda.take_up(due, now);
    agenda.ended(true, now);
    assert_eq!(agenda.due(clocks.go(Span::hours(1)), &tz()), None);
    assert_eq!(agenda.next(clocks.0, &tz()), at("2026-11-22T02:00:00"));
}

#[test]
fn a_new_site_has_missed_nothing_and_one_that_was_never_up_at_night_has() {
    let mut clocks = Clocks::at("2026-11-01T12:00:01");
    assert_eq!(recalled(&[], clocks).due(clocks.go(Span::hours(1)), &tz()), None);
    let mut clocks = Clocks::at("2026-11-03T12:00:00");
    let due = recalled(&[], clocks).due(clocks.go(Span::hours(1)), &tz());
    assert_eq!(due, Some(at("2026-11-03T02:00:00")));
}

#[test]
fn a_failure_is_tried_again_with_growing_pauses_for_a_day() {
    let mut clocks = Clocks::at("2026-11-21T01:00:00");
    let mut agenda = recalled(&[run(9, "2026-11-20T02:00:00", Some(JobOutcome::Done))], clocks);
    let due = at("2026-11-21T02:00:00");
    let mut tried = Vec::new();
    while clocks.0.utc < at("2026-11-22T01:59:00") {
        let now = clocks.go(Span::secs(30));
        if let Some(found) = agenda.due(now, &tz()) {
            assert_eq!(found, due);
            agenda.take_up(found, now);
            agenda.ended(false, now);
            tried.push((now.utc - due).as_micros() / 60_000_000);
        }
    }
    assert_eq!(tried[..8], [0, 1, 3, 7, 15, 31, 63, 123], "{tried:?}");
    assert!((28..=32).contains(&tried.len()), "{tried:?}");
    let next = agenda.due(clocks.go(Span::mins(2)), &tz());
    assert_eq!(next, Some(at("2026-11-22T02:00:00")), "the next night begins anew");
}

#[test]
fn what_was_cut_off_runs_again_after_the_start_and_not_in_a_hurry_if_it_was_often() {
    let mut clocks = Clocks::at("2026-11-21T02:00:10");
    let cut = |id| run(id, "2026-11-21T02:00:00", Some(JobOutcome::CutOff));
    let mut agenda = recalled(&[cut(9)], clocks);
    assert_eq!(agenda.due(clocks.go(Span::mins(1)), &tz()), Some(at("2026-11-21T02:00:00")));

    let mut clocks = Clocks::at("2026-11-21T02:00:10");
    let mut agenda = recalled(&[cut(9), cut(8), cut(7), cut(6)], clocks);
    assert_eq!(agenda.due(clocks.go(Span::mins(7)), &tz()), None);
    assert_eq!(agenda.due(clocks.go(Span::mins(1)), &tz()), Some(at("2026-11-21T02:00:00")));
}

#[test]
fn a_success_somebody_asked_for_ends_the_trying() {
    let mut clocks = Clocks::at("2026-11-21T03:00:00");
    let asked = JobRun { due: None, by: Some("wang".into()), ..run(10, "2026-11-21T02:30:00", Some(JobOutcome::Done)) };
    let failed = run(9, "2026-11-21T02:00:00", Some(JobOutcome::Failed));
    let mut agenda = recalled(&[asked, failed], clocks);
    assert_eq!(agenda.due(clocks.go(Span::hours(2)), &tz()), None);
}

#[test]
fn a_step_back_does_not_run_it_twice() {
    let mut clocks = Clocks::at("2026-11-21T01:59:00");
    let mut agenda = recalled(&[run(9, "2026-11-20T02:00:00", Some(JobOutcome::Done))], clocks);
    let now = clocks.go(Span::mins(1));
    let due = agenda.due(now, &tz()).expect("it is two o'clock");
    agenda.take_up(due, now);
    agenda.ended(true, now);
    clocks.set("2026-11-21T01:30:00");
    assert_eq!(agenda.due(clocks.go(Span::hours(1)), &tz()), None);
    assert_eq!(agenda.next(clocks.0, &tz()), at("2026-11-22T02:00:00"));
}

#[test]
fn a_clock_that_was_years_ahead_does_not_silence_a_job_for_years() {
    let mut clocks = Clocks::at("2026-11-21T01:00:00");
    let mut agenda = recalled(&[run(9, "2026-11-20T02:00:00", Some(JobOutcome::Done))], clocks);
    clocks.set("2099-01-01T12:00:00");
    let now = clocks.go(Span::mins(1));
    let due = agenda.due(now, &tz()).expect("a night has passed, as far as anybody can tell");
    agenda.take_up(due, now);
    agenda.ended(true, now);
    assert_eq!(agenda.due(clocks.set("2026-11-21T01:10:00"), &tz()), None);
    assert_eq!(agenda.due(clocks.go(Span::hours(1)), &tz()), Some(at("2026-11-21T02:00:00")));
}

#[test]
fn a_machine_that_starts_in_1970_runs_nothing_twice_once_it_knows_the_time() {
    let mut clocks = Clocks::at("1970-01-01T12:00:00");
    let mut agenda = recalled(&[run(9, "2026-11-21T02:00:00", Some(JobOutcome::Done))], clocks);
    assert_eq!(agenda.due(clocks.go(Span::mins(2)), &tz()), None);
    assert_eq!(agenda.due(clocks.set("2026-11-21T11:00:00"), &tz()), None);
    assert_eq!(agenda.next(clocks.0, &tz()), at("2026-11-22T02:00:00"));
}

proptest! {
    /// Whatever the steps of the clock: a due moment that has been taken up and done is not taken up again while steps back are
    /// shorter than a day, and one that has passed does not wait.
    #[test]
    fn every_night_is_run_once(steps in prop::collection::vec((0_i64..40, -20_i64..20), 1..60)) {
        let mut clocks = Clocks::at("2026-11-21T12:00:00");
        let mut agenda = recalled(&[run(9, "2026-11-21T02:00:00", Some(JobOutcome::Done))], clocks);
        clocks.go(Span::mins(1));
        let mut done = vec![at("2026-11-21T02:00:00")];
        let mut latest = clocks.0.utc;
        for (hours, step) in steps {
            let mut now = clocks.go(Span::hours(hours));
            // A clock is at most a day behind what it has shown.
            now.utc = (now.utc + Span::hours(step)).max(latest - Span::hours(23));
            clocks.0 = now;
            latest = latest.max(now.utc);
            if let Some(due) = agenda.due(now, &tz()) {
                prop_assert!(done.iter().all(|earlier| *earlier < due), "{due} again");
                agenda.take_up(due, now);
                agenda.ended(true, now);
                done.push(due);
            }
            let newest = NIGHTLY.last_until(now.utc, &tz());
            prop_assert!(done.iter().any(|due| *due >= newest), "{newest} has not run");
        }
    }
}
