//! Who would be told what, when, and why not.

use jiff::civil::time;
use mcs_core::{
    alarm::{Notice, Priority, TransitionKind, Withheld},
    notice::{Book, Desk, ItemKind, Misfit, Outcome, RouteTried, Schedule, ScheduleSays, SimulatedStep, Simulation},
    time::Span,
};

use crate::stage::{Alarm, Stage, book, name, route, utc};

const NOW: &str = "2026-11-20T19:00:00Z";

fn simulate(book: &Book, alarm: Alarm, notice: Notice) -> Simulation {
    let (mut stage, mut alarm) = (Stage::at(book.clone(), NOW), alarm);
    let owed = stage.owed(&mut alarm, TransitionKind::Raise, notice);
    Desk::simulate(book, &owed, utc(NOW))
}

fn step(after_min: i64, kind: ItemKind, groups: &[&str]) -> SimulatedStep {
    let groups = groups.iter().map(|group| name(group)).collect();
    SimulatedStep { at: utc(NOW) + Span::mins(after_min), kind, groups }
}

#[test]
fn a_critical_alarm_nobody_acknowledges_is_played_to_the_end() {
    let mut book = book(&["g1", "g2", "g3"]);
    book.routes.insert(0, route("first", &["g3"]));
    book.routes[0].order = 0;
    book.routes[0].priorities = vec![Priority::Low];
    book.channels.remove(1);
    let simulation = simulate(&book, Alarm::critical(), Notice::Announce);
    assert_eq!(
        simulation,
        Simulation {
            outcome: Outcome::Told { groups: vec![name("g1")] },
            schedule: ScheduleSays::None,
            routes: vec![
                RouteTried { name: name("first"), why_not: Some(Misfit::Priority) },
                RouteTried { name: name("all"), why_not: None },
            ],
            everybody: false,
            unreachable: vec![name("g2")],
            steps: vec![
                step(0, ItemKind::Raise, &["g1"]),
                step(3, ItemKind::Escalate, &["g3"]),
                step(5, ItemKind::Repeat, &["g1", "g3"]),
                step(10, ItemKind::Repeat, &["g1", "g3"]),
            ],
            repeats_every: Some(Span::mins(5)),
            nobody_answered: Some(utc(NOW) + Span::mins(10)),
        }
    );
}

#[test]
fn a_low_alarm_is_told_once_and_outside_the_schedule_in_a_summary() {
    let mut book = book(&["g1"]);
    let simulation = simulate(&book, Alarm::low(), Notice::Announce);
    assert_eq!(simulation.steps, [step(0, ItemKind::Raise, &["g1"])]);
    assert_eq!((simulation.repeats_every, simulation.nobody_answered), (None, None));
    book.policy.schedule = Some(Schedule { days: [true; 7], start: time(8, 0, 0, 0), end: time(17, 0, 0, 0) });
    let simulation = simulate(&book, Alarm::low(), Notice::Announce);
    let until = utc("2026-11-21T00:00:00Z");
    assert_eq!(simulation.schedule, ScheduleSays::Held { until });
    assert_eq!(simulation.outcome, Outcome::Held { until });
    assert_eq!(simulation.steps, [step(5 * 60, ItemKind::Summary, &["g1"])]);
    assert_eq!(simulate(&book, Alarm::high(), Notice::Announce).schedule, ScheduleSays::Ignored);
    book.policy.schedule = Some(Schedule { days: [true; 7], start: time(0, 0, 0, 0), end: time(0, 0, 0, 0) });
    assert_eq!(simulate(&book, Alarm::low(), Notice::Announce).schedule, ScheduleSays::Open);
}

#[test]
fn everybody_is_told_where_no_route_fits_and_nobody_where_there_is_none() {
    let mut book = book(&["g1", "g2"]);
    for (misfit, route) in [
        (Misfit::Area, route("a", &["g1"])),
        (Misfit::Sensor, route("b", &["g1"])),
        (Misfit::Condition, route("c", &["g1"])),
    ] {
        book.routes = vec![route];
        match misfit {
            Misfit::Area => book.routes[0].areas = vec![name("east")],
            Misfit::Sensor => book.routes[0].sensors = vec![mcs_core::sensor::SensorType::O2],
            Misfit::Condition | Misfit::Priority => book.routes[0].conditions = vec![mcs_core::alarm::Condition::Low],
        }
        let simulation = simulate(&book, Alarm::critical(), Notice::Announce);
        assert_eq!(simulation.routes[0].why_not, Some(misfit));
        assert!(simulation.everybody && !misfit.as_str().is_empty());
        assert_eq!(simulation.steps[0], step(0, ItemKind::Raise, &["g1", "g2"]));
        assert_eq!(simulation.unreachable, []);
    }
    book.channels.clear();
    let simulation = simulate(&book, Alarm::critical(), Notice::Announce);
    assert_eq!(simulation.outcome, Outcome::Nobody);
    assert_eq!((simulation.everybody, simulation.steps), (false, vec![]));
}

#[test]
fn what_is_told_once_is_not_repeated_however_urgent_it_is() {
    let simulation = simulate(&book(&["g1"]), Alarm::critical(), Notice::Once);
    assert_eq!(simulation.steps, [step(0, ItemKind::Once, &["g1"])]);
    assert_eq!((simulation.repeats_every, simulation.nobody_answered), (None, None));
}

#[test]
fn what_is_held_while_nobody_can_be_reached_is_not_what_nobody_answers() {
    let mut book = book(&["g1"]);
    book.channels.clear();
    book.policy.schedule = Some(Schedule { days: [true; 7], start: time(8, 0, 0, 0), end: time(17, 0, 0, 0) });
    let simulation = simulate(&book, Alarm::low(), Notice::Announce);
    assert_eq!(simulation.outcome, Outcome::Held { until: utc("2026-11-21T00:00:00Z") });
    assert_eq!((simulation.steps, simulation.nobody_answered), (vec![], None));
    assert_eq!(simulation.unreachable, [name("g1")]);
}

#[test]
fn a_masked_alarm_is_told_to_nobody() {
    let book = book(&["g1"]);
    let why = Withheld::Inhibited;
    let simulation = simulate(&book, Alarm::critical(), Notice::Withheld(why));
    assert_eq!((simulation.outcome, simulation.steps), (Outcome::Withheld { why }, vec![]));
}
