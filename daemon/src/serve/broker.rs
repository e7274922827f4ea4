//! The link to an external broker, where one is configured.

use mcs_core::{
    alarm::SystemCause,
    broker::{BrokerState, BrokerStatus},
    site::Site,
};

use crate::{
    clock::Clock,
    config::{BrokerConfig, Config},
    health::{Check, Component, Probe},
    ingest::{
        Inbox, Roster,
        external::{BrokerHandle, External, Settings},
    },
    plant::Causes,
};

/// Starts the link, if there is a broker. Without one, nothing is wrong with it any more.
pub(super) fn start(
    config: &Config,
    site: &Site,
    inbox: &Inbox,
    roster: &Roster,
    clock: Clock,
    causes: Causes,
) -> Option<External> {
    let Some(settings) = settings(&config.broker, site) else {
        causes.set(SystemCause::BrokerLink, false, String::new());
        causes.set(SystemCause::BrokerLimits, false, String::new());
        return None;
    };
    tracing::info!(broker = settings.url, client_id = settings.client_id, "devices are heard through a broker");
    let warn = move |warnings: &[String]| {
        causes.set(SystemCause::BrokerLimits, !warnings.is_empty(), warnings.join("; "));
    };
    Some(External::start(settings, inbox.clone(), roster.clone(), clock, warn))
}

fn settings(config: &BrokerConfig, site: &Site) -> Option<Settings> {
    let url = config.url.as_ref()?;
    Some(Settings {
        url: url.to_string(),
        host: url.host.clone(),
        port: url.port,
        tls: url.tls,
        user: url.user.clone(),
        client_id: config.client_id.clone().unwrap_or_else(|| client_id(&site.name)),
        password_file: config.password_file.clone(),
        ca: config.ca.clone(),
        certificate: config.certificate.clone(),
        key: config.key.clone(),
    })
}

/// What a site is called at its broker: its name, without what has a meaning there.
fn client_id(site: &str) -> String {
    let plain = |c: char| if c.is_whitespace() || c.is_control() || matches!(c, '/' | '+' | '#') { '-' } else { c };
    format!("mcsd-{}", site.chars().map(plain).collect::<String>())
}

/// How the link is, for `/health`. Never failing: starting the daemon again does not bring a broker back.
pub(super) fn component(broker: BrokerHandle) -> Component {
    Component::new("broker", move || {
        let BrokerStatus { state, why, warnings, .. } = broker.status();
        match state {
            BrokerState::Lost => Check::Degraded(format!("the link is lost: {}", why.unwrap_or_default())),
            BrokerState::Connecting | BrokerState::Up if warnings.is_empty() => Check::Ok,
            BrokerState::Connecting | BrokerState::Up => Check::Degraded(warnings.join("; ")),
        }
    })
}

/// What is measured of the link.
pub(super) fn probes(broker: &BrokerHandle) -> Vec<Probe> {
    let counter = |name, help, read: fn(&BrokerStatus) -> u64| {
        let broker = broker.clone();
        Probe::counter(name, help, move || read(&broker.status()))
    };
    let gauge = |name, help, read: fn(&BrokerStatus) -> f64| {
        let broker = broker.clone();
        Probe::gauge(name, help, move || read(&broker.status()))
    };
    vec![
        gauge("broker_up", "Whether the link to the external broker is up", |link| {
            f64::from(u8::from(link.state == BrokerState::Up))
        }),
        gauge("broker_in_flight", "Publishes of the broker not acknowledged yet", |link| link.in_flight as f64),
        counter("broker_connects", "Connections made to the broker", |link| link.connects),
        counter("broker_frames", "Publishes that came from the broker", |link| link.frames),
        counter("broker_strangers", "Of these, of devices nobody registered", |link| link.strangers),
        counter("broker_retained", "Of these, retained copies passed over", |link| link.retained),
        counter("broker_refused", "Publishes the broker was asked for again", |link| link.refused),
    ]
}

#[cfg(test)]
mod tests {
    use super::client_id;

    #[test]
    fn a_site_is_called_at_its_broker_as_people_call_it() {
        assert_eq!(client_id("plant"), "mcsd-plant");
        assert_eq!(client_id("Plant 7/west"), "mcsd-Plant-7-west");
        assert_eq!(client_id("東廠"), "mcsd-東廠");
    }
}
