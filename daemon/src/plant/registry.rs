//! What is registered: devices, their credentials, their calibrations. Every change is validated whole, audited, and
//! answered once it is durable.

use mcs_core::{
    alarm::{Actor, PointAlarms, SystemCause},
    calibration::{Calibration, CalibrationHistory, Coefficients},
    device::{Credential, Device, NewDevice, RuleSet},
    id::{PointId, SerialNumber, UserName},
    identity::{IdentityWindow, SeqGaps},
    lateness::Lateness,
    live::Freshness,
    rule::Scope,
    time::Timestamp,
    topic,
};

use super::{PlantError, point::Point, rules::check, state::Plant, watch::Traffic};
use crate::{
    ingest::{Grant, Member, make_verifier, new_secret},
    store::{Audit, Change, CredentialRow},
};

/// The longest name of a device.
const NAME: usize = 64;

impl Plant {
    /// Registers a device and, unless it shares one, makes its credential.
    pub(super) fn add_device(
        &mut self,
        new: NewDevice,
        must_be_discovered: bool,
        by: &Actor,
    ) -> Result<(Device, Option<Credential>), PlantError> {
        let now = self.now();
        let sn = new.sn.clone();
        if sn.as_str() == topic::RESERVED {
            let complaints = vec!["this serial number is reserved: its topic is that of commands to all".to_owned()];
            return Err(PlantError::InvalidSettings { sn, complaints });
        }
        if self.by_sn.contains_key(&sn) {
            return Err(PlantError::DeviceExists { sn });
        }
        if must_be_discovered && !self.discovered.contains_key(&sn) {
            return Err(PlantError::NoSuchDevice { sn });
        }
        check_name(&sn, new.name.as_deref())?;
        let calibrations = CalibrationHistory::default();
        let ruled = check(&self.layers, &sn, new.instrument.as_ref(), &new.settings, &calibrations, now.utc)?;
        let point = self.next_point;
        let (credential, row) = if let Some(user) = &new.share_user {
            (None, self.grant(user, point)?)
        } else {
            self.check_unshared(&sn)?;
            let (credential, row) = new_credential(&sn, vec![point])?;
            (Some(credential), row)
        };
        self.next_point = PointId(point.0 + 1);
        let device = Device {
            sn: sn.clone(),
            point,
            name: new.name,
            area: new.area,
            zone: new.zone,
            instrument: new.instrument,
            position: new.position,
            settings: new.settings,
            revision: 1,
            added: now.utc,
            retired: None,
        };
        let place = self.points.len();
        let (offline_after, period) = (ruled.settings.offline_after(), ruled.settings.period());
        self.points.push(Point {
            device: device.clone(),
            user: Some(row.user.clone()),
            settings: ruled.settings,
            rules: ruled.rules,
            calibrations,
            alarms: PointAlarms::new(point, sn.clone(), now),
            lateness: Lateness::new(offline_after, period),
            identity: IdentityWindow::new(),
            gaps: SeqGaps::new(),
            latest: None,
            route: None,
            traffic: Traffic::default(),
            zone: None,
            ballot: None,
            shown_freshness: Freshness::NotCommissioned,
            state_changed: false,
            shown_changed: false,
        });
        self.by_sn.insert(sn.clone(), place);
        self.by_point.insert(point, place);
        let known = self.layers.get(&Scope::Point(sn.clone())).is_some();
        if known || device.settings.rules != RuleSet::default() {
            self.note_own_rules(&sn, true, by);
        }
        self.apply_rules(place, by);
        self.touch(place);
        self.show(place);
        let user = row.user.clone();
        self.put_credential(row);
        // A connection that shares the credential has its old grants; its next one has the new ones.
        self.connections.end_user(user.as_str());
        self.commit.changes.push(Change::Device(Box::new(device.clone())));
        self.device_changed(None, Some(&device));
        self.audit("device.add", &sn, None, Some(&device), None, by);
        self.forget_discovered(&sn);
        Ok((device, credential))
    }

    /// Changes a device; the caller names the revision it saw.
    pub(super) fn set_device(
        &mut self,
        wanted: Device,
        rotate_secret: bool,
        by: &Actor,
    ) -> Result<(Device, Option<Credential>), PlantError> {
        let place = self.place(&wanted.sn)?;
        let now = self.now();
        let before = self.points[place].device.clone();
        let sn = before.sn.clone();
        if wanted.revision != before.revision {
            return Err(PlantError::RevisionConflict { sn, seen: wanted.revision, now: before.revision });
        }
        check_name(&sn, wanted.name.as_deref())?;
        let calibrations = &self.points[place].calibrations;
        let ruled = check(&self.layers, &sn, wanted.instrument.as_ref(), &wanted.settings, calibrations, now.utc)?;
        let credential = if rotate_secret { Some(self.rotate(place)?) } else { None };
        let after = Device {
            name: wanted.name,
            area: wanted.area,
            zone: wanted.zone,
            instrument: wanted.instrument,
            position: wanted.position,
            settings: wanted.settings,
            revision: before.revision + 1,
            ..before.clone()
        };
        let point = &mut self.points[place];
        point.lateness.set(ruled.settings.offline_after(), ruled.settings.period());
        let moved = point.settings.rules != ruled.settings.rules || before.settings.rules != after.settings.rules;
        point.device = after.clone();
        (point.settings, point.rules) = (ruled.settings, ruled.rules);
        if moved {
            self.note_own_rules(&sn, false, by);
        }
        self.apply_rules(place, by);
        self.touch(place);
        self.show(place);
        self.commit.changes.push(Change::Device(Box::new(after.clone())));
        self.device_changed(Some(&before), Some(&after));
        self.audit("device.set", &sn, Some(&before), Some(&after), None, by);
        Ok((after, credential))
    }

