//! `mcsctl calib …`.

use clap::{Args, Subcommand};
use mcs_core::{
    id::{CalibrationRevision, SerialNumber},
    time::Span,
};

use super::{dry::DryArgs, value};
use crate::time::{Moment, parse_span};

/// The verbs of `calib`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl calib show A001
  mcsctl calib set A001 --k 1.5 --b -10 --t-ref 25 --t-comp 0.1
  mcsctl calib recompute A001 --from 2026-11-01 --dry-run")]
pub(crate) enum CalibCommand {
    /// Show a device's calibrations, the newest first
    #[command(after_help = "\
Examples:
  mcsctl calib show A001
  mcsctl calib show A001 -o json")]
    Show {
        /// The device's serial number
        sn: SerialNumber,
    },
    /// Record a new calibration; it holds for readings from now on
    ///
    /// value = k·v_raw + b + t_comp·(temp − t_ref), v_raw in mV, temp in °C.
    #[command(after_help = "\
Examples:
  mcsctl calib set A001 --k 1.5 --b -10 --t-ref 25 --t-comp 0.1
  mcsctl calib set A001 --k 1.52 --b -10 --dry-run
  mcsctl calib set A001 --k 0.02 --b 0 --due 2027-05-01 --comment \"50 %LEL CH4, bottle 4711\"")]
    Set(SetArgs),
    /// Compute stored readings with another calibration
    ///
    /// The readings refer to that calibration from then on; what the device sent and the calibrations themselves stay as they are.
    /// Ranges are judged by the settings of now. Alarms are not judged again: those that stood then stay in the journal, and none is
    /// raised. Readings that arrive later get the calibration in force at their time, as always. Archived days are exported again.
    /// The audit keeps which calibration each stretch had before, so that it can be undone by the same command.
    #[command(after_help = "\
Examples:
  mcsctl calib recompute A001 --from 2026-11-01 --dry-run
  mcsctl calib recompute A001 --from 2026-11-01 --to 2026-11-05 --comment \"bottle 4711 was wrong\"
  mcsctl calib recompute A001 --since 2h --revision 2 --yes
  mcsctl calib recompute A001 --from 2026-11-01 --to 2026-11-02 --revision none --yes")]
    Recompute(RecomputeArgs),
}

/// `calib recompute`.
#[derive(Debug, Args)]
pub(crate) struct RecomputeArgs {
    /// The device's serial number
    pub(crate) sn: SerialNumber,
    /// The time up to now, e.g. 2h, 7d
    #[arg(long, value_name = "DURATION", value_parser = parse_span, conflicts_with_all = ["from", "to"])]
    pub(crate) since: Option<Span>,
    /// Start: RFC 3339, site date or site time. The first reading if nothing is said
    #[arg(long, value_name = "TIME")]
    pub(crate) from: Option<Moment>,
    /// End, not included; of a day, its end. Now if nothing is said
    #[arg(long, value_name = "TIME")]
    pub(crate) to: Option<Moment>,
    /// Revision of the calibration, or none. The newest if nothing is said
    #[arg(long, value_name = "N", value_parser = revision)]
    pub(crate) revision: Option<Revision>,
    /// Only tell what would change
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub(crate) comment: Option<String>,
    /// Do not ask; required where there is no terminal
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) yes: bool,
}

/// A calibration by its number, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Revision {
    /// Uncalibrated.
    Nothing,
    /// This one.
    Number(CalibrationRevision),
}

fn revision(text: &str) -> Result<Revision, String> {
    match text {
        "none" => Ok(Revision::Nothing),
        number => match number.parse() {
            Ok(number @ 1..) => Ok(Revision::Number(CalibrationRevision(number))),
            Ok(0) | Err(_) => Err("give a number from 1, or none".into()),
        },
    }
}

/// `calib set`.
#[derive(Debug, Args)]
pub(crate) struct SetArgs {
    /// The device's serial number
    pub(crate) sn: SerialNumber,
    /// Slope: value per millivolt; not 0
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, value_parser = value::number)]
    pub(crate) k: f64,
    /// Value at zero millivolt
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, value_parser = value::number)]
    pub(crate) b: f64,
    /// Reference temperature, °C
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, value_parser = value::number, requires = "t_comp")]
    pub(crate) t_ref: Option<f64>,
    /// Value per °C away from the reference; without it there is no compensation
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true, value_parser = value::number, requires = "t_ref")]
    pub(crate) t_comp: Option<f64>,
    /// When it must be renewed: a date or RFC 3339
    #[arg(long, value_name = "TIME")]
    pub(crate) due: Option<Moment>,
    /// Why, or how
    #[arg(long, value_name = "TEXT")]
    pub(crate) comment: Option<String>,
    #[command(flatten)]
    pub(crate) dry: DryArgs,
}
