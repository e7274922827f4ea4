//! The checked-in completions in the shells they are for, with and without a daemon, and the manual pages in man.

mod plant;
mod programs;
mod services;

use std::{
    ffi::OsString,
    os::unix::net::UnixListener,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use programs::programs;
use services::{installed, root};
use tempfile::TempDir;

/// What is typed, and the word it becomes.
const TYPED: &[(&str, &str)] = &[
    ("mcsctl dev", "device"),
    ("mcsctl cal", "calib"),
    ("mcsctl device disc", "discovered"),
    ("mcsctl reading hist", "history"),
    ("mcsctl alarm ack --comm", "--comment"),
    ("mcsctl device add A001 --offl", "--offline-after"),
    ("mcsctl device add A001 --type CU", "CUSTOM"),
    ("mcsctl status -o ya", "yaml"),
    ("mcsctl device list -l sta", "status="),
    ("mcsctl explain disk-cr", "disk-critical"),
];

/// The same of what only the daemon knows. The alarm's number is the plant's first.
const LIVE: &[(&str, &str)] = &[
    ("mcsctl device show A0", "A001"),
    ("mcsctl device list -l area=ta", "area=tank-farm"),
    ("mcsctl device list -l status=live,sn~^A", "status=live,sn~^A001"),
    ("mcsctl device set A001 --area ta", "tank-farm"),
    ("mcsctl zone show TA", "TANKS"),
    ("mcsctl alarm ack 1", "1"),
    ("mcsctl alarm history --sn A", "A001"),
    ("mcsctl archive target show co", "cold"),
    ("mcsctl notify channel show ro", "robot"),
    ("mcsctl rule set point:A", "point:A001"),
];

/// No daemon listens there.
fn nowhere() -> PathBuf {
    PathBuf::from("/nonexistent/mcsd.sock")
}

/// Runs a shell that must not wait for anybody; what it prints.
fn run(shell: &mut Command, socket: &Path) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let mut path = OsString::from(programs());
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    shell.current_dir(root()).env("HOME", folder.path()).env("LC_ALL", "C.UTF-8");
    shell.env("PATH", path).env("MCS_SOCKET", socket).env_remove("MCS_CONTEXT").env_remove("XDG_CONFIG_HOME");
    let Output { status, stdout, stderr } = shell.stdin(Stdio::null()).output().expect("it runs");
    let (stdout, stderr) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    assert!(status.success() && stderr.is_empty(), "{shell:?}: {status}: {stderr}{stdout}");
    stdout.into_owned()
}

/// A daemon that knows something.
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
            "archive target set cold --folder .",
            "notify channel set robot --kind smtp --set host=127.0.0.1 --set from=mcs@example.com",
            "alarm drill A001 HIGH_HIGH",
        ] {
            let line = line.replace("--folder .", &format!("--folder {}", plant.folder.path().display()));
            let done = Command::new(env!("CARGO_BIN_EXE_mcsctl"))
                .args(line.split(' '))
                .env("MCS_SOCKET", plant.socket())
                .output()
                .expect("mcsctl runs");
            assert!(done.status.success(), "{line}: {}", String::from_utf8_lossy(&done.stderr));
        }
        plant
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join("plant/mcsd.sock")
    }
}

