//! The program itself, where there is no daemon: what it says, on which stream, and how it exits.

use std::process::{Command, Output, Stdio};

/// Runs the program with nothing of the caller's environment, no terminal, and a socket that does not exist.
fn mcsctl(args: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    Command::new(env!("CARGO_BIN_EXE_mcsctl"))
        .args(args)
        .env_clear()
        .env("MCS_SOCKET", folder.path().join("mcsd.sock"))
        .stdin(Stdio::null())
        .output()
        .expect("the program runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn without_a_daemon_every_noun_says_so_on_one_line_and_exits_five() {
    for line in [
        "status",
        "device list",
        "device add A001 --type CH4",
        "device remove A001 --reason gone --yes",
        "device watch",
        "calib set A001 --k 1.5 --b -10 --t-ref 25 --t-comp 0.1",
        "reading latest A001",
        "reading history A001 --since 1h",
        "alarm list",
        "alarm ack 42",
        "alarm watch",
        "ledger --check",
    ] {
        let output = mcsctl(&line.split(' ').collect::<Vec<_>>());
        let told = stderr(&output);
        assert_eq!(output.status.code(), Some(5), "{line}: {told}");
        assert!(output.stdout.is_empty(), "{line}");
        assert_eq!(told.lines().count(), 1, "{line}: {told}");
        assert!(told.starts_with("mcsctl: cannot reach mcsd: no daemon answers on /"), "{line}: {told}");
        assert!(told.contains("start it with \"mcsd run --data DIR\""), "{line}: {told}");
    }
}

#[test]
fn with_json_output_the_error_is_json_too() {
    let output = mcsctl(&["alarm", "list", "-o", "json"]);
    assert_eq!(output.status.code(), Some(5));
    let told: serde_json::Value = serde_json::from_str(&stderr(&output)).expect("one JSON object");
    assert_eq!(told["error"]["exit"], 5);
    assert_eq!(told["error"]["what"], "cannot reach mcsd");
}

#[test]
fn a_wrong_command_line_exits_two_and_says_what_would_be_right() {
    let output = mcsctl(&["device", "lsit"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("list"), "{}", stderr(&output));
    let output = mcsctl(&["device", "add", "A001", "--type", "XX", "-o", "json"]);
    assert_eq!(output.status.code(), Some(2));
    let told: serde_json::Value = serde_json::from_str(&stderr(&output)).expect("one JSON object");
    assert_eq!(told["error"]["exit"], 2);
}

#[test]
fn a_socket_path_the_kernel_would_cut_is_a_usage_error() {
    let long = format!("/tmp/{}", "x".repeat(120));
    let output = mcsctl(&["--socket", &long, "status"]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("107"), "{}", stderr(&output));
}

#[test]
fn removing_without_a_terminal_needs_yes_and_never_waits() {
    let output = mcsctl(&["device", "remove", "A001", "--reason", "gone"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("--yes"), "{}", stderr(&output));
}

#[test]
fn a_change_that_names_nothing_is_refused_before_the_daemon_is_asked() {
    let output = mcsctl(&["device", "set", "A001"]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
}

#[test]
fn help_and_version_are_data() {
    let output = mcsctl(&["--help"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output).contains("Examples:"));
    let output = mcsctl(&["--version"]);
    assert!(stdout(&output).starts_with("mcsctl "));
}

#[test]
fn completions_are_printed_for_each_shell() {
    for (shell, sign) in [("bash", "_mcsctl"), ("zsh", "#compdef mcsctl"), ("fish", "--command mcsctl")] {
        let output = mcsctl(&["completions", shell]);
        assert_eq!(output.status.code(), Some(0), "{shell}");
        assert!(stdout(&output).contains(sign), "{shell}");
    }
}

#[test]
fn a_reader_that_goes_away_is_a_quiet_success() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_mcsctl"))
        .args(["completions", "bash"])
        .env_clear()
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    // Closing the reading end before anything is read makes the first write fail.
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", stderr(&output));
}
