//! What devices log in with, told to an admin who sets up another broker.

use mcs_core::{alarm::Actor, device::CredentialRecord};

use super::Plant;

impl Plant {
    /// Credentials in force, in order of user name. That somebody took them is in the audit.
    pub(super) fn hand_out_credentials(&mut self, by: &Actor) -> Vec<CredentialRecord> {
        let mut records: Vec<_> = self
            .credentials
            .values()
            .filter(|row| row.revoked.is_none())
            .map(|row| {
                let devices = row.grants.iter().filter_map(|id| self.by_point.get(id));
                let devices =
                    devices.map(|&place| &self.points[place].device).filter(|device| device.retired.is_none());
                let mut sns: Vec<_> = devices.map(|device| device.sn.clone()).collect();
                sns.sort();
                let (user, client_id, verifier) = (row.user.clone(), row.client_id.clone(), row.verifier.clone());
                CredentialRecord { user, client_id, verifier, sns }
            })
            .collect();
        records.sort_by(|a, b| a.user.cmp(&b.user));
        self.audit("credential.list", &"all", None::<&()>, None, None, by);
        records
    }
}
