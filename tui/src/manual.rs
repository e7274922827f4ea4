//! The manual page, made from the command line, the key map and the table of signs. `mcstui man --dir man` writes it; the
//! file that is checked in is tested equal to it.

use std::{fs, io, path::Path};

use clap::CommandFactory as _;
use clap_mangen::{
    Man,
    roff::{Roff, bold, roman},
};

use mcs_core::language::Language;

use crate::{
    cli::{Cli, EXAMPLES, EXIT_STATUS},
    keymap::{Place, bindings},
    signs::SIGNS,
    words::{named, words},
};

/// The name of the page's file.
pub const FILE_NAME: &str = "mcstui.1";

/// Writes the page into a directory.
pub fn write(dir: &Path) -> io::Result<()> {
    fs::create_dir_all(dir)?;
    fs::write(dir.join(FILE_NAME), page()?)
}

/// The page.
pub fn page() -> io::Result<Vec<u8>> {
    let man = Man::new(Cli::command()).manual("mcstui").source(concat!("mcs ", env!("CARGO_PKG_VERSION")));
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    let keys = |place| bindings(place).map(|binding| (binding.shown, named(words(Language::English), binding.help)));
    section("KEYS", keys(Place::Wall)).to_writer(&mut page)?;
    section("KEYS WHILE POINTS ARE PLACED", keys(Place::Edit)).to_writer(&mut page)?;
    section("A WALL NOBODY OPERATES", KIOSK.iter().map(owned)).to_writer(&mut page)?;
    section("SOUND", SOUND.iter().map(owned)).to_writer(&mut page)?;
    section("SIGNS", SIGNS.iter().map(|sign| (sign.shown, sign.long.to_owned()))).to_writer(&mut page)?;
    section("ENVIRONMENT", ENVIRONMENT.iter().map(owned)).to_writer(&mut page)?;
    section("EXIT STATUS", EXIT_STATUS.iter().map(owned)).to_writer(&mut page)?;
    let mut rest = Roff::new();
    rest.control("SH", ["EXAMPLES"]).control("nf", []);
    for example in EXAMPLES {
        rest.text([roman(*example)]);
    }
    rest.control("fi", []).control("SH", ["SEE ALSO"]);
    rest.text([bold("mcsctl"), roman("(1), "), bold("mcsd"), roman("(1)")]);
    rest.to_writer(&mut page)?;
    Ok(page)
}

const KIOSK: &[(&str, &str)] = &[
    (
        "mcstui wall --kiosk",
        "Turns its pages by itself, every 15 s or as --rotate says, beginning with --page. When a critical alarm is new it \
         goes to its page, and stays there while nobody has acknowledged it; if several pages have one, it turns among \
         those. Then it goes back to where it was.",
    ),
    (
        "keys and mouse",
        "Change nothing; t lets the sound be heard, Ctrl-L draws everything anew. The daemon refuses every change of this \
         connection too, whoever runs it. Only a signal ends the program.",
    ),
];

const SOUND: &[(&str, &str)] = &[
    ("critical", "Three rings every 2 s, until somebody acknowledges the alarm or silences the plant."),
    ("lost", "One ring every 2 s: the daemon is lost, and any alarm may be missed. S hushes it here for 5 minutes."),
    ("gas", "Two rings every 5 s: a high alarm about gas."),
    ("high", "One ring every 15 s: another high alarm."),
    ("returned", "One ring every 30 s: a high or critical alarm went away before anybody acknowledged it."),
    ("medium", "One ring, once."),
    ("drill", "As the alarm would sound; only drills ask for it."),
    ("test", "Three rings: somebody pressed t."),
];

const ENVIRONMENT: &[(&str, &str)] = &[
    ("MCS_SOCKET", "The daemon's socket, when --socket does not name one."),
    ("XDG_RUNTIME_DIR", "Where a daemon of this user has its socket: mcs/mcsd.sock below it."),
    ("MCS_LANG", "The language, before LC_ALL, LC_MESSAGES and LANG: a locale that begins with zh or en."),
    ("MCS_THEME", "The theme, when --theme does not name one."),
    ("NO_COLOR", "Set to anything: no colour. States are shown by signs, bold, reverse and underline anyway."),
];

fn owned((term, meaning): &(&'static str, &'static str)) -> (&'static str, String) {
    (*term, (*meaning).to_owned())
}

fn section(title: &str, entries: impl Iterator<Item = (&'static str, String)>) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", [title]);
    for (term, meaning) in entries {
        roff.control("TP", []).text([bold(term)]).text([roman(meaning)]);
    }
    roff
}
