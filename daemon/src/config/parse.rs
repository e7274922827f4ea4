//! Values of the file, or what to write instead.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use mcs_core::site::Role;
use toml::de::DeValue;

use super::value::{AccessRule, Who};

pub(super) fn expected(what: &str, found: &DeValue<'_>) -> String {
    format!("expected {what}, found {}", found.type_str())
}

pub(super) fn text<'a>(value: &'a DeValue<'_>) -> Result<&'a str, String> {
    value.as_str().ok_or_else(|| expected("a string", value))
}

pub(super) fn boolean(value: &DeValue<'_>) -> Result<bool, String> {
    value.as_bool().ok_or_else(|| expected("true or false", value))
}

pub(super) fn address(value: &DeValue<'_>) -> Result<SocketAddr, String> {
    let text = text(value)?;
    text.parse().map_err(|_| format!("{text:?} is not an address like \"127.0.0.1:1883\""))
}

pub(super) fn integer<T: TryFrom<i64>>(value: &DeValue<'_>, least: i64, most: i64) -> Result<T, String> {
    let number = value.as_integer().and_then(|i| i64::from_str_radix(i.as_str(), i.radix()).ok());
    let number = number.ok_or_else(|| expected("a whole number", value))?;
    if !(least..=most).contains(&number) {
        return Err(format!("{number} is outside {least} to {most}"));
    }
    T::try_from(number).map_err(|_| format!("{number} is too large"))
}

/// `"1500ms"`, `"2s"`, `"1m"`.
pub(super) fn duration(value: &DeValue<'_>, most: Duration) -> Result<Duration, String> {
    let text = text(value)?;
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let unit_ms = match unit {
        "ms" => Some(1),
        "s" => Some(1_000),
        "m" => Some(60_000),
        _ => None,
    };
    let ms = number.parse::<u64>().ok().zip(unit_ms).and_then(|(n, ms)| n.checked_mul(ms));
    let ms = ms.ok_or_else(|| format!("{text:?} is not a duration like \"500ms\" or \"1s\""))?;
    let duration = Duration::from_millis(ms);
    if duration > most { Err(format!("{text:?} is more than {} s", most.as_secs())) } else { Ok(duration) }
}

pub(super) fn rule(text: &str) -> Result<AccessRule, String> {
    let wrong = || format!("{text:?} is not like \"user:wang=engineer\"");
    let (who, role) = text.split_once('=').ok_or_else(wrong)?;
    let (kind, name) = who.split_once(':').ok_or_else(wrong)?;
    let number = || name.parse::<u32>().map_err(|_| format!("{name:?} in {text:?} is not a number"));
    let who = match kind {
        "user" => Who::User(name.to_owned()),
        "uid" => Who::Uid(number()?),
        "group" => Who::Group(name.to_owned()),
        "gid" => Who::Gid(number()?),
        _ => return Err(wrong()),
    };
    let role = [Role::Viewer, Role::Operator, Role::Engineer, Role::Admin].into_iter().find(|r| r.as_str() == role);
    let role = role.ok_or_else(|| format!("the role in {text:?} is none of viewer, operator, engineer, admin"))?;
    Ok(AccessRule { who, role })
}

pub(super) fn addresses(value: &DeValue<'_>) -> Result<Vec<SocketAddr>, String> {
    let DeValue::Array(items) = value else { return Err(expected("a list of \"address:port\"", value)) };
    items.iter().map(|item| address(item.get_ref())).collect()
}

/// An absolute path; empty is none.
pub(super) fn absolute_file(value: &DeValue<'_>) -> Result<Option<PathBuf>, String> {
    match file(value)? {
        Some(path) if !path.is_absolute() => Err(format!("{:?} is not an absolute path", path.display().to_string())),
        given => Ok(given),
    }
}

/// A file; empty is none.
pub(super) fn file(value: &DeValue<'_>) -> Result<Option<PathBuf>, String> {
    let text = text(value)?;
    Ok((!text.is_empty()).then(|| text.into()))
}
