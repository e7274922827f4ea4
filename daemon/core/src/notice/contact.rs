//! The people who are told.

use serde::{Deserialize, Serialize};

use crate::{id::ShortName, language::Language};

/// A person who may be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// What they are called here.
    pub name: ShortName,
    /// Their full name.
    pub full_name: Option<String>,
    /// Where mail reaches them.
    pub email: Option<String>,
    /// Where text messages reach them, and by which robots mention them.
    pub phone: Option<String>,
    /// The language they read.
    pub language: Language,
    /// Whether they are told at all.
    pub enabled: bool,
}

/// People who are told together, and by what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// What it is called.
    pub name: ShortName,
    /// Its members. A robot's group may have none.
    pub contacts: Vec<ShortName>,
    /// By what they are told: by all of these.
    pub channels: Vec<ShortName>,
}
