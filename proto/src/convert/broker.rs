//! The link to the external broker, and what a test of the broker found.

use mcs_core::{
    broker::{BrokerCheck, BrokerLimit, BrokerLimits, BrokerState, BrokerStatus, BrokerVerdict},
    time::Timestamp,
};

use super::{WireError, small, unknown};
use crate::wire;

impl From<BrokerState> for wire::BrokerState {
    fn from(state: BrokerState) -> Self {
        match state {
            BrokerState::Connecting => Self::Connecting,
            BrokerState::Up => Self::Up,
            BrokerState::Lost => Self::Lost,
        }
    }
}

fn state(number: i32) -> Result<BrokerState, WireError> {
    match wire::BrokerState::try_from(number) {
        Ok(wire::BrokerState::Connecting) => Ok(BrokerState::Connecting),
        Ok(wire::BrokerState::Up) => Ok(BrokerState::Up),
        Ok(wire::BrokerState::Lost) => Ok(BrokerState::Lost),
        Ok(wire::BrokerState::Unspecified) | Err(_) => Err(unknown("state", number)),
    }
}

impl From<BrokerLimit> for wire::BrokerLimit {
    fn from(limit: BrokerLimit) -> Self {
        match limit {
            BrokerLimit::Exactly(count) => Self { count, at_least: false },
            BrokerLimit::AtLeast(count) => Self { count, at_least: true },
        }
    }
}

impl From<wire::BrokerLimit> for BrokerLimit {
    fn from(limit: wire::BrokerLimit) -> Self {
        if limit.at_least { Self::AtLeast(limit.count) } else { Self::Exactly(limit.count) }
    }
}

impl From<&BrokerStatus> for wire::BrokerLink {
    fn from(link: &BrokerStatus) -> Self {
        Self {
            url: link.url.clone(),
            client_id: link.client_id.clone(),
            state: wire::BrokerState::from(link.state).into(),
            since_us: link.since.as_micros(),
            why: link.why.clone(),
            version: link.limits.version.clone(),
            max_in_flight: link.limits.in_flight.map(Into::into),
            receive_maximum: link.limits.receive_maximum.map(u32::from),
            max_packet: link.limits.max_packet,
            warnings: link.warnings.clone(),
            connects: link.connects,
            in_flight: link.in_flight,
            frames: link.frames,
            strangers: link.strangers,
            retained: link.retained,
            refused: link.refused,
        }
    }
}

impl TryFrom<wire::BrokerLink> for BrokerStatus {
    type Error = WireError;
    fn try_from(link: wire::BrokerLink) -> Result<Self, WireError> {
        let receive_maximum = link.receive_maximum.map(|maximum| small("receive_maximum", maximum)).transpose()?;
        Ok(Self {
            url: link.url,
            client_id: link.client_id,
            state: state(link.state)?,
            since: Timestamp::from_micros(link.since_us),
            why: link.why,
            limits: BrokerLimits {
                version: link.version,
                in_flight: link.max_in_flight.map(Into::into),
                receive_maximum,
                max_packet: link.max_packet,
            },
            warnings: link.warnings,
            connects: link.connects,
            in_flight: link.in_flight,
            frames: link.frames,
            strangers: link.strangers,
            retained: link.retained,
            refused: link.refused,
        })
    }
}

impl From<BrokerVerdict> for wire::BrokerVerdict {
    fn from(verdict: BrokerVerdict) -> Self {
        match verdict {
            BrokerVerdict::Good => Self::Good,
            BrokerVerdict::Unknown => Self::Unknown,
            BrokerVerdict::Bad => Self::Bad,
        }
    }
}

fn verdict(number: i32) -> Result<BrokerVerdict, WireError> {
    match wire::BrokerVerdict::try_from(number) {
        Ok(wire::BrokerVerdict::Good) => Ok(BrokerVerdict::Good),
        Ok(wire::BrokerVerdict::Unknown) => Ok(BrokerVerdict::Unknown),
        Ok(wire::BrokerVerdict::Bad) => Ok(BrokerVerdict::Bad),
        Ok(wire::BrokerVerdict::Unspecified) | Err(_) => Err(unknown("verdict", number)),
    }
}

impl From<&BrokerCheck> for wire::BrokerCheck {
    fn from(check: &BrokerCheck) -> Self {
        Self {
            check: check.check.clone(),
            verdict: wire::BrokerVerdict::from(check.verdict).into(),
            found: check.found.clone(),
            advice: check.advice.clone(),
        }
    }
}

impl TryFrom<wire::BrokerCheck> for BrokerCheck {
    type Error = WireError;
    fn try_from(check: wire::BrokerCheck) -> Result<Self, WireError> {
        Ok(Self { check: check.check, verdict: verdict(check.verdict)?, found: check.found, advice: check.advice })
    }
}
