//! The command line.
#![expect(clippy::doc_markdown, reason = "doc comments are the help, where backticks would be shown as they are")]

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use mcs_core::{id::ShortName, language::Language, time::Span};

use crate::{
    state::{Wishes, keeping::AskedFor, kiosk::Wish},
    ui::theme::Theme,
};

/// The live plant map in the terminal.
///
/// Shows every detector with its value, the alarms that need a person, and the last hour of the selected point. Reads
/// and changes the plant through the daemon's socket only; leaving it changes nothing about the plant.
#[derive(Debug, Clone, PartialEq, Eq, Parser)]
#[command(name = "mcstui", version, max_term_width = 100, after_help = after_help())]
pub struct Cli {
    /// The daemon's socket. Without it: --context, the one MCS_SOCKET names, MCS_CONTEXT, the data directory's, the
    /// context in use, /run/mcs/mcsd.sock, then mcs/mcsd.sock under XDG_RUNTIME_DIR.
    #[arg(long, value_name = "PATH")]
    pub socket: Option<PathBuf>,

    /// The daemon's place by its name; `mcsctl context list` shows those there are.
    #[arg(long, value_name = "NAME", conflicts_with = "socket")]
    pub context: Option<String>,

    /// The daemon's data directory, in which its socket is looked for.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,

    /// Leave the mouse to the terminal, so that text can be selected; m changes it later.
    #[arg(long)]
    pub no_mouse: bool,

    /// Show states by bold, reverse and underline only. The variable NO_COLOR does the same, unless --theme is given.
    #[arg(long)]
    pub no_color: bool,

    /// Run this program with each sound, besides the terminal's bell. It is given one argument, why: alarm, lost. It
    /// runs without a shell, one at a time, for half a minute at most, and ends with mcstui.
    #[arg(long, value_name = "PROGRAM")]
    pub sound_command: Option<PathBuf>,

    /// Send the terminal no more than this in the mean, by drawing less often. Over ssh it is 16384 unless told.
    #[arg(long, value_name = "BYTES", value_parser = clap::value_parser!(u32).range(256..))]
    pub bytes_per_second: Option<u32>,

    /// Write everything that comes in to a new file, for a report of a fault: keys, the mouse, what the daemon says.
    /// Passwords are not in it, all else that is typed is. `mcstui replay` plays it.
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,

    /// The language: zh or en. Without it MCS_LANG, LC_ALL, LC_MESSAGES, then LANG decide.
    #[arg(long, value_name = "LANG", value_parser = ["zh", "en"])]
    pub lang: Option<String>,

    /// The colours. Without it the one MCS_THEME names, else dark.
    #[arg(long, value_name = "THEME", value_parser = Theme::ALL.map(Theme::as_str))]
    pub theme: Option<String>,

    /// Instead of the screen.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What can be done instead of showing the screen.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Play a recording, without a daemon: what a person saw, at the same pace.
    ///
    /// Space halts and goes on, Enter plays the next event, + and - change the speed, q leaves.
    Replay {
        /// The file that `--record` wrote.
        file: PathBuf,
        /// So many times as fast.
        #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1024))]
        speed: u32,
        /// Begin halted, and go from event to event.
        #[arg(long)]
        step: bool,
        /// Print the last screen as text instead. Needs no terminal.
        #[arg(long)]
        print: bool,
    },
    /// The wall: plant map, alarms and trend, as without a command.
    Wall {
        /// Nobody operates it: it turns its pages by itself and goes where a critical alarm is new. No key and no mouse
        /// changes anything, and the daemon refuses every change too; only a signal ends it.
        #[arg(long)]
        kiosk: bool,

        /// How long a page stays, such as 15s or 1m. Without it 15s, or for ever where --page is given.
        #[arg(long, value_name = "TIME", value_parser = stay, requires = "kiosk")]
        rotate: Option<Span>,

        /// The area to begin with, and to stay at unless --rotate is given too.
        #[arg(long, value_name = "AREA", value_parser = area, requires = "kiosk")]
        page: Option<ShortName>,
    },
    /// Write the manual page into a directory.
    #[command(hide = true)]
    Man {
        /// The directory.
        #[arg(long)]
        dir: PathBuf,
    },
}

/// Command lines to begin with.
pub const EXAMPLES: &[&str] = &[
    "mcstui",
    "mcstui --socket ./plant/mcsd.sock",
    "NO_COLOR=1 mcstui --no-mouse",
    "mcstui --sound-command /usr/local/bin/siren",
    "mcstui --record fault.jsonl",
    "mcstui replay fault.jsonl --speed 10",
    "mcstui wall --kiosk --rotate 30s",
    "mcstui wall --kiosk --page tank-farm",
];

/// What the program ends with.
pub const EXIT_STATUS: &[(&str, &str)] = &[
    ("0", "A person left."),
    ("1", "It failed; standard error says why."),
    ("2", "The command line is wrong."),
    ("129", "The terminal went away."),
    ("130, 131, 143", "A signal told it to end."),
];

fn after_help() -> String {
    let exits: Vec<_> = EXIT_STATUS.iter().map(|(code, meaning)| format!("  {code:<14}{meaning}")).collect();
    format!("Examples:\n  {}\n\nExit status:\n{}", EXAMPLES.join("\n  "), exits.join("\n"))
}

