//! The one typed client. Speaks to the daemon over its Unix socket in the words of `mcs-core`.
//!
//! Each unary call has a deadline, also known to the daemon; a stream has one for its opening only.

mod alarm;
mod archive;
mod backup;
mod broker;
mod calibration;
mod config;
mod credential;
mod device;
mod error;
mod job;
mod ledger;
mod live;
mod map;
mod mask;
mod notify;
mod reading;
mod record;
mod rule;
mod shift;
mod store;
mod stream;
mod system;
mod target;
mod transfer;
mod zone;

use std::{
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use hyper_util::rt::TokioIo;
use mcs_core::site::Role;
use tokio::net::UnixStream;
use tonic::{
    metadata::MetadataValue,
    transport::{Channel, Endpoint, Uri},
};

pub use alarm::{AckAll, AlarmList, AlarmQuery};
pub use calibration::{Recompute, RecomputeWith};
pub use error::ClientError;
pub use mask::{MaskEnd, SecondPerson};
pub use notify::{DeliveryQuery, DeliveryRecord};
pub use record::{RecordQuery, Recorded};
pub use rule::{Proposal, Unset};
pub use stream::Items;
pub use system::Info;
pub use transfer::{Export, Import};

pub use crate::convert::NewPlace;

use crate::{ROLE_AT_MOST, socket};

/// Largest message taken: a snapshot of ten thousand points with their alarms fits several times.
const MAX_MESSAGE: usize = 64 << 20;
/// Items asked for in one page; the daemon may give fewer.
const PAGE: u32 = 500;

/// A connection to the daemon. Cheap to clone; reconnects by itself when a call finds it broken.
#[derive(Debug, Clone)]
pub struct Client {
    channel: Channel,
    socket: Arc<Path>,
    deadline: Duration,
    at_most: Option<Role>,
}

impl Client {
    /// Connects. The deadline holds for this and for each later unary call.
    pub async fn connect(socket: &Path, deadline: Duration) -> Result<Self, ClientError> {
        let path = socket::check(socket.to_path_buf())?;
        let work = open(path.clone());
        let channel =
            tokio::time::timeout(deadline, work).await.map_err(|_| ClientError::Timeout { after: deadline })?;
        let channel = channel.map_err(|source| ClientError::Unreachable { socket: path.clone(), source })?;
        Ok(Self { channel, socket: path.into(), deadline, at_most: None })
    }

    /// Connects, and asks the daemon with each call to be judged as if the role were no higher than this one. It never
    /// raises a role.
    pub async fn connect_at_most(socket: &Path, deadline: Duration, role: Role) -> Result<Self, ClientError> {
        Ok(Self { at_most: Some(role), ..Self::connect(socket, deadline).await? })
    }

    fn request<Q>(&self, message: Q) -> tonic::Request<Q> {
        let mut request = tonic::Request::new(message);
        if let Some(role) = self.at_most {
            let role = MetadataValue::from_static(role.as_str());
            request.metadata_mut().insert(ROLE_AT_MOST, role);
        }
        request
    }

    /// Runs one call under the deadline.
    async fn call<T, Q>(
        &self,
        message: Q,
        call: impl AsyncFnOnce(tonic::Request<Q>) -> Result<tonic::Response<T>, tonic::Status>,
    ) -> Result<T, ClientError> {
        let mut request = self.request(message);
        request.set_timeout(self.deadline);
        self.bounded(call(request)).await
    }

    /// Opens a stream: the deadline is for the answer to begin, not for it to end.
    async fn open<T, Q>(
        &self,
        message: Q,
        call: impl AsyncFnOnce(tonic::Request<Q>) -> Result<tonic::Response<T>, tonic::Status>,
    ) -> Result<T, ClientError> {
        self.bounded(call(self.request(message))).await
    }

    async fn bounded<T>(
        &self,
        answer: impl Future<Output = Result<tonic::Response<T>, tonic::Status>>,
    ) -> Result<T, ClientError> {
        match tokio::time::timeout(self.deadline, answer).await {
            Ok(Ok(response)) => Ok(response.into_inner()),
            Ok(Err(status)) => Err(ClientError::from_status(&status, &self.socket, self.deadline)),
            Err(_) => Err(ClientError::Timeout { after: self.deadline }),
        }
    }
}

/// Connects once by hand, so that a refusal is the operating system's own error, and again when the channel asks.
async fn open(path: PathBuf) -> io::Result<Channel> {
    let first = Arc::new(Mutex::new(Some(UnixStream::connect(&path).await?)));
    let connector = tower::service_fn(move |_: Uri| {
        let (first, path) = (Arc::clone(&first), path.clone());
        async move {
            let kept = first.lock().unwrap_or_else(PoisonError::into_inner).take();
            let stream = match kept {
                Some(stream) => stream,
                None => UnixStream::connect(path).await?,
            };
            Ok::<_, io::Error>(TokioIo::new(stream))
        }
    });
    // The authority is required by HTTP/2 and means nothing on a Unix socket.
    Endpoint::from_static("http://mcsd").connect_with_connector(connector).await.map_err(io::Error::other)
}
