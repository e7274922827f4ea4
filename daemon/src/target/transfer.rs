//! Puts files and fetches objects, at constant memory, as long as something moves.

use std::{
    fs::File,
    io::{self, Read},
    path::Path as FilePath,
    sync::Arc,
    time::Duration,
};

use futures_util::{StreamExt as _, stream::BoxStream};
use hyper::body::Bytes;
use mcs_core::target::Fault;
use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt as _, PutPayload, path::Path};
use sha2::{Digest as _, Sha256};
use tokio::time::timeout;

use super::{diagnose::diagnose, http::STALLED};

/// Files larger than this go in parts of this size, one after the other. Every store wants at least 5 MiB, and R2 wants all
/// parts but the last of one size.
const PART: usize = 8 << 20;

/// The slowest link that is still waited for, bytes a second; a request may take [`GRACE`] beyond what its bytes need at this pace.
const SLOWEST: u64 = 2 << 10;
const GRACE: Duration = Duration::from_mins(3);

/// Why a transfer did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// There is no such object.
    #[error("{object} is not there")]
    Missing {
        /// The object.
        object: String,
    },
    /// The target refused, or cannot be reached.
    #[error("{object}: {}", fault.message)]
    Target {
        /// The object.
        object: String,
        /// What is wrong and what to do.
        fault: Fault,
    },
    /// The file on our side.
    #[error("the file of {object} cannot be used")]
    File {
        /// The object.
        object: String,
        /// Why.
        #[source]
        source: io::Error,
    },
}

impl TransferError {
    /// What is wrong and what to do.
    pub fn fault(&self) -> Fault {
        match self {
            Self::Missing { object } => Fault {
                message: format!("{object} is not there"),
                advice: "see whether somebody or a rule of the bucket removed it".to_owned(),
            },
            Self::Target { object, fault } => {
                Fault { message: format!("{object}: {}", fault.message), advice: fault.advice.clone() }
            }
            Self::File { object, source } => Fault {
                message: format!("the file of {object} cannot be used: {source}"),
                advice: "see that the data directory is writable and has room".to_owned(),
            },
        }
    }
}

/// What was fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fetched {
    /// Its bytes.
    pub bytes: u64,
    /// Their SHA-256.
    pub sha256: [u8; 32],
}

/// The name of an object; what stands in it is ours, so it is always valid.
pub fn object_path(object: &str) -> Path {
    Path::from(object)
}

/// Transfers to and from one object store.
#[derive(Debug, Clone)]
pub struct Transfer {
    store: Arc<dyn ObjectStore>,
}

impl Transfer {
    /// To and from this store.
    pub const fn new(store: Arc<dyn ObjectStore>) -> Self {
        Self { store }
    }

    /// Puts a few bytes in the place of what was there.
    pub async fn put(&self, object: &str, bytes: Vec<u8>) -> Result<(), TransferError> {
        let length = bytes.len();
        self.bounded(object, length, self.store.put(&object_path(object), PutPayload::from(bytes))).await?;
        Ok(())
    }

    /// Puts a file in the place of what was there; the old object stays until the new one is whole.
    pub async fn put_file(&self, object: &str, file: &FilePath) -> Result<(), TransferError> {
        let mut file = File::open(file).map_err(|source| file_error(object, source))?;
        let first = chunk(&mut file).map_err(|source| file_error(object, source))?;
        if first.len() < PART {
            return self.put(object, first).await;
        }
        let mut upload = self.bounded(object, 0, self.store.put_multipart(&object_path(object))).await?;
        let sent = self.parts(object, &mut *upload, first, file).await;
        if sent.is_err() {
            // Parts that stay behind cost money; a rule of the bucket should remove what a power cut leaves.
            let _ = timeout(GRACE, upload.abort()).await;
        }
        sent
    }

