//! Mail, by SMTP.
//!
//! With TLS from the first byte (465) or by STARTTLS (587), never without, except to this machine. One connection a message: notices
//! are rare, and a connection kept open is one more thing that can be dead. The same message has the same `Message-ID` at each try.

mod letter;
mod session;

use std::{fmt, fs, path::PathBuf};

use futures_util::future::BoxFuture;
use lettre::{
    message::Mailbox,
    transport::smtp::{
        authentication::Credentials,
        client::{Certificate, CertificateStore, TlsParameters},
    },
};

use super::{
    Accepted, ChannelError, Kind, Outgoing, SendError, Sender, TIMEOUT, http,
    setting::{Reader, Secrets, Setting},
};

/// How a connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Security {
    /// By the port: 465 has TLS from the first byte, every other STARTTLS.
    Auto,
    Tls,
    StartTls,
    /// Not at all: only to this machine.
    Plain,
}

/// Its settings.
#[derive(Debug)]
pub(super) struct Config {
    host: String,
    port: u16,
    security: Security,
    user: Option<String>,
    from: Mailbox,
    ca_file: Option<PathBuf>,
}

/// The channel.
pub(super) struct Smtp {
    config: Config,
    credentials: Option<Credentials>,
    tls: Option<TlsParameters>,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp").field("config", &self.config).finish_non_exhaustive()
    }
}

impl Kind for Smtp {
    const KNOWN: (&'static [Setting], &'static [Setting]) = (
        &[
            Setting::required("host", "the server's name, as in its certificate", "smtp.plant.example"),
            Setting::optional("port", "465, or 587 and others for STARTTLS; 465 if not set", "587"),
            Setting::optional(
                "security",
                "tls, starttls, plain (only to this machine), or auto, by the port; auto if not set",
                "starttls",
            ),
            Setting::optional("user", "who logs in; nobody if not set", "mcs@plant.example"),
            Setting::required("from", "the sender's address, with or without a name", "MCS <mcs@plant.example>"),
            Setting::optional(
                "ca_file",
                "certificates (PEM) trusted instead of the machine's, for a server of your own",
                "/etc/mcs/ca.pem",
            ),
        ],
        &[Setting::optional("password", "the password of user", "…")],
    );

    type Config = Config;

    fn read(reader: &mut Reader<'_>) -> Option<Config> {
        let host = reader.text("host");
        let port = reader.port("port").unwrap_or(465);
        let security = reader.choice(
            "security",
            &[
                ("auto", Security::Auto),
                ("tls", Security::Tls),
                ("starttls", Security::StartTls),
                ("plain", Security::Plain),
            ],
        );
        if security == Security::Plain && host.as_deref().is_some_and(|host| !http::loopback(host)) {
            reader.complain("security", "may be plain only to this machine; use tls or starttls");
        }
        let user = reader.text("user");
        if user.is_some() && !reader.has_secret("password") {
            reader.complain("user", "needs the secret password");
        }
        let from = reader.text("from").and_then(|from| {
            let mailbox = from.parse();
            if mailbox.is_err() {
                reader.complain("from", &format!("is {from:?}, and must be an address"));
            }
            mailbox.ok()
        });
        let ca_file = reader.file("ca_file");
        Some(Config { host: host?, port, security, user, from: from?, ca_file })
    }

    fn open(config: Config, secrets: Secrets<'_>) -> Result<Self, ChannelError> {
        let credentials = match &config.user {
            Some(user) => Some(Credentials::new(user.clone(), secrets.need("password")?.reveal().to_owned())),
            None => None,
        };
        let tls = match config.security {
            Security::Plain => None,
            Security::Auto | Security::Tls | Security::StartTls => Some(tls(&config)?),
        };
        Ok(Self { config, credentials, tls })
    }
}

impl Sender for Smtp {
    fn send<'a>(&'a self, message: &'a Outgoing) -> BoxFuture<'a, Result<Accepted, SendError>> {
        Box::pin(async {
            let letter = letter::write(message, &self.config.from, http::now())?;
            let late = || SendError::Failed(format!("{} did not answer in {} s", self.config.host, TIMEOUT.as_secs()));
            tokio::time::timeout(TIMEOUT, session::deliver(self, &letter)).await.map_err(|_| late())?
        })
    }
}

impl Smtp {
    /// Whether TLS comes before the first word.
    fn implicit(&self) -> bool {
        match self.config.security {
            Security::Auto => self.config.port == 465,
            Security::Tls => true,
            Security::StartTls | Security::Plain => false,
        }
    }
}

fn tls(config: &Config) -> Result<TlsParameters, ChannelError> {
    let mut builder = TlsParameters::builder(config.host.clone());
    if let Some(path) = &config.ca_file {
        let pem = fs::read(path).map_err(|source| ChannelError::File { path: path.clone(), source })?;
        let certificate = Certificate::from_pem(&pem).map_err(|_| ChannelError::Certificate { path: path.clone() })?;
        builder = builder.certificate_store(CertificateStore::None).add_root_certificate(certificate);
    }
    builder.build().map_err(|source| ChannelError::Tls { source })
}
