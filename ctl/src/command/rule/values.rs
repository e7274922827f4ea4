//! The values that are tried: from the command line, or from a CSV file.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use mcs_core::{
    rule::Proposed,
    time::{Span, Timestamp},
};

use crate::{cli::rule::TestArgs, error::Error, time};

/// The values with their times: one period apart from now on where none is given.
pub(super) fn read(args: &TestArgs) -> Result<Vec<Proposed>, Error> {
    let start = time::now().floor(Span::secs(1));
    match &args.file {
        None => {
            let values = args.values.iter().zip(0_i64..);
            Ok(values.map(|(&value, n)| Proposed { at: start + args.every.times(n), value }).collect())
        }
        Some(path) if path.as_os_str() == "-" => {
            table(io::stdin().lock(), Path::new("standard input"), start, args.every)
        }
        Some(path) => {
            let file = File::open(path).map_err(|source| Error::Unreadable { path: path.clone(), source })?;
            table(file, path, start, args.every)
        }
    }
}

/// A CSV table with the columns `value` and, if given, `time`.
fn table(from: impl Read, path: &Path, start: Timestamp, every: Span) -> Result<Vec<Proposed>, Error> {
    let wrong = |why: String| {
        let source = io::Error::new(io::ErrorKind::InvalidData, why);
        Error::Unreadable { path: path.to_owned(), source }
    };
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(from);
    let headings = reader.headers().map_err(|error| wrong(error.to_string()))?.clone();
    let column = |name: &str| headings.iter().position(|heading| heading.eq_ignore_ascii_case(name));
    let value = column("value").ok_or_else(|| wrong("there is no column value".to_owned()))?;
    let at = column("time");
    let mut values = Vec::new();
    for (record, n) in reader.records().zip(0_i64..) {
        let record = record.map_err(|error| wrong(error.to_string()))?;
        let line = n + 2;
        let number = record.get(value).and_then(|text| text.parse::<f64>().ok()).filter(|x| x.is_finite());
        let at = match at.and_then(|at| record.get(at)).filter(|text| !text.is_empty()) {
            Some(text) => {
                Timestamp::parse(text).ok_or_else(|| wrong(format!("line {line}: {text:?} is no RFC 3339 time")))?
            }
            None => start + every.times(n),
        };
        values.push(Proposed { at, value: number.ok_or_else(|| wrong(format!("line {line} has no finite value")))? });
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Exit;

    fn read(text: &str) -> Result<Vec<(i64, f64)>, String> {
        let start = Timestamp::from_micros(0);
        let values = table(text.as_bytes(), Path::new("x.csv"), start, Span::secs(10));
        let told = |proposed: Proposed| (proposed.at.as_micros() / 1_000_000, proposed.value);
        values.map(|all| all.into_iter().map(told).collect()).map_err(|error| {
            assert_eq!(error.exit(), Exit::Usage);
            std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default()
        })
    }

    #[test]
    fn a_table_of_values_may_have_times() {
        assert_eq!(read("value\n1.5\n-2\n"), Ok(vec![(0, 1.5), (10, -2.0)]));
        assert_eq!(read("Time, Value\n1970-01-01T00:01:00Z, 3\n"), Ok(vec![(60, 3.0)]));
    }

    #[test]
    fn what_cannot_be_read_is_named_with_its_line() {
        assert_eq!(read("reading\n1\n"), Err("there is no column value".to_owned()));
        assert_eq!(read("value\n1\nmuch\n"), Err("line 3 has no finite value".to_owned()));
        assert_eq!(read("time,value\nnoon,1\n"), Err("line 2: \"noon\" is no RFC 3339 time".to_owned()));
    }
}
