//! Continues after a restart.

use super::{
    Desk,
    causes::{Causes, KEY},
    key::Key,
    track::Track,
};
use crate::time::{Now, Span};

/// Why what was kept cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// This key names no alarm.
    #[error("the key {key:?} names no alarm")]
    Key {
        /// The key.
        key: String,
    },
    /// What was kept under this key is damaged.
    #[error("what was kept under the key {key:?} is damaged")]
    Damaged {
        /// The key.
        key: String,
        /// Where.
        #[source]
        source: serde_json::Error,
    },
}

impl RestoreError {
    /// Under which key. Without it the rest can be restored: one damaged track must not cost the others.
    pub fn key(&self) -> &str {
        match self {
            Self::Key { key } | Self::Damaged { key, .. } => key,
        }
    }
}

impl Desk {
    /// Continues after a restart with what [`super::Told::tracks`] asked to keep. What is overdue goes out once, merged and marked late,
    /// at the next [`Desk::tick`].
    pub fn restore(tracks: impl IntoIterator<Item = (String, Vec<u8>)>, now: Now) -> Result<Self, RestoreError> {
        let mut desk = Self::new();
        let mut unanswered = 0;
        for (key, kept) in tracks {
            let damaged = |key: &str| {
                let key = key.to_owned();
                move |source| RestoreError::Damaged { key, source }
            };
            if key == KEY {
                desk.causes = serde_json::from_slice::<Causes>(&kept).map_err(damaged(&key))?;
                continue;
            }
            let Some(named) = Key::parse(&key) else { return Err(RestoreError::Key { key }) };
            let mut track: Box<Track> = serde_json::from_slice(&kept).map_err(damaged(&key))?;
            track.resume(now);
            track.kept = true;
            if !named.drill {
                track.forget_drills();
            }
            track.counted = named.wants_an_answer() && track.unanswered().is_some();
            unanswered += usize::from(track.counted);
            track.due = track.next(desk.debounce(), now);
            for pending in &track.pending {
                let keys = desk.asked.entry(pending.event).or_default();
                if !keys.contains(&named) {
                    keys.push(named);
                }
            }
            desk.put_back(named, track);
        }
        desk.causes.resume(unanswered);
        desk.offset = Some(Span::micros(now.utc.as_micros().saturating_sub(now.mono.as_micros())));
        Ok(desk)
    }
}
