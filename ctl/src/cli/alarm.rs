//! `mcsctl alarm …`.

mod record;

pub(crate) use record::{By, ExportArgs, HistoryArgs, KpiArgs, RecordArgs, StatsArgs};

use clap::{Args, Subcommand};
use mcs_core::{
    alarm::Condition,
    id::{SerialNumber, UserName},
    time::Span,
};

use super::{
    dry::DryArgs,
    refresh::{RefreshArgs, SelectArgs},
    value,
};
use crate::time::parse_span;

/// The verbs of `alarm`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl alarm list
  mcsctl alarm ack 42 --comment \"on site\"")]
pub(crate) enum AlarmCommand {
    /// List alarms that need somebody
    #[command(after_help = "\
Examples:
  mcsctl alarm list -o json
  mcsctl alarm list --all --sn A001
  mcsctl alarm list -l area=tank-farm --watch
  mcsctl alarm list -o csv")]
    List(ListArgs),
    /// Show one alarm with every step of its life
    #[command(after_help = "\
Examples:
  mcsctl alarm show 42
  mcsctl alarm show 42 -o json")]
    Show {
        /// The alarm's number
        id: u64,
    },
    /// Acknowledge alarms; each number names one occurrence
    ///
    /// --all covers what stood when the list was read; alarms that came later stay and are counted in the answer. With a
    /// critical alarm among them it needs a comment.
    #[command(after_help = "\
Examples:
  mcsctl alarm ack 42
  mcsctl alarm ack 42 43 --comment \"valve closed\"
  mcsctl alarm ack --all --dry-run
  mcsctl alarm ack --all --comment \"on site\"")]
    Ack(AckArgs),
    /// End a latch: the condition is gone, the alarm acknowledged, and it is safe
    #[command(after_help = "\
Examples:
  mcsctl alarm reset 42 --comment \"area ventilated\"
  mcsctl alarm reset 42 --verified \"portable detector reads 0 %LEL\"")]
    Reset(ResetArgs),
    /// Hide an alarm for a while; it is acknowledged too, still measured, and still votes
    ///
    /// The alarm is named by its number, or by device and type, which also hides what is raised later. At most 8 hours; a high or
    /// critical one 1 hour; a critical one by an engineer who names who watches; longer by an admin. It ends by itself.
    #[command(after_help = "\
Examples:
  mcsctl alarm shelve 42 --for 1h --reason \"welding\"
  mcsctl alarm shelve --sn A001 --type HIGH --for 30m --reason \"line flushed\"
  mcsctl alarm shelve 43 --for 1h --reason \"bump test\" --watcher li")]
    Shelve(ShelveArgs),
    /// Show a shelved alarm again before its time
    #[command(after_help = "\
Examples:
  mcsctl alarm unshelve 42
  mcsctl alarm unshelve --sn A001 --type HIGH")]
    Unshelve {
        #[command(flatten)]
        which: AlarmArgs,
        /// Why
        #[arg(long, value_name = "TEXT")]
        comment: Option<String>,
        #[command(flatten)]
        dry: DryArgs,
    },
    /// Take a whole point out of judgement for a while: no alarm, no vote, unknown
    ///
    /// An engineer's. With gas present, or for the last known point of its zone, a second person confirms it with their own
    /// password, which is asked for on the terminal or read from the standard input.
    #[command(after_help = "\
Examples:
  mcsctl alarm inhibit A001 --for 2h --reason \"calibration\"
  mcsctl alarm inhibit A001 --for 1h --reason \"bump test\" --second li < password")]
    Inhibit(InhibitArgs),
    /// Judge an inhibited point again; tells what was seen meanwhile
    #[command(after_help = "\
Examples:
  mcsctl alarm uninhibit A001
  mcsctl alarm uninhibit A001 --comment \"test gas seen\"")]
    Uninhibit(EndArgs),
    /// Put a point out of service, with a work order, or back
    #[command(after_help = "\
