//! What a publish means, and whether it may be said. Decides; hands nothing over and acknowledges nothing itself.

use std::time::{Duration, Instant};

use mcs_core::{
    family::{Family, decode},
    id::SerialNumber,
    observation::Observation,
    topic::{Leaf, Topic},
};
use rumqttc::Publish;

use crate::ingest::{Roster, Said, rules::names_another};

/// Strangers mentioned to the plant within [`WINDOW`]; the rest is only counted. A plant whose devices nobody registered
/// must not be busy with that.
const STRANGERS: u32 = 60;
const WINDOW: Duration = Duration::from_mins(1);

/// What became of a publish.
#[expect(clippy::large_enum_variant, reason = "nearly all are heard; a box for each would be an allocation a reading")]
pub(super) enum Read {
    /// The plant hears it.
    Heard {
        /// The registered device it is of.
        sn: SerialNumber,
        /// What it says.
        said: Said,
    },
    /// Nobody registered it. Mentioned, if it is not one of too many.
    Stranger {
        /// The serial number of its topic.
        sn: Option<SerialNumber>,
    },
    /// A copy the broker kept, which says nothing of now, or the end of one.
    Kept,
}

/// Reads publishes of one broker.
pub(super) struct Reader {
    roster: Roster,
    since: Option<Instant>,
    strangers: u32,
}

impl Reader {
    pub(super) const fn new(roster: Roster) -> Self {
        Self { roster, since: None, strangers: 0 }
    }

    /// Reads a publish.
    pub(super) fn read(&mut self, publish: &Publish, now: Instant) -> Read {
        let (sn, leaf) = match Topic::parse(&publish.topic) {
            Some(Topic::Device { sn, leaf }) => match sn.parse::<SerialNumber>() {
                Ok(sn) => (sn, leaf),
                Err(_) => return Read::Stranger { sn: None },
            },
            Some(Topic::Broadcast) | None => return Read::Stranger { sn: None },
        };
        if !self.roster.knows(&sn) {
            let mention = self.may_mention(now);
            return Read::Stranger { sn: mention.then_some(sn) };
        }
        // An empty payload ends what a broker keeps of a topic; whoever published it says nothing.
        if publish.payload.is_empty() {
            return Read::Kept;
        }
        if names_another(&publish.payload, &sn) {
            return Read::Heard { sn, said: Said::Refusal };
        }
        let said = said(leaf, &publish.topic, &publish.payload);
        if publish.retain && !tells_its_time(&said) {
            return Read::Kept;
        }
        Read::Heard { sn, said }
    }

    fn may_mention(&mut self, now: Instant) -> bool {
        if self.since.is_none_or(|since| now.duration_since(since) >= WINDOW) {
            (self.since, self.strangers) = (Some(now), 0);
        }
        self.strangers = self.strangers.saturating_add(1);
        self.strangers <= STRANGERS
    }
}

/// A copy a broker kept is sent at each subscription, however old it is. A reading that says when it was taken is told from
/// a new one, and known if it was heard before; of anything else that cannot be said: an old will would make a device
/// offline that is not, and a reading without a time would make one live that is not.
fn tells_its_time(said: &Said) -> bool {
    match said {
        Said::Observation(Observation::Samples { samples, .. }) => samples.iter().all(|sample| sample.ts.is_some()),
        Said::Observation(Observation::Status(_) | Observation::Answer { .. })
        | Said::Poison { .. }
        | Said::Will
        | Said::Refusal => false,
    }
}

/// What cannot be decoded is kept raw, cut to what the quarantine takes.
fn said(leaf: Leaf, topic: &str, payload: &[u8]) -> Said {
    let limit = Family::Gas.max_payload();
    let poison = |why: String| Said::Poison {
        topic: topic.to_owned(),
        payload: payload[..payload.len().min(limit)].to_vec(),
        why,
    };
    if payload.len() > limit {
        return poison(format!("{} bytes, the limit is {limit}", payload.len()));
    }
    match decode(Family::Gas, leaf, payload) {
        Ok(observation) => Said::Observation(observation),
        Err(error) => poison(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use rumqttc::QoS;

    use super::*;
    use crate::ingest::{Grant, Member};

    fn reader() -> Reader {
        let roster = Roster::default();
        let grants = [Grant { sn: "A001".parse().expect("valid") }].into();
        roster.put("device_A001", Member { client_id: "A001".into(), verifier: "$7$".into(), grants });
        Reader::new(roster)
    }

    fn read(topic: &str, payload: &str, retain: bool) -> Read {
        let mut publish = Publish::new(topic, QoS::AtLeastOnce, payload);
        publish.retain = retain;
        reader().read(&publish, Instant::now())
    }

    #[test]
    fn a_registered_device_is_heard_and_what_it_cannot_say_is_kept_raw() {
        let heard = |payload: &str| match read("mcs/A001/up", payload, false) {
            Read::Heard { sn, said } if sn.as_str() == "A001" => said,
            Read::Heard { .. } | Read::Stranger { .. } | Read::Kept => panic!("{payload} is not heard"),
        };
        assert!(matches!(heard(r#"{"ts":1734320000,"v_raw":1}"#), Said::Observation(_)));
        assert!(matches!(heard("garbage"), Said::Poison { .. }));
        let long = " ".repeat(Family::Gas.max_payload() + 1);
        assert!(matches!(heard(&long), Said::Poison { .. }));
        assert!(matches!(heard(r#"{"sn":"B001","v_raw":1}"#), Said::Refusal));
    }

    #[test]
    fn of_copies_the_broker_kept_only_readings_with_their_time_are_heard() {
        assert!(matches!(read("mcs/A001/up", r#"{"ts":1734320000,"v_raw":1}"#, true), Read::Heard { .. }));
        for (topic, payload) in [
            ("mcs/A001/up", r#"{"v_raw":1}"#),
            ("mcs/A001/up", "garbage"),
            ("mcs/A001/status", r#"{"status":"offline"}"#),
            ("mcs/A001/ack", r#"{"id":"1","ok":true}"#),
        ] {
            assert!(matches!(read(topic, payload, true), Read::Kept), "{topic} {payload}");
        }
        assert!(matches!(read("mcs/A001/status", r#"{"status":"offline"}"#, false), Read::Heard { .. }));
        assert!(matches!(read("mcs/A001/status", "", false), Read::Kept), "the end of what was kept");
    }

    #[test]
    fn strangers_are_mentioned_but_not_without_end() {
        for topic in ["mcs/broadcast/cmd", "mcs/a b/up", "elsewhere"] {
            assert!(matches!(read(topic, "{}", false), Read::Stranger { sn: None }), "{topic}");
        }
        let (mut reader, now) = (reader(), Instant::now());
        let mut mentioned = |at| {
            let publish = Publish::new("mcs/B001/up", QoS::AtLeastOnce, "{}");
            matches!(reader.read(&publish, at), Read::Stranger { sn: Some(_) })
        };
        assert_eq!((0..100).filter(|_| mentioned(now)).count(), 60);
        assert!(mentioned(now + WINDOW));
    }
}
