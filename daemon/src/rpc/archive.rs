//! The archive.

use mcs_core::{
    archived::{PruneStep, Pruned, RunStep},
    site::Role,
};
use mcs_proto::wire::{
    ArchiveStatsRequest, ArchiveStatsResponse, FetchArchiveRequest, FetchArchiveResponse, ListArchiveRequest,
    ListArchiveResponse, PruneArchiveRequest, PruneArchiveResponse, RestoreArchiveRequest, RestoreArchiveResponse,
    RunArchiveRequest, RunArchiveResponse, VerifyArchiveRequest, VerifyArchiveResponse,
    archive_server::Archive as ArchiveRpc,
};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Request, Response, Status};

use super::{
    caller,
    chunk::Messages,
    error::{archive_refused, usage},
};
use crate::{
    archive::{ArchiveError, ArchiveHandle, Days, Opened, Watched, Which},
    store::SiteDay,
};

/// Messages that may wait for the client.
const WAITING: usize = 4;

/// Most bytes of an object in one message.
const PIECE: usize = 256 * 1024;

/// Answers `mcs.v1.Archive`.
#[derive(Debug)]
pub(super) struct ArchiveService {
    pub(super) archive: ArchiveHandle,
}

/// The site day of this name.
fn day(text: &str) -> Result<SiteDay, Status> {
    let date = text.parse().map_err(|_| usage(&format!("{text:?} is not a day"), "write it as 2026-11-21"))?;
    Ok(SiteDay::of(date))
}

/// The site days between these; empty is without bound.
fn between(from: &str, to: &str) -> Result<(SiteDay, SiteDay), Status> {
    let from = if from.is_empty() { SiteDay(i32::MIN) } else { day(from)? };
    let to = if to.is_empty() { SiteDay(i32::MAX) } else { day(to)? };
    if from > to {
        return Err(usage("the time ends before it begins", "give an earlier first day or a later last one"));
    }
    Ok((from, to))
}

/// What is told becomes the stream, and the answer its end. A client who leaves ends the stream, not the work.
fn relay<T, R, M>(watched: Watched<T, R>, each: fn(T) -> M, end: fn(R) -> Option<M>) -> Messages<M>
where
    T: Send + 'static,
    R: Send + 'static,
    M: Send + 'static,
{
    let (mut told, answer) = watched;
    let (messages, stream) = mpsc::channel(WAITING);
    tokio::spawn(async move {
        while let Some(one) = told.recv().await {
            if messages.send(Ok(each(one))).await.is_err() {
                return;
            }
        }
        let last = match answer.await {
            Ok(Ok(answer)) => end(answer).map(Ok),
            Ok(Err(error)) => Some(Err(archive_refused(&error))),
            Err(_) => Some(Err(archive_refused(&ArchiveError::ShuttingDown))),
        };
        if let Some(last) = last {
            let _ = messages.send(last).await;
        }
    });
    ReceiverStream::new(stream)
}

/// The bytes of an object as messages.
async fn send(mut opened: Opened, messages: mpsc::Sender<Result<FetchArchiveResponse, Status>>) {
    let first = FetchArchiveResponse { day: Some((&opened.day).into()), content: Vec::new() };
    if messages.send(Ok(first)).await.is_err() {
        return;
    }
    loop {
        let piece = match opened.pieces.next().await {
            Ok(Some(piece)) => piece,
            Ok(None) => return,
            Err(error) => {
                let _ = messages.send(Err(archive_refused(&error.into()))).await;
                return;
            }
        };
        for content in piece.chunks(PIECE) {
            let message = FetchArchiveResponse { day: None, content: content.to_vec() };
            if messages.send(Ok(message)).await.is_err() {
                return;
            }
        }
    }
}

#[tonic::async_trait]
impl ArchiveRpc for ArchiveService {
    type RunArchiveStream = Messages<RunArchiveResponse>;
    type VerifyArchiveStream = Messages<VerifyArchiveResponse>;
    type FetchArchiveStream = Messages<FetchArchiveResponse>;
    type RestoreArchiveStream = Messages<RestoreArchiveResponse>;
    type PruneArchiveStream = Messages<PruneArchiveResponse>;

