//! Who may hide what, and for how long: the table, row by row.

use mcs_core::{
    alarm::{Condition, Hidden, Mask, MaskKind, MaskRefusal, MaskWish, Priority, Source, TwoPeople, Wisher},
    id::{PointId, SerialNumber},
    site::Role::{self, Admin, Engineer, Operator, Viewer},
    time::{Monotonic, Now, Span, Timestamp},
};

const NOW: Now = Now { utc: Timestamp::EPOCH, mono: Monotonic::from_micros(0) };
const HOUR: Span = Span::hours(1);
const SHIFT: Span = Span::hours(8);
const EVER: Span = Span::hours(744);

fn hidden(condition: Option<Condition>, priority: Priority) -> Hidden {
    let sn = Some(SerialNumber::new("A001").expect("a valid number"));
    Hidden { sn, source: Source::Point(PointId(1)), condition, priority, gas: false, last_known: false }
}

fn wish(span: Span) -> MaskWish {
    MaskWish {
        reason: " bump test ".to_owned(),
        span,
        watcher: Some("li".to_owned()),
        work_order: Some("WO-7".to_owned()),
    }
}

fn grant(kind: MaskKind, priority: Priority, role: Role, wish: MaskWish) -> Result<Mask, MaskRefusal> {
    let condition = (kind == MaskKind::Shelved).then_some(Condition::High);
    wish.grant(kind, hidden(condition, priority), Wisher { name: "wang", role, confirmed_by: None }, NOW)
}

#[test]
fn each_role_hides_what_the_table_says_for_as_long_as_it_says() {
    const ROWS: [(MaskKind, Priority, Role, Span); 6] = [
        (MaskKind::Shelved, Priority::Low, Operator, SHIFT),
        (MaskKind::Shelved, Priority::Medium, Operator, SHIFT),
        (MaskKind::Shelved, Priority::High, Operator, HOUR),
        (MaskKind::Shelved, Priority::Critical, Engineer, HOUR),
        (MaskKind::Inhibited, Priority::Low, Engineer, SHIFT),
        (MaskKind::OutOfService, Priority::Low, Engineer, SHIFT),
    ];
    let longer = |span| span + Span::secs(1);
    for (kind, priority, needs, most) in ROWS {
        for role in [Viewer, Operator, Engineer, Admin] {
            let row = format!("{kind:?} {priority:?} {role:?}");
            let (within, beyond) =
                (grant(kind, priority, role, wish(most)), grant(kind, priority, role, wish(longer(most))));
            if role < needs {
                let name = "wang".to_owned();
                assert_eq!(within, Err(MaskRefusal::RoleTooLow { name, has: role, needs }), "{row}");
            } else if role < Admin {
                assert_eq!(within.map(|mask| mask.until), Ok(NOW.utc + most), "{row}");
                assert_eq!(beyond, Err(MaskRefusal::TooLong { name: "wang".to_owned(), most }), "{row}");
            } else {
                assert!(within.is_ok() && beyond.is_ok(), "{row}");
                assert!(grant(kind, priority, role, wish(EVER)).is_ok(), "{row}");
                let ever = grant(kind, priority, role, wish(longer(EVER)));
                assert_eq!(ever, Err(MaskRefusal::LongerThanEver { most: EVER }), "{row}");
            }
        }
    }
}

#[test]
fn who_why_and_until_when_are_said() {
    let mask = grant(MaskKind::Shelved, Priority::High, Operator, wish(HOUR)).expect("it is granted");
    assert_eq!((mask.by.as_str(), mask.reason.as_str()), ("wang", "bump test"));
    assert_eq!(mask.words(), "shelved until 1970-01-01T01:00:00Z: bump test; watched by li; work order WO-7");
    let plain = |change: fn(&mut MaskWish)| {
        let mut wish = wish(HOUR);
        change(&mut wish);
        wish
    };
    for (kind, priority, wish, refusal) in [
        (MaskKind::Inhibited, Priority::Low, plain(|w| w.reason = "  ".into()), MaskRefusal::NoReason),
        (MaskKind::Inhibited, Priority::Low, plain(|w| w.span = Span::millis(999)), MaskRefusal::TooShort),
        (MaskKind::Shelved, Priority::Critical, plain(|w| w.watcher = Some(" ".into())), MaskRefusal::NoWatcher),
        (MaskKind::OutOfService, Priority::Low, plain(|w| w.work_order = None), MaskRefusal::NoWorkOrder),
        (
            MaskKind::Inhibited,
            Priority::Low,
            plain(|w| w.reason = "x".repeat(501)),
            MaskRefusal::TooManyWords { what: "reason", most: 500 },
        ),
        (
            MaskKind::Inhibited,
            Priority::Low,
            plain(|w| w.watcher = Some("x".repeat(501))),
            MaskRefusal::TooManyWords { what: "name of who watches", most: 500 },
        ),
    ] {
        assert_eq!(grant(kind, priority, Admin, wish), Err(refusal));
    }
    let unwatched = plain(|w| (w.watcher, w.work_order) = (None, None));
    assert!(grant(MaskKind::Shelved, Priority::High, Operator, unwatched.clone()).is_ok());
    assert!(grant(MaskKind::Inhibited, Priority::Low, Engineer, unwatched).is_ok());
}

#[test]
fn a_point_that_sees_gas_or_alone_sees_its_zone_is_taken_out_by_two() {
    let ask = |kind, gas, last_known, confirmed_by| {
        let hidden = Hidden { gas, last_known, ..hidden(None, Priority::Low) };
        wish(HOUR).grant(kind, hidden, Wisher { name: "wang", role: Engineer, confirmed_by }, NOW)
    };
    for kind in [MaskKind::Inhibited, MaskKind::OutOfService] {
        for (gas, last_known, why) in
            [(true, false, TwoPeople::Gas), (true, true, TwoPeople::Gas), (false, true, TwoPeople::LastKnown)]
        {
            assert_eq!(ask(kind, gas, last_known, None), Err(MaskRefusal::SecondPerson { why }));
            let mask = ask(kind, gas, last_known, Some("li")).expect("it is confirmed");
            assert_eq!(mask.confirmed_by.as_deref(), Some("li"));
            let same = Err(MaskRefusal::SamePerson { name: "wang".to_owned() });
            assert_eq!(ask(kind, gas, last_known, Some("Wang")), same);
        }
        assert!(ask(kind, false, false, None).is_ok());
    }
    assert!(ask(MaskKind::Shelved, true, true, None).is_ok(), "a shelf takes no point out");
}

#[test]
fn every_refusal_says_what_to_do() {
    let name = || "wang".to_owned();
    for (refusal, words) in [
        (
            MaskRefusal::RoleTooLow { name: name(), has: Operator, needs: Engineer },
            "wang is operator, this needs engineer",
        ),
        (
            MaskRefusal::TooLong { name: name(), most: HOUR },
            "wang may hide this for at most 1 h; only an admin may for longer",
        ),
        (MaskRefusal::LongerThanEver { most: EVER }, "nothing is hidden for more than 744 h"),
        (MaskRefusal::SecondPerson { why: TwoPeople::Gas }, "gas is present: a second person must confirm it"),
        (
            MaskRefusal::SecondPerson { why: TwoPeople::LastKnown },
            "it is the last known point of its zone: a second person must confirm it",
        ),
        (MaskRefusal::SamePerson { name: name() }, "wang cannot confirm what wang asked for"),
    ] {
        assert_eq!(refusal.to_string(), words);
    }
}
