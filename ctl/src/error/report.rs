//! How an error is told: one line for people, one JSON object for programs. Always on standard error.

use std::{error::Error as _, ffi::OsString, io::Write};

use clap::error::ErrorKind;
use serde::Serialize;

use super::{Error, Exit};

/// An error in the words it is told in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Report {
    /// What failed.
    what: String,
    /// Why, where there is more to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    /// What to do next.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    /// The business code; 0 where there is none.
    code: u32,
    /// The exit code.
    exit: u8,
}

impl Report {
    fn of(error: &Error) -> Self {
        let mut causes = Vec::new();
        let mut cause = error.source();
        while let Some(error) = cause {
            causes.push(error.to_string());
            cause = error.source();
        }
        // Outer errors may say in their own text what the inner one says again.
        causes.dedup_by(|inner, outer| outer.contains(inner.as_str()));
        Self {
            what: error.to_string(),
            why: (!causes.is_empty()).then(|| causes.join(": ")),
            next: error.advice(),
            code: error.code(),
            exit: error.exit() as u8,
        }
    }

    /// "what failed: why; what to do next [code 40001]", on one line whatever the daemon sent.
    fn line(&self) -> String {
        let mut line = self.what.clone();
        if let Some(why) = &self.why {
            line.push_str(": ");
            line.push_str(why);
        }
        if let Some(next) = &self.next {
            line.push_str("; ");
            line.push_str(next);
        }
        if self.code != 0 {
            line.push_str(" [code ");
            line.push_str(&self.code.to_string());
            line.push(']');
        }
        line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Envelope<'a> {
            error: &'a Report,
        }
        // A report is texts and numbers; there is nothing in it that JSON could refuse.
        serde_json::to_string(&Envelope { error: self }).unwrap_or_else(|_| self.line())
    }

    fn print(&self, as_json: bool) {
        let text = if as_json { self.json() } else { format!("mcsctl: {}", self.line()) };
        // Nobody can be told that standard error is closed.
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    }
}

/// Tells an error and gives the exit code. A reader that went away is no error and is not told.
pub(crate) fn tell(error: &Error, as_json: bool) -> Exit {
    let exit = error.exit();
    if exit != Exit::Ok {
        Report::of(error).print(as_json);
    }
    exit
}

/// Prints what clap has to say: help and version are data, a wrong command line is an error.
pub(crate) fn complain(complaint: &clap::Error, args: &[OsString]) -> Exit {
    if !complaint.use_stderr() {
        // `mcsctl --help | head` closes the pipe early; that is no failure.
        let _ = complaint.print();
        return Exit::Ok;
    }
    if complaint.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand && !wants_json(args) {
        // Nothing was asked yet: the help is the answer.
        let _ = complaint.print();
    } else {
        usage(&complaint.render().to_string()).print(wants_json(args));
    }
    Exit::Usage
}

/// What clap says over several paragraphs, in one line: what is wrong, the tips, and where the help is.
fn usage(said: &str) -> Report {
    let (complaint, usage) = said.split_once("Usage:").unwrap_or((said, ""));
    let mut paragraphs = complaint
        .split("\n\n")
        .map(|paragraph| {
            let words: Vec<&str> = paragraph.split_whitespace().collect();
            words.join(" ")
        })
        // Without a usage clap says where the help is; so do we.
        .filter(|paragraph| !paragraph.starts_with("For more information"));
    let what = paragraphs.next().unwrap_or_default();
    let tips =
        paragraphs.filter_map(|tip| tip.strip_prefix("tip: ").map(str::to_owned).or((!tip.is_empty()).then_some(tip)));
    let plain = |word: &&str| word.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !word.starts_with('-');
    let command: Vec<&str> = usage.split_whitespace().take_while(plain).collect();
    let command = if command.is_empty() { "mcsctl".to_owned() } else { command.join(" ") };
    let next: Vec<String> = tips.chain([format!("see \"{command} --help\"")]).collect();
    Report {
        what: what.trim_start_matches("error: ").to_owned(),
        why: None,
        next: Some(next.join("; ")),
        code: 0,
        exit: Exit::Usage as u8,
    }
}

/// Whether `-o json` stands on a command line that could not be read.
fn wants_json(args: &[OsString]) -> bool {
    let texts: Vec<&str> = args.iter().filter_map(|arg| arg.to_str()).collect();
    let apart = texts.windows(2).any(|pair| {
        matches!(pair, [flag, value] if matches!(*flag, "-o" | "--output") && matches!(*value, "json" | "jsonl"))
    });
    apart
        || texts.iter().any(|text| {
            matches!(*text, "-ojson" | "-ojsonl" | "-o=json" | "-o=jsonl" | "--output=json" | "--output=jsonl")
        })
}

#[cfg(test)]
mod tests {
    use std::{io, path::PathBuf, time::Duration};

