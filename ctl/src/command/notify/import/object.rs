//! Reading an object field by field, with every complaint at once. A value is never repeated in a complaint: it may be a secret.

use serde_json::{Map, Value};

/// As alike a known name must be to be suggested.
const ALIKE: f64 = 0.75;

/// One object of the file.
pub(super) struct Section<'a> {
    /// Its place, for complaints; empty for the whole file.
    place: &'static str,
    fields: Option<&'a Map<String, Value>>,
    complaints: &'a mut Vec<String>,
}

impl<'a> Section<'a> {
    /// A value that should be an object with these fields. What is missing or null has no fields.
    pub(super) fn new(
        place: &'static str,
        value: Option<&'a Value>,
        known: &[&str],
        complaints: &'a mut Vec<String>,
    ) -> Self {
        let fields = match value {
            Some(Value::Object(fields)) => Some(fields),
            None | Some(Value::Null) => None,
            Some(_) => {
                complaints.push(format!("{} is no object", if place.is_empty() { "it" } else { place }));
                None
            }
        };
        for name in fields.into_iter().flat_map(Map::keys).filter(|name| !known.contains(&name.as_str())) {
            complaints.push(unknown(&dotted(place, name), name, known));
        }
        Self { place, fields, complaints }
    }

    /// Whether it is there.
    pub(super) const fn is_there(&self) -> bool {
        self.fields.is_some()
    }

    /// Something is wrong with a field.
    pub(super) fn complain(&mut self, name: &str, what: &str) {
        self.complaints.push(format!("{} {what}", dotted(self.place, name)));
    }

    /// The value of a field, unless it is missing, null or an empty text.
    fn value(&self, name: &str) -> Option<&'a Value> {
        let value = self.fields?.get(name)?;
        match value {
            Value::Null => None,
            Value::String(text) if text.trim().is_empty() => None,
            value => Some(value),
        }
    }

    /// A text; a number counts as one.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        match self.value(name)? {
            Value::String(text) => Some(text.trim().to_owned()),
            Value::Number(number) => Some(number.to_string()),
            _ => {
                self.complain(name, "must be a text");
                None
            }
        }
    }

    /// Yes or no.
    pub(super) fn flag(&mut self, name: &str) -> Option<bool> {
        let flag = self.value(name)?.as_bool();
        if flag.is_none() {
            self.complain(name, "must be true or false");
        }
        flag
    }

    /// A list of texts, or texts with commas between them.
    pub(super) fn list(&mut self, name: &str) -> Vec<String> {
        let one = |value: &Value| match value {
            Value::String(text) => Some(text.trim().to_owned()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let texts: Option<Vec<String>> = match self.value(name) {
            None => Some(Vec::new()),
            Some(Value::String(text)) => Some(text.split(',').map(|part| part.trim().to_owned()).collect()),
            Some(Value::Array(values)) => values.iter().map(one).collect(),
            Some(_) => None,
        };
        if texts.is_none() {
            self.complain(name, "must be a list of texts");
        }
        texts.unwrap_or_default().into_iter().filter(|text| !text.is_empty()).collect()
    }
}

fn dotted(place: &str, name: &str) -> String {
    if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") }
}

fn unknown(shown: &str, name: &str, known: &[&str]) -> String {
    let alike = known.iter().map(|known| (strsim::jaro_winkler(known, name), known));
    match alike.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(alike, _)| *alike >= ALIKE) {
        Some((_, near)) => format!("{shown} is not known; did you mean {near}?"),
        None => format!("{shown} is not known; there are {}", known.join(", ")),
    }
}