Examples:
  mcsctl alarm oos A001 --for 8h --work-order W-17 --reason \"sensor at the workshop\"
  mcsctl alarm oos A001 --end --comment \"back and calibrated\"")]
    Oos(OosArgs),
    /// What is hidden now, by whom, why and until when
    #[command(after_help = "\
Examples:
  mcsctl alarm masks
  mcsctl alarm masks -l area=tank-farm
  mcsctl alarm masks --sn A001 -o json")]
    Masks {
        /// Only of this device
        #[arg(long, value_name = "SN")]
        sn: Option<SerialNumber>,
        #[command(flatten)]
        select: SelectArgs,
    },
    /// No sound anywhere for 5 minutes, 2 with a critical alarm; ends with the next one
    #[command(after_help = "\
Examples:
  mcsctl alarm silence
  mcsctl alarm silence -o json")]
    Silence(DryArgs),
    /// Raise an alarm to try the way to people; it is marked as a drill everywhere
    #[command(after_help = "\
Examples:
  mcsctl alarm drill A001 HIGH_HIGH --comment \"monthly drill\"
  mcsctl alarm drill A001 HIGH_HIGH --end")]
    Drill(DrillArgs),
    /// What the alarms were: every occurrence raised in a time, oldest first
    #[command(after_help = "\
Examples:
  mcsctl alarm history --since 24h
  mcsctl alarm history --from 2026-11-01 --to yesterday --sn A001 --type HIGH_HIGH -o json")]
    History(HistoryArgs),
    /// The same as a table for a spreadsheet, with headings in the reader's language
    ///
    /// CSV in UTF-8 with a byte order mark, which Excel needs to show Chinese; times are the site's.
    #[command(after_help = "\
Examples:
  mcsctl alarm export --from 2026-11-01 --to 2026-11-30 november.csv
  mcsctl alarm export --since 30d --lang en > alarms.csv")]
    Export(ExportArgs),
    /// Which alarms came how often, and how long they stood
    #[command(after_help = "\
Examples:
  mcsctl alarm stats
  mcsctl alarm stats --since 7d --by type -o csv")]
    Stats(StatsArgs),
    /// How well the alarms serve those who answer them: the figures of ISA-18.2
    ///
    /// Counted is what was announced: not what a mask withheld, not drills. Over less than 30 days the figures say little, and
    /// it says so.
    #[command(after_help = "\
Examples:
  mcsctl alarm kpi
  mcsctl alarm kpi --since 90d --operators 2 -o json")]
    Kpi(KpiArgs),
    /// Stream alarms: those that stand, then each as it changes
    #[command(after_help = "\
Examples:
  mcsctl alarm watch
  mcsctl alarm watch -l area=tank-farm
  mcsctl alarm watch --sn A001 -o jsonl")]
    Watch {
        /// Only alarms of this device
        #[arg(long, value_name = "SN")]
        sn: Option<SerialNumber>,
        #[command(flatten)]
        select: SelectArgs,
    },
}

/// `alarm list`.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Also alarms that are over
    #[arg(long)]
    pub(crate) all: bool,
    /// Only alarms of this device
    #[arg(long, value_name = "SN")]
    pub(crate) sn: Option<SerialNumber>,
    #[command(flatten)]
    pub(crate) select: SelectArgs,
    #[command(flatten)]
    pub(crate) refresh: RefreshArgs,
}

/// `alarm ack`.
#[derive(Debug, Args)]
pub(crate) struct AckArgs {
    /// The alarms' numbers
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    pub(crate) id: Vec<u64>,
    /// Everything that stands unacknowledged now
    #[arg(long)]
    pub(crate) all: bool,
    /// What you found or did
    #[arg(long, value_name = "TEXT")]
    pub(crate) comment: Option<String>,
    #[command(flatten)]
    pub(crate) dry: DryArgs,
}

/// `alarm reset`.
#[derive(Debug, Args)]
pub(crate) struct ResetArgs {
    /// The alarm's number
    pub(crate) id: u64,
    /// What you found or did
    #[arg(long, value_name = "TEXT")]
    pub(crate) comment: Option<String>,
    /// How you made sure that it is safe; needed for OVER_RANGE
    #[arg(long, value_name = "TEXT")]
    pub(crate) verified: Option<String>,
    #[command(flatten)]
    pub(crate) dry: DryArgs,
}

