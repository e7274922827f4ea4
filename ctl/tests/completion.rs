//! The checked-in completions in the shells they are for, and the manual pages in man.

mod services;

use std::process::{Command, Output};

use services::{installed, root};

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
];

/// Runs a shell that must not wait for anybody; what it prints.
fn run(shell: &mut Command) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let Output { status, stdout, stderr } =
        shell.current_dir(root()).env("HOME", folder.path()).env("LC_ALL", "C.UTF-8").output().expect("it runs");
    let (stdout, stderr) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    assert!(status.success(), "{shell:?}: {status}: {stderr}{stdout}");
    stdout.into_owned()
}

#[test]
fn bash_completes_commands_options_and_values() {
    // As readline does it: the words, which of them, the one under the cursor and the one before.
    let script = r#"
        source completions/mcsctl.bash
        complete -p mcsctl | grep -q -- '-F _mcsctl' || exit 1
        COMP_LINE=$1 COMP_POINT=${#1}
        read -ra COMP_WORDS <<<"$1"
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _mcsctl mcsctl "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\n' "${COMPREPLY[@]}"
    "#;
    for (typed, word) in TYPED {
        let told = run(Command::new("bash").args(["--norc", "--noprofile", "-c", script, "bash", typed]));
        assert_eq!(told.split_whitespace().collect::<Vec<_>>(), [*word], "{typed}");
    }
}

#[test]
fn fish_completes_commands_options_and_values() {
    if !installed("fish") {
        return;
    }
    let script = "source completions/mcsctl.fish; complete --do-complete \"$argv\"";
    for (typed, word) in TYPED {
        let told = run(Command::new("fish").args(["--no-config", "-c", script, typed]));
        let offered: Vec<_> = told.lines().filter_map(|line| line.split('\t').next()).collect();
        assert_eq!(offered, [*word], "{typed}");
    }
}

#[test]
fn zsh_completes_commands_options_and_values() {
    if !installed("zsh") {
        return;
    }
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
    let typed = TYPED.iter().map(|(typed, _)| typed);
    let told = run(Command::new("timeout").args(["60", "zsh", "-f", "-c", script, "zsh"]).args(typed));
    let lines: Vec<_> = told.lines().collect();
    assert_eq!(lines.len(), TYPED.len(), "{told}");
    for ((typed, word), line) in TYPED.iter().zip(lines) {
        // An option that takes a value gets the sign before it.
        let last = line.split_whitespace().last().map(|last| last.trim_end_matches('='));
        assert_eq!(last, Some(*word), "{typed}");
    }
}

#[test]
fn every_manual_page_renders_without_a_warning() {
    if !installed("man") {
        return;
    }
    let mut pages: Vec<_> = std::fs::read_dir(root().join("man"))
        .expect("the folder of the pages")
        .map(|page| page.expect("a readable folder").path())
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
