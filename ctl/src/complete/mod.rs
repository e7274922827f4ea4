//! What the shell proposes when Tab is pressed: what the tree knows, and, where the plant is asked for, what the daemon
//! knows.
//!
//! The scripts in `completions/` run this very program with [`VARIABLE`] set. A shell must never wait and never see an
//! error: the daemon has 150 ms, and whatever goes wrong is no proposal.

mod live;
mod noun;
mod script;
mod selector;

pub(crate) use script::script;

use std::{ffi::OsStr, ffi::OsString};

use clap::{Command, CommandFactory};
use clap_complete::{
    CompleteEnv,
    engine::{ArgValueCompleter, CompletionCandidate},
};

use self::noun::Noun;
use crate::cli::Cli;

/// Set by the scripts: which shell asks.
const VARIABLE: &str = "MCS_COMPLETE";

/// Answers a shell. Gives whether it was one that asked.
pub(crate) fn answer(args: &[OsString]) -> bool {
    if std::env::var_os(VARIABLE).is_none_or(|shell| shell.is_empty()) {
        return false;
    }
    // What a shell would show over the line that is being typed is worse than no proposal.
    std::panic::set_hook(Box::new(|_| {}));
    let folder = std::env::current_dir().ok();
    // What cannot be answered is not answered.
    let _ = CompleteEnv::with_factory(tree).var(VARIABLE).try_complete(args, folder.as_deref());
    true
}

/// The tree with what completes its values.
fn tree() -> Command {
    with_values(Cli::command(), "")
}

fn with_values(command: Command, path: &str) -> Command {
    let command = command.mut_args(|arg| match Noun::of(path, arg.get_id().as_str()) {
        Some(noun) => arg.add(ArgValueCompleter::new(move |current: &OsStr| proposals(noun, current))),
        None => arg,
    });
    let names: Vec<String> = command.get_subcommands().map(|child| child.get_name().to_owned()).collect();
    names.into_iter().fold(command, |command, name| {
        let path = format!("{path} {name}").trim().to_owned();
        command.mut_subcommand(name, |child| with_values(child, &path))
    })
}

/// What a noun proposes for what has been typed of the word.
fn proposals(noun: Noun, current: &OsStr) -> Vec<CompletionCandidate> {
    let Some(typed) = current.to_str() else { return Vec::new() };
    let found = noun.values(typed);
    let fitting = found.into_iter().filter(|value| value.text.starts_with(typed));
    fitting
        .map(|value| CompletionCandidate::new(value.text).help(value.about.map(clap::builder::StyledStr::from)))
        .collect()
}

/// One proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Value {
    text: String,
    /// What it is, for shells that show it.
    about: Option<String>,
}

#[expect(clippy::needless_pass_by_value, reason = "they are made where they are named")]
impl Value {
    fn plain(text: impl ToString) -> Self {
        Self { text: text.to_string(), about: None }
    }

    fn about(text: impl ToString, about: impl ToString) -> Self {
        Self { text: text.to_string(), about: Some(about.to_string()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_with_its_values_is_sound() {
        tree().debug_assert();
    }

    #[test]
    fn what_the_plant_names_is_proposed_wherever_it_is_asked_for() {
        fn check(command: &Command, path: &str) {
            for arg in command.get_arguments() {
                let named = ["sn", "selector", "area", "zone", "context"].contains(&arg.get_id().as_str());
                // What is only now given a name is not known yet.
                let new = path == "device add" && arg.get_id() == "sn";
                let completed = arg.get::<ArgValueCompleter>().is_some();
                assert!(completed || !named || new, "{path} {}", arg.get_id());
            }
            for child in command.get_subcommands() {
                check(child, format!("{path} {}", child.get_name()).trim());
            }
        }
        check(&tree(), "");
    }
}