/// Shortest and longest time a page may stay: nobody reads faster, and a page that stays a day is not turned.
const STAYS: (Span, Span) = (Span::secs(2), Span::hours(24));

fn stay(text: &str) -> Result<Span, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &text[digits.len()..] {
        "s" | "" => Span::secs(1),
        "m" | "min" => Span::mins(1),
        "h" => Span::hours(1),
        _ => return Err("say a time such as 15s or 1m".to_owned()),
    };
    let count: i64 = digits.parse::<u16>().map_err(|_| "say a time such as 15s or 1m")?.into();
    let stays = unit.times(count);
    if (STAYS.0..=STAYS.1).contains(&stays) { Ok(stays) } else { Err("a page stays for 2s to 24h".to_owned()) }
}

fn area(text: &str) -> Result<ShortName, String> {
    ShortName::new(text).map_err(|error| error.to_string())
}

impl Cli {
    /// How the wall turns its pages, if nobody operates it.
    pub fn kiosk(&self) -> Option<Wish> {
        match &self.command {
            Some(Command::Wall { kiosk: true, rotate, page }) => Some(Wish { rotate: *rotate, page: page.clone() }),
            Some(Command::Wall { kiosk: false, .. } | Command::Man { .. } | Command::Replay { .. }) | None => None,
        }
    }

    /// What was asked for, and is therefore not as it was when the program was last left. Not `LANG`: everybody has one.
    pub fn asked_for(&self, variable: impl Fn(&str) -> Option<String>) -> AskedFor {
        let says = |name: &str| variable(name).is_some_and(|said| !said.is_empty());
        AskedFor {
            theme: self.theme.is_some() || self.no_color || says("NO_COLOR") || says("MCS_THEME"),
            language: self.lang.is_some() || says("MCS_LANG"),
            mouse: self.no_mouse,
        }
    }

    /// Which daemon is meant.
    pub fn place(&self) -> mcs_proto::context::Wish<'_> {
        mcs_proto::context::Wish {
            socket: self.socket.as_deref(),
            context: self.context.as_deref(),
            data_dir: self.data.as_deref(),
        }
    }

    /// How the person wants it: flags, then the environment.
    pub fn wishes(&self, variable: impl Fn(&str) -> Option<String>) -> Wishes {
        let locales = ["MCS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].map(&variable);
        let language = Language::choose([self.lang.as_deref()].into_iter().chain(locales.iter().map(Option::as_deref)));
        let no_color = variable("NO_COLOR").is_some_and(|said| !said.is_empty());
        let named = self.theme.clone().or_else(|| variable("MCS_THEME"));
        let theme = if self.no_color || (no_color && self.theme.is_none()) {
            Theme::Mono
        } else {
            named.and_then(|name| Theme::parse(&name)).unwrap_or_default()
        };
        Wishes { mouse: !self.no_mouse, language, theme }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn wishes(arguments: &[&str], environment: &[(&str, &str)]) -> Wishes {
        let cli = Cli::try_parse_from([&["mcstui"], arguments].concat()).expect("a command line");
        let find = |name: &str| environment.iter().find(|(n, _)| *n == name).map(|(_, said)| (*said).to_owned());
        cli.wishes(find)
    }

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn no_color_counts_when_it_says_something_and_no_theme_is_asked_for() {
        assert_eq!(wishes(&[], &[("NO_COLOR", "")]).theme, Theme::Dark);
        assert_eq!(wishes(&[], &[("NO_COLOR", "1"), ("MCS_THEME", "light")]).theme, Theme::Mono);
        assert_eq!(wishes(&["--theme", "light"], &[("NO_COLOR", "1")]).theme, Theme::Light);
        assert_eq!(wishes(&["--no-color"], &[]).theme, Theme::Mono);
        assert_eq!(wishes(&[], &[("MCS_THEME", "tritanopia")]).theme, Theme::Tritanopia);
    }

    #[test]
    fn a_kiosk_says_how_long_a_page_stays_and_with_which_it_begins() {
        let kiosk = |arguments: &[&str]| {
            let cli = Cli::try_parse_from([&["mcstui"], arguments].concat());
            cli.map(|cli| cli.kiosk()).map_err(|error| error.kind())
        };
        assert_eq!(kiosk(&[]), Ok(None));
        assert_eq!(kiosk(&["wall"]), Ok(None));
        assert_eq!(kiosk(&["wall", "--kiosk"]), Ok(Some(Wish::default())));
        let page = ShortName::new("tanks").ok();
        let wish = Wish { rotate: Some(Span::mins(2)), page };
        assert_eq!(kiosk(&["wall", "--kiosk", "--rotate", "2m", "--page", "tanks"]), Ok(Some(wish)));
        for wrong in [
            &["wall", "--rotate", "15s"][..],
            &["wall", "--kiosk", "--rotate", "1s"],
            &["wall", "--kiosk", "--rotate", "25h"],
            &["wall", "--kiosk", "--rotate", "soon"],
            &["wall", "--kiosk", "--page", "*"],
        ] {
            assert!(kiosk(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn the_flag_for_the_language_goes_before_the_environment() {
        assert_eq!(wishes(&[], &[("LANG", "zh_CN.UTF-8")]).language, Language::Chinese);
        assert_eq!(wishes(&["--lang", "en"], &[("MCS_LANG", "zh")]).language, Language::English);
        assert_eq!(wishes(&[], &[]).language, Language::English);
    }
}
