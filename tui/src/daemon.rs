//! The connection to the daemon: one task that watches the plant, and small ones for what is asked.
//!
//! It follows the live stream, goes on where it stopped after a loss, and begins anew when revisions do not follow
//! each other. It never decides what the screen shows.

mod map;
mod study;

use std::{path::PathBuf, time::Duration};

use mcs_core::{
    alarm::{AlarmRef, MaskKind, MaskWish},
    live::{LiveMessage, Update},
    site::Role,
};
use mcs_proto::{
    API_LEVEL,
    client::{Client, ClientError},
};
use tokio::{
    sync::{mpsc, watch},
    task::JoinHandle,
    time::{sleep, timeout},
};
use tokio_stream::StreamExt as _;

use crate::{
    action::{Action, Change},
    event::{Access, AcknowledgedAll, Done, Event, Link, Loss, Refusal, Reply},
};

/// Longest wait for the answer to a request.
const DEADLINE: Duration = Duration::from_secs(5);
/// A stream that says nothing for this long is dead, whatever the socket says.
const SILENCE: Duration = Duration::from_secs(10);
/// Between two attempts: doubled from the first to the second, so that a daemon that comes back is found within a second.
const RETRY: (Duration, Duration) = (Duration::from_millis(100), Duration::from_millis(800));

/// The connection.
#[derive(Debug)]
pub struct Daemon {
    client: watch::Receiver<Option<Client>>,
    events: mpsc::Sender<Event>,
    trend: Option<JoinHandle<()>>,
}

impl Daemon {
    /// Begins to watch the daemon on this socket; what is heard goes into `events`.
    ///
    /// With `at_most` the daemon judges everything asked as if our role were no higher than that.
    pub fn watch(socket: PathBuf, at_most: Option<Role>, events: mpsc::Sender<Event>) -> Self {
        let (found, client) = watch::channel(None);
        tokio::spawn(follow(Door { socket, at_most }, found, events.clone()));
        Self { client, events, trend: None }
    }

    /// Asks the daemon. The answer comes as an event. Actions that are not for the daemon are let be.
    pub fn ask(&mut self, action: Action) {
        let client = self.client.borrow().clone();
        let events = self.events.clone();
        let is_trend = matches!(action, Action::Trend { .. });
        let task = tokio::spawn(async move {
            if let Some(reply) = answer(client, action).await {
                // Nobody listens only when the program ends.
                let _ = events.send(Event::Reply(reply)).await;
            }
        });
        if is_trend && let Some(older) = self.trend.replace(task) {
            older.abort();
        }
    }
}

async fn answer(client: Option<Client>, action: Action) -> Option<Reply> {
    let client = client.ok_or(Refusal::Lost);
    match action {
        Action::Acknowledge { id } => Some(Reply::Acknowledged(match client {
            Ok(client) => client.acknowledge(&[id], None).await.map_err(refusal),
            Err(lost) => Err(lost),
        })),
        Action::AcknowledgeAll { boot_id, rev, comment } => Some(Reply::AcknowledgedAll(match client {
            Ok(client) => {
                let done = client.acknowledge_all(&boot_id, rev, comment.as_deref()).await;
                let done = done.map(|all| AcknowledgedAll { acknowledged: all.acknowledged, newer: all.newer });
                done.map_err(refusal)
            }
            Err(lost) => Err(lost),
        })),
        Action::Trend { sn, request, from, to, every } => {
            let (result, damaged) =
                match in_time(client, async |client| study::trend(&client, &sn, from, to, every).await).await {
                    Ok((intervals, damaged)) => (Ok(intervals), damaged),
                    Err(refusal) => (Err(refusal), Vec::new()),
                };
            Some(Reply::Trend { sn, request, result, damaged })
        }
        Action::Study { sn, request, day } => {
            let result = in_time(client, async |client| study::study(&client, &sn, &day).await).await;
            Some(Reply::Study { request, result: result.map(Box::new) })
        }
        Action::Story { id } => {
            let result = in_time(client, async |client| study::story(&client, id).await).await;
            Some(Reply::Story { id, result: result.map(Box::new) })
        }
        Action::History { request, before } => {
            let result = in_time(client, async |client| study::history(&client, before).await).await;
            Some(Reply::History { request, result })
        }
        Action::Change(what) => Some(Reply::Changed(match client {
            Ok(client) => change(&client, what).await.map_err(refusal),
            Err(lost) => Err(lost),
        })),
        Action::Map => Some(map::map(client).await),
        Action::Picture(id) => Some(map::picture(client, id).await),
        Action::Place(moves) => Some(map::place(client, moves).await),
        Action::Figures { from, to } => Some(Reply::Figures(match client {
            Ok(client) => client.measure_alarms(from, to, 1).await.map(Box::new).map_err(refusal),
            Err(lost) => Err(lost),
        })),
        Action::Quit | Action::Sound(_) | Action::Copy(_) | Action::Suspend | Action::Redraw | Action::Mouse(_) => None,
    }
}

