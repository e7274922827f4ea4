//! The formats.

use std::path::Path;

use clap::ValueEnum;

use super::FileError;

/// A format of files of readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// CSV
    #[value(name = "csv")]
    Csv,
    /// CSV, compressed
    #[value(name = "csv.gz")]
    CsvGz,
    /// One JSON object a line
    #[value(name = "jsonl")]
    Jsonl,
    /// The same, compressed
    #[value(name = "jsonl.gz")]
    JsonlGz,
    /// Apache Parquet
    #[value(name = "parquet")]
    Parquet,
}

impl Kind {
    /// The ends of names that tell a format; the longer ones first.
    const ENDS: [(&'static str, Self); 7] = [
        (".csv.gz", Self::CsvGz),
        (".jsonl.gz", Self::JsonlGz),
        (".ndjson.gz", Self::JsonlGz),
        (".csv", Self::Csv),
        (".jsonl", Self::Jsonl),
        (".ndjson", Self::Jsonl),
        (".parquet", Self::Parquet),
    ];

    /// What the name of a file tells.
    pub(crate) fn of(path: &Path) -> Result<Self, FileError> {
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        let told = Self::ENDS.into_iter().find(|(end, _)| name.ends_with(end)).map(|(_, kind)| kind);
        told.ok_or_else(|| FileError::NoFormat { path: path.to_owned() })
    }
}
