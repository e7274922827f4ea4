//! How the channels are doing, and what the system's alarms say of it.

use std::collections::{BTreeMap, BTreeSet};

use mcs_core::{alarm::SystemCause, id::ShortName, notice::AttemptOutcome, sentence};

/// So many failures in a row make a channel failing.
const FAILING_AFTER: u32 = 5;

#[derive(Debug, Default)]
struct Standing {
    failures: u32,
    refused: bool,
    why: String,
    /// Known since this start, not only from the record.
    seen: bool,
}

impl Standing {
    fn good() -> Self {
        Self { seen: true, ..Self::default() }
    }

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
    /// Which channels there are is known.
    settings_known: bool,
    said: BTreeMap<SystemCause, Option<String>>,
    /// The desk itself says that nobody can be reached.
    unreachable: Option<String>,
    also: Vec<Cause>,
}

impl Health {
    /// A message was tried.
    pub(super) fn tried(&mut self, channel: &ShortName, outcome: AttemptOutcome, why: Option<&str>) {
        let standing = self.channels.entry(channel.clone()).or_default();
        standing.seen = true;
        match outcome {
            AttemptOutcome::Accepted => *standing = Standing::good(),
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
        (standing.refused, standing.seen) = (true, true);
        why.clone_into(&mut standing.why);
    }

    /// So many tries in a row had failed before this start, some of them refused. What was seen since then counts more.
    pub(super) fn before(&mut self, channel: &ShortName, failures: u32, refused: bool) {
        let standing = self.channels.entry(channel.clone()).or_default();
        if !standing.seen {
            let why = sentence::FAILED_BEFORE.plain().to_owned();
            *standing = Standing { failures, refused, why, seen: false };
        }
    }

    /// Which channels there are is known from now on.
    pub(super) const fn settings_known(&mut self) {
        self.settings_known = true;
    }

    /// The settings of a channel changed: what was said of the old ones is void.
    pub(super) fn forget(&mut self, channel: &ShortName) {
        self.channels.insert(channel.clone(), Standing::good());
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

    /// Whether something may fail that nobody has looked at since the start: that it works again is not known.
    fn doubt(&self, enabled: &BTreeSet<ShortName>) -> bool {
        let doubtful = |standing: &Standing| standing.failing() && !standing.seen;
        !self.settings_known || enabled.iter().any(|name| self.channels.get(name).is_none_or(doubtful))
    }

    /// What has to be said anew, of the enabled channels. Where nothing was ever set up nobody expects to be told. After a start
    /// nothing is said of a channel that failed before it until it is tried: what was said of it then still holds.
    pub(super) fn causes(&mut self, enabled: &BTreeSet<ShortName>, set_up: bool) -> Vec<Cause> {
        let doubt = self.doubt(enabled);
        let stands = self.said.get(&SystemCause::ChannelFailing).is_some_and(Option::is_some);
        let seen = |name: &ShortName| self.channels.get(name).is_some_and(|standing| standing.seen);
        let mut failing = self.failing(enabled);
        if !stands && !failing.iter().any(|(name, _)| seen(name)) {
            failing.clear();
        }
        let words: Vec<String> = failing.iter().map(|(name, why)| format!("{name}: {why}")).collect();
        let words = words.join("; ");
        let all = !failing.is_empty() && failing.len() == enabled.len();
        let unreachable = self.unreachable.clone().filter(|_| set_up);
        let nobody = unreachable.or_else(|| all.then(|| sentence::EVERY_CHANNEL_FAILS.with(&[&words])));
        let mut causes = std::mem::take(&mut self.also);
        for (cause, now) in [
            (SystemCause::ChannelFailing, (!failing.is_empty()).then_some(words)),
            (SystemCause::NobodyReachable, nobody),
        ] {
            if now.is_none() && doubt && !self.said.contains_key(&cause) {
                continue;
            }
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

    /// Nothing failed before the start.
    fn fresh(channels: &[&str]) -> Health {
        let mut health = Health::default();
        for channel in channels {
            health.before(&name(channel), 0, false);
        }
        health.settings_known();
        health
    }

    #[test]
    fn after_a_start_nothing_is_said_of_a_channel_that_failed_until_it_is_tried() {
        let enabled = BTreeSet::from([name("mail"), name("robot")]);
        for (failures, refused) in [(1, true), (FAILING_AFTER, false)] {
            let mut health = Health::default();
            assert!(health.causes(&BTreeSet::new(), false).is_empty(), "nothing is known yet");
            health.settings_known();
            health.before(&name("mail"), 0, false);
            assert!(health.causes(&enabled, true).is_empty(), "the robot's record is not read yet");
            health.before(&name("robot"), failures, refused);
            assert!(health.causes(&enabled, true).is_empty(), "nobody has tried it");
            health.tried(&name("mail"), AttemptOutcome::Accepted, None);
            assert!(health.causes(&enabled, true).is_empty(), "the other one says nothing of it");
            assert_eq!(health.failing(&enabled).len(), 1, "who asks is told");
            health.tried(&name("robot"), AttemptOutcome::Failed, Some("no route"));
            let causes = health.causes(&enabled, true);
            assert!(causes.contains(&(SystemCause::ChannelFailing, true, "robot: no route".to_owned())), "{causes:?}");
            health.tried(&name("robot"), AttemptOutcome::Accepted, None);
            let causes = health.causes(&enabled, true);
            assert!(causes.contains(&(SystemCause::ChannelFailing, false, String::new())), "{causes:?}");
        }
    }

    #[test]
    fn a_channel_that_failed_before_the_start_is_well_again_when_it_is_tried_or_set_anew() {
        let enabled = BTreeSet::from([name("robot")]);
        for accepted in [true, false] {
            let mut health = Health::default();
            health.settings_known();
            health.before(&name("robot"), 1, true);
            assert!(health.causes(&enabled, true).is_empty());
            if accepted {
                health.tried(&name("robot"), AttemptOutcome::Accepted, None);
            } else {
                health.forget(&name("robot"));
            }
            let causes = health.causes(&enabled, true);
            assert_eq!(causes.iter().map(|(_, present, _)| *present).collect::<Vec<_>>(), [false, false], "{causes:?}");
        }
    }

    #[test]
    fn five_failures_or_a_refusal_make_a_channel_failing_and_an_acceptance_ends_it() {
        let enabled = BTreeSet::from([name("mail"), name("robot")]);
        let mut health = fresh(&["mail", "robot"]);
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
        let mut health = fresh(&[]);
        health.desk_says(Some("no group has a channel".to_owned()));
        assert!(health.causes(&BTreeSet::new(), false).iter().all(|(_, present, _)| !present));
        let causes = health.causes(&BTreeSet::new(), true);
        assert_eq!(causes, [(SystemCause::NobodyReachable, true, "no group has a channel".to_owned())]);
    }

    #[test]
    fn a_channel_that_is_switched_off_fails_nobody() {
        let mut health = fresh(&["mail"]);
        health.tried(&name("mail"), AttemptOutcome::Refused, None);
        assert!(health.failing(&BTreeSet::new()).is_empty());
        assert!(health.causes(&BTreeSet::new(), true).iter().all(|(_, present, _)| !present));
    }
}
