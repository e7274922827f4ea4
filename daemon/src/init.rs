//! `mcsd init`: a data directory with its database, its key, its configuration and the first administrator.

use std::{
    fs,
    io::{BufRead, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use mcs_core::{id::UserName, site::Role, site::Site};

use crate::{
    access::password,
    cli,
    clock::Clock,
    config::{CATALOGUE, CONFIG_FILE},
    secret::KEY_FILE,
    store::{Calendar, OpenError, Person, Store, UnknownTimeZone},
};

const MIN_PASSWORD: usize = 8;
const MAX_PASSWORD: u64 = 1_024;

/// Why a data directory cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum InitError {
    /// There is one already.
    #[error("{} holds a database already; nothing was changed", dir.display())]
    Exists {
        /// The directory.
        dir: PathBuf,
    },
    /// The time zone is not one.
    #[error(transparent)]
    TimeZone(#[from] UnknownTimeZone),
    /// The administrator's name is not one.
    #[error(transparent)]
    Name(#[from] mcs_core::id::NameError),
    /// A site has a name.
    #[error("the site needs a name; give one with --site")]
    NoSiteName,
    /// The password is too short.
    #[error("the administrator's password has {len} characters; give {MIN_PASSWORD} or more on standard input")]
    ShortPassword {
        /// How long it is.
        len: usize,
    },
    /// The password cannot be hashed.
    #[error("the administrator's password cannot be hashed: {0}")]
    Hash(String),
    /// The machine gives no random numbers.
    #[error("the machine gives no random numbers")]
    Random(#[from] getrandom::Error),
    /// A file cannot be made.
    #[error("cannot make {}", path.display())]
    File {
        /// The file or directory.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// Standard input cannot be read.
    #[error("cannot read the password from standard input")]
    Stdin(#[source] std::io::Error),
    /// The database cannot be made.
    #[error("cannot make the database")]
    Store(#[from] OpenError),
}

impl InitError {
    /// 2 for what the caller wrote wrong, 6 for a directory that is in use, else 1.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::TimeZone(_) | Self::Name(_) | Self::ShortPassword { .. } | Self::NoSiteName => 2,
            Self::Exists { .. } => 6,
            Self::Hash(_) | Self::Random(_) | Self::File { .. } | Self::Stdin(_) | Self::Store(_) => 1,
        }
    }
}

/// Makes a data directory. Checks everything before it makes anything.
pub fn init(args: &cli::Init, stdin: impl BufRead) -> Result<(), InitError> {
    let site = Site { name: args.site.clone(), tz: args.tz.clone() };
    if site.name.trim().is_empty() {
        return Err(InitError::NoSiteName);
    }
    Calendar::new(&site)?;
    let name = UserName::new(&args.admin)?;
    let password = read_password(stdin)?;
    let dir = &args.data;
    if dir.join(Store::FILE).exists() {
        return Err(InitError::Exists { dir: dir.clone() });
    }
    let password_hash = password::hash(&password).map_err(|e| InitError::Hash(e.to_string()))?;
    let admin = Person { name, password_hash, role: Role::Admin, added: Clock::start().now().utc, disabled: None };
    fs::DirBuilder::new().recursive(true).mode(0o750).create(dir).map_err(|source| file_error(dir, source))?;
    let mut key = [0; 32];
    getrandom::fill(&mut key)?;
    make_file(&dir.join(KEY_FILE), 0o600, &key)?;
    make_file(&dir.join(CONFIG_FILE), 0o640, configuration().as_bytes())?;
    Store::create(dir, &site, &admin)?;
    Ok(())
}

fn read_password(stdin: impl BufRead) -> Result<String, InitError> {
    let mut line = String::new();
    std::io::Read::take(stdin, MAX_PASSWORD).read_line(&mut line).map_err(InitError::Stdin)?;
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    let len = password.chars().count();
    if len < MIN_PASSWORD { Err(InitError::ShortPassword { len }) } else { Ok(password) }
}

/// Makes a file that is not there yet. One that is there is kept: a key must never be replaced.
fn make_file(path: &Path, mode: u32, content: &[u8]) -> Result<(), InitError> {
    match fs::OpenOptions::new().write(true).create_new(true).mode(mode).open(path) {
        Ok(mut file) => {
            file.write_all(content).and_then(|()| file.sync_all()).map_err(|source| file_error(path, source))
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(source) => Err(file_error(path, source)),
    }
}

fn file_error(path: &Path, source: std::io::Error) -> InitError {
    InitError::File { path: path.to_owned(), source }
}

/// A configuration file with every key at its default, commented out.
fn configuration() -> String {
    let mut text = String::from("# Configuration of mcsd. Every key stands here with its default; see mcsd.toml(5).\n");
    let mut section = "";
    for key in CATALOGUE {
        let (in_section, name) = key.name.split_once('.').unwrap_or(("", key.name));
        if in_section != section {
            section = in_section;
            text = format!("{text}\n[{section}]\n");
        }
        text = format!("{text}# {name} = {}\n", key.default);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, parse};

    #[test]
    fn the_configuration_that_init_writes_is_valid_and_the_default() {
        assert_eq!(parse(&configuration()).expect("valid"), Config::default());
        let uncommented = configuration()
            .lines()
            .map(|l| l.strip_prefix("# ").filter(|l| l.contains(" = ")).unwrap_or(l))
            .filter(|l| !l.starts_with('#'))
            .fold(String::new(), |all, line| all + line + "\n");
        assert_eq!(parse(&uncommented).expect("valid"), Config::default());
    }

    #[test]
    fn a_short_password_is_refused_before_anything_is_made() {
        assert!(matches!(read_password("short\n".as_bytes()), Err(InitError::ShortPassword { len: 5 })));
        assert_eq!(read_password("long enough\r\n".as_bytes()).expect("long enough"), "long enough");
    }
}
