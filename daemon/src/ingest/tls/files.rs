//! The files of a certificate, and what becomes of them: a configuration rustls can serve.

use std::{
    fs,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use mcs_core::time::Timestamp;
use rustls::{
    RootCertStore, ServerConfig,
    crypto::{CryptoProvider, ring},
    pki_types::{
        CertificateDer, PrivateKeyDer,
        pem::{self, PemObject as _},
    },
    server::WebPkiClientVerifier,
};

use super::{certificate::Certificate, error::TlsError};

/// Where the certificate is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// The certificate and those between it and its authority, PEM.
    pub cert: PathBuf,
    /// Its key, PEM.
    pub key: PathBuf,
    /// Whose client certificates are asked for; `None` asks for none.
    pub client_ca: Option<PathBuf>,
}

/// What the files make.
#[derive(Debug, Clone)]
pub(super) struct Loaded {
    pub(super) config: Arc<ServerConfig>,
    pub(super) certificate: Arc<Certificate>,
}

/// What tells one state of the files from the next, without reading them. A file that is not there has none.
pub(super) type Stamps = Vec<Option<(u64, u64, i64, i64)>>;

impl TlsFiles {
    /// Reads and checks them.
    pub(super) fn load(&self) -> Result<Loaded, TlsError> {
        let provider = Arc::new(ring::default_provider());
        let chain = certificates(&self.cert)?;
        let certificate = Arc::new(Certificate::new(&chain[0]));
        let key = PrivateKeyDer::from_pem_file(&self.key)
            .map_err(|source| TlsError::Unreadable { path: self.key.clone(), source })?;
        let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(TlsError::Setup)?;
        let builder = match &self.client_ca {
            None => builder.with_no_client_auth(),
            Some(path) => builder.with_client_cert_verifier(authority(path, provider)?),
        };
        let config = builder.with_single_cert(chain, key).map_err(|source| TlsError::Pair {
            cert: self.cert.clone(),
            key: self.key.clone(),
            source,
        })?;
        Ok(Loaded { config: Arc::new(config), certificate })
    }

    /// The same for a pair that takes the place of another: one that is over is refused.
    pub(super) fn load_newer(&self, now: Timestamp) -> Result<Loaded, TlsError> {
        let loaded = self.load()?;
        if loaded.certificate.expired(now) {
            return Err(TlsError::Expired { path: self.cert.clone(), ended: loaded.certificate.end_day() });
        }
        Ok(loaded)
    }

    pub(super) fn stamps(&self) -> Stamps {
        let files = [Some(&self.cert), Some(&self.key), self.client_ca.as_ref()];
        let stamp = |path: &PathBuf| {
            fs::metadata(path).ok().map(|file| (file.ino(), file.len(), file.mtime(), file.mtime_nsec()))
        };
        files.into_iter().flatten().map(stamp).collect()
    }

    /// Whether others than owner and group can read the key.
    pub fn key_is_open(&self) -> bool {
        fs::metadata(&self.key).is_ok_and(|file| file.permissions().mode() & 0o007 != 0)
    }
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let unreadable = |source: pem::Error| TlsError::Unreadable { path: path.into(), source };
    let chain: Vec<_> =
        CertificateDer::pem_file_iter(path).map_err(unreadable)?.collect::<Result<_, _>>().map_err(unreadable)?;
    if chain.is_empty() { Err(TlsError::Empty { path: path.into() }) } else { Ok(chain) }
}

fn authority(
    path: &Path,
    provider: Arc<CryptoProvider>,
) -> Result<Arc<dyn rustls::server::danger::ClientCertVerifier>, TlsError> {
    let refuse = |source: Box<dyn std::error::Error + Send + Sync>| TlsError::Authority { path: path.into(), source };
    let mut roots = RootCertStore::empty();
    for certificate in certificates(path)? {
        roots.add(certificate).map_err(|error| refuse(error.into()))?;
    }
    WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build().map_err(|error| refuse(error.into()))
}
