//! `mcsctl device …`.

use clap::{Args, Subcommand};
use mcs_core::{
    device::{Device, PointSettings},
    id::{SerialNumber, ShortName, UserName},
    quantity::{Range, Resolution, Unit},
    sensor::SensorType,
    site::Position,
};

use super::{dry::DryArgs, refresh::RefreshArgs, value};
use mcs_core::select::Selector;

/// The verbs of `device`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl device list -l area=tank-farm
  mcsctl device add A001 --type CH4 --high 1000")]
pub(crate) enum DeviceCommand {
    /// Register a device; its password is shown this once
    #[command(after_help = "\
Examples:
  mcsctl device add A001 --type CH4 --high 1000 -o json
  mcsctl device add O17 --type O2 --low 19.5 --high 23.5 --area tank-farm --at 40,62.5
  mcsctl device add T3 --type TEMP --range -40..80 --low -10 --share gateway_7")]
    Add(AddArgs),
    /// List registered devices
    #[command(after_help = "\
Examples:
  mcsctl device list
  mcsctl device list -l area=tank-farm,type=H2S
  mcsctl device list --watch=5s
  mcsctl device list -l sn~^A0,status!=offline -o name")]
    List(ListArgs),
    /// Show everything set for one device
    #[command(after_help = "\
Examples:
  mcsctl device show A001
  mcsctl device show A001 -o yaml")]
    Show {
        /// The device's serial number
        sn: SerialNumber,
    },
    /// Change what is set for a device
    #[command(after_help = "\
Examples:
  mcsctl device set A001 --high 800 --dry-run
  mcsctl device set A001 --no-high-high --area tank-farm
  mcsctl device set A001 --rotate-secret -o json")]
    Set(SetArgs),
    /// Retire a device: its history stays, its credential is revoked
    #[command(after_help = "\
Examples:
  mcsctl device remove A001 --reason \"tank dismantled\"
  mcsctl device remove A001 --reason \"replaced by A101\" --yes")]
    Remove(RemoveArgs),
    /// List devices that knocked and were refused because nobody registered them
    #[command(after_help = "\
Examples:
  mcsctl device discovered
  mcsctl device discovered -o name")]
    Discovered,
    /// Register a device that is on the discovered list
    #[command(after_help = "\
Examples:
  mcsctl device adopt A001 --type CH4 --high 1000
  mcsctl device adopt B042 --type H2S --range 0..100 --high 10 --high-high 20 -o json")]
    Adopt(AddArgs),
    /// Stream live points: all of them once, then each as it changes
    #[command(after_help = "\
Examples:
  mcsctl device watch
  mcsctl device watch A001 A002 -o jsonl
  mcsctl device watch -l area=tank-farm,status!=live")]
    Watch(WatchArgs),
}

