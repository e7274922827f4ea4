//! What devices log in with, as far as it is told.

use mcs_core::device::CredentialRecord;

use super::{WireError, name, serial_number};
use crate::wire;

impl From<&CredentialRecord> for wire::CredentialRecord {
    fn from(record: &CredentialRecord) -> Self {
        Self {
            user: record.user.to_string(),
            client_id: record.client_id.clone(),
            verifier: record.verifier.clone(),
            sns: record.sns.iter().map(ToString::to_string).collect(),
        }
    }
}

impl TryFrom<wire::CredentialRecord> for CredentialRecord {
    type Error = WireError;
    fn try_from(record: wire::CredentialRecord) -> Result<Self, WireError> {
        Ok(Self {
            user: name("user", &record.user)?,
            client_id: record.client_id,
            verifier: record.verifier,
            sns: record.sns.iter().map(|sn| serial_number(sn)).collect::<Result<_, _>>()?,
        })
    }
}