    use clap::Parser as _;
    use mcs_core::id::SerialNumber;
    use mcs_proto::{client::ClientError, error::ErrorKind as Kind};

    use super::*;
    use crate::output::OutputError;

    fn told(error: &Error) -> String {
        format!("{} → {}", Report::of(error).line(), error.exit() as u8)
    }

    fn refused(kind: Kind, message: &str, advice: &str, code: u32) -> Error {
        let source = ClientError::Refused { kind, message: message.into(), advice: advice.into(), code };
        Error::Daemon { doing: "show A009".into(), source }
    }

    fn sn() -> SerialNumber {
        SerialNumber::new("A009").expect("a serial number")
    }

    #[test]
    fn a_refusal_says_what_why_what_next_and_the_code_on_one_line() {
        let error = refused(Kind::NotFound, "no such device", "list them with \"mcsctl device list\"", 40001);
        assert_eq!(
            told(&error),
            "cannot show A009: no such device; list them with \"mcsctl device list\" [code 40001] → 3"
        );
        assert_eq!(
            Report::of(&error).json(),
            "{\"error\":{\"what\":\"cannot show A009\",\"why\":\"no such device\",\
             \"next\":\"list them with \\\"mcsctl device list\\\"\",\"code\":40001,\"exit\":3}}"
        );
    }

    #[test]
    fn each_kind_of_refusal_has_its_exit_code() {
        for (kind, exit) in Kind::ALL.into_iter().zip(1..) {
            assert_eq!(refused(kind, "no", "", 0).exit() as u8, exit);
        }
    }

    #[test]
    fn without_a_daemon_it_says_so_and_how_to_start_it() {
        let source = ClientError::Unreachable {
            socket: PathBuf::from("/run/mcs/mcsd.sock"),
            source: io::Error::from(io::ErrorKind::NotFound),
        };
        assert_eq!(
            told(&Error::Daemon { doing: "reach mcsd".into(), source }),
            "cannot reach mcsd: no daemon answers on /run/mcs/mcsd.sock: entity not found; start it with \"mcsd run \
             --data DIR\", or name its socket with --socket or MCS_SOCKET → 5"
        );
    }

    #[test]
    fn a_deadline_that_passed_is_seven() {
        let source = ClientError::Timeout { after: Duration::from_secs(10) };
        let told = told(&Error::Daemon { doing: "list the alarms".into(), source });
        assert!(told.starts_with("cannot list the alarms: no answer within 10000 ms; "), "{told}");
        assert!(told.ends_with(" → 7"), "{told}");
    }

    #[test]
    fn what_the_daemon_sends_cannot_break_the_line() {
        let line = Report::of(&refused(Kind::Failed, "two\nlines\u{1b}[31m", "", 0)).line();
        assert_eq!(line, "cannot show A009: two lines [31m");
    }

    #[test]
    fn our_own_refusals_say_what_to_do_next() {
        let errors = [
            Error::NotDiscovered { sn: sn() },
            Error::NoReading { sn: sn() },
            Error::NothingToChange { sn: sn() },
            Error::Unconfirmed { doing: "remove A009".into() },
            Error::CommentNeeded { alarms: "42 A009 HIGH_HIGH".into() },
            Error::Declined,
            Error::StreamEnded,
        ];
        insta::assert_snapshot!(errors.iter().map(told).collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn a_reader_that_went_away_is_no_failure() {
        let error = Error::Output(OutputError::from(io::Error::from(io::ErrorKind::BrokenPipe)));
        assert_eq!(error.exit(), Exit::Ok);
        let error = Error::Output(OutputError::from(io::Error::from(io::ErrorKind::StorageFull)));
        assert_eq!(error.exit(), Exit::Failed);
    }

    fn complained(line: &str) -> String {
        let complaint = crate::cli::Cli::try_parse_from(line.split(' ')).expect_err("it is wrong");
        usage(&complaint.render().to_string()).line()
    }

    #[test]
    fn a_wrong_command_line_is_one_line_with_what_would_be_right() {
        insta::assert_snapshot!(
            [
                "mcsctl device lsit",
                "mcsctl device add A001",
                "mcsctl device add A001 --type CH5",
                "mcsctl device list --retird",
                "mcsctl device set A001 --high 1 --no-high",
                "mcsctl status --timeout 5",
            ]
            .map(complained)
            .join("\n")
        );
    }

    #[test]
    fn json_is_found_on_a_command_line_that_cannot_be_read() {
        let args = |line: &str| line.split(' ').map(OsString::from).collect::<Vec<_>>();
        assert!(wants_json(&args("mcsctl frob -o json")));
        assert!(wants_json(&args("mcsctl --output=jsonl frob")));
        assert!(!wants_json(&args("mcsctl frob -o table json")));
    }
}
