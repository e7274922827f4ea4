//! `mcstui`: the live plant map in the terminal.

use std::process::ExitCode;

use anyhow::Context as _;
use clap::Parser as _;
use mcstui::{
    cli::{Cli, Command},
    manual,
    runner::{Ended, Settings, run},
    terminal,
};

fn main() -> ExitCode {
    start(&Cli::parse()).unwrap_or_else(|error| {
        terminal::complain(&format!("mcstui: {error:#}"));
        ExitCode::FAILURE
    })
}

fn start(cli: &Cli) -> anyhow::Result<ExitCode> {
    if let Some(Command::Man { dir }) = &cli.command {
        manual::write(dir).context("cannot write the manual page")?;
        return Ok(ExitCode::SUCCESS);
    }
    let socket = cli.place().locate()?;
    let wishes = cli.wishes(|name| std::env::var(name).ok());
    // One thread draws and talks to the daemon; the terminal is read on another, which may be lost with it.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start")?;
    let ended = runtime.block_on(run(Settings { socket, wishes, kiosk: cli.kiosk() }));
    runtime.shutdown_background();
    Ok(ended.map(Ended::exit_code).context("cannot use the terminal")?.into())
}
