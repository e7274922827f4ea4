//! Rules above the points: a change of one level reaches all its points in one commit, or none.

use mcs_core::{
    alarm::{Actor, CalibrationFacts, PointRules},
    calibration::CalibrationHistory,
    device::{Device, PointSettings, RuleSet},
    id::{SerialNumber, ShortName},
    rule::{Affected, Layers, Level, RuleChange, RuleLayer, RuleOutcome, Scope, lint::Finding},
    time::Timestamp,
};

use super::{PlantError, state::Plant};
use crate::store::Change;

/// What a point is judged by: its settings with every rule that is said of it, ready and as they were resolved.
#[derive(Debug)]
pub(super) struct Ruled {
    pub(super) settings: PointSettings,
    pub(super) rules: PointRules,
}

/// A point as it will be after a change.
struct Moved {
    place: usize,
    device: Option<Device>,
    ruled: Ruled,
}

impl Plant {
    /// Changes what a level says. Everything that is wrong with it at any point is said at once, and then nothing is changed.
    pub(super) fn change_rules(&mut self, change: &RuleChange, by: &Actor) -> Result<RuleOutcome, PlantError> {
        let complaints = Layers::complaints(change);
        if !complaints.is_empty() {
            return Err(PlantError::InvalidRules { complaints });
        }
        let own = match &change.scope {
            Scope::Point(sn) => Some(self.place(sn)?),
            Scope::Site | Scope::Type(_) | Scope::Instrument(_) => None,
        };
        let after = self.layers.changed(&change.scope, &change.assignments);
        let (affected, moved) = self.reach(change, &after, own)?;
        let mut layer = self.layer_after(change, &after, own);
        let before = self.layer_before(&change.scope, own);
        let changes = before.as_ref().map(|before| &before.rules) != Some(&layer.rules) || change.overriding;
        if change.dry_run || !changes {
            if let Some(before) = before.filter(|_| !changes) {
                layer = before;
            }
            return Ok(RuleOutcome { layer, affected, applied: !change.dry_run });
        }
        let foreseen = if affected.is_empty() { self.layers.foresee(&after, change) } else { Vec::new() };
        if !change.overriding && (affected.iter().any(Affected::needs_override) || !foreseen.is_empty()) {
            return Err(not_recommended(&affected, &foreseen));
        }
        let now = self.now();
        (layer.revision, layer.changed, layer.by) = (self.rules_revision + 1, now.utc, by.name.clone());
        self.keep_layer(&layer);
        for Moved { place, device, ruled } in moved {
            self.move_point(place, device, ruled, by);
        }
        let said = change.reason.as_deref();
        let action = if change.overriding { "rule.override" } else { "rule.set" };
        self.audit(action, &change.scope, before.as_ref(), Some(&layer), said, by);
        Ok(RuleOutcome { layer, affected, applied: true })
    }

    /// What the change does to each point, checked whole.
    fn reach(
        &self,
        change: &RuleChange,
        after: &Layers,
        own: Option<usize>,
    ) -> Result<(Vec<Affected>, Vec<Moved>), PlantError> {
        let (mut affected, mut moved, mut complaints) = (Vec::new(), Vec::new(), Vec::new());
        let places = own.map_or(0..self.points.len(), |place| place..place + 1);
        for place in places {
            let point = &self.points[place];
            if point.device.retired.is_some() {
                continue;
            }
            let changed = own.map(|_| Device {
                revision: point.device.revision + 1,
                ..Layers::changed_device(&point.device, &change.scope, &change.assignments)
            });
            let wanted = changed.as_ref().unwrap_or(&point.device);
            let Some(one) = self.layers.affect(after, &point.device, wanted) else {
                // Said anew what another level says already: nothing to judge, but the device says it now.
                if let Some(device) = changed {
                    let ruled = Ruled { settings: point.settings.clone(), rules: point.rules.clone() };
                    moved.push(Moved { place, device: Some(device), ruled });
                }
                continue;
            };
            match check(
                after,
                &wanted.sn,
                wanted.instrument.as_ref(),
                &wanted.settings,
                &point.calibrations,
                self.mint.at,
            ) {
                Ok(ruled) => moved.push(Moved { place, device: changed, ruled }),
                Err(PlantError::InvalidSettings { sn, complaints: of_point }) => {
                    complaints.extend(of_point.into_iter().map(|complaint| format!("{sn}: {complaint}")));
                }
                Err(other) => return Err(other),
            }
            affected.push(one);
        }
        if complaints.is_empty() {
            Ok((affected, moved))
        } else {
            Err(PlantError::InvalidRules { complaints: some(complaints) })
        }
    }