    /// Retires a device: history stays, alarms close with the reason, its credential is revoked, its connection ends.
    pub(super) fn remove_device(&mut self, sn: &SerialNumber, reason: &str, by: &Actor) -> Result<(), PlantError> {
        let place = self.place(sn)?;
        let now = self.now();
        let point = &mut self.points[place];
        point.alarms.withdraw_all(by, reason, now, &mut self.mint, &mut self.changes);
        point.device.retired = Some(now.utc);
        point.device.revision += 1;
        point.latest = None;
        let device = point.device.clone();
        let user = point.user.take();
        self.take_changes(place);
        self.rezone(place, by);
        self.touch(place);
        self.by_sn.remove(sn);
        self.rates.patience.calibrations_changed();
        if let Some(user) = user {
            self.revoke(&user, device.point, now.utc);
        }
        self.commit.changes.push(Change::Device(Box::new(device.clone())));
        self.device_changed(Some(&device), None);
        self.audit("device.remove", sn, Some(&device), None, Some(reason), by);
        self.feed.removed(vec![sn.clone()]);
        Ok(())
    }

    /// Records a calibration, in force from now on.
    pub(super) fn set_calibration(
        &mut self,
        sn: &SerialNumber,
        coefficients: Coefficients,
        due: Option<Timestamp>,
        comment: Option<String>,
        by: &Actor,
    ) -> Result<Calibration, PlantError> {
        let place = self.place(sn)?;
        let now = self.now();
        let point = &mut self.points[place];
        // The first one holds for everything the device has sent: its clock may be a little behind ours.
        let first = point.calibrations.all().is_empty();
        let calibration = Calibration {
            revision: point.calibrations.next_revision(),
            valid_from: if first { Timestamp::EPOCH } else { now.utc },
            coefficients,
            due,
            by: by.name.clone(),
            recorded: now.utc,
            comment,
        };
        let before = point.calibrations.at(now.utc).cloned();
        point.calibrations.add(calibration.clone());
        let device = &point.device;
        let ruled =
            check(&self.layers, sn, device.instrument.as_ref(), &device.settings, &point.calibrations, now.utc)?;
        point.rules = ruled.rules;
        self.rates.patience.calibrations_changed();
        let id = point.device.point;
        self.apply_rules(place, by);
        self.show(place);
        self.commit.changes.push(Change::Calibration { point: id, calibration: calibration.clone() });
        self.audit("calibration.set", sn, before.as_ref(), Some(&calibration), calibration.comment.as_deref(), by);
        Ok(calibration)
    }

    /// The place of a registered device.
    pub(super) fn place(&self, sn: &SerialNumber) -> Result<usize, PlantError> {
        self.by_sn.get(sn).copied().ok_or_else(|| PlantError::NoSuchDevice { sn: sn.clone() })
    }

    /// The place of a device, or of the last one that had this number: history stays readable after a removal.
    pub(super) fn place_or_retired(&self, sn: &SerialNumber) -> Result<usize, PlantError> {
        self.place(sn).or_else(|gone| self.points.iter().rposition(|point| point.device.sn == *sn).ok_or(gone))
    }

    /// Lets the alarms of a point know what they are judged by now.
    pub(super) fn apply_rules(&mut self, place: usize, by: &Actor) {
        let now = self.now();
        let point = &mut self.points[place];
        point.alarms.set_rules(&point.rules, by, now, &mut self.mint, &mut self.changes);
        self.take_changes(place);
        self.rezone(place, by);
    }

    /// Lets the endpoint know a credential as it is now.
    pub(super) fn put_credential(&mut self, row: CredentialRow) {
        self.publish_credential(&row);
        self.credentials.insert(row.user.to_string(), row.clone());
        self.commit.changes.push(Change::Credential(row));
    }

