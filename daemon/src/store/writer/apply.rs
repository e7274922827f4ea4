//! Writing one commit into the open transaction.

use mcs_core::{id::PointId, ledger::Counts, reading::Flags, time::Timestamp};
use rusqlite::Connection;

use super::{
    super::{
        Change, Commit, Fingerprint, RowId,
        blocks::OpenBlock,
        dedup::{Known, Verdict},
        ledger::{self, Tally},
        table::{self, quarantine::Fill},
    },
    batch::count_unrecorded,
};

/// Where the next row goes. Copied when a transaction begins, so that a rollback needs no undoing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) last: RowId,
    block: OpenBlock,
    quarantine: Fill,
}

impl Place {
    pub(super) fn load(connection: &Connection) -> rusqlite::Result<Self> {
        let last = table::reading::last(connection)?;
        Ok(Self { last, block: OpenBlock::load(connection, last)?, quarantine: Fill::load(connection)? })
    }
}

/// What of a commit is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// All of it.
    Whole,
    /// Everything but readings and frames, whose number nobody controls; readings are counted as unrecorded.
    WithoutReadings,
}

/// What the open transaction has done so far.
#[derive(Debug)]
pub(super) struct Applied {
    pub(super) place: Place,
    pub(super) tally: Tally,
    pub(super) inserted: u64,
    pub(super) unrecorded: u64,
}

impl Applied {
    pub(super) fn new(place: Place) -> Self {
        Self { place, tally: Tally::new(), inserted: 0, unrecorded: 0 }
    }

    /// Writes a commit. On an error the transaction must be rolled back.
    pub(super) fn apply(
        &mut self,
        connection: &Connection,
        commit: &Commit,
        scope: Scope,
        fingerprint: Fingerprint,
    ) -> rusqlite::Result<()> {
        match scope {
            Scope::Whole => {
                self.readings(connection, commit, fingerprint)?;
                for frame in &commit.quarantine {
                    self.place.quarantine.insert(connection, frame)?;
                }
            }
            Scope::WithoutReadings => self.unrecorded += count_unrecorded(commit, &mut self.tally),
        }
        for change in &commit.changes {
            write_change(connection, change)?;
        }
        if !commit.alarms.is_empty() {
            let recorded = super::clock::now();
            for step in &commit.alarms {
                table::alarm::write(connection, step, recorded)?;
            }
        }
        for (point, json) in &commit.point_states {
            table::state::write_point(connection, *point, json, self.place.last)?;
        }
        for (zone, json) in &commit.zone_states {
            table::zone::write_state(connection, *zone, json)?;
        }
        if let Some(json) = &commit.system_state {
            table::state::write_system(connection, json)?;
        }
        for change in &commit.masks {
            table::mask::write(connection, change)?;
        }
        for audit in &commit.audit {
            table::audit::insert(connection, audit)?;
        }
        for (point, day, counts) in &commit.ledger {
            self.tally.entry((*day, *point)).or_default().add(counts);
        }
        Ok(())
    }

    fn readings(&mut self, connection: &Connection, commit: &Commit, fingerprint: Fingerprint) -> rusqlite::Result<()> {
        let mut known = Known::look_up(connection, &commit.readings, fingerprint)?;
        for new in &commit.readings {
            let counts = self.tally.entry((new.day, new.reading.point)).or_default();
            let id = RowId(self.place.last.0 + 1);
            let flags = match known.judge(new) {
                Verdict::Duplicate => {
                    counts.duplicate += 1;
                    continue;
                }
                Verdict::New => {
                    table::reading::insert(connection, id, &new.reading)?;
                    new.reading.flags
                }
                Verdict::Conflict => {
                    let mut reading = new.reading.clone();
                    reading.flags = reading.flags.with(Flags::CONFLICT);
                    table::reading::insert(connection, id, &reading)?;
                    reading.flags
                }
            };
            ledger::count_stored(counts, flags);
            self.place.block.add(connection, id, new.reading.received)?;
            self.place.last = id;
            self.inserted += 1;
        }
        Ok(())
    }
}

fn write_change(connection: &Connection, change: &Change) -> rusqlite::Result<()> {
    match change {
        Change::Device(device) => table::device::write(connection, device),
        Change::Credential(credential) => table::credential::write(connection, credential),
        Change::Calibration { point, calibration } => table::calibration::write(connection, *point, calibration),
        Change::Rule(layer) => table::rule::write(connection, layer),
        Change::Discovered(discovered) => table::discovered::write(connection, discovered),
        Change::Undiscovered(sn) => table::discovered::remove(connection, sn),
        Change::Zone { zone, retired } => table::zone::write(connection, zone, *retired),
        Change::MapRevision(revision) => table::map::write_revision(connection, *revision),
        Change::MapPage(page) => table::map::write_page(connection, page),
        Change::NoMapPage(area) => table::map::remove_page(connection, area),
    }
}

/// Writes counts into the ledger and says how far they count; the daemon's heartbeat goes with it.
pub(super) fn write_ledger(
    connection: &Connection,
    tallies: [&Tally; 2],
    upto: RowId,
    flushes: u64,
    run: Option<i64>,
    now: Timestamp,
) -> rusqlite::Result<i64> {
    for tally in tallies {
        let mut lines: Vec<(&(super::super::SiteDay, PointId), &Counts)> = tally.iter().collect();
        lines.sort_unstable_by_key(|(key, _)| **key);
        for ((day, point), counts) in lines {
            if *counts != Counts::default() {
                table::ledger::add(connection, *day, *point, counts)?;
            }
        }
    }
    table::ledger::set_position(connection, upto, flushes)?;
    match run {
        Some(run) => table::run::beat(connection, run, now).map(|()| run),
        None => table::run::begin(connection, now),
    }
}
