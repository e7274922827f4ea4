//! What can be wrong with a command about notices before the daemon is asked.

use mcs_core::{id::ShortName, notice::SettingKind};

/// What can be wrong with a command about notices.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotifyError {
    /// A secret was given as an argument. It is not repeated.
    #[error("the secret {name} stands on the command line, where everybody on the machine can read it")]
    SecretArgument {
        /// The secret's name.
        name: String,
    },
    /// A secret that is none.
    #[error("the secret {name} is empty")]
    EmptySecret {
        /// The secret's name.
        name: String,
    },
    /// There is no terminal to ask on.
    #[error("nobody can be asked for the secret {name}")]
    NobodyToAsk {
        /// The secret's name.
        name: String,
    },
    /// Two secrets from one line.
    #[error("only one secret can be read from standard input")]
    StdinTwice,
    /// What is to be shown does not exist.
    #[error("there is no {kind} {name}")]
    NoSuch {
        /// What.
        kind: SettingKind,
        /// Its name.
        name: ShortName,
    },
    /// A file that is no configuration object of an MCS-IoT site.
    #[error("the file cannot be taken over: {}", complaints.join("; "))]
    Import {
        /// All that is wrong with it.
        complaints: Vec<String>,
    },
}

impl NotifyError {
    /// Whether something named does not exist; else the command itself is wrong.
    pub(crate) const fn is_missing(&self) -> bool {
        matches!(self, Self::NoSuch { .. })
    }

    /// What to do next.
    pub(crate) fn advice(&self) -> String {
        match self {
            Self::SecretArgument { name } => format!(
                "write {name}=@FILE, {name}=- for standard input, or {name} alone to be asked; this one may have been seen: get a new one"
            ),
            Self::EmptySecret { .. } => "give it as one line; --unset-secret takes one away".to_owned(),
            Self::NobodyToAsk { name } => {
                format!("there is no terminal; write {name}=@FILE, or {name}=- for standard input")
            }
            Self::StdinTwice => "write NAME=@FILE for the others".to_owned(),
            Self::NoSuch { kind, .. } => format!("see \"mcsctl notify {kind} list\""),
            Self::Import { .. } => "correct the file and try again with --dry-run".to_owned(),
        }
    }
}
