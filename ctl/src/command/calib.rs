//! `mcsctl calib …`.

mod recompute;

use mcs_core::{
    calibration::{Calibration, CalibrationError, Coefficients},
    id::{CalibrationRevision, SerialNumber},
    time::Timestamp,
};
use mcs_proto::client::Client;

use crate::words::say;
use crate::{
    cli::calib::{CalibCommand, SetArgs},
    command::dry,
    context::{Context, site_zone},
    error::{Doing, Error, Exit},
    output,
    time::{self, Edge},
};

pub(super) async fn run(command: CalibCommand, context: &Context) -> Result<Exit, Error> {
    match command {
        CalibCommand::Show { sn } => show(&sn, context).await,
        CalibCommand::Set(args) => set(args, context).await,
        CalibCommand::Recompute(args) => recompute::run(args, context).await,
    }
}

async fn show(sn: &SerialNumber, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let calibrations =
        client.calibrations(sn).await.doing(say!("doing-show-the-calibrations-of", what = sn.to_string()))?;
    let mut printer = context.local_printer(&client).await?;
    printer.list(&calibrations)?;
    if calibrations.is_empty() {
        output::note(&format!("{sn} is uncalibrated; set one with \"mcsctl calib set {sn} --k … --b …\""));
    }
    Ok(Exit::Ok)
}

async fn set(args: SetArgs, context: &Context) -> Result<Exit, Error> {
    let coefficients = coefficients(&args).map_err(|source| Error::Calibration { source })?;
    let client = context.connect().await?;
    let due = match args.due {
        Some(due) => {
            let zone = site_zone(&client).await?;
            Some(due.instant(Edge::End, &zone, time::now()).ok_or(Error::OutsideCalendar)?)
        }
        None => None,
    };
    if args.dry.dry_run {
        return dry_set(&args.sn, coefficients, due, &client, context).await;
    }
    let calibration = client
        .set_calibration(&args.sn, coefficients, due, args.comment.as_deref())
        .await
        .doing(say!("doing-set-the-calibration-of", what = args.sn.to_string()))?;
    context.local_printer(&client).await?.one(&calibration)?;
    Ok(Exit::Ok)
}

async fn dry_set(
    sn: &SerialNumber,
    coefficients: Coefficients,
    due: Option<Timestamp>,
    client: &Client,
    context: &Context,
) -> Result<Exit, Error> {
    let calibrations =
        client.calibrations(sn).await.doing(say!("doing-set-the-calibration-of", what = sn.to_string()))?;
    let before = calibrations.first();
    let after = Calibration {
        revision: CalibrationRevision(before.map_or(1, |newest| newest.revision.0 + 1)),
        valid_from: time::now(),
        coefficients,
        due,
        by: String::new(),
        recorded: time::now(),
        comment: None,
    };
    let mut changes = dry::changes(before, Some(&after))?;
    changes.retain(|change| !matches!(&*change.field, "by" | "recorded" | "comment"));
    dry::show(&changes, context)
}

/// Without `--t-comp` the reference temperature has no effect; the catalogue's 25 °C stands there.
fn coefficients(args: &SetArgs) -> Result<Coefficients, CalibrationError> {
    Coefficients::new(args.k, args.b, args.t_ref.unwrap_or(25.0), args.t_comp.unwrap_or(0.0))
}
