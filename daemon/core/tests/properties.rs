//! What holds for any readings, in any order, with restarts at any moment.

#[path = "properties/plant.rs"]
mod plant;
#[path = "properties/story.rs"]
mod story;

use mcs_core::{
    alarm::{Condition, Transition, TransitionKind},
    id::OccurrenceId,
    time::Timestamp,
};
use proptest::prelude::*;

use crate::{
    plant::Plant,
    story::{Event, Heard, Kind, heard, kind, story},
};

/// The value alarms, whose course an outage of ours must not change.
fn about_values(seen: &[Transition]) -> Vec<String> {
    seen.iter()
        .filter(|t| !matches!(t.condition, Condition::Offline))
        .map(|t| format!("{} {:?} {} {:?} {}", t.condition, t.kind, t.state.as_str(), t.value, t.measured))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_story_keeps_the_books_in_order(story in story(), kind in kind()) {
        let mut plant = Plant::new(kind);
        let mut ms = 0;
        for (pause, event) in &story {
            ms += pause * plant.kind.scale();
            plant.wait(ms);
            plant.happen(ms, event);
        }
        // Nothing is due for ever, and in the end silence is noticed.
        plant.wait(ms + 7_200_000);
    }

    #[test]
    fn unknown_readings_end_nothing(
        story in story(),
        unknown in prop::collection::vec((500..15_000_i64, heard()), 1..40),
    ) {
        let mut plant = Plant::new(Kind { on_delay_s: 0, slow: false });
        let mut ms = 0;
        for (pause, event) in &story {
            ms += pause * plant.kind.scale();
            plant.wait(ms);
            plant.happen(ms, event);
        }
        let before = plant.seen.len();
        let gas = |c: Condition| matches!(c, Condition::High | Condition::HighHigh | Condition::Low
            | Condition::LowLow | Condition::OverRange | Condition::UnderRange | Condition::Stel | Condition::Twa
            | Condition::Rate);
        let active = |plant: &Plant| -> Vec<OccurrenceId> {
            plant.alarms.open().filter(|o| gas(o.condition) && o.state.active()).map(|o| o.id).collect()
        };
        let standing = active(&plant);
        for (pause, heard) in unknown {
            ms += pause;
            plant.wait(ms);
            plant.happen(ms, &Event::Live(Heard { value: None, ..heard }));
        }
        for t in &plant.seen[before..] {
            prop_assert!(!(gas(t.condition) && t.kind == TransitionKind::Return && !t_during_outage(&plant, t)), "{t:?}");
        }
        let still = active(&plant);
        prop_assert!(standing.iter().all(|id| still.contains(id)));
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_restart_between_any_two_events_changes_no_alarm(
        story in story(),
        restarts in prop::collection::vec(any::<prop::sample::Index>(), 1..4),
        kind in kind(),
    ) {
        // Silence and a backlog mean something else to a daemon that was down; everything else must not.
        let story: Vec<_> = story.into_iter()
            .filter(|(_, event)| !matches!(event, Event::Late(_) | Event::Will | Event::Reset(_)))
            .map(|(pause, event)| (pause.min(15_000), event))
            .collect();
        prop_assume!(!story.is_empty());
        let stops: Vec<usize> = restarts.iter().map(|at| at.index(story.len())).collect();
        let mut steady = Plant::new(kind);
        let mut restarted = Plant::new(kind);
        let mut ms = 0;
        for (i, (pause, event)) in story.iter().enumerate() {
            ms += pause * kind.scale();
            for plant in [&mut steady, &mut restarted] {
                plant.wait(ms);
            }
            if stops.contains(&i) {
                restarted.restart(ms);
                // What is due in the very millisecond of the restart comes before the event to both.
                steady.happen(ms, &Event::Tick);
            }
            // Silence: a daemon that was down counts it from its start.
            prop_assume!(silences(&steady.seen) == silences(&restarted.seen));
            steady.happen(ms, event);
            restarted.happen(ms, event);
        }
        prop_assert_eq!(about_values(&steady.seen), about_values(&restarted.seen));
        prop_assert_eq!(steady.standing(), restarted.standing());
    }
}

/// A return found in a backlog, which ends nothing live.
fn t_during_outage(plant: &Plant, t: &Transition) -> bool {
    plant.seen.iter().any(|raise| raise.occurrence == t.occurrence && raise.notice.as_str() == "withheld-catching-up")
}

/// When silence was noticed.
fn silences(seen: &[Transition]) -> Vec<Timestamp> {
    let raised = |t: &&Transition| t.condition == Condition::Offline && t.kind == TransitionKind::Raise;
    seen.iter().filter(raised).map(|t| t.measured).collect()
}
