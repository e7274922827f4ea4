//! `mcsctl reading export`.

use mcs_core::{
    id::SerialNumber,
    time::{Span, Timestamp},
};

use super::{matching, period::period, whole};
use crate::words::sentence;
use crate::{
    cli::reading::ExportArgs,
    context::{Context, site_zone},
    error::{Doing, Error, Exit},
    file::{Kind, Output, Sink},
    output::{self, Bar},
    time,
};

const DOING: &str = "doing-export-the-readings";

pub(super) async fn run(args: ExportArgs, context: &Context) -> Result<Exit, Error> {
    let stdout = args.file.as_os_str() == "-";
    let kind = match args.format {
        Some(kind) => kind,
        None if stdout => Kind::Csv,
        None => Kind::of(&args.file)?,
    };
    let client = context.connect().await?;
    let zone = site_zone(&client).await?;
    let (from, to) = period(&args.period, &zone, time::now())?;
    let sns: Vec<SerialNumber> = match &args.which.selector {
        Some(selector) => matching(&client, selector).await?.into_iter().map(|device| device.sn).collect(),
        None => args.which.sn,
    };
    let output = if stdout { Output::stdout() } else { Output::file(&args.file, args.force)? };
    let name = output.name().to_owned();

    let mut export = client.export(&sns, from, to).await.doing(sentence(DOING))?;
    let sink = Sink::start(kind, output, zone.inner());
    let bar = Bar::new(u64::try_from((to - from).as_micros()).ok());
    let mut count = 0_u64;
    loop {
        let lines = match export.next().await {
            Ok(Some(lines)) => lines,
            Ok(None) => break,
            Err(error) => {
                sink.give_up().await;
                return Err(error).doing(sentence(DOING));
            }
        };
        let Some(last) = lines.last() else { continue };
        count += lines.len() as u64;
        let done = covered(from, last.time);
        bar.at(done, || format!("{} readings", grouped(count)));
        if !sink.send(lines).await {
            break;
        }
    }
    let written = sink.finish().await?;
    drop(bar);
    if !stdout {
        output::note(&format!("{name}: {} readings", grouped(written.readings)));
    }
    Ok(whole(export.damaged(), &zone))
}

fn covered(from: Timestamp, upto: Timestamp) -> u64 {
    (upto - from).max(Span::ZERO).as_micros().unsigned_abs()
}

/// A large number as people read it: `1 234 567`.
pub(super) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut grouped = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn large_numbers_stand_in_groups_of_three() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1 000", "1 234 567"]);
    }
}
