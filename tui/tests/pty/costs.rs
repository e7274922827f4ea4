//! What the dashboard costs: counted in a pseudo-terminal, for `man/mcs-performance.7`. Needs a minute or two and a machine
//! that does nothing else: `cargo test --release -p mcstui --test pty costs -- --ignored --nocapture`.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use nix::unistd::Pid;

use crate::{
    daemon::Daemon,
    pty::{Pty, Standing, cpu_time},
};

const MINUTE: Duration = Duration::from_mins(1);

/// Prints past the harness.
fn tell(words: &str) {
    std::io::stderr().write_all(format!("{words}\n").as_bytes()).expect("stderr");
}

fn memory(pid: Pid) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("its figures");
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("its memory");
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).expect("a number")
}

/// Lets it be for so long; share of a core in percent, bytes a second.
fn count(pty: &Pty, length: Duration) -> (f64, f64) {
    let (cpu, bytes, begin) = (cpu_time(pty.program()), pty.length(), Instant::now());
    let mut passed = Duration::ZERO;
    while passed < length {
        std::thread::park_timeout(length.saturating_sub(passed));
        passed = begin.elapsed();
    }
    let cpu = cpu_time(pty.program()).saturating_sub(cpu);
    (100.0 * cpu.as_secs_f64() / passed.as_secs_f64(), (pty.length() - bytes) as f64 / passed.as_secs_f64())
}

#[test]
#[ignore = "takes a minute and wants a quiet machine"]
fn costs_of_an_idle_minute() {
    let daemon = Daemon::start(&["A001", "A002"]);
    let begin = Instant::now();
    let pty = Pty::start(Standing::Leader, &["--socket", &daemon.socket()]);
    pty.first_frame();
    let first = begin.elapsed();
    pty.wait_said(0, "A001");
    let (cpu, bytes) = count(&pty, MINUTE);
    let memory = memory(pty.program());
    tell(&format!(
        "first frame {} ms; idle: {cpu:.2} % of a core, {:.0} bytes a minute, {memory} KiB",
        first.as_millis(),
        bytes * 60.0
    ));
    assert!(first < Duration::from_millis(150) && cpu < 1.0 && bytes * 60.0 < 2048.0 && memory < 40 << 10);
}

#[test]
#[ignore = "takes a minute and wants a quiet machine and mcsctl"]
fn costs_of_a_thousand_points_a_second() {
    let daemon = Daemon::start(&[]);
    let mcsctl = Path::new(env!("CARGO_BIN_EXE_mcstui")).with_file_name("mcsctl");
    let folder = tempfile::tempdir().expect("a folder");
    let mut plant = Command::new(mcsctl)
        .args(["--socket", &daemon.socket(), "sim", "run", "--devices", "1000", "--period", "1s", "--no-leak"])
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("mcsctl starts");
    let pty = Pty::start(Standing::Leader, &["--socket", &daemon.socket()]);
    pty.resize(120, 40);
    pty.wait_said(0, "1000");
    count(&pty, MINUTE / 6);
    let (cpu, bytes) = count(&pty, MINUTE);
    let memory = memory(pty.program());
    let _ = plant.kill();
    let _ = plant.wait();
    tell(&format!("1000 points a second at 120x40: {cpu:.1} % of a core, {bytes:.0} bytes a second, {memory} KiB"));
    assert!(cpu < 10.0 && bytes < 30_000.0 && memory < 40 << 10);
}
