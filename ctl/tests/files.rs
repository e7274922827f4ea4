//! Readings out of a real daemon into files, back into another one, and through programs of others.

mod plant;
mod programs;
mod services;

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value;
use services::{available, installed, root};
use tempfile::TempDir;

/// A daemon with three devices, in a zone whose offset changes within the readings.
struct Plant {
    folder: TempDir,
    _daemon: plant::Daemon,
}

impl Plant {
    fn start() -> Self {
        let (folder, daemon) = plant::start("Europe/Berlin");
        let plant = Self { folder, _daemon: daemon };
        for (sn, kind) in [("A001", "CH4"), ("A002", "H2S"), ("B-7", "O2")] {
            plant.ok(&["device", "add", sn, "--type", kind]);
        }
        for (sn, k) in [("A001", "1.5"), ("A002", "0.01"), ("A001", "1.25")] {
            plant.ok(&["calib", "set", sn, "--k", k, "--b", "-10", "--t-ref", "25", "--t-comp", "0.1"]);
        }
        plant
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn mcsctl(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mcsctl"));
        command
            .args(args)
            .env("MCS_SOCKET", self.path("plant/mcsd.sock"))
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.mcsctl(args).output().expect("mcsctl runs")
    }

    /// What a command that must succeed prints.
    fn ok(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    }

    /// The exit code of a command that fails, and what it says.
    fn fails(&self, args: &[&str]) -> (i32, String) {
        let output = self.run(args);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "{args:?} succeeded");
        (output.status.code().expect("an exit code"), told)
    }

    /// What became of an imported file.
    fn import(&self, file: &str) -> (u64, u64, u64, u64) {
        let told: Value = serde_json::from_str(&self.ok(&["reading", "import", file, "-o", "jsonl"])).expect("JSON");
        let count = |name: &str| told[name].as_u64().expect("a count");
        (count("new"), count("duplicate"), count("conflict"), count("refused"))
    }
}

/// Everything, whatever its time.
const ALL: [&str; 2] = ["--from", "2026-10-24"];

fn export<'a>(file: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["reading", "export", file], &ALL[..], more].concat()
}

/// Readings of older files and of today's, edited by people, over the night in which the clocks go back; a gap in A001.
fn readings() -> String {
    let mut file = String::from("\u{feff}time,sn,v_raw,temp,seq,flags,err\r\n");
    for i in 0..4_000_i64 {
        if (1_000..1_400).contains(&i) {
            continue;
        }
        // 2026-10-24T20:00:00Z and ten seconds more each.
        let second = i * 10;
        let (day, hour) = (24 + (20 * 3_600 + second) / 86_400, (20 + second / 3_600) % 24);
        let time = format!("2026-10-{day}T{hour:02}:{:02}:{:02}Z", second / 60 % 60, second % 60);
        let flags = if i % 50 == 0 { "late" } else { "" };
        let err = if i % 97 == 0 { "2" } else { "" };
        let _ = write!(file, "{time},A001,{}.5,25.25,{},{flags},{err}\r\n", 800 + i % 300, i % 65_536);
        if i % 3 == 0 {
            let _ = write!(file, "{time},A002,{}.0,,{},,\r\n\"{time}\",\"B-7\",\"1209.5\",,,,\r\n", 1_400 + i % 100, i);
        }
    }
    file
}

/// A001 has 3600, the other two 1200 or so each.
fn count(file: &str) -> u64 {
    file.lines().count() as u64 - 1
}

