//! The output formats, as `-o` names them.

use std::ffi::OsStr;

use clap::{
    Arg, Command,
    builder::{PossibleValue, TypedValueParser},
    error::{ContextKind, ContextValue, ErrorKind},
};

/// How to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Format {
    /// Columns for people.
    Table,
    /// More columns for people.
    Wide,
    /// Names only, one a line.
    Name,
    /// One JSON value.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// YAML.
    Yaml,
    /// A heading and one line each, RFC 4180.
    Csv,
    /// A Markdown table, for reports and tickets.
    Markdown,
    /// This template, filled in once for each.
    Template(String),
}

impl Format {
    const NAMES: [&'static str; 9] = ["table", "wide", "name", "json", "jsonl", "yaml", "csv", "md", "template="];

    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "table" => Self::Table,
            "wide" => Self::Wide,
            "name" => Self::Name,
            "json" => Self::Json,
            "jsonl" => Self::Jsonl,
            "yaml" => Self::Yaml,
            "csv" => Self::Csv,
            "md" => Self::Markdown,
            _ => Self::Template(text.strip_prefix("template=")?.to_owned()),
        })
    }

    /// Whether a person reads it, in the site's local time.
    pub(crate) const fn for_people(&self) -> bool {
        match self {
            Self::Table | Self::Wide | Self::Markdown => true,
            Self::Name | Self::Json | Self::Jsonl | Self::Yaml | Self::Csv | Self::Template(_) => false,
        }
    }

    /// Whether it is JSON; errors are then JSON too.
    pub(crate) const fn is_json(&self) -> bool {
        matches!(self, Self::Json | Self::Jsonl)
    }
}

/// Reads `-o`, and tells the shell what may follow it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FormatParser;

impl TypedValueParser for FormatParser {
    type Value = Format;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<Format, clap::Error> {
        value.to_str().and_then(Format::parse).ok_or_else(|| {
            let mut error = clap::Error::new(ErrorKind::InvalidValue).with_cmd(command);
            if let Some(arg) = arg {
                error.insert(ContextKind::InvalidArg, ContextValue::String(arg.to_string()));
            }
            error.insert(ContextKind::InvalidValue, ContextValue::String(value.to_string_lossy().into_owned()));
            let names = Format::NAMES.map(str::to_owned).to_vec();
            error.insert(ContextKind::ValidValue, ContextValue::Strings(names));
            error
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Format::NAMES.into_iter().map(PossibleValue::new)))
    }
}
