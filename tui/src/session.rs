//! What a person had open, kept until the program is started again.
//!
//! A small file under `$XDG_STATE_HOME/mcs`. It is a convenience: when it cannot be read, is of another version or holds
//! something unknown, the program begins as if it had never run, and when it cannot be written nothing else fails.

use std::{
    ffi::OsString,
    fs::{self, DirBuilder, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

const VERSION: u32 = 1;
/// Longest file read; ours has some hundred bytes.
const MOST: u64 = 64 << 10;

/// What a person had open. All of it in words, so that what no longer exists is simply not found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The screen.
    pub screen: Option<String>,
    /// The area whose map was shown.
    pub area: Option<String>,
    /// The serial number of the selected point.
    pub point: Option<String>,
    /// What the lists were filtered by.
    pub filter: Option<String>,
    /// The span of the trend.
    pub zoom: Option<String>,
    /// The theme.
    pub theme: Option<String>,
    /// The language.
    pub language: Option<String>,
    /// Whether the program heard the mouse.
    pub mouse: Option<bool>,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    version: u32,
    #[serde(flatten)]
    session: Session,
}

/// The file, given the environment. Without a home there is none.
pub fn file(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let absolute = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let state = absolute("XDG_STATE_HOME").or_else(|| Some(absolute("HOME")?.join(".local/state")))?;
    Some(state.join("mcs/mcstui.json"))
}

impl Session {
    /// What was kept; nothing if nothing of ours was.
    pub fn read(file: &Path) -> Self {
        let small = fs::metadata(file).is_ok_and(|facts| facts.is_file() && facts.len() <= MOST);
        let text = small.then(|| fs::read_to_string(file).ok()).flatten();
        let kept = text.and_then(|text| serde_json::from_str::<Kept>(&text).ok());
        kept.filter(|kept| kept.version == VERSION).map(|kept| kept.session).unwrap_or_default()
    }

    /// Keeps it: whole or not at all, and for its owner only.
    pub fn write(&self, file: &Path) -> io::Result<()> {
        let folder = file.parent().ok_or(io::ErrorKind::InvalidInput)?;
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        let kept = serde_json::to_vec(&Kept { version: VERSION, session: self.clone() })?;
        // Two programs that end at once must not write into one another.
        let part = file.with_extension(format!("{}.part", std::process::id()));
        let written = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&part)
            .and_then(|mut part| part.write_all(&kept))
            .and_then(|()| fs::rename(&part, file));
        if written.is_err() {
            let _ = fs::remove_file(&part);
        }
        written
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn some() -> Session {
        let word = |word: &str| Some(word.to_owned());
        Session {
            area: word("tank-farm"),
            point: word("A003"),
            theme: word("dark"),
            mouse: Some(false),
            ..Session::default()
        }
    }

    #[test]
    fn what_was_kept_is_read_again_and_is_for_its_owner_only() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("state/mcs/mcstui.json");
        for session in [some(), Session::default(), some()] {
            session.write(&file).expect("it is written");
            assert_eq!(Session::read(&file), session);
        }
        let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
        assert_eq!(mode(&file), 0o600);
        assert_eq!(file.parent().map(mode), Some(0o700));
        assert_eq!(fs::read_dir(folder.path().join("state/mcs")).expect("a folder").count(), 1);
    }

    #[test]
    fn what_is_not_ours_is_as_if_there_were_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("mcstui.json");
        assert_eq!(Session::read(&file), Session::default());
        for text in ["", "{", "[]", r#"{"version":2,"area":"x"}"#, r#"{"version":1,"mouse":"yes"}"#] {
            fs::write(&file, text).expect("it is written");
            assert_eq!(Session::read(&file), Session::default(), "{text}");
        }
        fs::write(&file, r#"{"version":1,"area":"x","of a later version":7}"#).expect("it is written");
        assert_eq!(Session::read(&file).area.as_deref(), Some("x"));
        fs::remove_file(&file).and_then(|()| fs::create_dir(&file)).expect("a folder in its place");
        assert_eq!(Session::read(&file), Session::default());
        assert!(some().write(&file).is_err() && fs::read_dir(folder.path()).expect("a folder").count() == 1);
    }

    #[test]
    fn it_lives_where_the_user_keeps_state() {
        let of = |pairs: &'static [(&str, &str)]| {
            file(move |name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into()))
        };
        assert_eq!(of(&[("XDG_STATE_HOME", "/s"), ("HOME", "/h")]), Some("/s/mcs/mcstui.json".into()));
        assert_eq!(of(&[("XDG_STATE_HOME", "s"), ("HOME", "/h")]), Some("/h/.local/state/mcs/mcstui.json".into()));
        assert_eq!(of(&[]), None);
    }
}
