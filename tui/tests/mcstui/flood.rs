//! A flood of alarms: when there is one, and how the list folds.

use mcs_core::{
    alarm::{Condition, LifeState, Occurrence, Priority},
    id::{OccurrenceId, ShortName},
    time::{Span, Timestamp},
};
use mcstui::state::flood::{Flood, Group, Row, rows};

use crossterm::event::KeyCode;
use mcstui::action::Action;

use super::{
    plant::{Hand, TEN, alarm, quiet},
    screens::at_every_size,
};

/// An unacknowledged alarm of a zone, raised so many seconds ago.
fn of_zone(id: u64, zone: &str, ago: i64) -> Occurrence {
    Occurrence {
        zone: ShortName::new(zone).ok(),
        raised: TEN - Span::secs(ago),
        ..alarm(id, Condition::High, Priority::High, LifeState::UnackActive)
    }
}

fn zone(alarm: &Occurrence) -> Option<Group> {
    alarm.zone.clone().map(Group::Zone)
}

fn hear(flood: &mut Flood, alarms: &[Occurrence], now: Timestamp) {
    flood.hear(alarms.iter(), now);
}

#[test]
fn a_flood_is_more_than_ten_in_ten_minutes_until_fewer_than_five() {
    let mut flood = Flood::default();
    let ten: Vec<_> = (0..10).map(|id| of_zone(id, "Z1", 60 * i64::try_from(id % 5).unwrap_or(0))).collect();
    hear(&mut flood, &ten, TEN);
    assert!(!flood.on());
    hear(&mut flood, &[of_zone(10, "Z1", 0)], TEN);
    assert!(flood.on(), "the eleventh");
    // Acknowledged and gone or not: what disturbed people within ten minutes counts.
    hear(&mut flood, &[], TEN + Span::mins(7));
    assert!(flood.on(), "five are left");
    assert!(flood.tick(TEN + Span::mins(9)), "three are left");
    assert!(!flood.on());
}

#[test]
fn what_is_masked_disturbs_nobody() {
    let mut flood = Flood::default();
    let masked: Vec<_> =
        (0..30).map(|id| Occurrence { masked: Some("shelved".into()), ..of_zone(id, "Z1", 0) }).collect();
    hear(&mut flood, &masked, TEN);
    assert!(!flood.on());
}

/// Twelve alarms of two zones, a critical one, the first of its zone, one of no zone, and one alone in its zone.
fn flooded() -> (Flood, Vec<Occurrence>) {
    let mut list: Vec<_> = (0..12).map(|id| of_zone(id, if id % 3 == 0 { "Z2" } else { "Z1" }, 0)).collect();
    list[1].priority = Priority::Critical;
    list[2].first_out = true;
    list[5].zone = None;
    list[7].zone = ShortName::new("Z9").ok();
    list[11].state = LifeState::AckedActive;
    let mut flood = Flood::default();
    hear(&mut flood, &list, TEN);
    (flood, list)
}

/// The rows in short: an alarm's number, or a fold's zone with how many it holds.
fn short(rows: &[Row]) -> Vec<String> {
    let words = |row: &Row| match row {
        Row::Alarm(alarm) => alarm.id.0.to_string(),
        Row::Fold(fold) => format!("{}:{}/{}", fold.group.name(), fold.alarms.len(), fold.unacked()),
    };
    rows.iter().map(words).collect()
}

#[test]
fn the_list_folds_by_zone_but_never_what_is_critical_or_came_first() {
    let (flood, list) = flooded();
    let list: Vec<_> = list.iter().collect();
    assert_eq!(short(&rows(&list, &flood, zone)), ["Z2:4/4", "1", "2", "Z1:4/3", "5", "7"]);
    assert_eq!(short(&rows(&list, &Flood::default(), zone)).len(), 12, "without a flood nothing folds");
}

#[test]
fn a_fold_opens_and_closes_and_says_what_is_in_it() {
    let (mut flood, list) = flooded();
    let list: Vec<_> = list.iter().collect();
    let group = Group::Zone(ShortName::new("Z2").expect("a name"));
    flood.turn(&group);
    assert!(flood.is_open(&group));
    assert_eq!(short(&rows(&list, &flood, zone)), ["0", "1", "2", "3", "Z1:4/3", "5", "6", "7", "9"]);
    flood.turn(&group);
    let folded = rows(&list, &flood, zone);
    assert_eq!(folded[0].first().id, OccurrenceId(0));
    let Row::Fold(fold) = &folded[0] else { panic!("a fold") };
    assert_eq!(fold.tags(), [("A1", 4)]);
}

#[test]
fn every_alarm_stands_in_exactly_one_row() {
    let (flood, list) = flooded();
    let list: Vec<_> = list.iter().collect();
    let mut ids: Vec<_> = rows(&list, &flood, zone)
        .iter()
        .flat_map(|row| match row {
            Row::Alarm(alarm) => vec![alarm.id],
            Row::Fold(fold) => fold.alarms.iter().map(|alarm| alarm.id).collect(),
        })
        .collect();
    ids.sort();
    assert_eq!(ids, list.iter().map(|alarm| alarm.id).collect::<Vec<_>>());
}

/// A wall in a flood.
fn wall(size: (u16, u16)) -> Hand {
    let (_, list) = flooded();
    Hand::watching(size, quiet(), list)
}

fn said(hand: &Hand) -> &str {
    hand.state.message.as_ref().map_or("", |message| &message.text)
}

#[test]
fn nothing_folded_is_acknowledged_unseen_and_a_fold_opens_where_it_stands() {
    let mut hand = wall((80, 24));
    let rows = |hand: &Hand| hand.state.rows().iter().map(|alarm| alarm.id.0).collect::<Vec<_>>();
    let folded = rows(&hand);
    assert!(folded.len() < 12, "{folded:?}");
    hand.key(KeyCode::Home);
    while hand.state.selection.alarm != Some(OccurrenceId(10)) {
        let before = hand.state.selection.alarm;
        hand.key(KeyCode::Down);
        assert_ne!(hand.state.selection.alarm, before, "the fold of Z1 is on the list");
    }
    assert_eq!(hand.key(KeyCode::Char('a')), []);
    assert!(said(&hand).contains("folded here"), "{}", said(&hand));
    hand.key(KeyCode::Enter);
    assert!(rows(&hand).len() > folded.len());
    assert_eq!(hand.key(KeyCode::Char('a')), [Action::Acknowledge { id: OccurrenceId(10) }]);
    hand.key(KeyCode::Char('z'));
    assert_eq!(rows(&hand), folded, "it closes again");
}

#[test]
fn a_flood_at_every_size() {
    at_every_size("flood", wall);
}
