//! `mcsctl rule …`.

mod replay;
mod values;

use mcs_core::{
    id::SerialNumber,
    rule::{RuleChange, RuleOutcome, lint::PointFinding},
};
use mcs_proto::client::{Proposal, Unset};

use crate::words::say;
use crate::{
    cli::{
        refresh::SelectArgs,
        rule::{ProposedArgs, RuleCommand, SetArgs, TestArgs, UnsetArgs, Word},
    },
    command::chosen::Chosen,
    context::Context,
    error::{Doing, Error, Exit},
    output,
    view::rule::{Shifted, Tried},
};

pub(super) async fn run(command: RuleCommand, context: &Context) -> Result<Exit, Error> {
    match command {
        RuleCommand::List => list(context).await,
        RuleCommand::Show { sn } => show(&sn, context).await,
        RuleCommand::Set(args) => set(args, context).await,
        RuleCommand::Unset(args) => unset(args, context).await,
        RuleCommand::Lint { sn, select } => lint(sn, &select, context).await,
        RuleCommand::Test(args) => test(args, context).await,
        RuleCommand::Replay(args) => replay::run(args, context).await,
    }
}

async fn list(context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let (layers, revision) = client.rules().await.doing(say!("doing-list-the-rules"))?;
    let mut printer = context.local_printer(&client).await?;
    printer.list(&layers)?;
    if printer.for_people() {
        output::note(&format!(
            "the rules are at revision {revision}; what nobody says has a default: \"mcsctl rule show SN\""
        ));
    }
    Ok(Exit::Ok)
}

async fn show(sn: &SerialNumber, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let lines = client.rules_of(sn).await.doing(say!("doing-show-the-rules-of", what = sn.to_string()))?;
    context.printer().list(&lines)?;
    Ok(Exit::Ok)
}

async fn set(args: SetArgs, context: &Context) -> Result<Exit, Error> {
    let SetArgs { scope, assignments, how } = args;
    let doing = say!("doing-set-rules-of", what = scope.to_string());
    let client = context.connect().await?;
    let change =
        RuleChange { scope, assignments, dry_run: how.dry_run, overriding: how.overriding, reason: how.reason };
    print(&client.set_rule(&change).await.doing(doing)?, context)
}

async fn unset(args: UnsetArgs, context: &Context) -> Result<Exit, Error> {
    let UnsetArgs { scope, keys, all: _, how } = args;
    let doing = say!("doing-unset-rules-of", what = scope.to_string());
    let client = context.connect().await?;
    let unset = Unset { scope, keys, dry_run: how.dry_run, overriding: how.overriding, reason: how.reason };
    print(&client.unset_rule(&unset).await.doing(doing)?, context)
}

/// Prints what a change did, or would do.
fn print(outcome: &RuleOutcome, context: &Context) -> Result<Exit, Error> {
    let mut printer = context.printer();
    if !printer.rows_only() {
        printer.one(outcome)?;
        return Ok(Exit::Ok);
    }
    printer.list(&Shifted::all(outcome))?;
    for affected in &outcome.affected {
        for finding in &affected.findings {
            output::note(&format!("warning: {}: {}", affected.sn, finding.text));
        }
    }
    let points = outcome.affected.len();
    let told = if outcome.applied { "changed" } else { "would change; nothing was" };
    output::note(&format!("{}: {points} point(s) {told}", outcome.layer.scope));
    Ok(Exit::Ok)
}

async fn lint(sns: Vec<SerialNumber>, select: &SelectArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let sns = Chosen::by(select.selector.as_ref(), &client).await?.or(sns)?;
    let found = client.lint_rules(&sns).await.doing(say!("doing-check-the-rules"))?;
    context.printer().list(&found)?;
    let stands = found.iter().filter(|one| PointFinding::stands(one)).count();
    if stands == 0 {
        return Ok(Exit::Ok);
    }
    output::note(&format!(
        "{stands} thing(s) to correct, or to override with \"mcsctl rule set … --override --reason\""
    ));
    Ok(Exit::Found)
}

async fn test(args: TestArgs, context: &Context) -> Result<Exit, Error> {
    let values = values::read(&args)?;
    let changes = proposals(args.proposed)?;
    let client = context.connect().await?;
    let sn = &args.sn;
    let steps =
        client.test_rules(sn, &values, &changes).await.doing(say!("doing-try-the-rules-of", what = sn.to_string()))?;
    let steps: Vec<Tried> = steps.into_iter().map(Tried::from).collect();
    context.local_printer(&client).await?.list(&steps)?;
    Ok(Exit::Ok)
}

/// The words of `--set`, level by level.
fn proposals(args: ProposedArgs) -> Result<Vec<Proposal>, Error> {
    let mut all: Vec<Proposal> = Vec::new();
    for word in args.set {
        match (word, all.last_mut()) {
            (Word::Level(scope), _) => all.push((scope, Vec::new())),
            (Word::Said(said), Some((_, assignments))) => assignments.push(said),
            (Word::Said(_), None) => return Err(Error::NoLevel),
        }
    }
    if all.iter().any(|(_, assignments)| assignments.is_empty()) { Err(Error::NoLevel) } else { Ok(all) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposed(words: &str) -> Result<Vec<String>, Exit> {
        let set = words.split(' ').map(|word| word.parse().expect("a word")).collect();
        let told = |(scope, said): Proposal| format!("{scope}: {}", said.len());
        proposals(ProposedArgs { set }).map(|all| all.into_iter().map(told).collect()).map_err(|error| error.exit())
    }

    #[test]
    fn what_is_tried_is_gathered_level_by_level() {
        assert_eq!(
            proposed("type:CH4 high=500 high-high=1000 point:A001 low=0"),
            Ok(vec!["type:CH4: 2".to_owned(), "point:A001: 1".to_owned()])
        );
        for words in ["high=500", "type:CH4", "type:CH4 type:CO high=15"] {
            assert_eq!(proposed(words), Err(Exit::Usage), "{words}");
        }
    }
}
