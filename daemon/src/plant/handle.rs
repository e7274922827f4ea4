//! How other rooms speak to the plant: questions and changes, each answered once; changes after they are durable.

use mcs_core::{
    alarm::{Actor, MaskRefusal, Occurrence, SystemCause},
    calibration::{Calibration, CalibrationError, CalibrationHistory, Coefficients},
    device::{Credential, CredentialRecord, Device, Discovered, NewDevice},
    id::{OccurrenceId, SerialNumber, ShortName},
    live::Snapshot,
    reading::ReadingRecord,
    rule::{Layers, RuleChange, RuleOutcome},
    status::Status,
    time::Timestamp,
    zone::{Zone, ZoneState},
};
use tokio::sync::{mpsc, oneshot};

use super::{
    causes::Causes,
    map::{self, MapAsk, MapError},
    mask::{self, MaskAsk},
    state::Plant,
};

/// Why the plant refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PlantError {
    /// Business code 40001.
    #[error("no device {sn}")]
    NoSuchDevice {
        /// The number asked for.
        sn: SerialNumber,
    },
    /// Business code 40002.
    #[error("device {sn} exists already")]
    DeviceExists {
        /// The number given.
        sn: SerialNumber,
    },
    /// The device was changed by somebody else since the caller read it.
    #[error("device {sn} was changed meanwhile: it is at revision {now}, you saw {seen}")]
    RevisionConflict {
        /// The device.
        sn: SerialNumber,
        /// The revision the caller saw.
        seen: u32,
        /// The revision in force.
        now: u32,
    },
    /// Business code 50001.
    #[error("settings of {sn} are not valid: {}", complaints.join("; "))]
    InvalidSettings {
        /// The device.
        sn: SerialNumber,
        /// Everything that is wrong with them.
        complaints: Vec<String>,
    },
    /// Business code 40004.
    #[error("calibration of {sn} is not valid")]
    InvalidCalibration {
        /// The device.
        sn: SerialNumber,
        /// What is wrong with it.
        #[source]
        source: CalibrationError,
    },
    /// A change of rules that cannot be made, at one point or many.
    #[error("{}", complaints.join("; "))]
    InvalidRules {
        /// Everything that is wrong with it.
        complaints: Vec<String>,
    },
    /// A change of rules that is not what is recommended.
    #[error("not as recommended: {}", findings.join("; "))]
    NotRecommended {
        /// What was found.
        findings: Vec<String>,
    },
    /// No such occurrence.
    #[error("no alarm {id}")]
    NoSuchAlarm {
        /// The number asked for.
        id: OccurrenceId,
    },
    /// The life of the alarm does not allow it now.
    #[error("alarm {id}: {why}")]
    AlarmRefused {
        /// The occurrence.
        id: OccurrenceId,
        /// Why, and what to do first.
        why: String,
    },
    /// No such credential to share.
    #[error("no credential {user}")]
    NoSuchCredential {
        /// The name given.
        user: String,
    },
    /// The credential a new device would get still speaks for others.
    #[error("credential {user} still speaks for other devices")]
    CredentialInUse {
        /// The device to add.
        sn: SerialNumber,
        /// The credential.
        user: String,
    },
    /// What a person wants to hide may not be hidden so.
    #[error("{why}")]
    MaskRefused {
        /// Why.
        why: MaskRefusal,
    },
    /// What stands does not allow it now.
    #[error("{subject}: {why}")]
    NotSo {
        /// The point or alarm.
        subject: String,
        /// Why.
        why: String,
    },
    /// No such zone.
    #[error("no zone {name} votes")]
    NoSuchZone {
        /// The name asked for.
        name: ShortName,
    },
    /// The zone was changed by somebody else since the caller read it.
    #[error("the zone {name} was changed meanwhile: it is at revision {now}, you saw {seen}")]
    ZoneConflict {
        /// The zone.
        name: ShortName,
        /// The revision the caller saw.
        seen: u32,
        /// The revision in force.
        now: u32,
    },
    /// The zone cannot vote like that.
    #[error("the zone {name} cannot be set: {why}")]
    InvalidZone {
        /// The zone.
        name: ShortName,
        /// What is wrong.
        why: &'static str,
    },
    /// The map is not changed so.
    #[error(transparent)]
    Map(#[from] MapError),
    /// The machine gives no random numbers, so no secret can be made.
    #[error("the machine gives no random numbers")]
    NoRandomness,
    /// The daemon is going down.
    #[error("the daemon is shutting down")]
    ShuttingDown,
}

