//! From when to when.

use mcs_core::time::{Span, Timestamp};

use crate::{
    cli::reading::PeriodArgs,
    error::Error,
    time::{Edge, Moment, Zone},
};

/// The period asked for; the last hour if nothing is said.
pub(super) fn period(args: &PeriodArgs, zone: &Zone, now: Timestamp) -> Result<(Timestamp, Timestamp), Error> {
    period_or(args, zone, now, Span::hours(1))
}

/// The period asked for; the last so much if nothing is said.
pub(in super::super) fn period_or(
    args: &PeriodArgs,
    zone: &Zone,
    now: Timestamp,
    usual: Span,
) -> Result<(Timestamp, Timestamp), Error> {
    let resolve = |moment: Moment, edge| moment.instant(edge, zone, now).ok_or(Error::OutsideCalendar);
    let to = match args.to {
        Some(moment) => resolve(moment, Edge::End)?,
        // The end is not included, and the newest reading may carry this very microsecond.
        None => now + Span::micros(1),
    };
    let from = match (args.from, args.since) {
        (Some(moment), _) => resolve(moment, Edge::Start)?,
        (None, Some(since)) => now - since,
        (None, None) => to - usual,
    };
    if from < to { Ok((from, to)) } else { Err(Error::NoPeriod { from: zone.show(from), to: zone.show(to) }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Exit;

    fn asked(from: Option<&str>, to: Option<&str>, since: Option<Span>) -> Result<(String, String), Error> {
        let moment = |text: &str| text.parse::<Moment>().expect("a moment");
        let args = PeriodArgs { since, from: from.map(moment), to: to.map(moment) };
        let zone = Zone::named("Asia/Shanghai").expect("a zone of the table");
        let now = Timestamp::parse("2026-11-03T04:00:00Z").expect("RFC 3339");
        period(&args, &zone, now).map(|(from, to)| (from.to_string(), to.to_string()))
    }

    #[test]
    fn a_period_of_days_covers_both_days_whole() {
        let period = asked(Some("2026-11-01"), Some("yesterday"), None).expect("a period");
        assert_eq!(period, ("2026-10-31T16:00:00Z".to_owned(), "2026-11-02T16:00:00Z".to_owned()));
    }

    #[test]
    fn without_a_word_it_is_the_last_hour_and_the_newest_reading_is_in_it() {
        let period = asked(None, None, None).expect("a period");
        assert_eq!(period, ("2026-11-03T03:00:00.000001Z".to_owned(), "2026-11-03T04:00:00.000001Z".to_owned()));
    }

    #[test]
    fn an_end_before_the_start_is_refused() {
        let error = asked(Some("today"), Some("yesterday"), None).expect_err("the wrong way round");
        assert_eq!(error.exit(), Exit::Usage);
    }
}