    async fn parts(
        &self,
        object: &str,
        upload: &mut dyn MultipartUpload,
        first: Vec<u8>,
        mut file: File,
    ) -> Result<(), TransferError> {
        let mut part = first;
        while !part.is_empty() {
            let length = part.len();
            self.bounded(object, length, upload.put_part(PutPayload::from(part))).await?;
            (part, file) = tokio::task::spawn_blocking(move || chunk(&mut file).map(|part| (part, file)))
                .await
                .map_err(|error| file_error(object, io::Error::other(error)))?
                .map_err(|source| file_error(object, source))?;
        }
        self.bounded(object, 0, upload.complete()).await?;
        Ok(())
    }

    /// The bytes of an object as they come.
    pub async fn open(&self, object: &str) -> Result<Pieces, TransferError> {
        let found = self.bounded(object, 0, self.store.get(&object_path(object))).await?;
        Ok(Pieces { object: object.to_owned(), stream: found.into_stream() })
    }

    /// Fetches an object whole and hands over its bytes as they come.
    pub async fn fetch(
        &self,
        object: &str,
        mut each: impl FnMut(&[u8]) -> io::Result<()> + Send,
    ) -> Result<Fetched, TransferError> {
        let mut pieces = self.open(object).await?;
        let mut hash = Sha256::new();
        let mut bytes = 0;
        while let Some(piece) = pieces.next().await? {
            hash.update(&piece);
            bytes += piece.len() as u64;
            each(&piece).map_err(|source| file_error(object, source))?;
        }
        Ok(Fetched { bytes, sha256: hash.finalize().into() })
    }

    /// Fetches a small object; one larger than `most` is cut there.
    pub async fn fetch_small(&self, object: &str, most: usize) -> Result<Vec<u8>, TransferError> {
        let mut bytes = Vec::new();
        self.fetch(object, |piece| {
            bytes.extend_from_slice(&piece[..piece.len().min(most - bytes.len())]);
            Ok(())
        })
        .await?;
        Ok(bytes)
    }

    /// Removes an object.
    pub async fn delete(&self, object: &str) -> Result<(), TransferError> {
        self.bounded(object, 0, self.store.delete(&object_path(object))).await
    }

    /// The store itself, for what is not a transfer.
    pub const fn store(&self) -> &Arc<dyn ObjectStore> {
        &self.store
    }

    /// Waits for one request as long as its bytes can need.
    async fn bounded<T>(
        &self,
        object: &str,
        bytes: usize,
        request: impl Future<Output = object_store::Result<T>>,
    ) -> Result<T, TransferError> {
        let longest = GRACE + Duration::from_secs(bytes as u64 / SLOWEST);
        timeout(longest, request).await.map_err(|_| stalled(object))?.map_err(|error| failed(object, &error))
    }
}

/// An object that is being fetched.
pub struct Pieces {
    object: String,
    stream: BoxStream<'static, object_store::Result<Bytes>>,
}

impl std::fmt::Debug for Pieces {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pieces").field("object", &self.object).finish_non_exhaustive()
    }
}

impl Pieces {
    /// The next bytes; `None` at the end. Gives up when nothing comes any more.
    pub async fn next(&mut self) -> Result<Option<Bytes>, TransferError> {
        let next = timeout(STALLED, self.stream.next()).await.map_err(|_| stalled(&self.object))?;
        next.transpose().map_err(|error| failed(&self.object, &error))
    }
}

/// The next part of a file; empty at its end.
fn chunk(file: &mut File) -> io::Result<Vec<u8>> {
    let mut part = Vec::new();
    file.take(PART as u64).read_to_end(&mut part)?;
    Ok(part)
}

fn file_error(object: &str, source: io::Error) -> TransferError {
    TransferError::File { object: object.to_owned(), source }
}

fn stalled(object: &str) -> TransferError {
    let fault = Fault {
        message: "nothing moves any more".to_owned(),
        advice: "see whether the link is up; it is tried again".to_owned(),
    };
    TransferError::Target { object: object.to_owned(), fault }
}

fn failed(object: &str, error: &object_store::Error) -> TransferError {
    // A bucket that is not there is no missing object.
    if let object_store::Error::NotFound { .. } = error
        && !super::error::chain(error).contains("NoSuchBucket")
    {
        return TransferError::Missing { object: object.to_owned() };
    }
    TransferError::Target { object: object.to_owned(), fault: diagnose(error) }
}
