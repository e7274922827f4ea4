//! Makes a simulated plant known to the daemon: devices, limits, places, calibrations, passwords.

use std::collections::HashMap;

use mcs_core::{
    device::{Credential, Device, NewDevice},
    id::{SerialNumber, ShortName},
    time::Span,
};
use mcs_proto::client::Client;
use tokio::task::JoinSet;

use super::{credentials::Credentials, detector::Detector, error::SimError, plant::Plant};

/// How devices are registered.
#[derive(Debug, Clone)]
pub(crate) struct Registration {
    /// The area on whose map they stand.
    pub(crate) area: Option<ShortName>,
    /// Make a new password for each device that is registered already.
    pub(crate) rotate: bool,
    /// Seconds before an alarm returns; `None` is what is usual for the type.
    pub(crate) off_delay_s: Option<u16>,
}

/// Requests under way at a time; each is one durable commit of the daemon, and commits are shared.
const AT_ONCE: usize = 16;

/// Registers what is missing and takes over what is there. Answers with the password of each detector, in their order.
pub(crate) async fn register(
    client: &Client,
    plant: &mut Plant,
    credentials: &mut Credentials,
    how: &Registration,
) -> Result<Vec<Credential>, SimError> {
    let known: HashMap<SerialNumber, Device> =
        client.devices(false).await?.into_iter().map(|device| (device.sn.clone(), device)).collect();
    let period = plant.period;
    for chunk in plant.detectors.chunks_mut(AT_ONCE) {
        let outcome = register_some(client, chunk, &known, credentials, how, period).await;
        // Also after a failure: a password is shown only once.
        credentials.save()?;
        outcome?;
    }
    continue_numbers(client, plant).await?;
    plant
        .detectors
        .iter()
        .map(|detector| {
            credentials
                .get(&detector.sn)
                .cloned()
                .ok_or_else(|| SimError::NoPassword { sn: detector.sn.clone(), path: credentials.path().to_path_buf() })
        })
        .collect()
}

async fn register_some(
    client: &Client,
    detectors: &mut [Detector],
    known: &HashMap<SerialNumber, Device>,
    credentials: &mut Credentials,
    how: &Registration,
    period: Span,
) -> Result<(), SimError> {
    let mut requests = JoinSet::new();
    for (index, detector) in detectors.iter().enumerate() {
        let (client, detector, how) = (client.clone(), detector.clone(), how.clone());
        let task = match known.get(&detector.sn) {
            None => Task::Add,
            Some(device) if how.rotate => Task::Rotate(Box::new(device.clone())),
            Some(_) if credentials.get(&detector.sn).is_some() => Task::TakeOver,
            Some(_) => {
                return Err(SimError::NoPassword { sn: detector.sn, path: credentials.path().to_path_buf() });
            }
        };
        requests.spawn(async move { (index, one(&client, &detector, task, &how, period).await) });
    }
    let mut failure = None;
    while let Some(finished) = requests.join_next().await {
        match finished {
            Ok((index, Ok(outcome))) => {
                detectors[index].calibration = outcome.calibration;
                if let Some(credential) = outcome.credential {
                    credentials.insert(detectors[index].sn.clone(), credential);
                }
            }
            Ok((_, Err(error))) => failure = Some(error),
            Err(panicked) => failure = Some(SimError::Io { what: "register devices", source: panicked.into() }),
        }
    }
    failure.map_or(Ok(()), Err)
}

enum Task {
    Add,
    TakeOver,
    Rotate(Box<Device>),
}

struct Outcome {
    credential: Option<Credential>,
    calibration: mcs_core::calibration::Coefficients,
}

async fn one(
    client: &Client,
    detector: &Detector,
    task: Task,
    how: &Registration,
    period: Span,
) -> Result<Outcome, SimError> {
    let sn = &detector.sn;
    let (credential, is_new) = match task {
        Task::Add => (client.add_device(&new_device(detector, how, period)).await?.1, true),
        Task::Rotate(device) => (client.set_device(&device, true).await?.1, false),
        Task::TakeOver => (None, false),
    };
    // A device that is calibrated already keeps its calibration; its simulated sensor follows it.
    let recorded = if is_new { None } else { client.calibrations(sn).await?.into_iter().next() };
    let calibration = match recorded {
        Some(recorded) => recorded.coefficients,
        None => client.set_calibration(sn, detector.calibration, None, Some("simulated sensor")).await?.coefficients,
    };
    Ok(Outcome { credential, calibration })
}

fn new_device(detector: &Detector, how: &Registration, period: Span) -> NewDevice {
    let mut settings = detector.profile.settings(period);
    settings.rules.off_delay_s = how.off_delay_s.or(settings.rules.off_delay_s);
    NewDevice {
        sn: detector.sn.clone(),
        name: None,
        area: how.area.clone(),
        zone: None,
        instrument: None,
        position: detector.position,
        settings,
        share_user: None,
    }
}

/// Goes on counting where an earlier run ended: a packet number that starts again would look like a device that lost power.
async fn continue_numbers(client: &Client, plant: &mut Plant) -> Result<(), SimError> {
    let names: Vec<SerialNumber> = plant.detectors.iter().map(|detector| detector.sn.clone()).collect();
    let (_, latest) = client.latest(&names).await?;
    let last: HashMap<SerialNumber, u16> =
        latest.into_iter().filter_map(|reading| Some((reading.sn, reading.seq?))).collect();
    for detector in &mut plant.detectors {
        if let Some(seq) = last.get(&detector.sn) {
            detector.seq = seq.wrapping_add(1);
        }
    }
    Ok(())
}
