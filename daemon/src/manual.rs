//! The manual pages, written from the command line tree and the catalogue of configuration keys.

use std::{fs, io, path::Path};

use clap::CommandFactory;
use clap_mangen::roff::{Roff, bold, roman};

use crate::{cli::Cli, config::CATALOGUE};

/// Writes mcsd(1), a page for each subcommand, and mcsd.toml(5).
pub fn write(dir: &Path) -> io::Result<()> {
    fs::create_dir_all(dir)?;
    let command = Cli::command().disable_help_subcommand(true);
    clap_mangen::generate_to(command, dir)?;
    fs::write(dir.join("mcsd.toml.5"), configuration()?)
}

fn configuration() -> io::Result<Vec<u8>> {
    let mut page = Roff::new();
    page.control("TH", ["mcsd.toml", "5", "", "mcsd", "Configuration"]);
    page.control("SH", ["NAME"]);
    page.text([roman("mcsd.toml - configuration of the gas detection server")]);
    page.control("SH", ["DESCRIPTION"]);
    page.text([roman(
        "A TOML file, read once at start: the file given with --config, else mcsd.toml in the data directory, else \
         /etc/mcs/mcsd.toml. A key that is not listed here is refused, and every complaint about the file is made at \
         once with its line. What operators change while the plant runs (devices, limits, calibrations, people) is not \
         here but in the database, where each change is audited; see mcsctl(1).",
    )]);
    let mut section = "";
    for key in CATALOGUE {
        let (in_section, name) = key.name.split_once('.').unwrap_or(("", key.name));
        if in_section != section {
            section = in_section;
            page.control("SH", [format!("[{section}]").as_str()]);
        }
        page.control("TP", []);
        page.text([bold(name), roman(format!(" (default {})", key.default))]);
        page.text([roman(key.doc)]);
    }
    page.control("SH", ["SEE ALSO"]);
    page.text([bold("mcsd"), roman("(1), "), bold("mcsctl"), roman("(1)")]);
    let mut bytes = Vec::new();
    page.to_writer(&mut bytes)?;
    Ok(bytes)
}
