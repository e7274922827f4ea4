//! One occurrence that people were told of, or will be.

use serde::{Deserialize, Serialize};

use super::{escalation::Escalation, unmet::Unmet};
use crate::{
    alarm::Priority,
    id::{OccurrenceId, ShortName},
    notice::Facts,
};

/// Whether a group knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Standing {
    /// It is being told.
    Asked,
    /// A provider has accepted a notice for it.
    Accepted,
    /// All its channels failed.
    Failed,
}

/// A group and whether it knows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Party {
    pub(super) group: ShortName,
    pub(super) standing: Standing,
}

/// One occurrence.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Case {
    pub(super) id: OccurrenceId,
    /// As it was when it was last heard of.
    pub(super) facts: Facts,
    pub(super) parties: Vec<Party>,
    pub(super) escalation: Option<Escalation>,
    /// Found in a backlog: no part of the alarm's present.
    pub(super) apart: bool,
    /// A mask hides it: nothing is said of it until it is announced again.
    pub(super) masked: bool,
    /// Nobody is owed another word of it.
    pub(super) closed: bool,
    /// It is still to be announced: there was nobody.
    #[serde(default)]
    pub(super) unmet: Option<Unmet>,
}

impl Case {
    pub(super) const fn new(id: OccurrenceId, facts: Facts, apart: bool) -> Self {
        Self { id, facts, parties: Vec::new(), escalation: None, apart, masked: false, closed: false, unmet: None }
    }

    /// Who knows, or is just being told: a return must not stay unsaid only because the provider is slow with the raise.
    pub(super) fn told(&self) -> impl Iterator<Item = &ShortName> {
        self.parties.iter().filter(|party| party.standing != Standing::Failed).map(|party| &party.group)
    }

    pub(super) fn is_party(&self, group: &ShortName) -> bool {
        self.parties.iter().any(|party| party.group == *group)
    }

    pub(super) fn set_party(&mut self, group: &ShortName, standing: Standing) {
        match self.parties.iter_mut().find(|party| party.group == *group) {
            Some(party) => party.standing = standing,
            None => self.parties.push(Party { group: group.clone(), standing }),
        }
    }

    pub(super) const fn priority(&self) -> Priority {
        self.facts.priority
    }
}
