//! `mcsctl alarm …`.

mod dry;
mod mask;
mod record;
mod sheet;

use mcs_core::{
    alarm::{Occurrence, Priority, Response},
    id::{OccurrenceId, SerialNumber},
    live::Update,
    notice::Language,
    sensor::SensorClass,
};
use mcs_proto::client::{AlarmQuery, Client};
use tokio_stream::StreamExt;

use crate::words::say;
use crate::{
    cli::{
        alarm::{AckArgs, AlarmCommand, ListArgs, ResetArgs},
        dry::DryArgs,
        refresh::SelectArgs,
    },
    command::{chosen::Chosen, refresh::refresh},
    context::Context,
    error::{Doing, Error, Exit},
    output,
    view::alarm::{AllAcknowledged, Life, Step},
};

pub(super) async fn run(command: AlarmCommand, context: &Context) -> Result<Exit, Error> {
    match command {
        AlarmCommand::List(args) => list(args, context).await,
        AlarmCommand::Show { id } => show(OccurrenceId(id), context).await,
        AlarmCommand::Ack(args) if args.dry.dry_run => dry::acknowledge(&args, context).await,
        AlarmCommand::Ack(args) if args.all => acknowledge_all(&args, context).await,
        AlarmCommand::Ack(args) => acknowledge(&args, context).await,
        AlarmCommand::Reset(args) if args.dry.dry_run => dry::reset(&args, context).await,
        AlarmCommand::Reset(args) => reset(&args, context).await,
        AlarmCommand::Shelve(args) => mask::shelve(args, context).await,
        AlarmCommand::Unshelve { which, comment, dry } => {
            mask::unshelve(&which, comment.as_deref(), dry, context).await
        }
        AlarmCommand::Inhibit(args) => mask::inhibit(args, context).await,
        AlarmCommand::Uninhibit(args) => mask::uninhibit(&args, context).await,
        AlarmCommand::Oos(args) => mask::out_of_service(args, context).await,
        AlarmCommand::Masks { sn, select } => mask::list(sn.as_ref(), &select, context).await,
        AlarmCommand::Silence(DryArgs { dry_run: true }) => dry::silence(context).await,
        AlarmCommand::Silence(_) => mask::silence(context).await,
        AlarmCommand::Drill(args) if args.dry.dry_run => dry::drill(&args, context).await,
        AlarmCommand::Drill(args) => mask::drill(&args, context).await,
        AlarmCommand::History(args) => record::history(args.which, context).await,
        AlarmCommand::Export(args) => record::export(args, context).await,
        AlarmCommand::Stats(args) => record::stats(args, context).await,
        AlarmCommand::Kpi(args) => record::kpi(args, context).await,
        AlarmCommand::Watch { sn, select } => watch(sn.as_ref(), &select, context).await,
    }
}

async fn list(args: ListArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    if let Some(every) = args.refresh.watch {
        return refresh(every, (&client, context), async || listed(&args, &client).await).await;
    }
    let alarms = listed(&args, &client).await?;
    context.local_printer(&client).await?.list(&alarms)?;
    Ok(Exit::Ok)
}

async fn listed(args: &ListArgs, client: &Client) -> Result<Vec<Occurrence>, Error> {
    let query = AlarmQuery { include_closed: args.all, sn: args.sn.clone() };
    let mut alarms = client.alarms(&query).await.doing(say!("doing-list-the-alarms"))?.alarms;
    let chosen = Chosen::by(args.select.selector.as_ref(), client).await?;
    alarms.retain(|alarm| chosen.has(alarm.sn.as_ref()));
    Ok(alarms)
}

async fn show(id: OccurrenceId, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let (alarm, transitions) = client.alarm(id).await.doing(say!("doing-show-alarm", what = id.to_string()))?;
    let class = match &alarm.sn {
        // A device that was removed since has no class any more; what is said then holds for all.
        Some(sn) => client.device(sn).await.map_or(SensorClass::Ambient, |device| device.settings.sensor.class()),
        None => SensorClass::Ambient,
    };
    let response = Response::of(alarm.condition, class, Language::English);
    let life = Life { alarm, response, transitions: transitions.into_iter().map(Step::from).collect() };
    let mut printer = context.local_printer(&client).await?;
    printer.one(&life)?;
    if printer.for_people() {
        printer.gap()?;
        printer.list(&life.transitions)?;
    }
    Ok(Exit::Ok)
}

