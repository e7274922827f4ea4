//! What holds for any votes, in any order, with restarts at any moment.

use mcs_core::{
    alarm::{Ballot, Changes, Member, Mint, Poll, TransitionKind, ZoneAlarms, judge::Evidence},
    id::{EventId, OccurrenceId, SerialNumber, ZoneId},
    time::{Monotonic, Now, Span, Timestamp},
    zone::{Degrade, Unknown, Zone, ZoneLevel},
};
use proptest::prelude::*;

#[derive(Default)]
struct Counter(u64);

impl Mint for Counter {
    fn event(&mut self) -> EventId {
        EventId(0)
    }
    fn occurrence(&mut self) -> OccurrenceId {
        self.0 += 1;
        OccurrenceId(self.0)
    }
}

fn zone(votes: u8, degrade: Degrade) -> Zone {
    let name = "T1".parse().expect("a name");
    Zone { id: ZoneId(1), name, votes, level: ZoneLevel::A1, degrade, revision: 1 }
}

fn ballot() -> impl Strategy<Value = Ballot> {
    let unknown = prop_oneof![3 => Just(None), 1 => prop::sample::select(Unknown::ALL.to_vec()).prop_map(Some)];
    (any::<bool>(), prop::bool::weighted(0.2), unknown).prop_map(|(over, frozen, unknown)| Ballot {
        commissioned: unknown != Some(Unknown::NotCommissioned),
        over,
        frozen,
        unknown: if frozen { Some(Unknown::Inhibited) } else { unknown },
        masked: frozen,
        over_range: false,
    })
}

fn poll(zone: &Zone, ballots: &[Ballot]) -> Poll {
    let sn = SerialNumber::new("A001").expect("a number");
    Poll::of(zone, ballots.iter().map(|&ballot| Member { sn: &sn, ballot }))
}

fn confirms(zone: &Zone, ballots: &[Ballot]) -> bool {
    poll(zone, ballots).evidence() == Evidence::Over
}

/// The same point, no longer heard.
fn lost(ballot: Ballot) -> Ballot {
    Ballot { unknown: ballot.unknown.or(Some(Unknown::Offline)), ..ballot }
}

/// The same point, inhibited.
fn inhibited(ballot: Ballot) -> Ballot {
    Ballot { frozen: true, masked: true, unknown: Some(Unknown::Inhibited), ..ballot }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4_000) })]

    #[test]
    fn a_missing_detector_never_makes_gas_harder_to_confirm(
        votes in 1..6_u8,
        ballots in prop::collection::vec(ballot(), 1..8),
        which in any::<prop::sample::Index>(),
    ) {
        let zone = zone(votes, Degrade::Reduce);
        let index = which.index(ballots.len());
        if confirms(&zone, &ballots) {
            let mut without = ballots.clone();
            without[index] = lost(ballots[index]);
            prop_assert!(confirms(&zone, &without), "lost: {without:?}");
            if !ballots[index].votes() {
                without[index] = inhibited(ballots[index]);
                prop_assert!(confirms(&zone, &without), "inhibited: {without:?}");
            }
            // Who takes a missing one out of the zone says that it is not missing.
            if !ballots[index].votes() && !ballots[index].missing() {
                without.remove(index);
                prop_assert!(confirms(&zone, &without), "removed: {without:?}");
            }
        }
        let mut without = ballots.clone();
        without[index] = lost(ballots[index]);
        prop_assert!(poll(&zone, &without).needed <= poll(&zone, &ballots).needed);
    }

    #[test]
    fn silence_and_masks_never_end_an_alarm_and_a_vote_is_always_needed(
        votes in 1..6_u8,
        keep in any::<bool>(),
        ballots in prop::collection::vec(ballot(), 1..8),
        which in any::<prop::sample::Index>(),
        mask in any::<bool>(),
    ) {
        let zone = zone(votes, if keep { Degrade::Keep } else { Degrade::Reduce });
        let index = which.index(ballots.len());
        let before = poll(&zone, &ballots);
        prop_assert!(before.evidence() != Evidence::Over || before.votes >= 1);
        let mut after = ballots.clone();
        after[index] = if mask { inhibited(ballots[index]) } else { lost(ballots[index]) };
        if before.evidence() == Evidence::Over {
            prop_assert_ne!(poll(&zone, &after).evidence(), Evidence::Clear, "{:?} to {:?}", ballots, after);
        }
    }

    #[test]
    fn a_restart_changes_nothing(
        votes in 1..4_u8,
        story in prop::collection::vec((prop::collection::vec(ballot(), 3), any::<bool>()), 1..40),
    ) {
        let zone = zone(votes, Degrade::Reduce);
        let sns = ["A001", "A002", "A003"].map(|sn| SerialNumber::new(sn).expect("a number"));
        let (mut whole, mut broken) = (ZoneAlarms::new(), ZoneAlarms::new());
        let (mut mints, mut outs) = ((Counter::default(), Counter::default()), (Changes::default(), Changes::default()));
        let mut kept = broken.snapshot();
        for (second, (ballots, restart)) in story.iter().enumerate() {
            let seconds = Span::secs(i64::try_from(second).expect("a short story") * 10);
            let now = Now { utc: Timestamp::EPOCH + seconds, mono: Monotonic::from_micros(0) + seconds };
            if *restart {
                let text = serde_json::to_string(&kept).expect("a snapshot can be written");
                broken = ZoneAlarms::restore(serde_json::from_str(&text).expect("and read"), now);
            }
            let members = || sns.iter().zip(ballots).map(|(sn, ballot)| Member { sn, ballot: *ballot });
            outs.0.clear();
            outs.1.clear();
            whole.hear(&zone, members(), now.utc, now, &mut mints.0, &mut outs.0);
            broken.hear(&zone, members(), now.utc, now, &mut mints.1, &mut outs.1);
            prop_assert_eq!(&outs.0, &outs.1);
            prop_assert!(outs.1.state_changed || broken.snapshot() == kept);
            if outs.1.state_changed {
                kept = broken.snapshot();
            }
            for transition in &outs.0.transitions {
                prop_assert!(matches!(
                    transition.kind,
                    TransitionKind::Raise | TransitionKind::Return | TransitionKind::Supersede
                ));
            }
        }
    }
}
