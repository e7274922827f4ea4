//! Named jobs, as people see them.

use mcs_core::job::{JobOutcome, JobRun};
use mcs_proto::{client::ClientError, error::ErrorKind};
use tokio_stream::StreamExt as _;

use crate::daemon::{Daemon, Site};

/// Runs a job and waits for its end: its record as it began and as it ended.
pub(crate) fn run(daemon: &Daemon, name: &str) -> Vec<JobRun> {
    daemon.ask(async { daemon.client.run_job(name).await?.collect::<Result<Vec<_>, _>>().await })
}

#[test]
fn a_job_is_listed_run_on_demand_and_on_record() {
    let site = Site::new();
    let daemon = site.start();
    let jobs = daemon.ask(daemon.client.jobs());
    let backup = jobs.iter().find(|job| job.name == "backup").expect("there is one");
    assert_eq!((backup.when.as_str(), backup.running, backup.last.as_ref()), ("Sundays at 04:00", false, None));
    assert!(backup.next > daemon.status().now, "{backup:?}");

    let told = run(&daemon, "backup");
    assert_eq!(told.len(), 2, "its beginning and its end: {told:?}");
    assert_eq!((told[0].id, told[0].outcome), (told[1].id, None));
    assert_eq!(told[1].outcome, Some(JobOutcome::Done), "{told:?}");
    assert!(told[1].by.is_some() && told[1].due.is_none(), "{told:?}");

    let history = daemon.ask(daemon.client.job_history(Some("backup"), 0));
    assert_eq!(history, told[1..]);
    let jobs = daemon.ask(daemon.client.jobs());
    assert_eq!(jobs.iter().find(|job| job.name == "backup").and_then(|job| job.last.clone()).as_ref(), told.last());
}

#[test]
fn a_job_nobody_knows_is_not_found() {
    let site = Site::new();
    let daemon = site.start();
    let kind = |error: ClientError| match error {
        ClientError::Refused { kind, .. } => kind,
        other => panic!("not refused: {other}"),
    };
    let refused = daemon.within_deadline(daemon.client.run_job("weather")).map(drop).expect_err("there is none");
    assert_eq!(kind(refused), ErrorKind::NotFound);
    let refused = daemon.within_deadline(daemon.client.job_history(Some("weather"), 1)).expect_err("there is none");
    assert_eq!(kind(refused), ErrorKind::NotFound);
}
