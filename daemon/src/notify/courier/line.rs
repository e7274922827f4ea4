//! The way to the provider: a sender, or why there is none.

use std::sync::Arc;

use mcs_core::notice::Channel;

use crate::notify::{Settings, channel::Sender, room::Room};

/// The way to the provider.
pub(super) enum Line {
    /// Nobody has looked yet.
    New,
    /// It can be used.
    Open(Arc<dyn Sender>),
    /// It cannot be made, and why.
    Fault(String),
}

impl Line {
    pub(super) const fn new() -> Self {
        Self::New
    }

    /// The sender of a channel, with its secrets in clear.
    pub(super) fn open(room: &Room, settings: &Settings, channel: &Channel) -> Self {
        let secrets = settings.secrets(&channel.name, &room.vault).map_err(|error| error.to_string());
        match secrets.and_then(|secrets| (room.open)(channel, &secrets)) {
            Ok(sender) => Self::Open(sender),
            Err(why) => Self::Fault(why),
        }
    }

    pub(super) const fn is_new(&self) -> bool {
        matches!(self, Self::New)
    }

    pub(super) fn fault(&self) -> Option<&str> {
        match self {
            Self::Fault(why) => Some(why),
            Self::New | Self::Open(_) => None,
        }
    }

    pub(super) fn sender(&self) -> Option<Arc<dyn Sender>> {
        match self {
            Self::Open(sender) => Some(Arc::clone(sender)),
            Self::New | Self::Fault(_) => None,
        }
    }
}
