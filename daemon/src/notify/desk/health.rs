//! How the channels are doing, and what the system's alarms say of it.

use std::collections::{BTreeMap, BTreeSet};

use mcs_core::{alarm::SystemCause, id::ShortName, notice::AttemptOutcome};

/// So many failures in a row make a channel failing.
const FAILING_AFTER: u32 = 5;

#[derive(Debug, Default)]
struct Standing {
    failures: u32,
    refused: bool,
    why: String,
}

impl Standing {
    const fn failing(&self) -> bool {
        self.refused || self.failures >= FAILING_AFTER
    }
}

/// A cause of the system's alarms, whether it stands, and in words.
pub(super) type Cause = (SystemCause, bool, String);

/// How each channel is doing.
#[derive(Debug, Default)]
pub(super) struct Health {
    channels: BTreeMap<ShortName, Standing>,
    said: BTreeMap<SystemCause, Option<String>>,
    /// The desk itself says that nobody can be reached.
    unreachable: Option<String>,
    also: Vec<Cause>,
}

impl Health {
    /// A message was tried.
    pub(super) fn tried(&mut self, channel: &ShortName, outcome: AttemptOutcome, why: Option<&str>) {
        let standing = self.channels.entry(channel.clone()).or_default();
        match outcome {
            AttemptOutcome::Accepted => *standing = Standing::default(),
            AttemptOutcome::Failed | AttemptOutcome::Throttled => standing.failures += 1,
            AttemptOutcome::Refused => standing.refused = true,
        }
        if outcome != AttemptOutcome::Accepted {
            why.unwrap_or(outcome.as_str()).clone_into(&mut standing.why);
        }
    }

    /// The channel cannot be opened.
    pub(super) fn cannot(&mut self, channel: &ShortName, why: &str) {
        let standing = self.channels.entry(channel.clone()).or_default();
        standing.refused = true;
        why.clone_into(&mut standing.why);
    }

    /// So many tries in a row had failed before this start.
    pub(super) fn before(&mut self, channel: &ShortName, failures: u32) {
        let standing = self.channels.entry(channel.clone()).or_default();
        standing.failures = standing.failures.max(failures);
        if standing.why.is_empty() {
            "it failed before the start".clone_into(&mut standing.why);
        }
    }

    /// The settings of a channel changed: what was said of the old ones is void.
    pub(super) fn forget(&mut self, channel: &ShortName) {
        self.channels.remove(channel);
    }

    /// What the desk says: nobody can be reached, or somebody can.
    pub(super) fn desk_says(&mut self, unreachable: Option<String>) {
        self.unreachable = unreachable;
    }

    /// What else the desk says of the system.
    pub(super) fn say(&mut self, cause: SystemCause, present: bool, text: String) {
        self.also.push((cause, present, text));
    }

    /// Channels that fail, and why.
    pub(super) fn failing(&self, enabled: &BTreeSet<ShortName>) -> Vec<(ShortName, String)> {
        let failing = self.channels.iter().filter(|(name, standing)| enabled.contains(*name) && standing.failing());
        failing.map(|(name, standing)| (name.clone(), standing.why.clone())).collect()
    }

    /// What has to be said anew, of the enabled channels. Where nothing was ever set up nobody expects to be told.
    pub(super) fn causes(&mut self, enabled: &BTreeSet<ShortName>, set_up: bool) -> Vec<Cause> {
        let failing = self.failing(enabled);
        let words: Vec<String> = failing.iter().map(|(name, why)| format!("{name}: {why}")).collect();
        let words = words.join("; ");
        let all = !failing.is_empty() && failing.len() == enabled.len();
        let unreachable = self.unreachable.clone().filter(|_| set_up);
        let nobody = unreachable.or_else(|| all.then(|| format!("every channel fails: {words}")));
        let mut causes = std::mem::take(&mut self.also);
        for (cause, now) in [
            (SystemCause::ChannelFailing, (!failing.is_empty()).then_some(words)),
            (SystemCause::NobodyReachable, nobody),
        ] {
            let before = self.said.insert(cause, now.clone());
            if before.as_ref() != Some(&now) {
                causes.push((cause, now.is_some(), now.unwrap_or_default()));
            }
        }
        causes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> ShortName {
        text.parse().expect("a name")
    }

    #[test]
    fn five_failures_or_a_refusal_make_a_channel_failing_and_an_acceptance_ends_it() {
        let enabled = BTreeSet::from([name("mail"), name("robot")]);
        let mut health = Health::default();
        let at_start = health.causes(&enabled, true);
        assert!(
            at_start.iter().all(|(_, present, _)| !present),
            "what stood before the start is looked at anew: {at_start:?}"
        );
        for _ in 0..4 {
            health.tried(&name("mail"), AttemptOutcome::Failed, Some("no route"));
        }
        assert!(health.causes(&enabled, true).is_empty());
        health.tried(&name("mail"), AttemptOutcome::Throttled, Some("no route"));
        let causes = health.causes(&enabled, true);
        assert_eq!(causes, [(SystemCause::ChannelFailing, true, "mail: no route".to_owned())]);
        assert!(health.causes(&enabled, true).is_empty(), "said once");
        health.tried(&name("robot"), AttemptOutcome::Refused, Some("wrong token"));
        let causes = health.causes(&enabled, true);
        assert_eq!(causes.len(), 2);
        assert_eq!((causes[1].0, causes[1].1), (SystemCause::NobodyReachable, true));
        health.tried(&name("robot"), AttemptOutcome::Accepted, None);
        let causes = health.causes(&enabled, true);
        assert_eq!(causes.iter().map(|c| c.1).collect::<Vec<_>>(), [true, false], "the mail still fails: {causes:?}");
        health.tried(&name("mail"), AttemptOutcome::Accepted, None);
        assert_eq!(health.causes(&enabled, true), [(SystemCause::ChannelFailing, false, String::new())]);
    }

    #[test]
    fn that_nobody_can_be_reached_is_said_once_somebody_is_to_be_told() {
        let mut health = Health::default();
        health.desk_says(Some("no group has a channel".to_owned()));
        assert!(health.causes(&BTreeSet::new(), false).iter().all(|(_, present, _)| !present));
        let causes = health.causes(&BTreeSet::new(), true);
        assert_eq!(causes, [(SystemCause::NobodyReachable, true, "no group has a channel".to_owned())]);
    }

    #[test]
    fn a_channel_that_is_switched_off_fails_nobody() {
        let mut health = Health::default();
        health.tried(&name("mail"), AttemptOutcome::Refused, None);
        assert!(health.failing(&BTreeSet::new()).is_empty());
        assert!(health.causes(&BTreeSet::new(), true).iter().all(|(_, present, _)| !present));
    }
}
