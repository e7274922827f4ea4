//! A site with readings of past days, an archive, and a look at what lies in it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Read as _,
    path::{Path, PathBuf},
};

use flate2::read::MultiGzDecoder;
use jiff::{
    ToSpan as _,
    civil::Date,
    tz::{TimeZone, offset},
};
use mcs_core::{
    archive::{Line, Lines},
    archived::{ArchiveRun, ArchivedDay, Checked, DayState, Restored, RunStep, hex},
    id::{CalibrationRevision, PointId, ShortName},
    identity::fingerprint_of,
    observation::{Channel, Channels, Measure},
    reading::{Flags, Reading, ReadingRecord},
    time::{Span, Timestamp},
};
use mcs_proto::client::{ClientError, NewPlace};
use mcsd::store::{NoOutlet, Store, StoreOptions};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use tokio_stream::StreamExt as _;

use crate::{
    daemon::{Daemon, Site},
    river::history,
};

/// The devices, in the order of their points.
pub(crate) const DEVICES: [&str; 2] = ["A001", "B002"];

/// The nightly run stays out of the tests' way unless one asks for it.
const QUIET: &str = "[store]\nwindow = \"0s\"\nretention_days = 30\n[archive]\nat = \"23:59\"\n";

/// The site's day so many days ago.
pub(crate) fn ago(days: i64) -> Date {
    let today = jiff::Timestamp::now().to_zoned(TimeZone::fixed(offset(8))).date();
    today.checked_sub(days.days()).expect("within the calendar")
}

/// The first instant of a site day.
pub(crate) fn start_of(day: Date) -> Timestamp {
    let start = day.to_zoned(TimeZone::fixed(offset(8))).expect("within the calendar").timestamp();
    Timestamp::from_micros(start.as_microsecond())
}

/// Readings of a point, one every five minutes of a day, from the `from`th on.
pub(crate) fn readings(point: u32, day: Date, from: u16, count: u16) -> Vec<Reading> {
    let one = |n: u16| {
        let time = start_of(day) + Span::mins(5).times(n.into());
        let mut channels = Channels::default();
        channels.set(Channel::VRaw, Measure::Finite(400.0 + f64::from(n) / 4.0));
        channels.set(Channel::Temp, Measure::Finite(20.5));
        Reading {
            point: PointId(point),
            ts: Some(time),
            time,
            received: time + Span::millis(120),
            seq: Some(n),
            channels,
            err: 0,
            flags: Flags::default(),
            calibration: Some(CalibrationRevision(1)),
        }
    };
    (from..from + count).map(one).collect()
}

/// A site with two devices and a folder to archive to.
pub(crate) struct Shelf {
    pub(crate) site: Site,
    pub(crate) folder: TempDir,
}

impl Shelf {
    /// Devices are registered; there is no target yet.
    pub(crate) fn new() -> Self {
        let site = Site::new();
        site.configure(QUIET);
        let daemon = site.start();
        for device in DEVICES {
            daemon.add_device(device);
        }
        assert_eq!(daemon.stop().code(), Some(0));
        Self { site, folder: tempfile::tempdir().expect("a directory") }
    }

    /// Puts readings of long ago into the store while no daemon runs.
    pub(crate) fn admit(&self, readings: &[Reading]) {
        let options = StoreOptions::new(fingerprint_of);
        let (store, _) = Store::open(&self.site.data(), options, Box::new(NoOutlet)).expect("the store opens");
        let mut by_point: BTreeMap<PointId, Vec<Reading>> = BTreeMap::new();
        for reading in readings {
            by_point.entry(reading.point).or_default().push(reading.clone());
        }
        for (point, readings) in by_point {
            store.admit(point, readings).expect("admitted");
        }
        store.close();
    }

    /// Starts the daemon with the folder as its target.
    pub(crate) fn start(&self) -> Daemon {
        let daemon = self.site.start();
        set_folder(&daemon, self.folder.path());
        daemon
    }

    /// Every file in the folder, by its path in it.
    pub(crate) fn files(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        walk(self.folder.path(), self.folder.path(), &mut found);
        found
    }

    /// An object's file.
    pub(crate) fn file(&self, day: &ArchivedDay) -> PathBuf {
        self.folder.path().join(day.object.as_deref().expect("it has an object"))
    }

    /// Exactly the objects of these days and their manifests are there, each whole.
    pub(crate) fn holds_exactly(&self, days: &[ArchivedDay]) {
        let mut expected = BTreeSet::new();
        for day in days.iter().filter(|day| day.object.is_some()) {
            let object = day.object.clone().expect("it has one");
            expected.insert(object.replace(".csv.gz", ".json"));
            expected.insert(object);
            self.is_whole(day);
        }
        assert_eq!(self.files(), expected);
        let spool = fs::read_dir(self.site.data().join("spool")).map_or(0, Iterator::count);
        assert_eq!(spool, 0, "the spool is empty");
    }

