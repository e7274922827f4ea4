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
    keymap::{Binding, Place, bindings},
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
    section("KEYS", keys(Place::Wall, &[])).to_writer(&mut page)?;
    for (title, place) in MORE_KEYS {
        section(title, keys(*place, &[Place::Wall])).to_writer(&mut page)?;
    }
    section("A WALL NOBODY OPERATES", KIOSK.iter().map(owned)).to_writer(&mut page)?;
    section("SOUND", SOUND.iter().map(owned)).to_writer(&mut page)?;
    section("SIGNS", SIGNS.iter().map(|sign| (sign.shown, sign.long.to_owned()))).to_writer(&mut page)?;
    section("TERMINAL", TERMINAL.iter().map(owned)).to_writer(&mut page)?;
    section("RECORDINGS", RECORDINGS.iter().map(owned)).to_writer(&mut page)?;
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

/// The places whose keys differ from those of the wall.
const MORE_KEYS: &[(&str, Place)] = &[
    ("KEYS WHILE POINTS ARE PLACED", Place::Edit),
    ("KEYS OF THE TABLE OF DEVICES", Place::Devices),
    ("KEYS OF A DEVICE", Place::Device),
    ("KEYS OF THE ALARMS", Place::Alarms),
    ("KEYS OF THE FILTER", Place::Filter),
    ("KEYS OF THE PALETTE", Place::Palette),
];

/// The keys of a place that do not mean the same in those already told of.
fn keys(place: Place, told: &'static [Place]) -> impl Iterator<Item = (&'static str, String)> {
    let new = move |binding: &&'static Binding| told.iter().all(|told| !binding.places.contains(told));
    bindings(place).filter(new).map(|binding| (binding.shown, named(words(Language::English), binding.help)))
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
    (
        "XDG_STATE_HOME",
        "Where mcs/mcstui.json keeps what was open when the program was left; ~/.local/state without it.",
    ),
    (
        "SSH_CONNECTION",
        "Set by sshd: the terminal is far away, so it is sent 16384 bytes a second at most unless told otherwise.",
    ),
    ("NO_COLOR", "Set to anything: no colour. States are shown by signs, bold, reverse and underline anyway."),
];

const TERMINAL: &[(&str, &str)] = &[
    (
        "Mouse",
        "Buttons, drags and the wheel are heard in the SGR form (modes 1002 and 1006). While they are, most terminals select \
         text with Shift held.",
    ),
    (
        "Copying",
        "Goes through the terminal's clipboard by OSC 52, which some terminals have to be told to allow. Inside tmux: \
         set -s set-clipboard on.",
    ),
    (
        "A slow line",
        "Frames are bracketed by synchronized output (mode 2026). While the terminal has not taken one there is no next one; \
         keys and signals work meanwhile. Nothing is ever asked of the terminal.",
    ),
    (
        "Ctrl-Z",
        "The signal TSTP gives the terminal back and stops the program with its group, where a shell can continue it. When it \
         is continued, everything is drawn anew.",
    ),
    ("A terminal that dies", "Ends the program within two seconds with 129, without a word."),
];

const RECORDINGS: &[(&str, &str)] = &[
    (
        "Format",
        "Lines of JSON. The first: format (mcstui-recording), version (1), program, size (columns and rows), mouse, started. \
         Each other: us (microseconds since the start by a clock that nobody sets), time (the terminal's, RFC 3339), event: \
         key, paste, mouse, resize, daemon or reply.",
    ),
    (
        "What is in it",
        "All that the daemon says of the plant, and all that is typed, but for what is typed unseen: that is asterisks. The \
         file is readable by its owner only, never written over, and full at 256 MiB.",
    ),
    (
        "A report of a fault",
        "mcstui --record fault.jsonl, do what goes wrong, leave; look at it with mcstui replay fault.jsonl; send the file \
         with the output of mcstui --version. mcstui replay --print prints the last screen as text.",
    ),
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
