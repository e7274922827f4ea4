//! The levels above the points, and what a point is judged by when all that is said of it is put together.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Key, Level, Scope, Value};
use crate::{
    device::{Device, PointSettings, RuleSet},
    id::ShortName,
    time::Timestamp,
};

/// What one level says, and who said it last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RuleLayer {
    /// Where it holds.
    pub scope: Scope,
    /// What it says.
    pub rules: RuleSet,
    /// The revision of the plant's rules that it came with.
    pub revision: u32,
    /// When it was changed last.
    pub changed: Timestamp,
    /// Who changed it.
    pub by: String,
    /// Why it says what is not recommended; kept as long as the level says something.
    pub reason: Option<String>,
}

/// Every level of the plant. Of a point only who changed it last is kept here: what it says stands in its device.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layers {
    layers: BTreeMap<Scope, RuleLayer>,
}

/// A point's settings with every rule that is said of it, and where each comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// The settings; their rules are those the point is judged by.
    pub settings: PointSettings,
    /// The level each value that is said comes from.
    pub origins: BTreeMap<Key, Level>,
}

/// A value that a level says of a point, whether or not it is used.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate<'a> {
    pub(super) key: Key,
    pub(super) value: Value,
    pub(super) level: Level,
    /// The layer it comes from; `None` for the point's own.
    pub(super) layer: Option<&'a RuleLayer>,
    /// Why it cannot be used.
    pub(super) unusable: Option<Unusable>,
}

/// Why a value cannot be used for a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unusable {
    /// The type's unit is not the point's.
    OtherUnit,
    /// The level covers points of many units.
    NoUnit,
}

impl Layers {
    /// These levels.
    pub fn new(layers: impl IntoIterator<Item = RuleLayer>) -> Self {
        Self { layers: layers.into_iter().map(|layer| (layer.scope.clone(), layer)).collect() }
    }

    /// What is kept of a level.
    pub fn get(&self, scope: &Scope) -> Option<&RuleLayer> {
        self.layers.get(scope)
    }

    /// A level as it is now.
    pub fn put(&mut self, layer: RuleLayer) {
        self.layers.insert(layer.scope.clone(), layer);
    }

    /// The levels above the points that say something, the furthest first.
    pub fn upper(&self) -> impl Iterator<Item = &RuleLayer> {
        self.layers.values().filter(|layer| layer.scope.level() < Level::Point && layer.rules != RuleSet::default())
    }

    /// The newest revision of the plant's rules; 0 while nobody changed any.
    pub fn revision(&self) -> u32 {
        self.layers.values().map(|layer| layer.revision).max().unwrap_or(0)
    }

    /// What a device says of its own point. Before anybody changed it here, it is as the device was added.
    pub fn of_point(&self, device: &Device) -> RuleLayer {
        let scope = Scope::Point(device.sn.clone());
        let rules = device.settings.rules.clone();
        match self.get(&scope) {
            Some(kept) => RuleLayer { rules, ..kept.clone() },
            None => RuleLayer { scope, rules, revision: 0, changed: device.added, by: String::new(), reason: None },
        }
    }

    /// What a point is judged by.
    pub fn resolve(&self, instrument: Option<&ShortName>, settings: &PointSettings) -> Resolved {
        let mut rules = RuleSet::default();
        let mut origins = BTreeMap::new();
        for candidate in self.candidates(instrument, settings).filter(|candidate| candidate.unusable.is_none()) {
            candidate.key.put(&mut rules, Some(candidate.value));
            origins.insert(candidate.key, candidate.level);
        }
        Resolved { settings: PointSettings { rules, ..settings.clone() }, origins }
    }

    /// The same for the point of a device.
    pub fn of_device(&self, device: &Device) -> Resolved {
        self.resolve(device.instrument.as_ref(), &device.settings)
    }

    /// Everything that is said of a point, the furthest level first.
    pub(super) fn candidates<'a>(
        &'a self,
        instrument: Option<&ShortName>,
        settings: &'a PointSettings,
    ) -> impl Iterator<Item = Candidate<'a>> {
        let scopes = [
            Some(Scope::Site),
            Some(Scope::Type(settings.sensor)),
            instrument.map(|name| Scope::Instrument(name.clone())),
        ];
        let layers = scopes.into_iter().flatten().filter_map(|scope| self.get(&scope));
        let above = layers.flat_map(move |layer| {
            let level = layer.scope.level();
            said(&layer.rules).map(move |(key, value)| {
                let unusable = match level {
                    Level::Site | Level::Instrument if key.measured() => Some(Unusable::NoUnit),
                    Level::Type if key.measured() && settings.unit != settings.sensor.unit() => {
                        Some(Unusable::OtherUnit)
                    }
                    Level::Default | Level::Site | Level::Type | Level::Instrument | Level::Point => None,
                };
                Candidate { key, value, level, layer: Some(layer), unusable }
            })
        });
        let own = said(&settings.rules).map(|(key, value)| Candidate {
            key,
            value,
            level: Level::Point,
            layer: None,
            unusable: None,
        });
        above.chain(own)
    }
}

/// What a set of rules says, in the catalogue's order.
pub(super) fn said(rules: &RuleSet) -> impl Iterator<Item = (Key, Value)> {
    let plain = Key::PLAIN.into_iter().filter_map(|key| Some((key, key.get(rules)?)));
    let priorities = rules.priorities.iter().map(|(of, priority)| (Key::Priority(*of), Value::Priority(*priority)));
    plain.chain(priorities)
}

impl RuleLayer {
    /// What it says, key by key.
    pub fn said(&self) -> impl Iterator<Item = (Key, Value)> {
        said(&self.rules)
    }
}