/// One answer, given once.
pub type Reply<T> = oneshot::Sender<Result<T, PlantError>>;

/// What acknowledging several alarms did.
#[derive(Debug, Clone, PartialEq)]
pub struct AckAllOutcome {
    /// Those acknowledged now.
    pub acknowledged: Vec<Occurrence>,
}

/// A question to the plant or a change of it.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields are those of the contract")]
pub enum Ask {
    AddDevice {
        new: Box<NewDevice>,
        must_be_discovered: bool,
        by: Actor,
        reply: Reply<(Device, Option<Credential>)>,
    },
    SetDevice {
        device: Box<Device>,
        rotate_secret: bool,
        by: Actor,
        reply: Reply<(Device, Option<Credential>)>,
    },
    RemoveDevice {
        sn: SerialNumber,
        reason: String,
        by: Actor,
        reply: Reply<()>,
    },
    Devices {
        include_retired: bool,
        reply: Reply<Vec<Device>>,
    },
    Device {
        sn: SerialNumber,
        reply: Reply<Device>,
    },
    /// Every point there ever was, with its calibrations.
    Points {
        reply: Reply<Vec<(Device, CalibrationHistory)>>,
    },
    Discovered {
        reply: Reply<Vec<Discovered>>,
    },
    /// What logins are checked against.
    Credentials {
        by: Actor,
        reply: Reply<Vec<CredentialRecord>>,
    },
    Calibrations {
        sn: SerialNumber,
        reply: Reply<Vec<Calibration>>,
    },
    SetCalibration {
        sn: SerialNumber,
        coefficients: Coefficients,
        due: Option<Timestamp>,
        comment: Option<String>,
        by: Actor,
        reply: Reply<Calibration>,
    },
    /// The levels of rules.
    Rules {
        reply: Reply<Layers>,
    },
    ChangeRules {
        change: Box<RuleChange>,
        by: Actor,
        reply: Reply<RuleOutcome>,
    },
    Latest {
        sns: Vec<SerialNumber>,
        reply: Reply<(Timestamp, Vec<ReadingRecord>)>,
    },
    Acknowledge {
        ids: Vec<OccurrenceId>,
        comment: Option<String>,
        by: Actor,
        reply: Reply<Vec<Occurrence>>,
    },
    /// Acknowledges those of the named occurrences that still need it; the rest is passed over.
    AcknowledgeAll {
        ids: Vec<OccurrenceId>,
        comment: Option<String>,
        by: Actor,
        reply: Reply<AckAllOutcome>,
    },
    Reset {
        id: OccurrenceId,
        comment: Option<String>,
        verified: Option<String>,
        by: Actor,
        reply: Reply<Occurrence>,
    },
    /// Masks, the sound, drills.
    Masks(MaskAsk),
    /// The map, and changes of it.
    Map(MapAsk),
    /// Every zone, and every name that a device gives to one.
    Zones {
        reply: Reply<Vec<ZoneState>>,
    },
    SetZone {
        zone: Box<Zone>,
        by: Actor,
        reply: Reply<Zone>,
    },
    RemoveZone {
        name: ShortName,
        reason: String,
        by: Actor,
        reply: Reply<()>,
    },
    Snapshot {
        reply: Reply<Snapshot>,
    },
    Status {
        reply: Reply<Status>,
    },
}

/// A cheap handle to the plant.
#[derive(Debug, Clone)]
pub struct PlantHandle {
    asks: mpsc::Sender<Ask>,
    causes: Causes,
}

impl PlantHandle {
    /// A handle that puts its questions here.
    pub fn new(asks: mpsc::Sender<Ask>) -> Self {
        Self { asks, causes: Causes::default() }
    }

    /// Says that a cause of a `SYSTEM` alarm is present, with what people should know and do, or that it is not. Saying
    /// the same again changes nothing but the text. Never waits: also while the store takes nothing.
    pub fn set_system(&self, cause: SystemCause, present: bool, text: impl Into<String>) {
        self.causes.set(cause, present, text.into());
    }

    /// Where [`Self::set_system`] leaves what it is told, for the plant.
    pub fn causes(&self) -> Causes {
        self.causes.clone()
    }

