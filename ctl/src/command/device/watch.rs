//! `mcsctl device watch`.

use mcs_core::live::{PointLive, Update};
use tokio_stream::StreamExt;

use crate::words::sentence;
use crate::{
    cli::device::WatchArgs,
    context::Context,
    error::{Doing, Error, Exit},
};

const DOING: &str = "doing-watch-the-devices";

pub(super) async fn watch(args: &WatchArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let mut printer = context.local_printer(&client).await?;
    let mut stream = client.watch(None).await.doing(sentence(DOING))?;
    let mut rows = printer.watch::<PointLive>()?;
    while let Some(message) = stream.next().await {
        let points = match message.doing(sentence(DOING))?.update {
            Update::Snapshot(snapshot) => snapshot.points,
            Update::Delta(delta) => delta.points,
            Update::Heartbeat { .. } => Vec::new(),
        };
        for point in points.iter().filter(|point| wanted(args, point)) {
            rows.push(point)?;
        }
    }
    Err(Error::StreamEnded)
}

fn wanted(args: &WatchArgs, point: &PointLive) -> bool {
    (args.sn.is_empty() || args.sn.contains(&point.sn))
        && args.selector.as_ref().is_none_or(|selector| selector.matches(point))
}
