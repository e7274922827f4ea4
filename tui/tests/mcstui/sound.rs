//! What the room hears, and when.

use crossterm::event::KeyCode;
use mcs_core::{
    alarm::{Condition, LifeState, Occurrence, Priority, SystemCause},
    live::PointLive,
    sensor::SensorType,
    time::Span,
};
use mcstui::action::{Action, Sound};

use super::plant::{Hand, alarm, point, quiet, sn, system};

const SIZE: (u16, u16) = (80, 24);

fn sounds(actions: &[Action]) -> Vec<Sound> {
    actions.iter().filter_map(|action| if let Action::Sound(sound) = action { Some(*sound) } else { None }).collect()
}

/// What is heard within so many seconds of a quarter each: second, rings, why.
fn heard(hand: &mut Hand, seconds: i64) -> Vec<(f64, u8, &'static str)> {
    let mut heard = Vec::new();
    for quarter in 1..=seconds * 4 {
        let actions = hand.wait(Span::millis(250));
        // A daemon that lives says so.
        if quarter % 4 == 0 {
            hand.heartbeat();
        }
        let second = quarter as f64 / 4.0;
        heard.extend(sounds(&actions).iter().map(|sound| (second, sound.rings, sound.why)));
    }
    heard
}

fn temperature() -> Vec<PointLive> {
    let mut points = quiet();
    points.push(point(
        "T001",
        SensorType::ALL.into_iter().find(|sensor| !sensor.is_gas()).expect("one that measures no gas"),
        20.0,
    ));
    points
}

/// What one alarm sounds like in the first half minute, from its raise.
fn of(alarm: Occurrence) -> Vec<(f64, u8, &'static str)> {
    let mut hand = Hand::watching(SIZE, temperature(), Vec::new());
    let at_once = sounds(&hand.delta(Vec::new(), vec![alarm]));
    let mut all: Vec<_> = at_once.iter().map(|sound| (0.0, sound.rings, sound.why)).collect();
    all.extend(heard(&mut hand, 31));
    all
}

fn every(seconds: i64, rings: u8, why: &'static str) -> Vec<(f64, u8, &'static str)> {
    (0..=31 / seconds).map(|n| ((n * seconds) as f64, rings, why)).collect()
}

#[test]
fn each_state_sounds_as_it_should() {
    use LifeState::{AckedActive, LatchedAcked, LatchedUnack, UnackActive, UnackReturned};
    use Priority::{Critical, High, Low, Medium};
    let gas = |priority, state| of(alarm(7, Condition::High, priority, state));
    let fault = |priority, state| of(alarm(7, Condition::Fault, priority, state));
    for state in [UnackActive, LatchedUnack] {
        assert_eq!(gas(Critical, state), every(2, 3, "critical"), "{state:?}");
        assert_eq!(fault(Critical, state), every(2, 3, "critical"), "{state:?}");
        assert_eq!(gas(High, state), every(5, 2, "gas"), "{state:?}");
        assert_eq!(fault(High, state), every(15, 1, "high"), "{state:?}");
        assert_eq!(gas(Medium, state), [(0.0, 1, "medium")], "{state:?}");
        assert_eq!(gas(Low, state), [], "{state:?}");
    }
    for priority in [Critical, High, Medium] {
        assert_eq!(gas(priority, UnackReturned), [], "found in a back-fill: {priority:?}");
        let mut hand = Hand::watching(SIZE, quiet(), Vec::new());
        hand.delta(Vec::new(), vec![alarm(7, Condition::High, priority, UnackActive)]);
        assert_eq!(sounds(&hand.delta(Vec::new(), vec![alarm(7, Condition::High, priority, UnackReturned)])), []);
        let reminded: &[_] = if priority == Medium { &[] } else { &[(30.0, 1, "returned"), (60.0, 1, "returned")] };
        assert_eq!(heard(&mut hand, 61), reminded, "{priority:?}");
    }
    for state in [AckedActive, LatchedAcked] {
        assert_eq!(gas(Critical, state), [], "{state:?}");
    }
}

#[test]
fn what_measures_no_gas_what_is_masked_and_what_is_a_drill() {
    let of_point = |name: &str| Occurrence {
        sn: Some(sn(name)),
        ..alarm(7, Condition::High, Priority::High, LifeState::UnackActive)
    };
    assert_eq!(of(of_point("T001"))[0], (0.0, 1, "high"));
    let hidden = Occurrence { masked: Some("shelved".into()), ..of_point("A003") };
    assert_eq!(of(hidden), []);
    let drill = Occurrence { drill: true, ..of_point("A003") };
    assert_eq!(of(drill)[0], (0.0, 2, "drill"));
    assert_eq!(of(system(9, SystemCause::DiskLow))[0], (0.0, 1, "high"));
}

