//! The archive.

use mcs_core::archived::{ArchiveStats, ArchivedDay, Checked, FetchStep, PruneStep, Restored, RunStep};

use super::{Client, ClientError, Items, MAX_MESSAGE};
use crate::{
    convert::{all, fetched},
    wire::{
        ArchiveStatsRequest, FetchArchiveRequest, FetchArchiveResponse, ListArchiveRequest, PruneArchiveRequest,
        PruneArchiveResponse, RestoreArchiveRequest, RestoreArchiveResponse, RunArchiveRequest, RunArchiveResponse,
        VerifyArchiveRequest, VerifyArchiveResponse, archive_client::ArchiveClient,
    },
};

impl Client {
    fn archive_stub(&self) -> ArchiveClient<tonic::transport::Channel> {
        ArchiveClient::new(self.channel.clone()).max_decoding_message_size(MAX_MESSAGE)
    }

    /// Days from one site day to another (`YYYY-MM-DD`, inclusive; empty is without bound).
    pub async fn archive_days(&self, from_day: &str, to_day: &str) -> Result<Vec<ArchivedDay>, ClientError> {
        let mut stub = self.archive_stub();
        let message = ListArchiveRequest { from_day: from_day.to_owned(), to_day: to_day.to_owned() };
        let answer = self.call(message, async |request| stub.list_archive(request).await).await?;
        Ok(all(answer.days)?)
    }

    /// The archive in numbers.
    pub async fn archive_stats(&self) -> Result<ArchiveStats, ClientError> {
        let mut stub = self.archive_stub();
        let answer = self.call(ArchiveStatsRequest {}, async |request| stub.archive_stats(request).await).await?;
        Ok(answer.into())
    }

    /// Archives what is owed of these days; with `all` also what is at another target. The last item is the result.
    pub async fn archive_run(
        &self,
        from_day: &str,
        to_day: &str,
        all: bool,
    ) -> Result<Items<RunArchiveResponse, RunStep>, ClientError> {
        let mut stub = self.archive_stub();
        let message = RunArchiveRequest { from_day: from_day.to_owned(), to_day: to_day.to_owned(), all };
        let messages = self.open(message, async |request| stub.run_archive(request).await).await?;
        Ok(Items::new(self, messages, |message| Ok(vec![message.try_into()?])))
    }

    /// Looks at the objects of these days; of every day when none is named.
    pub async fn archive_verify(&self, days: &[String]) -> Result<Items<VerifyArchiveResponse, Checked>, ClientError> {
        let mut stub = self.archive_stub();
        let message = VerifyArchiveRequest { days: days.to_vec() };
        let messages = self.open(message, async |request| stub.verify_archive(request).await).await?;
        Ok(Items::new(self, messages, |message| Ok(vec![message.try_into()?])))
    }

    /// The object of a day: first what is known of it, then its bytes. Whoever takes them compares their SHA-256.
    pub async fn archive_fetch(
        &self,
        day: &str,
        part: u32,
    ) -> Result<Items<FetchArchiveResponse, FetchStep>, ClientError> {
        let mut stub = self.archive_stub();
        let message = FetchArchiveRequest { day: day.to_owned(), part };
        let messages = self.open(message, async |request| stub.fetch_archive(request).await).await?;
        Ok(Items::new(self, messages, fetched))
    }

    /// Puts the readings of these days back into the store.
    pub async fn archive_restore(
        &self,
        days: &[String],
    ) -> Result<Items<RestoreArchiveResponse, Restored>, ClientError> {
        let mut stub = self.archive_stub();
        let message = RestoreArchiveRequest { days: days.to_vec() };
        let messages = self.open(message, async |request| stub.restore_archive(request).await).await?;
        Ok(Items::new(self, messages, |message| Ok(vec![message.try_into()?])))
    }

    /// Removes local days beyond the retention that are archived, or only tells of them. The last item is the result.
    pub async fn archive_prune(&self, dry_run: bool) -> Result<Items<PruneArchiveResponse, PruneStep>, ClientError> {
        let mut stub = self.archive_stub();
        let message = PruneArchiveRequest { dry_run };
        let messages = self.open(message, async |request| stub.prune_archive(request).await).await?;
        Ok(Items::new(self, messages, |message| Ok(vec![message.try_into()?])))
    }
}
