//! Secrets from a file, from standard input or from whoever sits at the terminal; never from an argument.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufReader},
    path::{Path, PathBuf},
};

use super::NotifyError;
use crate::{
    error::Error,
    input::{line, unseen},
};

/// Where a secret comes from.
#[derive(Debug, PartialEq, Eq)]
enum Source<'a> {
    File(&'a Path),
    Stdin,
    Terminal,
}

/// `NAME=@FILE`, `NAME=-` or `NAME`.
fn parse(given: &str) -> Result<(&str, Source<'_>), NotifyError> {
    let Some((name, rest)) = given.split_once('=') else { return Ok((given, Source::Terminal)) };
    match (rest, rest.strip_prefix('@')) {
        ("-", _) => Ok((name, Source::Stdin)),
        (_, Some(path)) if !path.is_empty() => Ok((name, Source::File(Path::new(path)))),
        _ => Err(NotifyError::SecretArgument { name: name.to_owned() }),
    }
}

/// Reads each secret from where it comes.
pub(super) fn read(given: &[String]) -> Result<BTreeMap<String, String>, Error> {
    let sources = given.iter().map(|given| parse(given)).collect::<Result<Vec<_>, _>>()?;
    if sources.iter().filter(|(_, source)| *source == Source::Stdin).count() > 1 {
        return Err(NotifyError::StdinTwice.into());
    }
    let mut secrets = BTreeMap::new();
    for (name, source) in sources {
        let text = match source {
            Source::File(path) => {
                let unreadable = |source| Error::Unreadable { path: path.to_owned(), source };
                line(&mut BufReader::new(File::open(path).map_err(unreadable)?)).map_err(unreadable)?
            }
            Source::Stdin => {
                let unreadable = |source| Error::Unreadable { path: PathBuf::from("standard input"), source };
                line(&mut io::stdin().lock()).map_err(unreadable)?
            }
            Source::Terminal => unseen(name)?.ok_or_else(|| NotifyError::NobodyToAsk { name: name.to_owned() })?,
        };
        if text.is_empty() {
            return Err(NotifyError::EmptySecret { name: name.to_owned() }.into());
        }
        secrets.insert(name.to_owned(), text);
    }
    Ok(secrets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_comes_from_a_file_standard_input_or_a_terminal() {
        assert_eq!(parse("password=@/run/key").expect("a file"), ("password", Source::File(Path::new("/run/key"))));
        assert_eq!(parse("password=-").expect("standard input"), ("password", Source::Stdin));
        assert_eq!(parse("password").expect("the terminal"), ("password", Source::Terminal));
    }

    #[test]
    fn a_secret_as_an_argument_is_refused_and_not_repeated() {
        for given in ["password=hunter2", "password=", "password=@"] {
            let error = parse(given).expect_err(given);
            assert!(error.to_string().contains("password") && !error.to_string().contains("hunter2"), "{error}");
            assert!(error.advice().contains("password=@FILE"), "{}", error.advice());
        }
    }

    #[test]
    fn only_the_first_line_of_a_file_is_the_secret() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("key");
        std::fs::write(&path, "  SEC000 \nsomething else\n").expect("written");
        let given = [format!("secret=@{}", path.display())];
        assert_eq!(read(&given).expect("read")["secret"], "SEC000");
        std::fs::write(&path, "\n").expect("written");
        assert!(matches!(read(&given), Err(Error::Notify(NotifyError::EmptySecret { .. }))));
    }

    #[test]
    fn standard_input_holds_one_secret_only() {
        let given = ["a=-".to_owned(), "b=-".to_owned()];
        assert!(matches!(read(&given), Err(Error::Notify(NotifyError::StdinTwice))));
    }
}
