//! `mcsctl calib …`.

use clap::{Args, Subcommand};
use mcs_core::id::SerialNumber;

use super::value;
use crate::time::Moment;

/// The verbs of `calib`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl calib show A001
  mcsctl calib set A001 --k 1.5 --b -10 --t-ref 25 --t-comp 0.1")]
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
  mcsctl calib set A001 --k 0.02 --b 0 --due 2027-05-01 --comment \"50 %LEL CH4, bottle 4711\"")]
    Set(SetArgs),
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
}
