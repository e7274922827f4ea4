//! Proposals for `-l`: the fields, and behind a field the values there are.

use mcs_core::sensor::SensorType;

use super::{Value, noun::Noun};

/// The fields with how they are compared most often.
const FIELDS: [&str; 7] = ["area=", "zone=", "type=", "status=", "sn~^", "name~", "unit="];
/// How fresh a value is.
const STATUSES: [&str; 5] = ["live", "stale", "offline", "catching-up", "not-commissioned"];

/// What the selector could become.
pub(super) fn values(typed: &str) -> Vec<Value> {
    // Terms before the last are whole.
    let (before, term) = typed.rsplit_once(',').map_or(("", typed), |(before, term)| (before, term));
    let before = if before.is_empty() { String::new() } else { format!("{before},") };
    let in_place = |value: &str| Value::plain(format!("{before}{value}"));
    let Some(at) = term.find(['=', '~', '!']) else { return FIELDS.iter().map(|field| in_place(field)).collect() };
    let (field, rest) = term.split_at(at);
    let signs = rest.len() - rest.trim_start_matches(['=', '~', '!', '^']).len();
    let known: Vec<String> = match field {
        "area" => texts(Noun::Area.values("")),
        "zone" => texts(Noun::Zone.values("")),
        "sn" => texts(Noun::Device.values("")),
        "type" => SensorType::ALL.iter().map(|sensor| sensor.as_str().to_owned()).collect(),
        "status" => STATUSES.iter().map(|status| (*status).to_owned()).collect(),
        _other => Vec::new(),
    };
    known.iter().map(|value| in_place(&format!("{field}{}{value}", &rest[..signs]))).collect()
}

fn texts(values: Vec<Value>) -> Vec<String> {
    values.into_iter().map(|value| value.text).collect()
}

#[cfg(test)]
mod tests {
    use mcs_core::{live::Freshness, select::Selector};

    use super::*;

    fn proposed(typed: &str) -> Vec<String> {
        texts(values(typed)).into_iter().filter(|value| value.starts_with(typed)).collect()
    }

    #[test]
    fn first_the_fields_then_their_values_term_after_term() {
        assert_eq!(proposed("st"), ["status="]);
        assert_eq!(proposed("status!=o"), ["status!=offline"]);
        assert_eq!(proposed("status=live,ty"), ["status=live,type="]);
        assert_eq!(proposed("status=live,type=H2"), ["status=live,type=H2", "status=live,type=H2S"]);
    }

    #[test]
    fn every_proposal_is_a_selector() {
        for field in FIELDS {
            assert!(field.parse::<Selector>().is_ok(), "{field}");
        }
        for freshness in
            [Freshness::Live, Freshness::Stale, Freshness::Offline, Freshness::CatchingUp, Freshness::NotCommissioned]
        {
            assert!(STATUSES.contains(&freshness.as_str()), "{}", freshness.as_str());
        }
    }
}
