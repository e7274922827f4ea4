//! One connection of a device, whatever its protocol version: what it logs in with, what it publishes, how it ends.

use std::{cell::Cell, net::IpAddr, net::SocketAddr, pin::pin, rc::Rc, sync::Arc, time::Instant};

use mcs_core::{
    family::{Family, decode},
    id::SerialNumber,
    topic::Leaf,
};
use ntex::{
    io::OnDisconnect,
    rt,
    util::{Bytes, Either, select},
};

use super::Shared;
use crate::ingest::{
    Grant, Heard, LoginRefusal, Observed, Route, Said, Verdict,
    connections::{Connection, Origin},
    inbox::IngestCounters,
    rules::{SubscribeRefusal, may_publish, may_subscribe, may_will, names_another},
    tls::Certificate,
    verdict_channel,
};

/// Why a connection is closed by us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum LinkError {
    /// It published what it may not, or the plant is gone; what it sent is not acknowledged.
    #[error("publish refused")]
    Refused,
    /// The framework asked for a service without a session.
    #[error("no session")]
    NoSession,
}

impl From<()> for LinkError {
    fn from((): ()) -> Self {
        Self::NoSession
    }
}

/// What a CONNECT says, in both versions.
pub(super) struct Login<'a> {
    pub(super) peer: Option<SocketAddr>,
    pub(super) client_id: &'a str,
    pub(super) user: Option<&'a str>,
    pub(super) password: Option<&'a [u8]>,
    pub(super) will_topic: Option<&'a str>,
}

/// Whether a CONNECT was let in, and if not, why.
pub(super) enum LoginError {
    /// Name or password.
    BadCredentials,
    /// It may not do what it asks for.
    NotAuthorized,
    /// Nothing was checked.
    LockedOut,
}

/// What became of a publish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Acknowledge it.
    Accepted,
    /// It is against the rules.
    Forbidden,
    /// Nobody could take it; its sender must send it again, so the connection is closed.
    Lost,
}

/// One connection of a device.
pub(super) struct Link {
    shared: Shared,
    connection: Arc<Connection>,
    grants: Arc<[Grant]>,
    will: Option<SerialNumber>,
    in_flight: Cell<u32>,
    goodbye: Cell<bool>,
}

impl Link {
    /// Decides a CONNECT.
    pub(super) fn log_in(shared: &Shared, login: &Login<'_>) -> Result<Rc<Self>, LoginError> {
        let proof = login.peer.and_then(|peer| shared.gate.leave(peer));
        let ip = login.peer.map_or(IpAddr::from([0, 0, 0, 0]), |p| p.ip());
        let address = login.peer.map(|p| p.to_string()).unwrap_or_default();
        let user = login.user.unwrap_or_default();
        let password = login.password.unwrap_or_default();
        let member = shared.doorman.admit(user, password, login.client_id, ip, Instant::now()).map_err(|refusal| {
            IngestCounters::count(&shared.inbox.counters.logins_refused);
            match refusal {
                // Whoever is locked out must not fill the log either.
                LoginRefusal::LockedOut => {}
                LoginRefusal::UnknownUser | LoginRefusal::WrongPassword | LoginRefusal::WrongClientId => {
                    tracing::info!(user, client_id = login.client_id, address, %refusal, "login refused");
                }
            }
            match refusal {
                LoginRefusal::UnknownUser => {
                    shared.inbox.knock(login.client_id, user, address.clone(), shared.clock.now().utc);
                    LoginError::NotAuthorized
                }
                LoginRefusal::WrongPassword => LoginError::BadCredentials,
                LoginRefusal::WrongClientId => LoginError::NotAuthorized,
                LoginRefusal::LockedOut => LoginError::LockedOut,
            }
        })?;
        let will = match login.will_topic {
            None => None,
            Some(topic) => {
                let Some(sn) = may_will(&member.grants, topic) else {
                    IngestCounters::count(&shared.inbox.counters.logins_refused);
                    tracing::info!(user, topic, "login refused: its will is not a status of its own");
                    return Err(LoginError::NotAuthorized);
                };
                Some(sn.clone())
            }
        };
        let (certificate, client_certificate) = proof.map(|proof| (proof.certificate, proof.client)).unzip();
        let origin = Origin {
            address,
            listener: Arc::clone(&shared.listener),
            certificate,
            client_certificate: client_certificate.flatten(),
        };
        let connection = shared.connections.enter(user, origin);
        if !shared.doorman.still_holds(user, &member) {
            // Rotated or revoked between the decision and the entry in the table, where its end could not find it.
            shared.connections.leave(&connection);
            return Err(LoginError::NotAuthorized);
        }
        let shown = |certificate: Option<&Arc<Certificate>>| certificate.map(|shown| shown.fingerprint.clone());
        tracing::debug!(
            user,
            connection = connection.id.0,
            listener = &*connection.origin.listener,
            certificate = shown(connection.origin.certificate.as_ref()),
            client_certificate = shown(connection.origin.client_certificate.as_ref()),
            "connected"
        );
        Ok(Rc::new(Self {
            shared: shared.clone(),
            connection,
            grants: member.grants,
            will,
            in_flight: Cell::new(0),
            goodbye: Cell::new(false),
        }))
    }

