//! mcsd: see the library for what it does.

use std::{error::Error, io, process::ExitCode};

use clap::Parser;
use mcsd::{
    cli::{Cli, Command, Config},
    config::ask,
    init, manual, offline, serve,
};

/// The exit code of a check that found something.
const FOUND: u8 = 10;

fn main() -> ExitCode {
    let done: Result<(), (u8, Box<dyn Error + Send + Sync>)> = match Cli::parse().command {
        Command::Init(args) => init::init(&args, io::stdin().lock()).map_err(|error| (error.exit_code(), error.into())),
        Command::Run(args) => serve::run(&args).map_err(|error| (error.exit_code(), error.into())),
        Command::Restore(args) => {
            offline::restore(&args, io::stdout().lock()).map_err(|error| (error.exit_code(), error.into()))
        }
        Command::Verify(args) => match offline::verify(&args, io::stdout().lock()) {
            Ok(false) => Ok(()),
            Ok(true) => return ExitCode::from(FOUND),
            Err(error) => Err((error.exit_code(), error.into())),
        },
        Command::Config(Config::Check(args)) => match ask::check(&args, io::stdout().lock()) {
            Ok(false) => Ok(()),
            Ok(true) => return ExitCode::from(FOUND),
            Err(error) => Err((error.exit_code(), error.into())),
        },
        Command::Config(Config::Show(args)) => {
            ask::show(&args, io::stdout().lock()).map_err(|error| (error.exit_code(), error.into()))
        }
        Command::Man { dir } => manual::write(&dir).map_err(|error| (1, error.into())),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err((code, error)) => {
            report(&*error);
            ExitCode::from(code)
        }
    }
}

/// One line on standard error: what failed, and why, down to the cause.
fn report(error: &(dyn Error + Send + Sync)) {
    use std::io::Write as _;
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(source) = cause {
        text = format!("{text}: {source}");
        cause = source.source();
    }
    // With standard error gone there is nobody left to tell.
    let _ = writeln!(io::stderr(), "mcsd: {text}");
}
