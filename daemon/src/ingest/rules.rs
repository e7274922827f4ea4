//! What a credential may publish and subscribe. Everything not named here is refused.

use mcs_core::{
    id::SerialNumber,
    topic::{Leaf, Topic},
};

use serde_json::Value;

use super::roster::Grant;

/// Why a subscription is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SubscribeRefusal {
    /// Devices subscribe to their own topics by name.
    Wildcard,
    /// Shared subscriptions would let one device take another's commands.
    Shared,
    /// Not one of its topics.
    NotGranted,
}

/// The device and leaf a publish is for, if the credential may publish there.
pub(super) fn may_publish<'a>(grants: &'a [Grant], topic: &str) -> Option<(&'a SerialNumber, Leaf)> {
    match Topic::parse(topic)? {
        Topic::Device { sn, leaf } if leaf.from_device() => {
            grants.iter().find(|g| g.sn.as_str() == sn).map(|g| (&g.sn, leaf))
        }
        Topic::Device { .. } | Topic::Broadcast => None,
    }
}

/// Whether the credential may subscribe to this filter.
pub(super) fn may_subscribe(grants: &[Grant], filter: &str) -> Result<(), SubscribeRefusal> {
    if filter.starts_with("$share/") {
        return Err(SubscribeRefusal::Shared);
    }
    if filter.contains(['+', '#']) {
        return Err(SubscribeRefusal::Wildcard);
    }
    match Topic::parse(filter) {
        Some(Topic::Device { sn, leaf: Leaf::Cmd | Leaf::Down }) if grants.iter().any(|g| g.sn.as_str() == sn) => {
            Ok(())
        }
        Some(Topic::Broadcast) => Ok(()),
        Some(Topic::Device { .. }) | None => Err(SubscribeRefusal::NotGranted),
    }
}

/// Whether a payload says it is of another device than its topic. The family's reader passes the field over, as it does
/// every field that is no measurement.
pub(super) fn names_another(payload: &[u8], sn: &SerialNumber) -> bool {
    const FIELD: &[u8] = br#""sn""#;
    if !payload.windows(FIELD.len()).any(|part| part == FIELD) {
        return false;
    }
    let other = |object: &Value| object.get("sn").and_then(Value::as_str).is_some_and(|named| named != sn.as_str());
    match serde_json::from_slice(payload) {
        Ok(Value::Array(elements)) => elements.iter().any(other),
        Ok(value) => other(&value),
        Err(_) => false,
    }
}

/// The device a will speaks for: only a status topic of its own makes sense.
pub(super) fn may_will<'a>(grants: &'a [Grant], topic: &str) -> Option<&'a SerialNumber> {
    match may_publish(grants, topic) {
        Some((sn, Leaf::Status)) => Some(sn),
        Some(_) | None => None,
    }
}

#[cfg(test)]
mod tests {
    use mcs_core::topic::BROADCAST;

    use super::*;

    fn grants() -> Vec<Grant> {
        vec![Grant { sn: "A001".parse().expect("valid") }]
    }

    #[test]
    fn a_device_publishes_only_as_itself() {
        let grants = grants();
        for topic in ["mcs/A001/up", "mcs/A001/status", "mcs/A001/ack"] {
            assert!(may_publish(&grants, topic).is_some(), "{topic}");
        }
        for topic in ["mcs/B001/up", "mcs/A001/cmd", "mcs/A001/down", BROADCAST, "mcs/A001", "mcs/A001/up/x", "x", ""] {
            assert!(may_publish(&grants, topic).is_none(), "{topic}");
        }
    }

    #[test]
    fn a_device_hears_only_its_own_commands_and_the_broadcast() {
        let grants = grants();
        for filter in ["mcs/A001/cmd", "mcs/A001/down", BROADCAST] {
            assert_eq!(may_subscribe(&grants, filter), Ok(()), "{filter}");
        }
        assert_eq!(may_subscribe(&grants, "mcs/B001/cmd"), Err(SubscribeRefusal::NotGranted));
        assert_eq!(may_subscribe(&grants, "mcs/A001/up"), Err(SubscribeRefusal::NotGranted));
        assert_eq!(may_subscribe(&grants, "mcs/+/cmd"), Err(SubscribeRefusal::Wildcard));
        assert_eq!(may_subscribe(&grants, "#"), Err(SubscribeRefusal::Wildcard));
        assert_eq!(may_subscribe(&grants, "$share/g/mcs/A001/cmd"), Err(SubscribeRefusal::Shared));
    }

    #[test]
    fn a_payload_speaks_for_the_device_of_its_topic_or_for_none() {
        let sn = "A001".parse().expect("valid");
        for own in
            [r#"{"v_raw":1}"#, r#"{"sn":"A001","v_raw":1}"#, r#"[{"sn":"A001"}]"#, r#"{"net":"\"sn\""}"#, "\"sn\""]
        {
            assert!(!names_another(own.as_bytes(), &sn), "{own}");
        }
        for foreign in [r#"{"v_raw":1,"sn":"B001"}"#, r#"[{"sn":"A001"},{"sn":"B001"}]"#] {
            assert!(names_another(foreign.as_bytes(), &sn), "{foreign}");
        }
    }

    #[test]
    fn a_will_is_a_status_of_its_own() {
        let grants = grants();
        assert!(may_will(&grants, "mcs/A001/status").is_some());
        assert!(may_will(&grants, "mcs/A001/up").is_none());
        assert!(may_will(&grants, "mcs/B001/status").is_none());
    }
}
