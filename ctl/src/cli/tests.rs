//! The tree is sound, every page has examples, and the examples are read by the tree itself.

use clap::{Command, CommandFactory, Parser};

use super::Cli;

#[test]
fn the_tree_is_sound() {
    Cli::command().debug_assert();
}

/// Every command below this one, with its page of help.
fn pages(command: &Command, path: &str, found: &mut Vec<(String, String)>) {
    let path = format!("{path} {}", command.get_name()).trim().to_owned();
    let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    for child in command.get_subcommands() {
        pages(child, &path, found);
    }
    found.push((path, help));
}

fn all_pages() -> Vec<(String, String)> {
    let mut found = Vec::new();
    pages(&Cli::command(), "", &mut found);
    found
}

fn examples(help: &str) -> impl Iterator<Item = &str> {
    help.lines()
        .skip_while(|line| *line != "Examples:")
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .map(str::trim)
}

/// Splits as a shell does, as far as examples go: spaces, quotes, and a redirection ends it.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, ' ') => words.push(std::mem::take(&mut word)),
            (_, c) => word.push(c),
        }
    }
    words.push(word);
    words.into_iter().take_while(|word| word != ">" && word != "<" && word != "|" && word != "&").collect()
}

#[test]
fn every_help_page_ends_with_examples() {
    for (path, help) in all_pages() {
        assert!(examples(&help).next().is_some(), "`{path} --help` has no examples");
    }
}

#[test]
fn every_example_of_the_help_is_a_command_line_of_this_program() {
    let mut read = 0;
    for (path, help) in all_pages() {
        for example in examples(&help).filter(|example| example.starts_with("mcsctl ")) {
            let outcome = Cli::try_parse_from(words(example));
            assert!(
                outcome.is_ok(),
                "`{path} --help`: {example}\n{}",
                outcome.err().map(|e| e.to_string()).unwrap_or_default()
            );
            read += 1;
        }
    }
    assert!(read > 40, "only {read} examples were found");
}

#[test]
fn negative_numbers_are_values_not_flags() {
    for line in [
        "mcsctl calib set A001 --k -1.5 --b -10 --t-ref -25 --t-comp -0.1",
        "mcsctl device add T1 --type TEMP --range -40..80 --low -10 --low-low -20",
    ] {
        assert!(Cli::try_parse_from(line.split(' ')).is_ok(), "{line}");
    }
}

#[test]
fn a_limit_cannot_be_set_and_taken_away_at_once() {
    assert!(Cli::try_parse_from("mcsctl device set A001 --high 1 --no-high".split(' ')).is_err());
    assert!(Cli::try_parse_from("mcsctl device set A001 --high 1 --no-low".split(' ')).is_ok());
}

#[test]
fn compensation_needs_both_of_its_numbers() {
    assert!(Cli::try_parse_from("mcsctl calib set A001 --k 1 --b 0 --t-comp 0.1".split(' ')).is_err());
    assert!(Cli::try_parse_from("mcsctl calib set A001 --k 1 --b 0".split(' ')).is_ok());
}

#[test]
fn acknowledging_names_alarms_or_all_of_them_and_not_both() {
    assert!(Cli::try_parse_from("mcsctl alarm ack".split(' ')).is_err());
    assert!(Cli::try_parse_from("mcsctl alarm ack 42 --all".split(' ')).is_err());
    assert!(Cli::try_parse_from("mcsctl alarm ack 42 43".split(' ')).is_ok());
}

#[test]
fn help_of_the_program_and_of_a_noun() {
    let mut tree = Cli::command();
    tree.build();
    insta::assert_snapshot!("help", tree.clone().term_width(100).render_help());
    let device = tree.find_subcommand_mut("device").expect("the noun");
    insta::assert_snapshot!("help_device", device.clone().term_width(100).render_help());
    let set = device.find_subcommand_mut("set").expect("the verb");
    insta::assert_snapshot!("help_device_set", set.clone().term_width(100).render_help());
}

/// Commands that change nothing of the plant: they look, try, write files of their own, or are about this program.
const CHANGE_NOTHING: &[&str] = &[
    "status",
    "ledger",
    "analyze",
    "report",
    "explain",
    "completions",
    "man",
    "demo",
    "sim run",
    "sim history",
    "sim bench",
    "rule test",
    "rule replay",
    "rule lint",
    "reading latest",
    "reading history",
    "reading export",
    "alarm masks",
    "alarm history",
    "alarm export",
    "alarm stats",
    "alarm kpi",
    "map revision",
    "map export",
    "broker status",
    "broker test",
    "broker export",
    "archive fetch",
    "archive stats",
    "archive target test",
    "config check",
    "notify trace",
    "notify simulate",
    "notify channel kinds",
    "notify channel test",
    "shift report",
    "job history",
    "device discovered",
    "store stats",
    "context add",
    "context use",
    "context remove",
];
/// Verbs that look, whatever the noun.
const LOOKING: &[&str] = &["list", "show", "watch", "verify"];

fn leaves(command: &Command, path: &str, found: &mut Vec<(String, Command)>) {
    let mut children = command.get_subcommands().peekable();
    if children.peek().is_none() {
        found.push((path.to_owned(), command.clone()));
    }
    for child in children {
        leaves(child, format!("{path} {}", child.get_name()).trim(), found);
    }
}

fn all_leaves() -> Vec<(String, Command)> {
    let mut found = Vec::new();
    leaves(&Cli::command(), "", &mut found);
    found
}

fn takes(command: &Command, id: &str) -> bool {
    command.get_arguments().any(|arg| arg.get_id() == id)
}

#[test]
fn every_command_that_changes_something_takes_a_dry_run() {
    for (path, command) in all_leaves() {
        let verb = path.rsplit(' ').next().unwrap_or_default();
        let looks = CHANGE_NOTHING.contains(&path.as_str()) || LOOKING.contains(&verb);
        assert_ne!(looks, takes(&command, "dry_run"), "{path}");
    }
}

#[test]
fn what_takes_a_start_takes_a_stretch_up_to_now_too() {
    for (path, command) in all_leaves() {
        // A simulated past begins somewhere and has a length.
        if takes(&command, "from") && path != "sim history" {
            assert!(takes(&command, "since"), "{path}");
        }
    }
}

#[test]
fn what_asks_says_so_and_can_be_told_not_to() {
    for (path, command) in all_leaves() {
        let verb = path.rsplit(' ').next().unwrap_or_default();
        if ["remove", "unset", "drop", "prune"].contains(&verb) && !["context remove", "rule unset"].contains(&&*path) {
            assert!(takes(&command, "yes"), "{path}");
        }
    }
}
