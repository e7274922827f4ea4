//! The life of an alarm, row by row of its table, under every set of masks.

use std::collections::BTreeSet;

use LifeState::{AckedActive, LatchedAcked, LatchedUnack, Normal, UnackActive, UnackReturned};
use mcs_core::alarm::{
    Freeze, LifeState, Masks, Notice, Priority, Refusal, Withheld,
    life::{Event, Life, Nature, ResetCheck, Step},
};

const SOUND: ResetCheck = ResetCheck { unknown: false, over_range_stands: false, unverified: false };

fn nature(latching: bool) -> Nature {
    Nature { latching, priority: Priority::High }
}

fn life(state: LifeState, masks: Masks) -> Life {
    Life { state, masks, raised_suppressed: false }
}

/// What a cell says: the next state, whether a new occurrence begins, and what is owed; or a refusal.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Cell {
    /// Goes there and announces.
    Announce(LifeState),
    /// A new occurrence, announced.
    New,
    /// Goes there and tells those who were told.
    Tell(LifeState),
    /// Goes there, silently.
    Go(LifeState),
    /// Cannot happen.
    Never,
    /// Refused.
    No(Refusal),
}

fn check(life: Life, event: Event, latching: bool, cell: Cell) {
    let got = life.apply(event, nature(latching));
    let place = format!("{life:?}, latching {latching}, {event:?}");
    let step = |state, new, notice| (state, new, notice);
    let withheld = |masks: Masks| masks.announce();
    let outcome = got.map(|Step { life, new, notice }| (life.state, new, notice));
    let masks_after = got.map_or(life.masks, |step| step.life.masks);
    let expected = match cell {
        Cell::Announce(state) => Ok(step(state, false, withheld(masks_after))),
        Cell::New => Ok(step(UnackActive, true, withheld(masks_after))),
        Cell::Tell(state) => Ok(step(state, false, Notice::Tell)),
        Cell::Go(state) => Ok(step(state, false, Notice::Nothing)),
        Cell::Never => Err(Refusal::Impossible { state: life.state, event }),
        Cell::No(refusal) => Err(refusal),
    };
    assert_eq!(outcome, expected, "{place}");
}

/// The row of an event: one cell for each state in the order of [`LifeState::ALL`].
fn row(masks: Masks, event: Event, latching: bool, cells: [Cell; 6]) {
    for (state, cell) in LifeState::ALL.into_iter().zip(cells) {
        check(life(state, masks), event, latching, cell);
    }
}

use Cell::{Announce, Go, Never, New, No, Tell};

#[test]
fn the_judge_feeds_the_life_as_the_table_says() {
    for masks in Masks::sets().filter(|masks| !masks.frozen()) {
        for latching in [true, false] {
            row(masks, Event::Raise, latching, [New, Never, Never, New, New, New]);
        }
        row(masks, Event::Return, false, [Never, Tell(UnackReturned), Tell(Normal), Never, Never, Never]);
        row(masks, Event::Return, true, [Never, Tell(LatchedUnack), Tell(LatchedAcked), Never, Never, Never]);
    }
}

#[test]
fn a_frozen_alarm_is_neither_raised_nor_returned() {
    for masks in Masks::sets().filter(|masks| masks.frozen()) {
        for state in LifeState::ALL {
            for event in [Event::Raise, Event::Return] {
                check(life(state, masks), event, true, No(Refusal::Frozen));
            }
        }
    }
}

#[test]
fn a_return_under_the_suppression_it_was_raised_under_needs_no_acknowledgement() {
    let born = life(Normal, Masks::SUPPRESSED).apply(Event::Raise, nature(false)).expect("raised").life;
    assert!(born.raised_suppressed);
    check(born, Event::Return, false, Tell(Normal));
    check(born, Event::Return, true, Tell(LatchedUnack));
    let shown = born.apply(Event::Suppress(false), nature(false)).expect("shown").life;
    assert!(!shown.raised_suppressed);
    check(shown, Event::Return, false, Tell(UnackReturned));
    let hidden_again = shown.apply(Event::Suppress(true), nature(false)).expect("hidden").life;
    check(hidden_again, Event::Return, false, Tell(UnackReturned));
    let acked = born.apply(Event::Acknowledge, nature(false)).expect("acknowledged").life;
    assert!(acked.raised_suppressed, "still so while it is active");
    let over = born.apply(Event::Return, nature(false)).expect("over").life;
    assert!(!over.raised_suppressed);
}

