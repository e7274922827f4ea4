//! What people hide and try in a scenario.

use mcs_core::{
    alarm::{Actor, Changes, Condition, Mask, MaskKind, MaskStep, Mint, PointAlarms, PointRules, Refusal, Source},
    time::{Now, Timestamp},
};

use crate::{clock, script::Step};

/// Does what the step says of masks, drills and the link; `None`: it says nothing of them.
pub(crate) fn act(
    step: &Step,
    alarms: &mut PointAlarms,
    rules: &PointRules,
    by: &Actor,
    now: Now,
    mint: &mut dyn Mint,
    out: &mut Changes,
) -> Option<Result<(), Refusal>> {
    let comment = None;
    let outcome = if let Some(until) = &step.inhibit {
        let mask = mask(step, alarms, by, (MaskKind::Inhibited, None), (now.utc, clock::parse(until)));
        alarms.put_mask(mask, now, mint, out)
    } else if let Some(until) = &step.out_of_service {
        let mask = mask(step, alarms, by, (MaskKind::OutOfService, None), (now.utc, clock::parse(until)));
        alarms.put_mask(mask, now, mint, out)
    } else if let Some((name, until)) = &step.shelve {
        let which = (MaskKind::Shelved, Some(condition(name)));
        let mask = mask(step, alarms, by, which, (now.utc, clock::parse(until)));
        alarms.put_mask(mask, now, mint, out)
    } else if let Some(name) = &step.unmask {
        let which =
            MaskKind::parse(name).map_or_else(|| (MaskKind::Shelved, Some(condition(name))), |kind| (kind, None));
        alarms.end_mask(rules, which, by, comment, now, mint, out)
    } else if let Some(name) = &step.drill {
        alarms.drill(rules, condition(name), by, comment, now, mint, out).map(drop)
    } else if let Some(name) = &step.end_drill {
        alarms.end_drill(condition(name), by, comment, now, mint, out).map(drop)
    } else {
        match step.link.as_deref()? {
            "broken" => alarms.link_broken(),
            "lost" => alarms.link_lost(now, mint, out),
            "back" => alarms.link_back(rules, now, out),
            other => panic!("a link is broken, lost or back, not {other}"),
        }
        Ok(())
    };
    Some(outcome)
}

/// Checks what the step says of masks.
pub(crate) fn check(step: &Step, alarms: &PointAlarms, out: &Changes, place: &str) {
    if let Some(expected) = &step.masks {
        let stand: Vec<String> = alarms.masks().map(shown).collect();
        assert_eq!(&stand, expected, "{place}");
    }
    let Some(expected) = &step.seen else { return };
    let seen: Vec<String> = out
        .masks
        .iter()
        .filter_map(|change| if let MaskStep::Off { seen, .. } = &change.step { Some(seen) } else { None })
        .flatten()
        .map(|seen| {
            let peak = seen.peak.map_or_else(|| "none".to_owned(), |peak| format!("{peak:.1}"));
            format!("{} {} times, peak {peak}", seen.condition, seen.raises)
        })
        .collect();
    assert_eq!(&seen, expected, "{place}");
}

fn shown(mask: &Mask) -> String {
    let until = clock::show(mask.until);
    match mask.condition {
        Some(condition) => format!("{} {condition} until {until}", mask.kind.as_str()),
        None => format!("{} until {until}", mask.kind.as_str()),
    }
}

fn condition(name: &str) -> Condition {
    Condition::parse(name).expect("a condition")
}

fn mask(
    step: &Step,
    alarms: &PointAlarms,
    by: &Actor,
    (kind, condition): (MaskKind, Option<Condition>),
    (since, until): (Timestamp, Timestamp),
) -> Mask {
    Mask {
        sn: Some(alarms.sn().clone()),
        source: Source::Point(alarms.point()),
        condition,
        kind,
        by: by.name.clone(),
        reason: "bump test".to_owned(),
        watcher: step.watcher.clone(),
        work_order: None,
        confirmed_by: None,
        since,
        until,
    }
}