    /// Puts a credential into the roster, with the devices it may speak for.
    pub(super) fn publish_credential(&self, row: &CredentialRow) {
        if row.revoked.is_some() {
            self.roster.remove(row.user.as_str());
            return;
        }
        let sns = row.grants.iter().filter_map(|id| self.by_point.get(id)).map(|&place| &self.points[place].device);
        let grants = sns.filter(|d| d.retired.is_none()).map(|d| Grant { sn: d.sn.clone() }).collect();
        let (client_id, verifier) = (row.client_id.clone(), row.verifier.clone());
        self.roster.put(row.user.as_str(), Member { client_id, verifier, grants });
    }

    fn grant(&self, user: &UserName, point: PointId) -> Result<CredentialRow, PlantError> {
        let row = self.credentials.get(user.as_str()).filter(|row| row.revoked.is_none());
        let mut row = row.cloned().ok_or_else(|| PlantError::NoSuchCredential { user: user.to_string() })?;
        row.grants.push(point);
        Ok(row)
    }

    /// Refuses a number whose former credential still speaks for other devices: a new secret would cut them off.
    fn check_unshared(&self, sn: &SerialNumber) -> Result<(), PlantError> {
        let user = format!("device_{sn}");
        match self.credentials.get(&user) {
            Some(row) if row.revoked.is_none() && !row.grants.is_empty() => {
                Err(PlantError::CredentialInUse { sn: sn.clone(), user })
            }
            Some(_) | None => Ok(()),
        }
    }

    fn rotate(&mut self, place: usize) -> Result<Credential, PlantError> {
        let device = &self.points[place].device;
        let user = self.points[place].user.as_ref().and_then(|user| self.credentials.get(user.as_str()));
        let grants = user.map_or_else(|| vec![device.point], |row| row.grants.clone());
        let (mut credential, mut row) = new_credential(&device.sn, grants)?;
        if let Some(old) = user {
            (row.user, row.client_id) = (old.user.clone(), old.client_id.clone());
            credential.user = old.user.clone();
        }
        self.points[place].user = Some(row.user.clone());
        let user = row.user.clone();
        self.put_credential(row);
        self.connections.end_user(user.as_str());
        Ok(credential)
    }

    fn revoke(&mut self, user: &UserName, point: PointId, at: Timestamp) {
        if let Some(mut row) = self.credentials.get(user.as_str()).cloned() {
            row.grants.retain(|&granted| granted != point);
            if row.grants.is_empty() {
                row.revoked = Some(at);
            }
            self.put_credential(row);
        }
        self.connections.end_user(user.as_str());
    }

    fn forget_discovered(&mut self, sn: &SerialNumber) {
        if self.discovered.remove(sn).is_some() {
            self.commit.changes.push(Change::Undiscovered(sn.clone()));
        }
        if self.discovered.is_empty() {
            let now = self.now();
            self.system.set(SystemCause::UnknownDevice, false, None, now, &mut self.mint, &mut self.changes);
            self.take_system_changes();
        }
    }

    pub(super) fn audit<T: serde::Serialize>(
        &mut self,
        action: &'static str,
        subject: &dyn std::fmt::Display,
        before: Option<&T>,
        after: Option<&T>,
        comment: Option<&str>,
        by: &Actor,
    ) {
        let text = |value: &T| serde_json::to_string(value).ok();
        self.commit.audit.push(Audit {
            at: self.mint.at,
            by: by.name.clone(),
            action,
            subject: subject.to_string(),
            before: before.and_then(text),
            after: after.and_then(text),
            comment: comment.map(str::to_owned),
        });
    }
}

/// A name is shown on walls and in messages: one line, not a page.
fn check_name(sn: &SerialNumber, name: Option<&str>) -> Result<(), PlantError> {
    let fits =
        |name: &str| !name.trim().is_empty() && name.chars().count() <= NAME && !name.chars().any(char::is_control);
    if name.is_none_or(fits) {
        return Ok(());
    }
    let complaints = vec![format!("a name is one line of 1 to {NAME} characters")];
    Err(PlantError::InvalidSettings { sn: sn.clone(), complaints })
}

fn new_credential(sn: &SerialNumber, grants: Vec<PointId>) -> Result<(Credential, CredentialRow), PlantError> {
    let made = new_secret().and_then(|password| make_verifier(&password).map(|verifier| (password, verifier)));
    let (password, verifier) = made.map_err(|_| PlantError::NoRandomness)?;
    let user = UserName::new(&format!("device_{sn}")).map_err(|_| PlantError::NoSuchDevice { sn: sn.clone() })?;
    let row = CredentialRow { user: user.clone(), client_id: sn.to_string(), verifier, grants, revoked: None };
    Ok((Credential { user, password }, row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line() {
        let sn = SerialNumber::new("A001").expect("a number");
        for good in [None, Some("Tank 1"), Some("压缩机房 east")] {
            assert_eq!(check_name(&sn, good), Ok(()), "{good:?}");
        }
        let long = "x".repeat(NAME + 1);
        for bad in ["", "  ", "two\nlines", "\u{1b}[2J", &long] {
            assert!(check_name(&sn, Some(bad)).is_err(), "{bad:?}");
        }
    }
}
