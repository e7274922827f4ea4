//! A real daemon in a folder of its own.

use std::{
    fs,
    io::Write as _,
    process::{Child, Command, Stdio},
};

use tempfile::TempDir;

use super::programs::programs;

/// A new site in this time zone, and its daemon: data in `plant`, what it says in `log`.
pub(crate) fn start(tz: &str) -> (TempDir, Child) {
    let folder = tempfile::tempdir().expect("a folder");
    let mcsd = programs().join("mcsd");
    let data = folder.path().join("plant");
    let mut init = Command::new(&mcsd)
        .args(["init", "--tz", tz, "--admin-password-stdin", "--data"])
        .arg(&data)
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("mcsd init starts");
    init.stdin.take().expect("piped").write_all(b"correct horse battery\n").expect("init reads");
    assert!(init.wait().expect("init ends").success());
    let daemon = Command::new(&mcsd)
        .args(["run", "--mqtt", "127.0.0.1:0", "--data"])
        .arg(&data)
        .stderr(fs::File::create(folder.path().join("log")).expect("a log"))
        .spawn()
        .expect("mcsd starts");
    (folder, daemon)
}
