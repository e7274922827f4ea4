//! A small file system in memory, which a test can fill.

use std::{
    fs::File,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

/// A small file system, gone when dropped.
pub(crate) struct SmallDisk(pub(crate) PathBuf);

impl SmallDisk {
    /// `None`, loudly, where it cannot be mounted; with `MCS_TEST_SERVICES=1` that is a failure.
    pub(crate) fn mount(name: &str, mib: u64) -> Option<Self> {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("small-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&dir).expect("a directory");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={mib}m"), "none"])
            .arg(&dir)
            .output()
            .is_ok_and(|output| output.status.success());
        if mounted {
            return Some(Self(dir));
        }
        let demanded = std::env::var_os("MCS_TEST_SERVICES").is_some_and(|v| v == "1");
        assert!(!demanded, "MCS_TEST_SERVICES=1, but a tmpfs cannot be mounted here: run as root");
        let _ = writeln!(std::io::stderr(), "NOT TESTED: no small disk can be mounted here (root is needed): {name}");
        None
    }

    /// Takes all that is left. Dropping the file does not give it back; removing it does.
    pub(crate) fn fill(&self) -> PathBuf {
        let path = self.0.join("filler");
        let mut file = File::create(&path).expect("a file");
        let mut size = 65_536;
        while size >= 1 {
            if file.write_all(&vec![1; size]).is_err() {
                size /= 2;
            }
        }
        path
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
        let _ = std::fs::remove_dir(&self.0);
    }
}
