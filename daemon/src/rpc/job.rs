//! Named jobs.

use mcs_core::{job::JobRun, site::Role};
use mcs_proto::wire::{
    JobHistoryRequest, JobHistoryResponse, ListJobsRequest, ListJobsResponse, RunJobRequest, RunJobResponse,
    jobs_server::Jobs,
};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Request, Response, Status};

use super::{
    caller,
    chunk::Messages,
    error::{broken, job_refused, unanswered},
};
use crate::{
    schedule::{JobsError, JobsHandle},
    store::StoreHandle,
};

/// Answers `mcs.v1.Jobs`.
#[derive(Debug)]
pub(super) struct JobService {
    pub(super) jobs: JobsHandle,
    pub(super) store: StoreHandle,
}

fn message(run: &JobRun) -> RunJobResponse {
    RunJobResponse { run: Some(run.into()) }
}

#[tonic::async_trait]
impl Jobs for JobService {
    type RunJobStream = Messages<RunJobResponse>;

    async fn list_jobs(&self, request: Request<ListJobsRequest>) -> Result<Response<ListJobsResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let jobs = self.jobs.list().await.map_err(|error| job_refused(&error))?;
        Ok(Response::new(ListJobsResponse { jobs: jobs.iter().map(Into::into).collect() }))
    }

    async fn run_job(&self, request: Request<RunJobRequest>) -> Result<Response<Self::RunJobStream>, Status> {
        let by = caller::require(&request, Role::Engineer)?;
        let name = request.into_inner().name;
        let progress = self.jobs.run(&name, &by.name).await.map_err(|error| job_refused(&error))?;
        // Its beginning and its end: nothing ever waits.
        let (messages, stream) = mpsc::channel(2);
        tokio::spawn(async move {
            // The caller may be gone; the job goes on.
            let _ = messages.send(Ok(message(&progress.started))).await;
            let end = progress.ended().await.map(|run| message(&run)).map_err(|error| job_refused(&error));
            let _ = messages.send(end).await;
        });
        Ok(Response::new(ReceiverStream::new(stream)))
    }

    async fn job_history(&self, request: Request<JobHistoryRequest>) -> Result<Response<JobHistoryResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let JobHistoryRequest { name, limit } = request.into_inner();
        let name = (!name.is_empty()).then_some(name);
        if let Some(name) = &name {
            let known = self.jobs.list().await.map_err(|error| job_refused(&error))?;
            if known.iter().all(|job| job.name != *name) {
                return Err(job_refused(&JobsError::NoSuchJob { name: name.clone() }));
            }
        }
        let queries = self.store.queries().clone();
        let runs = tokio::task::spawn_blocking(move || queries.job_runs(name.as_deref(), limit)).await;
        let runs = runs.map_err(|error| broken(&error))?.map_err(|error| unanswered(&error))?;
        Ok(Response::new(JobHistoryResponse { runs: runs.iter().map(Into::into).collect() }))
    }
}
