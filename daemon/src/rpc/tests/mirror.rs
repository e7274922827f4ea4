//! The live stream as a property: whatever happens to the plant and however a client reads, leaves and comes back, in
//! the end it sees the plant as it is, and on the way no revision is missing and no transition comes twice.

use mcs_core::{alarm::LifeState, id::OccurrenceId};
use proptest::{collection::vec, prelude::*};

use super::{
    plant::{point, sn},
    world::{CLIENTS, World},
};
use crate::rpc::live::LiveInput;

/// What may happen.
#[derive(Debug, Clone)]
enum Op {
    /// A point has a new value.
    Point(u8),
    /// A point goes.
    Remove(u8),
    /// More readings than the feed holds, without a pause for the live task.
    Flood,
    /// An alarm takes a step, decided and not yet durable.
    Step(u64, LifeState),
    /// The store is late: what is not durable is told early.
    Early,
    /// The oldest steps become durable.
    Commit,
    /// The live task gets a chance to run.
    Pause,
    /// A client reads a few messages.
    Read(usize, usize),
    /// A client leaves and comes back, from where it was or anew.
    Rejoin(usize, bool),
}

fn op() -> impl Strategy<Value = Op> {
    let state = prop::sample::select(&LifeState::ALL[..]);
    prop_oneof![
        8 => (0..6u8).prop_map(Op::Point),
        1 => (0..6u8).prop_map(Op::Remove),
        1 => Just(Op::Flood),
        6 => (1..5u64, state).prop_map(|(id, state)| Op::Step(id, state)),
        2 => Just(Op::Early),
        4 => Just(Op::Commit),
        6 => Just(Op::Pause),
        6 => (0..CLIENTS, 1..5usize).prop_map(|(client, count)| Op::Read(client, count)),
        2 => (0..CLIENTS, any::<bool>()).prop_map(|(client, resume)| Op::Rejoin(client, resume)),
    ]
}

impl World {
    async fn run(&mut self, op: Op) {
        match op {
            Op::Point(name) => self.point(&format!("P{name}")),
            Op::Remove(name) => {
                let sn = sn(&format!("P{name}"));
                self.plant.known().points.remove(&sn);
                self.feed.send(LiveInput::Removed(vec![sn]));
            }
            Op::Flood => (0..1500).for_each(|i| self.point(&format!("P{}", i % 6))),
            Op::Step(id, state) => self.step(id, state),
            Op::Early => self.early(),
            Op::Commit => self.commit(),
            Op::Pause => tokio::task::yield_now().await,
            Op::Read(client, count) => {
                for _ in 0..count {
                    // Something must be there to read; a new value sees to it.
                    self.point("P0");
                    self.told().await;
                    self.read(client).await;
                }
            }
            Op::Rejoin(client, resume) => {
                let (seen, _) = &mut self.clients[client];
                let from = (resume && seen.snapshots > 0).then(|| ("BOOT".to_owned(), seen.rev));
                seen.anew |= from.is_none();
                let subscription = self.live.subscribe(from).await.expect("the live task");
                self.clients[client].1 = subscription;
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn in_the_end_every_client_sees_the_plant_as_it_is(ops in vec(op(), 1..60)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
        runtime.block_on(async {
            let mut world = World::new().await;
            for op in ops {
                world.run(op).await;
            }
            world.settle().await;
        });
    }
}

#[tokio::test]
async fn a_client_that_reads_nothing_holds_up_nobody_and_is_given_a_snapshot() {
    let mut world = World::new().await;
    world.read(0).await;
    for _ in 0..200 {
        world.point("P1");
        // Each change is told before the next one is made.
        world.told().await;
    }
    world.settle().await;
    assert_eq!(world.clients[0].0.snapshots, 2, "one to begin with, one for what was missed");
}

#[tokio::test]
async fn what_happens_while_the_snapshot_is_made_is_not_lost() {
    let mut world = World::new().await;
    world.read(0).await;
    let (plant, feed) = (world.plant.clone(), world.feed.clone());
    world.plant.known().after_snapshot = Some(Box::new(move || {
        let point = point("P9", 9.0);
        plant.known().points.insert(point.sn.clone(), point.clone());
        feed.send(LiveInput::Points(vec![point]));
    }));
    world.run(Op::Flood).await;
    world.settle().await;
    assert!(world.plant.known().after_snapshot.is_none(), "a snapshot was asked for");
    assert!(world.clients[0].0.points.contains_key("P9"));
}

#[tokio::test]
async fn a_row_that_comes_late_does_not_take_the_alarm_back_to_where_it_was() {
    let mut world = World::new().await;
    world.read(0).await;
    world.step(1, LifeState::UnackActive);
    world.step(1, LifeState::AckedActive);
    world.early();
    world.commit();
    let standing = world.live.open_alarms().await.expect("the live task").alarms;
    assert_eq!((standing[0].state, standing[0].recorded), (LifeState::AckedActive, false));
    world.commit();
    let standing = world.live.open_alarms().await.expect("the live task").alarms;
    assert_eq!((standing[0].state, standing[0].recorded), (LifeState::AckedActive, true));
    world.settle().await;
}

#[tokio::test]
async fn a_value_judged_before_the_raise_is_durable_is_shown_with_it() {
    let mut world = World::new().await;
    world.read(0).await;
    world.step(1, LifeState::UnackActive);
    let id = OccurrenceId(1);
    let worse = {
        let mut known = world.plant.known();
        let occurrence = known.alarms.get_mut(&id).expect("it was raised");
        (occurrence.value, occurrence.peak) = (Some(61.0), Some(62.0));
        occurrence.clone()
    };
    world.feed.send(LiveInput::Values(vec![worse]));
    for _ in 0..2 {
        // Told early, then durable: the step knows the values of its own moment each time.
        world.early();
        let standing = world.live.open_alarms().await.expect("the live task").alarms;
        assert_eq!((standing[0].value, standing[0].peak), (Some(61.0), Some(62.0)));
        world.commit();
    }
    world.settle().await;
}

#[tokio::test]
async fn a_client_that_was_away_for_a_moment_misses_nothing() {
    let mut world = World::new().await;
    world.read(0).await;
    world.step(1, LifeState::UnackActive);
    world.commit();
    world.told().await;
    world.run(Op::Rejoin(0, true)).await;
    world.read(0).await;
    let seen = &world.clients[0].0;
    assert_eq!((seen.snapshots, seen.events.len(), seen.alarms.len()), (1, 1, 1));
    world.run(Op::Rejoin(0, true)).await;
    world.read(0).await;
    assert_eq!(world.clients[0].0.snapshots, 1, "nothing was missed, and that is said");
}

#[tokio::test]
async fn what_was_raised_again_or_later_than_the_list_is_not_acknowledged_with_it() {
    let mut world = World::new().await;
    for (id, state) in [(1, LifeState::UnackActive), (2, LifeState::AckedActive), (3, LifeState::UnackActive)] {
        world.step(id, state);
        world.commit();
    }
    let list = world.live.open_alarms().await.expect("the live task");
    for (id, state) in [(2, LifeState::UnackActive), (3, LifeState::AckedActive), (4, LifeState::UnackActive)] {
        world.step(id, state);
        world.commit();
    }
    let unacked = world.live.unacked_at(&list.boot_id, list.rev).await.expect("this very run");
    assert_eq!(unacked.stood.iter().map(|alarm| alarm.id.0).collect::<Vec<_>>(), [1]);
    assert_eq!(unacked.newer, 2);
}
