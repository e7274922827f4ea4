//! Words that notices are told by on the command line.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use mcs_core::{
    alarm::{Condition, Priority, SystemCause},
    notice::{ChannelKind, DeliveryState, Language},
};

/// One of several words.
fn word<T: Clone + Send + Sync + 'static>(
    words: impl IntoIterator<Item = &'static str>,
    parse: fn(&str) -> Option<T>,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(words)
        .try_map(move |text| parse(&text).ok_or_else(|| format!("{text:?} is not one of them")))
}

/// A kind of channel.
pub(super) fn channel_kind() -> impl TypedValueParser<Value = ChannelKind> {
    word(ChannelKind::ALL.map(ChannelKind::as_str), ChannelKind::parse)
}

/// A language.
pub(super) fn language() -> impl TypedValueParser<Value = Language> {
    word(["zh", "en"], Language::parse)
}

/// A priority.
pub(super) fn priority() -> impl TypedValueParser<Value = Priority> {
    word(Priority::ALL.map(Priority::as_str), Priority::parse)
}

/// The type of an alarm.
pub(super) fn condition() -> impl TypedValueParser<Value = Condition> {
    word(Condition::ALL.map(Condition::as_str), Condition::parse)
}

/// The cause of an alarm of the system.
pub(super) fn cause() -> impl TypedValueParser<Value = SystemCause> {
    word(SystemCause::ALL.map(SystemCause::as_str), SystemCause::parse)
}

/// Where a delivery stands.
pub(super) fn delivery_state() -> impl TypedValueParser<Value = DeliveryState> {
    word(DeliveryState::ALL.map(DeliveryState::as_str), DeliveryState::parse)
}

/// `NAME=VALUE`.
pub(super) fn setting(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() && !value.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("give NAME=VALUE, e.g. host=smtp.example.com; take one away with --unset NAME".to_owned()),
    }
}

/// A time of day, `HH:MM`.
pub(super) fn time_of_day(text: &str) -> Result<(i8, i8), String> {
    let number = |text: &str, most: i8| text.parse().ok().filter(|number| (0..=most).contains(number));
    text.split_once(':')
        .and_then(|(hour, minute)| Some((number(hour, 23)?, number(minute, 59)?)))
        .ok_or_else(|| "give hours and minutes of the site's clocks, e.g. 08:00".to_owned())
}
