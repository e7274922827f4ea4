//! `mcsctl archive target …`.

use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    path::PathBuf,
};

use mcs_core::{
    id::ShortName,
    target::{Fault, Probe},
};
use mcs_proto::client::{Client, NewPlace};
use tokio_stream::StreamExt;

use crate::words::say;
use crate::{
    cli::target::{SetArgs, TargetCommand, UnsetArgs},
    command::dry,
    context::Context,
    error::{Doing, Error, Exit},
    input::line,
    output::{self, fields},
};

pub(super) async fn run(command: TargetCommand, context: &Context) -> Result<Exit, Error> {
    match command {
        TargetCommand::Set(args) => set(&args, context).await,
        TargetCommand::List => list(context).await,
        TargetCommand::Show(args) => show(&args.name, context).await,
        TargetCommand::Test(args) => test(&args.name, context).await,
        TargetCommand::Unset(args) => unset(&args, context).await,
    }
}

async fn set(args: &SetArgs, context: &Context) -> Result<Exit, Error> {
    let place = match (&args.folder, args.bucket()) {
        (Some(path), _) => NewPlace::Folder { path: path.clone() },
        (None, Some(new)) => NewPlace::Bucket { new, secret: secret(args)? },
        (None, None) => return Err(Error::NoPlace),
    };
    let client = context.connect().await?;
    if args.dry.dry_run {
        return dry_set(args, &place, &client, context).await;
    }
    let target =
        client.set_target(&args.name, place).await.doing(say!("doing-set-the-target", what = args.name.to_string()))?;
    context.local_printer(&client).await?.one(&target)?;
    output::note(&format!("try it with \"mcsctl archive target test {}\"", args.name));
    Ok(Exit::Ok)
}

/// The fields of its place that would differ. What a preset knows the daemon fills in.
async fn dry_set(args: &SetArgs, place: &NewPlace, client: &Client, context: &Context) -> Result<Exit, Error> {
    let targets = client.targets().await.doing(say!("doing-set-the-target", what = args.name.to_string()))?;
    let before = targets.iter().find(|target| target.name == args.name).map(fields).transpose()?.unwrap_or_default();
    let wanted: Vec<(&str, String)> = match place {
        NewPlace::Folder { path } => vec![("kind", "folder".to_owned()), ("path", path.clone())],
        NewPlace::Bucket { new, secret } => {
            let key = if secret.is_some() { "(a new one)" } else { "" };
            let said = |text: &Option<String>| text.clone().unwrap_or_default();
            let all = [
                ("kind", "s3".to_owned()),
                ("preset", new.preset.as_str().to_owned()),
                ("account", said(&new.account)),
                ("region", said(&new.region)),
                ("endpoint", said(&new.endpoint)),
                ("bucket", new.bucket.clone()),
                ("prefix", new.prefix.clone()),
                ("access_key_id", new.access_key_id.clone()),
                ("secret_key", key.to_owned()),
            ];
            all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
        }
    };
    let now = |field: &str| before.iter().find(|(name, _)| name == field).map(|(_, value)| value.clone());
    let changes = wanted.into_iter().map(|(field, to)| dry::one(field, now(field).unwrap_or_default(), to));
    dry::show(&changes.filter(|change| change.from != change.to).collect::<Vec<_>>(), context)
}

/// The secret key, if it is given: one line.
fn secret(args: &SetArgs) -> Result<Option<String>, Error> {
    let read = |from: &mut dyn BufRead, path: PathBuf| {
        let key = line(from).map_err(|source| Error::Unreadable { path, source })?;
        if key.is_empty() { Err(Error::EmptyKey) } else { Ok(Some(key)) }
    };
    if args.secret_key_stdin {
        return read(&mut io::stdin().lock(), PathBuf::from("standard input"));
    }
    let Some(path) = &args.secret_key_file else { return Ok(None) };
    let file = File::open(path).map_err(|source| Error::Unreadable { path: path.clone(), source })?;
    read(&mut BufReader::new(file), path.clone())
}

async fn list(context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let targets = client.targets().await.doing(say!("doing-list-the-targets"))?;
    context.local_printer(&client).await?.list(&targets)?;
    Ok(Exit::Ok)
}

async fn show(name: &ShortName, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let targets = client.targets().await.doing(say!("doing-show-the-target", what = name.to_string()))?;
    let target = targets.iter().find(|target| target.name == *name);
    let target = target.ok_or_else(|| Error::NoTarget { name: name.clone() })?;
    context.local_printer(&client).await?.one(target)?;
    Ok(Exit::Ok)
}

async fn test(name: &ShortName, context: &Context) -> Result<Exit, Error> {
    let doing = say!("doing-try-the-target", what = name.to_string());
    let client = context.connect().await?;
    let mut steps = client.test_target(name).await.doing(&*doing)?;
    let mut printer = context.printer();
    let mut rows = printer.watch::<Probe>()?;
    let mut fault: Option<Fault> = None;
    while let Some(step) = steps.next().await {
        let step = step.doing(&*doing)?;
        rows.push(&step)?;
        fault = fault.or(step.fault);
    }
    rows.finish()?;
    let Some(fault) = fault else {
        output::note(&format!("{name} works: written, read back, deleted"));
        return Ok(Exit::Ok);
    };
    output::note(&format!("{name}: {}; {}", fault.message, fault.advice));
    Ok(Exit::Found)
}

async fn unset(args: &UnsetArgs, context: &Context) -> Result<Exit, Error> {
    let name = &args.name;
    if args.dry.dry_run {
        let client = context.connect().await?;
        let targets = client.targets().await.doing(say!("doing-forget-the-target", what = name.to_string()))?;
        let target = targets.iter().find(|target| target.name == *name);
        let target = target.ok_or_else(|| Error::NoTarget { name: name.clone() })?;
        return dry::show(&dry::changes(Some(target), None)?, context);
    }
    if !args.yes {
        match output::ask(&format!("Forget the target {name}? What is stored there stays.")) {
            Some(true) => {}
            Some(false) => return Err(Error::Declined),
            None => return Err(Error::Unconfirmed { doing: format!("forget the target {name}") }),
        }
    }
    let client = context.connect().await?;
    client.unset_target(name).await.doing(say!("doing-forget-the-target", what = name.to_string()))?;
    output::note(&format!("{name} is forgotten; what is stored there stays"));
    Ok(Exit::Ok)
}
