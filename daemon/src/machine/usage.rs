//! What the kernel says of the machine and of us: proc(5), and the limits of our control group (version 2) where there are any.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

/// One look.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sample {
    cpu: Cpu,
    group: Option<Group>,
    /// Share of memory that is used and cannot be given back: of the machine or of our group, whichever is worse.
    pub(super) memory: f64,
    /// Memory of this process, bytes.
    pub(super) resident: u64,
}

/// Processor time since the boot, in ticks.
#[derive(Debug, Clone, Copy)]
struct Cpu {
    idle: u64,
    all: u64,
}

/// Processor time of our control group, which is limited.
#[derive(Debug, Clone, Copy)]
struct Group {
    at: Instant,
    used_us: u64,
    /// Processors it may use.
    allowed: f64,
}

impl Sample {
    /// The share of processor time used since an earlier look: of the machine or of our group, whichever is worse.
    pub(super) fn busy_since(&self, before: &Self) -> Option<f64> {
        let all = self.cpu.all.checked_sub(before.cpu.all).filter(|all| *all > 0)?;
        let idle = self.cpu.idle.saturating_sub(before.cpu.idle);
        let machine = 1.0 - (idle as f64 / all as f64).min(1.0);
        let group = self.group.zip(before.group).map(|(now, then)| {
            let used = now.used_us.saturating_sub(then.used_us) as f64 / 1e6;
            let allowed = (now.at - then.at).as_secs_f64() * now.allowed;
            if allowed > 0.0 { used / allowed } else { 0.0 }
        });
        Some(group.map_or(machine, |group| group.max(machine)).min(1.0))
    }
}

/// Looks at the machine whose `proc` and `sys` are below `root`; `None` where the kernel does not tell.
pub(super) fn sample(root: &Path) -> Option<Sample> {
    let cpu = cpu(&fs::read_to_string(root.join("proc/stat")).ok()?)?;
    let meminfo = fs::read_to_string(root.join("proc/meminfo")).ok()?;
    let (total, available) = (field(&meminfo, "MemTotal:")?, field(&meminfo, "MemAvailable:")?);
    let machine = 1.0 - available as f64 / total.max(1) as f64;
    let group = group_folder(root);
    let ours = group.as_deref().and_then(group_memory).unwrap_or(0.0);
    let status = fs::read_to_string(root.join("proc/self/status")).unwrap_or_default();
    Some(Sample {
        cpu,
        group: group.as_deref().and_then(group_cpu),
        memory: machine.max(ours),
        resident: field(&status, "VmRSS:").unwrap_or(0) * 1024,
    })
}

/// The first line of `stat`: user, nice, system, idle, iowait, irq, softirq, steal; guest time is part of user time.
fn cpu(stat: &str) -> Option<Cpu> {
    let line = stat.lines().find(|line| line.starts_with("cpu "))?;
    let ticks: Vec<u64> = line.split_ascii_whitespace().skip(1).take(8).map_while(|tick| tick.parse().ok()).collect();
    let idle = ticks.get(3)? + ticks.get(4).unwrap_or(&0);
    Some(Cpu { idle, all: ticks.iter().sum() })
}

/// The number after a name at the start of a line.
fn field(text: &str, name: &str) -> Option<u64> {
    let rest = text.lines().find_map(|line| line.strip_prefix(name))?;
    rest.split_ascii_whitespace().next()?.parse().ok()
}

/// Where the kernel tells of our control group.
fn group_folder(root: &Path) -> Option<PathBuf> {
    let ours = fs::read_to_string(root.join("proc/self/cgroup")).ok()?;
    let path = ours.lines().find_map(|line| line.strip_prefix("0::"))?;
    Some(root.join("sys/fs/cgroup").join(path.trim().trim_start_matches('/')))
}

fn group_memory(folder: &Path) -> Option<f64> {
    let number = |file: &str| fs::read_to_string(folder.join(file)).ok()?.trim().parse::<u64>().ok();
    let (limit, current) = (number("memory.max")?, number("memory.current")?);
    let stat = fs::read_to_string(folder.join("memory.stat")).unwrap_or_default();
    // Pages of files that nobody uses are given back when memory is short.
    let used = current.saturating_sub(field(&stat, "inactive_file ").unwrap_or(0));
    Some(used as f64 / limit.max(1) as f64)
}

fn group_cpu(folder: &Path) -> Option<Group> {
    let limit = fs::read_to_string(folder.join("cpu.max")).ok()?;
    let mut limit = limit.split_ascii_whitespace().map(str::parse::<f64>);
    let (quota, period) = (limit.next()?.ok()?, limit.next()?.ok()?);
    let stat = fs::read_to_string(folder.join("cpu.stat")).ok()?;
    Some(Group { at: Instant::now(), used_us: field(&stat, "usage_usec ")?, allowed: quota / period.max(1.0) })
}
