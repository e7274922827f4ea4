//! `mcsctl job …`.

use clap::{Args, Subcommand};

use super::dry::DryArgs;

/// The verbs of `job`.
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  mcsctl job list
  mcsctl job run backup")]
pub(crate) enum JobCommand {
    /// List the jobs: when each is due next, and how it last went
    ///
    /// A run that was missed while the daemon was down is made up for once, a minute after the start. One that failed is
    /// tried again for a day, after 1, 2, 4 minutes and so on, an hour at most.
    #[command(after_help = "\
Examples:
  mcsctl job list
  mcsctl job list -o json")]
    List,
    /// Run a job now and wait for its end
    ///
    /// It goes on when this program is ended. Exits with 1 when it fails, with 6 when it runs already.
    #[command(after_help = "\
Examples:
  mcsctl job run backup
  mcsctl job run backup --dry-run
  mcsctl job run backup --no-wait -o json")]
    Run(RunArgs),
    /// Show past runs, the newest first
    #[command(after_help = "\
Examples:
  mcsctl job history
  mcsctl job history backup --limit 10 -o json")]
    History {
        /// Only of this job
        name: Option<String>,
        /// Runs at most; 1000 of each job are kept
        #[arg(long, value_name = "COUNT", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=1000))]
        limit: u32,
    },
}

/// `job run`.
#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    /// The job's name
    pub(crate) name: String,
    /// Do not wait for its end
    #[arg(long)]
    pub(crate) no_wait: bool,
    #[command(flatten)]
    pub(crate) dry: DryArgs,
}
