//! Zones with their votes.

use mcs_core::{
    alarm::{Condition, Mask, MaskKind, Source},
    id::{OccurrenceId, ShortName, ZoneId},
    zone::{Degrade, Unknown, Zone, ZoneLevel, ZoneMember, ZoneState},
};

use super::{at, list, one, sn};
use crate::{output::Format, view::mask::Hidden};

fn name(text: &str) -> ShortName {
    text.parse().expect("a name")
}

#[test]
fn a_hidden_alarm_of_a_zone_shows_the_zones_name() {
    let mask = Mask {
        sn: None,
        source: Source::Zone(ZoneId(1)),
        condition: Some(Condition::Zone),
        kind: MaskKind::Shelved,
        by: "wang".into(),
        reason: "welding".into(),
        watcher: None,
        work_order: None,
        confirmed_by: None,
        since: at("2026-11-20T08:00:00Z"),
        until: at("2026-11-20T10:00:00Z"),
    };
    let hidden = [Hidden::new(mask.clone(), &zones()), Hidden::new(mask, &[])];
    assert_eq!(list(Format::Name, &hidden), "TANKS/ZONE\nzone 1/ZONE\n");
    assert!(list(Format::Table, &hidden).contains("\nzone TANKS  ZONE"), "{}", list(Format::Table, &hidden));
    assert!(list(Format::Jsonl, &hidden).contains("\"zone\":\"TANKS\""));
}

fn zones() -> [ZoneState; 2] {
    let member = |number: u32, votes, unknown| {
        let sn = sn(&format!("A00{number}"));
        ZoneMember { sn, votes, unknown, masked: unknown == Some(Unknown::Inhibited) }
    };
    let (level, degrade) = (ZoneLevel::A1, Degrade::Reduce);
    let tanks = Zone { id: ZoneId(1), name: name("TANKS"), votes: 2, level, degrade, revision: 3 };
    [
        ZoneState {
            name: name("TANKS"),
            zone: Some(tanks),
            members: vec![
                member(1, true, None),
                member(2, true, Some(Unknown::Offline)),
                member(3, false, Some(Unknown::Inhibited)),
            ],
            votes: 2,
            needed: 1,
            blind: false,
            alarm: Some(OccurrenceId(42)),
            text: "2 of 1: A001, A002 held, offline; 2oo3 → 1oo2, A003 inhibited".to_owned(),
        },
        ZoneState {
            name: name("YARD"),
            zone: None,
            members: vec![member(9, false, None)],
            votes: 0,
            needed: 0,
            blind: false,
            alarm: None,
            text: "no voting".to_owned(),
        },
    ]
}

#[test]
fn zones_tell_how_the_votes_stand_and_one_names_its_members() {
    let table = list(Format::Table, &zones());
    for words in ["2oo3", "no voting", "A003 inhibited", "42"] {
        assert!(table.contains(words), "{words:?} is not in\n{table}");
    }
    let shown = one(Format::Table, &zones()[0]);
    for line in ["A001, votes", "A002, votes (held), offline", "A003, inhibited, masked"] {
        assert!(shown.contains(line), "{line:?} is not in\n{shown}");
    }
}

#[test]
fn a_place_without_voting_has_the_columns_of_a_zone_in_csv() {
    let csv = list(Format::Csv, &zones());
    let columns: Vec<usize> = csv.lines().map(|line| line.matches(',').count()).collect();
    assert_eq!(csv.lines().next().map(|heading| heading.contains("zone.degrade")), Some(true), "{csv}");
    assert!(columns.len() == 3, "{csv}");
}
