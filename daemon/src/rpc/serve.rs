//! Puts the services behind the control socket.

use std::{io, sync::Arc, time::Duration};

use futures_util::FutureExt as _;
use mcs_core::{setting::Setting, site::Site};
use mcs_proto::FILE_DESCRIPTOR_SET;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::Server;
use tonic_health::ServingStatus;

use super::{
    Calls, ControlSocket, History, Intake,
    incoming::accept,
    live::LiveHandle,
    nouns::{self, NAMES},
    router::Router,
};
use crate::{
    access::AccessTable,
    archive::ArchiveHandle,
    backup::Backups,
    clock::Clock,
    ingest::external::BrokerHandle,
    notify::{NotifyHandle, SettingsHandle},
    plant::PlantHandle,
    schedule::JobsHandle,
    store::{Calendar, StoreHandle},
    target::Targets,
};

/// Longest time a handler may take before its answer begins. Streams may go on after that.
const DEADLINE: Duration = Duration::from_secs(30);
/// Time for answers under way when the daemon goes down.
const GRACE: Duration = Duration::from_secs(2);
/// Calls at once on one connection.
const CALLS: u32 = 128;
/// Connections whose caller is known and that wait to be served.
const ADMITTED: usize = 16;

/// What the handlers ask.
pub struct Services {
    /// The site.
    pub site: Site,
    /// The daemon's version.
    pub version: String,
    /// Reads the time.
    pub clock: Clock,
    /// The owner of living state.
    pub plant: PlantHandle,
    /// Questions to the store.
    pub history: Arc<dyn History>,
    /// Takes old readings.
    pub intake: Arc<dyn Intake>,
    /// The mirror live clients see.
    pub live: LiveHandle,
    /// Who may do what.
    pub access: Arc<AccessTable>,
    /// The site's calendar.
    pub calendar: Calendar,
    /// Where archives and backups go.
    pub targets: Targets,
    /// The archive.
    pub archive: ArchiveHandle,
    /// Counts calls.
    pub calls: Calls,
    /// What is due by the clock.
    pub jobs: JobsHandle,
    /// Backups of the store.
    pub backups: Backups,
    /// The link to the external broker, if there is one.
    pub broker: Option<BrokerHandle>,
    /// Who is told of alarms and by what.
    pub notices: SettingsHandle,
    /// Tells them.
    pub notify: NotifyHandle,
    /// The store, for what is asked about itself.
    pub store: StoreHandle,
    /// How long readings are kept; `None` is for ever.
    pub retention_days: Option<u32>,
    /// The configuration in force.
    pub settings: Arc<[Setting]>,
}

impl std::fmt::Debug for Services {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Services").field("site", &self.site).finish_non_exhaustive()
    }
}

/// Why serving ended before it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The socket cannot be listened on.
    #[error("cannot listen on the control socket")]
    Listen {
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The server failed.
    #[error("the control socket's server failed")]
    Server {
        /// Why.
        #[source]
        source: tonic::transport::Error,
    },
    /// The embedded contract cannot be read.
    #[error("the contract cannot be shown to clients")]
    Reflection {
        /// Why.
        #[source]
        source: tonic_reflection::server::Error,
    },
}

/// Serves until `shutdown` completes and the answers under way have left, or their time is up. The socket disappears.
pub async fn serve(
    socket: ControlSocket,
    services: Services,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let (access, calls) = (Arc::clone(&services.access), services.calls.clone());
    let listener = socket.listener().map_err(|source| ServeError::Listen { source })?;
    let reflection = || {
        tonic_reflection::server::Builder::configure()
            .register_encoded_file_descriptor_set(FILE_DESCRIPTOR_SET)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
    };
    let reflection_v1 = reflection().build_v1().map_err(|source| ServeError::Reflection { source })?;
    let reflection_v1alpha = reflection().build_v1alpha().map_err(|source| ServeError::Reflection { source })?;
    let (reporter, health) = tonic_health::server::health_reporter();
    for name in NAMES {
        reporter.set_service_status(name, ServingStatus::Serving).await;
    }

    let shutdown = shutdown.shared();
    let leaving = {
        let shutdown = shutdown.clone();
        async move {
            shutdown.await;
            for name in NAMES {
                reporter.set_service_status(name, ServingStatus::NotServing).await;
            }
        }
    };
    let (admitted, connections) = mpsc::channel(ADMITTED);
    let router = Router::new(calls).with(reflection_v1).with(reflection_v1alpha).with(health);
    let router = nouns::all(router, services);
    let server = Server::builder().timeout(DEADLINE).max_concurrent_streams(CALLS).serve_with_incoming_shutdown(
        router,
        ReceiverStream::new(connections),
        leaving,
    );
    tracing::info!(socket = %socket.path().display(), "control socket open");
    let late = async {
        shutdown.await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        ended = server => ended.map_err(|source| ServeError::Server { source }),
        // Ends only when the server no longer takes connections.
        () = async { accept(listener, access, admitted).await; std::future::pending().await } => Ok(()),
        // Live streams never end by themselves.
        () = late => Ok(()),
    }
}
