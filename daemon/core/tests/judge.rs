//! The judge of one condition, row by row of its table.

use mcs_core::{
    alarm::{
        Deadline,
        judge::{Delays, Edge, Evidence, Judge, OffDelay},
    },
    time::{Monotonic, Now, Span, Timestamp},
};

fn at(second: i64) -> Now {
    Now { utc: Timestamp::EPOCH + Span::secs(second), mono: Monotonic::from_micros(second * 1_000_000) }
}

const ON_30_OFF_30: Delays = Delays { on: Span::secs(30), off: OffDelay::Span(Span::secs(30)) };

fn pending() -> Judge {
    Judge::Pending(Deadline::after(at(100).utc, Span::secs(30), at(100)))
}

fn clearing() -> Judge {
    Judge::Clearing { since: at(100).utc, readings: 1 }
}

fn hear(judge: Judge, evidence: Evidence, second: i64, delays: Delays) -> (Judge, Option<Edge>) {
    judge.hear(evidence, at(second).utc, delays, at(second))
}

#[test]
fn the_judge_follows_its_table() {
    use Evidence::{Between, Clear, Over, Unknown};
    let counting = Judge::Pending(Deadline::after(at(110).utc, Span::secs(30), at(110)));
    let leaving = Judge::Clearing { since: at(110).utc, readings: 1 };
    let longer = Judge::Clearing { since: at(100).utc, readings: 2 };
    for (judge, evidence, next) in [
        (Judge::Clear, Over, counting),
        (Judge::Clear, Between, Judge::Clear),
        (Judge::Clear, Clear, Judge::Clear),
        (Judge::Clear, Unknown, Judge::Clear),
        (pending(), Over, pending()),
        (pending(), Between, pending()),
        (pending(), Clear, Judge::Clear),
        (pending(), Unknown, pending()),
        (Judge::Present, Over, Judge::Present),
        (Judge::Present, Between, Judge::Present),
        (Judge::Present, Clear, leaving),
        (Judge::Present, Unknown, Judge::Present),
        (clearing(), Over, Judge::Present),
        (clearing(), Between, Judge::Present),
        (clearing(), Clear, longer),
        (clearing(), Unknown, Judge::Present),
    ] {
        assert_eq!(hear(judge, evidence, 110, ON_30_OFF_30), (next, None), "{judge:?} {evidence:?}");
    }
}

#[test]
fn without_delays_the_judge_turns_at_once() {
    assert_eq!(hear(Judge::Clear, Evidence::Over, 110, Delays::NONE), (Judge::Present, Some(Edge::Raise)));
    assert_eq!(hear(Judge::Present, Evidence::Clear, 110, Delays::NONE), (Judge::Clear, Some(Edge::Return)));
}

#[test]
fn an_off_delay_ends_with_a_clear_reading_at_its_end() {
    assert_eq!(hear(clearing(), Evidence::Clear, 129, ON_30_OFF_30).1, None);
    assert_eq!(hear(clearing(), Evidence::Clear, 130, ON_30_OFF_30), (Judge::Clear, Some(Edge::Return)));
}

#[test]
fn an_off_delay_in_readings_counts_them() {
    let three = Delays { on: Span::ZERO, off: OffDelay::Readings(3) };
    let (judge, edge) = hear(Judge::Present, Evidence::Clear, 100, three);
    assert_eq!((judge, edge), (clearing(), None));
    let (judge, edge) = hear(judge, Evidence::Clear, 1000, three);
    assert_eq!(edge, None);
    assert_eq!(hear(judge, Evidence::Clear, 1001, three), (Judge::Clear, Some(Edge::Return)));
}

#[test]
fn an_on_delay_raises_when_it_is_due_and_not_before() {
    assert_eq!(pending().wait(at(129).mono), (pending(), None));
    assert_eq!(pending().wait(at(130).mono), (Judge::Present, Some(Edge::Raise)));
    for judge in [Judge::Clear, Judge::Present, clearing()] {
        assert_eq!(judge.wait(at(1000).mono), (judge, None));
    }
}

#[test]
fn a_reading_that_comes_after_its_own_on_delay_raises_at_once() {
    let now = at(140);
    let (judge, edge) = Judge::Clear.hear(Evidence::Over, at(110).utc, ON_30_OFF_30, now);
    assert_eq!((judge, edge), (Judge::Present, Some(Edge::Raise)));
    let (judge, edge) = Judge::Clear.hear(Evidence::Over, at(111).utc, ON_30_OFF_30, now);
    assert!(edge.is_none() && judge.deadline().is_some_and(|deadline| deadline.mono() == at(141).mono));
}

#[test]
fn an_alarm_holds_from_its_raise_to_its_return() {
    assert_eq!([Judge::Clear, pending(), Judge::Present, clearing()].map(Judge::holds), [false, false, true, true]);
    assert_eq!(pending().deadline().map(|deadline| deadline.due), Some(at(130).utc));
    assert_eq!([Judge::Clear, Judge::Present, clearing()].map(Judge::deadline), [None; 3]);
}

#[test]
fn a_restart_places_the_rest_of_an_on_delay_on_the_new_clock() {
    let restarted = Now { utc: at(120).utc, mono: Monotonic::from_micros(0) };
    let resumed = pending().resume(restarted);
    assert_eq!(resumed.wait(at(9).mono).1, None);
    assert_eq!(resumed.wait(at(10).mono).1, Some(Edge::Raise));
    assert_eq!(clearing().resume(restarted), clearing());
}

#[test]
fn a_step_of_the_wall_clock_moves_what_is_remembered() {
    let hour = Span::hours(1);
    assert_eq!(clearing().shifted(hour), Judge::Clearing { since: at(3700).utc, readings: 1 });
    let moved = pending().shifted(hour);
    assert_eq!(moved.deadline().map(|deadline| deadline.due), Some(at(3730).utc));
    assert_eq!(moved.wait(at(130).mono).1, Some(Edge::Raise), "the monotonic clock did not move");
    assert_eq!([Judge::Clear, Judge::Present].map(|judge| judge.shifted(hour)), [Judge::Clear, Judge::Present]);
}

#[test]
fn a_doubtful_reading_may_raise_but_says_nothing_when_it_is_clear() {
    assert_eq!(
        Evidence::ALL.map(Evidence::raise_only),
        [Evidence::Over, Evidence::Between, Evidence::Unknown, Evidence::Unknown]
    );
}

#[test]
fn without_delays_evidence_decides_and_within_the_deadband_it_stays_what_it_was() {
    for judge in [Judge::Clear, pending(), Judge::Present, clearing()] {
        let decided = Evidence::ALL.map(|evidence| judge.decide(evidence));
        assert_eq!(decided, [Some(true), Some(judge.holds()), Some(false), None], "{judge:?}");
    }
}
