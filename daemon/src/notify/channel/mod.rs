//! Ways to reach people: one file each, all with the same promise.
//!
//! [`Sender::send`] sends one message once. *Accepted* means that the provider said so in the words it has for it, not that the
//! connection held. Whatever else it says is told apart, because it decides what happens next: tried again soon, waited, or tried
//! again rarely.
//!
//! Each file says which settings and secrets its kind has, reads them, and refuses all that is wrong with them at once. Secrets reach
//! a provider and nobody else: they are in no error, no log and no `Debug`.

mod aliyun_sms;
mod answer;
mod dingtalk;
mod feishu;
mod http;
mod outcome;
mod setting;
mod sign;
mod smtp;
mod webhook;
mod wecom;

pub use outcome::{Accepted, SendError};
pub use setting::Setting;

use std::{collections::BTreeMap, path::PathBuf, sync::Arc, time::Duration};

use futures_util::future::BoxFuture;
use jiff::tz::TimeZone;
use mcs_core::{
    alarm::Priority,
    notice::{
        Channel, ChannelKind, Contact, Facts, Language,
        text::{Letter, Text, compose_within},
    },
};

use crate::secret::Secret;
use serde::{Deserialize, Serialize};
use setting::{Reader, Secrets};

/// How long one try may take.
pub const TIMEOUT: Duration = Duration::from_secs(15);

/// One message on its way to one provider.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outgoing {
    /// Tells this message from every other; the same at each try. Providers and receivers may drop what they have seen.
    pub key: String,
    /// The site's name.
    pub site: String,
    /// IANA time zone in which people read times.
    pub tz: String,
    /// In which language.
    pub language: Language,
    /// Whom to address or mention.
    pub to: Vec<Contact>,
    /// What it says: one, or several in a digest, most urgent first.
    pub facts: Vec<Facts>,
    /// More that happened and found no place, counted.
    pub more: u32,
}

impl Outgoing {
    /// The site's zone; UTC, which every time then says, if the name is of none.
    fn zone(&self) -> TimeZone {
        TimeZone::get(&self.tz).unwrap_or(TimeZone::UTC)
    }

    /// Its words, in at most so many bytes.
    fn text(&self, room: usize) -> Text {
        let tz = self.zone();
        let letter = Letter { site: &self.site, tz: &tz, facts: &self.facts, more: self.more };
        compose_within(&letter, self.language, room)
    }

    /// Whether it must wake people.
    fn critical(&self) -> bool {
        self.facts
            .iter()
            .any(|facts| facts.priority == Priority::Critical && facts.occurrence.is_some() && !facts.drill)
    }

    /// The telephones of those it is for, as robots know them: without the country code of China, which they take for granted.
    fn phones(&self) -> Vec<String> {
        let phones = self.to.iter().filter_map(|contact| contact.phone.as_deref());
        let digits = phones.map(|phone| phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect::<String>());
        let domestic = digits.map(|phone| phone.strip_prefix("+86").map_or(phone.clone(), str::to_owned));
        domestic.filter(|phone| !phone.is_empty()).collect()
    }
}

/// Sends messages over one configured channel.
pub trait Sender: Send + Sync {
    /// Sends a message once. Ends within [`TIMEOUT`].
    fn send<'a>(&'a self, message: &'a Outgoing) -> BoxFuture<'a, Result<Accepted, SendError>>;
}

/// Why a channel cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ChannelError {
    /// Its settings are wrong.
    #[error("channel {channel} cannot be used: {}", complaints.join("; "))]
    Settings {
        /// Which.
        channel: String,
        /// All that is wrong.
        complaints: Vec<String>,
    },
    /// A secret is missing.
    #[error("the secret {secret} of channel {channel} is missing; set it with \"mcsctl notify channel set\"")]
    NoSecret {
        /// Which channel.
        channel: String,
        /// Which secret.
        secret: &'static str,
    },
    /// The file with its own certificates cannot be read.
    #[error("cannot read {}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The file holds no certificates.
    #[error("{} holds no certificate in PEM form", path.display())]
    Certificate {
        /// Which.
        path: PathBuf,
    },
    /// No client can be made.
    #[error("no HTTP client can be made; the machine's certificates (ca-certificates) may be missing")]
    Client {
        /// Why.
        #[source]
        source: reqwest::Error,
    },
    /// TLS cannot be used.
    #[error("TLS cannot be used")]
    Tls {
        /// Why.
        #[source]
        source: lettre::transport::smtp::Error,
    },
}

