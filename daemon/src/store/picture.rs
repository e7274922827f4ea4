//! Pictures behind the points of the map. They come before the page that names them and go after it, as house work: a picture
//! is large, and an alarm does not wait for it.

use mcs_core::{
    map::PictureId,
    time::{Span, Timestamp},
};

use super::{Queries, QueryError, StoreHandle, WorkError, table::picture};

/// Bytes of a part: even a slow card writes it in a few hundredths of a second.
const PART: usize = 128 << 10;
/// How long a picture that no page names stays: whoever has just stored it is about to name it.
const UNUSED: Span = Span::hours(1);

impl StoreHandle {
    /// Stores a picture unless it is stored already. Blocks until it is durable.
    pub fn keep_picture(&self, id: PictureId, bytes: &[u8], now: Timestamp) -> Result<(), WorkError> {
        if self.work("picture", move |connection| picture::begin(connection, id, now))? {
            return Ok(());
        }
        for (number, part) in (0..).zip(bytes.chunks(PART)) {
            let part = part.to_vec();
            self.work("picture", move |connection| picture::write_part(connection, id, number, &part))?;
        }
        self.work("picture", move |connection| picture::complete(connection, id))
    }

    /// Forgets pictures that no page has named for an hour; how many. Blocks.
    pub fn drop_unused_pictures(&self, now: Timestamp) -> Result<usize, WorkError> {
        let since = now - UNUSED;
        let mut dropped = 0;
        while self.work("picture.drop", move |connection| match picture::unused(connection, since)? {
            Some(id) => picture::remove(connection, id).map(|()| true),
            None => Ok(false),
        })? {
            dropped += 1;
        }
        Ok(dropped)
    }
}

impl Queries {
    /// A picture as it stood in its file, if it is stored.
    pub fn picture(&self, id: PictureId) -> Result<Option<Vec<u8>>, QueryError> {
        self.ask(|connection| Ok(picture::load(connection, id)?))
    }
}
