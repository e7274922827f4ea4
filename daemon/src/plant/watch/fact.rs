//! What the plant knows of itself, and which causes of `SYSTEM` alarms follow from it. Pure: a table with words.

use mcs_core::{alarm::SystemCause, sentence, status::StoreState};

use super::throughput::Look;

/// Free disk, %, below which each cause is raised, and how much more ends it.
const DISK: [(SystemCause, f64); 3] =
    [(SystemCause::DiskCritical, 5.0), (SystemCause::DiskLow, 10.0), (SystemCause::DiskWarning, 15.0)];
const DISK_BACK: f64 = 1.0;
/// Points online, %, below which it is an alarm, and from which it no longer is.
const ONLINE: u64 = 90;
const ONLINE_BACK: u64 = 92;
/// Fewer commissioned points than this are judged one by one, not as a share.
const MANY: u64 = 10;
/// Names in a text; of the rest there is only their number.
const NAMED: usize = 8;

/// What is so at this moment.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    pub(super) free: f64,
    pub(super) store: StoreState,
    pub(super) damage: Option<String>,
    /// A commit takes longer than it should; `None`: not known yet.
    pub(super) late: Option<bool>,
    /// Readings wait for longer than they should; `None`: not known yet.
    pub(super) backlog: Option<bool>,
    pub(super) quarantine: bool,
    pub(super) refused: bool,
    pub(super) commissioned: u64,
    pub(super) online: u64,
    pub(super) strangers: bool,
    pub(super) throughput: Option<Look>,
    /// Devices that send too much.
    pub(super) loud: Vec<String>,
    /// Points whose calibration is due soon or past due; `None`: not looked at now.
    pub(super) due: Option<Vec<String>>,
}

/// Every cause that is known to be so or not so, each with what people should know and do. `stands`: it stood before.
pub(super) fn causes(facts: &Facts, stands: impl Fn(SystemCause) -> bool) -> Vec<(SystemCause, bool, String)> {
    let mut causes = Vec::with_capacity(16);
    let mut say = |cause, present: bool, text: &dyn Fn() -> String| {
        causes.push((cause, present, if present { text() } else { String::new() }));
    };
    let free = facts.free;
    for (cause, below) in DISK {
        let below = if stands(cause) { below + DISK_BACK } else { below };
        say(cause, free < below, &|| sentence::DISK_FREE.with(&[&format_args!("{free:.1}")]));
    }
    let (failing, why) = match facts.store {
        StoreState::Ok | StoreState::Late => (false, ""),
        StoreState::Reserve => (true, sentence::STORE_IN_RESERVE.plain()),
        StoreState::Unrecorded => (true, sentence::STORE_UNRECORDED.plain()),
        StoreState::Withheld => (true, sentence::STORE_WITHHELD.plain()),
    };
    say(SystemCause::StoreFailing, failing, &|| why.to_owned());
    let damage = facts.damage.as_deref();
    say(SystemCause::StoreDamaged, damage.is_some(), &|| sentence::STORE_DAMAGED.with(&[&damage.unwrap_or_default()]));
    if let Some(late) = facts.late {
        say(SystemCause::StoreLate, late, &|| sentence::STORE_LATE.plain().to_owned());
    }
    if let Some(backlog) = facts.backlog {
        say(SystemCause::Backlog, backlog, &|| sentence::BACKLOG.plain().to_owned());
    }
    say(SystemCause::Quarantine, facts.quarantine, &|| sentence::QUARANTINE.plain().to_owned());
    say(SystemCause::Refused, facts.refused, &|| sentence::REFUSED.plain().to_owned());
    let Facts { commissioned, online, .. } = *facts;
    let share = if stands(SystemCause::ManyOffline) { ONLINE_BACK } else { ONLINE };
    let many = commissioned >= MANY && online * 100 < commissioned * share;
    say(SystemCause::ManyOffline, many, &|| sentence::MANY_OFFLINE.with(&[&online, &commissioned]));
    if !facts.strangers {
        say(SystemCause::UnknownDevice, false, &String::new);
    }
    if let Some(Look { halved, percent }) = facts.throughput {
        say(SystemCause::ThroughputHalved, halved, &|| sentence::THROUGHPUT.with(&[&format_args!("{percent:.0}")]));
    }
    let loud = &facts.loud;
    say(SystemCause::AbnormalTraffic, !loud.is_empty(), &|| sentence::TRAFFIC.with(&[&named(loud)]));
    if let Some(due) = &facts.due {
        say(SystemCause::CalibrationDue, !due.is_empty(), &|| sentence::CALIBRATION_DUE.with(&[&named(due)]));
    }
    causes
}

