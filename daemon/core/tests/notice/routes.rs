//! Who is told of what.

use mcs_core::{
    alarm::{Condition, Priority},
    notice::{Book, Outcome},
    sensor::SensorType,
};

use crate::stage::{Alarm, Stage, book, name, route};

fn told(book: Book, alarm: Alarm) -> Vec<String> {
    let (mut stage, mut alarm) = (Stage::at(book, "2026-11-20T04:00:00Z"), alarm);
    let event = stage.raise(&mut alarm);
    match stage.outcome(event) {
        Some(Outcome::Told { groups }) => groups.iter().map(ToString::to_string).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn of_the_routes_that_fit_the_first_by_order_holds() {
    let mut book = book(&["a", "b", "c"]);
    book.routes = vec![route("late", &["a"]), route("early", &["b"]), route("also-early", &["c"])];
    book.routes[0].order = 2;
    assert_eq!(told(book, Alarm::low()), ["c"], "of the same order the first by name");
}

#[test]
fn a_route_fits_by_priority_area_sensor_and_condition() {
    let narrow = |change: fn(&mut mcs_core::notice::Route)| {
        let mut book = book(&["a", "b"]);
        book.routes = vec![route("narrow", &["b"]), route("wide", &["a"])];
        book.routes[1].order = 9;
        change(&mut book.routes[0]);
        let mut alarm = Alarm::high();
        alarm.area = Some(name("east"));
        told(book, alarm)
    };
    assert_eq!(narrow(|route| route.priorities = vec![Priority::Critical]), ["a"]);
    assert_eq!(narrow(|route| route.priorities = vec![Priority::High]), ["b"]);
    assert_eq!(narrow(|route| route.areas = vec![name("west")]), ["a"]);
    assert_eq!(narrow(|route| route.areas = vec![name("west"), name("east")]), ["b"]);
    assert_eq!(narrow(|route| route.sensors = vec![SensorType::O2]), ["a"]);
    assert_eq!(narrow(|route| route.sensors = vec![SensorType::EX]), ["b"]);
    assert_eq!(narrow(|route| route.conditions = vec![Condition::Low]), ["a"]);
    assert_eq!(narrow(|route| route.conditions = vec![Condition::High]), ["b"]);
}

#[test]
fn a_route_of_some_areas_or_sensors_is_not_for_the_system() {
    let mut book = book(&["a", "b"]);
    book.routes = vec![route("east", &["b"]), route("wide", &["a"])];
    book.routes[0].areas = vec![name("east")];
    book.routes[1].order = 9;
    let mut system = Alarm::of(0, Condition::System, Priority::High);
    (system.sn, system.sensor) = (None, None);
    assert_eq!(told(book.clone(), system.clone()), ["a"]);
    book.routes[0].areas.clear();
    book.routes[0].sensors = vec![SensorType::EX];
    assert_eq!(told(book, system), ["a"]);
}

#[test]
fn an_alarm_no_route_fits_is_told_to_everybody() {
    let mut book = book(&["a", "b", "c"]);
    book.routes[0].priorities = vec![Priority::Low];
    book.channels.remove(1);
    assert_eq!(told(book.clone(), Alarm::high()), ["a", "c"]);
    book.routes.clear();
    assert_eq!(told(book, Alarm::high()), ["a", "c"]);
}

#[test]
fn a_route_whose_groups_cannot_be_reached_leaves_nobody_in_the_dark() {
    let mut book = book(&["a", "b", "c"]);
    book.routes = vec![route("gone", &["b", "nobody"])];
    book.channels.remove(1);
    assert_eq!(told(book, Alarm::high()), ["a", "c"]);
}

#[test]
fn a_group_that_cannot_be_reached_or_is_named_twice_is_passed_over() {
    let mut book = book(&["a", "b", "c"]);
    book.routes = vec![route("all", &["a", "b", "b", "b", "c"])];
    book.channels.remove(0);
    let mut stage = Stage::at(book, "2026-11-20T04:00:00Z");
    stage.raise(&mut Alarm::critical());
    stage.until("12:04:00");
    assert_eq!(stage.said(), ["12:00:00 b raise", "12:03:00 c escalate"]);
}
