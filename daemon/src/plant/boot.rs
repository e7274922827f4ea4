//! How the plant comes back: what the store remembers, and the readings its saved judgements had not seen.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use mcs_core::{
    alarm::{Actor, Changes, Judged, PointAlarms, SystemAlarms},
    device::Device,
    evaluation::value_of,
    id::{PointId, ShortName},
    identity::{IdentityWindow, Known, SeqGaps, fingerprint_of},
    lateness::{Lateness, Place, Timing},
    ledger::Counts,
    observation::Sample,
    reading::{Flags, Quality, Reading},
    rule::Layers,
    sentence,
    time::{Now, Timestamp},
};

use super::{
    Causes, EarlyAlarms, Feed,
    link::BrokerLink,
    map::Pages,
    mint::PlantMint,
    point::{Latest, Point},
    rules::{Ruled, check_stored},
    state::{Confirmed, Plant, SavedPoint},
    watch::{Rates, Traffic},
    zone::Zones,
};
use crate::{
    clock::Clock,
    ingest::{Connections, Roster},
    store::{Boot, Commit, OpenError, RowId, StoreHandle},
};

/// Why the plant cannot come back.
#[derive(Debug, thiserror::Error)]
pub enum BootError {
    /// The store cannot be read.
    #[error("the stored readings cannot be read")]
    Tail(#[from] OpenError),
    /// A saved state is from another version.
    #[error("the saved state of point {point} cannot be read")]
    State {
        /// The point.
        point: PointId,
        /// What is wrong with it.
        #[source]
        source: serde_json::Error,
    },
    /// The saved state of a zone is from another version.
    #[error("the saved state of the zone {zone} cannot be read")]
    ZoneState {
        /// The zone.
        zone: ShortName,
        /// What is wrong with it.
        #[source]
        source: serde_json::Error,
    },
    /// The saved state of the system alarms is from another version.
    #[error("the saved state of the system alarms cannot be read")]
    SystemState(#[source] serde_json::Error),
    /// Stored settings are no longer valid.
    #[error("stored settings are not valid")]
    Settings(#[from] super::PlantError),
}

/// What the plant needs of the rest of the daemon.
pub struct Surroundings {
    /// The clocks.
    pub clock: Clock,
    /// Where commits go.
    pub store: StoreHandle,
    /// The newest commit whose alarm steps are durable.
    pub confirmed: Confirmed,
    /// Who may connect.
    pub roster: Roster,
    /// Who is connected.
    pub connections: Connections,
    /// Live clients.
    pub feed: Box<dyn Feed>,
    /// What other rooms say of the system.
    pub causes: Causes,
    /// The emergency path.
    pub early: Box<dyn EarlyAlarms>,
    /// Where devices connect, for the status.
    pub mqtt: Vec<String>,
}

impl Plant {
    /// Brings the plant back as it was, judges what its saved state had not seen, and notes that the daemon was down.
    pub fn boot(boot: Boot, around: Surroundings) -> Result<Self, BootError> {
        let now = around.clock.now();
        let (tails, cut) = read_tails(&boot)?;
        let system = restore_system(boot.system_state.as_deref(), now)?;
        let layers = Layers::new(boot.rules);
        let mut plant = Self {
            clock: around.clock,
            started: now.utc,
            site: boot.site,
            calendar: boot.calendar,
            points: Vec::with_capacity(boot.devices.len()),
            by_sn: HashMap::new(),
            by_point: HashMap::new(),
            next_point: boot.next_point,
            rules_revision: layers.revision(),
            layers,
            credentials: HashMap::new(),
            discovered: boot.discovered.into_iter().map(|d| (d.sn.clone(), d)).collect(),
            zones: Zones::new(boot.next_zone),
            pages: Pages::new(boot.map),
            system,
            rates: Rates::default(),
            mint: PlantMint::new(boot.next_occurrence),
            changes: Changes::default(),
            commit: Commit::default(),
            next_seq: 0,
            unsettled: std::collections::VecDeque::new(),
            touched: Vec::new(),
            shown: Vec::new(),
            system_shown: false,
            counters: Arc::default(),
            store: around.store,
            confirmed: around.confirmed,
            roster: around.roster,
            connections: around.connections,
            feed: around.feed,
            causes: around.causes,
            early: around.early,
            link: BrokerLink::new(around.mqtt.is_empty()),
            mqtt: around.mqtt,
            silence: None,
        };
        plant.mint.at = now.utc;
        let mut tails = tails;
        for device in boot.devices {
            let place = plant.points.len();
            let calibrations = boot.calibrations.get(&device.point).cloned().unwrap_or_default();
            let ruled = check_stored(&plant.layers, &device, &calibrations, now.utc)?;
            let tail = tails.remove(&device.point).unwrap_or_default();
            let saved = boot.point_states.get(&device.point);
            let upto = saved.map_or(RowId(0), |saved| saved.upto);
            let saved: Option<SavedPoint> = saved
                .map(|saved| serde_json::from_slice(&saved.json))
                .transpose()
                .map_err(|source| BootError::State { point: device.point, source })?;
            let (alarms, lateness, gaps) = judgement(saved, &device, &ruled, &tail, now);
            plant.by_point.insert(device.point, place);
            if device.retired.is_none() {
                plant.by_sn.insert(device.sn.clone(), place);
            }
            plant.points.push(Point {
                user: None,
                settings: ruled.settings,
                rules: ruled.rules,
                calibrations,
                alarms,
                lateness,
                identity: IdentityWindow::restore(
                    tail.iter().map(|(_, reading)| known(reading)),
                    if cut.contains(&device.point) { Some(tail_newest(&tail)) } else { tail_older(&tail) },
                ),
                gaps,
                latest: None,
                route: None,
                traffic: Traffic::default(),
                zone: None,
                ballot: None,
                shown_freshness: mcs_core::live::Freshness::NotCommissioned,
                state_changed: false,
                shown_changed: false,
                device,
            });
            plant.replay(place, upto, &tail, now);
        }
        plant.bring_zones_back(boot.zones, &boot.zone_states, now)?;
        for row in boot.credentials {
            for place in row.grants.iter().filter_map(|id| plant.by_point.get(id)) {
                if row.revoked.is_none() {
                    plant.points[*place].user = Some(row.user.clone());
                }
            }
            plant.publish_credential(&row);
            plant.credentials.insert(row.user.to_string(), row);
        }
        if let Some(last) = boot.last_run {
            plant.note_downtime(last.alive, last.stopped.is_some(), now);
        }
        Ok(plant)
    }

    /// Judges again what was stored after the state was saved. Nothing but running values can come of it, because
    /// whatever changes a state is saved with the reading that changed it; should a transition come of it all the same,
    /// it was never told, and is told now.
    fn replay(&mut self, place: usize, upto: RowId, tail: &[(RowId, Reading)], now: Now) {
        for (row, reading) in tail {
            let live = is_live(reading);
            let point = &mut self.points[place];
            let value = value_of(reading, &point.calibrations);
            if *row > upto {
                let sample = Sample {
                    ts: reading.ts,
                    seq: reading.seq,
                    channels: reading.channels,
                    err: reading.err,
                    ..Sample::default()
                };
                let at = Now { utc: reading.received, mono: now.mono + (reading.received - now.utc) };
                // What it decided then is stored; only its memory is brought up to date.
                point.lateness.judge(&sample, Place::Alone, at.utc, at.mono);
                let timing = if live { Timing::Live } else { Timing::Late };
                let mut counts = Counts::default();
                if let Some(seq) = reading.seq {
                    point.gaps.note(seq, timing, reading.time, &mut counts);
                }
                let skew = reading.ts.map(|_| point.lateness.skew());
                let judged = Judged::of(&point.rules, reading, value, skew, counts.restarts > 0);
                if reading.flags.has(Flags::LATE) {
                    point.alarms.hear_late(&point.rules, &judged, at, &mut self.mint, &mut self.changes);
                } else {
                    point.alarms.hear(&point.rules, &judged, at, &mut self.mint, &mut self.changes);
                }
            }
            if live {
                let quality = Quality::of(reading.flags, reading.err);
                point.latest = Some(Latest { reading: reading.clone(), value, quality });
            }
            if *row > upto {
                self.take_changes(place);
            }
        }
        let by = Actor { name: "mcsd".into() };
        self.apply_rules(place, &by);
    }

    fn note_downtime(&mut self, alive: Timestamp, in_order: bool, now: Now) {
        let text = if in_order { sentence::WAS_STOPPED } else { sentence::WAS_DOWN }.with(&[&alive, &now.utc]);
        self.system.was_down(alive, Some(&text), now, &mut self.mint, &mut self.changes);
        self.take_system_changes();
    }
}

/// The alarms of the system as they were.
fn restore_system(saved: Option<&[u8]>, now: Now) -> Result<SystemAlarms, BootError> {
    let Some(saved) = saved else { return Ok(SystemAlarms::new()) };
    let saved = serde_json::from_slice(saved).map_err(BootError::SystemState)?;
    Ok(SystemAlarms::restore(saved, now))
}

type Tail = Vec<(RowId, Reading)>;

/// What a point's judge knew, or knows of a point nobody has heard of.
fn judgement(
    saved: Option<SavedPoint>,
    device: &Device,
    ruled: &Ruled,
    tail: &Tail,
    now: Now,
) -> (PointAlarms, Lateness, SeqGaps) {
    match saved {
        Some(saved) => {
            let last = tail.iter().rev().find(|(_, reading)| is_live(reading)).map(|(_, reading)| reading.time);
            (PointAlarms::restore(saved.alarms, &ruled.rules, last, now), saved.lateness, saved.gaps)
        }
        None => (
            PointAlarms::new(device.point, device.sn.clone(), now),
            Lateness::new(ruled.settings.offline_after(), ruled.settings.period()),
            SeqGaps::new(),
        ),
    }
}

/// The newest readings of each point, and the points of which others are stored that were not read.
fn read_tails(boot: &Boot) -> Result<(HashMap<PointId, Tail>, HashSet<PointId>), OpenError> {
    let mut tails: HashMap<PointId, Tail> = HashMap::new();
    let cut = boot.tail(IdentityWindow::CAPACITY + 1, &mut |row, reading| {
        tails.entry(reading.point).or_default().push((row, reading));
    })?;
    Ok((tails, cut))
}

fn is_live(reading: &Reading) -> bool {
    !reading.flags.any(Flags::LATE.with(Flags::OUT_OF_ORDER))
}

/// The newest arrival that the identity window no longer holds.
fn tail_older(tail: &Tail) -> Option<Timestamp> {
    let gone = tail.len().checked_sub(IdentityWindow::CAPACITY + 1)?;
    tail.get(gone).map(|(_, reading)| reading.received)
}

/// A bound for the arrival of what was not read, where it may have arrived between what was.
fn tail_newest(tail: &Tail) -> Timestamp {
    let newest = tail.iter().map(|(_, reading)| reading.received).max();
    newest.unwrap_or(Timestamp::from_micros(i64::MAX / 2))
}

fn known(reading: &Reading) -> Known {
    Known { ts: reading.ts, seq: reading.seq, hash: fingerprint_of(reading), received: reading.received }
}
