//! `mcsd config check` and `mcsd config show`: a file is looked at, no daemon is asked.

use std::io::{self, Write};

use mcs_core::setting::{Origin, SettingFault};
use serde::Serialize;

use super::{
    complaint::ConfigError,
    effective::{file_in_force, of_file},
};
use crate::cli;

/// Why a file was not looked at.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// There is no file to look at.
    #[error("no file was named, and there is none in the data directory or in /etc/mcs")]
    NoFile,
    /// The file cannot be read, or what was asked needs one without faults.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Nobody takes the output.
    #[error("cannot write the output")]
    Output(#[from] io::Error),
}

impl AskError {
    /// The exit code it ends with: 10 is a file with faults.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Config(ConfigError::Invalid { .. }) => 10,
            Self::Config(ConfigError::Unreadable { .. }) | Self::NoFile => 3,
            Self::Output(_) => 1,
        }
    }
}

/// What is wrong with the file, a line each. Gives whether something is.
pub fn check(args: &cli::ConfigFile, mut out: impl Write) -> Result<bool, AskError> {
    let path = file_in_force(args.file.as_deref(), args.data.as_deref()).ok_or(AskError::NoFile)?;
    let complaints = match of_file(Some(&path)) {
        Ok(_) => Vec::new(),
        Err(ConfigError::Invalid { complaints, .. }) => complaints,
        Err(error @ ConfigError::Unreadable { .. }) => return Err(error.into()),
    };
    let file = path.display().to_string();
    for complaint in &complaints {
        let line = u32::try_from(complaint.line).unwrap_or(u32::MAX);
        let fault = SettingFault { file: file.clone(), line, text: complaint.text.clone() };
        if args.json {
            print(&fault, &mut out)?;
        } else {
            writeln!(out, "{}:{}: {}", fault.file, fault.line, fault.text)?;
        }
    }
    if complaints.is_empty() && !args.json {
        writeln!(out, "{file} is valid")?;
    }
    Ok(!complaints.is_empty())
}

/// Every setting as this file gives it, a line each. Without a file it is the defaults.
pub fn show(args: &cli::ConfigFile, mut out: impl Write) -> Result<(), AskError> {
    for setting in of_file(file_in_force(args.file.as_deref(), args.data.as_deref()).as_deref())? {
        if args.json {
            print(&setting, &mut out)?;
            continue;
        }
        let place = match (setting.origin, setting.line) {
            (Origin::File, Some(line)) => format!("line {line}"),
            (origin @ (Origin::Default | Origin::File | Origin::CommandLine), _) => origin.as_str().to_owned(),
        };
        writeln!(out, "{} = {}  # {place}", setting.key, setting.value)?;
    }
    Ok(())
}

fn print(thing: &impl Serialize, out: &mut impl Write) -> Result<(), AskError> {
    let line = serde_json::to_string(thing).map_err(io::Error::from)?;
    Ok(writeln!(out, "{line}")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> (tempfile::TempDir, cli::ConfigFile) {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("mcsd.toml"), text).expect("a file");
        let args = cli::ConfigFile { file: None, data: Some(folder.path().to_owned()), json: true };
        (folder, args)
    }

    #[test]
    fn every_fault_of_a_file_is_told_with_its_line() {
        let (_folder, args) = file("[store]\nwindw = \"1s\"\nretention_days = 3\n");
        let mut out = Vec::new();
        assert!(check(&args, &mut out).expect("readable"));
        let lines = String::from_utf8(out).expect("text");
        let faults: Vec<SettingFault> =
            lines.lines().map(|line| serde_json::from_str(line).expect("one object a line")).collect();
        assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [2, 3]);
        assert!(faults[0].text.contains("store.window"), "{lines}");
        assert!(matches!(show(&args, io::sink()), Err(AskError::Config(_))));
    }

    #[test]
    fn a_file_without_faults_is_silent_for_programs() {
        let (_folder, args) = file("[store]\nretention_days = 30\n");
        let mut out = Vec::new();
        assert!(!check(&args, &mut out).expect("readable"));
        assert!(out.is_empty());
    }
}