    /// Idle time for connections without keep-alive.
    pub(super) fn idle_seconds(&self) -> u16 {
        self.shared.limits.idle_seconds
    }

    /// The record in the table of connections.
    pub(super) fn connection(&self) -> Arc<Connection> {
        Arc::clone(&self.connection)
    }

    /// Takes one publish to the plant and waits until it may be acknowledged.
    pub(super) async fn publish(&self, topic: &str, payload: Bytes, acknowledged: bool, retained: bool) -> Outcome {
        IngestCounters::count(&self.shared.inbox.counters.frames);
        let allowed = may_publish(&self.grants, topic).filter(|(sn, _)| !names_another(&payload, sn));
        let Some((sn, leaf)) = allowed else {
            tracing::info!(user = self.connection.user, topic, "publish refused");
            self.report_refusal().await;
            return Outcome::Forbidden;
        };
        let said = self.read(leaf, topic, &payload);
        drop(payload);
        self.in_flight.set(self.in_flight.get() + 1);
        let verdict = self.hand_over(sn.clone(), said, acknowledged, retained).await;
        self.in_flight.set(self.in_flight.get() - 1);
        verdict
    }

    fn read(&self, leaf: Leaf, topic: &str, payload: &[u8]) -> Said {
        let limit = self.shared.limits.payload_bytes;
        let poison = |why: String| Said::Poison {
            topic: topic.to_owned(),
            payload: payload[..payload.len().min(limit)].to_vec(),
            why,
        };
        if payload.len() > limit {
            return poison(format!("{} bytes, the limit is {limit}", payload.len()));
        }
        match decode(Family::Gas, leaf, payload) {
            Ok(observation) => Said::Observation(observation),
            Err(error) => poison(error.to_string()),
        }
    }

    async fn hand_over(&self, sn: SerialNumber, said: Said, acknowledged: bool, retained: bool) -> Outcome {
        let now = self.shared.clock.now();
        let (ack, verdict) = if acknowledged {
            let (ack, verdict) = verdict_channel();
            (Some(ack), Some(verdict))
        } else {
            (None, None)
        };
        let observed = Observed {
            sn,
            route: Route::Endpoint,
            connection: self.connection.id,
            received: now.utc,
            mono: now.mono,
            retained,
            pressed: self.in_flight.get() > 1,
            said,
            ack,
        };
        if !self.shared.inbox.put(Heard::Frame(observed)).await {
            return Outcome::Lost;
        }
        match verdict {
            None => Outcome::Accepted,
            Some(verdict) => {
                let verdict = verdict.await;
                // The framework polls a publish at once when none before it is unanswered, and spawns it otherwise. An answer
                // given while publishes behind it are spawned but not yet polled would let a newer one overtake them, and a
                // reading heard out of order is not judged. By the next turn every spawned one has been heard.
                tokio::task::yield_now().await;
                match verdict {
                    Ok(Verdict::Accepted) => Outcome::Accepted,
                    Ok(Verdict::Refused) | Err(_) => Outcome::Lost,
                }
            }
        }
    }

    async fn report_refusal(&self) {
        IngestCounters::count(&self.shared.inbox.counters.refused);
        if let Some(grant) = self.grants.first() {
            self.hand_over(grant.sn.clone(), Said::Refusal, false, false).await;
        }
    }

    /// Whether it may subscribe to this filter.
    pub(super) fn subscribe(&self, filter: &str) -> Result<(), SubscribeRefusal> {
        may_subscribe(&self.grants, filter).inspect_err(|refusal| {
            tracing::info!(user = self.connection.user, filter, ?refusal, "subscription refused");
        })
    }

    /// It said goodbye: its end is not abnormal.
    pub(super) fn goodbye(&self) {
        self.goodbye.set(true);
    }
}

/// Closes a connection when the table says so; ends with the connection.
pub(super) async fn close_when_ended(connection: Arc<Connection>, gone: OnDisconnect, close: impl FnOnce()) {
    if let Either::Left(()) = select(pin!(connection.ended()), gone).await {
        close();
    }
}

impl Drop for Link {
    /// The last holder is gone: the connection has ended, however it did.
    fn drop(&mut self) {
        self.shared.connections.leave(&self.connection);
        tracing::debug!(user = self.connection.user, connection = self.connection.id.0, "disconnected");
        if self.goodbye.get() || self.connection.ended_by_us() {
            return;
        }
        if let Some(sn) = self.will.take() {
            let inbox = self.shared.inbox.clone();
            let now = self.shared.clock.now();
            let connection = self.connection.id;
            rt::spawn(async move {
                let said = Said::Will;
                let (received, mono) = (now.utc, now.mono);
                let frame = Observed {
                    sn,
                    route: Route::Endpoint,
                    connection,
                    received,
                    mono,
                    retained: false,
                    pressed: false,
                    said,
                    ack: None,
                };
                inbox.put(Heard::Frame(frame)).await;
            });
        }
    }
}
