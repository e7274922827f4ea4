//! Reading what a provider answered. Several say *200 OK* and mean no: the word that counts stands inside.
//!
//! Pure, and fuzzed: whatever the other side sends, it becomes one of our outcomes.

use std::time::Duration;

use serde_json::Value;

use super::outcome::{Accepted, SendError};

/// Longest part of a provider's words that is kept.
const WORDS: usize = 300;
/// A wait nobody asked for in numbers.
const PAUSE: Duration = Duration::from_mins(1);
/// Longest wait that is believed.
const LONGEST: Duration = Duration::from_hours(24);

/// An answer, without anything secret in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    /// The status of HTTP.
    pub(super) status: u16,
    /// How long it asks to wait.
    pub(super) retry_after: Option<Duration>,
    /// Its body, as far as it is read.
    pub(super) body: String,
}

/// What a provider's code means to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// It has the message.
    Accepted,
    /// Too much was sent.
    Throttled(Duration),
    /// It is our fault; what to do about it.
    Refused(&'static str),
    /// It is its own fault, or unknown: better tried again than given up.
    Failed,
}

/// Where a provider puts its code and its words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    /// Names of the code; all that are there must say yes.
    pub(super) codes: &'static [&'static str],
    /// Names of the words.
    pub(super) words: &'static [&'static str],
    /// The code that says yes.
    pub(super) yes: &'static str,
}

impl Answer {
    /// What an answer with a code inside means.
    pub(super) fn settle(&self, shape: &Shape, meaning: impl Fn(&str, &str) -> Meaning) -> Result<Accepted, SendError> {
        let Some((code, words)) = said(&self.body, shape) else {
            self.by_status()?;
            return Err(SendError::Failed(format!("answered {} without a word we understand", self.in_short())));
        };
        let said = format!("{code}: {}", shorten(&words));
        match meaning(&code, &words) {
            // Its gateway refused what it never saw.
            Meaning::Accepted => self.by_status().map(|()| Accepted(said)),
            Meaning::Throttled(after) => {
                Err(SendError::Throttled { after: self.retry_after.unwrap_or(after), why: said })
            }
            Meaning::Refused(advice) => Err(SendError::Refused(format!("{said}; {advice}"))),
            Meaning::Failed => match self.by_status() {
                Err(throttled @ SendError::Throttled { .. }) => Err(throttled),
                Ok(()) | Err(SendError::Failed(_) | SendError::Refused(_)) => Err(SendError::Failed(said)),
            },
        }
    }

    /// What the status alone means.
    pub(super) fn by_status(&self) -> Result<(), SendError> {
        match (self.status, self.retry_after) {
            (200..300, _) => Ok(()),
            (429, after) => Err(SendError::Throttled { after: after.unwrap_or(PAUSE), why: self.in_short() }),
            (503, Some(after)) => Err(SendError::Throttled { after, why: self.in_short() }),
            (300..400, _) => {
                Err(SendError::Refused(format!("it redirects ({}); set the address it means", self.status)))
            }
            (408 | 425 | 500.., _) => Err(SendError::Failed(self.in_short())),
            (_, _) => Err(SendError::Refused(self.in_short())),
        }
    }

    /// Status and the beginning of the body, in one line.
    pub(super) fn in_short(&self) -> String {
        match shorten(&self.body).as_str() {
            "" => format!("HTTP {}", self.status),
            body => format!("HTTP {}: {body}", self.status),
        }
    }
}

/// The code and the words of a JSON answer. Of several codes the first that does not say yes.
fn said(body: &str, shape: &Shape) -> Option<(String, String)> {
    let Ok(Value::Object(answer)) = serde_json::from_str(body) else { return None };
    let text = |name: &&str| match answer.get(*name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    };
    let codes: Vec<String> = shape.codes.iter().filter_map(text).collect();
    let code = codes.iter().find(|code| *code != shape.yes).or(codes.first())?.clone();
    let words = shape.words.iter().filter_map(text).find(|words| !words.is_empty()).unwrap_or_default();
    Some((code, words))
}

/// How long to wait: seconds, or until a time.
pub(super) fn retry_after(header: &str, now: jiff::Timestamp) -> Option<Duration> {
    let header = header.trim();
    let wait = if let Ok(seconds) = header.parse() {
        Duration::from_secs(seconds)
    } else {
        let until = jiff::fmt::rfc2822::parse(header).ok()?.timestamp();
        Duration::try_from(until.duration_since(now)).unwrap_or_default()
    };
    Some(wait.clamp(Duration::from_secs(1), LONGEST))
}

