//! What is owed to a day. Pure.

use mcs_core::archived::DayState;

use crate::store::ArchiveRow;

/// What is to be done for a day next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owed {
    /// Nothing.
    Nothing,
    /// Write its readings into a file.
    Export,
    /// Upload the file.
    Upload,
    /// Read the object back.
    ReadBack,
}

/// What is owed. Only the last part of a day takes up what has changed; the parts before it are settled. With `move_to`, days that
/// are verified at another target are archived there as well, if their readings are still here.
pub(super) fn owed(row: &ArchiveRow, is_last: bool, move_to: Option<&str>) -> Owed {
    // What is gone here cannot be exported anew in its place; what was exported before is all there is.
    let renew = is_last && row.stale() && !row.gone();
    match row.state {
        DayState::Open => Owed::Export,
        DayState::Exported | DayState::Uploaded if renew => Owed::Export,
        DayState::Exported => Owed::Upload,
        DayState::Uploaded => Owed::ReadBack,
        DayState::Verified => {
            let elsewhere = move_to.is_some_and(|target| row.target.as_deref().is_some_and(|at| at != target));
            if is_last && row.stale() || elsewhere && !row.gone() { Owed::Export } else { Owed::Nothing }
        }
        DayState::Lost => {
            if is_last && row.stale() {
                Owed::Export
            } else {
                Owed::Nothing
            }
        }
    }
}

/// What a new export of a day means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// There is nothing to archive.
    Empty,
    /// The same lines as before.
    Same,
    /// Other lines: a new revision of the object.
    New,
    /// Fewer readings are here than were archived, and all of them are archived already.
    Settled,
    /// Fewer readings are here than were archived, and some of them are not archived: they become a part of their own.
    Late,
}

/// Judges an export. `parts` are all parts of the day. An object is never replaced by one that holds less.
pub(super) fn judge(row: &ArchiveRow, parts: &[ArchiveRow], readings: u64, content: [u8; 32]) -> Verdict {
    let archived = row.readings.unwrap_or(0);
    let together: u64 = parts.iter().filter_map(|part| part.readings).sum();
    if parts.len() > 1
        && row.state == DayState::Verified
        && row.restored.is_some()
        && !row.gone()
        && readings == together
    {
        return Verdict::Settled;
    }
    if archived > 0 && row.object.is_some() && (row.gone() || readings < archived) {
        let known = readings == 0 || parts.iter().any(|part| part.content == Some(content));
        return if known { Verdict::Settled } else { Verdict::Late };
    }
    if row.content == Some(content) {
        Verdict::Same
    } else if readings == 0 && archived == 0 {
        Verdict::Empty
    } else {
        Verdict::New
    }
}

#[cfg(test)]
mod tests {
    use std::slice::from_ref;

    use mcs_core::time::Timestamp;

    use super::*;
    use crate::store::SiteDay;

    fn row(state: DayState) -> ArchiveRow {
        let at = Timestamp::from_micros;
        let new = ArchiveRow::new(SiteDay(20_000), at(0), at(10), "UTC".into(), at(20));
        ArchiveRow {
            state,
            exported: Some(1),
            revision: 1,
            target: Some("archive".into()),
            object: Some("x".into()),
            readings: Some(100),
            content: Some([1; 32]),
            ..new
        }
    }

    fn pruned(state: DayState) -> ArchiveRow {
        ArchiveRow { pruned: Some(Timestamp::from_micros(50)), ..row(state) }
    }

    #[test]
    fn a_verified_day_is_owed_nothing_until_its_readings_change() {
        let day = row(DayState::Verified);
        assert_eq!(owed(&day, true, None), Owed::Nothing);
        let changed = ArchiveRow { version: 2, ..day };
        assert_eq!(owed(&changed, true, None), Owed::Export);
        assert_eq!(owed(&changed, false, None), Owed::Nothing, "a later part takes it up");
    }

    #[test]
    fn what_was_interrupted_goes_on_where_it_was() {
        assert_eq!(owed(&row(DayState::Exported), true, None), Owed::Upload);
        assert_eq!(owed(&row(DayState::Uploaded), true, None), Owed::ReadBack);
        assert_eq!(owed(&ArchiveRow { version: 2, ..row(DayState::Uploaded) }, true, None), Owed::Export);
        // Its readings are gone: the file in the spool is all there is.
        assert_eq!(owed(&ArchiveRow { version: 2, ..pruned(DayState::Exported) }, true, None), Owed::Upload);
    }

    #[test]
    fn days_stay_where_they_are_unless_they_are_asked_to_move() {
        let day = row(DayState::Verified);
        assert_eq!(owed(&day, true, Some("archive")), Owed::Nothing);
        assert_eq!(owed(&day, true, Some("other")), Owed::Export);
        assert_eq!(owed(&pruned(DayState::Verified), true, Some("other")), Owed::Nothing);
    }

    #[test]
    fn an_object_is_never_replaced_by_one_that_holds_less() {
        let day = pruned(DayState::Verified);
        let all = [day.clone()];
        assert_eq!(judge(&day, &all, 0, [0; 32]), Verdict::Settled, "nothing came");
        assert_eq!(judge(&day, &all, 3, [2; 32]), Verdict::Late);
        assert_eq!(judge(&day, &all, 300, [2; 32]), Verdict::Late, "however much came");
        assert_eq!(judge(&day, &all, 100, [1; 32]), Verdict::Settled, "it came back");
        // Also where nobody said that it was pruned.
        let day = row(DayState::Verified);
        assert_eq!(judge(&day, from_ref(&day), 99, [2; 32]), Verdict::Late);
        assert_eq!(judge(&day, from_ref(&day), 101, [2; 32]), Verdict::New);
        assert_eq!(judge(&day, from_ref(&day), 100, [1; 32]), Verdict::Same);
    }

    #[test]
    fn a_day_that_came_back_whole_makes_no_new_part() {
        let restored = ArchiveRow { restored: Some(Timestamp::from_micros(60)), ..pruned(DayState::Verified) };
        let late = ArchiveRow { part: 1, readings: Some(5), content: Some([3; 32]), ..restored.clone() };
        let parts = [restored, late.clone()];
        assert_eq!(judge(&late, &parts, 105, [9; 32]), Verdict::Settled, "all of it is archived");
        assert_eq!(judge(&late, &parts, 106, [9; 32]), Verdict::New, "a part may grow");
    }

    #[test]
    fn a_day_without_readings_is_empty() {
        let at = Timestamp::from_micros;
        let day = ArchiveRow::new(SiteDay(20_000), at(0), at(10), "UTC".into(), at(20));
        assert_eq!(judge(&day, from_ref(&day), 0, [0; 32]), Verdict::Empty);
        assert_eq!(judge(&day, from_ref(&day), 1, [0; 32]), Verdict::New);
    }
}
