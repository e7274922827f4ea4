//! What the store remembers when the daemon starts, as the plant needs it to go on where it stopped.

use std::collections::{HashMap, HashSet};

use mcs_core::{
    alarm::Occurrence,
    calibration::CalibrationHistory,
    device::{Device, Discovered},
    id::{OccurrenceId, PointId, ZoneId},
    map::{AreaPage, MapRevision},
    reading::Reading,
    rule::RuleLayer,
    site::Site,
    time::Timestamp,
    zone::Zone,
};

use super::{Calendar, CredentialRow, OpenError, Person, query::Queries};

/// The place of a stored reading in order of arrival; larger is later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct RowId(pub i64);

/// What a point's judge knew when it was last written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointState {
    /// As the plant wrote it.
    pub json: Vec<u8>,
    /// The newest stored reading at that moment: readings of the point after it must be judged again.
    pub upto: RowId,
}

/// The run before this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastRun {
    /// When it started.
    pub started: Timestamp,
    /// The last sign of life: its heartbeat or the last reading it stored, whichever is later.
    pub alive: Timestamp,
    /// When it stopped in order; `None` when it was killed or lost power.
    pub stopped: Option<Timestamp>,
}

/// What the store remembers.
#[derive(Debug)]
pub struct Boot {
    /// Whether all of the database was looked at. A large one is looked at whole after the start:
    /// [`super::StoreHandle::check_whole`].
    pub checked: bool,
    /// The site.
    pub site: Site,
    /// Its calendar: the plant takes [`super::NewReading::day`] from here.
    pub calendar: Calendar,
    /// Every device, retired ones too.
    pub devices: Vec<Device>,
    /// Every credential, revoked ones too.
    pub credentials: Vec<CredentialRow>,
    /// The calibrations of each point that has any.
    pub calibrations: HashMap<PointId, CalibrationHistory>,
    /// The levels of rules above the points.
    pub rules: Vec<RuleLayer>,
    /// Occurrences that are not normal, oldest first.
    pub open_occurrences: Vec<Occurrence>,
    /// The number the next occurrence gets.
    pub next_occurrence: OccurrenceId,
    /// The number the next point gets.
    pub next_point: PointId,
    /// What each point's judge knew.
    pub point_states: HashMap<PointId, PointState>,
    /// Every zone.
    pub zones: Vec<Zone>,
    /// The number the next zone gets.
    pub next_zone: ZoneId,
    /// What the judge of each zone knew.
    pub zone_states: HashMap<ZoneId, Vec<u8>>,
    /// The map's revision, and the pages people set up.
    pub map: (MapRevision, Vec<AreaPage>),
    /// What the judge of the system alarms knew.
    pub system_state: Option<Vec<u8>>,
    /// Devices nobody has registered.
    pub discovered: Vec<Discovered>,
    /// People.
    pub people: Vec<Person>,
    /// The run before this one; `None` on the first start.
    pub last_run: Option<LastRun>,
    /// The newest stored reading; `RowId(0)` when there is none.
    pub last_row: RowId,
    pub(super) queries: Queries,
}

impl Boot {
    /// Most rows [`Self::tail`] goes back: a few seconds of reading at start, eleven hours at 50 readings a second.
    pub const TAIL_ROWS: i64 = 2_000_000;

    /// Reads the newest readings, each point's in order of arrival, so that the plant can rebuild identities and gap counters and
    /// judge again what its saved state has not seen: of each point that is not retired the newest `per_point`. Rows come from the
    /// newest [`Self::TAIL_ROWS`]. Where a point has fewer, the rest comes first and from sealed segments, as far as a few of them
    /// reach, with numbers of zero and below: what is sealed for long has been judged.
    ///
    /// Returns the points of which more is stored than was told, though they did not get `per_point` rows. Call it before the
    /// first commit is sent: rows of this run would be read too.
    pub fn tail(&self, per_point: usize, each: &mut dyn FnMut(RowId, Reading)) -> Result<HashSet<PointId>, OpenError> {
        super::tail::read(self, per_point, each)
    }
}
