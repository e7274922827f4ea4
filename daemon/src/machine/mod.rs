//! The machine the daemon runs on: whether it has processor time and memory left. Looked at every few seconds; told are means
//! over five minutes, so that a short burst is nothing and what is told does not flap.

mod load;
mod usage;

pub use load::Overload;

use std::path::Path;

use self::{
    load::Load,
    usage::{Sample, sample},
};

/// Looks at the machine.
#[derive(Debug)]
pub struct Machine {
    root: Box<Path>,
    before: Option<Sample>,
    load: Load,
}

impl Machine {
    /// This machine.
    pub fn new() -> Self {
        Self::below(Path::new("/"))
    }

    /// A machine whose `proc` and `sys` are below this directory.
    fn below(root: &Path) -> Self {
        Self { root: root.into(), before: None, load: Load::default() }
    }

    /// Looks at it; call this every [`Machine::EVERY`]. `None` until enough is known to say anything. Reads a few small files
    /// that are never on a disk.
    pub fn look(&mut self) -> Option<Overload> {
        let now = sample(&self.root)?;
        let busy = self.before.and_then(|before| now.busy_since(&before));
        self.before = Some(now);
        self.load.note(busy?, now.memory, now.resident)
    }

    /// How often it is looked at.
    pub const EVERY: std::time::Duration = std::time::Duration::from_secs(5);
}

impl Default for Machine {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(root: &Path, file: &str, text: &str) {
        let path = root.join(file);
        std::fs::create_dir_all(path.parent().expect("it has one")).expect("a directory");
        std::fs::write(path, text).expect("written");
    }

    #[test]
    fn a_busy_machine_is_told_after_five_minutes() {
        let dir = tempfile::tempdir().expect("a directory");
        let root = dir.path();
        write(root, "proc/meminfo", "MemTotal: 1000 kB\nMemFree: 100 kB\nMemAvailable: 600 kB\n");
        write(root, "proc/self/status", "Name: mcsd\nVmRSS:\t  2048 kB\n");
        let mut machine = Machine::below(root);
        let mut told = None;
        for second in (0_u64..=300).step_by(5) {
            // Nine tenths busy.
            write(root, "proc/stat", &format!("cpu  {} 0 0 {} 0 0 0 0 0 0\ncpu0 1\n", second * 180, second * 20));
            assert!(told.is_none(), "at {second} s");
            told = machine.look();
        }
        let told = told.expect("five minutes are enough");
        assert!(told.present);
        assert!(told.text.contains("90 %") && told.text.contains("2 MiB"), "{}", told.text);
    }

    #[test]
    fn a_limit_of_our_own_counts_where_it_is_tighter() {
        let dir = tempfile::tempdir().expect("a directory");
        let root = dir.path();
        write(root, "proc/meminfo", "MemTotal: 1000000 kB\nMemAvailable: 900000 kB\n");
        write(root, "proc/stat", "cpu  1 0 0 9 0 0 0 0 0 0\n");
        write(root, "proc/self/cgroup", "0::/system.slice/mcsd.service\n");
        let ours = "sys/fs/cgroup/system.slice/mcsd.service";
        write(root, &format!("{ours}/memory.max"), "104857600\n");
        write(root, &format!("{ours}/memory.current"), "99614720\n");
        write(root, &format!("{ours}/memory.stat"), "anon 1\ninactive_file 5242880\n");
        let found = sample(root).expect("it can be read");
        assert!((found.memory - 0.9).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn this_machine_can_be_looked_at() {
        let found = sample(Path::new("/")).expect("it has a proc");
        assert!(found.memory > 0.0 && found.memory < 1.0 && found.resident > 0, "{found:?}");
    }

    #[test]
    fn a_machine_that_shows_nothing_says_nothing() {
        let dir = tempfile::tempdir().expect("a directory");
        assert!(Machine::below(dir.path()).look().is_none());
    }
}