#[test]
fn what_is_exported_and_imported_elsewhere_is_exported_the_same_to_the_last_byte() {
    let one = Plant::start();
    let file = readings();
    fs::write(one.path("edited.csv"), &file).expect("written");
    assert_eq!(one.import("edited.csv"), (count(&file), 0, 0, 0));
    assert_eq!(one.import("edited.csv"), (0, count(&file), 0, 0), "again it adds nothing");

    let names = ["all.csv", "all.csv.gz", "all.jsonl", "all.jsonl.gz", "all.parquet"];
    for name in names {
        one.ok(&export(name, &[]));
    }
    let csv = fs::read_to_string(one.path("all.csv")).expect("text");
    assert_eq!(csv.lines().count() as u64, count(&file) + 1);
    in_order(&csv);
    assert_eq!(one.ok(&export("-", &[])), csv, "standard output is CSV unless told otherwise");

    for name in names {
        let other = Plant::start();
        fs::copy(one.path(name), other.path("copy")).expect("copied");
        assert_eq!(other.import("copy"), (count(&file), 0, 0, 0), "{name}: the content tells the format");
        for again in names {
            other.ok(&export(again, &[]));
            let same = fs::read(other.path(again)).expect("bytes") == fs::read(one.path(again)).expect("bytes");
            assert!(same, "{again} after {name}");
        }
        assert_eq!(other.import("copy"), (0, count(&file), 0, 0), "{name} again");
    }
    by_hand(&one);
    foreign(&one, count(&file));
}

/// In order of time, serial number and packet number; times carry the offset of their instant.
fn in_order(csv: &str) {
    let key = |line: &str| {
        let fields: Vec<&str> = line.split(',').collect();
        let time: jiff::Timestamp = fields[0].parse().expect("a time");
        (time, fields[1].to_owned(), fields[8].parse::<u16>().ok())
    };
    let keys: Vec<_> = csv.lines().skip(1).map(key).collect();
    assert!(keys.is_sorted());
    assert!(csv.contains("\n2026-10-25T02:30:00+02:00,A001,") && csv.contains("\n2026-10-25T02:30:00+01:00,A001,"));
}

/// What people meet who export and import by hand.
fn by_hand(plant: &Plant) {
    let (code, told) = plant.fails(&export("all.csv", &[]));
    assert_eq!(code, 2, "{told}");
    assert!(told.contains("all.csv exists") && told.contains("--force"), "{told}");
    plant.ok(&export("all.csv", &["--force", "-l", "sn~^A", "--to", "2026-10-25"]));
    let csv = fs::read_to_string(plant.path("all.csv")).expect("text");
    assert!(csv.contains(",A001,") && csv.contains(",A002,") && !csv.contains(",B-7,"));
    assert_eq!(plant.fails(&export("all.xls", &[])).0, 2, "no format");
    assert_eq!(plant.fails(&export("x.csv", &["--sn", "ZZ"])).0, 3);
    assert!(!plant.path("x.csv").exists() && !plant.path("x.csv.part").exists());

    fs::write(plant.path("x.csv"), "time,sn,v_raw\n2026-11-01T00:00:00Z,A001,900\n2026-11-01T00:00:00Z,ZZ,1\n")
        .expect("written");
    let (code, told) = plant.fails(&["reading", "import", "x.csv"]);
    assert_eq!(code, 3, "{told}");
    assert!(told.contains("x.csv: line 3: no device ZZ") && told.contains("--skip-unknown"), "{told}");
    let told = plant.ok(&["reading", "import", "x.csv", "--skip-unknown", "-o", "template={{ new }} {{ skipped }}"]);
    assert_eq!(told.trim(), "1 1");
    fs::write(plant.path("x.csv"), "time,sn,v_raw,calib\n2026-11-01T00:00:10Z,A001,900,9\n").expect("written");
    let (code, told) = plant.fails(&["reading", "import", "x.csv"]);
    assert_eq!(code, 8, "{told}");
    assert!(told.contains("1 readings of A001 refused: it has no calibration 9"), "{told}");
    fs::write(plant.path("x.csv"), "time,sn,hum\n").expect("written");
    assert!(plant.fails(&["reading", "import", "x.csv"]).1.contains("did you mean humi?"));

    let mut piped = plant.mcsctl(&export("-", &[])).stdout(Stdio::piped()).spawn().expect("mcsctl runs");
    drop(piped.stdout.take());
    assert!(piped.wait().expect("it ends").success(), "a reader that went away is no failure");
}

