//! Puts files in place: each at once and whole, readable by their owner and, where one is named, by a group.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, Permissions},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _, chown},
    path::{Path, PathBuf},
};

use nix::unistd::{Gid, Group};
use serde::Serialize;

use super::error::ExportError;

/// What became of a file, or would.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Put {
    /// It was not there.
    New,
    /// It was another.
    Changed,
    /// It is as it was.
    Unchanged,
}

impl Put {
    /// As people read it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
        }
    }
}

/// One file, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct PutFile {
    /// Its path.
    pub(crate) file: PathBuf,
    /// What became of it, or would.
    pub(crate) put: Put,
    /// What changed, or what to do.
    pub(crate) detail: Option<String>,
}

/// The folder the files go to.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    group: Option<Gid>,
    /// Nothing is written.
    dry: bool,
}

impl Folder {
    /// Makes it, unless it is there or nothing shall be written.
    pub(crate) fn open(path: &Path, group: Option<&str>, dry: bool) -> Result<Self, ExportError> {
        let group = group.map(|name| {
            let found = Group::from_name(name).ok().flatten();
            found.map(|group| group.gid).ok_or_else(|| ExportError::NoGroup { name: name.into() })
        });
        let folder = Self { path: path.into(), group: group.transpose()?, dry };
        folder.make(path, 0o700, 0o750)?;
        Ok(folder)
    }

    /// A folder inside, into which the group may write.
    pub(crate) fn inside(&self, name: &str) -> Result<(), ExportError> {
        self.make(&self.path.join(name), 0o700, 0o770)
    }

    fn make(&self, path: &Path, alone: u32, shared: u32) -> Result<(), ExportError> {
        if self.dry {
            return Ok(());
        }
        let make = || {
            let new = !path.is_dir();
            if new {
                DirBuilder::new().recursive(true).mode(alone).create(path)?;
            }
            // Also a folder that was made before a group was named, and shut to all but its owner.
            if let Some(group) = self.group
                && (new || fits(path, alone, None))
            {
                chown(path, None, Some(group.as_raw()))?;
                fs::set_permissions(path, Permissions::from_mode(shared))?;
            }
            Ok(())
        };
        make().map_err(|source| ExportError::Put { path: path.into(), source })
    }

    /// What a file holds now; `None` if it is not there.
    pub(crate) fn read(&self, name: &str) -> Result<Option<String>, ExportError> {
        let path = self.path.join(name);
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(ExportError::Put { path, source }),
        }
    }

    /// Puts a file that the group may read.
    pub(crate) fn put(&self, name: &str, text: &str) -> Result<PutFile, ExportError> {
        self.place(name, text, self.group)
    }

    /// Puts a file that nobody but its owner may read.
    pub(crate) fn put_secret(&self, name: &str, text: &str) -> Result<PutFile, ExportError> {
        self.place(name, text, None)
    }

    fn place(&self, name: &str, text: &str, group: Option<Gid>) -> Result<PutFile, ExportError> {
        let path = self.path.join(name);
        let mode = if group.is_some() { 0o640 } else { 0o600 };
        let put = match self.read(name)? {
            None => Put::New,
            Some(there) if there == text && fits(&path, mode, group) => Put::Unchanged,
            Some(_) => Put::Changed,
        };
        if !self.dry && put != Put::Unchanged {
            self.write(&path, text, mode, group).map_err(|source| ExportError::Put { path: path.clone(), source })?;
        }
        Ok(PutFile { file: path, put, detail: None })
    }

    fn write(&self, path: &Path, text: &str, mode: u32, group: Option<Gid>) -> io::Result<()> {
        let beside = path.with_extension(format!("{}.new", std::process::id()));
        let write = || {
            let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
            file.write_all(text.as_bytes())?;
            if let Some(group) = group {
                chown(&beside, None, Some(group.as_raw()))?;
            }
            file.set_permissions(Permissions::from_mode(mode))?;
            file.sync_all()?;
            fs::rename(&beside, path)?;
            File::open(&self.path)?.sync_all()
        };
        write().inspect_err(|_| {
            // The old one stays; of the new one nothing does.
            let _ = fs::remove_file(&beside);
        })
    }
}

fn fits(path: &Path, mode: u32, group: Option<Gid>) -> bool {
    let Ok(there) = fs::metadata(path) else { return false };
    there.permissions().mode() & 0o777 == mode && group.is_none_or(|group| there.gid() == group.as_raw())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_replaced_whole_and_nobody_else_reads_them() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("mcs");
        let looked = Folder::open(&path, None, true).expect("nothing is made");
        assert_eq!(looked.put("a", "1\n").expect("nothing is written").put, Put::New);
        assert!(!path.exists());

        let open = Folder::open(&path, None, false).expect("made");
        for (text, put) in [("1\n", Put::New), ("1\n", Put::Unchanged), ("2\n", Put::Changed)] {
            assert_eq!(open.put("a", text).expect("written").put, put);
        }
        assert_eq!(looked.put("a", "3\n").expect("looked at").put, Put::Changed);
        assert_eq!(open.read("a").expect("read").as_deref(), Some("2\n"));
        fs::set_permissions(path.join("a"), Permissions::from_mode(0o644)).expect("opened up");
        assert_eq!(open.put("a", "2\n").expect("written").put, Put::Changed, "it was readable by everybody");
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!((mode(&path.join("a")), mode(&path)), (0o600, 0o700));
        assert_eq!(fs::read_dir(&path).expect("a folder").count(), 1, "nothing is left beside it");
        assert!(matches!(Folder::open(&path, Some("no such group"), false), Err(ExportError::NoGroup { .. })));

        // A group that is named later gets in; a folder that is as somebody wants it stays so.
        let own = Group::from_gid(nix::unistd::getegid()).expect("asked").expect("it has a name").name;
        let shared = Folder::open(&path, Some(&own), false).expect("opened to the group");
        fs::create_dir(path.join("kept")).expect("made");
        fs::set_permissions(path.join("kept"), Permissions::from_mode(0o700)).expect("shut");
        shared.inside("kept").expect("opened to the group");
        assert_eq!((mode(&path), mode(&path.join("kept"))), (0o750, 0o770));
        fs::set_permissions(&path, Permissions::from_mode(0o755)).expect("opened up");
        Folder::open(&path, Some(&own), false).expect("there");
        assert_eq!(mode(&path), 0o755);
    }
}
