//! `mcsctl analyze` as it is called: what it prints, what it writes, and how it exits. No daemon is needed.

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

fn mcsctl(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mcsctl"))
        .args(args)
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .expect("the program runs")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn past(folder: &Path, faults: &[&str]) {
    let out = folder.to_string_lossy().into_owned();
    let mut args = vec!["sim", "history", "--devices", "6", "--days", "6", "--period", "5m", "--out", &out];
    for fault in faults {
        args.extend(["--fault", fault]);
    }
    let output = mcsctl(&args);
    assert!(output.status.success(), "{}", stderr(&output));
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one object");
    assert_eq!(told["files"], 6);
}

#[test]
fn a_written_past_is_analysed_and_the_fault_in_it_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let (past_of, page) = (folder.path().join("past"), folder.path().join("page.html"));
    past(&past_of, &["stuck:A004"]);
    let (files, html) = (past_of.to_string_lossy(), page.to_string_lossy());
    let output = mcsctl(&["analyze", &files, "--html", &html, "-o", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one object");
    assert_eq!(told["sensors"][0]["sn"], "A004");
    assert_eq!(told["verdict"]["act"], 1);
    assert!(fs::read_to_string(&page).expect("it is there").contains("A004"));
    let output = mcsctl(&["analyze", &files, "--check", "-o", "name"]);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(10), b"A004\n".as_slice()));
}

#[test]
fn without_a_terminal_the_whole_is_one_json_object_and_text_is_for_who_asks() {
    let folder = tempfile::tempdir().expect("a folder");
    past(folder.path(), &[]);
    let files = folder.path().to_string_lossy();
    let output = mcsctl(&["analyze", &files]);
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1);
    let output = mcsctl(&["analyze", &files, "-o", "table"]);
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(text.starts_with("All 6 sensors are healthy; 100 % complete.\n"), "{text}");
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn broken_lines_are_named_and_it_exits_with_eight() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("day.csv");
    let text = "time,sn,v_raw,ppm,temp,humi,bat,rssi,seq\n\
                2026-11-01T00:00:00+08:00,A001,400,1,20,50,80,-70,1\n\
                2026-11-01T00:00:10+08:00,A001,4oo,1,20,50,80,-70,2\n\
                2026-11-01T00:00:20+08:00,A001,402,1,20,50,80,-70,3\n";
    fs::write(&path, text).expect("writable");
    let output = mcsctl(&["analyze", &path.to_string_lossy(), "-o", "json"]);
    assert_eq!(output.status.code(), Some(8));
    let told = stderr(&output);
    assert!(told.contains("day.csv line 3: v_raw: \"4oo\" is not a finite number"), "{told}");
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one object");
    assert_eq!((&told["readings"], &told["source"]["broken_lines"]), (&2.into(), &1.into()));
}

#[test]
fn what_cannot_be_analysed_says_why_and_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("letter.csv");
    fs::write(&path, "Dear reader, all is well\n").expect("writable");
    let output = mcsctl(&["analyze", &path.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("is not an archive of readings: "), "{}", stderr(&output));
    let output = mcsctl(&["analyze", "/nowhere/at/all.csv"]);
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    let output = mcsctl(&["analyze"]);
    assert_eq!(output.status.code(), Some(2));
    let output = mcsctl(&["sim", "history", "--out", "x", "--fault", "rust:A001"]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
}
