//! `mcsctl device set`.

use mcs_core::device::Device;

use super::print_issued;
use crate::words::say;
use crate::{
    cli::device::SetArgs,
    context::Context,
    error::{Doing, Error, Exit},
    output::{OutputError, fields},
    view::device::{Change, Issued},
};

pub(super) async fn set(args: &SetArgs, context: &Context) -> Result<Exit, Error> {
    let sn = &args.sn;
    if !args.rotate_secret && !args.names_something() {
        return Err(Error::NothingToChange { sn: sn.clone() });
    }
    let client = context.connect().await?;
    let before = client.device(sn).await.doing(say!("doing-change", what = sn.to_string()))?;
    let mut after = before.clone();
    args.apply(&mut after);
    let changes = changes(&before, &after)?;
    if args.dry_run {
        context.printer().list(&changes)?;
        return Ok(Exit::Ok);
    }
    if !args.rotate_secret && changes.is_empty() {
        // It is as it shall be: said again it is no new revision.
        context.local_printer(&client).await?.one(&before)?;
        return Ok(Exit::Ok);
    }
    // The device carries the revision it was read at; whoever changed it meanwhile is not overwritten.
    let (device, credential) =
        client.set_device(&after, args.rotate_secret).await.doing(say!("doing-change", what = sn.to_string()))?;
    print_issued(&Issued { device, credential }, &client, context).await?;
    Ok(Exit::Ok)
}

/// The fields that differ, by the names programs read. An object that appears or goes counts field by field.
fn changes(before: &Device, after: &Device) -> Result<Vec<Change>, OutputError> {
    let (before, after) = (fields(before)?, fields(after)?);
    Ok(before
        .into_iter()
        .zip(after)
        .filter(|((_, from), (_, to))| from != to)
        .map(|((field, from), (_, to))| Change { field, from, to })
        .collect())
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use mcs_core::{
        device::PointSettings,
        id::{PointId, SerialNumber},
        sensor::SensorType,
        time::Timestamp,
    };

    use super::*;
    use crate::cli::{Cli, Command, device::DeviceCommand};

    fn device() -> Device {
        let mut settings = PointSettings::proposed(SensorType::CH4);
        settings.rules.limits.high = Some(1000.0);
        settings.rules.limits.high_high = Some(2000.0);
        Device {
            sn: SerialNumber::new("A001").expect("a serial number"),
            point: PointId(1),
            name: None,
            area: None,
            zone: None,
            instrument: None,
            position: None,
            settings,
            revision: 3,
            added: Timestamp::EPOCH,
            retired: None,
        }
    }

    /// What `device set A001` with these flags would change, as `field: from → to`.
    fn changed(flags: &str) -> Vec<String> {
        let line = format!("mcsctl device set A001 {flags}");
        let cli = Cli::try_parse_from(line.split(' ')).expect("a command line");
        let Command::Device(DeviceCommand::Set(args)) = cli.command else { panic!("{line} is another command") };
        assert!(args.names_something());
        let before = device();
        let mut after = before.clone();
        args.apply(&mut after);
        assert_eq!(after.revision, before.revision);
        let changes = changes(&before, &after).expect("serialisable");
        changes.into_iter().map(|change| format!("{}: {} → {}", change.field, change.from, change.to)).collect()
    }

    #[test]
    fn what_is_not_named_stays_as_it_is() {
        assert_eq!(changed("--high 800"), ["limits.high: 1000 → 800"]);
        assert!(changed("--high 1000").is_empty());
    }

    #[test]
    fn limits_are_taken_away_and_zero_is_a_limit() {
        assert_eq!(changed("--no-high-high --low 0"), ["limits.high_high: 2000 → ", "limits.low:  → 0"]);
    }

    #[test]
    fn a_place_or_a_range_that_appears_or_goes_counts_field_by_field() {
        assert_eq!(changed("--at 12.5,40"), ["position.x:  → 12.5", "position.y:  → 40"]);
        assert_eq!(changed("--no-range"), ["range.start: 0 → ", "range.end: 50000 → "]);
    }

    #[test]
    fn delays_are_given_with_or_without_a_unit() {
        assert_eq!(
            changed("--on-delay 10s --offline-after 2m --period 30"),
            ["on_delay_s:  → 10", "offline_after_s:  → 120", "period_s: 10 → 30"]
        );
    }
}
