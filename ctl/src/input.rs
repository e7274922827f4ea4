//! What must not stand on a command line, where other users and the shell's history would see it.

use std::{
    io::{self, BufRead as _, IsTerminal as _, Read as _},
    path::PathBuf,
};

use crate::error::Error;

/// Longer than any secret.
const LONGEST: u64 = 4_096;

/// Asks for a secret: on a terminal without showing it, else one line of the standard input.
pub(crate) fn secret(what: &str) -> Result<String, Error> {
    let unreadable = |source| Error::Unreadable { path: PathBuf::from("standard input"), source };
    let secret = if io::stdin().is_terminal() {
        rpassword::prompt_password(format!("{what}: ")).map_err(unreadable)?
    } else {
        let mut line = String::new();
        io::stdin().lock().take(LONGEST).read_line(&mut line).map_err(unreadable)?;
        line
    };
    let secret = secret.trim_end_matches(['\r', '\n']);
    if secret.is_empty() { Err(Error::EmptyKey) } else { Ok(secret.to_owned()) }
}
