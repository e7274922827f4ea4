//! Scripts of hands: positions stay on the map, undoing everything restores it, and no change is made that was not sent.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

fn sn(index: usize) -> SerialNumber {
    SerialNumber::new(&format!("A{index:03}")).expect("a serial number")
}
fn at(x: f64, y: f64) -> Option<Position> {
    Position::new(x, y)
}
fn place(index: usize, position: Option<Position>) -> Placement {
    Placement { sn: sn(index), area: None, position }
}
fn mono(second: i64) -> Monotonic {
    Monotonic::from_micros(second * 1_000_000)
}

/// A daemon that keeps a map, and refuses what was made for another revision.
#[derive(Debug, Clone, PartialEq)]
struct Daemon {
    revision: MapRevision,
    places: BTreeMap<SerialNumber, Placement>,
}

impl Daemon {
    fn new() -> Self {
        let places = [place(0, at(10.0, 10.0)), place(1, at(33.3, 66.6)), place(2, None)];
        Self { revision: MapRevision(5), places: places.map(|place| (place.sn.clone(), place)).into() }
    }

    fn take(&mut self, moves: &Moves) -> Option<MapRevision> {
        if moves.expected != self.revision {
            return None;
        }
        for place in &moves.placements {
            self.places.insert(place.sn.clone(), place.clone());
        }
        self.revision = self.revision.next();
        Some(self.revision)
    }

    /// Answers everything that waits.
    fn serve(&mut self, edit: &mut Edit) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        while let Some(moves) = edit.send() {
            outcomes.extend(edit.answered(self.take(&moves)));
        }
        edit.heard(self.revision, |sn| self.places.get(sn).cloned());
        outcomes
    }

    fn place(&self, index: usize) -> Placement {
        self.places[&sn(index)].clone()
    }
}

#[test]
fn a_drag_is_sent_when_it_ends_and_snaps() {
    let (mut edit, mut daemon) = (Edit::default(), Daemon::new());
    edit.take(daemon.place(0), daemon.revision, (2, 0));
    edit.carry(Position { x: 51.2, y: 240.0 });
    assert_eq!((edit.send(), edit.grip()), (None, Some((2, 0))), "it is still in the hand");
    edit.release();
    assert_eq!(daemon.serve(&mut edit), [Outcome::Placed(place(0, at(50.0, 100.0)))]);
    assert_eq!(daemon.place(0), place(0, at(50.0, 100.0)));
    edit.take(daemon.place(0), daemon.revision, (0, 0));
    edit.release();
    assert_eq!(daemon.serve(&mut edit), [], "what did not move is not sent");
}

#[test]
fn without_the_grid_positions_are_fine() {
    let mut edit = Edit { snap: false, ..Edit::default() };
    edit.take(place(0, None), MapRevision(1), (0, 0));
    edit.carry(Position { x: 100.0 / 3.0, y: 0.049 });
    assert_eq!(edit.shown(&sn(0)), Some(&place(0, at(33.3, 0.0))));
    assert!(edit.cancel() && edit.send().is_none(), "Esc leaves it where it was");
}

#[test]
fn keys_move_by_the_grid_or_by_a_cell_and_rest_puts_down() {
    let (mut edit, mut daemon) = (Edit::default(), Daemon::new());
    let right = (Direction::Right, 1);
    edit.nudge(daemon.place(0), daemon.revision, right, (1.25, 5.0), mono(0));
    edit.nudge(daemon.place(0), daemon.revision, (Direction::Down, 5), (1.25, 5.0), mono(0));
    assert_eq!(edit.shown(&sn(0)), Some(&place(0, at(12.5, 22.5))));
    edit.rest(mono(0));
    assert_eq!((edit.send(), edit.until_rest(mono(0))), (None, Some(Span::secs(1))));
    edit.rest(mono(1));
    assert_eq!(daemon.serve(&mut edit).len(), 1, "one change for both");
    edit.snap = false;
    edit.nudge(daemon.place(0), daemon.revision, right, (1.25, 5.0), mono(2));
    assert_eq!(edit.shown(&sn(0)), Some(&place(0, at(13.8, 22.5))));
    edit.nudge(daemon.place(2), daemon.revision, right, (1.25, 5.0), mono(2));
    assert_eq!(edit.shown(&sn(2)), Some(&place(2, Some(MIDDLE))), "an unplaced point begins in the middle");
    assert_eq!(daemon.serve(&mut edit).len(), 1, "what was held before was put down");
}

#[test]
fn a_conflict_drops_what_waits_behind_it_and_says_how_much() {
    let (mut edit, mut daemon) = (Edit::default(), Daemon::new());
    for x in [20.0, 30.0] {
        edit.take(edit.shown(&sn(0)).cloned().unwrap_or(daemon.place(0)), daemon.revision, (0, 0));
        edit.carry(Position { x, y: 0.0 });
        edit.release();
    }
    daemon.revision = daemon.revision.next();
    assert_eq!(daemon.serve(&mut edit), [Outcome::Dropped { sn: sn(0), waiting: 1 }]);
    assert_eq!((edit.shown(&sn(0)), edit.waiting(), edit.undoable()), (None, 0, 0));
}

