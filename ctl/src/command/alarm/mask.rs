//! `mcsctl alarm shelve`, `inhibit`, `oos` and their ends, `masks`, `silence` and `drill`.

use mcs_core::{
    alarm::{AlarmRef, Mask, MaskKind, MaskWish, Source},
    id::{OccurrenceId, SerialNumber, UserName},
};
use mcs_proto::client::SecondPerson;

use super::dry;
use crate::words::{say, sentence};
use crate::{
    cli::{
        alarm::{AlarmArgs, DrillArgs, EndArgs, InhibitArgs, OosArgs, ShelveArgs, WishArgs},
        dry::DryArgs,
        refresh::SelectArgs,
    },
    command::chosen::Chosen,
    context::Context,
    error::{Doing, Error, Exit},
    input,
    view::mask::{End, Hidden, Silenced},
};

/// The alarm a person names.
fn named(which: &AlarmArgs) -> Result<AlarmRef, Error> {
    match (which.id, &which.sn, which.condition) {
        (Some(id), _, _) => Ok(AlarmRef::Occurrence(OccurrenceId(id))),
        (None, Some(sn), Some(condition)) => Ok(AlarmRef::Point { sn: sn.clone(), condition }),
        (None, _, _) => Err(Error::NoAlarmNamed),
    }
}

fn wish(args: WishArgs) -> MaskWish {
    MaskWish { reason: args.reason, span: args.length, watcher: args.watcher, work_order: None }
}

/// The second person with their password, which is never on the command line.
fn second(name: Option<UserName>) -> Result<Option<SecondPerson>, Error> {
    let Some(user) = name else { return Ok(None) };
    let password = input::secret(&format!("password of {user}"))?;
    Ok(Some(SecondPerson { user, password }))
}

pub(super) async fn shelve(args: ShelveArgs, context: &Context) -> Result<Exit, Error> {
    let alarm = named(&args.which)?;
    if args.wish.dry.dry_run {
        return dry::shelve(&alarm, args.wish.length, context).await;
    }
    let client = context.connect().await?;
    let mask = client.shelve(&alarm, &wish(args.wish)).await.doing(say!("doing-shelve-the-alarm"))?;
    context.local_printer(&client).await?.one(&mask)?;
    Ok(Exit::Ok)
}

pub(super) async fn unshelve(
    which: &AlarmArgs,
    comment: Option<&str>,
    dry: DryArgs,
    context: &Context,
) -> Result<Exit, Error> {
    let alarm = named(which)?;
    if dry.dry_run {
        return dry_unshelve(which, context).await;
    }
    let client = context.connect().await?;
    let mask = client.unshelve(&alarm, comment).await.doing(say!("doing-show-the-alarm-again"))?;
    context.local_printer(&client).await?.one(&mask)?;
    Ok(Exit::Ok)
}

async fn dry_unshelve(which: &AlarmArgs, context: &Context) -> Result<Exit, Error> {
    let (sn, condition) = match which.id {
        Some(id) => {
            let client = context.connect().await?;
            let (alarm, _) = client.alarm(OccurrenceId(id)).await.doing(say!("doing-show-the-alarm-again"))?;
            (alarm.sn, Some(alarm.condition))
        }
        None => (which.sn.clone(), which.condition),
    };
    let ends = |mask: &Mask| mask.kind == MaskKind::Shelved && mask.sn == sn && mask.condition == condition;
    dry::unmask(sn.as_ref(), ends, context).await
}

pub(super) async fn inhibit(args: InhibitArgs, context: &Context) -> Result<Exit, Error> {
    if args.wish.dry.dry_run {
        return dry::mask(&args.sn, MaskKind::Inhibited.as_str(), args.wish.length, context).await;
    }
    let client = context.connect().await?;
    let second = second(args.second)?;
    let doing = say!("doing-inhibit", what = args.sn.to_string());
    let mask = client.inhibit(&args.sn, &wish(args.wish), second.as_ref()).await.doing(doing)?;
    context.local_printer(&client).await?.one(&mask)?;
    Ok(Exit::Ok)
}

pub(super) async fn uninhibit(args: &EndArgs, context: &Context) -> Result<Exit, Error> {
    if args.dry.dry_run {
        return dry::unmask(Some(&args.sn), |mask| mask.kind == MaskKind::Inhibited, context).await;
    }
    let client = context.connect().await?;
    let doing = say!("doing-judge-again", what = args.sn.to_string());
    let end = End::from(client.uninhibit(&args.sn, args.comment.as_deref()).await.doing(doing)?);
    context.local_printer(&client).await?.one(&end)?;
    Ok(Exit::Ok)
}

pub(super) async fn out_of_service(args: OosArgs, context: &Context) -> Result<Exit, Error> {
    if args.dry.dry_run {
        let kind = MaskKind::OutOfService;
        return match args.length {
            Some(length) => dry::mask(&args.sn, kind.as_str(), length, context).await,
            None => dry::unmask(Some(&args.sn), |mask| mask.kind == kind, context).await,
        };
    }
    let client = context.connect().await?;
    let OosArgs { sn, length, reason, work_order, watcher, second: name, comment, end: _, dry: _ } = args;
    if let (Some(span), Some(reason)) = (length, reason) {
        let second = second(name)?;
        let wish = MaskWish { reason, span, watcher, work_order };
        let doing = say!("doing-put-out-of-service", what = sn.to_string());
        let mask = client.out_of_service(&sn, &wish, second.as_ref()).await.doing(doing)?;
        context.local_printer(&client).await?.one(&mask)?;
        return Ok(Exit::Ok);
    }
    let doing = say!("doing-put-back-into-service", what = sn.to_string());
    let end = End::from(client.return_to_service(&sn, comment.as_deref()).await.doing(doing)?);
    context.local_printer(&client).await?.one(&end)?;
    Ok(Exit::Ok)
}

pub(super) async fn list(sn: Option<&SerialNumber>, select: &SelectArgs, context: &Context) -> Result<Exit, Error> {
    const DOING: &str = "doing-list-what-is-hidden";
    let client = context.connect().await?;
    let chosen = Chosen::by(select.selector.as_ref(), &client).await?;
    let mut masks = client.masks(sn).await.doing(sentence(DOING))?;
    masks.retain(|mask| chosen.has(mask.sn.as_ref()));
    // Alarms of zones are rarely hidden; only then their names are asked for.
    let of_zone = masks.iter().any(|mask| matches!(mask.source, Source::Zone(_)));
    let zones = if of_zone { client.zones().await.doing(sentence(DOING))? } else { Vec::new() };
    let masks: Vec<Hidden> = masks.into_iter().map(|mask| Hidden::new(mask, &zones)).collect();
    context.local_printer(&client).await?.list(&masks)?;
    Ok(Exit::Ok)
}

pub(super) async fn silence(context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let silent_until = client.silence().await.doing(say!("doing-silence-the-sound"))?;
    context.local_printer(&client).await?.one(&Silenced { silent_until })?;
    Ok(Exit::Ok)
}

pub(super) async fn drill(args: &DrillArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let comment = args.comment.as_deref();
    let alarm = if args.end {
        client.end_drill(&args.sn, args.condition, comment).await.doing(say!("doing-end-the-drill"))?
    } else {
        client.drill(&args.sn, args.condition, comment).await.doing(say!("doing-drill"))?
    };
    context.local_printer(&client).await?.one(&alarm)?;
    Ok(Exit::Ok)
}
