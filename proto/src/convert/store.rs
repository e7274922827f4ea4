//! The store: what it holds, and what a check of it tells.

use mcs_core::storage::{StoreChecked, StoreFinding, StoreLevel, StoreStats, StoreVerified};

use super::{WireError, instant, micros, required};
use crate::wire::{self, verify_store_response::Told};

impl From<&StoreStats> for wire::StoreStatsResponse {
    fn from(stats: &StoreStats) -> Self {
        let level = |level: &StoreLevel| wire::StoreLevel {
            level: level.level.clone(),
            segments: level.segments,
            readings: level.readings,
            bytes: level.bytes,
        };
        Self {
            database_bytes: stats.database_bytes,
            wal_bytes: stats.wal_bytes,
            reserve_bytes: stats.reserve_bytes,
            free_bytes: stats.free_bytes,
            levels: stats.levels.iter().map(level).collect(),
            summaries: stats.summaries,
            summary_bytes: stats.summary_bytes,
            unsealed: stats.unsealed,
            unsealed_since_us: micros(stats.unsealed_since),
            oldest_us: micros(stats.oldest),
            newest_us: micros(stats.newest),
            retention_days: stats.retention_days,
            works: stats.works,
            work_us: stats.work_us,
            longest_work_us: stats.longest_work_us,
        }
    }
}

impl TryFrom<wire::StoreStatsResponse> for StoreStats {
    type Error = WireError;
    fn try_from(stats: wire::StoreStatsResponse) -> Result<Self, WireError> {
        let level = |level: wire::StoreLevel| StoreLevel {
            level: level.level,
            segments: level.segments,
            readings: level.readings,
            bytes: level.bytes,
        };
        Ok(Self {
            database_bytes: stats.database_bytes,
            wal_bytes: stats.wal_bytes,
            reserve_bytes: stats.reserve_bytes,
            free_bytes: stats.free_bytes,
            levels: stats.levels.into_iter().map(level).collect(),
            summaries: stats.summaries,
            summary_bytes: stats.summary_bytes,
            unsealed: stats.unsealed,
            unsealed_since: instant(stats.unsealed_since_us),
            oldest: instant(stats.oldest_us),
            newest: instant(stats.newest_us),
            retention_days: stats.retention_days,
            works: stats.works,
            work_us: stats.work_us,
            longest_work_us: stats.longest_work_us,
        })
    }
}

impl From<&StoreChecked> for wire::VerifyStoreResponse {
    fn from(checked: &StoreChecked) -> Self {
        let told = match checked {
            StoreChecked::Progress { done, total } => {
                Told::Progress(wire::StoreProgress { done: *done, total: *total })
            }
            StoreChecked::Finding(StoreFinding { what, why }) => {
                Told::Finding(wire::StoreFinding { what: what.clone(), why: why.clone() })
            }
            StoreChecked::Verified(StoreVerified { segments, readings, summaries, findings, whole }) => {
                Told::Verified(wire::StoreVerified {
                    segments: *segments,
                    readings: *readings,
                    summaries: *summaries,
                    findings: *findings,
                    whole: *whole,
                })
            }
        };
        Self { told: Some(told) }
    }
}

impl TryFrom<wire::VerifyStoreResponse> for StoreChecked {
    type Error = WireError;
    fn try_from(checked: wire::VerifyStoreResponse) -> Result<Self, WireError> {
        Ok(match required("told", checked.told)? {
            Told::Progress(wire::StoreProgress { done, total }) => Self::Progress { done, total },
            Told::Finding(wire::StoreFinding { what, why }) => Self::Finding(StoreFinding { what, why }),
            Told::Verified(wire::StoreVerified { segments, readings, summaries, findings, whole }) => {
                Self::Verified(StoreVerified { segments, readings, summaries, findings, whole })
            }
        })
    }
}
