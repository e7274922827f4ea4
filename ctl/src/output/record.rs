//! A serialised thing as flat fields in their own order: the columns of CSV, and what a change is compared by.
//!
//! Objects inside become dotted names (`limits.high`), lists one text. The order is the one the domain declares, which
//! serde's own map would lose.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};

use super::{Item, OutputError};

/// Field names with their values as text; nothing is the empty text.
pub(super) type Record = Vec<(String, String)>;

/// The fields of a thing.
pub(crate) fn fields<T: Item>(item: &T) -> Result<Record, OutputError> {
    let json = serde_json::to_vec(item)?;
    let tree: Tree = serde_json::from_slice(&json)?;
    let mut record = Record::new();
    tree.flatten(String::new(), (T::OPTIONAL, T::WHOLE), &mut record);
    Ok(record)
}

/// A JSON value whose objects keep their order.
enum Tree {
    Nothing,
    Text(String),
    List(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

impl Tree {
    fn flatten(self, name: String, (optional, whole): (&[(&str, &[&str])], &[&str]), record: &mut Record) {
        match self {
            Self::Object(_) if whole.contains(&&*name) => record.push((name, self.in_one_text())),
            Self::Object(fields) => {
                for (field, value) in fields {
                    let name = if name.is_empty() { field } else { format!("{name}.{field}") };
                    value.flatten(name, (optional, whole), record);
                }
            }
            Self::Nothing => match optional.iter().find(|(object, _)| *object == name) {
                Some((object, fields)) => {
                    record.extend(fields.iter().map(|field| (format!("{object}.{field}"), String::new())));
                }
                None => record.push((name, String::new())),
            },
            Self::Text(text) => record.push((name, text)),
            Self::List(items) => {
                let items: Vec<String> = items.into_iter().map(Self::in_one_text).collect();
                record.push((name, items.join(";")));
            }
        }
    }

    fn in_one_text(self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) => text,
            Self::List(items) => items.into_iter().map(Self::in_one_text).collect::<Vec<_>>().join(" "),
            Self::Object(fields) => {
                let fields = fields.into_iter().map(|(name, value)| format!("{name}={}", value.in_one_text()));
                fields.collect::<Vec<_>>().join(" ")
            }
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Nothing)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_string()))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_string()))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_string()))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_string()))
    }
    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Tree::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Tree, A::Error> {
        let mut object = Vec::new();
        while let Some(field) = fields.next_entry()? {
            object.push(field);
        }
        Ok(Tree::Object(object))
    }
}
