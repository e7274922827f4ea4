//! What the archive asks: which days it has, whose readings they are, and where it may put them.

use std::collections::HashMap;

use mcs_core::{calibration::CalibrationHistory, device::Device, id::PointId, time::Timestamp};

use super::{
    super::{ArchiveRow, QueryError, SiteDay, TargetRow, table},
    Queries,
};

/// Every device, retired ones too, and the calibrations of their points.
pub type Roster = (Vec<Device>, HashMap<PointId, CalibrationHistory>);

impl Queries {
    /// Days from one to another, both included, in order of day and part.
    pub fn archive_days(&self, from: SiteDay, to: SiteDay) -> Result<Vec<ArchiveRow>, QueryError> {
        self.ask(|connection| Ok(table::archive::list(connection, from, to)?))
    }

    /// A time before which there is no reading; none without any reading.
    pub fn earliest(&self) -> Result<Option<Timestamp>, QueryError> {
        self.ask(|connection| Ok(table::archive::earliest(connection)?))
    }

    /// Every device and the calibrations of their points.
    pub fn roster(&self) -> Result<Roster, QueryError> {
        self.ask(|connection| Ok((table::device::load(connection)?, table::calibration::load(connection)?)))
    }

    /// Every target in the order of their names.
    pub fn targets(&self) -> Result<Vec<TargetRow>, QueryError> {
        self.ask(|connection| Ok(table::target::load(connection)?))
    }
}