    /// An object is what its row and its manifest say; its lines.
    pub(crate) fn is_whole(&self, day: &ArchivedDay) -> Vec<Line> {
        let bytes = fs::read(self.file(day)).expect("the object is there");
        assert_eq!(Some(bytes.len() as u64), day.bytes, "{}", day.day);
        let sha256 = hex(&Sha256::digest(&bytes));
        assert_eq!(Some(&sha256), day.sha256.as_ref(), "{}", day.day);
        let manifest = self.file(day).to_string_lossy().replace(".csv.gz", ".json");
        let manifest: serde_json::Value =
            serde_json::from_slice(&fs::read(manifest).expect("the manifest is there")).expect("it is JSON");
        assert_eq!(manifest["sha256"], sha256);
        assert_eq!(manifest["readings"], day.readings.expect("it is counted"));
        assert_eq!(manifest["revision"], day.revision);
        let lines = lines(&bytes);
        assert_eq!(Some(lines.len() as u64), day.readings);
        let order: Vec<_> = lines.iter().map(|line| (line.time, line.sn.to_string(), line.seq)).collect();
        assert!(order.is_sorted(), "{}", day.day);
        assert!(lines.iter().all(|line| day.starts <= line.time && line.time < day.ends), "{}", day.day);
        lines
    }
}

fn walk(root: &Path, dir: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(dir).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            walk(root, &path, found);
        } else {
            found.insert(path.strip_prefix(root).expect("below").to_string_lossy().into_owned());
        }
    }
}

/// The lines of an object.
pub(crate) fn lines(bytes: &[u8]) -> Vec<Line> {
    let mut text = String::new();
    MultiGzDecoder::new(bytes).read_to_string(&mut text).expect("gzip of UTF-8");
    let mut reader = Lines::new();
    text.lines().filter_map(|line| reader.take(line.as_bytes()).expect("a good line")).collect()
}

pub(crate) fn archive_name() -> ShortName {
    "archive".parse().expect("a short name")
}

pub(crate) fn set_folder(daemon: &Daemon, folder: &Path) {
    let place = NewPlace::Folder { path: folder.to_string_lossy().into_owned() };
    daemon.ask(daemon.client.set_target(&archive_name(), place));
}

/// Every day in the archive.
pub(crate) fn list(daemon: &Daemon) -> Vec<ArchivedDay> {
    daemon.ask(daemon.client.archive_days("", ""))
}

/// Runs the archive and waits for the end.
pub(crate) fn try_run(daemon: &Daemon) -> Result<ArchiveRun, ClientError> {
    daemon.runtime.block_on(async {
        let mut steps = daemon.client.archive_run("", "", false).await?;
        let mut end = None;
        while let Some(step) = steps.next().await {
            if let RunStep::End(run) = step? {
                end = Some(run);
            }
        }
        Ok(end.expect("a result"))
    })
}

/// Runs the archive, which must succeed; every day in it.
pub(crate) fn run(daemon: &Daemon) -> Vec<ArchivedDay> {
    let run = try_run(daemon).unwrap_or_else(|error| panic!("{error}\n{}", daemon.log()));
    assert_eq!((run.failed, run.fault), (0, None), "{}", daemon.log());
    let days = list(daemon);
    assert!(days.iter().all(|day| day.state == DayState::Verified && day.error.is_none()), "{days:?}");
    days
}

/// Looks at every object.
pub(crate) fn verify(daemon: &Daemon) -> Vec<Checked> {
    daemon.ask(async { daemon.client.archive_verify(&[]).await?.collect::<Result<Vec<_>, _>>().await })
}

/// Brings days back.
pub(crate) fn restore(daemon: &Daemon, days: &[String]) -> Vec<Restored> {
    daemon.ask(async { daemon.client.archive_restore(days).await?.collect::<Result<Vec<_>, _>>().await })
}

/// The day of this date among them.
pub(crate) fn of(days: &[ArchivedDay], date: Date, part: u32) -> ArchivedDay {
    let name = date.to_string();
    let found = days.iter().find(|day| day.day == name && day.part == part);
    found.unwrap_or_else(|| panic!("{name}/{part} is not in {days:?}")).clone()
}

/// Everything stored of all devices.
pub(crate) fn everything(daemon: &Daemon) -> Vec<Vec<ReadingRecord>> {
    DEVICES.iter().map(|device| history(daemon, device)).collect()
}