#[test]
fn an_acknowledgement_works_under_every_mask() {
    for masks in Masks::sets() {
        for latching in [true, false] {
            let cells = [
                No(Refusal::Over),
                Tell(AckedActive),
                Go(AckedActive),
                Tell(Normal),
                Tell(LatchedAcked),
                Go(LatchedAcked),
            ];
            row(masks, Event::Acknowledge, latching, cells);
        }
    }
}

#[test]
fn of_acknowledgement_and_reset_only_urgent_alarms_are_told() {
    for (priority, notice) in [
        (Priority::Low, Notice::Nothing),
        (Priority::Medium, Notice::Nothing),
        (Priority::High, Notice::Tell),
        (Priority::Critical, Notice::Tell),
    ] {
        let nature = Nature { latching: true, priority };
        let ack = life(UnackActive, Masks::NONE).apply(Event::Acknowledge, nature).expect("acknowledged");
        let reset = life(LatchedAcked, Masks::NONE).apply(Event::Reset(SOUND), nature).expect("reset");
        let shelve = life(UnackActive, Masks::NONE).apply(Event::Shelve(true), nature).expect("shelved");
        assert_eq!([ack.notice, reset.notice, shelve.notice], [notice; 3], "{priority:?}");
    }
}

#[test]
fn a_reset_ends_only_an_acknowledged_latch() {
    for masks in Masks::sets() {
        let last = if masks.frozen() { No(Refusal::Frozen) } else { Tell(Normal) };
        let cells = [
            No(Refusal::Over),
            No(Refusal::StillPresent),
            No(Refusal::StillPresent),
            No(Refusal::NotLatched),
            No(Refusal::AcknowledgeFirst),
            last,
        ];
        row(masks, Event::Reset(SOUND), true, cells);
    }
    for (check_of, why) in [
        (ResetCheck { unknown: true, ..SOUND }, Refusal::PointUnknown),
        (ResetCheck { over_range_stands: true, ..SOUND }, Refusal::OverRangeStands),
        (ResetCheck { unverified: true, ..SOUND }, Refusal::NotVerified),
    ] {
        check(life(LatchedAcked, Masks::NONE), Event::Reset(check_of), true, No(why));
    }
}

#[test]
fn an_acknowledged_alarm_is_announced_again_only_unmasked() {
    row(Masks::NONE, Event::Realarm, true, [Never, Never, Announce(UnackActive), Never, Never, Never]);
    for masks in Masks::sets().filter(|masks| !masks.is_empty()) {
        row(masks, Event::Realarm, true, [Never; 6]);
    }
}

#[test]
fn shelving_acknowledges_and_the_end_of_it_announces() {
    for masks in Masks::sets() {
        for latching in [true, false] {
            let shelved = masks.any(Masks::SHELVED);
            let on = if shelved {
                [Never; 6]
            } else {
                [Go(Normal), Tell(AckedActive), Go(AckedActive), Tell(Normal), Tell(LatchedAcked), Go(LatchedAcked)]
            };
            row(masks, Event::Shelve(true), latching, on);
            let off = if !shelved {
                [Never; 6]
            } else if masks.frozen() {
                LifeState::ALL.map(Go)
            } else {
                [
                    Go(Normal),
                    Announce(UnackActive),
                    Announce(UnackActive),
                    Announce(UnackReturned),
                    Announce(LatchedUnack),
                    Go(LatchedAcked),
                ]
            };
            row(masks, Event::Shelve(false), latching, off);
        }
    }
}

#[test]
fn the_end_of_a_suppression_announces_what_nobody_acknowledged() {
    for masks in Masks::sets() {
        let suppressed = masks.any(Masks::SUPPRESSED);
        row(masks, Event::Suppress(true), true, if suppressed { [Never; 6] } else { LifeState::ALL.map(Go) });
        let off = if suppressed {
            [
                Go(Normal),
                Announce(UnackActive),
                Go(AckedActive),
                Announce(UnackReturned),
                Announce(LatchedUnack),
                Go(LatchedAcked),
            ]
        } else {
            [Never; 6]
        };
        row(masks, Event::Suppress(false), true, off);
    }
}

