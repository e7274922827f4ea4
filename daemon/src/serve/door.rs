//! Where devices come in: opens the listeners, and keeps their certificate.

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use mcs_core::{alarm::SystemCause, time::Timestamp};
use tokio::{
    signal::unix::Signal,
    time::{MissedTickBehavior, interval, sleep},
};

use super::ServeError;
use crate::{
    clock::Clock,
    config::Config,
    ingest::{
        Connections, Doorman, Inbox, Roster,
        endpoint::{Endpoint, Limits, Listener, Place, Shared, Transport},
        tls::{Reload, Tls, TlsFiles},
    },
    plant::PlantHandle,
};

/// How often the files of the certificate are looked at.
const LOOK_EVERY: Duration = Duration::from_mins(1);
/// Certificate and key are two files: whoever changes them is given so long for the second.
const SECOND_FILE: Duration = Duration::from_secs(5);

/// The doors of the daemon.
#[derive(Debug, Clone)]
pub(super) struct Doors {
    places: Vec<Place>,
    tls: Option<Tls>,
}

/// Binds every address; the sockets are served later, once there is somebody to hear what comes in.
pub(super) fn open(data: &Path, config: &Config) -> Result<(Vec<Listener>, Doors), ServeError> {
    let tls = certificate(data, config)?;
    let wanted = [
        (Transport::Plain, &config.mqtt),
        (Transport::Tls, &config.tls.mqtts),
        (Transport::Web, &config.tls.ws),
        (Transport::WebTls, &config.tls.wss),
    ];
    let mut listeners = Vec::new();
    for (transport, addresses) in wanted {
        for &address in addresses {
            let socket = TcpListener::bind(address).and_then(|l| l.set_nonblocking(true).map(|()| l));
            let socket = socket.map_err(|source| ServeError::Listen { address, source })?;
            let place = Place { transport, address: socket.local_addr().unwrap_or(address) };
            listeners.push(Listener { place, socket, tls: tls.clone() });
        }
    }
    let doors = Doors { places: listeners.iter().map(|listener| listener.place).collect(), tls };
    if let Some(why) = doors.exposed() {
        tracing::warn!("{why}");
    }
    Ok((listeners, doors))
}

/// Lets devices in; nobody, where they publish to a broker only.
pub(super) async fn serve(
    listeners: Vec<Listener>,
    config: &Config,
    (roster, connections): (Roster, Connections),
    inbox: &Inbox,
    clock: Clock,
) -> Result<Option<Endpoint>, ServeError> {
    if listeners.is_empty() {
        return Ok(None);
    }
    let limits = Limits { workers: config.workers, connections: config.max_connections, ..Limits::default() };
    let doorman = Arc::new(Doorman::new(roster)?);
    Ok(Some(Endpoint::start(listeners, Shared::new(doorman, connections, inbox.clone(), clock, limits)).await?))
}

fn certificate(data: &Path, config: &Config) -> Result<Option<Tls>, ServeError> {
    let (Some(cert), Some(key)) = (&config.tls.cert, &config.tls.key) else { return Ok(None) };
    // What is relative is in the data directory.
    let place = |path: &PathBuf| data.join(path);
    let files = TlsFiles { cert: place(cert), key: place(key), client_ca: config.tls.client_ca.as_ref().map(place) };
    let tls = Tls::load(files)?;
    if tls.files().key_is_open() {
        tracing::warn!(key = %tls.files().key.display(), "everybody on this machine can read the key of the certificate");
    }
    Ok(Some(tls))
}

impl Doors {
    /// Where devices connect, as `mcsctl status` shows it.
    pub(super) fn addresses(&self) -> Vec<String> {
        self.places.iter().map(ToString::to_string).collect()
    }

    /// What somebody should do about them, if anything.
    pub(super) fn fault(&self, now: Timestamp) -> Option<String> {
        self.tls.as_ref().and_then(|tls| tls.fault(now)).or_else(|| self.exposed())
    }

    fn exposed(&self) -> Option<String> {
        let exposed: Vec<_> = self.places.iter().filter(|place| place.exposed()).map(ToString::to_string).collect();
        let text = "devices connect without TLS on";
        let advice = "others on that network can read their secrets; use ingest.mqtts";
        (!exposed.is_empty()).then(|| format!("{text} {}: {advice}", exposed.join(", ")))
    }

    /// Keeps the certificate: looks at its files each minute and when told to, and says in an alarm what is wrong with it.
    pub(super) async fn keep(
        self,
        plant: PlantHandle,
        clock: Clock,
        mut hangup: Signal,
        stop: impl Future<Output = ()>,
    ) {
        tokio::pin!(stop);
        let mut every = interval(LOOK_EVERY);
        every.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut said = None;
        loop {
            let asked = tokio::select! {
                _ = every.tick() => false,
                hung_up = hangup.recv() => hung_up.is_some(),
                () = &mut stop => return,
            };
            let Some(tls) = &self.tls else { continue };
            let mut came = tls.reload(asked, clock.now().utc);
            if !asked && matches!(came, Reload::Kept(_)) {
                sleep(SECOND_FILE).await;
                came = tls.reload(true, clock.now().utc);
            }
            match came {
                Reload::Unchanged => {}
                Reload::Swapped(certificate) => {
                    let (fingerprint, ends) = (&*certificate.fingerprint, certificate.end_day());
                    tracing::info!(fingerprint, ends, "new connections get the certificate as it is now");
                }
                Reload::Kept(why) => tracing::warn!(why, "the new certificate is not used"),
            }
            let fault = tls.fault(clock.now().utc);
            if fault != said {
                plant.set_system(SystemCause::Certificate, fault.is_some(), fault.clone().unwrap_or_default());
                said = fault;
            }
        }
    }
}
