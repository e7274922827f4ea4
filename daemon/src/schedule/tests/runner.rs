use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use mcs_core::{
    id::UserName,
    identity::fingerprint_of,
    job::JobOutcome,
    site::{Role, Site},
};
use tempfile::TempDir;
use tokio::{
    sync::{Notify, watch},
    task::JoinHandle,
};

use super::*;
use crate::{
    schedule::When,
    store::{NoOutlet, Person, Store, StoreOptions},
};

const NIGHTLY: When = When::Daily { hour: 2, minute: 0 };

fn at(text: &str) -> Timestamp {
    Timestamp::parse(&format!("{text}+08:00")).expect("a time")
}

/// A store with a runner, whose clocks stand still unless they are moved.
struct World {
    _dir: TempDir,
    store: StoreHandle,
    calendar: Calendar,
    clocks: Arc<Mutex<Now>>,
}

impl World {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let site = Site { name: "plant".into(), tz: "Asia/Shanghai".into() };
        let name = UserName::new("admin").expect("a name");
        let admin =
            Person { name, password_hash: "x".into(), role: Role::Admin, added: Timestamp::EPOCH, disabled: None };
        Store::create(dir.path(), &site, &admin).expect("a database");
        let (store, boot) =
            Store::open(dir.path(), StoreOptions::new(fingerprint_of), Box::new(NoOutlet)).expect("it opens");
        let now = Now { utc: at("2100-11-21T01:50:00"), mono: Monotonic::from_micros(0) };
        Self { _dir: dir, store, calendar: boot.calendar, clocks: Arc::new(Mutex::new(now)) }
    }

    fn go(&self, span: Span) {
        let mut now = self.clocks.lock().expect("no panic while held");
        *now = Now { utc: now.utc + span, mono: now.mono + span };
    }

    /// Starts a runner of these jobs; it has answered once, so it knows the record.
    async fn start(&self, jobs: Vec<Job>) -> Running {
        let clocks = Arc::clone(&self.clocks);
        let now: Clocks = Arc::new(move || *clocks.lock().expect("no panic while held"));
        let (jobs, runner) = start_at(jobs, self.store.clone(), self.calendar.clone(), now);
        let (stop, mut stopped) = watch::channel(false);
        let task = tokio::spawn(async move {
            runner.run(async move { drop(stopped.wait_for(|stop| *stop).await) }).await;
        });
        jobs.list().await.expect("it runs");
        Running { jobs, stop, task }
    }

    async fn record(&self) -> Vec<JobRun> {
        let queries = self.store.queries().clone();
        let runs = tokio::task::spawn_blocking(move || queries.job_runs(None, 0)).await;
        runs.expect("no panic").expect("readable")
    }
}

