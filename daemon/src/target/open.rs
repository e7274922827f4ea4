//! From what is stored of a target to an object store that can be used.

use std::{path::Path, sync::Arc, time::Duration};

use mcs_core::target::{Place, S3};
use object_store::{
    BackoffConfig, ClientOptions, ObjectStore, RetryConfig, aws::AmazonS3Builder, local::LocalFileSystem,
    prefix::PrefixStore,
};

use super::{TargetError, folder, http::Connector};
use crate::secret::Secret;

/// A request that fails in passing is repeated this often within [`RETRY_FOR`]; what fails longer is told and tried again by
/// whoever wanted it.
const RETRIES: usize = 4;
const RETRY_FOR: Duration = Duration::from_mins(2);
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// The object store at a place.
pub(super) fn open(
    name: &str,
    place: &Place,
    secret: Option<&Secret>,
    data: &Path,
) -> Result<Arc<dyn ObjectStore>, TargetError> {
    let failed = |source| TargetError::Client { name: name.to_owned(), source };
    match place {
        Place::Folder { path } => {
            let real = folder::check(Path::new(path), data)?;
            // A put is durable, file and directory, before it is done.
            let local = LocalFileSystem::new_with_prefix(real).map_err(failed)?.with_fsync(true);
            Ok(Arc::new(local))
        }
        Place::S3(s3) => {
            let secret = secret.ok_or_else(|| TargetError::NoSecret { name: name.to_owned() })?;
            let bucket = bucket(s3, secret).build().map_err(failed)?;
            if s3.prefix.is_empty() {
                Ok(Arc::new(bucket))
            } else {
                Ok(Arc::new(PrefixStore::new(bucket, s3.prefix.as_str())))
            }
        }
    }
}

fn bucket(s3: &S3, secret: &Secret) -> AmazonS3Builder {
    let backoff = BackoffConfig { init_backoff: FIRST_PAUSE, max_backoff: LONGEST_PAUSE, base: 2.0 };
    let retry = RetryConfig { backoff, max_retries: RETRIES, retry_timeout: RETRY_FOR };
    AmazonS3Builder::new()
        .with_bucket_name(&s3.bucket)
        .with_region(&s3.region)
        .with_endpoint(&s3.endpoint)
        .with_virtual_hosted_style_request(!s3.path_style)
        .with_access_key_id(&s3.access_key_id)
        .with_secret_access_key(secret.reveal())
        .with_allow_http(s3.plain_http())
        .with_client_options(ClientOptions::new().with_allow_http(s3.plain_http()))
        .with_http_connector(Connector { allow_http: s3.plain_http() })
        .with_retry(retry)
        // Some of the presets have no request that deletes several, or want a checksum with it that others do not know.
        .with_disable_bulk_delete(true)
        .with_disable_tagging(true)
}
