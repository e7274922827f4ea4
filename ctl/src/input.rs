//! What must not stand on a command line, where other users and the shell's history would see it.

use std::{
    io::{self, BufRead, IsTerminal as _, Read as _},
    path::PathBuf,
};

use console::Term;

use crate::error::Error;

/// Longer than any secret.
const LONGEST: u64 = 4_096;

/// The first line, without what surrounds it.
pub(crate) fn line(from: &mut dyn BufRead) -> io::Result<String> {
    let mut line = String::new();
    from.take(LONGEST).read_line(&mut line)?;
    Ok(line.trim().to_owned())
}

/// Asks on the terminal; what is typed is not shown. `None` where nobody can answer.
pub(crate) fn unseen(what: &str) -> Result<Option<String>, Error> {
    let terminal = Term::stderr();
    if !io::stdin().is_terminal() || !terminal.is_term() {
        return Ok(None);
    }
    let typed = terminal.write_str(&format!("{what}: ")).and_then(|()| terminal.read_secure_line());
    let unreadable = |source| Error::Unreadable { path: PathBuf::from("the terminal"), source };
    Ok(Some(typed.map_err(unreadable)?.trim().to_owned()))
}

/// A secret: from the terminal where there is one, else from the first line of the standard input.
pub(crate) fn secret(what: &str) -> Result<String, Error> {
    let secret = match unseen(what)? {
        Some(typed) => typed,
        None => line(&mut io::stdin().lock())
            .map_err(|source| Error::Unreadable { path: PathBuf::from("standard input"), source })?,
    };
    if secret.is_empty() { Err(Error::EmptyKey) } else { Ok(secret) }
}
