//! Rules at four levels.

use std::sync::Arc;

use mcs_core::{
    device::Device,
    id::SerialNumber,
    rule::{Assignment, Key, KeyError, Layers, Proposed, RuleChange, RuleOutcome, Scope, Trial},
    site::Role,
    time::Timestamp,
};
use mcs_proto::{
    convert::{assignments, scope, serial_number},
    wire::{
        LintRulesRequest, LintRulesResponse, ListRulesRequest, ListRulesResponse, ReplayRulesRequest,
        ReplayRulesResponse, RuleProposal, SetRuleRequest, SetRuleResponse, ShowRulesRequest, ShowRulesResponse,
        TestRulesRequest, TestRulesResponse, UnsetRuleRequest, UnsetRuleResponse, rules_server::Rules,
    },
};
use tonic::{Request, Response, Status};

use super::{
    caller,
    chunk::Messages,
    error::{refused, senseless, usage},
    history::History,
    points, replay,
};
use crate::plant::{Ask, PlantError, PlantHandle};

/// Values that are tried at once at most.
const MOST_VALUES: usize = 100_000;

/// Answers `mcs.v1.Rules`.
pub(super) struct RuleService {
    pub(super) plant: PlantHandle,
    pub(super) history: Arc<dyn History>,
}

#[tonic::async_trait]
impl Rules for RuleService {
    type ReplayRulesStream = Messages<ReplayRulesResponse>;

    async fn list_rules(&self, request: Request<ListRulesRequest>) -> Result<Response<ListRulesResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let layers = self.layers().await?;
        let devices = self.devices().await?;
        let said = |device: &&Device| device.settings.rules != mcs_core::device::RuleSet::default();
        let own = devices.iter().filter(said).map(|device| layers.of_point(device));
        let told = layers.upper().cloned().chain(own).map(|layer| (&layer).into()).collect();
        Ok(Response::new(ListRulesResponse { layers: told, revision: layers.revision() }))
    }

    async fn show_rules(&self, request: Request<ShowRulesRequest>) -> Result<Response<ShowRulesResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let device = self.device(&request.into_inner().sn).await?;
        let keys = self.layers().await?.explain(&device).iter().map(Into::into).collect();
        Ok(Response::new(ShowRulesResponse { keys }))
    }

    async fn set_rule(&self, request: Request<SetRuleRequest>) -> Result<Response<SetRuleResponse>, Status> {
        let by = caller::require(&request, Role::Engineer)?;
        let SetRuleRequest { scope: text, assignments: said, dry_run, override_lint, reason } = request.into_inner();
        let change = RuleChange {
            scope: scope(&text).map_err(|error| senseless(&error))?,
            assignments: assignments(&said).map_err(|error| no_rule(&error))?,
            dry_run,
            overriding: override_lint,
            reason,
        };
        let outcome = self.change(change, by).await?;
        Ok(Response::new(SetRuleResponse { outcome: Some((&outcome).into()) }))
    }

    async fn unset_rule(&self, request: Request<UnsetRuleRequest>) -> Result<Response<UnsetRuleResponse>, Status> {
        let by = caller::require(&request, Role::Engineer)?;
        let UnsetRuleRequest { scope: text, keys, dry_run, override_lint, reason } = request.into_inner();
        let scope = scope(&text).map_err(|error| senseless(&error))?;
        let mut keys =
            keys.iter().map(|key| Key::parse(key)).collect::<Result<Vec<_>, _>>().map_err(|e| no_rule(&e))?;
        if keys.is_empty() {
            keys = self.said(&scope).await?;
        }
        let assignments = keys.into_iter().map(|key| Assignment { key, value: None }).collect();
        let change = RuleChange { scope, assignments, dry_run, overriding: override_lint, reason };
        let outcome = self.change(change, by).await?;
        Ok(Response::new(UnsetRuleResponse { outcome: Some((&outcome).into()) }))
    }

    async fn lint_rules(&self, request: Request<LintRulesRequest>) -> Result<Response<LintRulesResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let devices = self.named(&request.into_inner().sns).await?;
        let layers = self.layers().await?;
        let findings = devices.iter().flat_map(|device| layers.lint(device)).map(|found| (&found).into()).collect();
        Ok(Response::new(LintRulesResponse { findings }))
    }

    async fn test_rules(&self, request: Request<TestRulesRequest>) -> Result<Response<TestRulesResponse>, Status> {
        caller::require(&request, Role::Viewer)?;
        let TestRulesRequest { sn, values, changes } = request.into_inner();
        if values.len() > MOST_VALUES {
            return Err(usage(&format!("{} values at once are too many", values.len()), "give 100000 at most"));
        }
        if !values.is_sorted_by_key(|value| value.at_us) || values.iter().any(|value| !value.value.is_finite()) {
            return Err(usage("values must be finite and in order of time", "sort them and try again"));
        }
        let device = self.device(&sn).await?;
        let (layers, device) = proposed(&self.layers().await?, &device, &proposals(&changes)?);
        let settings = layers.of_device(&device).settings;
        let start = values.first().map_or(Timestamp::EPOCH, |value| Timestamp::from_micros(value.at_us));
        let trial = Trial::new(device.point, device.sn.clone(), &settings, start);
        let mut trial = trial.map_err(|errors| invalid(&device.sn, &errors))?;
        let mut transitions = Vec::new();
        for value in values {
            let value = Proposed { at: Timestamp::from_micros(value.at_us), value: value.value };
            trial.propose(value, &mut |steps, _| transitions.extend(steps.iter().map(Into::into)));
        }
        Ok(Response::new(TestRulesResponse { transitions }))
    }

    async fn replay_rules(
        &self,
        request: Request<ReplayRulesRequest>,
    ) -> Result<Response<Self::ReplayRulesStream>, Status> {
        caller::require(&request, Role::Viewer)?;
        let ReplayRulesRequest { from_us, to_us, sns, changes } = request.into_inner();
        let window = (Timestamp::from_micros(from_us), Timestamp::from_micros(to_us));
        if window.0 >= window.1 {
            return Err(usage("the time asked for ends before it begins", "give an earlier start or a later end"));
        }
        let changes = proposals(&changes)?;
        let mut points = points::of(&self.plant, &sns).await?;
        points.retain(|(device, _)| device.retired.is_none());
        let layers = self.layers().await?;
        let plan = replay::plan(points, &layers, &changes)?;
        let history = Arc::clone(&self.history);
        Ok(Response::new(super::tell::stream(move |tell| replay::run(plan, window, &*history, tell))))
    }
}

