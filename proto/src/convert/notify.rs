//! Who is told and by what. Secrets travel towards the daemon only, and are no part of a directory.

mod change;
mod delivery;
mod simulation;

pub use delivery::delivery_state;

use std::str::FromStr;

use mcs_core::{
    alarm::Condition,
    id::ShortName,
    notice::{
        Channel, ChannelKind, ChannelKindInfo, ChannelSetting, Contact, Directory, Group, Language, Policy, Route,
        Schedule, ScheduleOverride,
    },
    sensor::SensorType,
    time::Timestamp,
};

use super::{
    WireError,
    alarm::{condition, priority},
    all,
    device::sensor,
    instant, micros, name, required, unknown,
};
use crate::wire;

/// The name of a channel, contact, group or route as it stands in a request.
pub fn notice_name(text: &str) -> Result<ShortName, WireError> {
    name("name", text)
}

fn names(field: &'static str, texts: &[String]) -> Result<Vec<ShortName>, WireError> {
    texts.iter().map(|text| name(field, text)).collect()
}

fn texts(names: &[ShortName]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

fn channel_kind(text: &str) -> Result<ChannelKind, WireError> {
    ChannelKind::parse(text).ok_or_else(|| unknown("kind", format_args!("{text:?}")))
}

fn language(text: &str) -> Result<Language, WireError> {
    Language::parse(text).ok_or_else(|| unknown("language", format_args!("{text:?}")))
}

fn time_of_day<T: FromStr>(field: &'static str, text: &str) -> Result<T, WireError> {
    text.parse().map_err(|_| unknown(field, format_args!("{text:?}")))
}

fn hour_and_minute(text: &str) -> Result<(i8, i8), WireError> {
    let read = |text: &str| text.parse().ok().filter(|number| (0..60).contains(number));
    let time = text.split_once(':').and_then(|(hour, minute)| Some((read(hour)?, read(minute)?)));
    time.filter(|(hour, _)| *hour < 24).ok_or_else(|| unknown("alive_at", format_args!("{text:?}")))
}

impl From<&Channel> for wire::Channel {
    fn from(channel: &Channel) -> Self {
        Self {
            name: channel.name.to_string(),
            kind: channel.kind.as_str().to_owned(),
            enabled: channel.enabled,
            settings: channel.settings.clone().into_iter().collect(),
            secrets: channel.secrets.clone(),
            revision: channel.revision,
            tested_us: micros(channel.tested),
        }
    }
}

impl TryFrom<wire::Channel> for Channel {
    type Error = WireError;
    fn try_from(channel: wire::Channel) -> Result<Self, WireError> {
        Ok(Self {
            name: name("channel", &channel.name)?,
            kind: channel_kind(&channel.kind)?,
            enabled: channel.enabled,
            settings: channel.settings.into_iter().collect(),
            secrets: channel.secrets,
            revision: channel.revision,
            tested: instant(channel.tested_us),
        })
    }
}

impl From<&Contact> for wire::Contact {
    fn from(contact: &Contact) -> Self {
        Self {
            name: contact.name.to_string(),
            full_name: contact.full_name.clone(),
            email: contact.email.clone(),
            phone: contact.phone.clone(),
            language: contact.language.as_str().to_owned(),
            enabled: contact.enabled,
        }
    }
}

impl TryFrom<wire::Contact> for Contact {
    type Error = WireError;
    fn try_from(contact: wire::Contact) -> Result<Self, WireError> {
        Ok(Self {
            name: name("contact", &contact.name)?,
            full_name: contact.full_name,
            email: contact.email,
            phone: contact.phone,
            language: language(&contact.language)?,
            enabled: contact.enabled,
        })
    }
}

impl From<&Group> for wire::Group {
    fn from(group: &Group) -> Self {
        Self { name: group.name.to_string(), contacts: texts(&group.contacts), channels: texts(&group.channels) }
    }
}

impl TryFrom<wire::Group> for Group {
    type Error = WireError;
    fn try_from(group: wire::Group) -> Result<Self, WireError> {
        Ok(Self {
            name: name("group", &group.name)?,
            contacts: names("contact", &group.contacts)?,
            channels: names("channel", &group.channels)?,
        })
    }
}

impl From<&Route> for wire::Route {
    fn from(route: &Route) -> Self {
        Self {
            name: route.name.to_string(),
            order: route.order,
            priorities: route.priorities.iter().map(|&priority| wire::Priority::from(priority).into()).collect(),
            areas: texts(&route.areas),
            sensors: route.sensors.iter().map(|sensor| sensor.as_str().to_owned()).collect(),
            types: route.conditions.iter().map(|condition| condition.as_str().to_owned()).collect(),
            groups: texts(&route.groups),
        }
    }
}

impl TryFrom<wire::Route> for Route {
    type Error = WireError;
    fn try_from(route: wire::Route) -> Result<Self, WireError> {
        let sensors = route.sensors.iter().map(|text| sensor(text)).collect::<Result<Vec<SensorType>, _>>()?;
        let conditions = route.types.iter().map(|text| condition(text)).collect::<Result<Vec<Condition>, _>>()?;
        Ok(Self {
            name: name("route", &route.name)?,
            order: route.order,
            priorities: route.priorities.into_iter().map(priority).collect::<Result<_, _>>()?,
            areas: names("area", &route.areas)?,
            sensors,
            conditions,
            groups: names("group", &route.groups)?,
        })
    }
}

impl From<&Schedule> for wire::Schedule {
    fn from(schedule: &Schedule) -> Self {
        let days = (1..).zip(schedule.days).filter(|(_, open)| *open).map(|(day, _)| day);
        Self { days: days.collect(), start: schedule.start.to_string(), end: schedule.end.to_string() }
    }
}

impl TryFrom<wire::Schedule> for Schedule {
    type Error = WireError;
    fn try_from(schedule: wire::Schedule) -> Result<Self, WireError> {
        let mut days = [false; 7];
        for day in schedule.days {
            let place = usize::try_from(day).ok().and_then(|day| days.get_mut(day.wrapping_sub(1)));
            *place.ok_or_else(|| unknown("day", day))? = true;
        }
        Ok(Self { days, start: time_of_day("start", &schedule.start)?, end: time_of_day("end", &schedule.end)? })
    }
}

impl From<&Policy> for wire::Policy {
    fn from(policy: &Policy) -> Self {
        let over = policy.schedule_override.as_ref();
        Self {
            debounce_s: policy.debounce_s,
            schedule: policy.schedule.as_ref().map(Into::into),
            schedule_override: over.map(|over| wire::ScheduleOverride {
                by: over.by.clone(),
                reason: over.reason.clone(),
                until_us: over.until.as_micros(),
            }),
            language: policy.language.as_str().to_owned(),
            heartbeat_url: policy.heartbeat_url.clone(),
            alive_at: policy.alive_at.map(|(hour, minute)| format!("{hour:02}:{minute:02}")),
        }
    }
}

impl TryFrom<wire::Policy> for Policy {
    type Error = WireError;
    fn try_from(policy: wire::Policy) -> Result<Self, WireError> {
        Ok(Self {
            debounce_s: policy.debounce_s,
            schedule: policy.schedule.map(TryInto::try_into).transpose()?,
            schedule_override: policy.schedule_override.map(|over| ScheduleOverride {
                by: over.by,
                reason: over.reason,
                until: Timestamp::from_micros(over.until_us),
            }),
            language: language(&policy.language)?,
            heartbeat_url: policy.heartbeat_url,
            alive_at: policy.alive_at.as_deref().map(hour_and_minute).transpose()?,
        })
    }
}

impl From<&Directory> for wire::Directory {
    fn from(directory: &Directory) -> Self {
        Self {
            channels: directory.channels.iter().map(Into::into).collect(),
            contacts: directory.contacts.iter().map(Into::into).collect(),
            groups: directory.groups.iter().map(Into::into).collect(),
            routes: directory.routes.iter().map(Into::into).collect(),
            policy: Some((&directory.policy).into()),
        }
    }
}

impl TryFrom<wire::Directory> for Directory {
    type Error = WireError;
    fn try_from(directory: wire::Directory) -> Result<Self, WireError> {
        Ok(Self {
            channels: all(directory.channels)?,
            contacts: all(directory.contacts)?,
            groups: all(directory.groups)?,
            routes: all(directory.routes)?,
            policy: required("policy", directory.policy)?.try_into()?,
        })
    }
}

impl From<&ChannelSetting> for wire::ChannelSetting {
    fn from(setting: &ChannelSetting) -> Self {
        let ChannelSetting { name, what, example, required } = setting.clone();
        Self { name, what, example, required }
    }
}

impl From<wire::ChannelSetting> for ChannelSetting {
    fn from(setting: wire::ChannelSetting) -> Self {
        let wire::ChannelSetting { name, what, example, required } = setting;
        Self { name, what, example, required }
    }
}

impl From<&ChannelKindInfo> for wire::ChannelKindInfo {
    fn from(info: &ChannelKindInfo) -> Self {
        Self {
            kind: info.kind.as_str().to_owned(),
            settings: info.settings.iter().map(Into::into).collect(),
            secrets: info.secrets.iter().map(Into::into).collect(),
        }
    }
}

impl TryFrom<wire::ChannelKindInfo> for ChannelKindInfo {
    type Error = WireError;
    fn try_from(info: wire::ChannelKindInfo) -> Result<Self, WireError> {
        Ok(Self {
            kind: channel_kind(&info.kind)?,
            settings: info.settings.into_iter().map(Into::into).collect(),
            secrets: info.secrets.into_iter().map(Into::into).collect(),
        })
    }
}
