//! A served control socket in a temporary directory.

use std::{path::Path, sync::Arc, time::Duration};

use futures_util::FutureExt as _;
use mcs_core::{id::UserName, identity::fingerprint_of, site::Role, status::Status, time::Timestamp};
use mcs_proto::client::{Client, ClientError};
use tempfile::TempDir;
use tokio::task::JoinHandle;

use super::{
    intake::FakeIntake,
    plant::{FakePlant, site},
    store::FakeStore,
};
use crate::{
    access::{AccessRule, AccessTable, Who},
    archive::{self, ArchiveSettings},
    backup::{Backups, Place},
    clock::Clock,
    notify::{self, NotifyHandle, Poke, SettingsHandle},
    rpc::{
        Calls, ServeError, Services, SocketLock,
        live::{self, LiveFeed},
        serve,
    },
    schedule::{self, Job, When},
    secret::Vault,
    store::{Calendar, NoOutlet, Person, Store, StoreHandle, StoreOptions},
    target::Targets,
};

pub(super) const DEADLINE: Duration = Duration::from_secs(10);

pub(super) struct Server {
    pub(super) plant: FakePlant,
    pub(super) intake: FakeIntake,
    _feed: LiveFeed,
    pub(super) calls: Calls,
    pub(super) dir: TempDir,
    pub(super) store: StoreHandle,
    pub(super) task: JoinHandle<Result<(), ServeError>>,
    pub(super) stop: tokio::sync::oneshot::Sender<()>,
}

impl Server {
    /// Serves; whoever runs the test has this role.
    pub(super) fn start(role: Option<Role>) -> Self {
        Self::with(role, FakePlant::default(), FakeStore::default())
    }

    pub(super) fn with(role: Option<Role>, plant: FakePlant, store: FakeStore) -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let lock = SocketLock::take(dir.path().join("mcsd.sock")).expect("the lock");
        let socket = lock.bind(None).expect("the socket");
        let who = Who::Uid(nix::unistd::getuid().as_raw());
        let rules: Vec<AccessRule> = role.map(|role| AccessRule { who, role }).into_iter().collect();
        // Owner and group are somebody else, so that only the rule counts.
        let access = Arc::new(AccessTable::new(u32::MAX - 1, u32::MAX - 1, &rules).expect("nothing to look up"));
        let (clock, asks) = (Clock::start(), plant.start());
        let (feed, live, live_task) = live::start("BOOT".into(), clock, asks.clone());
        tokio::spawn(live_task.run());
        let (real, calendar) = real_store(dir.path());
        let kept = real.clone();
        let place = Place::Folder { path: dir.path().join("backup"), make: true };
        let backups = Backups::new(real.clone(), dir.path(), place, 2, clock);
        let targets = Targets::new(real.clone(), Vault::new(dir.path()), dir.path());
        let (archive, archive_task) = archive::start(
            dir.path(),
            (site(), calendar.clone()),
            real.clone(),
            targets.clone(),
            archive_settings(),
            clock,
            std::future::pending(),
        );
        tokio::spawn(archive_task);
        let (jobs, runner) = schedule::start(vec![job(&backups)], real.clone(), calendar, clock);
        tokio::spawn(runner.run(std::future::pending()));
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let notify = tell_nobody(dir.path(), &real, clock);
        let (calls, intake) = (Calls::default(), FakeIntake::default());
        let services = Services {
            site: site(),
            version: "1.2.3".into(),
            clock,
            plant: asks,
            history: Arc::new(store),
            intake: Arc::new(intake.clone()),
            live,
            access,
            calendar: Calendar::new(&site()).expect("a known zone"),
            targets,
            archive,
            calls: calls.clone(),
            jobs: jobs.clone(),
            backups,
            broker: None,
            notices: SettingsHandle::new(real.clone(), Vault::new(dir.path()), notify.settings_poke().clone()),
            notify,
            store: real.clone(),
            retention_days: Some(400),
            settings: Arc::from([]),
        };
        let task = tokio::spawn(serve(socket, services, async {
            let _ = stopped.await;
        }));
        Self { plant, intake, _feed: feed, calls, dir, store: kept, task, stop }
    }

    pub(super) async fn client(&self) -> Client {
        Client::connect(&self.dir.path().join("mcsd.sock"), DEADLINE).await.expect("a connection")
    }

    /// A client that asks to be no more than this.
    pub(super) async fn client_at_most(&self, role: Role) -> Client {
        let socket = self.dir.path().join("mcsd.sock");
        Client::connect_at_most(&socket, DEADLINE, role).await.expect("a connection")
    }
}

/// A store of its own, for what is asked about stores.
fn real_store(dir: &Path) -> (StoreHandle, Calendar) {
    let name = UserName::new("admin").expect("a name");
    let admin = Person { name, password_hash: "x".into(), role: Role::Admin, added: Timestamp::EPOCH, disabled: None };
    Store::create(dir, &site(), &admin).expect("a database");
    let options = StoreOptions::new(fingerprint_of);
    let (store, boot) = Store::open(dir, options, Box::new(NoOutlet)).expect("it opens");
    (store, boot.calendar)
}

/// The room of notices, whose channels cannot be opened.
fn tell_nobody(data: &Path, store: &StoreHandle, clock: Clock) -> NotifyHandle {
    let (_, early) = notify::emergency_queue();
    let (going_on, stop) = tokio::sync::watch::channel(false);
    let (handle, task) = notify::start(notify::Surroundings {
        data,
        store: store.clone(),
        vault: Vault::new(data),
        site: site(),
        clock,
        early,
        poke: Poke::default(),
        open: Arc::new(|_, _| Err("there is no way out of a test".to_owned())),
        causes: Box::new(|_, _, _| ()),
        stop,
    });
    tokio::spawn(async move {
        let _going_on = going_on;
        task.await;
    });
    handle
}

fn archive_settings() -> ArchiveSettings {
    ArchiveSettings { enabled: true, target: "archive".into(), prefix: "archive".into(), retention_days: 400 }
}

fn job(backups: &Backups) -> Job {
    let (backups, when) = (backups.clone(), When::Daily { hour: 4, minute: 0 });
    Job { name: "backup", what: "a test", when, run: Arc::new(move || backups.clone().run().boxed()) }
}

/// The refusal's gRPC kind, business code, message and advice.
pub(super) fn refusal<T>(answer: Result<T, ClientError>) -> (mcs_proto::error::ErrorKind, u32, String, String) {
    match answer {
        Ok(_) => panic!("not refused"),
        Err(ClientError::Refused { kind, message, advice, code }) => (kind, code, message, advice),
        Err(other) => panic!("not a refusal: {other:?}"),
    }
}

/// A status is the simplest thing to ask for.
pub(super) async fn status(client: &Client) -> Result<Status, ClientError> {
    client.status().await
}