async fn acknowledge(args: &AckArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let ids: Vec<OccurrenceId> = args.id.iter().copied().map(OccurrenceId).collect();
    let named: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let acknowledged = client
        .acknowledge(&ids, args.comment.as_deref())
        .await
        .doing(say!("doing-acknowledge", what = named.join(", ")))?;
    context.local_printer(&client).await?.list(&acknowledged)?;
    Ok(Exit::Ok)
}

async fn acknowledge_all(args: &AckArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let seen =
        client.alarms(&AlarmQuery { include_closed: false, sn: None }).await.doing(say!("doing-list-the-alarms"))?;
    if args.comment.is_none() {
        refuse_criticals(&seen.alarms)?;
    }
    let answer = client
        .acknowledge_all(&seen.boot_id, seen.rev, args.comment.as_deref())
        .await
        .doing(say!("doing-acknowledge-all-alarms"))?;
    let all = AllAcknowledged { acknowledged: answer.acknowledged, newer: answer.newer };
    let mut printer = context.local_printer(&client).await?;
    if printer.rows_only() {
        printer.list(&all.acknowledged)?;
        if all.newer > 0 {
            output::note(&format!("{} newer alarms came since and stay", all.newer));
        }
    } else {
        printer.one(&all)?;
    }
    Ok(Exit::Ok)
}

/// Whoever acknowledges critical alarms in one go must see which, and say why.
fn refuse_criticals(alarms: &[Occurrence]) -> Result<(), Error> {
    let critical: Vec<String> = alarms
        .iter()
        .filter(|alarm| alarm.priority == Priority::Critical && alarm.state.unacknowledged())
        .map(|alarm| match &alarm.sn {
            Some(sn) => format!("{} {sn} {}", alarm.id, alarm.condition),
            None => format!("{} {}", alarm.id, alarm.condition),
        })
        .collect();
    if critical.is_empty() { Ok(()) } else { Err(Error::CommentNeeded { alarms: critical.join(", ") }) }
}

async fn reset(args: &ResetArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let id = OccurrenceId(args.id);
    let alarm = client
        .reset(id, args.comment.as_deref(), args.verified.as_deref())
        .await
        .doing(say!("doing-reset-alarm", what = id.to_string()))?;
    context.local_printer(&client).await?.one(&alarm)?;
    Ok(Exit::Ok)
}

async fn watch(sn: Option<&SerialNumber>, select: &SelectArgs, context: &Context) -> Result<Exit, Error> {
    let client: Client = context.connect().await?;
    let chosen = Chosen::by(select.selector.as_ref(), &client).await?;
    let mut printer = context.local_printer(&client).await?;
    let mut stream = client.watch(None).await.doing(say!("doing-watch-the-alarms"))?;
    let mut rows = printer.watch::<Occurrence>()?;
    while let Some(message) = stream.next().await {
        let alarms = match message.doing(say!("doing-watch-the-alarms"))?.update {
            Update::Snapshot(snapshot) => snapshot.alarms,
            Update::Delta(delta) => delta.alarms,
            Update::Heartbeat { .. } => Vec::new(),
        };
        let wanted = |alarm: &&Occurrence| (sn.is_none() || alarm.sn.as_ref() == sn) && chosen.has(alarm.sn.as_ref());
        for alarm in alarms.iter().filter(wanted) {
            rows.push(alarm)?;
        }
    }
    Err(Error::StreamEnded)
}

#[cfg(test)]
mod tests {
    use mcs_core::{
        alarm::{Condition, LifeState, Source},
        id::PointId,
        time::Timestamp,
    };

    use super::*;

    fn alarm(priority: Priority, state: LifeState) -> Occurrence {
        Occurrence {
            sn: Some(SerialNumber::new("A001").expect("a serial number")),
            state,
            ..Occurrence::raised(
                OccurrenceId(42),
                Source::Point(PointId(1)),
                Condition::HighHigh,
                priority,
                Timestamp::EPOCH,
            )
        }
    }

    #[test]
    fn acknowledging_all_with_a_critical_among_them_lists_it_and_needs_a_comment() {
        let error = refuse_criticals(&[
            alarm(Priority::High, LifeState::UnackActive),
            alarm(Priority::Critical, LifeState::LatchedUnack),
        ])
        .expect_err("a critical one");
        assert_eq!(error.to_string(), "critical alarms are among them: 42 A001 HIGH_HIGH");
        assert_eq!(error.exit(), Exit::Conflict);
    }

    #[test]
    fn a_critical_that_is_acknowledged_already_does_not_stand_in_the_way() {
        assert!(refuse_criticals(&[alarm(Priority::Critical, LifeState::AckedActive)]).is_ok());
    }
}
