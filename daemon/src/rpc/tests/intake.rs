//! A pretended intake: keeps the readings it gets, each once.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mcs_core::{id::PointId, identity::fingerprint_of, reading::Reading};

use crate::{
    rpc::Intake,
    store::{Admitted, Audit, WorkError},
};

#[derive(Default)]
pub(super) struct Kept {
    pub(super) readings: Vec<Reading>,
    pub(super) audit: Vec<Audit>,
    /// It takes nothing.
    pub(super) full: bool,
}

#[derive(Clone, Default)]
pub(super) struct FakeIntake(Arc<Mutex<Kept>>);

impl FakeIntake {
    pub(super) fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Intake for FakeIntake {
    fn admit(&self, point: PointId, readings: Vec<Reading>) -> Result<Admitted, WorkError> {
        let mut kept = self.kept();
        if kept.full {
            return Err(WorkError::NotWell);
        }
        let mut admitted = Admitted::default();
        for reading in readings {
            assert_eq!(reading.point, point);
            let same = |other: &Reading| {
                other.point == point
                    && (other.ts, other.seq) == (reading.ts, reading.seq)
                    && (reading.ts.is_some() || other.time == reading.time)
            };
            let known: Vec<u64> = kept.readings.iter().filter(|other| same(other)).map(fingerprint_of).collect();
            if known.contains(&fingerprint_of(&reading)) {
                admitted.duplicate += 1;
                continue;
            }
            if known.is_empty() {
                admitted.new += 1;
            } else {
                admitted.conflict += 1;
            }
            kept.readings.push(reading);
        }
        Ok(admitted)
    }

    fn audit(&self, audit: Audit) -> Result<(), WorkError> {
        self.kept().audit.push(audit);
        Ok(())
    }
}