#[test]
fn the_end_of_the_last_freeze_lets_the_evidence_decide() {
    for masks in Masks::sets() {
        for (freeze, bit, other) in [
            (Freeze::Inhibit, Masks::INHIBITED, Masks::OUT_OF_SERVICE.with(Masks::WARMING_UP)),
            (Freeze::OutOfService, Masks::OUT_OF_SERVICE, Masks::INHIBITED.with(Masks::WARMING_UP)),
            (Freeze::WarmUp, Masks::WARMING_UP, Masks::INHIBITED.with(Masks::OUT_OF_SERVICE)),
        ] {
            let on = masks.any(bit);
            row(masks, Event::FreezeOn(freeze), true, if on { [Never; 6] } else { LifeState::ALL.map(Go) });
            for latching in [true, false] {
                let (present, clear) = if !on {
                    ([Never; 6], [Never; 6])
                } else if masks.any(other) {
                    (LifeState::ALL.map(Go), LifeState::ALL.map(Go))
                } else {
                    let returned = if latching { LatchedUnack } else { UnackReturned };
                    let acked = if latching { LatchedAcked } else { Normal };
                    (
                        [New, Announce(UnackActive), Announce(UnackActive), New, New, New],
                        [
                            Go(Normal),
                            Announce(returned),
                            Go(acked),
                            Announce(UnackReturned),
                            Announce(LatchedUnack),
                            Go(LatchedAcked),
                        ],
                    )
                };
                row(masks, Event::FreezeOff { freeze, present: true }, latching, present);
                row(masks, Event::FreezeOff { freeze, present: false }, latching, clear);
            }
        }
    }
}

#[test]
fn a_withdrawal_ends_everything() {
    for masks in Masks::sets() {
        let cells = [Go(Normal), Tell(Normal), Tell(Normal), Tell(Normal), Tell(Normal), Tell(Normal)];
        row(masks, Event::Withdraw, true, cells);
    }
}

#[test]
fn each_mask_is_put_on_and_taken_off_alone() {
    for masks in Masks::sets() {
        for (event, mask) in [
            (Event::Shelve(true), Masks::SHELVED),
            (Event::Suppress(true), Masks::SUPPRESSED),
            (Event::FreezeOn(Freeze::Inhibit), Masks::INHIBITED),
            (Event::FreezeOn(Freeze::OutOfService), Masks::OUT_OF_SERVICE),
            (Event::FreezeOn(Freeze::WarmUp), Masks::WARMING_UP),
        ] {
            if let Ok(step) = life(AckedActive, masks).apply(event, nature(true)) {
                assert_eq!(step.life.masks, masks.with(mask));
            }
        }
        for (event, mask) in [
            (Event::Shelve(false), Masks::SHELVED),
            (Event::Suppress(false), Masks::SUPPRESSED),
            (Event::FreezeOff { freeze: Freeze::Inhibit, present: true }, Masks::INHIBITED),
            (Event::FreezeOff { freeze: Freeze::OutOfService, present: true }, Masks::OUT_OF_SERVICE),
            (Event::FreezeOff { freeze: Freeze::WarmUp, present: true }, Masks::WARMING_UP),
        ] {
            if let Ok(step) = life(AckedActive, masks).apply(event, nature(true)) {
                assert_eq!(step.life.masks, masks.without(mask));
            }
        }
    }
}

#[test]
fn an_announcement_is_withheld_for_the_heaviest_mask() {
    assert_eq!(Masks::NONE.announce(), Notice::Announce);
    assert_eq!(Masks::EVERY.announce(), Notice::Withheld(Withheld::OutOfService));
    let lighter = Masks::EVERY.without(Masks::OUT_OF_SERVICE);
    assert_eq!(lighter.announce(), Notice::Withheld(Withheld::Inhibited));
    assert_eq!(lighter.without(Masks::INHIBITED).announce(), Notice::Withheld(Withheld::Inhibited), "it warms up");
    let lighter = lighter.without(Masks::INHIBITED.with(Masks::WARMING_UP));
    assert_eq!(lighter.announce(), Notice::Withheld(Withheld::Shelved));
    assert_eq!(lighter.without(Masks::SHELVED).announce(), Notice::Withheld(Withheld::Suppressed));
    assert_eq!(Masks::EVERY.with(Masks::SHELVED), Masks::EVERY, "put on twice it is still on");
    assert_eq!(Masks::sets().collect::<BTreeSet<_>>().len(), 32);
}