    async fn list_archive(
        &self,
        request: Request<ListArchiveRequest>,
    ) -> Result<Response<ListArchiveResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let ListArchiveRequest { from_day, to_day } = request.into_inner();
        let (from, to) = between(&from_day, &to_day)?;
        let days = self.archive.days(from, to).await.map_err(|error| archive_refused(&error))?;
        Ok(Response::new(ListArchiveResponse { days: days.iter().map(Into::into).collect() }))
    }

    async fn archive_stats(
        &self,
        request: Request<ArchiveStatsRequest>,
    ) -> Result<Response<ArchiveStatsResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let stats = self.archive.stats().await.map_err(|error| archive_refused(&error))?;
        Ok(Response::new((&stats).into()))
    }

    async fn run_archive(
        &self,
        request: Request<RunArchiveRequest>,
    ) -> Result<Response<Self::RunArchiveStream>, Status> {
        caller::require(&request, Role::Engineer)?;
        let RunArchiveRequest { from_day, to_day, all } = request.into_inner();
        let (from, to) = between(&from_day, &to_day)?;
        let watched = self.archive.run(Which { from, to, all, ..Which::owed() });
        let watched = watched.map_err(|error| archive_refused(&error))?;
        let each = |day| (&RunStep::Day(Box::new(day))).into();
        Ok(Response::new(relay(watched, each, |run| Some((&RunStep::End(run)).into()))))
    }

    async fn verify_archive(
        &self,
        request: Request<VerifyArchiveRequest>,
    ) -> Result<Response<Self::VerifyArchiveStream>, Status> {
        caller::require(&request, Role::Engineer)?;
        let days = request.into_inner().days;
        let days = if days.is_empty() { Days::All } else { Days::These(named(&days)?) };
        let watched = self.archive.verify(days).map_err(|error| archive_refused(&error))?;
        Ok(Response::new(relay(watched, |checked| (&checked).into(), |_| None)))
    }

    async fn fetch_archive(
        &self,
        request: Request<FetchArchiveRequest>,
    ) -> Result<Response<Self::FetchArchiveStream>, Status> {
        caller::require(&request, Role::Viewer)?;
        let FetchArchiveRequest { day: of, part } = request.into_inner();
        let opened = self.archive.open(day(&of)?, part).await.map_err(|error| archive_refused(&error))?;
        let (messages, stream) = mpsc::channel(WAITING);
        tokio::spawn(send(opened, messages));
        Ok(Response::new(ReceiverStream::new(stream)))
    }

    async fn restore_archive(
        &self,
        request: Request<RestoreArchiveRequest>,
    ) -> Result<Response<Self::RestoreArchiveStream>, Status> {
        caller::require(&request, Role::Engineer)?;
        let days = named(&request.into_inner().days)?;
        let watched = self.archive.restore(days).map_err(|error| archive_refused(&error))?;
        Ok(Response::new(relay(watched, |restored| (&restored).into(), |_| None)))
    }

    async fn prune_archive(
        &self,
        request: Request<PruneArchiveRequest>,
    ) -> Result<Response<Self::PruneArchiveStream>, Status> {
        caller::require(&request, Role::Admin)?;
        let dry_run = request.into_inner().dry_run;
        let archive = self.archive.clone();
        let (messages, stream) = mpsc::channel(WAITING);
        tokio::spawn(async move {
            if let Err(error) = prune(&archive, dry_run, &messages).await {
                let _ = messages.send(Err(archive_refused(&error))).await;
            }
        });
        Ok(Response::new(ReceiverStream::new(stream)))
    }
}

async fn prune(
    archive: &ArchiveHandle,
    dry_run: bool,
    messages: &mpsc::Sender<Result<PruneArchiveResponse, Status>>,
) -> Result<(), ArchiveError> {
    for day in archive.prunable().await? {
        // Whoever left no longer wants to see; what was asked for is done all the same.
        let _ = messages.send(Ok((&PruneStep::Day(day)).into())).await;
    }
    let pruned = if dry_run { Pruned::default() } else { archive.prune().await? };
    let _ = messages.send(Ok((&PruneStep::End(pruned)).into())).await;
    Ok(())
}

fn named(days: &[String]) -> Result<Vec<SiteDay>, Status> {
    if days.is_empty() {
        return Err(usage("no day is named", "name one or more, e.g. 2026-11-21"));
    }
    days.iter().map(|text| day(text)).collect()
}