/// The first few names and how many more.
fn named(names: &[String]) -> String {
    let first = names[..names.len().min(NAMED)].join(", ");
    match names.len().saturating_sub(NAMED) {
        0 => first,
        more => sentence::AND_MORE.with(&[&first, &more]),
    }
}

#[cfg(test)]
mod tests {
    use mcs_core::language::Language;

    use super::*;

    fn well() -> Facts {
        Facts {
            free: 50.0,
            store: StoreState::Ok,
            damage: None,
            late: Some(false),
            backlog: Some(false),
            quarantine: false,
            refused: false,
            commissioned: 100,
            online: 100,
            strangers: false,
            throughput: Some(Look { halved: false, percent: 100.0 }),
            loud: Vec::new(),
            due: Some(Vec::new()),
        }
    }

    fn present(facts: &Facts, standing: &[SystemCause]) -> Vec<(SystemCause, String)> {
        let causes = causes(facts, |cause| standing.contains(&cause));
        causes.into_iter().filter(|(_, present, _)| *present).map(|(cause, _, text)| (cause, text)).collect()
    }

    #[test]
    fn each_cause_follows_from_its_fact_and_from_nothing_else() {
        use SystemCause as S;
        assert_eq!(present(&well(), &[]), []);
        let table: [(Facts, &[S]); 13] = [
            (Facts { free: 14.9, ..well() }, &[S::DiskWarning]),
            (Facts { free: 9.9, ..well() }, &[S::DiskLow, S::DiskWarning]),
            (Facts { free: 4.9, ..well() }, &[S::DiskCritical, S::DiskLow, S::DiskWarning]),
            (Facts { store: StoreState::Withheld, ..well() }, &[S::StoreFailing]),
            (Facts { damage: Some("page 7".into()), ..well() }, &[S::StoreDamaged]),
            (Facts { late: Some(true), ..well() }, &[S::StoreLate]),
            (Facts { backlog: Some(true), ..well() }, &[S::Backlog]),
            (Facts { quarantine: true, ..well() }, &[S::Quarantine]),
            (Facts { refused: true, ..well() }, &[S::Refused]),
            (Facts { online: 89, ..well() }, &[S::ManyOffline]),
            (Facts { throughput: Some(Look { halved: true, percent: 31.0 }), ..well() }, &[S::ThroughputHalved]),
            (Facts { loud: vec!["A001".into()], ..well() }, &[S::AbnormalTraffic]),
            (Facts { due: Some(vec!["A001".into()]), ..well() }, &[S::CalibrationDue]),
        ];
        for (facts, expected) in table {
            let found = present(&facts, &[]);
            assert_eq!(found.iter().map(|(cause, _)| *cause).collect::<Vec<_>>(), expected, "{facts:?}");
            for (_, text) in &found {
                let chinese = sentence::told(text, Language::Chinese);
                assert!(!text.is_empty() && chinese != *text, "{text:?}: {chinese:?}");
            }
        }
    }

    #[test]
    fn what_stands_ends_a_little_beyond_where_it_began() {
        use SystemCause as S;
        for (facts, cause) in [
            (Facts { free: 5.5, ..well() }, S::DiskCritical),
            (Facts { free: 10.5, ..well() }, S::DiskLow),
            (Facts { free: 15.5, ..well() }, S::DiskWarning),
            (Facts { online: 91, ..well() }, S::ManyOffline),
        ] {
            let names = |standing: &[S]| present(&facts, standing).iter().any(|(found, _)| *found == cause);
            assert!(!names(&[]) && names(&[cause]), "{facts:?}");
        }
        assert_eq!(present(&Facts { free: 16.0, online: 92, ..well() }, &S::ALL), []);
    }

    #[test]
    fn what_is_not_known_yet_is_not_said() {
        let unsure = Facts { late: None, backlog: None, throughput: None, due: None, strangers: true, ..well() };
        let said: Vec<_> = causes(&unsure, |_| true).into_iter().map(|(cause, ..)| cause).collect();
        for cause in [
            SystemCause::StoreLate,
            SystemCause::Backlog,
            SystemCause::ThroughputHalved,
            SystemCause::CalibrationDue,
            SystemCause::UnknownDevice,
        ] {
            assert!(!said.contains(&cause), "{cause:?}");
        }
    }

    #[test]
    fn a_text_names_a_few_and_counts_the_rest() {
        let loud: Vec<String> = (0..10).map(|n| format!("A{n:03}")).collect();
        let found = present(&Facts { loud, ..well() }, &[]);
        assert!(found[0].1.contains("A007 and 2 more"), "{found:?}");
    }
}
