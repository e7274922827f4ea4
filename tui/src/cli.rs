//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// The live plant map in the terminal.
///
/// Shows every detector with its value, the alarms that need a person, and the last hour of the selected point. Reads
/// and changes the plant through the daemon's socket only; leaving it changes nothing about the plant.
#[derive(Debug, Clone, PartialEq, Eq, Parser)]
#[command(name = "mcstui", version, max_term_width = 100, after_help = after_help())]
pub struct Cli {
    /// The daemon's socket. Without it: `--context`, the one `MCS_SOCKET` names, `MCS_CONTEXT`, the data directory's, the
    /// context in use, /run/mcs/mcsd.sock, then mcs/mcsd.sock under `XDG_RUNTIME_DIR`.
    #[arg(long, value_name = "PATH")]
    pub socket: Option<PathBuf>,

    /// The daemon's place by its name; `mcsctl context list` shows those there are.
    #[arg(long, value_name = "NAME", conflicts_with = "socket")]
    pub context: Option<String>,

    /// The daemon's data directory, in which its socket is looked for.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,

    /// Leave the mouse to the terminal, so that text can be selected; `m` changes it later.
    #[arg(long)]
    pub no_mouse: bool,

    /// Show states by bold, reverse and underline only. The variable `NO_COLOR` does the same.
    #[arg(long)]
    pub no_color: bool,

    /// Instead of the screen.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What can be done instead of showing the screen.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Write the manual page into a directory.
    #[command(hide = true)]
    Man {
        /// The directory.
        #[arg(long)]
        dir: PathBuf,
    },
}

/// Command lines to begin with.
pub const EXAMPLES: &[&str] = &["mcstui", "mcstui --socket ./plant/mcsd.sock", "NO_COLOR=1 mcstui --no-mouse"];

/// What the program ends with.
pub const EXIT_STATUS: &[(&str, &str)] = &[
    ("0", "A person left."),
    ("1", "It failed; standard error says why."),
    ("2", "The command line is wrong."),
    ("129", "The terminal went away."),
    ("130, 143", "A signal told it to end."),
];

fn after_help() -> String {
    let exits: Vec<_> = EXIT_STATUS.iter().map(|(code, meaning)| format!("  {code:<9}{meaning}")).collect();
    format!("Examples:\n  {}\n\nExit status:\n{}", EXAMPLES.join("\n  "), exits.join("\n"))
}

impl Cli {
    /// Which daemon is meant.
    pub fn place(&self) -> mcs_proto::context::Wish<'_> {
        mcs_proto::context::Wish {
            socket: self.socket.as_deref(),
            context: self.context.as_deref(),
            data_dir: self.data.as_deref(),
        }
    }

    /// Whether colour is wanted: not when told so, nor when `NO_COLOR` is set to anything.
    pub fn colour(&self, no_color: Option<&std::ffi::OsStr>) -> bool {
        !self.no_color && no_color.is_none_or(std::ffi::OsStr::is_empty)
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn no_color_counts_when_it_says_something() {
        let cli = Cli { socket: None, context: None, data: None, no_mouse: false, no_color: false, command: None };
        assert!(cli.colour(None) && cli.colour(Some("".as_ref())) && !cli.colour(Some("1".as_ref())));
    }
}
