//! What every command is given: the global flags, the way to the daemon, and the printer.

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
    time::Duration,
};

use mcs_core::language::Language;
use mcs_proto::{
    client::{Client, ClientError},
    context::Wish,
};
use tokio::time::{Instant, sleep};

use crate::words::say;
use crate::{
    cli::Global,
    error::{Doing, Error},
    output::{Colour, Format, Printer},
    time::Zone,
};

/// How long a daemon that was started just before may take to open its socket.
const STARTING: Duration = Duration::from_secs(2);
/// How often it is looked for meanwhile.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// What every command is given.
pub(crate) struct Context {
    global: Global,
}

impl Context {
    pub(crate) const fn new(global: Global) -> Self {
        Self { global }
    }

    /// Whether errors are read by a program.
    pub(crate) fn errors_as_json(&self) -> bool {
        self.global.output.as_ref().is_some_and(Format::is_json)
    }

    /// The language named on the command line, for files that are read elsewhere than here.
    pub(crate) fn language_named(&self) -> Option<Language> {
        self.global.lang.as_deref().and_then(Language::parse)
    }

    /// The daemon's socket.
    pub(crate) fn socket(&self) -> Result<PathBuf, Error> {
        let wish =
            Wish { socket: self.global.socket.as_deref(), context: self.global.context.as_deref(), data_dir: None };
        wish.locate().map_err(|source| Error::SocketPlace { source })
    }

    /// The socket that was named itself.
    pub(crate) fn named_socket(&self) -> Option<&Path> {
        self.global.socket.as_deref()
    }

    /// How long each answer may take.
    pub(crate) const fn timeout(&self) -> Duration {
        self.global.timeout
    }

    /// Connects to the daemon. Every later call has the same deadline.
    ///
    /// A script's next line after `mcsd run … &` runs before the socket is there. So in a data directory, where a daemon
    /// may be starting, this waits a little; anywhere else nobody answers at once.
    pub(crate) async fn connect(&self) -> Result<Client, Error> {
        let socket = self.socket()?;
        let patience = Instant::now() + STARTING.min(self.global.timeout);
        loop {
            match Client::connect(&socket, self.global.timeout).await {
                Err(error) if not_open(&error) && in_data_directory(&socket) && Instant::now() < patience => {
                    sleep(LOOK_AGAIN).await;
                }
                outcome => return outcome.doing(say!("doing-reach-mcsd")),
            }
        }
    }

    /// Whether standard output is coloured.
    pub(crate) fn colour(&self) -> Colour {
        Colour::of_stdout(self.global.no_color)
    }

    /// A printer to standard output, in UTC.
    pub(crate) fn printer(&self) -> Printer {
        Printer::stdout(self.global.output.clone(), self.colour())
    }

    /// A printer to standard output in this format unless another is asked for.
    pub(crate) fn printer_or(&self, format: Format) -> Printer {
        Printer::stdout(Some(self.global.output.clone().unwrap_or(format)), self.colour())
    }

    /// A printer to standard output. The site's time zone is asked for only where a person reads local times.
    pub(crate) async fn local_printer(&self, client: &Client) -> Result<Printer, Error> {
        let printer = self.printer();
        if printer.for_people() { Ok(printer.in_zone(site_zone(client).await?)) } else { Ok(printer) }
    }
}

/// Whether there is no socket yet, or only one that a daemon left behind which is no more.
fn not_open(error: &ClientError) -> bool {
    matches!(error, ClientError::Unreachable { source, .. }
        if matches!(source.kind(), ErrorKind::NotFound | ErrorKind::ConnectionRefused))
}

fn in_data_directory(socket: &Path) -> bool {
    socket.with_file_name("mcs.db").exists()
}

/// The site's time zone.
pub(crate) async fn site_zone(client: &Client) -> Result<Zone, Error> {
    let info = client.info().await.doing(say!("doing-ask-for-the-sites-time-zone"))?;
    Zone::named(&info.tz).map_err(|source| Error::Zone { source })
}
