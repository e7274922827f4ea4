//! `mcsctl reading import`.

use std::{collections::BTreeSet, path::Path};

use mcs_core::{
    id::SerialNumber,
    transfer::{ImportRefusal, Imported},
};
use mcs_proto::client::Client;

use super::export::grouped;
use crate::words::{say, sentence};
use crate::{
    cli::reading::ImportArgs,
    command::dry,
    context::Context,
    error::{Doing, Error, Exit},
    file::{Batch, Source},
    output::{self, Bar},
    view::import::ImportedFile,
};

const DOING: &str = "doing-import-the-readings";

pub(super) async fn run(args: ImportArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let devices = client.devices(true).await.doing(say!("doing-list-the-devices"))?;
    let known: BTreeSet<SerialNumber> = devices.into_iter().map(|device| device.sn).collect();
    if args.dry.dry_run {
        return dry_run(&args, &known, context).await;
    }
    let mut printer = context.printer();
    let mut rows = printer.stream::<ImportedFile>()?;
    let mut exit = Exit::Ok;
    for path in &args.files {
        let (imported, skipped) = file(path, &client, &known, args.skip_unknown).await?;
        tell_refused(path, &imported);
        if imported.refused() > 0 {
            exit = Exit::PartlyDone;
        }
        rows.push(&ImportedFile::new(path, &imported, skipped))?;
    }
    rows.finish()?;
    Ok(exit)
}

/// Reads the files to their ends and counts. What is stored already only the daemon could tell.
async fn dry_run(args: &ImportArgs, known: &BTreeSet<SerialNumber>, context: &Context) -> Result<Exit, Error> {
    let mut changes = Vec::new();
    for path in &args.files {
        let mut source = Source::open(path)?;
        let (mut read, mut skipped) = (0, 0);
        while let Some(batch) = source.next().await {
            let batch = batch?;
            if let (Some((place, sn)), false) = (unknown(&batch, known), args.skip_unknown) {
                return Err(Error::UnknownDevice { place: format!("{}: line {place}", path.display()), sn });
            }
            let here = batch.lines.iter().filter(|line| known.contains(&line.sn)).count();
            read += here;
            skipped += batch.lines.len() - here;
        }
        let to = format!("{read} readings, without those that are here; {skipped} passed over");
        changes.push(dry::one(path.display().to_string(), "", to));
    }
    dry::show(&changes, context)
}

/// Imports one file; what became of its readings, and how many were passed over.
async fn file(
    path: &Path,
    client: &Client,
    known: &BTreeSet<SerialNumber>,
    skip_unknown: bool,
) -> Result<(Imported, u64), Error> {
    let mut source = Source::open(path)?;
    let mut import = client.import(&path.display().to_string()).await.doing(sentence(DOING))?;
    let bar = Bar::new(source.progress().1);
    let mut skipped = 0;
    let mut read = 0_u64;
    let outcome = loop {
        let mut batch = match source.next().await {
            Some(Ok(batch)) => batch,
            Some(Err(error)) => break Err(error.into()),
            None => break Ok(()),
        };
        let unknown = unknown(&batch, known);
        if let Some((place, sn)) = unknown {
            if !skip_unknown {
                let place = format!("{}: line {place}", path.display());
                break Err(Error::UnknownDevice { place, sn });
            }
            let before = batch.lines.len();
            batch.lines.retain(|line| known.contains(&line.sn));
            skipped += (before - batch.lines.len()) as u64;
        }
        read += batch.lines.len() as u64;
        import.send(&batch.lines).await.doing(sentence(DOING))?;
        let so_far = import.so_far();
        bar.at(source.progress().0, || {
            format!("{} readings read, {} stored", grouped(read), grouped(so_far.new + so_far.conflict))
        });
    };
    // What stands before a fault is stored and noted; importing the corrected file passes over it.
    let imported = import.finish().await.doing(sentence(DOING))?;
    drop(bar);
    match outcome {
        Ok(()) => Ok((imported, skipped)),
        Err(error) => {
            if imported.new > 0 {
                output::note(&format!(
                    "{}: {} readings before it are stored; importing again passes over them",
                    path.display(),
                    grouped(imported.new)
                ));
            }
            Err(error)
        }
    }
}

/// The first reading of a device that is not registered, and where it stands.
fn unknown(batch: &Batch, known: &BTreeSet<SerialNumber>) -> Option<(u64, SerialNumber)> {
    let found = batch.lines.iter().zip(&batch.places).find(|(line, _)| !known.contains(&line.sn));
    found.map(|(line, place)| (*place, line.sn.clone()))
}

/// Says on the side why readings were refused.
fn tell_refused(path: &Path, imported: &Imported) {
    for ((sn, why), count) in &imported.refused {
        let why = match why {
            ImportRefusal::UnknownDevice => "no such device any more".to_owned(),
            ImportRefusal::UnknownCalibration(revision) => format!(
                "it has no calibration {revision}; record its calibrations in their order with \"mcsctl calib set\", or \
                 remove the column calib to use the one in force"
            ),
            ImportRefusal::ImpossibleTime => "their time lies in the future or before 1970".to_owned(),
        };
        output::note(&format!("{}: {} readings of {sn} refused: {why}", path.display(), grouped(*count)));
    }
}