/// One kind of channel.
trait Kind: Sender + Sized + 'static {
    /// Settings and secrets it knows.
    const KNOWN: (&'static [Setting], &'static [Setting]);
    /// Its settings, read.
    type Config;
    /// Reads them; `None` if what is missing was complained of.
    fn read(reader: &mut Reader<'_>) -> Option<Self::Config>;
    /// With its secrets it can send.
    fn open(config: Self::Config, secrets: Secrets<'_>) -> Result<Self, ChannelError>;
}

/// What can be set of a kind of channel.
pub const fn settings_of(kind: ChannelKind) -> &'static [Setting] {
    known(kind).0
}

/// What must be kept secret of a kind of channel.
pub const fn secrets_of(kind: ChannelKind) -> &'static [Setting] {
    known(kind).1
}

const fn known(kind: ChannelKind) -> (&'static [Setting], &'static [Setting]) {
    match kind {
        ChannelKind::Smtp => smtp::Smtp::KNOWN,
        ChannelKind::Dingtalk => dingtalk::Dingtalk::KNOWN,
        ChannelKind::Feishu => feishu::Feishu::KNOWN,
        ChannelKind::Wecom => wecom::Wecom::KNOWN,
        ChannelKind::Webhook => webhook::Webhook::KNOWN,
        ChannelKind::AliyunSms => aliyun_sms::AliyunSms::KNOWN,
    }
}

/// Everything that is wrong with a channel's settings, and the secrets it lacks.
pub fn check(channel: &Channel) -> Result<(), Vec<String>> {
    match channel.kind {
        ChannelKind::Smtp => config::<smtp::Smtp>(channel).map(drop),
        ChannelKind::Dingtalk => config::<dingtalk::Dingtalk>(channel).map(drop),
        ChannelKind::Feishu => config::<feishu::Feishu>(channel).map(drop),
        ChannelKind::Wecom => config::<wecom::Wecom>(channel).map(drop),
        ChannelKind::Webhook => config::<webhook::Webhook>(channel).map(drop),
        ChannelKind::AliyunSms => config::<aliyun_sms::AliyunSms>(channel).map(drop),
    }
}

/// Opens a channel with its secrets by name. Nothing is sent yet.
pub fn open(channel: &Channel, secrets: &BTreeMap<String, Secret>) -> Result<Arc<dyn Sender>, ChannelError> {
    match channel.kind {
        ChannelKind::Smtp => sender::<smtp::Smtp>(channel, secrets),
        ChannelKind::Dingtalk => sender::<dingtalk::Dingtalk>(channel, secrets),
        ChannelKind::Feishu => sender::<feishu::Feishu>(channel, secrets),
        ChannelKind::Wecom => sender::<wecom::Wecom>(channel, secrets),
        ChannelKind::Webhook => sender::<webhook::Webhook>(channel, secrets),
        ChannelKind::AliyunSms => sender::<aliyun_sms::AliyunSms>(channel, secrets),
    }
}

fn config<K: Kind>(channel: &Channel) -> Result<K::Config, Vec<String>> {
    let mut reader = Reader::new(&channel.settings, &channel.secrets, K::KNOWN);
    let config = K::read(&mut reader);
    let complaints = reader.complaints();
    config.filter(|_| complaints.is_empty()).ok_or(complaints)
}

fn sender<K: Kind>(channel: &Channel, secrets: &BTreeMap<String, Secret>) -> Result<Arc<dyn Sender>, ChannelError> {
    let name = channel.name.to_string();
    let config =
        config::<K>(channel).map_err(|complaints| ChannelError::Settings { channel: name.clone(), complaints })?;
    Ok(Arc::new(K::open(config, Secrets { channel: &name, values: secrets })?))
}

/// Asks for an address by the client all channels share; any 2xx is an answer.
pub(super) async fn ask_for(url: &str) -> Result<(), String> {
    let client = http::client().map_err(|error| error.to_string())?;
    // The address may hold a key: it is in no complaint.
    let answer = client.get(url).send().await.map_err(|error| error.without_url().to_string())?;
    if answer.status().is_success() { Ok(()) } else { Err(format!("it answered {}", answer.status())) }
}

#[cfg(test)]
mod tests;
