//! Rules at four levels.

use mcs_core::{
    alarm::Transition,
    id::SerialNumber,
    rule::{
        Assignment, Explained, Key, Proposed, Replaying, RuleChange, RuleLayer, RuleOutcome, Scope, lint::PointFinding,
    },
    time::Timestamp,
};

use super::{Client, ClientError, Items, MAX_MESSAGE};
use crate::{
    convert::{all, required},
    wire::{
        LintRulesRequest, ListRulesRequest, ProposedValue, ReplayRulesRequest, ReplayRulesResponse, SetRuleRequest,
        ShowRulesRequest, TestRulesRequest, UnsetRuleRequest, rules_client::RulesClient,
    },
};

/// What a level shall say, for a look.
pub type Proposal = (Scope, Vec<Assignment>);

/// Which keys of a level are to be taken back.
#[derive(Debug, Clone, PartialEq)]
pub struct Unset {
    /// Which level.
    pub scope: Scope,
    /// Which keys; none: all.
    pub keys: Vec<Key>,
    /// Only tell what would change.
    pub dry_run: bool,
    /// Do it though what is left is not what is recommended; needs a reason.
    pub overriding: bool,
    /// Why.
    pub reason: Option<String>,
}

impl Client {
    fn rules_stub(&self) -> RulesClient<tonic::transport::Channel> {
        RulesClient::new(self.channel.clone()).max_decoding_message_size(MAX_MESSAGE)
    }

    /// Every level that says something, and the revision of all of them together.
    pub async fn rules(&self) -> Result<(Vec<RuleLayer>, u32), ClientError> {
        let mut stub = self.rules_stub();
        let answer = self.call(ListRulesRequest {}, async |request| stub.list_rules(request).await).await?;
        Ok((all(answer.layers)?, answer.revision))
    }

    /// Each key of a point, and where its value comes from.
    pub async fn rules_of(&self, sn: &SerialNumber) -> Result<Vec<Explained>, ClientError> {
        let mut stub = self.rules_stub();
        let message = ShowRulesRequest { sn: sn.to_string() };
        let answer = self.call(message, async |request| stub.show_rules(request).await).await?;
        Ok(all(answer.keys)?)
    }

    /// Changes a level.
    pub async fn set_rule(&self, change: &RuleChange) -> Result<RuleOutcome, ClientError> {
        let mut stub = self.rules_stub();
        let message = SetRuleRequest {
            scope: change.scope.to_string(),
            assignments: change.assignments.iter().map(Into::into).collect(),
            dry_run: change.dry_run,
            override_lint: change.overriding,
            reason: change.reason.clone(),
        };
        let answer = self.call(message, async |request| stub.set_rule(request).await).await?;
        Ok(required("outcome", answer.outcome)?.try_into()?)
    }

    /// Takes back what a level says.
    pub async fn unset_rule(&self, unset: &Unset) -> Result<RuleOutcome, ClientError> {
        let mut stub = self.rules_stub();
        let message = UnsetRuleRequest {
            scope: unset.scope.to_string(),
            keys: unset.keys.iter().map(ToString::to_string).collect(),
            dry_run: unset.dry_run,
            override_lint: unset.overriding,
            reason: unset.reason.clone(),
        };
        let answer = self.call(message, async |request| stub.unset_rule(request).await).await?;
        Ok(required("outcome", answer.outcome)?.try_into()?)
    }

    /// What is not as recommended; of all devices when none is named.
    pub async fn lint_rules(&self, sns: &[SerialNumber]) -> Result<Vec<PointFinding>, ClientError> {
        let mut stub = self.rules_stub();
        let message = LintRulesRequest { sns: sns.iter().map(ToString::to_string).collect() };
        let answer = self.call(message, async |request| stub.lint_rules(request).await).await?;
        Ok(all(answer.findings)?)
    }

    /// What a point's rules, perhaps changed, make of these values.
    pub async fn test_rules(
        &self,
        sn: &SerialNumber,
        values: &[Proposed],
        changes: &[Proposal],
    ) -> Result<Vec<Transition>, ClientError> {
        let mut stub = self.rules_stub();
        let value = |value: &Proposed| ProposedValue { at_us: value.at.as_micros(), value: value.value };
        let message = TestRulesRequest {
            sn: sn.to_string(),
            values: values.iter().map(value).collect(),
            changes: changes.iter().map(Into::into).collect(),
        };
        let answer = self.call(message, async |request| stub.test_rules(request).await).await?;
        Ok(all(answer.transitions)?)
    }

    /// Stored history of these devices, or of all, through changed rules; the last item is the sum.
    pub async fn replay_rules(
        &self,
        (from, to): (Timestamp, Timestamp),
        sns: &[SerialNumber],
        changes: &[Proposal],
    ) -> Result<Items<ReplayRulesResponse, Replaying>, ClientError> {
        let mut stub = self.rules_stub();
        let message = ReplayRulesRequest {
            from_us: from.as_micros(),
            to_us: to.as_micros(),
            sns: sns.iter().map(ToString::to_string).collect(),
            changes: changes.iter().map(Into::into).collect(),
        };
        let messages = self.open(message, async |request| stub.replay_rules(request).await).await?;
        Ok(Items::new(self, messages, |message| Ok(vec![message.try_into()?])))
    }
}