/// What bash proposes for the words on its line, the last one under the cursor.
fn bash(words: &[&str], line: &str, socket: &Path) -> Vec<String> {
    // As readline does it: the line, its words, which of them, the one under the cursor and the one before.
    let script = r#"
        source completions/mcsctl.bash
        complete -p mcsctl | grep -q -- '-F _mcsctl' || exit 1
        COMP_LINE=$1 COMP_POINT=${#1}
        shift
        COMP_WORDS=("$@")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        current=${COMP_WORDS[COMP_CWORD]}
        [[ $current == "=" || $current == ":" ]] && current=
        _mcsctl mcsctl "$current" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\n' "${COMPREPLY[@]}"
    "#;
    let told =
        run(Command::new("bash").args(["--norc", "--noprofile", "-c", script, "bash", line]).args(words), socket);
    told.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn bash_completes(cases: &[(&str, &str)], socket: &Path) {
    for (typed, word) in cases {
        let words: Vec<&str> = typed.split(' ').collect();
        assert_eq!(bash(&words, typed, socket), [*word], "{typed}");
    }
}

fn fish_completes(cases: &[(&str, &str)], socket: &Path) {
    let script = "source completions/mcsctl.fish; complete --do-complete \"$argv\"";
    for (typed, word) in cases {
        let told = run(Command::new("fish").args(["--no-config", "-c", script, typed]), socket);
        let offered: Vec<_> = told.lines().filter_map(|line| line.split('\t').next()).collect();
        assert_eq!(offered, [*word], "{typed}");
    }
}

fn zsh_completes(cases: &[(&str, &str)], socket: &Path) {
    // Completion works only in its line editor, so a second one on a terminal of its own is typed into. Control-X shows
    // what the line has become.
    let script = r#"
        zmodload zsh/zpty
        zpty inner zsh -f -i
        zpty -w inner 'PS1= PROMPT_EOL_MARK=; unsetopt beep; fpath=($PWD/completions $fpath); autoload -Uz compinit'
        zpty -w inner 'compinit -u -D; become() { print -r -- "<become:$BUFFER>"; BUFFER=; }; zle -N become'
        zpty -w inner 'bindkey "^X" become; print -r -- "<re""ady>"'
        zpty -r inner told '*<ready>*' || exit 1
        for typed; do
            zpty -w -n inner "$typed"$'\t\x18'
            zpty -r inner told '*<become:*>*' || exit 1
            print -r -- "${${told##*<become:}%%>*}"
        done
        zpty -d inner
    "#;
    let typed = cases.iter().map(|(typed, _)| typed);
    let told = run(Command::new("timeout").args(["60", "zsh", "-f", "-c", script, "zsh"]).args(typed), socket);
    let lines: Vec<_> = told.lines().collect();
    assert_eq!(lines.len(), cases.len(), "{told}");
    for ((typed, word), line) in cases.iter().zip(lines) {
        // It writes what it means literally so that the shell reads it so.
        let written = line.split_whitespace().last().map(|word| word.replace('\\', ""));
        assert_eq!(written.as_deref(), Some(*word), "{typed}: {line}");
    }
}

#[test]
fn bash_completes_commands_options_and_values() {
    bash_completes(TYPED, &nowhere());
}

#[test]
fn fish_completes_commands_options_and_values() {
    if installed("fish") {
        fish_completes(TYPED, &nowhere());
    }
}

#[test]
fn zsh_completes_commands_options_and_values() {
    if installed("zsh") {
        zsh_completes(TYPED, &nowhere());
    }
}

#[test]
fn every_shell_completes_what_the_daemon_knows() {
    let plant = Plant::start();
    let socket = plant.socket();
    bash_completes(LIVE, &socket);
    // Bash takes a word apart at = and :, and wants back what stands behind.
    let line = "mcsctl device list -l area=ta";
    assert_eq!(bash(&["mcsctl", "device", "list", "-l", "area", "=", "ta"], line, &socket), ["tank-farm"]);
    let line = "mcsctl device list -l area=";
    assert_eq!(bash(&["mcsctl", "device", "list", "-l", "area", "="], line, &socket), ["tank-farm"]);
    let line = "mcsctl rule set point:A0";
    assert_eq!(bash(&["mcsctl", "rule", "set", "point", ":", "A0"], line, &socket), ["A001"]);
    if installed("fish") {
        fish_completes(LIVE, &socket);
    }
    if installed("zsh") {
        zsh_completes(LIVE, &socket);
    }
}

#[test]
fn the_daemon_that_the_line_names_is_asked() {
    let plant = Plant::start();
    let line = format!("mcsctl --socket {} device show A0", plant.socket().display());
    let words: Vec<&str> = line.split(' ').collect();
    assert_eq!(bash(&words, &line, &nowhere()), ["A001"]);
}

#[test]
fn without_a_daemon_or_with_one_that_is_silent_nothing_is_proposed_and_nobody_waits() {
    let line = "mcsctl device show A0";
    let words: Vec<&str> = line.split(' ').collect();
    assert!(bash(&words, line, &nowhere()).is_empty());
    let folder = tempfile::tempdir().expect("a folder");
    let socket = folder.path().join("mcsd.sock");
    let _silent = UnixListener::bind(&socket).expect("a socket");
    let begun = Instant::now();
    assert!(bash(&words, line, &socket).is_empty());
    // 150 ms, and what a machine under load takes to start two programs.
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

#[test]
fn every_manual_page_renders_without_a_warning() {
    if !installed("man") {
        return;
    }
    let mut pages: Vec<_> = std::fs::read_dir(root().join("man"))
        .expect("the folder of the pages")
        .map(|page| page.expect("a readable folder").path())
        .filter(|page| page.is_file())
        .collect();
    pages.sort();
    assert!(pages.iter().any(|page| page.ends_with("mcsctl.1")));
    for page in pages {
        let output = Command::new("man")
            .args(["--warnings", "-l"])
            .arg(&page)
            .env("LC_ALL", "C")
            .env("MANPAGER", "cat")
            .env("MANWIDTH", "80")
            .output()
            .expect("man runs");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && told.is_empty(), "{}: {told}", page.display());
        let text = String::from_utf8_lossy(&output.stdout);
        for heading in ["NAME", "DESCRIPTION"] {
            assert!(text.lines().any(|line| line == heading), "{}: {heading}: {text}", page.display());
        }
    }
}
