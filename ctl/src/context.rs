//! What every command is given: the global flags, the way to the daemon, and the printer.

use std::path::PathBuf;

use mcs_proto::{client::Client, socket};

use crate::{
    cli::Global,
    error::{Doing, Error},
    output::{Colour, Format, Printer},
    time::Zone,
};

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

    /// The daemon's socket.
    pub(crate) fn socket(&self) -> Result<PathBuf, Error> {
        socket::locate(self.global.socket.as_deref(), None).map_err(|source| Error::SocketPlace { source })
    }

    /// Connects to the daemon. Every later call has the same deadline.
    pub(crate) async fn connect(&self) -> Result<Client, Error> {
        Client::connect(&self.socket()?, self.global.timeout).await.doing("reach mcsd")
    }

    /// A printer to standard output, in UTC.
    pub(crate) fn printer(&self) -> Printer {
        Printer::stdout(self.global.output.clone(), Colour::of_stdout(self.global.no_color))
    }

    /// A printer to standard output. The site's time zone is asked for only where a person reads local times.
    pub(crate) async fn local_printer(&self, client: &Client) -> Result<Printer, Error> {
        let printer = self.printer();
        if printer.for_people() { Ok(printer.in_zone(site_zone(client).await?)) } else { Ok(printer) }
    }
}

/// The site's time zone.
pub(crate) async fn site_zone(client: &Client) -> Result<Zone, Error> {
    let info = client.info().await.doing("ask for the site's time zone")?;
    Zone::named(&info.tz).map_err(|source| Error::Zone { source })
}
