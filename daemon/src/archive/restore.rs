//! Brings days back: the object is fetched whole and compared before a single reading of it is stored.
//!
//! Readings go in through the store's own way for readings of long ago, which passes over what it has: restoring again, or a
//! restore that was cut off, does no harm.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    path::Path,
};

use flate2::bufread::MultiGzDecoder;
use mcs_core::{
    archive::{Line, Lines, MAX_LINE},
    archived::Restored,
    calibration::CalibrationHistory,
    device::Device,
    id::PointId,
    reading::Reading,
};

use super::{
    ArchiveError,
    export::Points,
    fetch,
    handle::Teller,
    name,
    task::{Archive, blocking},
};
use crate::store::{ArchiveRow, SiteDay, StoreHandle};

/// Readings handed to the store at once: some 8 MB.
const BATCH: usize = 50_000;

impl Archive {
    /// Brings these days back, and tells of each object.
    pub(super) async fn restore(&self, days: &[SiteDay], tell: &Teller<Restored>) -> Result<u64, ArchiveError> {
        let (spool, rows) = (self.spool.clone(), self.rows(SiteDay(i32::MIN), SiteDay(i32::MAX)).await?);
        blocking(move || spool.tidy(&rows)).await?;
        let mut objects = 0;
        for day in days {
            let parts: Vec<ArchiveRow> = self.rows(*day, *day).await?;
            let kept: Vec<&ArchiveRow> = parts.iter().filter(|row| row.object.is_some() && row.revision > 0).collect();
            if kept.is_empty() {
                return Err(ArchiveError::NoSuchDay { day: day.to_string() });
            }
            for row in kept {
                tell.tell(self.restore_part(row).await?).await;
                objects += 1;
            }
            // Only once all of it is here: until then the day counts as gone, and nothing is exported in its place.
            for row in self.rows(*day, *day).await? {
                self.save(&ArchiveRow { restored: Some(self.now()), ..row }).await?;
            }
        }
        Ok(objects)
    }

    async fn restore_part(&self, row: &ArchiveRow) -> Result<Restored, ArchiveError> {
        let object = row.object.clone().unwrap_or_default();
        let draft = self.spool.draft(&format!("restore_{}", name::file(row.day, row.part)));
        let failed = |source| ArchiveError::Spool { doing: "keep what is fetched", source };
        let mut file = File::create(draft.path()).map_err(failed)?;
        let transfer = fetch::transfer(self, row).await?;
        let found = transfer.fetch(&object, |piece| file.write_all(piece)).await?;
        drop(file);
        if row.sha256 != Some(found.sha256) {
            let what = "its SHA-256 is not that of what was uploaded; nothing of it was restored".to_owned();
            return Err(ArchiveError::Damaged { object, what });
        }
        let store = self.store.clone();
        let told = Restored {
            day: row.day.to_string(),
            part: row.part,
            object,
            readings: 0,
            restored: 0,
            present: 0,
            conflicts: 0,
        };
        blocking(move || admit(&store, draft.path(), told)).await
    }
}

/// Puts the readings of a file back. Blocks.
fn admit(store: &StoreHandle, path: &Path, mut told: Restored) -> Result<Restored, ArchiveError> {
    let failed = |source| ArchiveError::Spool { doing: "read what was fetched", source };
    let points = Points::load(store.queries())?;
    let mut packed = BufReader::new(MultiGzDecoder::new(BufReader::new(File::open(path).map_err(failed)?)));
    let mut lines = Lines::new();
    let mut text = Vec::new();
    let mut batch: BTreeMap<PointId, Vec<Reading>> = BTreeMap::new();
    let mut held = 0;
    loop {
        text.clear();
        let read = (&mut packed).take(MAX_LINE as u64 + 1).read_until(b'\n', &mut text).map_err(failed)?;
        let wrong = |what: String| ArchiveError::Line { object: told.object.clone(), what };
        if read > 0
            && let Some(line) = lines.take(&text).map_err(|error| wrong(error.to_string()))?
        {
            let reading = reading(&line, &points).map_err(|what| wrong(format!("line {}: {what}", lines.number())))?;
            batch.entry(reading.point).or_default().push(reading);
            held += 1;
        }
        if held == BATCH || read == 0 {
            for (point, readings) in std::mem::take(&mut batch) {
                told.readings += readings.len() as u64;
                let admitted = store.admit(point, readings)?;
                told.restored += admitted.new + admitted.conflict;
                told.present += admitted.duplicate;
                told.conflicts += admitted.conflict;
            }
            held = 0;
        }
        if read == 0 {
            return Ok(told);
        }
    }
}

/// The reading a line tells of.
fn reading(line: &Line, points: &Points) -> Result<Reading, String> {
    let named = points.named(line.sn.as_str());
    let (device, calibrations) =
        whose(line, named).ok_or_else(|| format!("there never was a device {} here", line.sn))?;
    line.reading(device.point, &device.settings, calibrations).map_err(|error| format!("{}: {error}", line.sn))
}

/// A number that was removed and added again stands for several points, one after the other: the one that was there when the
/// reading arrived, else the nearest later one, else the last.
fn whose<'a>(line: &Line, named: &'a [(Device, CalibrationHistory)]) -> Option<&'a (Device, CalibrationHistory)> {
    let arrived = line.received.unwrap_or(line.time);
    named.iter().find(|(device, _)| device.retired.is_none_or(|retired| arrived < retired)).or(named.last())
}