/// Does it and says what was done.
async fn change(client: &Client, change: Change) -> Result<Done, ClientError> {
    match change {
        Change::Reset { id, comment, verified } => {
            let alarm = client.reset(id, comment.as_deref(), verified.as_deref()).await?;
            Ok(Done::Reset(alarm.condition))
        }
        Change::Shelve { id, reason, length, watcher } => {
            let wish = MaskWish { reason, span: length, watcher, work_order: None };
            let mask = client.shelve(&AlarmRef::Occurrence(id), &wish).await?;
            Ok(Done::Shelved(mask.condition))
        }
        Change::Unshelve { id } => {
            let mask = client.unshelve(&AlarmRef::Occurrence(id), None).await?;
            Ok(Done::Unshelved(mask.condition))
        }
        Change::Inhibit { sn, reason, length, second } => {
            let wish = MaskWish { reason, span: length, ..MaskWish::default() };
            client.inhibit(&sn, &wish, second.as_ref()).await?;
            Ok(Done::Inhibited(sn))
        }
        Change::Uninhibit { sn, kind: MaskKind::OutOfService } => {
            client.return_to_service(&sn, None).await?;
            Ok(Done::InService(sn))
        }
        Change::Uninhibit { sn, kind: _ } => {
            client.uninhibit(&sn, None).await?;
            Ok(Done::Judged(sn))
        }
        Change::Silence => {
            client.silence().await?;
            Ok(Done::Silent)
        }
    }
}

/// What is asked, or why it cannot be had. Streams have no deadline of their own.
async fn in_time<T>(
    client: Result<Client, Refusal>,
    ask: impl AsyncFnOnce(Client) -> Result<T, ClientError>,
) -> Result<T, Refusal> {
    match timeout(DEADLINE, ask(client?)).await {
        Ok(result) => result.map_err(refusal),
        Err(_) => Err(Refusal::NoAnswer),
    }
}

fn refusal(error: ClientError) -> Refusal {
    match error {
        ClientError::Refused { message, advice, .. } => Refusal::Said { message, advice },
        ClientError::Unreachable { .. }
        | ClientError::Timeout { .. }
        | ClientError::SocketPath { .. }
        | ClientError::Protocol { .. } => Refusal::Said { message: error.to_string(), advice: String::new() },
    }
}

/// Where the daemon is, and as what we come.
struct Door {
    socket: PathBuf,
    at_most: Option<Role>,
}

impl Door {
    async fn open(&self) -> Result<Client, ClientError> {
        match self.at_most {
            Some(role) => Client::connect_at_most(&self.socket, DEADLINE, role).await,
            None => Client::connect(&self.socket, DEADLINE).await,
        }
    }
}

/// Connects, watches, and does both again, until nobody listens.
async fn follow(door: Door, found: watch::Sender<Option<Client>>, events: mpsc::Sender<Event>) {
    let mut place = None;
    let mut wait = RETRY.0;
    loop {
        let before = place.clone();
        let why = match listen(&door, &mut place, &found, &events).await {
            Ok(Ended::Unheard) => return,
            Ok(Ended::Gap) => {
                place = None;
                continue;
            }
            Ok(Ended::Silent) => Loss::Silent,
            Ok(Ended::Closed) => Loss::Closed,
            Err(error) => Loss::Failed(words(&error)),
        };
        found.send_replace(None);
        if events.send(Event::Daemon(Link::Lost { why })).await.is_err() {
            return;
        }
        if place != before {
            wait = RETRY.0;
        }
        sleep(wait).await;
        wait = (wait * 2).min(RETRY.1);
    }
}

