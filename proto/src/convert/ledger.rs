//! Lines of the loss ledger. Whether a day is complete follows from its counts and does not travel.

use mcs_core::ledger::{Counts, LedgerDay};

use super::{WireError, serial_number};
use crate::wire;

impl From<&LedgerDay> for wire::LedgerDay {
    fn from(line: &LedgerDay) -> Self {
        let counts = line.counts;
        Self {
            sn: line.sn.to_string(),
            day: line.day.clone(),
            received: counts.received,
            duplicate: counts.duplicate,
            conflict: counts.conflict,
            quarantined: counts.quarantined,
            refused: counts.refused,
            late: counts.late,
            unrecorded: counts.unrecorded,
            missing: counts.missing,
            recovered: counts.recovered,
            restarts: counts.restarts,
            no_identity: line.no_identity,
        }
    }
}

impl TryFrom<wire::LedgerDay> for LedgerDay {
    type Error = WireError;
    fn try_from(line: wire::LedgerDay) -> Result<Self, WireError> {
        let counts = Counts {
            received: line.received,
            duplicate: line.duplicate,
            conflict: line.conflict,
            quarantined: line.quarantined,
            refused: line.refused,
            late: line.late,
            unrecorded: line.unrecorded,
            missing: line.missing,
            recovered: line.recovered,
            restarts: line.restarts,
        };
        Ok(Self {
            sn: serial_number(&line.sn)?,
            day: line.day,
            counts,
            complete: counts.complete(),
            no_identity: line.no_identity,
        })
    }
}