    /// The level as it will be; who changed it is noted when it is done.
    fn layer_after(&self, change: &RuleChange, after: &Layers, own: Option<usize>) -> RuleLayer {
        let mut layer = match own {
            Some(place) => {
                let device = &self.points[place].device;
                after.of_point(&Layers::changed_device(device, &change.scope, &change.assignments))
            }
            None => after.get(&change.scope).cloned().unwrap_or_else(|| empty(change.scope.clone())),
        };
        if change.overriding {
            layer.reason.clone_from(&change.reason);
        } else if layer.rules == RuleSet::default() {
            layer.reason = None;
        }
        layer
    }

    fn layer_before(&self, scope: &Scope, own: Option<usize>) -> Option<RuleLayer> {
        match own {
            Some(place) => Some(self.layers.of_point(&self.points[place].device)),
            None => self.layers.get(scope).cloned(),
        }
    }

    /// Keeps a level and its revision. What a point says stands in its device.
    fn keep_layer(&mut self, layer: &RuleLayer) {
        let mut kept = layer.clone();
        if kept.scope.level() == Level::Point {
            kept.rules = RuleSet::default();
        }
        self.rules_revision = kept.revision;
        self.layers.put(kept.clone());
        self.commit.changes.push(Change::Rule(Box::new(kept)));
    }

    fn move_point(&mut self, place: usize, device: Option<Device>, ruled: Ruled, by: &Actor) {
        let point = &mut self.points[place];
        point.lateness.set(ruled.settings.offline_after(), ruled.settings.period());
        (point.settings, point.rules) = (ruled.settings, ruled.rules);
        if let Some(device) = device {
            point.device = device.clone();
            self.commit.changes.push(Change::Device(Box::new(device)));
        }
        self.apply_rules(place, by);
        self.touch(place);
        self.show(place);
    }

    /// With the device itself a person changed what its point is judged by. Of a new device nothing is kept that was said of the
    /// one before it that had its number.
    pub(super) fn note_own_rules(&mut self, sn: &SerialNumber, new: bool, by: &Actor) {
        let scope = Scope::Point(sn.clone());
        let reason = self.layers.get(&scope).and_then(|kept| kept.reason.clone()).filter(|_| !new);
        let (revision, changed) = (self.rules_revision + 1, self.mint.at);
        self.keep_layer(&RuleLayer { revision, changed, by: by.name.clone(), reason, ..empty(scope) });
    }
}

fn empty(scope: Scope) -> RuleLayer {
    let rules = RuleSet::default();
    RuleLayer { scope, rules, revision: 0, changed: Timestamp::EPOCH, by: String::new(), reason: None }
}

/// Letters a refusal names at most: it travels in a header. A dry run and `rule lint` tell all that is not recommended.
const LETTERS: usize = 2_000;

fn not_recommended(affected: &[Affected], foreseen: &[Finding]) -> PlantError {
    let of_points = affected.iter().flat_map(|one| one.findings.iter().map(move |f| format!("{}: {}", one.sn, f.text)));
    PlantError::NotRecommended { findings: some(of_points.chain(foreseen.iter().map(|f| f.text.clone())).collect()) }
}

/// As many of these as a refusal can hold, and how many more there are.
fn some(mut told: Vec<String>) -> Vec<String> {
    let mut letters = 0;
    let fitting = told.iter().take_while(|one| {
        letters += one.len();
        letters <= LETTERS
    });
    let fitting = fitting.count().max(1);
    if let Some(more) = told.len().checked_sub(fitting).filter(|more| *more > 0) {
        told.truncate(fitting);
        told.push(format!("and {more} more"));
    }
    told
}

/// What a point is judged by, or everything that is wrong with it.
pub(super) fn check(
    layers: &Layers,
    sn: &SerialNumber,
    instrument: Option<&ShortName>,
    settings: &PointSettings,
    calibrations: &CalibrationHistory,
    now: Timestamp,
) -> Result<Ruled, PlantError> {
    let settings = layers.resolve(instrument, settings).settings;
    match PointRules::new(&settings, CalibrationFacts::of(calibrations, now)) {
        Ok(rules) => Ok(Ruled { settings, rules }),
        Err(errors) => {
            let complaints = errors.0.iter().map(ToString::to_string).collect();
            Err(PlantError::InvalidSettings { sn: sn.clone(), complaints })
        }
    }
}

/// The same of a device as it is stored. A retired one says for itself: nobody checks a change of the levels above against it.
pub(super) fn check_stored(
    layers: &Layers,
    device: &Device,
    calibrations: &CalibrationHistory,
    now: Timestamp,
) -> Result<Ruled, PlantError> {
    let (above, instrument) = match device.retired {
        None => (layers, device.instrument.as_ref()),
        Some(_) => (&Layers::default(), None),
    };
    check(above, &device.sn, instrument, &device.settings, calibrations, now)
}
