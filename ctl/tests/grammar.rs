//! What holds for the whole grammar, against a real daemon: dry runs, contexts, following, configuration, explanations.

mod plant;
mod programs;
mod services;

use std::{
    fs,
    io::{BufRead as _, BufReader},
    os::unix::fs::PermissionsExt as _,
    path::PathBuf,
    process::{Child, Command, Output, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::Duration,
};

use serde_json::Value;
use services::installed;
use tempfile::TempDir;

/// How long something may take that happens at once.
const DEADLINE: Duration = Duration::from_secs(20);

struct Plant {
    folder: TempDir,
    _daemon: plant::Daemon,
}

impl Plant {
    fn start() -> Self {
        let (folder, daemon) = plant::start("Asia/Shanghai");
        let plant = Self { folder, _daemon: daemon };
        for line in [
            "device add A001 --type CH4 --high 1000 --area tank-farm --zone TANKS",
            "device add A002 --type H2S --high 10 --area boiler",
            "calib set A001 --k 1.5 --b -10",
            "zone set TANKS --votes 1",
            "alarm drill A001 HIGH_HIGH",
            "notify channel set robot --kind smtp --set host=127.0.0.1 --set from=mcs@example.com",
        ] {
            plant.ok(line);
        }
        plant.ok(&format!("archive target set archive --folder {}", plant.folder.path().display()));
        plant
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join("plant/mcsd.sock")
    }

    /// With nothing of the caller's environment but where the daemon is.
    fn mcsctl(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mcsctl"));
        command
            .args(line.split(' '))
            .env_clear()
            .env("MCS_SOCKET", self.socket())
            .env("XDG_CONFIG_HOME", self.folder.path().join("config"))
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    fn run(&self, line: &str) -> Output {
        self.mcsctl(line).output().expect("mcsctl runs")
    }

    fn ok(&self, line: &str) -> String {
        let output = self.run(line);
        assert!(output.status.success(), "{line}: {}", stderr(&output));
        String::from_utf8(output.stdout).expect("text")
    }

    fn json(&self, line: &str) -> Value {
        serde_json::from_str(&self.ok(&format!("{line} -o json"))).expect("JSON")
    }

    fn state(&self) -> Vec<Value> {
        let asked = ["device list --retired", "zone list", "alarm masks", "archive target list", "job history"];
        let notices = ["notify channel list", "notify outbox list", "shift list", "backup list --all"];
        let mut state: Vec<Value> = asked.into_iter().chain(notices).map(|line| self.json(line)).collect();
        state.push(self.json("calib show A001"));
        let mut alarms = self.json("alarm list --all");
        // A drill ages.
        for alarm in alarms.as_array_mut().into_iter().flatten() {
            alarm.as_object_mut().expect("an object").remove("peak");
        }
        state.push(alarms);
        state
    }
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The lines a program prints, as they come.
fn lines(child: &mut Child) -> Receiver<String> {
    let stdout = BufReader::new(child.stdout.take().expect("piped"));
    let (say, said) = channel();
    thread::spawn(move || stdout.lines().map_while(Result::ok).try_for_each(|line| say.send(line)));
    said
}

#[test]
fn a_dry_run_shows_what_would_change_and_changes_nothing() {
    let plant = Plant::start();
    fs::write(plant.folder.path().join("new.csv"), "").expect("a file");
    let before = plant.state();
    for (line, field) in [
        ("device add A003 --type CO --high 20 --dry-run", "sn"),
        ("device set A001 --high 800 --dry-run", "limits.high"),
        ("device remove A001 --reason gone --dry-run", "retired"),
        ("calib set A001 --k 2 --b -10 --dry-run", "k"),
        ("alarm ack 1 --dry-run", "alarm 1"),
        ("alarm ack --all --dry-run", "alarm 1"),
        ("alarm shelve 1 --for 30m --reason try --dry-run", "alarm 1: shelved until"),
        ("alarm inhibit A001 --for 1h --reason try --dry-run", "A001: inhibited until"),
        ("alarm oos A001 --for 1h --work-order W1 --reason try --dry-run", "A001: out-of-service until"),
        ("alarm silence --dry-run", "silent until"),
        ("alarm drill A002 HIGH --dry-run", "A002 HIGH: drill"),
        ("zone set TANKS --votes 2 --dry-run", "votes"),
        ("zone remove TANKS --reason gone --dry-run", "votes"),
        ("archive target set cold --folder /tmp --dry-run", "kind"),
        ("archive target unset archive --dry-run", "name"),
        ("job run backup --dry-run", "backup"),
        ("backup create --dry-run", "backup"),
        ("shift accept wang --dry-run", "in charge"),
    ] {
        let printed = plant.json(line);
        let fields: Vec<&str> =
            printed.as_array().into_iter().flatten().filter_map(|change| change["field"].as_str()).collect();
        assert!(fields.contains(&field), "{line}: {fields:?}");
    }
    for line in ["notify channel disable robot --dry-run", "notify channel remove robot --dry-run"] {
        let printed = plant.json(line);
        assert_ne!(printed[0]["effect"], "same", "{line}: {printed}");
    }
    for line in ["alarm reset 1", "alarm unshelve 1", "alarm uninhibit A001", "alarm oos A001 --end", "archive run"] {
        assert_eq!(plant.json(&format!("{line} --dry-run")), serde_json::json!([]), "{line}");
    }
    assert_eq!(plant.state(), before);
}

#[test]
fn a_dry_run_refuses_what_does_not_exist_with_its_own_exit_code() {
    let plant = Plant::start();
    for (line, code) in [
        ("device add A001 --type CH4 --dry-run", 6),
        ("device remove A009 --reason gone --dry-run", 3),
        ("alarm ack 99 --dry-run", 3),
        ("zone remove NONE --reason gone --dry-run", 3),
        ("archive target unset none --dry-run", 3),
        ("archive restore 2020-01-01 --dry-run", 3),
        ("job run none --dry-run", 3),
        ("notify outbox retry 99 --dry-run", 3),
        ("backup restore x.db --data ./plant --dry-run", 6),
    ] {
        let output = plant.run(line);
        assert_eq!(output.status.code(), Some(code), "{line}: {}", stderr(&output));
    }
}

#[test]
fn a_name_leads_to_its_daemon_and_what_is_said_outright_is_stronger() {
    let plant = Plant::start();
    let named = |line: &str, context: Option<&str>, socket: Option<&str>| {
        let mut command = plant.mcsctl(line);
        command.env_remove("MCS_SOCKET");
        context.map(|name| command.env("MCS_CONTEXT", name));
        socket.map(|path| command.env("MCS_SOCKET", path));
        let output = command.output().expect("mcsctl runs");
        (output.status.code(), stderr(&output))
    };
    let status = |context, socket| named("status", context, socket).0;
    plant.ok("context add here --socket ./plant/mcsd.sock");
    plant.ok("context add gone --socket /nonexistent/mcsd.sock");
    let listed = plant.json("context list");
    assert_eq!(listed[1]["name"], "here");
    assert_eq!((&listed[1]["in_use"], &listed[0]["in_use"]), (&true.into(), &false.into()));
    assert_eq!(listed[1]["socket"], plant.socket().display().to_string());

    assert_eq!(status(None, None), Some(0), "the one in use");
    assert_eq!(status(Some("gone"), None), Some(5), "MCS_CONTEXT is stronger than the one in use");
    assert_eq!(status(Some("gone"), plant.socket().to_str()), Some(0), "MCS_SOCKET is stronger than MCS_CONTEXT");
    assert_eq!(named("--context here status", Some("gone"), Some("/nonexistent/s")).0, Some(0), "a flag is stronger");
    assert_eq!(named("--context none status", None, None).0, Some(3), "there is no such name");
    assert_eq!(named("--context here --socket /s status", None, None).0, Some(2), "one of both");
    assert!(named("--context gone status", None, None).1.contains("/nonexistent/mcsd.sock"));

    let shown = plant.json("context show");
    assert_eq!((&shown["name"], &shown["answers"]["site"]), (&"here".into(), &"plant".into()));
    assert!(plant.json("context show gone")["answers"].is_null());
    assert_eq!(plant.run("context add here --socket /s").status.code(), Some(6));
    plant.ok("context add here --socket /s --replace");
    plant.ok("context use --none");
    plant.ok("context remove here");
    assert_eq!(plant.run("context remove here").status.code(), Some(3));
    let file = plant.folder.path().join("config/mcs/contexts.toml");
    assert_eq!(fs::metadata(file).expect("the file").permissions().mode() & 0o777, 0o600);
}

#[test]
fn following_a_list_prints_a_line_for_what_is_new_or_changed() {
    let plant = Plant::start();
    let mut child = plant
        .mcsctl("alarm list --watch=100ms -l area=boiler")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let said = lines(&mut child);
    plant.ok("alarm drill A002 HIGH");
    let line: Value = serde_json::from_str(&said.recv_timeout(DEADLINE).expect("a line")).expect("one object a line");
    assert_eq!((&line["sn"], &line["state"]), (&"A002".into(), &"unack-active".into()));
    plant.ok(&format!("alarm ack {}", line["id"]));
    let line: Value = serde_json::from_str(&said.recv_timeout(DEADLINE).expect("a line")).expect("one object a line");
    assert_eq!(line["state"], "acked-active");
    child.kill().expect("it is killed");
    child.wait().expect("it ends");
}

#[test]
fn following_ends_quietly_when_its_reader_goes() {
    let plant = Plant::start();
    for line in ["status --watch=100ms", "device list --watch=100ms", "reading latest --watch=100ms", "device watch"] {
        let mut child = plant.mcsctl(line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        drop(child.stdout.take());
        // A list that does not change has nothing to write; what changes finds out.
        plant.ok("device set A001 --high 1000 --name first");
        plant.ok("device set A001 --high 1000 --name second");
        if line.starts_with("reading") {
            child.kill().expect("no reading comes here");
            child.wait().expect("it ends");
            continue;
        }
        let output = child.wait_with_output().expect("it ends");
        assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()), "{line}");
    }
}

#[test]
fn on_a_terminal_a_list_is_drawn_over_the_one_before() {
    if !installed("script") {
        return;
    }
    let plant = Plant::start();
    let command = format!("{} device list --watch=100ms", env!("CARGO_BIN_EXE_mcsctl"));
    let mut child = Command::new("timeout")
        .args(["10", "script", "-qefc", &command, "/dev/null"])
        .env("MCS_SOCKET", plant.socket())
        .env("TERM", "xterm-256color")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .expect("script starts");
    let said = lines(&mut child);
    let mut drawn = String::new();
    // Two devices and a heading: three lines up again for the next page.
    while !drawn.contains("\u{1b}[3A") {
        drawn.push_str(&said.recv_timeout(DEADLINE).expect("it is drawn again"));
    }
    assert!(drawn.contains("A001") && drawn.contains("\u{1b}[?7l"), "{drawn}");
    child.kill().expect("it is killed");
    child.wait().expect("it ends");
}

#[test]
fn selectors_choose_alarms_and_days_by_their_devices() {
    let plant = Plant::start();
    plant.ok("alarm drill A002 HIGH");
    let subjects = |line: &str| -> Vec<String> {
        let printed = plant.json(line);
        printed.as_array().into_iter().flatten().filter_map(|row| Some(row["sn"].as_str()?.to_owned())).collect()
    };
    assert_eq!(subjects("alarm list -l area=boiler"), ["A002"]);
    assert_eq!(subjects("alarm history --since 1h -l type=CH4"), ["A001"]);
    assert_eq!(subjects("alarm masks -l area=boiler"), [""; 0]);
    assert_eq!(subjects("reading latest -l area=boiler"), [""; 0]);
    assert_eq!(plant.run("reading latest -l area=none").status.code(), Some(3));
    assert!(subjects("ledger --since 2d -l area=boiler").iter().all(|sn| sn == "A002"));
}

#[test]
fn the_configuration_is_checked_with_lines_and_shown_with_its_origins() {
    let plant = Plant::start();
    let shown = plant.json("config show");
    let setting = |key: &str| {
        let mut all = shown.as_array().into_iter().flatten();
        all.find(|setting| setting["key"] == key).cloned().unwrap_or_else(|| panic!("{key}: {shown}"))
    };
    assert_eq!(setting("ingest.mqtt")["origin"], "command-line");
    assert_eq!(setting("ingest.mqtt")["value"], "[\"127.0.0.1:0\"]");
    programs::programs();
    fs::write(plant.folder.path().join("wrong.toml"), "[store]\nwindw = \"1s\"\nretention_days = 3\n").expect("a file");
    let output = plant.run("config check wrong.toml -o json");
    assert_eq!(output.status.code(), Some(10), "{}", stderr(&output));
    let faults: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&faults[0]["line"], &faults[1]["line"]), (&2.into(), &3.into()));
    fs::write(plant.folder.path().join("right.toml"), "[store]\nretention_days = 30\n").expect("a file");
    assert_eq!(plant.run("config check right.toml").status.code(), Some(0));
    let shown = plant.json("config show right.toml");
    let kept = shown.as_array().into_iter().flatten().find(|setting| setting["key"] == "store.retention_days");
    let kept = kept.expect("every key");
    assert_eq!((&kept["value"], &kept["origin"], &kept["line"]), (&"30".into(), &"file".into(), &2.into()));
    let missing = plant.run("config check none.toml -o json");
    assert_eq!(missing.status.code(), Some(3));
    let told: Value = serde_json::from_slice(&missing.stderr).expect("one object");
    assert!(told["error"]["what"].as_str().is_some_and(|what| what.contains("none.toml")), "{told}");
}

#[test]
fn what_an_error_carries_is_explained_in_both_languages() {
    let plant = Plant::start();
    let output = plant.run("device show A009 -o json");
    let told: Value = serde_json::from_slice(&output.stderr).expect("one object");
    let explained = plant.json(&format!("explain {}", told["error"]["code"]));
    assert_eq!((&explained["name"], &explained["exit"]), (&"no-such-device".into(), &told["error"]["exit"]));
    let chinese = plant.mcsctl("explain 40001").env("LANG", "zh_CN.UTF-8").output().expect("mcsctl runs");
    assert!(String::from_utf8_lossy(&chinese.stdout).contains("没有此序列号的设备"));
    assert_eq!(plant.run("explain frob").status.code(), Some(3));
    // One number may be an exit code and what a device reports.
    assert_eq!(plant.json("explain 10").as_array().map(Vec::len), Some(2));
}
