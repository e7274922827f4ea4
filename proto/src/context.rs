//! Which daemon is meant: places with names, kept in a file of the user, and the one order in which a program looks.
//!
//! The file is `$XDG_CONFIG_HOME/mcs/contexts.toml`, else `~/.config/mcs/contexts.toml`; only its owner may read it.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs, io,
    io::Write as _,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use mcs_core::id::ShortName;
use serde::{Deserialize, Serialize};

use crate::socket::{self, SocketError};

/// The environment variable that names a context.
pub const VARIABLE: &str = "MCS_CONTEXT";
/// Who may read the file, and its folder.
const FILE_MODE: u32 = 0o600;
const FOLDER_MODE: u32 = 0o700;

/// What goes wrong with contexts.
#[derive(Debug, thiserror::Error)]
pub enum ContextError {
    /// There is no place to keep them.
    #[error("neither XDG_CONFIG_HOME nor HOME says where contexts are kept")]
    NoHome,
    /// The file cannot be read or written.
    #[error("cannot use {}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The file says what cannot be.
    #[error("{} cannot be read: {why}", path.display())]
    Invalid {
        /// The file.
        path: PathBuf,
        /// Why, with its line.
        why: String,
    },
    /// No context has this name.
    #[error("there is no context {name:?}")]
    NoSuch {
        /// The name.
        name: String,
    },
    /// A context has this name already.
    #[error("there is a context {name} already")]
    Exists {
        /// The name.
        name: ShortName,
    },
    /// The place cannot hold a socket.
    #[error(transparent)]
    Socket(#[from] SocketError),
}

/// One place with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The daemon's socket there.
    pub socket: PathBuf,
}

/// The places with their names, and which of them is in use.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contexts {
    /// The one in use when nothing else is said.
    #[serde(rename = "use", skip_serializing_if = "Option::is_none")]
    in_use: Option<ShortName>,
    #[serde(default, rename = "context")]
    places: BTreeMap<ShortName, Place>,
}

impl Contexts {
    /// The file of this user.
    pub fn file() -> Result<PathBuf, ContextError> {
        file(std::env::var_os("XDG_CONFIG_HOME"), std::env::var_os("HOME"))
    }

    /// Reads the file; where there is none, there are no contexts.
    pub fn load(path: &Path) -> Result<Self, ContextError> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(source) => return Err(ContextError::File { path: path.to_owned(), source }),
        };
        let invalid = |error: toml::de::Error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let why = format!("line {}: {}", before.matches('\n').count() + 1, error.message());
            ContextError::Invalid { path: path.to_owned(), why }
        };
        toml::from_str(&text).map_err(invalid)
    }

    /// Writes the file, whole or not at all.
    pub fn save(&self, path: &Path) -> Result<(), ContextError> {
        // Names and paths are text; a path that is none was refused when it was added.
        let text = toml::to_string(self)
            .map_err(|error| ContextError::Invalid { path: path.to_owned(), why: error.to_string() })?;
        write(path, &text).map_err(|source| ContextError::File { path: path.to_owned(), source })
    }

    /// The places, in order of their names.
    pub fn places(&self) -> impl Iterator<Item = (&ShortName, &Place)> {
        self.places.iter()
    }

    /// Which one is in use.
    pub const fn in_use(&self) -> Option<&ShortName> {
        self.in_use.as_ref()
    }

    /// The place with this name.
    pub fn place(&self, name: &str) -> Result<&Place, ContextError> {
        self.places.get(name).ok_or_else(|| ContextError::NoSuch { name: name.to_owned() })
    }

    /// Gives a place a name. The first one is in use from then on.
    pub fn add(&mut self, name: ShortName, place: Place, replace: bool) -> Result<(), ContextError> {
        if !replace && self.places.contains_key(&name) {
            return Err(ContextError::Exists { name });
        }
        if self.places.is_empty() {
            self.in_use = Some(name.clone());
        }
        self.places.insert(name, place);
        Ok(())
    }

    /// Says which one is in use; `None` is none.
    pub fn choose(&mut self, name: Option<ShortName>) -> Result<(), ContextError> {
        if let Some(name) = &name {
            self.place(name.as_str())?;
        }
        self.in_use = name;
        Ok(())
    }

    /// Forgets a place. If it was in use, none is.
    pub fn remove(&mut self, name: &ShortName) -> Result<Place, ContextError> {
        let place = self.places.remove(name).ok_or_else(|| ContextError::NoSuch { name: name.to_string() })?;
        self.in_use = self.in_use.take().filter(|used| used != name);
        Ok(place)
    }
}

/// What was said about the daemon to talk to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wish<'a> {
    /// `--socket`.
    pub socket: Option<&'a Path>,
    /// `--context`.
    pub context: Option<&'a str>,
    /// `--data`, where a program has it.
    pub data_dir: Option<&'a Path>,
}

