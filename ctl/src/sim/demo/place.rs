//! Where the product's programs and this machine's time zone are found.

use std::{env, fs, path::PathBuf};

use crate::sim::error::SimError;

/// A program of the product: beside this one, as a build or a package puts them, or else on PATH.
pub(crate) fn program(name: &'static str) -> Result<PathBuf, SimError> {
    let beside = env::current_exe().ok().and_then(|own| own.parent().map(|dir| dir.join(name)));
    let on_path = env::var_os("PATH").into_iter().flat_map(|path| env::split_paths(&path).collect::<Vec<_>>());
    beside
        .into_iter()
        .chain(on_path.map(|dir| dir.join(name)))
        .find(|file| file.is_file())
        .ok_or(SimError::Program { name })
}

/// The IANA name of the zone this machine's clock shows, if it has one; else UTC.
pub(super) fn time_zone() -> String {
    let from_environment = env::var("TZ").ok().map(|tz| tz.trim_start_matches(':').to_owned());
    let from_link = fs::canonicalize("/etc/localtime").ok().and_then(|file| {
        let (_, name) = file.to_str()?.split_once("/zoneinfo/")?;
        Some(name.to_owned())
    });
    from_environment
        .into_iter()
        .chain(from_link)
        .find(|name| name.contains('/') && jiff::tz::TimeZone::get(name).is_ok())
        .unwrap_or_else(|| "UTC".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_nowhere_is_named() {
        let error = program("mcs-no-such-program").expect_err("nobody has it");
        assert!(error.to_string().contains("mcs-no-such-program"));
        assert!(program("sh").is_ok(), "every machine has a shell on its path");
    }

    #[test]
    fn the_time_zone_is_one_that_is_known() {
        assert!(jiff::tz::TimeZone::get(&time_zone()).is_ok());
    }
}
