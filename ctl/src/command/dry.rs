//! `--dry-run`: what would change, field by field; nothing is changed. Whether the daemon would take it is not asked,
//! except where it can be asked.

use crate::{
    context::Context,
    error::{Error, Exit},
    output::{self, Item, fields},
    view::device::Change,
    words::say,
};

/// The fields in which two things differ, by the names programs read. What was not there, or will not be, has none.
pub(super) fn changes<T: Item>(before: Option<&T>, after: Option<&T>) -> Result<Vec<Change>, Error> {
    let told = |thing: Option<&T>| thing.map_or_else(|| Ok(Vec::new()), fields);
    let (before, after) = (told(before)?, told(after)?);
    let value = |record: &[(String, String)], name: &str| {
        record.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let mut names: Vec<&String> = before.iter().map(|(name, _)| name).collect();
    names.extend(after.iter().map(|(name, _)| name).filter(|name| !before.iter().any(|(known, _)| known == *name)));
    let both = names.into_iter().map(|name| Change {
        field: name.clone(),
        from: value(&before, name),
        to: value(&after, name),
    });
    Ok(both.filter(|change| change.from != change.to).collect())
}

/// One change that is said rather than compared.
#[expect(clippy::needless_pass_by_value, reason = "a call reads as the sentence it stands for")]
pub(super) fn one(field: impl Into<String>, from: impl ToString, to: impl ToString) -> Change {
    Change { field: field.into(), from: from.to_string(), to: to.to_string() }
}

/// Shows changes and says that none was made.
pub(super) fn show(changes: &[Change], context: &Context) -> Result<Exit, Error> {
    context.printer().list(changes)?;
    output::note(&say!("note-nothing-changed"));
    Ok(Exit::Ok)
}

#[cfg(test)]
mod tests {
    use mcs_core::setting::SettingFault;

    use super::*;

    fn fault(line: u32) -> SettingFault {
        SettingFault { file: "mcsd.toml".into(), line, text: "no such key".into() }
    }

    fn named(changes: &[Change]) -> Vec<(&str, &str, &str)> {
        changes.iter().map(|change| (&*change.field, &*change.from, &*change.to)).collect()
    }

    #[test]
    fn only_what_differs_is_a_change() {
        let changes = changes(Some(&fault(1)), Some(&fault(2))).expect("serialisable");
        assert_eq!(named(&changes), [("line", "1", "2")]);
    }

    #[test]
    fn what_comes_or_goes_counts_field_by_field() {
        let come = changes(None, Some(&fault(1))).expect("serialisable");
        assert_eq!(named(&come), [("file", "", "mcsd.toml"), ("line", "", "1"), ("text", "", "no such key")]);
        let gone = changes(Some(&fault(1)), None).expect("serialisable");
        assert_eq!(gone.len(), 3);
        assert!(gone.iter().all(|change| change.to.is_empty()));
    }
}