/// What is set for a device; shared by add, adopt and set.
#[derive(Debug, Clone, PartialEq, Default, Args)]
pub(crate) struct Settings {
    /// Alarm at or above (A1), in the point's unit
    #[arg(long, value_name = "LIMIT", allow_negative_numbers = true, value_parser = value::number)]
    pub(crate) high: Option<f64>,
    /// Critical alarm at or above (A2)
    #[arg(long, value_name = "LIMIT", allow_negative_numbers = true, value_parser = value::number)]
    pub(crate) high_high: Option<f64>,
    /// Alarm at or below; 0 is a limit, not "unset"
    #[arg(long, value_name = "LIMIT", allow_negative_numbers = true, value_parser = value::number)]
    pub(crate) low: Option<f64>,
    /// Critical alarm at or below
    #[arg(long, value_name = "LIMIT", allow_negative_numbers = true, value_parser = value::number)]
    pub(crate) low_low: Option<f64>,
    /// Measuring range in the point's unit; some types bring one along
    #[arg(long, value_name = "START..END", allow_hyphen_values = true, value_parser = value::range)]
    pub(crate) range: Option<Range>,
    /// Unit of value, range and limits; else the type's
    #[arg(long, ignore_case = true, value_parser = value::unit())]
    pub(crate) unit: Option<Unit>,
    /// Digits behind the decimal point in which it is judged and shown
    #[arg(long, value_name = "0-4", value_parser = clap::value_parser!(u8).range(0..=4))]
    pub(crate) decimals: Option<u8>,
    /// How far a value must come back before an alarm clears, in the point's unit
    #[arg(long, value_name = "VALUE", value_parser = value::number)]
    pub(crate) deadband: Option<f64>,
    /// How long a value must stay over a limit before the alarm is raised
    #[arg(long, value_name = "SECONDS", value_parser = value::seconds)]
    pub(crate) on_delay: Option<u16>,
    /// How long a value must stay clear before the alarm returns
    #[arg(long, value_name = "SECONDS", value_parser = value::seconds)]
    pub(crate) off_delay: Option<u16>,
    /// Time between the device's reports
    #[arg(long, value_name = "SECONDS", value_parser = value::seconds)]
    pub(crate) period: Option<u16>,
    /// Time without a live reading before the point is offline
    #[arg(long, value_name = "SECONDS", value_parser = value::seconds)]
    pub(crate) offline_after: Option<u16>,
    /// Battery percentage below which LOW_BAT is raised
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub(crate) bat_limit: Option<u8>,
    /// Voltage of the sensor's lower electrical rail, mV
    #[arg(long, value_name = "MV", allow_negative_numbers = true, value_parser = value::number)]
    pub(crate) v_min: Option<f64>,
    /// Voltage of the sensor's upper electrical rail, mV
    #[arg(long, value_name = "MV", allow_negative_numbers = true, value_parser = value::number)]
    pub(crate) v_max: Option<f64>,
    /// What people call it
    #[arg(long, value_name = "TEXT")]
    pub(crate) name: Option<String>,
    /// The area whose map it stands on
    #[arg(long)]
    pub(crate) area: Option<ShortName>,
    /// The zone it votes in
    #[arg(long)]
    pub(crate) zone: Option<ShortName>,
    /// The instrument it is a part of: a housing with several points
    #[arg(long)]
    pub(crate) instrument: Option<ShortName>,
    /// Where it stands, in percent of the map's width and height
    #[arg(long, value_name = "X,Y", allow_hyphen_values = true, value_parser = value::position)]
    pub(crate) at: Option<Position>,
}

impl Settings {
    /// Puts what was given in its place; the rest stays as it is.
    pub(crate) fn apply(&self, point: &mut PointSettings) {
        fill(&mut point.rules.limits.high, self.high);
        fill(&mut point.rules.limits.high_high, self.high_high);
        fill(&mut point.rules.limits.low, self.low);
        fill(&mut point.rules.limits.low_low, self.low_low);
        fill(&mut point.range, self.range);
        fill(&mut point.rules.deadband, self.deadband);
        fill(&mut point.rules.off_delay_s, self.off_delay);
        fill(&mut point.v_min, self.v_min);
        fill(&mut point.v_max, self.v_max);
        point.unit = self.unit.unwrap_or(point.unit);
        point.resolution = self.decimals.and_then(Resolution::new).unwrap_or(point.resolution);
        fill(&mut point.rules.on_delay_s, self.on_delay);
        point.period_s = self.period.unwrap_or(point.period_s);
        fill(&mut point.rules.offline_after_s, self.offline_after);
        fill(&mut point.rules.bat_limit, self.bat_limit);
    }
}

/// Puts a value in its place if one was given.
fn fill<T>(place: &mut Option<T>, given: Option<T>) {
    if given.is_some() {
        *place = given;
    }
}

/// `device add` and `device adopt`.
#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// The serial number printed on the device
    pub(crate) sn: SerialNumber,
    /// What it measures
    #[arg(long = "type", value_name = "TYPE", ignore_case = true, value_parser = value::sensor())]
    pub(crate) sensor: SensorType,
    #[command(flatten)]
    pub(crate) settings: Settings,
    /// Let this existing credential speak for the device instead of making one
    #[arg(long, value_name = "USER")]
    pub(crate) share: Option<UserName>,
    #[command(flatten)]
    pub(crate) dry: DryArgs,
}

/// `device list`.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Only devices that match: area=tank-farm,type=H2S,status!=offline,sn~^A0
    #[arg(short = 'l', long, value_name = "SELECTOR")]
    pub(crate) selector: Option<Selector>,
    /// Also devices that were removed
    #[arg(long)]
    pub(crate) retired: bool,
    #[command(flatten)]
    pub(crate) refresh: RefreshArgs,
}

