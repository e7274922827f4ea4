//! What is asked about the map.

use std::time::Duration;

use mcs_core::map::{MapRevision, PictureId};
use mcs_proto::client::Client;
use tokio::time::timeout;

use super::{refusal, words};
use crate::{
    event::{Refusal, Reply},
    picture::Pixels,
    state::edit::Moves,
};

/// Longest wait for a picture: 4 MiB over a slow line.
const PICTURE: Duration = Duration::from_mins(1);

/// The map as it is.
pub(super) async fn map(client: Result<Client, Refusal>) -> Reply {
    Reply::Map(match client {
        Ok(client) => client.map().await.map(Box::new).map_err(refusal),
        Err(lost) => Err(lost),
    })
}

/// A picture, small enough to be kept.
pub(super) async fn picture(client: Result<Client, Refusal>, id: PictureId) -> Reply {
    let result = match client {
        Ok(client) => fetch(&client, id).await,
        Err(lost) => Err(lost),
    };
    Reply::Picture { id, result }
}

/// Places points, all or none.
pub(super) async fn place(client: Result<Client, Refusal>, moves: Moves) -> Reply {
    Reply::Placed(match client {
        Ok(client) => placed(&client, &moves).await,
        Err(lost) => Err(lost),
    })
}

async fn placed(client: &Client, moves: &Moves) -> Result<MapRevision, Refusal> {
    client.place_points(Some(moves.expected), &moves.placements).await.map_err(refusal)
}

/// Reading a picture takes time and memory, so it is done where blocking is allowed.
async fn fetch(client: &Client, id: PictureId) -> Result<Pixels, Refusal> {
    let failed = |error: &dyn std::error::Error| Refusal::Said { message: words(error), advice: String::new() };
    let file = timeout(PICTURE, client.picture(id)).await.map_err(|_| Refusal::NoAnswer)?.map_err(refusal)?;
    match tokio::task::spawn_blocking(move || Pixels::read(&file)).await {
        Ok(read) => read.map_err(|error| failed(&error)),
        Err(broken) => Err(failed(&broken)),
    }
}
