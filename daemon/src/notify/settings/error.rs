//! Why the settings of notices are not changed.

use mcs_core::{id::ShortName, notice::SettingKind};

use crate::{
    secret::VaultError,
    store::{QueryError, WorkError},
};

/// Why the settings of notices are not changed. Nothing was.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// There is none of this name.
    #[error("there is no {kind} {name}")]
    NoSuch {
        /// What.
        kind: SettingKind,
        /// Its name.
        name: String,
    },
    /// Something names what does not exist.
    #[error("{}", said(dangling))]
    Dangling {
        /// Who names what, in words.
        dangling: Vec<String>,
    },
    /// What is to be removed is named by others.
    #[error("{kind} {name} is used by {}", by.join(", "))]
    InUse {
        /// What.
        kind: SettingKind,
        /// Its name.
        name: String,
        /// Who names it.
        by: Vec<String>,
    },
    /// What was given cannot be used.
    #[error("{kind} {name} cannot be used: {}", said(complaints))]
    Invalid {
        /// What.
        kind: SettingKind,
        /// Its name.
        name: String,
        /// All that is wrong with it.
        complaints: Vec<String>,
    },
    /// A channel of this name is of another kind.
    #[error("channel {name} is of kind {is}")]
    OtherKind {
        /// The channel.
        name: ShortName,
        /// What it is.
        is: &'static str,
    },
    /// A secret cannot be sealed, or the others of its channel cannot be opened.
    #[error("the secrets of channel {name} cannot be used")]
    Vault {
        /// The channel.
        name: ShortName,
        /// Why.
        #[source]
        source: VaultError,
    },
    /// It has no JSON form.
    #[error("it cannot be written down")]
    Json(#[from] serde_json::Error),
    /// The store cannot be read.
    #[error("the settings of notices cannot be read")]
    Query(#[from] QueryError),
    /// The store cannot be written.
    #[error("the settings of notices cannot be changed")]
    Work(#[from] WorkError),
}

impl SettingsError {
    /// What to do, in one sentence.
    pub const fn advice(&self) -> &'static str {
        match self {
            Self::NoSuch { kind, .. } => match kind {
                SettingKind::Channel => "`mcsctl notify channel list` shows those there are",
                SettingKind::Contact => "`mcsctl notify contact list` shows those there are",
                SettingKind::Group => "`mcsctl notify group list` shows those there are",
                SettingKind::Route => "`mcsctl notify route list` shows those there are",
                SettingKind::Policy => "the policy is always there; change it with `mcsctl notify policy set`",
            },
            Self::Dangling { .. } => "set what is missing first, or leave it out",
            Self::InUse { .. } => "change those first, or disable it",
            Self::Invalid { kind: SettingKind::Channel, .. } => {
                "`mcsctl notify channel kinds` tells what each kind takes"
            }
            Self::Invalid { .. } | Self::Json(_) => "correct it and set it again",
            Self::OtherKind { .. } => "choose another name, or remove it first",
            Self::Vault { .. } => "do what it says, or set all its secrets again",
            Self::Query(_) | Self::Work(_) => "see `mcsctl status` and the daemon's log",
        }
    }
}

fn said(complaints: &[String]) -> String {
    complaints.join("; ")
}