fn shorten(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    let line = words.join(" ");
    match line.char_indices().nth(WORDS) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: Shape = Shape { codes: &["code", "StatusCode"], words: &["msg", "StatusMessage"], yes: "0" };

    fn answer(status: u16, retry_after: Option<u64>, body: &str) -> Answer {
        Answer { status, retry_after: retry_after.map(Duration::from_secs), body: body.to_owned() }
    }

    fn settle(status: u16, retry_after: Option<u64>, body: &str) -> Result<Accepted, SendError> {
        answer(status, retry_after, body).settle(&SHAPE, |code, _| match code {
            "0" => Meaning::Accepted,
            "7" => Meaning::Throttled(Duration::from_mins(10)),
            "8" => Meaning::Refused("set it again"),
            _ => Meaning::Failed,
        })
    }

    #[test]
    fn a_200_counts_by_the_code_inside_it() {
        assert_eq!(settle(200, None, r#"{"code":0,"msg":"ok"}"#), Ok(Accepted("0: ok".into())));
        assert_eq!(
            settle(200, None, r#"{"StatusCode":"0","StatusMessage":"success"}"#),
            Ok(Accepted("0: success".into()))
        );
        let failed = Err(SendError::Failed("5: system busy".into()));
        assert_eq!(settle(200, None, r#"{"StatusCode":0,"code":5,"msg":"system busy"}"#), failed, "any that says no");
        let refused = Err(SendError::Refused("8: no; set it again".into()));
        assert_eq!(settle(200, None, r#"{"code":8,"msg":"no"}"#), refused);
        for body in ["", "ok", "[]", "{}", r#"{"code":null}"#, r#"{"code":"#, "<html>welcome to the captive portal"] {
            assert!(matches!(settle(200, None, body), Err(SendError::Failed(_))), "{body}");
        }
    }

    #[test]
    fn a_yes_behind_a_status_that_says_no_is_no() {
        assert!(matches!(settle(500, None, r#"{"code":0}"#), Err(SendError::Failed(_))));
        assert!(matches!(settle(403, None, r#"{"code":0}"#), Err(SendError::Refused(_))));
    }

    #[test]
    fn what_it_asks_to_wait_is_waited() {
        let after =
            |seconds, why: &str| Err(SendError::Throttled { after: Duration::from_secs(seconds), why: why.into() });
        assert_eq!(settle(200, None, r#"{"code":7}"#), after(600, "7: "));
        assert_eq!(settle(200, Some(30), r#"{"code":7}"#), after(30, "7: "));
        assert_eq!(settle(429, None, ""), after(60, "HTTP 429"));
        assert_eq!(settle(429, Some(5), "slow\ndown"), after(5, "HTTP 429: slow down"));
        assert_eq!(settle(429, Some(5), r#"{"code":99}"#), after(5, r#"HTTP 429: {"code":99}"#));
        assert_eq!(settle(503, Some(5), ""), after(5, "HTTP 503"));
        assert_eq!(settle(503, None, ""), Err(SendError::Failed("HTTP 503".into())));
    }

    #[test]
    fn a_status_says_whose_fault_it_is() {
        for (status, refused) in
            [(301, true), (400, true), (401, true), (404, true), (408, false), (500, false), (599, false)]
        {
            let outcome = answer(status, None, "").by_status();
            assert_eq!(matches!(outcome, Err(SendError::Refused(_))), refused, "{status}");
            assert_eq!(matches!(outcome, Err(SendError::Failed(_))), !refused, "{status}");
        }
        assert_eq!(answer(204, None, "").by_status(), Ok(()));
    }

    #[test]
    fn a_wait_is_given_in_seconds_or_as_a_time() {
        let now: jiff::Timestamp = "1994-11-06T08:49:00Z".parse().expect("a time");
        for (header, seconds) in [
            ("120", Some(120)),
            ("0", Some(1)),
            ("999999999", Some(86_400)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(37)),
            ("Sun, 06 Nov 1994 08:40:00 GMT", Some(1)),
            ("soon", None),
            ("-5", None),
        ] {
            assert_eq!(retry_after(header, now), seconds.map(Duration::from_secs), "{header}");
        }
    }

    #[test]
    fn long_words_are_cut_between_characters() {
        let long = "罐".repeat(400);
        assert_eq!(shorten(&long).chars().count(), WORDS + 1);
    }
}