struct Running {
    jobs: JobsHandle,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Running {
    async fn stop(self) {
        self.stop.send_replace(true);
        self.task.await.expect("no panic");
    }

    /// Asks again and again, which also makes the runner look at its clock, until the newest run of the job is this.
    async fn until(&self, what: &str, check: impl Fn(&JobState) -> bool) -> JobState {
        let mut asked = 0;
        loop {
            let state = self.jobs.list().await.expect("it runs").remove(0);
            if check(&state) {
                return state;
            }
            asked += 1;
            assert!(asked < 2_000, "never: {what}: {state:?}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

fn job(when: When, run: impl Fn() -> Result<String, String> + Send + Sync + 'static) -> Job {
    let run = Arc::new(run);
    let run: crate::schedule::Work = Arc::new(move || {
        let run = Arc::clone(&run);
        async move { run() }.boxed()
    });
    Job { name: "archive", what: "test", when, run }
}

/// A job that runs until it is let go.
fn endless(letting: &Arc<Notify>) -> Job {
    let letting = Arc::clone(letting);
    let run: crate::schedule::Work = Arc::new(move || {
        let letting = Arc::clone(&letting);
        async move {
            letting.notified().await;
            Ok("let go".to_owned())
        }
        .boxed()
    });
    Job { name: "archive", what: "test", when: NIGHTLY, run }
}

#[tokio::test]
async fn a_job_runs_when_it_is_due_and_its_run_is_on_record() {
    let world = World::new();
    let runs = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&runs);
    // The site was made by the real clock, long before.
    let first = world.start(vec![job(NIGHTLY, || Ok("caught up".into()))]).await;
    world.go(Span::mins(1));
    first.until("it is caught up", |state| state.last.is_some()).await;
    first.stop().await;

    let running = world
        .start(vec![job(NIGHTLY, move || {
            counted.fetch_add(1, SeqCst);
            Ok("one day".into())
        })])
        .await;
    assert_eq!(running.jobs.list().await.expect("it runs")[0].next, at("2100-11-21T02:00:00"));
    world.go(Span::mins(9));
    let due = at("2100-11-21T02:00:00");
    let state = running.until("it has run", |state| state.last.as_ref().is_some_and(|run| run.due == Some(due))).await;
    let run = state.last.expect("a run");
    assert_eq!((run.outcome, run.detail.as_deref()), (Some(JobOutcome::Done), Some("one day")));
    assert_eq!(state.next, at("2100-11-22T02:00:00"));
    assert_eq!(world.record().await[0], run);
    assert_eq!(runs.load(SeqCst), 1);
    running.stop().await;
}

#[tokio::test]
async fn a_run_on_demand_is_told_from_its_start_to_its_end_and_there_is_one_at_a_time() {
    let world = World::new();
    let letting = Arc::new(Notify::new());
    let running = world.start(vec![endless(&letting)]).await;
    let progress = running.jobs.run("archive", "wang").await.expect("it begins");
    assert_eq!((progress.started.by.as_deref(), progress.started.due), (Some("wang"), None));
    assert!(matches!(running.jobs.run("archive", "li").await, Err(JobsError::Running { .. })));
    assert!(matches!(running.jobs.run("backup", "li").await, Err(JobsError::NoSuchJob { .. })));
    assert!(running.jobs.list().await.expect("it runs")[0].running);
    letting.notify_one();
    let run = progress.ended().await.expect("it ends");
    assert_eq!((run.outcome, run.detail.as_deref()), (Some(JobOutcome::Done), Some("let go")));
    assert_eq!(world.record().await, [run]);
    running.stop().await;
}

#[tokio::test]
async fn a_run_that_the_daemons_end_cuts_off_is_marked_and_done_after_the_next_start() {
    let world = World::new();
    let letting = Arc::new(Notify::new());
    let running = world.start(vec![endless(&letting)]).await;
    world.go(Span::mins(1));
    running.until("it runs", |state| state.running).await;
    running.stop().await;
    let record = world.record().await;
    assert_eq!((record.len(), record[0].outcome), (1, Some(JobOutcome::CutOff)));

    let running = world.start(vec![job(NIGHTLY, || Ok("whole".into()))]).await;
    world.go(Span::mins(2));
    let done = |state: &JobState| state.last.as_ref().is_some_and(|run| run.outcome == Some(JobOutcome::Done));
    let state = running.until("it is done", done).await;
    assert_eq!(state.last.and_then(|run| run.due), record[0].due);
    running.stop().await;
}

#[tokio::test]
async fn a_kill_leaves_a_run_without_an_end_and_the_next_start_marks_it() {
    let world = World::new();
    let letting = Arc::new(Notify::new());
    let running = world.start(vec![endless(&letting)]).await;
    running.jobs.run("archive", "wang").await.expect("it begins");
    running.task.abort();
    assert_eq!(world.record().await[0].outcome, None);
    let running = world.start(vec![endless(&letting)]).await;
    assert_eq!(world.record().await[0].outcome, Some(JobOutcome::CutOff));
    running.stop().await;
}

#[tokio::test]
async fn a_failure_and_a_panic_are_on_record_and_the_job_is_tried_again() {
    let world = World::new();
    let runs = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&runs);
    let running = world
        .start(vec![job(NIGHTLY, move || match counted.fetch_add(1, SeqCst) {
            0 => Err("the target does not answer".into()),
            1 => panic!("a mistake of ours"),
            _ => Ok("at last".into()),
        })])
        .await;
    for (minutes, outcome) in [(1, JobOutcome::Failed), (1, JobOutcome::Failed), (2, JobOutcome::Done)] {
        let before = runs.load(SeqCst);
        world.go(Span::mins(minutes));
        let state = running.until("it is tried", |state| runs.load(SeqCst) > before && !state.running).await;
        assert_eq!(state.last.and_then(|run| run.outcome), Some(outcome));
    }
    let details: Vec<_> = world.record().await.into_iter().filter_map(|run| run.detail).collect();
    assert_eq!(details[0], "at last");
    assert!(details[1].contains("panic"), "{details:?}");
    assert_eq!(details[2], "the target does not answer");
    running.stop().await;
}

#[tokio::test]
async fn only_the_newest_thousand_runs_are_kept_and_the_newest_by_the_clock() {
    let world = World::new();
    let store = world.store.clone();
    let due = at("2026-11-21T02:00:00");
    let kept = tokio::task::spawn_blocking(move || -> Result<_, Box<dyn std::error::Error + Send + Sync>> {
        let new = |due, by: Option<&str>| crate::store::NewJobRun {
            job: "archive".into(),
            due,
            by: by.map(str::to_owned),
            started: Timestamp::EPOCH,
        };
        store.begin_job_run(new(Some(due), None))?;
        for _ in 0..1_100 {
            store.begin_job_run(new(None, Some("wang")))?;
        }
        Ok((store.queries().job_record("archive", 2_000)?, store.queries().job_record("archive", 3)?))
    });
    let (all, newest) = kept.await.expect("no panic").expect("it is written");
    let ids = |runs: &[JobRun]| runs.iter().map(|run| run.id).collect::<Vec<_>>();
    let expected: Vec<u64> = (102..=1_101).rev().chain([1]).collect();
    assert_eq!(ids(&all), expected);
    assert_eq!((ids(&newest), newest[3].due), (vec![1_101, 1_100, 1_099, 1], Some(due)));
}