/// pandas and pyarrow open the files unchanged.
fn foreign(plant: &Plant, count: u64) {
    let probe = "import pandas, pyarrow; assert int(pandas.__version__.split('.')[0]) >= 2";
    if !available("pandas and pyarrow of Python", Command::new("python3").args(["-c", probe])) {
        return;
    }
    let script = root().join("daemon/tests/foreign/tables.py");
    let count = count.to_string();
    let checked = Command::new("python3").arg(script).arg(plant.folder.path()).arg(count).output().expect("python3");
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}

fn history<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["reading", "history", "A001", "A002"], &ALL[..], more].concat()
}

#[test]
fn a_history_tells_gaps_counts_nothing_where_nothing_was_and_goes_on_where_it_ended() {
    let plant = Plant::start();
    fs::write(plant.path("edited.csv"), readings()).expect("written");
    plant.import("edited.csv");

    // Registered only now, nothing was due then: tell when a gap lies within a registration.
    let all: Vec<String> = plant.ok(&history(&["-o", "jsonl", "--to", "2026-10-25"])).lines().map(Into::into).collect();
    assert!(all.iter().any(|line| line.contains("\"A002\"")) && all.len() > 1_000);
    let mut pages: Vec<String> = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let mut args = history(&["-o", "jsonl", "--to", "2026-10-25", "--limit", "101"]);
        if let Some(after) = &after {
            args.extend(["--after", after]);
        }
        let output = plant.run(&args);
        pages.extend(String::from_utf8(output.stdout).expect("text").lines().map(Into::into));
        let told = String::from_utf8(output.stderr).expect("text");
        match told.trim().strip_prefix("there is more; go on with --after ") {
            Some(cursor) => after = Some(cursor.to_owned()),
            None => break,
        }
    }
    assert!(pages == all, "page by page it is the same: {} of {}", pages.len(), all.len());
    let newest = plant.ok(&history(&["-o", "jsonl", "--to", "2026-10-25", "--limit", "7", "--newest"]));
    assert_eq!(newest.lines().collect::<Vec<_>>(), all[all.len() - 7..]);

    let csv = plant.ok(&history(&["--every", "1h", "--aggregate", "max,count", "-o", "csv"]));
    assert_eq!(csv.lines().next(), Some("sn,start,count,max,unit"));
    let devices: Vec<&str> = csv.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert!(devices.is_sorted(), "device after device");
    let (code, told) = plant.fails(&history(&["--every", "1h", "--limit", "1", "--after", "2026-11-01T00:00:00Z/3"]));
    assert_eq!(code, 2, "{told}");
}

#[test]
fn libreoffice_opens_an_export() {
    if !installed("soffice") {
        return;
    }
    let plant = Plant::start();
    fs::write(plant.path("edited.csv"), readings()).expect("written");
    plant.import("edited.csv");
    plant.ok(&export("all.csv", &[]));
    let home = format!("-env:UserInstallation=file://{}", plant.path("home").display());
    let converted = Command::new("soffice")
        .args([&home, "--headless", "--convert-to", "ods", "all.csv"])
        .current_dir(plant.folder.path())
        .output()
        .expect("soffice runs");
    assert!(converted.status.success(), "{}", String::from_utf8_lossy(&converted.stderr));
    let back = Command::new("soffice")
        .args([&home, "--headless", "--convert-to", "csv", "--outdir", "back", "all.ods"])
        .current_dir(plant.folder.path())
        .output()
        .expect("soffice runs");
    assert!(back.status.success(), "{}", String::from_utf8_lossy(&back.stderr));
    let rows = |path: &Path| fs::read_to_string(path).expect("text").lines().count();
    assert_eq!(rows(&plant.path("back/all.csv")), rows(&plant.path("all.csv")));
}
