//! `mcsctl zone …`.

use mcs_core::{
    device::Device,
    id::{ShortName, ZoneId},
    zone::{Degrade, Zone, ZoneLevel, ZoneState},
};
use mcs_proto::client::Client;

use crate::words::say;
use crate::{
    cli::zone::{RemoveArgs, SetArgs, ZoneCommand},
    command::dry,
    context::Context,
    error::{Doing, Error, Exit},
    output,
    view::device::Change,
};

/// Votes of a new zone when nothing is said: one detector alone may be wrong, two are not.
const VOTES: u8 = 2;

pub(super) async fn run(command: ZoneCommand, context: &Context) -> Result<Exit, Error> {
    match command {
        ZoneCommand::List => list(context).await,
        ZoneCommand::Show { name } => show(&name, context).await,
        ZoneCommand::Set(args) => set(&args, context).await,
        ZoneCommand::Remove(args) => remove(&args, context).await,
    }
}

async fn list(context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let zones = client.zones().await.doing(say!("doing-list-the-zones"))?;
    context.local_printer(&client).await?.list(&zones)?;
    Ok(Exit::Ok)
}

async fn show(name: &ShortName, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let zone = find(name, &client).await?.ok_or_else(|| Error::NoZone { name: name.clone() })?;
    context.local_printer(&client).await?.one(&zone)?;
    Ok(Exit::Ok)
}

async fn set(args: &SetArgs, context: &Context) -> Result<Exit, Error> {
    let name = &args.name;
    let client = context.connect().await?;
    let zones = client.zones().await.doing(say!("doing-look-up-the-zone", what = name.to_string()))?;
    let known = zones.iter().find(|zone| zone.name == *name);
    if known.is_none() && args.member.is_empty() {
        let like = alike(name, &zones);
        return Err(Error::NobodyInZone { name: name.clone(), like });
    }
    join(args, &client).await?;
    let before = known.and_then(|state| state.zone.clone());
    let nothing = args.votes.is_none() && args.level.is_none() && args.degrade.is_none() && args.member.is_empty();
    if before.is_some() && nothing {
        output::note("nothing to change was named; this is how it is");
        return show(name, context).await;
    }
    let known = before.clone();
    let before = before.unwrap_or_else(|| Zone {
        id: ZoneId(0),
        name: name.clone(),
        votes: VOTES,
        level: ZoneLevel::default(),
        degrade: Degrade::default(),
        revision: 0,
    });
    let wanted = Zone {
        votes: args.votes.unwrap_or(before.votes),
        level: args.level.unwrap_or(before.level),
        degrade: args.degrade.unwrap_or(before.degrade),
        ..before
    };
    if args.dry.dry_run {
        return dry::show(&differences(known.as_ref(), Some(&wanted)), context);
    }
    // Members that join a zone as it is are no change of how it votes.
    if wanted.revision == 0 || known.as_ref() != Some(&wanted) {
        client.set_zone(&wanted).await.doing(say!("doing-set-the-zone", what = name.to_string()))?;
    }
    let after = find(name, &client).await?.ok_or_else(|| Error::NoZone { name: name.clone() })?;
    if after.members.len() < usize::from(wanted.votes) {
        output::note(&format!("{name} has {} member(s): fewer than the votes wanted", after.members.len()));
    }
    context.local_printer(&client).await?.one(&after)?;
    Ok(Exit::Ok)
}

/// Puts devices into the zone. All of them are looked up before the first is changed.
async fn join(args: &SetArgs, client: &Client) -> Result<(), Error> {
    let name = &args.name;
    let mut joining = Vec::new();
    for sn in &args.member {
        let device = client.device(sn).await.doing(say!(
            "doing-put-into-the-zone",
            what = sn.to_string(),
            name = name.to_string()
        ))?;
        if device.zone.as_ref() != Some(name) {
            joining.push(Device { zone: Some(name.clone()), ..device });
        }
    }
    for device in joining {
        client.set_device(&device, false).await.doing(say!(
            "doing-put-into-the-zone",
            what = device.sn.to_string(),
            name = name.to_string()
        ))?;
    }
    Ok(())
}

/// The zone that was probably meant.
fn alike(name: &ShortName, zones: &[ZoneState]) -> Option<ShortName> {
    /// Less alike than this is another word.
    const ALIKE: f64 = 0.8;
    let near = |zone: &&ZoneState| {
        strsim::jaro_winkler(&zone.name.as_str().to_lowercase(), &name.as_str().to_lowercase()) >= ALIKE
    };
    zones.iter().find(near).map(|zone| zone.name.clone())
}

async fn remove(args: &RemoveArgs, context: &Context) -> Result<Exit, Error> {
    let name = &args.name;
    if args.dry.dry_run {
        let client = context.connect().await?;
        let state = find(name, &client).await?.ok_or_else(|| Error::NoZone { name: name.clone() })?;
        return dry::show(&differences(state.zone.as_ref(), None), context);
    }
    if !args.yes {
        match output::ask(&format!("Remove the zone {name}? Its points alarm as before and vote no more.")) {
            Some(true) => {}
            Some(false) => return Err(Error::Declined),
            None => return Err(Error::Unconfirmed { doing: format!("remove the zone {name}") }),
        }
    }
    let client = context.connect().await?;
    client.remove_zone(name, &args.reason).await.doing(say!("doing-remove-the-zone", what = name.to_string()))?;
    output::note(&format!("{name} is removed; its points alarm as before"));
    Ok(Exit::Ok)
}

/// How a zone votes, before and after.
fn differences(before: Option<&Zone>, after: Option<&Zone>) -> Vec<Change> {
    let told = |zone: Option<&Zone>| match zone {
        Some(zone) => [zone.votes.to_string(), zone.level.as_str().to_owned(), zone.degrade.as_str().to_owned()],
        None => [String::new(), String::new(), String::new()],
    };
    let both = ["votes", "level", "degrade"].into_iter().zip(told(before)).zip(told(after));
    both.filter(|((_, from), to)| from != to).map(|((field, from), to)| dry::one(field, from, to)).collect()
}

async fn find(name: &ShortName, client: &Client) -> Result<Option<ZoneState>, Error> {
    let zones = client.zones().await.doing(say!("doing-look-up-the-zone", what = name.to_string()))?;
    Ok(zones.into_iter().find(|zone| zone.name == *name))
}