/// `device set`.
#[derive(Debug, Args)]
pub(crate) struct SetArgs {
    /// The device's serial number
    pub(crate) sn: SerialNumber,
    /// What it measures
    #[arg(long = "type", value_name = "TYPE", ignore_case = true, value_parser = value::sensor())]
    pub(crate) sensor: Option<SensorType>,
    #[command(flatten)]
    pub(crate) settings: Settings,
    /// Make a new password and show it this once; the old one stops working
    #[arg(long)]
    pub(crate) rotate_secret: bool,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) unset: Unset,
}

impl SetArgs {
    /// Whether anything to set or to take away was named.
    pub(crate) fn names_something(&self) -> bool {
        self.sensor.is_some() || self.settings != Settings::default() || self.unset != Unset::default()
    }

    /// The device as it shall be.
    pub(crate) fn apply(&self, device: &mut Device) {
        self.unset.apply(device);
        self.settings.apply(&mut device.settings);
        device.settings.sensor = self.sensor.unwrap_or(device.settings.sensor);
        fill(&mut device.name, self.settings.name.clone());
        fill(&mut device.area, self.settings.area.clone());
        fill(&mut device.zone, self.settings.zone.clone());
        fill(&mut device.instrument, self.settings.instrument.clone());
        fill(&mut device.position, self.settings.at);
    }
}

/// What `device set` takes away.
#[derive(Debug, Clone, PartialEq, Eq, Default, Args)]
#[command(next_help_heading = "Take away")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own on the command line")]
pub(crate) struct Unset {
    /// No A1 limit
    #[arg(long, conflicts_with = "high")]
    no_high: bool,
    /// No A2 limit
    #[arg(long, conflicts_with = "high_high")]
    no_high_high: bool,
    /// No low limit
    #[arg(long, conflicts_with = "low")]
    no_low: bool,
    /// No low-low limit
    #[arg(long, conflicts_with = "low_low")]
    no_low_low: bool,
    /// No measuring range
    #[arg(long, conflicts_with = "range")]
    no_range: bool,
    /// The rule's default deadband
    #[arg(long, conflicts_with = "deadband")]
    no_deadband: bool,
    /// The rule's default off-delay
    #[arg(long, conflicts_with = "off_delay")]
    no_off_delay: bool,
    /// No lower electrical rail
    #[arg(long, conflicts_with = "v_min")]
    no_v_min: bool,
    /// No upper electrical rail
    #[arg(long, conflicts_with = "v_max")]
    no_v_max: bool,
    /// No name
    #[arg(long, conflicts_with = "name")]
    no_name: bool,
    /// In no area
    #[arg(long, conflicts_with = "area")]
    no_area: bool,
    /// In no zone
    #[arg(long, conflicts_with = "zone")]
    no_zone: bool,
    /// Nowhere on the map
    #[arg(long, conflicts_with = "at")]
    no_at: bool,
}

impl Unset {
    fn apply(&self, device: &mut Device) {
        let point = &mut device.settings;
        clear(&mut point.rules.limits.high, self.no_high);
        clear(&mut point.rules.limits.high_high, self.no_high_high);
        clear(&mut point.rules.limits.low, self.no_low);
        clear(&mut point.rules.limits.low_low, self.no_low_low);
        clear(&mut point.range, self.no_range);
        clear(&mut point.rules.deadband, self.no_deadband);
        clear(&mut point.rules.off_delay_s, self.no_off_delay);
        clear(&mut point.v_min, self.no_v_min);
        clear(&mut point.v_max, self.no_v_max);
        clear(&mut device.name, self.no_name);
        clear(&mut device.area, self.no_area);
        clear(&mut device.zone, self.no_zone);
        clear(&mut device.position, self.no_at);
    }
}

/// Takes a value away if that was asked for.
fn clear<T>(place: &mut Option<T>, asked: bool) {
    if asked {
        *place = None;
    }
}

/// `device remove`.
#[derive(Debug, Args)]
pub(crate) struct RemoveArgs {
    /// The device's serial number
    pub(crate) sn: SerialNumber,
    /// Why; kept in the record and given to the alarms this closes
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// Do not ask; required where there is no terminal
    #[arg(long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) dry: DryArgs,
}

/// `device watch`.
#[derive(Debug, Args)]
pub(crate) struct WatchArgs {
    /// Only these devices
    pub(crate) sn: Vec<SerialNumber>,
    /// Only points that match: area=tank-farm,type=H2S,status!=live,sn~^A0
    #[arg(short = 'l', long, value_name = "SELECTOR")]
    pub(crate) selector: Option<Selector>,
}