/// Which alarm: by its number, or by device and type.
#[derive(Debug, Args)]
pub(crate) struct AlarmArgs {
    /// The alarm's number
    #[arg(required_unless_present = "sn", conflicts_with_all = ["sn", "condition"])]
    pub(crate) id: Option<u64>,
    /// The device
    #[arg(long, value_name = "SN", requires = "condition")]
    pub(crate) sn: Option<SerialNumber>,
    /// The type, e.g. HIGH_HIGH
    #[arg(long = "type", value_name = "TYPE", requires = "sn", ignore_case = true, value_parser = value::condition())]
    pub(crate) condition: Option<Condition>,
}

/// How long, and why.
#[derive(Debug, Args)]
pub(crate) struct WishArgs {
    /// For how long
    #[arg(long = "for", value_name = "DURATION", value_parser = parse_span)]
    pub(crate) length: Span,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// Who watches the place meanwhile
    #[arg(long, value_name = "NAME")]
    pub(crate) watcher: Option<String>,
    #[command(flatten)]
    pub(crate) dry: DryArgs,
}

/// `alarm shelve`.
#[derive(Debug, Args)]
pub(crate) struct ShelveArgs {
    #[command(flatten)]
    pub(crate) which: AlarmArgs,
    #[command(flatten)]
    pub(crate) wish: WishArgs,
}

/// `alarm inhibit`.
#[derive(Debug, Args)]
pub(crate) struct InhibitArgs {
    /// The device
    pub(crate) sn: SerialNumber,
    #[command(flatten)]
    pub(crate) wish: WishArgs,
    /// The second person who confirms it, with a password of their own
    #[arg(long, value_name = "NAME")]
    pub(crate) second: Option<UserName>,
}

/// The end of a mask on a point.
#[derive(Debug, Args)]
pub(crate) struct EndArgs {
    /// The device
    pub(crate) sn: SerialNumber,
    /// What was found
    #[arg(long, value_name = "TEXT")]
    pub(crate) comment: Option<String>,
    #[command(flatten)]
    pub(crate) dry: DryArgs,
}

/// `alarm oos`.
#[derive(Debug, Args)]
pub(crate) struct OosArgs {
    /// The device
    pub(crate) sn: SerialNumber,
    /// Back into service
    #[arg(long, conflicts_with_all = ["length", "reason", "watcher", "work_order", "second"])]
    pub(crate) end: bool,
    /// For how long
    #[arg(long = "for", value_name = "DURATION", value_parser = parse_span, required_unless_present = "end")]
    pub(crate) length: Option<Span>,
    /// Why
    #[arg(long, value_name = "TEXT", required_unless_present = "end")]
    pub(crate) reason: Option<String>,
    /// The work order
    #[arg(long, value_name = "TEXT", required_unless_present = "end")]
    pub(crate) work_order: Option<String>,
    /// Who watches the place meanwhile
    #[arg(long, value_name = "NAME")]
    pub(crate) watcher: Option<String>,
    /// The second person who confirms it, with a password of their own
    #[arg(long, value_name = "NAME")]
    pub(crate) second: Option<UserName>,
    /// What was found, at the end
    #[arg(long, value_name = "TEXT", requires = "end")]
    pub(crate) comment: Option<String>,
    #[command(flatten)]
    pub(crate) dry: DryArgs,
}

/// `alarm drill`.
#[derive(Debug, Args)]
pub(crate) struct DrillArgs {
    /// The device
    pub(crate) sn: SerialNumber,
    /// The type, e.g. HIGH_HIGH
    #[arg(value_name = "TYPE", ignore_case = true, value_parser = value::condition())]
    pub(crate) condition: Condition,
    /// End the drill
    #[arg(long)]
    pub(crate) end: bool,
    /// What it is for
    #[arg(long, value_name = "TEXT")]
    pub(crate) comment: Option<String>,
    #[command(flatten)]
    pub(crate) dry: DryArgs,
}
