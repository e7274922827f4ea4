//! What an argument names, and where its values come from.

use mcs_core::{alarm::LifeState, sensor::SensorType};
use mcs_proto::{
    client::{AlarmQuery, Client, ClientError, DeliveryQuery},
    context::Contexts,
};

use super::{Value, live::ask, selector};
use crate::explain::Topic;

/// How many deliveries are proposed.
const DELIVERIES: usize = 50;

/// What an argument names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Noun {
    Device,
    Discovered,
    Area,
    Zone,
    Instrument,
    /// Alarms that are not over.
    Alarm,
    /// Those that nobody has acknowledged.
    Unacknowledged,
    /// Those that can be reset.
    Latched,
    Delivery,
    Channel,
    Contact,
    Group,
    Route,
    Target,
    Job,
    Backup,
    /// The name of a daemon.
    Context,
    /// What can be explained.
    Topic,
    Selector,
    /// A level of rules.
    Level,
}

impl Noun {
    /// What the argument of this id names in the command of this path; `None` where it is not the plant's.
    pub(super) fn of(path: &str, id: &str) -> Option<Self> {
        let (noun, _) = path.rsplit_once(' ').unwrap_or((path, ""));
        Some(match (id, path, noun) {
            ("sn", "device add", _) => return None,
            ("sn", "device adopt", _) => Self::Discovered,
            ("sn", ..) => Self::Device,
            ("selector", ..) => Self::Selector,
            ("area" | "areas", ..) => Self::Area,
            ("zone", ..) | ("name", _, "zone") => Self::Zone,
            ("instrument", ..) => Self::Instrument,
            ("id", "alarm ack", _) => Self::Unacknowledged,
            ("id", "alarm reset", _) => Self::Latched,
            ("id", "notify trace", _) | ("id", _, "alarm") | ("alarm", ..) => Self::Alarm,
            ("id", _, "notify outbox") => Self::Delivery,
            ("channel" | "channels", ..) | ("name", _, "notify channel") => Self::Channel,
            ("contacts", ..) | ("name", _, "notify contact") => Self::Contact,
            ("groups", ..) | ("name", _, "notify group") => Self::Group,
            ("name", _, "notify route") => Self::Route,
            ("name", _, "archive target") => Self::Target,
            ("name", _, "job") => Self::Job,
            ("name", "backup verify", _) => Self::Backup,
            ("name", "context add", _) => return None,
            ("name", _, "context") | ("context", ..) => Self::Context,
            ("topic", "explain", _) => Self::Topic,
            ("scope", _, "rule") => Self::Level,
            _other => return None,
        })
    }

    /// Its values; those that do not begin with what was typed do no harm.
    pub(super) fn values(self, typed: &str) -> Vec<Value> {
        match self {
            Self::Context => contexts(),
            Self::Topic => Topic::all().map(|topic| Value::about(topic.name(), topic.kind())).collect(),
            Self::Selector => selector::values(typed),
            Self::Device
            | Self::Discovered
            | Self::Area
            | Self::Zone
            | Self::Instrument
            | Self::Alarm
            | Self::Unacknowledged
            | Self::Latched
            | Self::Delivery
            | Self::Channel
            | Self::Contact
            | Self::Group
            | Self::Route
            | Self::Target
            | Self::Job
            | Self::Backup
            | Self::Level => {
                let mut values = ask(async |client| self.known(&client).await).unwrap_or_default();
                values.sort_by(|a, b| a.text.cmp(&b.text));
                values.dedup_by(|a, b| a.text == b.text);
                values
            }
        }
    }

    /// What the daemon knows.
    async fn known(self, client: &Client) -> Result<Vec<Value>, ClientError> {
        Ok(match self {
            Self::Device => {
                let devices = client.devices(false).await?.into_iter();
                devices.map(|device| Value::about(device.sn, device.settings.sensor)).collect()
            }
            Self::Discovered => client.discovered().await?.into_iter().map(|found| Value::plain(found.sn)).collect(),
            Self::Area => {
                client.devices(false).await?.into_iter().filter_map(|device| device.area.map(Value::plain)).collect()
            }
            Self::Instrument => {
                let devices = client.devices(false).await?.into_iter();
                devices.filter_map(|device| device.instrument.map(Value::plain)).collect()
            }
            Self::Zone => client.zones().await?.into_iter().map(|zone| Value::plain(zone.name)).collect(),
            Self::Alarm => alarms(client, |_| true).await?,
            Self::Unacknowledged => alarms(client, LifeState::unacknowledged).await?,
            Self::Latched => alarms(client, |state| state == LifeState::LatchedAcked).await?,
            Self::Delivery => {
                let query = DeliveryQuery { limit: DELIVERIES, ..DeliveryQuery::default() };
                let deliveries = client.deliveries(&query).await?.into_iter();
                deliveries.map(|delivery| Value::about(delivery.id, delivery.state.as_str())).collect()
            }
            Self::Channel => {
                client.directory().await?.channels.into_iter().map(|channel| Value::plain(channel.name)).collect()
            }
            Self::Contact => {
                client.directory().await?.contacts.into_iter().map(|contact| Value::plain(contact.name)).collect()
            }
            Self::Group => client.directory().await?.groups.into_iter().map(|group| Value::plain(group.name)).collect(),
            Self::Route => client.directory().await?.routes.into_iter().map(|route| Value::plain(route.name)).collect(),
            Self::Target => client.targets().await?.into_iter().map(|target| Value::plain(target.name)).collect(),
            Self::Job => client.jobs().await?.into_iter().map(|job| Value::plain(job.name)).collect(),
            Self::Backup => client.backups(false).await?.into_iter().map(|backup| Value::plain(backup.name)).collect(),
            Self::Level => levels(client).await?,
            Self::Context | Self::Topic | Self::Selector => Vec::new(),
        })
    }
}

async fn alarms(client: &Client, wanted: impl Fn(LifeState) -> bool) -> Result<Vec<Value>, ClientError> {
    let alarms = client.alarms(&AlarmQuery { include_closed: false, sn: None }).await?.alarms.into_iter();
    let shown = alarms.filter(|alarm| wanted(alarm.state)).map(|alarm| {
        let subject = alarm.sn.map_or_else(|| "the system".to_owned(), |sn| sn.to_string());
        Value::about(alarm.id, format!("{subject} {} {}", alarm.condition, alarm.state.as_str()))
    });
    Ok(shown.collect())
}

/// The site, the types of sensors, the instruments and points there are.
async fn levels(client: &Client) -> Result<Vec<Value>, ClientError> {
    let mut values = vec![Value::plain("site")];
    values.extend(SensorType::ALL.map(|sensor| Value::plain(format!("type:{}", sensor.as_str()))));
    for device in client.devices(false).await? {
        values.push(Value::plain(format!("point:{}", device.sn)));
        values.extend(device.instrument.map(|instrument| Value::plain(format!("instrument:{instrument}"))));
    }
    Ok(values)
}

fn contexts() -> Vec<Value> {
    let Ok(contexts) = Contexts::file().and_then(|file| Contexts::load(&file)) else { return Vec::new() };
    contexts.places().map(|(name, place)| Value::about(name, place.socket.display())).collect()
}