    /// Asks and waits for the answer.
    ///
    /// ```ignore
    /// let device = plant.ask(|reply| Ask::Device { sn, reply }).await?;
    /// ```
    pub async fn ask<T>(&self, question: impl FnOnce(Reply<T>) -> Ask) -> Result<T, PlantError> {
        let (reply, answer) = oneshot::channel();
        self.asks.send(question(reply)).await.map_err(|_| PlantError::ShuttingDown)?;
        answer.await.map_err(|_| PlantError::ShuttingDown)?
    }
}

/// Answers one question; changes are answered once they are durable.
pub(super) fn answer(plant: &mut Plant, ask: Ask) {
    match ask {
        Ask::AddDevice { new, must_be_discovered, by, reply } => {
            let answer = plant.add_device(*new, must_be_discovered, &by);
            plant.answer_when_durable(reply, answer);
        }
        Ask::SetDevice { device, rotate_secret, by, reply } => {
            let answer = plant.set_device(*device, rotate_secret, &by);
            plant.answer_when_durable(reply, answer);
        }
        Ask::RemoveDevice { sn, reason, by, reply } => {
            let answer = plant.remove_device(&sn, &reason, &by);
            plant.answer_when_durable(reply, answer);
        }
        Ask::SetCalibration { sn, coefficients, due, comment, by, reply } => {
            let answer = plant.set_calibration(&sn, coefficients, due, comment, &by);
            plant.answer_when_durable(reply, answer);
        }
        Ask::ChangeRules { change, by, reply } => {
            let answer = plant.change_rules(&change, &by);
            plant.answer_when_durable(reply, answer);
        }
        Ask::Acknowledge { ids, comment, by, reply } => {
            let answer = plant.acknowledge(&ids, comment.as_deref(), &by);
            plant.answer_when_durable(reply, answer);
        }
        Ask::AcknowledgeAll { ids, comment, by, reply } => {
            let answer = plant.acknowledge_all(&ids, comment.as_deref(), &by);
            plant.answer_when_durable(reply, Ok(answer));
        }
        Ask::Reset { id, comment, verified, by, reply } => {
            let answer = plant.reset(id, comment.as_deref(), verified.as_deref(), &by);
            plant.answer_when_durable(reply, answer);
        }
        Ask::Devices { include_retired, reply } => {
            let points = plant.points.iter().map(|point| &point.device);
            let devices = points.filter(|d| include_retired || d.retired.is_none()).cloned().collect();
            tell(reply, Ok(devices));
        }
        Ask::Device { sn, reply } => {
            tell(reply, plant.place_or_retired(&sn).map(|place| plant.points[place].device.clone()));
        }
        Ask::Points { reply } => {
            let points = plant.points.iter().map(|point| (point.device.clone(), point.calibrations.clone())).collect();
            tell(reply, Ok(points));
        }
        Ask::Discovered { reply } => tell(reply, Ok(plant.discovered.values().cloned().collect())),
        Ask::Credentials { by, reply } => {
            let answer = plant.hand_out_credentials(&by);
            plant.answer_when_durable(reply, Ok(answer));
        }
        Ask::Calibrations { sn, reply } => {
            let answer = plant
                .place_or_retired(&sn)
                .map(|place| plant.points[place].calibrations.all().iter().rev().cloned().collect());
            tell(reply, answer);
        }
        Ask::Rules { reply } => tell(reply, Ok(plant.layers.clone())),
        Ask::Latest { sns, reply } => tell(reply, plant.latest(&sns)),
        Ask::Masks(ask) => mask::answer(plant, ask),
        Ask::Map(ask) => map::answer(plant, ask),
        Ask::Zones { reply } => tell(reply, Ok(plant.zone_states())),
        Ask::SetZone { zone, by, reply } => {
            let answer = plant.set_zone(*zone, &by);
            plant.answer_when_durable(reply, answer);
        }
        Ask::RemoveZone { name, reason, by, reply } => {
            let answer = plant.remove_zone(&name, &reason, &by);
            plant.answer_when_durable(reply, answer);
        }
        Ask::Snapshot { reply } => tell(reply, Ok(plant.snapshot())),
        Ask::Status { reply } => tell(reply, Ok(plant.status())),
    }
}

/// The caller may have gone; then nobody wants the answer.
pub(super) fn tell<T>(reply: Reply<T>, answer: Result<T, PlantError>) {
    let _ = reply.send(answer);
}
