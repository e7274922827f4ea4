//! The map, from the command line to the daemon and back: places as CSV, pictures, revisions, slips.

mod plant;
mod programs;
#[expect(dead_code, reason = "no program of others is needed here")]
mod services;

use std::{
    fs,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use serde_json::{Value, json};
use tempfile::TempDir;

struct Plant {
    folder: TempDir,
    _daemon: plant::Daemon,
}

impl Plant {
    /// Three devices, of which one stands somewhere.
    fn start() -> Self {
        let (folder, daemon) = plant::start("Asia/Shanghai");
        let plant = Self { folder, _daemon: daemon };
        for args in [["A001", "--area", "west", "--at", "12.5,40"].as_slice(), &["A002", "--area", "west"], &["B-7"]] {
            plant.ok(&[&["device", "add"], args, &["--type", "CH4", "-o", "name"]].concat());
        }
        plant
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).expect("a file");
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_mcsctl"))
            .args(args)
            .env("MCS_SOCKET", self.path("plant/mcsd.sock"))
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .output()
            .expect("mcsctl runs")
    }

    /// What a command that must succeed prints.
    fn ok(&self, args: &[&str]) -> Vec<u8> {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    /// The same as text.
    fn says(&self, args: &[&str]) -> String {
        String::from_utf8(self.ok(args)).expect("text")
    }

    /// The same as one JSON value.
    fn json(&self, args: &[&str]) -> Value {
        serde_json::from_slice(&self.ok(&[args, &["-o", "json"]].concat())).expect("JSON")
    }

    /// The exit code of a command that fails, and what it says.
    fn fails(&self, args: &[&str]) -> (i32, String) {
        let output = self.run(args);
        let told = String::from_utf8_lossy(&output.stderr).trim_end().replacen("mcsctl: ", "", 1);
        assert!(!output.status.success(), "{args:?} succeeded");
        (output.status.code().expect("an exit code"), told)
    }

    fn revision(&self) -> u64 {
        self.json(&["map", "revision"])["revision"].as_u64().expect("a number")
    }
}

/// Begins and ends as a PNG of this size.
fn png(width: u32, height: u32) -> Vec<u8> {
    let (begin, end) = (b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR", b"\0\0\0\0IEND\xaeB`\x82");
    [begin.as_slice(), &width.to_be_bytes(), &height.to_be_bytes(), b"\x08\x02\0\0\0pixels", end].concat()
}

#[test]
fn what_is_exported_is_imported_and_exported_again_to_the_byte() {
    let plant = Plant::start();
    let csv = plant.ok(&["map", "export"]);
    assert_eq!(String::from_utf8_lossy(&csv), "sn,area,x,y\nA001,west,12.5,40\nA002,west,,\nB-7,,,\n");
    plant.write("before.csv", &csv);
    let first = plant.revision();
    assert_eq!(plant.says(&["map", "import", "before.csv", "-o", "jsonl"]), "", "it stands so already");
    assert_eq!(plant.revision(), first);

    plant.write("moved.csv", "sn,area,x,y\nA001,,,\nA002,east,0.1,99.9\nB-7,west,33.333333333333336,100\n");
    let dry = plant.says(&["map", "import", "moved.csv", "--dry-run", "-o", "jsonl"]);
    assert_eq!(plant.revision(), first, "a dry run changes nothing");
    let moves: Vec<Value> = dry.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(moves.len(), 3);
    let from = json!({"area": "west", "x": 12.5, "y": 40.0});
    assert_eq!(moves[0], json!({"sn": "A001", "from": from, "to": {"area": null, "x": null, "y": null}}));
    assert_eq!(plant.says(&["map", "import", "moved.csv", "-o", "jsonl"]), dry);
    assert_eq!(plant.revision(), first + 1, "one change");
    let after = plant.ok(&["map", "export"]);
    plant.write("after-again.csv", &after);

    plant.ok(&["map", "import", "before.csv"]);
    assert_eq!(plant.ok(&["map", "export"]), csv);
    plant.ok(&["map", "import", "after-again.csv"]);
    assert_eq!(plant.ok(&["map", "export"]), after);
    assert_eq!(plant.says(&["map", "export", "--area", "east"]), "sn,area,x,y\nA002,east,0.1,99.9\n");
}

#[test]
fn a_file_with_slips_places_nothing_and_tells_each_line() {
    let plant = Plant::start();
    let before = plant.revision();
    plant.write("slips.csv", "sn,area,x,y\nA001,west,1,1\nB999,west,1,1\nA002,west,101,1\nB-7,west,1,\nA001,,2,2\n");
    let (exit, told) = plant.fails(&["map", "import", "slips.csv"]);
    assert_eq!(exit, 2);
    for part in [
        "slips.csv: line 3: no device B999; line 4: A002 cannot stand at \"101\",\"1\"",
        "line 5: B-7 cannot stand at \"1\",\"\"",
        "line 6: A001 stands in line 2 already",
        "nothing was placed; correct the file and try again with --dry-run",
    ] {
        assert!(told.contains(part), "{part:?} is not in {told:?}");
    }
    plant.write("heading.csv", "sn,aera,x,y\nA001,east,1,1\n");
    let (exit, told) = plant.fails(&["map", "import", "heading.csv"]);
    assert!(exit == 2 && told.contains("line 1: there is no column \"aera\""), "{told}");
    plant.write("other.pdf", b"%PDF-1.7 \xff\xfe");
    let (exit, told) = plant.fails(&["map", "import", "other.pdf"]);
    assert!(exit == 2 && told.contains("it is neither a PNG or JPEG picture nor a text"), "{told}");
    assert_eq!(plant.revision(), before);
}

#[test]
fn a_point_is_placed_and_taken_off_by_whoever_saw_the_newest_map() {
    let plant = Plant::start();
    let seen = plant.revision();
    plant.ok(&["map", "place", "B-7", "--x", "50", "--y", "0", "--area", "east", "--dry-run"]);
    assert_eq!(plant.revision(), seen);
    plant.ok(&[
        "map",
        "place",
        "B-7",
        "--x",
        "50",
        "--y",
        "0",
        "--area",
        "east",
        "--expect-revision",
        &seen.to_string(),
    ]);
    let (exit, told) =
        plant.fails(&["map", "place", "A001", "--x", "1", "--y", "1", "--expect-revision", &seen.to_string()]);
    assert_eq!(exit, 6);
    assert!(told.starts_with(&format!("the map is at revision {}, not {seen}", seen + 1)), "{told}");
    plant.ok(&["map", "unplace", "B-7"]);
    let show = plant.says(&["map", "show", "-o", "table", "--area", "east"]);
    assert_eq!(show, "SN   AREA  X  Y\nB-7  east  -  -\n");
    let (exit, told) = plant.fails(&["map", "place", "B999", "--x", "1", "--y", "1"]);
    assert_eq!((exit, told.as_str()), (3, "no device B999; see \"mcsctl device list\""));
    let (exit, told) = plant.fails(&["map", "show", "--area", "north"]);
    assert_eq!((exit, told.as_str()), (3, "there is no area north; see \"mcsctl map area list\""));
    let (exit, told) = plant.fails(&["map", "place", "A001", "--x", "-1", "--y", "1"]);
    assert!(exit == 2 && !told.is_empty(), "{told}");
}

#[test]
fn a_picture_goes_behind_an_area_and_comes_back_to_the_byte() {
    let plant = Plant::start();
    let plan = png(800, 600);
    plant.write("plan", &plan);
    let (exit, told) = plant.fails(&["map", "import", "plan"]);
    assert_eq!((exit, told.as_str()), (2, "plan is a picture; of which area is not said; say it with --area"));
    let dry = plant.json(&["map", "import", "plan", "--area", "west", "--dry-run"]);
    assert_eq!((&dry["background"]["width"], &dry["points"], &dry["placed"]), (&json!(800), &json!(2), &json!(1)));
    let page = plant.json(&["map", "import", "plan", "--area", "west"]);
    assert_eq!(page, dry, "what a dry run says is what comes of it");
    plant.ok(&["map", "export", "--area", "west", "--picture", "back.png"]);
    assert_eq!(fs::read(plant.path("back.png")).expect("it is there"), plan);
    assert_eq!(plant.ok(&["map", "export", "--area", "west", "--picture", "-"]), plan);
    let (exit, told) = plant.fails(&["map", "export", "--area", "west", "--picture", "back.png"]);
    assert!(exit == 2 && told.contains("back.png exists"), "{told}");

    plant.write("huge.png", png(4097, 1));
    let (exit, told) = plant.fails(&["map", "import", "huge.png", "--area", "west"]);
    assert_eq!(exit, 2);
    assert!(told.contains("it has 4097 x 1 pixels; a picture may have 4096 x 4096 at most"), "{told}");

    let set = plant.json(&["map", "area", "set", "west", "--title", "西罐区", "--order", "7"]);
    assert_eq!(
        (&set["title"], &set["order"], &set["background"]["height"]),
        (&json!("西罐区"), &json!(7), &json!(600))
    );
    plant.ok(&["map", "area", "set", "north", "--order", "1"]);
    let table = plant.says(&["map", "area", "list", "-o", "name"]);
    assert_eq!(table, "north\nwest\n");
    plant.ok(&["map", "area", "set", "west", "--no-picture"]);
    let (exit, told) = plant.fails(&["map", "export", "--area", "west", "--picture", "no.png"]);
    assert!(exit == 3 && told.starts_with("there is no picture behind west"), "{told}");
    assert!(!plant.path("no.png").exists());
    let (exit, _) = plant.fails(&["map", "area", "remove", "west"]);
    assert_eq!(exit, 2, "there is nobody to ask");
    plant.ok(&["map", "area", "remove", "west", "--yes"]);
    let west = &plant.json(&["map", "area", "list"])[1];
    assert_eq!((&west["area"], &west["title"], &west["points"]), (&json!("west"), &Value::Null, &json!(2)));
}

#[test]
fn a_zone_nobody_names_is_taken_for_a_slip_unless_its_members_are_named() {
    let plant = Plant::start();
    let (exit, told) = plant.fails(&["zone", "set", "TANKS", "--votes", "2"]);
    assert!(exit == 3 && told.starts_with("no device names a zone TANKS; name its members with --member"), "{told}");
    let (exit, _) = plant.fails(&["zone", "set", "TANKS", "--member", "A001", "--member", "B999"]);
    assert_eq!(exit, 3);
    assert_eq!(plant.json(&["device", "show", "A001"])["zone"], Value::Null, "nothing was changed");
    let zone = plant.json(&["zone", "set", "TANKS", "--member", "A001", "--member", "A002"]);
    assert_eq!((&zone["members"][1]["sn"], &zone["zone"]["revision"]), (&json!("A002"), &json!(1)));
    let zone = plant.json(&["zone", "set", "TANKS", "--member", "B-7"]);
    assert_eq!((zone["members"].as_array().map(Vec::len), &zone["zone"]["revision"]), (Some(3), &json!(1)));
    let (exit, told) = plant.fails(&["zone", "set", "TANSK", "--votes", "2"]);
    assert!(exit == 3 && told.contains("did you mean TANKS?"), "{told}");
}
