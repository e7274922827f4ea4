//! Programs of others that a test needs.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

/// Whether a program is installed. Where it has to be, a test without it fails; elsewhere it says, past the harness, that
/// it checked nothing.
pub(crate) fn installed(program: &str) -> bool {
    available(program, Command::new("bash").args(["-c", "command -v -- \"$0\"", program]))
}

/// The same of whatever a probe finds.
pub(crate) fn available(what: &str, probe: &mut Command) -> bool {
    let found = probe.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    let required = std::env::var_os("MCS_TEST_SERVICES").is_some_and(|value| value == "1");
    assert!(found || !required, "{what} is missing");
    if !found {
        let test = std::thread::current().name().unwrap_or("a test").to_owned();
        // In one piece: other tests write too.
        let line = format!("NOT EVERYTHING WAS CHECKED by {test}: {what} is missing\n");
        std::io::stderr().write_all(line.as_bytes()).expect("stderr");
    }
    found
}

/// The repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package is in the workspace")
}
