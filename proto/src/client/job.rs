//! Named jobs.

use mcs_core::job::{JobRun, JobState};

use super::{Client, ClientError, Items, MAX_MESSAGE};
use crate::{
    convert::{all, required},
    wire::{JobHistoryRequest, ListJobsRequest, RunJobRequest, RunJobResponse, jobs_client::JobsClient},
};

impl Client {
    fn jobs_stub(&self) -> JobsClient<tonic::transport::Channel> {
        JobsClient::new(self.channel.clone()).max_decoding_message_size(MAX_MESSAGE)
    }

    /// Every job as it stands.
    pub async fn jobs(&self) -> Result<Vec<JobState>, ClientError> {
        let mut stub = self.jobs_stub();
        let answer = self.call(ListJobsRequest {}, async |request| stub.list_jobs(request).await).await?;
        Ok(all(answer.jobs)?)
    }

    /// Runs a job now: first its record as it begins, then as it ends. It goes on when the stream is dropped.
    pub async fn run_job(&self, name: &str) -> Result<Items<RunJobResponse, JobRun>, ClientError> {
        let mut stub = self.jobs_stub();
        let message = RunJobRequest { name: name.to_owned() };
        let messages = self.open(message, async |request| stub.run_job(request).await).await?;
        Ok(Items::new(self, messages, |message| Ok(vec![required("run", message.run)?.try_into()?])))
    }

    /// Runs on record, newest first: of one job or of all, at most `limit` (0 is as many as allowed).
    pub async fn job_history(&self, name: Option<&str>, limit: u32) -> Result<Vec<JobRun>, ClientError> {
        let mut stub = self.jobs_stub();
        let message = JobHistoryRequest { name: name.unwrap_or_default().to_owned(), limit };
        let answer = self.call(message, async |request| stub.job_history(request).await).await?;
        Ok(all(answer.runs)?)
    }
}