impl RuleService {
    async fn layers(&self) -> Result<Layers, Status> {
        self.plant.ask(|reply| Ask::Rules { reply }).await.map_err(|error| refused(&error))
    }

    async fn devices(&self) -> Result<Vec<Device>, Status> {
        let ask = |reply| Ask::Devices { include_retired: false, reply };
        let mut devices = self.plant.ask(ask).await.map_err(|error| refused(&error))?;
        devices.sort_by(|a, b| a.sn.cmp(&b.sn));
        Ok(devices)
    }

    async fn device(&self, sn: &str) -> Result<Device, Status> {
        let sn = serial_number(sn).map_err(|error| senseless(&error))?;
        self.plant.ask(|reply| Ask::Device { sn, reply }).await.map_err(|error| refused(&error))
    }

    /// The devices of these numbers, or all of them.
    async fn named(&self, sns: &[String]) -> Result<Vec<Device>, Status> {
        let mut devices = self.devices().await?;
        if !sns.is_empty() {
            for text in sns {
                let sn = serial_number(text).map_err(|error| senseless(&error))?;
                if !devices.iter().any(|device| device.sn == sn) {
                    return Err(refused(&PlantError::NoSuchDevice { sn }));
                }
            }
            devices.retain(|device| sns.iter().any(|sn| sn == device.sn.as_str()));
        }
        Ok(devices)
    }

    /// The keys a level says something of.
    async fn said(&self, scope: &Scope) -> Result<Vec<Key>, Status> {
        let layers = self.layers().await?;
        let layer = match scope {
            Scope::Point(sn) => Some(layers.of_point(&self.device(sn.as_str()).await?)),
            Scope::Site | Scope::Type(_) | Scope::Instrument(_) => layers.get(scope).cloned(),
        };
        Ok(layer.iter().flat_map(|layer| layer.said().map(|(key, _)| key).collect::<Vec<_>>()).collect())
    }

    async fn change(&self, change: RuleChange, by: mcs_core::alarm::Actor) -> Result<RuleOutcome, Status> {
        let ask = |reply| Ask::ChangeRules { change: Box::new(change), by, reply };
        self.plant.ask(ask).await.map_err(|error| refused(&error))
    }
}

/// What shall be tried, level by level.
pub(super) type Proposals = Vec<(Scope, Vec<Assignment>)>;

fn proposals(changes: &[RuleProposal]) -> Result<Proposals, Status> {
    let read = |proposal: &RuleProposal| {
        let scope = scope(&proposal.scope).map_err(|error| senseless(&error))?;
        let assignments = assignments(&proposal.assignments).map_err(|error| no_rule(&error))?;
        let (dry_run, overriding, reason) = (true, false, None);
        let change = RuleChange { scope, assignments, dry_run, overriding, reason };
        let complaints = Layers::complaints(&change);
        if !complaints.is_empty() {
            return Err(refused(&PlantError::InvalidRules { complaints }));
        }
        Ok((change.scope, change.assignments))
    };
    changes.iter().map(read).collect()
}

/// The levels and a device as they would be.
pub(super) fn proposed(layers: &Layers, device: &Device, changes: &Proposals) -> (Layers, Device) {
    changes.iter().fold((layers.clone(), device.clone()), |(layers, device), (scope, assignments)| {
        (layers.changed(scope, assignments), Layers::changed_device(&device, scope, assignments))
    })
}

pub(super) fn invalid(sn: &SerialNumber, errors: &mcs_core::alarm::LimitErrors) -> Status {
    let complaints = errors.0.iter().map(ToString::to_string).collect();
    refused(&PlantError::InvalidSettings { sn: sn.clone(), complaints })
}

/// What is no key, or no value of it.
fn no_rule(error: &KeyError) -> Status {
    usage(&error.to_string(), "`mcsctl rule set --help` explains the keys")
}