impl Wish<'_> {
    /// The daemon's socket: `--socket`, `--context`, `MCS_SOCKET`, `MCS_CONTEXT`, the data directory when given, the
    /// context in use, `/run/mcs/mcsd.sock`, `$XDG_RUNTIME_DIR/mcs/mcsd.sock`; the first that says something.
    pub fn locate(self) -> Result<PathBuf, ContextError> {
        let said = |name: &str| std::env::var(name).ok().filter(|text| !text.is_empty());
        if self.socket.is_some() {
            return Ok(socket::locate(self.socket, None)?);
        }
        if let Some(name) = self.context {
            return named(name);
        }
        if said(socket::VARIABLE).is_some() {
            return Ok(socket::locate(None, None)?);
        }
        if let Some(name) = said(VARIABLE) {
            return named(&name);
        }
        if self.data_dir.is_some() {
            return Ok(socket::locate(None, self.data_dir)?);
        }
        match in_use()? {
            Some(place) => Ok(socket::check(place.socket)?),
            None => Ok(socket::locate(None, None)?),
        }
    }
}

fn named(name: &str) -> Result<PathBuf, ContextError> {
    Ok(socket::check(Contexts::load(&Contexts::file()?)?.place(name)?.socket.clone())?)
}

/// The place in use. A user without a home has none, which is no error.
fn in_use() -> Result<Option<Place>, ContextError> {
    let Ok(path) = Contexts::file() else { return Ok(None) };
    let contexts = Contexts::load(&path)?;
    contexts.in_use().map(|name| contexts.place(name.as_str()).cloned()).transpose()
}

fn file(config: Option<OsString>, home: Option<OsString>) -> Result<PathBuf, ContextError> {
    let absolute = |path: Option<OsString>| path.map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = absolute(config).or_else(|| absolute(home).map(|home| home.join(".config")));
    Ok(folder.ok_or(ContextError::NoHome)?.join("mcs").join("contexts.toml"))
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::DirBuilder::new().recursive(true).mode(FOLDER_MODE).create(folder)?;
    }
    let beside = path.with_extension(format!("toml.{}", std::process::id()));
    let written = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(FILE_MODE)
        .open(&beside)
        .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // What failed is told; a rest that stays behind harms nothing.
        let _ = fs::remove_file(&beside);
    }
    written
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn name(text: &str) -> ShortName {
        ShortName::new(text).expect("a name")
    }

    fn place(socket: &str) -> Place {
        Place { socket: socket.into() }
    }

    #[test]
    fn the_file_lies_under_the_users_configuration() {
        let file = |config: &str, home: &str| file(Some(config.into()), Some(home.into())).ok();
        assert_eq!(file("/c", "/h"), Some("/c/mcs/contexts.toml".into()));
        assert_eq!(file("", "/h"), Some("/h/.config/mcs/contexts.toml".into()));
        assert_eq!(file("relative", "/h"), Some("/h/.config/mcs/contexts.toml".into()));
        assert_eq!(file("", ""), None);
    }

    #[test]
    fn the_first_context_is_in_use_until_it_goes() {
        let mut contexts = Contexts::default();
        contexts.add(name("north"), place("/n"), false).expect("new");
        contexts.add(name("south"), place("/s"), false).expect("new");
        assert_eq!(contexts.in_use(), Some(&name("north")));
        assert!(matches!(contexts.add(name("south"), place("/t"), false), Err(ContextError::Exists { .. })));
        contexts.add(name("south"), place("/t"), true).expect("replaced");
        contexts.choose(Some(name("south"))).expect("known");
        assert!(matches!(contexts.choose(Some(name("west"))), Err(ContextError::NoSuch { .. })));
        assert_eq!(contexts.remove(&name("south")).expect("known"), place("/t"));
        assert_eq!(contexts.in_use(), None);
    }

    #[test]
    fn what_is_saved_is_read_again_and_only_by_its_owner() {
        let folder = std::env::temp_dir().join(format!("mcs-context-{}", std::process::id()));
        let path = folder.join("mcs").join("contexts.toml");
        let mut contexts = Contexts::load(&path).expect("no file is no contexts");
        contexts.add(name("north"), place("/run/north.sock"), false).expect("new");
        contexts.save(&path).expect("written");
        let (read, mode) = (Contexts::load(&path), fs::metadata(&path).expect("a file").permissions().mode());
        let text = fs::read_to_string(&path).expect("a file");
        fs::write(&path, "use = \"north\"\n[context.north]\nsocket = 3\n").expect("written");
        let refused = Contexts::load(&path).expect_err("a number is no path").to_string();
        fs::remove_dir_all(&folder).expect("the folder goes");
        assert_eq!(read.expect("readable"), contexts);
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(text, "use = \"north\"\n\n[context.north]\nsocket = \"/run/north.sock\"\n");
        assert!(refused.contains("line 3"), "{refused}");
    }
}
