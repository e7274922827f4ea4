//! Where a file goes: under a name of its own until it is whole, or to standard output.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::FileError;

/// Takes the bytes of a file.
#[derive(Debug)]
pub(crate) struct Output {
    name: String,
    to: To,
}

#[derive(Debug)]
enum To {
    Stdout(io::Stdout),
    /// A device or a pipe: it has no content that could be half.
    Special(File),
    Part(Part),
}

/// A file that is not whole yet. Unless it is finished, it goes.
#[derive(Debug)]
struct Part {
    file: File,
    unfinished: PathBuf,
    path: PathBuf,
    force: bool,
    finished: bool,
}

impl Output {
    /// Standard output.
    pub(crate) fn stdout() -> Self {
        Self { name: "standard output".into(), to: To::Stdout(io::stdout()) }
    }

    /// A file. One that exists is replaced only if `force` says so, and only once the new one is whole.
    pub(crate) fn file(path: &Path, force: bool) -> Result<Self, FileError> {
        let name = path.display().to_string();
        let fault = |source| FileError::Write { name: name.clone(), source };
        // A link stays, and what it points to is replaced.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let to = match fs::metadata(&path) {
            Ok(there) if !there.is_file() && !there.is_dir() => {
                To::Special(OpenOptions::new().write(true).open(&path).map_err(fault)?)
            }
            Ok(_) if !force => return Err(FileError::Exists { path }),
            Ok(_) | Err(_) => To::Part(Part::begin(path, force, fault)?),
        };
        Ok(Self { name, to })
    }

    /// What it is called in a message.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Makes it durable and gives it its name.
    pub(crate) fn finish(self) -> Result<(), FileError> {
        let Self { name, to } = self;
        match to {
            To::Stdout(mut out) => out.flush().map_err(|source| FileError::Write { name, source }),
            To::Special(mut file) => file.flush().map_err(|source| FileError::Write { name, source }),
            To::Part(part) => part.finish(&name),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.to {
            To::Stdout(out) => out.write(bytes),
            To::Special(file) => file.write(bytes),
            To::Part(part) => part.file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            To::Stdout(out) => out.flush(),
            To::Special(file) => file.flush(),
            To::Part(part) => part.file.flush(),
        }
    }
}

impl Part {
    fn begin(path: PathBuf, force: bool, fault: impl Fn(io::Error) -> FileError) -> Result<Self, FileError> {
        let mut part = path.clone().into_os_string();
        part.push(".part");
        let part = PathBuf::from(part);
        // What an export that was killed left behind is begun anew; one that still runs holds the lock.
        let file = OpenOptions::new().create(true).write(true).truncate(false).open(&part).map_err(&fault)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(FileError::Busy { path }),
            Err(TryLockError::Error(source)) => return Err(fault(source)),
        }
        file.set_len(0).map_err(&fault)?;
        Ok(Self { file, unfinished: part, path, force, finished: false })
    }

    fn finish(mut self, name: &str) -> Result<(), FileError> {
        let fault = |source| FileError::Write { name: name.to_owned(), source };
        self.file.sync_all().map_err(fault)?;
        if !self.force && self.path.exists() {
            return Err(FileError::Exists { path: self.path.clone() });
        }
        fs::rename(&self.unfinished, &self.path).map_err(fault)?;
        self.finished = true;
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all()).map_err(fault)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.finished {
            // Nothing more can be done about it if it does not go.
            let _ = fs::remove_file(&self.unfinished);
        }
    }
}
