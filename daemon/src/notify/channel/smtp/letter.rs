//! A message as mail.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use lettre::{
    Address, Message,
    message::{
        Mailbox, MessageBuilder,
        header::{ContentType, HeaderName, HeaderValue, MIME_VERSION_1_0},
    },
};
use mcs_core::{notice::Contact, time::Timestamp};

use crate::notify::channel::{Outgoing, SendError};

/// Most bytes of a text.
const ROOM: usize = 64 * 1024;

/// A mail and where it goes.
#[derive(Debug)]
pub(super) struct Letter {
    pub(super) from: Address,
    pub(super) to: Vec<Address>,
    pub(super) bytes: Vec<u8>,
    /// What contacts have for an address and is none.
    pub(super) unusable: Vec<String>,
}

/// Writes a message as mail to everybody who has an address.
pub(super) fn write(message: &Outgoing, from: &Mailbox, now: Timestamp) -> Result<Letter, SendError> {
    let mut to = Vec::new();
    let mut unusable = Vec::new();
    for contact in &message.to {
        match contact.email.as_deref().map(|email| email.trim().parse()) {
            Some(Ok(address)) => to.push(mailbox(contact, address)),
            Some(Err(_)) => unusable.push(format!("{} (not an address)", contact.name)),
            None => {}
        }
    }
    if to.is_empty() {
        let advice = "set one with \"mcsctl notify contact set\"";
        return Err(SendError::Refused(match unusable.as_slice() {
            [] => format!("nobody of this group has a mail address; {advice}"),
            wrong => format!("no mail address of this group is one: {}; {advice}", wrong.join(", ")),
        }));
    }
    let text = message.text(ROOM);
    let mut builder = Message::builder()
        .from(from.clone())
        .message_id(Some(format!("<{}@{}>", word(&message.key), from.email.domain())))
        .date(system_time(now))
        .subject(&text.title)
        .header(MIME_VERSION_1_0)
        .header(ContentType::TEXT_PLAIN);
    for mailbox in &to {
        builder = builder.to(mailbox.clone());
    }
    // Nobody's absence is to be mailed back to a machine (RFC 3834).
    builder = raw(builder, "Auto-Submitted", "auto-generated");
    if message.critical() {
        builder = raw(raw(builder, "X-Priority", "1"), "Importance", "high");
    }
    let mail =
        builder.body(text.plain()).map_err(|error| SendError::Refused(format!("this makes no mail: {error}")))?;
    Ok(Letter {
        from: from.email.clone(),
        to: to.into_iter().map(|mailbox| mailbox.email).collect(),
        bytes: mail.formatted(),
        unusable,
    })
}

fn mailbox(contact: &Contact, address: Address) -> Mailbox {
    let name = contact.full_name.as_deref().map(|name| name.replace(char::is_control, " "));
    Mailbox::new(Some(name.unwrap_or_else(|| contact.name.to_string())), address)
}

/// What may stand in a Message-ID; keys are made of it already.
fn word(key: &str) -> String {
    key.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' }).collect()
}

fn raw(mut builder: MessageBuilder, name: &'static str, value: &str) -> MessageBuilder {
    builder = builder.raw_header(HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned()));
    builder
}

fn system_time(at: Timestamp) -> SystemTime {
    UNIX_EPOCH + Duration::from_micros(u64::try_from(at.as_micros()).unwrap_or_default())
}
