//! `mcsctl shift …`.

use mcs_core::shift::ShiftReport;

use crate::{
    cli::shift::{AcceptArgs, ShiftCommand, SinceArgs},
    context::Context,
    error::{Doing, Error, Exit},
    output::Printer,
    time,
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
    let report = client.report_shift(time::now() - args.since).await.doing("report the shift")?;
    let mut printer = context.local_printer(&client).await?;
    show(&report, &mut printer)?;
    Ok(Exit::Ok)
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
    let since = time::now() - args.since.since;
    let shift = client.accept_shift(since, &args.name, args.note.as_deref()).await.doing("take the shift over")?;
    context.local_printer(&client).await?.one(&HandOver::from(shift))?;
    Ok(Exit::Ok)
}

async fn list(most: u32, context: &Context) -> Result<Exit, Error> {
    let client = context.connect().await?;
    let shifts = client.shifts(most).await.doing("list the hand-overs")?;
    let shifts: Vec<HandOver> = shifts.into_iter().map(Into::into).collect();
    context.local_printer(&client).await?.list(&shifts)?;
    Ok(Exit::Ok)
}
