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