#[test]
fn our_own_changes_are_no_conflict_between_themselves_but_those_of_others_are() {
    let (mut edit, mut daemon) = (Edit::default(), Daemon::new());
    let seen = daemon.revision;
    edit.put(daemon.place(0), seen, place(0, at(1.0, 1.0)));
    let first = edit.send().expect("the first");
    edit.put(daemon.place(1), seen, place(1, at(2.0, 2.0)));
    assert!(edit.answered(daemon.take(&first)).is_some());
    assert_eq!(daemon.serve(&mut edit), [Outcome::Placed(place(1, at(2.0, 2.0)))]);
    daemon.revision = daemon.revision.next();
    edit.put(daemon.place(1), seen, place(1, at(3.0, 3.0)));
    assert_eq!(daemon.serve(&mut edit), [Outcome::Dropped { sn: sn(1), waiting: 0 }]);
}

#[test]
fn what_somebody_else_has_moved_since_is_not_undone() {
    let (mut edit, mut daemon) = (Edit::default(), Daemon::new());
    edit.put(daemon.place(0), daemon.revision, place(0, at(1.0, 1.0)));
    daemon.serve(&mut edit);
    daemon.places.insert(sn(0), place(0, at(9.0, 9.0)));
    daemon.revision = daemon.revision.next();
    let now_at = |sn: &SerialNumber| daemon.places.get(sn).cloned();
    assert_eq!(edit.undo(daemon.revision, now_at), Err(NotUndone::Moved(sn(0))));
    assert_eq!(edit.undo(daemon.revision, now_at), Err(NotUndone::Nothing));
}

#[test]
fn a_change_is_undone_before_its_answer_comes_and_only_once() {
    let (mut edit, mut daemon) = (Edit::default(), Daemon::new());
    let before = daemon.places.clone();
    edit.put(daemon.place(0), daemon.revision, place(0, at(1.0, 1.0)));
    let first = edit.send().expect("the change");
    edit.undo(daemon.revision, |_| None).expect("it is undone");
    assert!(edit.answered(daemon.take(&first)).is_some());
    daemon.serve(&mut edit);
    assert_eq!((&daemon.places, edit.undoable()), (&before, 0));
}

/// What a hand does.
#[derive(Debug, Clone)]
enum Do {
    Take(usize),
    Carry(f64, f64),
    Nudge(usize, Direction, u8),
    Release,
    Cancel,
    Snap,
    Unplace(usize),
    Undo,
    Serve,
    Rest,
}

fn script() -> impl Strategy<Value = Vec<Do>> {
    let direction =
        prop_oneof![Just(Direction::Up), Just(Direction::Down), Just(Direction::Left), Just(Direction::Right)];
    let step = prop_oneof![
        (0usize..3).prop_map(Do::Take),
        (-500.0..500.0, -500.0..500.0).prop_map(|(x, y)| Do::Carry(x, y)),
        (0usize..3, direction, 1u8..6).prop_map(|(index, direction, steps)| Do::Nudge(index, direction, steps)),
        Just(Do::Release),
        Just(Do::Cancel),
        Just(Do::Snap),
        (0usize..3).prop_map(Do::Unplace),
        Just(Do::Undo),
        Just(Do::Serve),
        Just(Do::Rest),
    ];
    proptest::collection::vec(step, 0..45)
}

proptest! {
    #[test]
    fn positions_stay_on_the_map_and_undoing_everything_restores_it(script in script()) {
        let (mut edit, mut daemon) = (Edit::default(), Daemon::new());
        let before = daemon.places.clone();
        let mut now = 0;
        for what in script {
            let seen = daemon.revision;
            let here = |edit: &Edit, index| edit.shown(&sn(index)).cloned().unwrap_or(daemon.place(index));
            match what {
                Do::Take(index) => { let from = here(&edit, index); edit.take(from, seen, (0, 0)); }
                Do::Carry(x, y) => edit.carry(Position { x, y }),
                Do::Nudge(index, direction, steps) => {
                    let from = here(&edit, index);
                    edit.nudge(from, seen, (direction, steps), (1.3, 4.2), mono(now));
                }
                Do::Release => edit.release(),
                Do::Cancel => { edit.cancel(); }
                Do::Snap => edit.snap = !edit.snap,
                Do::Unplace(index) => { let from = here(&edit, index); edit.put(from, seen, place(index, None)); }
                Do::Undo => { let _ = edit.undo(seen, |sn| daemon.places.get(sn).cloned()); }
                Do::Serve => {
                    let outcomes = daemon.serve(&mut edit);
                    let dropped = outcomes.iter().any(|outcome| matches!(outcome, Outcome::Dropped { .. }));
                    prop_assert!(!dropped, "nobody else changes the map");
                }
                Do::Rest => { now += 2; edit.rest(mono(now)); }
            }
            for index in 0..3 {
                let shown = edit.shown(&sn(index)).and_then(|place| place.position);
                prop_assert!(shown.is_none_or(|at| Position::new(at.x, at.y).is_some()), "{shown:?}");
            }
        }
        edit.cancel();
        daemon.serve(&mut edit);
        while edit.undo(daemon.revision, |sn| daemon.places.get(sn).cloned()).is_ok() {
            daemon.serve(&mut edit);
        }
        prop_assert_eq!(&daemon.places, &before);
    }
}
