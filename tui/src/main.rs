//! `mcstui`: the live plant map in the terminal.

use std::process::ExitCode;

use anyhow::Context as _;
use clap::Parser as _;
use mcstui::{
    cli::{Cli, Command},
    manual,
    record::Recording,
    replay::{self, Player},
    runner::{Ended, Pace, RunError, Settings, play, run},
    session, terminal,
};

fn main() -> ExitCode {
    start(&Cli::parse()).unwrap_or_else(|error| {
        terminal::complain(&format!("mcstui: {error:#}"));
        ExitCode::FAILURE
    })
}

fn start(cli: &Cli) -> anyhow::Result<ExitCode> {
    let wishes = cli.wishes(|name| std::env::var(name).ok());
    match &cli.command {
        Some(Command::Man { dir }) => {
            manual::write(dir).context("cannot write the manual page")?;
            return Ok(ExitCode::SUCCESS);
        }
        Some(Command::Replay { file, print: true, .. }) => {
            terminal::print(&replay::last_screen(Recording::read(file)?, wishes))?;
            return Ok(ExitCode::SUCCESS);
        }
        Some(Command::Replay { file, speed, step, print: false }) => {
            let player = Player::new(Recording::read(file)?, wishes);
            return in_runtime(play(player, Pace { speed: *speed, halted: *step }));
        }
        Some(Command::Wall { .. }) | None => {}
    }
    let socket = cli.place().locate()?;
    in_runtime(run(Settings {
        socket,
        wishes,
        kiosk: cli.kiosk(),
        sound_command: cli.sound_command.clone(),
        bytes_per_second: cli.bytes_per_second,
        record: cli.record.clone(),
        session: session::file(|name| std::env::var_os(name))
            .map(|file| (file, cli.asked_for(|name| std::env::var(name).ok()))),
    }))
}

/// One thread reads, draws and talks to the daemon; none of it ever waits.
fn in_runtime(running: impl Future<Output = Result<Ended, RunError>>) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start")?;
    let ended = runtime.block_on(running);
    runtime.shutdown_background();
    Ok(ended?.exit_code().into())
}
