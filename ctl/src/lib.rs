//! `mcsctl`: every administrative task of `mcsd`, made for scripts.
//!
//! A call goes through the modules in the order they stand here: the command line is read into a [`cli`] tree, places
//! and times in it are checked, a command asks the daemon through the typed client, a [`view`] says how a noun is shown,
//! and [`output`] alone prints. Nothing here decides what the plant means, and nothing here knows the wire.

mod cli;
mod time;
mod words;

mod command;
mod context;

mod analyze;

mod explain;

mod view;

mod output;

mod file;
mod input;
mod mosquitto;

mod sim;

mod complete;

mod error;

pub mod generate;

use std::{ffi::OsString, process::ExitCode};

use clap::Parser;
use mcs_core::language::Language;

use crate::{
    cli::{Cli, Command},
    context::Context,
    error::Error,
};

/// Reads the command line, does what it says, and tells how it went.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    if complete::answer(&args) {
        return ExitCode::SUCCESS;
    }
    let cli = match Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(complaint) => return error::complain(&complaint, &args).into(),
    };
    let locales = ["MCS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].map(|name| std::env::var(name).ok());
    let wishes = [cli.global.lang.as_deref()].into_iter().chain(locales.iter().map(Option::as_deref));
    words::speak(Language::choose(wishes));
    let context = Context::new(cli.global);
    let outcome = match runtime(&cli.command) {
        Ok(runtime) => runtime.block_on(command::run(cli.command, &context)),
        Err(source) => Err(Error::Runtime { source }),
    };
    match outcome {
        Ok(exit) => exit,
        Err(error) => error::tell(&error, context.errors_as_json()),
    }
    .into()
}

/// One thread is enough to ask the daemon, and starts fastest; a simulated plant gets all the processors there are.
fn runtime(command: &Command) -> std::io::Result<tokio::runtime::Runtime> {
    match command {
        Command::Sim(_) | Command::Demo(_) => tokio::runtime::Builder::new_multi_thread().enable_all().build(),
        Command::Status(_)
        | Command::Analyze(_)
        | Command::Report(_)
        | Command::Device(_)
        | Command::Calib(_)
        | Command::Reading(_)
        | Command::Alarm(_)
        | Command::Zone(_)
        | Command::Map(_)
        | Command::Rule(_)
        | Command::Notify(_)
        | Command::Ledger(_)
        | Command::Shift(_)
        | Command::Archive(_)
        | Command::Job(_)
        | Command::Backup(_)
        | Command::Broker(_)
        | Command::Store(_)
        | Command::Config(_)
        | Command::Context(_)
        | Command::Explain(_)
        | Command::Completions(_)
        | Command::Man(_) => tokio::runtime::Builder::new_current_thread().enable_all().build(),
    }
}
