//! `mcsctl shift …`.

use mcs_core::{shift::ShiftReport, time::Timestamp};
use mcs_proto::client::Client;

use crate::words::say;
use crate::{
    cli::shift::{AcceptArgs, ShiftCommand, SinceArgs},
    command::dry,
    context::{Context, site_zone},
    error::{Doing, Error, Exit},
    output::Printer,
    time::{self, Edge},
    view::shift::{Document, HandOver},
};

pub(super) async fn run(command: ShiftCommand, context: &Context) -> Result<Exit, Error> {
    match command {
        ShiftCommand::Report(args) => report(&args, context).await,
        ShiftCommand::Accept(args) => accept(args, context).await,
        ShiftCommand::List { most } => list(most, context).await,
    }
}

async fn report(args: &SinceArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let since = began(args, &client).await?;
    let report = client.report_shift(since).await.doing(say!("doing-report-the-shift"))?;
    let mut printer = context.local_printer(&client).await?;
    show(&report, &mut printer)?;
    Ok(Exit::Ok)
}

/// When the shift began that ends.
async fn began(args: &SinceArgs, client: &Client) -> Result<Timestamp, Error> {
    let Some(from) = args.from else { return Ok(time::now() - args.since) };
    from.instant(Edge::Start, &site_zone(client).await?, time::now()).ok_or(Error::OutsideCalendar)
}

/// People get a page, programs the object.
fn show(report: &ShiftReport, printer: &mut Printer) -> Result<(), Error> {
    if printer.for_people() {
        let page = Document::new(report, printer.zone()).to_string();
        printer.raw(page.as_bytes())?;
    } else {
        printer.one(&HandOver::of(report))?;
    }
    Ok(())
}

async fn accept(args: AcceptArgs, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let since = began(&args.since, &client).await?;
    if args.dry.dry_run {
        let last = client.shifts(1).await.doing(say!("doing-list-the-hand-overs"))?;
        let last = last.into_iter().next().map(|shift| shift.accepter).unwrap_or_default();
        return dry::show(&[dry::one("in charge", last, args.name)], context);
    }
    let shift =
        client.accept_shift(since, &args.name, args.note.as_deref()).await.doing(say!("doing-take-the-shift-over"))?;
    context.local_printer(&client).await?.one(&HandOver::from(shift))?;
    Ok(Exit::Ok)
}

async fn list(most: u32, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let shifts = client.shifts(most).await.doing(say!("doing-list-the-hand-overs"))?;
    let shifts: Vec<HandOver> = shifts.into_iter().map(Into::into).collect();
    context.local_printer(&client).await?.list(&shifts)?;
    Ok(Exit::Ok)
}
