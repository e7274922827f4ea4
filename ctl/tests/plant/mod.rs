//! A real daemon in a folder of its own.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Child, Command, Stdio},
};

use tempfile::TempDir;

use super::programs::programs;

/// A new site in this time zone, and its daemon: data in `plant`, what it says in `log`.
pub(crate) fn start(tz: &str) -> (TempDir, Daemon) {
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
    let daemon = Daemon::run(&data, &["--mqtt", "127.0.0.1:0"]);
    (folder, daemon)
}

/// A daemon that runs; it ends with the test.
pub(crate) struct Daemon(Child);

impl Daemon {
    /// The daemon of a site that is there.
    pub(crate) fn run(data: &Path, flags: &[&str]) -> Self {
        let mut command = Command::new(programs().join("mcsd"));
        command.arg("run").args(flags).arg("--data").arg(data);
        command.stderr(fs::File::create(data.with_file_name("log")).expect("a log"));
        Self(command.spawn().expect("mcsd starts"))
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
