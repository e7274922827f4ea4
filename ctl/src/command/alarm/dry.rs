//! What acknowledging, resetting, hiding and drilling would change, without doing it.
//!
//! Said is what follows from where the alarms stand now. Who may do it, and for how long, the daemon decides when it is done.

use mcs_core::{
    alarm::{AlarmRef, LifeState, Mask, Occurrence, Priority},
    id::{OccurrenceId, SerialNumber},
    time::{Span, Timestamp},
};
use mcs_proto::client::{AlarmQuery, Client};

use crate::words::say;
use crate::{
    cli::alarm::{AckArgs, DrillArgs, ResetArgs},
    command::dry::{one, show},
    context::Context,
    error::{Doing, Error, Exit},
    time,
    view::device::Change,
};

/// How long the sound is off, and with a critical alarm among those that stand.
const SILENCE: Span = Span::mins(5);
const SILENCE_CRITICAL: Span = Span::mins(2);

/// Where an alarm stands after it was acknowledged.
const fn acknowledged(state: LifeState) -> LifeState {
    match state {
        LifeState::UnackActive | LifeState::AckedActive => LifeState::AckedActive,
        LifeState::UnackReturned | LifeState::Normal => LifeState::Normal,
        LifeState::LatchedUnack | LifeState::LatchedAcked => LifeState::LatchedAcked,
    }
}

fn moved(alarm: &Occurrence, to: LifeState) -> Option<Change> {
    (alarm.state != to).then(|| one(format!("alarm {}", alarm.id), alarm.state.as_str(), to.as_str()))
}

/// `alarm ack --dry-run`.
pub(super) async fn acknowledge(args: &AckArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let alarms = if args.all { standing(&client).await? } else { named(&args.id, &client).await? };
    let changes: Vec<Change> = alarms.iter().filter_map(|alarm| moved(alarm, acknowledged(alarm.state))).collect();
    show(&changes, context)
}

async fn standing(client: &Client) -> Result<Vec<Occurrence>, Error> {
    let query = AlarmQuery { include_closed: false, sn: None };
    Ok(client.alarms(&query).await.doing(say!("doing-list-the-alarms"))?.alarms)
}

async fn named(ids: &[u64], client: &Client) -> Result<Vec<Occurrence>, Error> {
    let mut alarms = Vec::new();
    for id in ids {
        alarms.push(client.alarm(OccurrenceId(*id)).await.doing(say!("doing-acknowledge", what = id.to_string()))?.0);
    }
    Ok(alarms)
}

/// `alarm reset --dry-run`: only a latch that was acknowledged can end.
pub(super) async fn reset(args: &ResetArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let (alarm, _) =
        client.alarm(OccurrenceId(args.id)).await.doing(say!("doing-reset-alarm", what = args.id.to_string()))?;
    let ends = alarm.state == LifeState::LatchedAcked;
    show(&ends.then(|| moved(&alarm, LifeState::Normal)).flatten().into_iter().collect::<Vec<_>>(), context)
}

/// `alarm shelve --dry-run`.
pub(super) async fn shelve(alarm: &AlarmRef, length: Span, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let mut changes = vec![one(format!("{}: shelved until", said(alarm)), "", time::now() + length)];
    if let AlarmRef::Occurrence(id) = alarm {
        let (alarm, _) = client.alarm(*id).await.doing(say!("doing-shelve-the-alarm"))?;
        changes.extend(moved(&alarm, acknowledged(alarm.state)));
    }
    show(&changes, context)
}

/// `alarm inhibit --dry-run` and `alarm oos --dry-run`.
pub(super) async fn mask(sn: &SerialNumber, what: &str, length: Span, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    client.device(sn).await.doing(say!("doing-look-up", what = sn.to_string()))?;
    show(&[one(format!("{sn}: {what} until"), "", time::now() + length)], context)
}

/// The end of a mask, `--dry-run`.
pub(super) async fn unmask(
    sn: Option<&SerialNumber>,
    ends: impl Fn(&Mask) -> bool,
    context: &Context,
) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let masks = client.masks(sn).await.doing(say!("doing-list-what-is-hidden"))?;
    let changes = masks.iter().filter(|mask| ends(mask)).map(|mask| {
        let subject = mask.sn.as_ref().map_or_else(|| "system".to_owned(), ToString::to_string);
        let subject = mask.condition.map_or_else(|| subject.clone(), |condition| format!("{subject} {condition}"));
        one(format!("{subject}: {} until", mask.kind.as_str()), mask.until, "")
    });
    show(&changes.collect::<Vec<_>>(), context)
}

/// `alarm silence --dry-run`.
pub(super) async fn silence(context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let critical = |alarm: &Occurrence| alarm.priority == Priority::Critical && alarm.state.unacknowledged();
    let span = if standing(&client).await?.iter().any(critical) { SILENCE_CRITICAL } else { SILENCE };
    let until: Timestamp = time::now() + span;
    show(&[one("silent until", "", until)], context)
}

/// `alarm drill --dry-run`.
pub(super) async fn drill(args: &DrillArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    client.device(&args.sn).await.doing(say!("doing-drill"))?;
    let (from, to) = if args.end { ("on", "off") } else { ("off", "on") };
    show(&[one(format!("{} {}: drill", args.sn, args.condition), from, to)], context)
}

fn said(alarm: &AlarmRef) -> String {
    match alarm {
        AlarmRef::Occurrence(id) => format!("alarm {id}"),
        AlarmRef::Point { sn, condition } => format!("{sn} {condition}"),
        AlarmRef::System(cause) => cause.as_str().to_owned(),
    }
}
