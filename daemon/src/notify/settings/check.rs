//! What settings may say, and what is allowed and yet probably not meant.

use std::collections::BTreeSet;

use mcs_core::{
    id::ShortName,
    notice::{Channel, ChannelKind, Contact, Directory, Group, Policy, Route},
    time::{Span, Timestamp},
};

/// The longest that raises may be folded.
const LONGEST_DEBOUNCE_S: u32 = 86_400;
/// The longest that the schedule may be overridden in one go.
const LONGEST_OVERRIDE: Span = Span::hours(7 * 24);
/// The longest name, address or reason.
const LONGEST_TEXT: usize = 254;
/// The longest address of a heartbeat.
const LONGEST_URL: usize = 2_048;
/// Digits of a telephone number.
const DIGITS: std::ops::RangeInclusive<usize> = 5..=20;

/// All that is wrong with a contact.
pub(super) fn contact(contact: &Contact) -> Vec<String> {
    let mut complaints = Vec::new();
    if let Some(name) = &contact.full_name
        && !is_line(name)
    {
        complaints.push(format!("the full name is empty, longer than {LONGEST_TEXT} bytes or more than one line"));
    }
    if let Some(email) = &contact.email
        && !is_email(email)
    {
        complaints.push(format!("{email:?} is no mail address; write it like wang@example.com"));
    }
    if let Some(phone) = &contact.phone
        && !is_phone(phone)
    {
        complaints.push(format!("{phone:?} is no telephone number; write digits only, with + before a country code"));
    }
    complaints
}

/// All that is wrong with a group by itself.
pub(super) fn group(group: &Group) -> Vec<String> {
    let mut complaints = Vec::new();
    if group.channels.is_empty() {
        complaints.push("it has no channel: nobody in it could be told".to_owned());
    }
    complaints.extend(twice("channel", &group.channels));
    complaints.extend(twice("contact", &group.contacts));
    complaints
}

/// All that is wrong with a route by itself.
pub(super) fn route(route: &Route) -> Vec<String> {
    let mut complaints = Vec::new();
    if route.groups.is_empty() {
        complaints.push("it leads to no group: nobody would be told".to_owned());
    }
    complaints.extend(twice("group", &route.groups));
    complaints
}

/// All that is wrong with a policy. An override that stood before may end while it stands.
pub(super) fn policy(before: &Policy, policy: &Policy, now: Timestamp) -> Vec<String> {
    let mut complaints = Vec::new();
    if policy.debounce_s > LONGEST_DEBOUNCE_S {
        complaints.push(format!("a debounce of {} s is longer than a day", policy.debounce_s));
    }
    if policy.schedule.is_some_and(|schedule| !schedule.days.contains(&true)) {
        complaints.push("the schedule has no day: low and medium alarms would never be told".to_owned());
    }
    if let Some(url) = &policy.heartbeat_url
        && !is_url(url)
    {
        complaints.push("the heartbeat goes to an address that begins with https:// or http://".to_owned());
    }
    if let Some((hour, minute)) = policy.alive_at
        && !((0..24).contains(&hour) && (0..60).contains(&minute))
    {
        complaints.push(format!("{hour}:{minute} is no time of day"));
    }
    if let Some(new) = &policy.schedule_override
        && before.schedule_override.as_ref() != Some(new)
    {
        if policy.schedule.is_none() {
            complaints.push("there is no schedule to override".to_owned());
        }
        if !is_line(&new.reason) {
            complaints.push("an override needs a reason, in one line".to_owned());
        }
        if new.until <= now {
            complaints.push(format!("the override would have ended at {}", new.until));
        }
        if new.until - now > LONGEST_OVERRIDE {
            complaints.push("an override lasts 7 days at most".to_owned());
        }
    }
    complaints
}

/// What is remarkable about a group as things are now.
pub(super) fn remarks_on_group(directory: &Directory, group: &Group) -> Vec<String> {
    let mut remarks = Vec::new();
    let channels: Vec<&Channel> =
        group.channels.iter().filter_map(|name| directory.channel(name.as_str())).filter(|c| c.enabled).collect();
    if channels.is_empty() {
        remarks.push(format!("group {} has no enabled channel: it cannot be told anything", group.name));
    }
    for contact in directory.members(group.name.as_str()) {
        for channel in &channels {
            if let Some(lacks) = lacks(channel.kind, &contact) {
                remarks.push(format!("channel {} cannot reach {}: no {lacks}", channel.name, contact.name));
            }
        }
    }
    remarks
}

/// What a contact needs to be reached by a channel of this kind, and lacks.
fn lacks(kind: ChannelKind, contact: &Contact) -> Option<&'static str> {
    match kind {
        ChannelKind::Smtp => contact.email.is_none().then_some("mail address"),
        ChannelKind::AliyunSms => contact.phone.is_none().then_some("telephone number"),
        // Robots speak to their chat; who has no number is only not mentioned.
        ChannelKind::Dingtalk | ChannelKind::Feishu | ChannelKind::Wecom | ChannelKind::Webhook => None,
    }
}

fn twice(what: &str, names: &[ShortName]) -> Option<String> {
    let mut seen = BTreeSet::new();
    names.iter().find(|name| !seen.insert(*name)).map(|name| format!("{what} {name} is named twice"))
}

fn is_line(text: &str) -> bool {
    !text.trim().is_empty() && text.len() <= LONGEST_TEXT && !text.chars().any(char::is_control)
}

fn is_email(text: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c.is_control() || "<>,;\"@".contains(c))
    };
    text.len() <= LONGEST_TEXT && text.split_once('@').is_some_and(|(local, host)| plain(local) && plain(host))
}

fn is_phone(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    DIGITS.contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    text.len() <= LONGEST_URL
        && rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}
