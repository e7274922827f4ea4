//! The settings of notices, from the command line to the database and back.

mod plant;
mod programs;
#[expect(dead_code, reason = "no program of others is needed here")]
mod services;

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

/// As an existing site has it.
const SITE: &str = r#"{
  "email": {"enabled": true, "smtp_host": "smtp.plant.example", "smtp_port": 465, "sender": "alarm@plant.example",
            "password": "mail-in-clear", "receivers": ["wang@plant.example"]},
  "webhook": {"enabled": true, "platform": "dingtalk", "secret": "SEC-in-clear", "at_mobiles": ["13800000000"],
              "url": "https://oapi.dingtalk.com/robot/send?access_token=token-in-clear"},
  "sms": {"enabled": false, "access_key_id": "LTAI5t", "access_key_secret": "key-in-clear", "sign_name": "南厂安监",
          "template_code": "SMS_154950909", "phone_numbers": ["13800000000"]},
  "settings": {"debounce_minutes": 5, "enable_schedule": true, "schedule_days": [1, 2, 3, 4, 5],
               "schedule_start": "08:00", "schedule_end": "18:00"}
}"#;

/// What all of its secrets end with.
const CLEAR: &str = "in-clear";

struct Plant {
    folder: TempDir,
    _daemon: plant::Daemon,
}

impl Plant {
    fn start() -> Self {
        let (folder, daemon) = plant::start("Asia/Shanghai");
        fs::write(folder.path().join("site.json"), SITE).expect("a file");
        Self { folder, _daemon: daemon }
    }

    /// `mcsctl notify …`, in JSON, with this on its standard input.
    fn notify(&self, args: &[&str], stdin: &str) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_mcsctl"))
            .args(["-o", "json", "--socket"])
            .arg(self.folder.path().join("plant/mcsd.sock"))
            .arg("notify")
            .args(args)
            .current_dir(self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("mcsctl starts");
        child.stdin.take().expect("piped").write_all(stdin.as_bytes()).expect("it is read or not");
        let output = child.wait_with_output().expect("mcsctl ends");
        for said in [&output.stdout, &output.stderr] {
            assert!(!String::from_utf8_lossy(said).contains(CLEAR), "{args:?}: {}", String::from_utf8_lossy(said));
        }
        output
    }

    fn ok(&self, args: &[&str]) -> Value {
        let output = self.notify(args, "");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{args:?}: {stderr}");
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{args:?}: {error}: {stderr}"))
    }

