//! How to reach the broker. Secrets and certificates are read from their files at each connection, so that a new one needs
//! no restart, and are kept by nobody.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use rumqttc::{MqttOptions, TlsConfiguration, Transport};
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};

use crate::tls;

/// How often the broker is asked whether it is still there. One that does not answer until the next question is lost, so
/// this is half of the longest time until that is noticed.
pub(super) const KEEP_ALIVE: Duration = Duration::from_secs(5);
/// How long name, TCP, TLS and CONNECT may take together, in seconds.
pub(super) const CONNECT_SECONDS: u64 = 5;
/// The longest packet there is: one that we would not take would come again for ever. What is too long to be decoded is
/// quarantined and acknowledged; the broker's own limit keeps it from us.
const LONGEST_PACKET: usize = 256 * 1024 * 1024;

/// How to reach the broker. Holds no secret, only where it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Where it is, as people read it.
    pub url: String,
    /// Name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Whether the connection is encrypted.
    pub tls: bool,
    /// Who we are there.
    pub user: Option<String>,
    /// The name of our session.
    pub client_id: String,
    /// The file whose first line is our password.
    pub password_file: Option<PathBuf>,
    /// Authorities that may have signed its certificate; `None`: those of the machine.
    pub ca: Option<PathBuf>,
    /// Our own certificate.
    pub certificate: Option<PathBuf>,
    /// Its private key.
    pub key: Option<PathBuf>,
}

/// Why a connection cannot even be begun.
#[derive(Debug, thiserror::Error)]
pub(super) enum SettingsError {
    /// A file that is named cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    /// A file does not hold what it should.
    #[error("{} holds no {what} in PEM", path.display())]
    NoPem { path: PathBuf, what: &'static str },
    /// The machine trusts nobody.
    #[error("no authorities are known on this machine; name a file in ingest.broker_ca")]
    NoAuthorities,
    /// Certificate and key do not go together, or not with TLS.
    #[error("the certificate cannot be used: {source}")]
    Certificate { source: rustls::Error },
    /// The thread that reads files broke.
    #[error("the files cannot be read")]
    Broken,
}

/// What was read from the files.
pub(super) struct Access {
    /// User and password.
    pub(super) login: Option<(String, String)>,
    /// How the connection is made.
    pub(super) transport: Transport,
}

impl Settings {
    /// Reads the files, where waiting for a disk disturbs nobody.
    pub(super) async fn access(self: &Arc<Self>) -> Result<Access, SettingsError> {
        let settings = Arc::clone(self);
        let read = tokio::task::spawn_blocking(move || settings.read()).await;
        read.map_err(|_| SettingsError::Broken)?
    }

    /// What the link connects with.
    pub(super) async fn options(self: &Arc<Self>) -> Result<MqttOptions, SettingsError> {
        let Access { login, transport } = self.access().await?;
        let mut options = MqttOptions::new(&self.client_id, &self.host, self.port);
        if let Some((user, password)) = login {
            options.set_credentials(user, password);
        }
        options
            .set_transport(transport)
            .set_clean_session(false)
            .set_manual_acks(true)
            .set_keep_alive(KEEP_ALIVE)
            .set_max_packet_size(LONGEST_PACKET, LONGEST_PACKET);
        Ok(options)
    }

    fn read(&self) -> Result<Access, SettingsError> {
        let transport =
            if self.tls { Transport::tls_with_config(TlsConfiguration::Rustls(self.tls()?)) } else { Transport::tcp() };
        let login = self.user.clone().map(|user| Ok((user, self.password()?))).transpose()?;
        Ok(Access { login, transport })
    }

    fn password(&self) -> Result<String, SettingsError> {
        let Some(path) = &self.password_file else { return Ok(String::new()) };
        let text = fs::read_to_string(path).map_err(|source| unreadable(path, source))?;
        Ok(text.lines().next().unwrap_or_default().to_owned())
    }

    fn tls(&self) -> Result<Arc<ClientConfig>, SettingsError> {
        tls::provide();
        let config = ClientConfig::builder().with_root_certificates(self.authorities()?);
        let config = match (&self.certificate, &self.key) {
            (Some(certificate), Some(key)) => {
                let chain = certificates(certificate)?;
                let bytes = fs::read(key).map_err(|source| unreadable(key, source))?;
                let key = PrivateKeyDer::from_pem_slice(&bytes)
                    .map_err(|_| SettingsError::NoPem { path: key.clone(), what: "private key" })?;
                config.with_client_auth_cert(chain, key).map_err(|source| SettingsError::Certificate { source })?
            }
            (Some(_) | None, _) => config.with_no_client_auth(),
        };
        Ok(Arc::new(config))
    }

    fn authorities(&self) -> Result<RootCertStore, SettingsError> {
        let mut roots = RootCertStore::empty();
        let found = match &self.ca {
            Some(path) => certificates(path)?,
            None => rustls_native_certs::load_native_certs().certs,
        };
        let (usable, _) = roots.add_parsable_certificates(found);
        match &self.ca {
            Some(path) if usable == 0 => Err(SettingsError::NoPem { path: path.clone(), what: "certificate" }),
            None if usable == 0 => Err(SettingsError::NoAuthorities),
            Some(_) | None => Ok(roots),
        }
    }
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, SettingsError> {
    let bytes = fs::read(path).map_err(|source| unreadable(path, source))?;
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&bytes).collect();
    match found {
        Ok(found) if !found.is_empty() => Ok(found),
        Ok(_) | Err(_) => Err(SettingsError::NoPem { path: path.into(), what: "certificate" }),
    }
}

fn unreadable(path: &Path, source: io::Error) -> SettingsError {
    SettingsError::Unreadable { path: path.into(), source }
}
