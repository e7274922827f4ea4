//! What is generated from the command line's tree: completions and manual pages. The files in `completions/` and `man/`
//! are checked in and tested equal to this; `mcsctl completions --dir completions` and `mcsctl man --dir man` write them.

use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::{
    Man,
    roff::{Roff, roman},
};

use crate::cli::Cli;

/// A generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, without a folder.
    pub name: String,
    /// What is in it.
    pub content: Vec<u8>,
}

/// The completion script of one shell.
pub fn completion(shell: Shell) -> Vec<u8> {
    crate::complete::script(shell)
}

/// The completion scripts that are checked in, under the names their shells look for.
pub fn completions() -> Vec<File> {
    [(Shell::Bash, "mcsctl.bash"), (Shell::Zsh, "_mcsctl"), (Shell::Fish, "mcsctl.fish")]
        .map(|(shell, name)| File { name: name.to_owned(), content: completion(shell) })
        .into()
}

/// `mcsctl.1` and a page for each command below it.
pub fn manual() -> Vec<File> {
    let mut tree = Cli::command().disable_help_subcommand(true);
    tree.build();
    let mut pages = Vec::new();
    collect(&tree, &mut pages);
    pages
}

fn collect(command: &Command, pages: &mut Vec<File>) {
    // The page has no date of its own; an argument that is empty altogether would be swallowed and shift the others.
    let man = Man::new(command.clone())
        .date(" ")
        .source(concat!("mcsctl ", env!("CARGO_PKG_VERSION")))
        .manual("Gas monitoring");
    let mut content = Vec::new();
    // Writing into memory cannot fail.
    if render(&man, command, &mut content).is_ok() {
        pages.push(File { name: man.get_filename(), content });
    }
    for child in command.get_subcommands() {
        collect(child, pages);
    }
}

/// The examples of every page of the help, each with the command that shows it.
pub fn help_examples() -> Vec<(String, String)> {
    fn collect(command: &Command, path: &str, found: &mut Vec<(String, String)>) {
        let path = format!("{path} {}", command.get_name()).trim().to_owned();
        found.extend(examples_of(command).into_iter().map(|example| (path.clone(), example)));
        for child in command.get_subcommands() {
            collect(child, &path, found);
        }
    }
    let mut found = Vec::new();
    collect(&Cli::command(), "", &mut found);
    found
}

fn examples_of(command: &Command) -> Vec<String> {
    let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let lines = help.lines().skip_while(|line| *line != "Examples:").skip(1);
    lines.take_while(|line| line.starts_with("  ")).map(|line| line.trim().to_owned()).collect()
}

/// The sections in the order manual pages have them.
fn render(man: &Man, command: &Command, page: &mut Vec<u8>) -> std::io::Result<()> {
    man.render_title(page)?;
    man.render_name_section(page)?;
    man.render_synopsis_section(page)?;
    man.render_description_section(page)?;
    man.render_options_section(page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(page)?;
    }
    examples(command).to_writer(page)?;
    if command.get_name() == "mcsctl" {
        for (title, entries) in ROOT_SECTIONS {
            section(title, entries).to_writer(page)?;
        }
    }
    Ok(())
}

/// The examples of the help, line by line as they are typed.
fn examples(command: &Command) -> Roff {
    let mut roff = Roff::new();
    let examples = examples_of(command);
    if !examples.is_empty() {
        roff.control("SH", ["EXAMPLES"]).control("nf", []);
        for example in examples {
            roff.text([roman(example)]);
        }
        roff.control("fi", []);
    }
    roff
}

fn section(title: &str, entries: &[(&str, &str)]) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", [title]);
    for (term, meaning) in entries {
        roff.control("TP", []).text([clap_mangen::roff::bold(*term)]).text([roman(*meaning)]);
    }
    roff
}

const ROOT_SECTIONS: &[(&str, &[(&str, &str)])] = &[
    (
        "OUTPUT",
        &[
            ("table, wide", "Columns for people, in the site's local time; wide has more of them. Not for programs."),
            ("name", "What other commands take: serial numbers, alarm numbers. One a line."),
            ("json", "One object for one thing, one array for a list; a stream without an end is written as jsonl."),
            ("jsonl", "One object a line, written as it comes."),
            (
                "fields",
                "What JSON holds is described field by field in the JSON schemas of man/schema, one for each thing. Fields \
                 are added, not renamed.",
            ),
            ("yaml, csv", "The same fields; in CSV objects inside become dotted columns."),
            ("template=TEXT", "A Jinja template over the same fields, filled in once for each thing."),
            (
                "Without -o",
                "On a terminal a table. Elsewhere json for one thing, jsonl for lists and streams. Times in anything but \
                 tables are RFC 3339 in UTC. With json and jsonl errors are one JSON object on standard error.",
            ),
        ],
    ),
    (
        "TIMES",
        &[
            ("durations", "Numbers with units: 250ms, 90s, 5m, 2h, 1h30m, 7d."),
            (
                "moments",
                "RFC 3339, a site date (2026-11-01), a site time (2026-11-01T08:00), now, today, yesterday. A day given as \
                 an end means the end of that day.",
            ),
        ],
    ),
    (
        "WHICH DAEMON",
        &[(
            "The first of these that says something",
            "--socket, --context, MCS_SOCKET, MCS_CONTEXT, the context in use (mcsctl context use), /run/mcs/mcsd.sock, \
             $XDG_RUNTIME_DIR/mcs/mcsd.sock.",
        )],
    ),
    (
        "SELECTORS",
        &[(
            "-l TERM[,TERM...]",
            "Every term must hold: field=text, field!=text, field~part, field~^beginning. Fields are sn, name, type, unit, \
             area, zone and status. Case does not matter; a field that is not set is the empty text.",
        )],
    ),
    (
        "EXIT STATUS",
        &[
            ("0", "Done. A reader that went away (mcsctl ... | head) is no failure."),
            ("1", "Failed, and none of the others fits."),
            ("2", "The request itself is wrong; nothing was done."),
            ("3", "What it names does not exist."),
            ("4", "Not permitted, or not logged in."),
            ("5", "The daemon cannot be reached."),
            ("6", "A conflict or an unmet precondition: somebody else changed it, or the state does not allow it now."),
            ("7", "No answer in time."),
            ("8", "Partly done."),
            ("10", "A check found a problem."),
        ],
    ),
    (
        "ENVIRONMENT",
        &[
            ("MCS_SOCKET", "The daemon's socket, unless --socket or --context names it."),
            ("MCS_CONTEXT", "The daemon by its name, unless something above names it."),
            ("MCS_LANG, LC_ALL, LC_MESSAGES, LANG", "The language of explanations: zh or en; the first that is set."),
            ("NO_COLOR", "If not empty, no colour."),
            (
                "CLICOLOR_FORCE",
                "If neither empty nor 0, colour without a terminal. NO_COLOR and --no-color are stronger.",
            ),
        ],
    ),
    (
        "FILES",
        &[
            (
                "$XDG_CONFIG_HOME/mcs/contexts.toml",
                "Names of daemons and which is in use; ~/.config/mcs/contexts.toml without that variable. mcsctl context \
                 changes it.",
            ),
            ("/run/mcs/mcsd.sock", "The socket of a daemon that runs as a service."),
            ("$XDG_RUNTIME_DIR/mcs/mcsd.sock", "The socket of a user's own daemon."),
        ],
    ),
];
