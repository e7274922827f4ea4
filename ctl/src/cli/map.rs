//! `mcsctl map ...`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use mcs_core::{
    id::{SerialNumber, ShortName},
    map::{AreaPage, MapRevision},
};

use super::value;

/// The verbs of `map`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl map show --area tank-farm
  mcsctl map place A001 --x 12.5 --y 40 --area tank-farm
  mcsctl map export > places.csv
  mcsctl map import places.csv --dry-run")]
pub(crate) enum MapCommand {
    /// Show where the points stand: area, and percent of the map's width and height
    #[command(after_help = "\
Examples:
  mcsctl map show
  mcsctl map show --area tank-farm
  mcsctl map show -o template='{{ sn }} {{ x }},{{ y }}'")]
    Show(ShowArgs),
    /// Show which revision the map is at, and how much is on it
    ///
    /// Every change of the map makes a new revision: a point that moves, a page, a picture. A change that names with
    /// --expect-revision another one than the present is refused, so that nobody undoes unseen what somebody else did.
    #[command(after_help = "\
Examples:
  mcsctl map revision
  mcsctl map revision -o template='{{ revision }}'")]
    Revision,
    /// Place a point
    #[command(after_help = "\
Examples:
  mcsctl map place A001 --x 12.5 --y 40
  mcsctl map place A001 --x 12.5 --y 40 --area tank-farm --dry-run
  mcsctl map place A001 --x 12.5 --y 40 --expect-revision 17")]
    Place(PlaceArgs),
    /// Take a point off the map; it stays in its area
    #[command(after_help = "\
Examples:
  mcsctl map unplace A001
  mcsctl map unplace A001 --dry-run")]
    Unplace(UnplaceArgs),
    /// Write where the points stand as CSV, or an area's picture into a file
    ///
    /// The CSV has the columns sn, area, x and y, and is what "mcsctl map import" reads. With -o another format.
    #[command(after_help = "\
Examples:
  mcsctl map export > places.csv
  mcsctl map export --area tank-farm -o json
  mcsctl map export --area tank-farm --picture plan.png")]
    Export(ExportArgs),
    /// Place the points a CSV file names, all or none; or put a picture behind an area
    ///
    /// A CSV file has a heading with sn, x and y, and may have area. A point whose x and y are empty is taken off the map.
    /// Points that are not named stay where they are. A PNG or JPEG, told by what is in the file, becomes the background of
    /// --area: 4 MiB and 4096 x 4096 pixels at most.
    #[command(after_help = "\
Examples:
  mcsctl map import places.csv --dry-run
  mcsctl map import - --area tank-farm < places.csv
  mcsctl map import plan.png --area tank-farm")]
    Import(ImportArgs),
    /// Areas: the pages of the map
    #[command(subcommand)]
    Area(AreaCommand),
}

/// `map show`.
#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// Only the points of this area
    #[arg(long)]
    pub(crate) area: Option<ShortName>,
}

/// What every change of the map takes.
#[derive(Debug, Args)]
pub(crate) struct How {
    /// Refuse if the map is at another revision; see "mcsctl map revision"
    #[arg(long, value_name = "NUMBER", value_parser = revision)]
    pub(crate) expect_revision: Option<MapRevision>,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

fn revision(text: &str) -> Result<MapRevision, String> {
    text.parse().map(MapRevision).map_err(|_| "give a whole number, as \"mcsctl map revision\" tells it".to_owned())
}

/// `map place`.
#[derive(Debug, Args)]
pub(crate) struct PlaceArgs {
    /// The serial number of the point's device
    pub(crate) sn: SerialNumber,
    /// From the left edge, in percent of the map's width
    #[arg(long, value_name = "PERCENT", value_parser = value::percent)]
    pub(crate) x: f64,
    /// From the upper edge, in percent of the map's height
    #[arg(long, value_name = "PERCENT", value_parser = value::percent)]
    pub(crate) y: f64,
    /// The area whose page it stands on; else the one it is in
    #[arg(long)]
    pub(crate) area: Option<ShortName>,
    #[command(flatten)]
    pub(crate) how: How,
}

/// `map unplace`.
#[derive(Debug, Args)]
pub(crate) struct UnplaceArgs {
    /// The serial number of the point's device
    pub(crate) sn: SerialNumber,
    #[command(flatten)]
    pub(crate) how: How,
}

/// `map export`.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// Only the points of this area, or its picture
    #[arg(long)]
    pub(crate) area: Option<ShortName>,
    /// Write the area's picture into this file; - is standard output
    #[arg(long, value_name = "FILE", requires = "area")]
    pub(crate) picture: Option<PathBuf>,
    /// Replace a file that exists
    #[arg(long, requires = "picture")]
    pub(crate) force: bool,
}

/// `map import`.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// The file; - is standard input
    pub(crate) file: PathBuf,
    /// The area of the picture, or of all points of a file without a column area
    #[arg(long)]
    pub(crate) area: Option<ShortName>,
    #[command(flatten)]
    pub(crate) how: How,
}

/// The verbs of `map area`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl map area list
  mcsctl map area set tank-farm --title \"Tank farm\" --order 10")]
pub(crate) enum AreaCommand {
    /// List the areas in the order of their pages
    ///
    /// An area that devices name and nobody set up is listed too.
    #[command(after_help = "\
Examples:
  mcsctl map area list
  mcsctl map area list -o json")]
    List,
    /// Give an area's page a title or a place in the order, or take its picture away
    #[command(after_help = "\
Examples:
  mcsctl map area set tank-farm --title \"Tank farm\" --order 10
  mcsctl map area set tank-farm --no-picture")]
    Set(AreaSetArgs),
    /// Forget an area's title, order and picture; its points stay where they are
    #[command(after_help = "\
Examples:
  mcsctl map area remove tank-farm
  mcsctl map area remove tank-farm --yes")]
    Remove(AreaRemoveArgs),
}

/// `map area set`.
#[derive(Debug, Args)]
pub(crate) struct AreaSetArgs {
    /// The area's short name, as devices name it
    pub(crate) area: ShortName,
    /// What people call it, one line
    #[arg(long, value_name = "TEXT", conflicts_with = "no_title", value_parser = title)]
    pub(crate) title: Option<String>,
    /// No title: it is called by its short name
    #[arg(long)]
    pub(crate) no_title: bool,
    /// Pages of a lower number come first; 100 if nothing is said
    #[arg(long, value_name = "NUMBER")]
    pub(crate) order: Option<u16>,
    /// No picture behind its points
    #[arg(long)]
    pub(crate) no_picture: bool,
    #[command(flatten)]
    pub(crate) how: How,
}

fn title(text: &str) -> Result<String, String> {
    if AreaPage::is_title(text) {
        return Ok(text.to_owned());
    }
    Err(format!("give one line of 1 to {} characters", AreaPage::TITLE))
}

/// `map area remove`.
#[derive(Debug, Args)]
pub(crate) struct AreaRemoveArgs {
    /// The area's short name
    pub(crate) area: ShortName,
    /// Do not ask; required where there is no terminal
    #[arg(long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) how: How,
}