    /// The exit code and the error.
    fn refused(&self, args: &[&str]) -> (i32, String) {
        let output = self.notify(args, "");
        (output.status.code().expect("it ended"), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    /// `name: effect` of each change.
    fn effects(&self, args: &[&str]) -> Vec<String> {
        let changed = self.ok(args);
        let changed = changed.as_array().expect("a list");
        changed.iter().map(|row| format!("{}: {}", text(row, "name"), text(row, "effect"))).collect()
    }
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_else(|| panic!("{field}: {value}"))
}

/// Whether a file in this folder holds the text.
fn stands(folder: &Path, clear: &str) -> bool {
    fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .any(|path| fs::read(path).is_ok_and(|bytes| bytes.windows(clear.len()).any(|part| part == clear.as_bytes())))
}

#[test]
fn an_existing_site_is_taken_over_once_and_its_secrets_stand_nowhere() {
    let plant = Plant::start();
    let made = ["wang", "mail", "mail", "phone", "robot", "robot", "sms", "sms"];
    let mut expected: Vec<String> = made.iter().map(|name| format!("{name}: made")).collect();
    expected.push("site: changed".to_owned());
    assert_eq!(plant.effects(&["import", "site.json", "--dry-run"]), expected);
    assert_eq!(plant.ok(&["channel", "list"]).as_array().map(Vec::len), Some(0), "that was a dry run");
    assert_eq!(plant.effects(&["import", "site.json"]), expected);
    let again = plant.effects(&["import", "site.json"]);
    assert!(again.iter().all(|effect| effect.ends_with(": same")), "{again:?}");

    let robot = plant.ok(&["channel", "show", "robot"]);
    assert_eq!(robot["secrets"], serde_json::json!(["access_token", "secret"]));
    assert_eq!(plant.ok(&["policy", "show"])["debounce_s"], 300);
    assert_eq!(plant.ok(&["group", "list"]).as_array().map(Vec::len), Some(3));
    assert!(!stands(&plant.folder.path().join("plant"), CLEAR));
    assert!(!fs::read_to_string(plant.folder.path().join("log")).expect("a log").contains(CLEAR));
}

#[test]
fn secrets_come_from_files_and_standard_input_and_never_from_arguments() {
    let plant = Plant::start();
    fs::write(plant.folder.path().join("token"), "token-in-clear\n").expect("a file");
    let set = ["channel", "set", "robot", "--kind", "dingtalk"];
    let (code, said) = plant.refused(&[&set[..], &["--secret", "access_token=token-in-clear"]].concat());
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("access_token=@FILE"), "{said}");
    let (code, said) = plant.refused(&[&set[..], &["--secret", "access_token"]].concat());
    assert_eq!(code, 2, "nobody can be asked: {said}");
    plant.ok(&[&set[..], &["--secret", "access_token=@token"]].concat());
    let output = plant.notify(&["channel", "set", "robot", "--secret", "secret=-"], "SEC-in-clear\n");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(plant.ok(&["channel", "show", "robot"])["secrets"], serde_json::json!(["access_token", "secret"]));
    let (code, said) = plant.refused(&["channel", "set", "robot", "--set", "access_token=token-in-clear"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("is a secret"), "{said}");
}

#[test]
fn what_others_name_is_not_removed_and_nobody_is_asked_without_a_terminal() {
    let plant = Plant::start();
    fs::write(plant.folder.path().join("token"), "token-in-clear\n").expect("a file");
    plant.ok(&["channel", "set", "robot", "--kind", "dingtalk", "--secret", "access_token=@token"]);
    plant.ok(&["contact", "set", "wang", "--phone", "13800000000"]);
    plant.ok(&["group", "set", "shift", "--channel", "robot", "--contact", "wang"]);
    plant.ok(&["route", "set", "gas", "--priority", "critical,high", "--group", "shift"]);
    for (noun, name, user) in
        [("channel", "robot", "group shift"), ("contact", "wang", "group shift"), ("group", "shift", "route gas")]
    {
        assert_eq!(plant.refused(&[noun, "remove", name]).0, 2, "it is not confirmed");
        let (code, said) = plant.refused(&[noun, "remove", name, "--yes"]);
        assert_eq!(code, 6, "{said}");
        assert!(said.contains(user), "{said}");
    }
    assert_eq!(plant.refused(&["group", "set", "chiefs", "--channel", "none"]).0, 3);
    assert_eq!(plant.refused(&["channel", "set", "none", "--set", "a=b"]).0, 3);
    let simulated = plant.ok(&["simulate", "--type", "SYSTEM", "--cause", "disk-critical"]);
    assert_eq!(simulated["outcome"], "told");
    assert_eq!(simulated["steps"][0]["contacts"], serde_json::json!(["wang"]));
    for (noun, name) in [("route", "gas"), ("group", "shift"), ("channel", "robot"), ("contact", "wang")] {
        assert!(plant.notify(&[noun, "remove", name, "--yes"], "").status.success(), "{noun} {name}");
    }
}

#[test]
fn the_policy_is_written_and_read_as_people_say_it() {
    let plant = Plant::start();
    let policy = plant.ok(&[
        "policy",
        "set",
        "--debounce",
        "5m",
        "--schedule",
        "Mon-Fri 20:00-06:00",
        "--alive",
        "08:00",
        "--language",
        "en",
    ]);
    assert_eq!((&policy["debounce_s"], text(&policy, "language")), (&Value::from(300), "en"));
    assert_eq!(text(&policy["schedule"], "start"), "20:00:00");
    let over = plant.ok(&["policy", "set", "--override-for", "8h", "--reason", "commissioning"]);
    assert!(!text(&over["schedule_override"], "by").is_empty());
    assert_eq!(plant.refused(&["policy", "set", "--override-for", "8d", "--reason", "too long"]).0, 2);
    assert_eq!(plant.refused(&["policy", "set", "--override-for", "8h"]).0, 2, "without a reason");
    let ended = plant.ok(&["policy", "set", "--no-override", "--no-schedule"]);
    assert!(ended["schedule"].is_null() && ended["schedule_override"].is_null());
    assert_eq!(plant.ok(&["outbox", "list"]).as_array().map(Vec::len), Some(0));
    assert_eq!(plant.refused(&["outbox", "show", "7"]).0, 3);
}
