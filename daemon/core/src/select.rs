//! The selector: `area=tank-farm,type=H2S,status!=offline,sn~^A0`. Every term must hold.
//!
//! `=` and `!=` compare whole texts, `~` looks for a part, `~^` for a beginning. A field that is not set is the empty text,
//! so `area=` finds what stands in no area. Case does not matter.

use std::{fmt, str::FromStr};

use crate::{device::Device, live::PointLive};

/// A field that can be selected by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The serial number.
    Sn,
    /// What people call it.
    Name,
    /// What it measures.
    Type,
    /// The unit.
    Unit,
    /// The area.
    Area,
    /// The zone.
    Zone,
    /// How fresh the live value is; known to the live plant only.
    Status,
}

impl Key {
    const ALL: [Self; 7] = [Self::Sn, Self::Name, Self::Type, Self::Unit, Self::Area, Self::Zone, Self::Status];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Sn => "sn",
            Self::Name => "name",
            Self::Type => "type",
            Self::Unit => "unit",
            Self::Area => "area",
            Self::Zone => "zone",
            Self::Status => "status",
        }
    }
}

/// How a field is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Test {
    Is,
    IsNot,
    Contains,
    Begins,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    key: Key,
    test: Test,
    /// In lower case.
    text: String,
}

impl Term {
    fn holds(&self, value: &str) -> bool {
        let value = value.to_lowercase();
        match self.test {
            Test::Is => value == self.text,
            Test::IsNot => value != self.text,
            Test::Contains => value.contains(&self.text),
            Test::Begins => value.starts_with(&self.text),
        }
    }
}

/// Terms that must all hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    terms: Vec<Term>,
}

/// Why a selector was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SelectorError {
    /// A term has no comparison in it.
    #[error("{term:?} is not a term; write field=text, field!=text, field~part or field~^beginning")]
    NoTest {
        /// The term as given.
        term: String,
    },
    /// There is no such field.
    #[error("there is no field {field:?}; select by {}", Fields)]
    NoField {
        /// The field as given.
        field: String,
    },
}

/// The names of all fields, for an error message.
struct Fields;

impl fmt::Display for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Key::ALL.map(Key::as_str).join(", "))
    }
}

impl FromStr for Selector {
    type Err = SelectorError;

    fn from_str(text: &str) -> Result<Self, SelectorError> {
        let terms = text.split(',').map(|term| parse_term(term.trim())).collect::<Result<_, _>>()?;
        Ok(Self { terms })
    }
}

fn parse_term(term: &str) -> Result<Term, SelectorError> {
    let no_test = || SelectorError::NoTest { term: term.to_owned() };
    let at = term.find(['=', '!', '~']).ok_or_else(no_test)?;
    let (field, rest) = term.split_at(at);
    // `~^` stands before `~`, which is its beginning.
    let tests = [("!=", Test::IsNot), ("~^", Test::Begins), ("~", Test::Contains), ("=", Test::Is)];
    let (test, wanted) = tests
        .into_iter()
        .find_map(|(sign, test)| rest.strip_prefix(sign).map(|wanted| (test, wanted)))
        .ok_or_else(no_test)?;
    let field = field.trim();
    let key = Key::ALL
        .into_iter()
        .find(|key| key.as_str() == field)
        .ok_or_else(|| SelectorError::NoField { field: field.to_owned() })?;
    Ok(Term { key, test, text: wanted.trim().to_lowercase() })
}

impl Selector {
    /// Whether it asks for this field.
    pub fn asks(&self, key: Key) -> bool {
        self.terms.iter().any(|term| term.key == key)
    }

    /// Whether a thing matches.
    pub fn matches(&self, thing: &impl Selectable) -> bool {
        self.terms.iter().all(|term| term.holds(thing.field(term.key)))
    }
}

/// What has the fields a selector asks for.
pub trait Selectable {
    /// The field as users read it; empty where it is not set.
    fn field(&self, key: Key) -> &str;
}

impl Selectable for PointLive {
    fn field(&self, key: Key) -> &str {
        match key {
            Key::Sn => self.sn.as_str(),
            Key::Name => self.name.as_deref().unwrap_or_default(),
            Key::Type => self.sensor.as_str(),
            Key::Unit => self.unit.as_str(),
            Key::Area => self.area.as_ref().map_or("", |area| area.as_str()),
            Key::Zone => self.zone.as_ref().map_or("", |zone| zone.as_str()),
            Key::Status => self.freshness.as_str(),
        }
    }
}

/// A registered device beside what the live plant says of it.
pub struct DeviceInPlant<'a> {
    /// The device as it is set.
    pub device: &'a Device,
    /// How fresh its value is, where that was asked.
    pub status: &'a str,
}

impl Selectable for DeviceInPlant<'_> {
    fn field(&self, key: Key) -> &str {
        let device = self.device;
        match key {
            Key::Sn => device.sn.as_str(),
            Key::Name => device.name.as_deref().unwrap_or_default(),
            Key::Type => device.settings.sensor.as_str(),
            Key::Unit => device.settings.unit.as_str(),
            Key::Area => device.area.as_ref().map_or("", |area| area.as_str()),
            Key::Zone => device.zone.as_ref().map_or("", |zone| zone.as_str()),
            Key::Status => self.status,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Thing;

    impl Selectable for Thing {
        fn field(&self, key: Key) -> &str {
            match key {
                Key::Sn => "A001",
                Key::Name => "北罐区",
                Key::Type => "H2S",
                Key::Area => "tank-farm",
                Key::Unit | Key::Zone => "",
                Key::Status => "live",
            }
        }
    }

    fn matches(text: &str) -> bool {
        text.parse::<Selector>().expect("a selector").matches(&Thing)
    }

    #[test]
    fn every_term_must_hold() {
        assert!(matches("area=tank-farm,type=h2s,status!=offline,sn~^A0"));
        assert!(!matches("area=tank-farm,type=CH4"));
    }

    #[test]
    fn parts_and_beginnings_are_found() {
        assert!(matches("sn~00"));
        assert!(!matches("sn~^00"));
        assert!(matches("name~罐"));
        assert!(matches("name~^北, sn = a001"));
    }

    #[test]
    fn what_is_not_set_is_the_empty_text() {
        assert!(matches("zone="));
        assert!(matches("zone!=z1"));
        assert!(!matches("area="));
    }

    #[test]
    fn faults_say_what_would_be_right() {
        let error = "colour=red".parse::<Selector>().expect_err("no such field");
        assert_eq!(
            error.to_string(),
            "there is no field \"colour\"; select by sn, name, type, unit, area, zone, status"
        );
        let error = "A001".parse::<Selector>().expect_err("no comparison");
        assert_eq!(
            error.to_string(),
            "\"A001\" is not a term; write field=text, field!=text, field~part or field~^beginning"
        );
        assert!("sn!A".parse::<Selector>().is_err());
        assert!("".parse::<Selector>().is_err());
    }
}
