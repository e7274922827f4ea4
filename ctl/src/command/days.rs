//! From which site day to which.

use mcs_core::time::Timestamp;

use crate::{
    cli::days::DaysArgs,
    error::Error,
    time::{Moment, Zone},
};

/// The first and the last day, as they are written; `None` where nothing is said.
pub(super) fn days(args: DaysArgs, zone: &Zone, now: Timestamp) -> Result<(Option<String>, Option<String>), Error> {
    let day = |moment: Moment| moment.day(zone, now).map(|day| day.to_string()).ok_or(Error::OutsideCalendar);
    let from = args.from.or(args.since.map(|since| Moment::Instant(now - since)));
    let (from, to) = (from.map(day).transpose()?, args.to.map(day).transpose()?);
    match (&from, &to) {
        (Some(first), Some(last)) if first > last => Err(Error::NoPeriod { from: first.clone(), to: last.clone() }),
        _ => Ok((from, to)),
    }
}

#[cfg(test)]
mod tests {
    use mcs_core::time::Span;

    use super::*;

    fn asked(args: DaysArgs) -> Result<(Option<String>, Option<String>), Error> {
        let zone = Zone::named("Asia/Shanghai").expect("a zone of the table");
        days(args, &zone, Timestamp::parse("2026-11-02T20:00:00Z").expect("RFC 3339"))
    }

    #[test]
    fn a_stretch_up_to_now_is_the_site_days_it_touches() {
        let since = |hours| DaysArgs { since: Some(Span::hours(hours)), from: None, to: None };
        assert_eq!(asked(since(1)).expect("days").0.as_deref(), Some("2026-11-03"));
        assert_eq!(asked(since(24)).expect("days").0.as_deref(), Some("2026-11-02"));
    }

    #[test]
    fn days_the_wrong_way_round_are_refused() {
        let args = DaysArgs { since: None, from: Some(Moment::Today), to: Some(Moment::Yesterday) };
        assert!(matches!(asked(args), Err(Error::NoPeriod { .. })));
    }
}
