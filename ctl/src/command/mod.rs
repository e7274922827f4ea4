//! What each command does: ask the daemon, print the answer. The same noun is the same file name as in the command line's
//! tree and in the views.

mod alarm;
mod analyze;
mod archive;
mod backup;
mod broker;
mod calib;
mod chosen;
mod config;
mod context;
mod days;
pub(crate) mod demo;
mod device;
mod dry;
mod explain;
mod job;
mod ledger;
pub(crate) mod map;
pub(crate) mod notify;
mod reading;
mod refresh;
mod rule;
mod shift;
pub(crate) mod sim;
mod status;
mod store;
mod tool;
mod zone;

use crate::{
    cli::Command,
    context::Context,
    error::{Error, Exit},
};

/// Does what the command line says.
pub(crate) async fn run(command: Command, context: &Context) -> Result<Exit, Error> {
    match command {
        Command::Status(args) => status::run(args, context).await,
        Command::Device(command) => device::run(command, context).await,
        Command::Calib(command) => calib::run(command, context).await,
        Command::Reading(command) => reading::run(command, context).await,
        Command::Alarm(command) => alarm::run(command, context).await,
        Command::Notify(command) => notify::run(command, context).await,
        Command::Shift(command) => shift::run(command, context).await,
        Command::Zone(command) => zone::run(command, context).await,
        Command::Map(command) => map::run(command, context).await,
        Command::Rule(command) => rule::run(command, context).await,
        Command::Ledger(args) => ledger::run(args, context).await,
        Command::Archive(command) => archive::run(command, context).await,
        Command::Job(command) => job::run(command, context).await,
        Command::Backup(command) => backup::run(command, context).await,
        Command::Broker(command) => broker::run(command, context).await,
        Command::Store(command) => store::run(command, context).await,
        Command::Config(command) => config::run(command, context).await,
        Command::Context(command) => self::context::run(command, context).await,
        Command::Explain(args) => explain::run(&args, context),
        Command::Analyze(args) => analyze::analyze(args, context),
        Command::Report(args) => analyze::report(args, context).await,
        Command::Sim(args) => sim::run(args, context).await,
        Command::Demo(args) => demo::run(args, context).await,
        Command::Completions(args) => tool::completions(&args, context),
        Command::Man(args) => tool::man(&args),
    }
}