#[test]
fn in_a_flood_one_pattern_is_heard_and_it_is_the_worst() {
    let mut hand = Hand::watching(SIZE, quiet(), Vec::new());
    let many = (1..40).map(|id| alarm(id, Condition::High, Priority::High, LifeState::UnackActive)).collect();
    hand.delta(Vec::new(), many);
    let critical = alarm(50, Condition::HighHigh, Priority::Critical, LifeState::UnackActive);
    hand.wait(Span::millis(100));
    assert_eq!(sounds(&hand.delta(Vec::new(), vec![critical.clone()])), [], "what rings is let ring to its end");
    assert_eq!(heard(&mut hand, 5), [(1.0, 3, "critical"), (3.0, 3, "critical"), (5.0, 3, "critical")]);
    let acked = Occurrence { state: LifeState::AckedActive, ..critical };
    hand.delta(Vec::new(), vec![acked]);
    assert_eq!(heard(&mut hand, 6), [(5.0, 2, "gas")], "the less urgent one goes on in its own time");
}

#[test]
fn acknowledging_ends_it_and_a_new_alarm_is_heard_at_once() {
    let mut hand = Hand::watching(SIZE, quiet(), Vec::new());
    let a1 = |id, state| alarm(id, Condition::High, Priority::High, state);
    hand.delta(Vec::new(), vec![a1(7, LifeState::UnackActive)]);
    hand.delta(Vec::new(), vec![a1(7, LifeState::AckedActive)]);
    assert_eq!(heard(&mut hand, 20), []);
    assert_eq!(sounds(&hand.delta(Vec::new(), vec![a1(8, LifeState::UnackActive)])), [Sound { rings: 2, why: "gas" }]);
    heard(&mut hand, 2);
    let again = hand.delta(Vec::new(), vec![a1(9, LifeState::UnackActive)]);
    assert_eq!(sounds(&again), [Sound { rings: 2, why: "gas" }], "not only when its pattern comes round");
}

#[test]
fn silence_holds_until_its_end_and_then_what_stands_is_heard() {
    let critical = alarm(7, Condition::HighHigh, Priority::Critical, LifeState::UnackActive);
    let mut hand = Hand::watching(SIZE, quiet(), vec![critical]);
    hand.state.plant.silent_until = Some(hand.state.clock.time() + Span::secs(10));
    assert_eq!(heard(&mut hand, 9), []);
    assert_eq!(heard(&mut hand, 4), [(1.0, 3, "critical"), (3.0, 3, "critical")]);
}

#[test]
fn a_lost_daemon_sounds_until_it_is_back_or_somebody_hushes_it_here() {
    let mut hand = Hand::watching(SIZE, quiet(), Vec::new());
    assert_eq!(sounds(&hand.lose()), [Sound::LOST]);
    let mut rings = 0;
    for _ in 0..20 {
        rings += sounds(&hand.wait(Span::millis(500))).len();
    }
    assert_eq!(rings, 5);
    assert_eq!(hand.key(KeyCode::Char('S')), [], "there is no daemon to ask for silence");
    for _ in 0..200 {
        assert_eq!(sounds(&hand.wait(Span::secs(1))), []);
    }
    for _ in 0..101 {
        rings += sounds(&hand.wait(Span::secs(1))).len();
    }
    assert!(rings > 5, "five minutes are over");
    hand.snapshot(quiet(), Vec::new());
    assert_eq!(heard(&mut hand, 10), []);
}

#[test]
fn a_daemon_that_was_never_there_is_no_loss() {
    let mut hand = Hand::new(SIZE);
    assert_eq!(sounds(&hand.lose()), []);
}

#[test]
fn the_program_wakes_for_the_next_ring() {
    let mut hand = Hand::watching(SIZE, quiet(), Vec::new());
    hand.wait(Span::millis(130));
    hand.delta(Vec::new(), vec![alarm(7, Condition::High, Priority::High, LifeState::UnackActive)]);
    let mut rung = 0;
    for _ in 0..100 {
        let step = hand.state.until_tick();
        assert!(step > Span::ZERO || !sounds(&hand.wait(Span::ZERO)).is_empty());
        rung += sounds(&hand.wait(step)).len();
        hand.heartbeat();
    }
    assert!(rung >= 4, "{rung}");
}

#[test]
fn the_sound_can_be_tested_but_not_stacked() {
    let mut hand = Hand::watching(SIZE, quiet(), Vec::new());
    assert_eq!(sounds(&hand.key(KeyCode::Char('t'))), [Sound { rings: 3, why: "test" }]);
    assert_eq!(hand.key(KeyCode::Char('t')), []);
}
