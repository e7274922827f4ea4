//! Which devices a selector chooses, where something that is not a device is listed by it.

use std::collections::BTreeSet;

use mcs_core::{id::SerialNumber, select::Selector};
use mcs_proto::client::Client;

use super::device::select;
use crate::error::{Doing, Error};
use crate::words::say;

/// The devices that were chosen.
#[derive(Debug)]
pub(super) struct Chosen {
    sns: Option<BTreeSet<SerialNumber>>,
}

impl Chosen {
    /// The registered devices that match; all, and what belongs to none, where nothing was said.
    pub(super) async fn by(selector: Option<&Selector>, client: &Client) -> Result<Self, Error> {
        let Some(selector) = selector else { return Ok(Self { sns: None }) };
        let devices = client.devices(false).await.doing(say!("doing-list-the-devices"))?;
        let devices = select(devices, selector, client).await?;
        Ok(Self { sns: Some(devices.into_iter().map(|device| device.sn).collect()) })
    }

    /// Whether something of this device is among it.
    pub(super) fn has(&self, sn: Option<&SerialNumber>) -> bool {
        self.sns.as_ref().is_none_or(|sns| sn.is_some_and(|sn| sns.contains(sn)))
    }

    /// The devices for a question that takes them by name; empty is all of them.
    pub(super) fn or(self, named: Vec<SerialNumber>) -> Result<Vec<SerialNumber>, Error> {
        match self.sns {
            None => Ok(named),
            Some(sns) if sns.is_empty() => Err(Error::NoneMatches),
            Some(sns) => Ok(sns.into_iter().collect()),
        }
    }
}
