//! A flood is heard in time and nothing of it is lost.

use mcs_core::{
    alarm::{Condition, Notice, Priority, TransitionKind},
    notice::{ItemKind, Outcome, Told},
};

use crate::stage::{Alarm, Providers, Stage, book};

/// 10 000 raises at once.
fn flood(stage: &mut Stage) -> Vec<mcs_core::notice::Owed> {
    (0..10_000_u32)
        .map(|n| {
            let priority = Priority::ALL[n as usize % 4];
            let mut alarm = Alarm::of(n / 5, Condition::ALL[n as usize % 5], priority);
            stage.owed(&mut alarm, TransitionKind::Raise, Notice::Announce)
        })
        .collect()
}

#[test]
fn of_a_flood_each_raise_is_told_or_keeps_its_reason_and_each_track_is_its_own() {
    let mut stage = Stage::at(book(&["g1"]), "2026-11-20T04:00:00Z");
    stage.providers = Providers::Silent;
    let flood = flood(&mut stage);
    for owed in &flood {
        stage.turn(|desk, book, now, mint, out| desk.hear(owed, book, now, mint, out));
    }
    assert_eq!(stage.outcomes.len(), 10_000);
    assert!(stage.outcomes.iter().all(|(_, outcome)| matches!(outcome, Outcome::Told { .. })));
    assert_eq!((stage.items.len(), stage.kept.len()), (10_000, 10_000));
    let told: Vec<_> = stage.items.drain(..).map(|(_, item)| (item.event, item.group)).collect();
    for (event, group) in told {
        stage.accept(event, &group);
    }
    stage.until("12:10:00");
    assert!(stage.items.iter().all(|(_, item)| item.facts.kind == ItemKind::Repeat), "the rest is true");
}

#[test]
#[ignore = "prints how long it takes; for a build with optimisations"]
#[expect(clippy::disallowed_methods, clippy::disallowed_types, clippy::print_stdout, reason = "it measures")]
fn hearing_a_transition_takes_a_few_microseconds() {
    let mut stage = Stage::at(book(&["g1", "g2", "g3"]), "2026-11-20T04:00:00Z");
    let flood = flood(&mut stage);
    let mut minted = 0_u128;
    let mut mint = || {
        minted += 1;
        mcs_core::id::EventId(minted << 64)
    };
    let mut out = Told::default();
    let begin = std::time::Instant::now();
    for owed in &flood {
        out.clear();
        stage.desk.hear(owed, &stage.book, stage.now, &mut mint, &mut out);
    }
    println!("{:?} for each of {} transitions", begin.elapsed() / 10_000, flood.len());
}
