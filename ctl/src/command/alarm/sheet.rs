//! The record of alarms for a spreadsheet.

use mcs_core::{
    alarm::{LifeState, Occurrence, Priority},
    performance::subject,
    sentence::told,
    time::Timestamp,
};
use mcs_proto::client::Recorded;

use mcs_core::language::Language;

use crate::time::Zone;

/// Without it Excel takes the bytes for the machine's own code page.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

const HEADINGS: [(&str, &str); 19] = [
    ("编号", "Number"),
    ("对象", "Subject"),
    ("分区", "Zone"),
    ("类型", "Type"),
    ("优先级", "Priority"),
    ("状态", "State"),
    ("报警时间", "Raised"),
    ("恢复时间", "Returned"),
    ("确认时间", "Acknowledged"),
    ("确认人", "By"),
    ("结束时间", "Closed"),
    ("当前值", "Value"),
    ("峰值", "Peak"),
    ("限值", "Limit"),
    ("单位", "Unit"),
    ("备注", "Comment"),
    ("说明", "Text"),
    ("已通报", "Announced"),
    ("演习", "Drill"),
];

/// Writes lines of CSV in one language.
pub(super) struct Sheet {
    lang: Language,
    zone: Zone,
}

impl Sheet {
    pub(super) const fn new(lang: Language, zone: Zone) -> Self {
        Self { lang, zone }
    }

    /// What a file begins with.
    pub(super) fn heading(&self) -> Vec<u8> {
        let titles = HEADINGS.map(|(zh, en)| self.say(zh, en).to_owned());
        [BYTE_ORDER_MARK, &csv(&titles)].concat()
    }

    /// One line.
    pub(super) fn line(&self, recorded: &Recorded) -> Vec<u8> {
        let Recorded { alarm, announced } = recorded;
        let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
        let text = |text: Option<&String>| text.map(|text| harmless(text)).unwrap_or_default();
        csv(&[
            alarm.id.to_string(),
            harmless(&subject(alarm)),
            alarm.zone.as_ref().map(ToString::to_string).unwrap_or_default(),
            alarm.condition.as_str().to_owned(),
            self.priority(alarm.priority).to_owned(),
            self.state(alarm).to_owned(),
            self.time(Some(alarm.raised)),
            self.time(alarm.returned),
            self.time(alarm.acked),
            text(alarm.acked_by.as_ref()),
            self.time(alarm.closed),
            number(alarm.value),
            number(alarm.peak),
            number(alarm.limit),
            alarm.unit.map(|unit| unit.as_str().to_owned()).unwrap_or_default(),
            text(alarm.comment.as_ref()),
            alarm.text.as_deref().map(|text| harmless(&told(text, self.lang))).unwrap_or_default(),
            self.yes(*announced).to_owned(),
            self.yes(alarm.drill).to_owned(),
        ])
    }

    const fn say<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        match self.lang {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// As a spreadsheet takes it for a time.
    fn time(&self, at: Option<Timestamp>) -> String {
        at.map(|at| self.zone.wall_clock(at).strftime("%Y-%m-%d %H:%M:%S").to_string()).unwrap_or_default()
    }

    const fn yes(&self, yes: bool) -> &'static str {
        if yes { self.say("是", "yes") } else { self.say("否", "no") }
    }

    const fn priority(&self, priority: Priority) -> &'static str {
        match priority {
            Priority::Low => self.say("低", "low"),
            Priority::Medium => self.say("中", "medium"),
            Priority::High => self.say("高", "high"),
            Priority::Critical => self.say("危急", "critical"),
        }
    }

    const fn state(&self, alarm: &Occurrence) -> &'static str {
        match alarm.state {
            LifeState::Normal => self.say("已结束", "over"),
            LifeState::UnackActive => self.say("报警未确认", "active, not acknowledged"),
            LifeState::AckedActive => self.say("报警已确认", "active, acknowledged"),
            LifeState::UnackReturned => self.say("已恢复未确认", "returned, not acknowledged"),
            LifeState::LatchedUnack => self.say("锁存未确认", "latched, not acknowledged"),
            LifeState::LatchedAcked => self.say("锁存待复位", "latched, to be reset"),
        }
    }
}

/// A text a person wrote must not become a formula in somebody else's spreadsheet.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

fn csv(cells: &[String]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // In memory, and with as many cells in each line: there is nothing that could fail.
    let written = writer.write_record(cells);
    debug_assert!(written.is_ok(), "{written:?}");
    writer.into_inner().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_is_no_formula() {
        assert_eq!(harmless("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(harmless("valve closed"), "valve closed");
    }

    #[test]
    fn the_heading_begins_with_the_mark_that_excel_needs() {
        let heading = Sheet::new(Language::Chinese, Zone::UTC).heading();
        assert!(heading.starts_with(BYTE_ORDER_MARK));
        let text = String::from_utf8(heading).expect("UTF-8");
        assert!(text.starts_with("\u{feff}编号,对象,") && text.ends_with("\r\n"), "{text}");
    }
}