/// Why listening ended without an error.
enum Ended {
    /// Nobody listens to us.
    Unheard,
    /// The daemon ended the stream.
    Closed,
    /// The daemon said nothing for too long.
    Silent,
    /// A revision is missing: only a snapshot helps.
    Gap,
}

/// Watches one connection until it ends. `place` is the last boot and revision heard.
async fn listen(
    door: &Door,
    place: &mut Option<(String, u64)>,
    found: &watch::Sender<Option<Client>>,
    events: &mpsc::Sender<Event>,
) -> Result<Ended, ClientError> {
    let client = door.open().await?;
    let info = client.info().await?;
    let access = Access { role: info.role, version: info.version, newer: info.api_level > API_LEVEL };
    let mut stream = client.watch(place.clone()).await?;
    found.send_replace(Some(client));
    if events.send(Event::Daemon(Link::Connected(access))).await.is_err() {
        return Ok(Ended::Unheard);
    }
    loop {
        let message = match timeout(SILENCE, stream.next()).await {
            Ok(Some(message)) => message?,
            Ok(None) => return Ok(Ended::Closed),
            Err(_) => return Ok(Ended::Silent),
        };
        if !follows(place.as_ref(), &message) {
            return Ok(Ended::Gap);
        }
        *place = Some((message.boot_id.clone(), message.rev));
        if events.send(Event::Daemon(Link::Update(Box::new(message)))).await.is_err() {
            return Ok(Ended::Unheard);
        }
    }
}

/// Whether a message can be applied to what was heard before it.
fn follows(place: Option<&(String, u64)>, message: &LiveMessage) -> bool {
    let same_boot = place.filter(|(boot, _)| *boot == message.boot_id);
    match (&message.update, same_boot) {
        (Update::Snapshot(_), _) => true,
        (Update::Delta(_), Some((_, rev))) => message.rev == rev + 1,
        (Update::Heartbeat { .. }, Some((_, rev))) => message.rev == *rev,
        (Update::Delta(_) | Update::Heartbeat { .. }, None) => false,
    }
}

/// An error with its causes in one line.
fn words(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !words.contains(&more) {
            words = format!("{words}: {more}");
        }
        cause = error.source();
    }
    words
}

#[cfg(test)]
mod tests {
    use mcs_core::{
        live::{Delta, Snapshot},
        site::Site,
        time::Timestamp,
    };

    use super::*;

    fn message(boot: &str, rev: u64, update: Update) -> LiveMessage {
        LiveMessage { boot_id: boot.into(), rev, update }
    }
    fn delta() -> Update {
        let now = Timestamp::EPOCH;
        let (points, removed) = (Vec::new(), Vec::new());
        Update::Delta(Box::new(Delta {
            now,
            points,
            removed,
            alarms: Vec::new(),
            transitions: Vec::new(),
            silent_until: None,
            map: None,
        }))
    }
    fn snapshot() -> Update {
        let site = Site { name: String::new(), tz: String::new() };
        Update::Snapshot(Box::new(Snapshot {
            site,
            now: Timestamp::EPOCH,
            points: Vec::new(),
            alarms: Vec::new(),
            silent_until: None,
            map: mcs_core::map::MapRevision::default(),
        }))
    }

    #[test]
    fn a_delta_must_follow_the_revision_before_it_and_a_snapshot_need_not() {
        let place = Some(("b".to_owned(), 7));
        let place = place.as_ref();
        assert!(follows(place, &message("b", 8, delta())));
        assert!(!follows(place, &message("b", 9, delta())));
        assert!(!follows(place, &message("b", 7, delta())));
        assert!(!follows(place, &message("c", 8, delta())));
        assert!(!follows(None, &message("b", 1, delta())));
        assert!(follows(place, &message("c", 1, snapshot())));
        assert!(follows(place, &message("b", 7, Update::Heartbeat { now: Timestamp::EPOCH })));
        assert!(!follows(place, &message("b", 8, Update::Heartbeat { now: Timestamp::EPOCH })));
    }
}
