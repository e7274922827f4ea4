//! Archive files into an analysis: which files, how they are opened, and what in them could not be read.
//!
//! One thread reads and decompresses, this one parses; blocks of whole lines go between them and come back empty, so that
//! memory does not depend on the size of the files. What lines mean is decided in the core.

mod block;
mod error;
mod feed;
mod given;
mod source;

pub(crate) use error::AnalyzeError;
pub(crate) use feed::Sources;
pub(crate) use given::{Given, Of};

use std::path::PathBuf;

use mcs_core::analysis::{Analysis, Report};

use crate::time::Zone;

/// What to look at, and what is known about it.
#[derive(Debug)]
pub(crate) struct Options {
    /// Files, or folders to look for them in.
    pub(crate) files: Vec<PathBuf>,
    /// The site's time zone; else the offset of the first reading.
    pub(crate) zone: Option<Zone>,
    /// What is known of sensors.
    pub(crate) given: Given,
}

/// What came out.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// The analysis.
    pub(crate) report: Report,
    /// What was read, and what could not be.
    pub(crate) sources: Sources,
    /// The time zone of days and hours.
    pub(crate) zone: Zone,
}

/// Reads the files and analyses what is in them.
pub(crate) fn analyze(options: Options) -> Result<Outcome, AnalyzeError> {
    let files = source::find(&options.files)?;
    let zone = options.zone.or_else(|| files.first().and_then(source::Archive::zone)).unwrap_or(Zone::UTC);
    let given = options.given;
    let mut analysis = Analysis::new(zone.inner(), move |sn| given.known(sn));
    let sources = feed::feed(&files, &mut analysis)?;
    Ok(Outcome { report: analysis.report(None), sources, zone })
}

#[cfg(test)]
mod tests;
