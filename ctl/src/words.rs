//! What is said to people, in their language. The sentences stand in `i18n/<language>/mcsctl.ftl`; [`say!`] does not
//! compile when one is missing or misses a value, and a test compares the tables.
//!
//! Data is the same in every language: JSON, CSV, the names of fields and what they hold. Headings of tables, errors,
//! questions and answers are for people. A process speaks one language, chosen once at its start.

use std::sync::{LazyLock, OnceLock};

use i18n_embed::{
    LanguageLoader as _,
    fluent::{FluentLanguageLoader, fluent_language_loader},
};
use mcs_core::language::Language;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "i18n/"]
struct Tables;

static CHOSEN: OnceLock<Language> = OnceLock::new();

/// Speaks this language from now on. The first call counts.
pub(crate) fn speak(language: Language) {
    let _ = CHOSEN.set(language);
}

/// The table of the language spoken; English before one was chosen.
pub(crate) fn words() -> &'static FluentLanguageLoader {
    table(CHOSEN.get().copied().unwrap_or(Language::English))
}

/// The language spoken.
pub(crate) fn language() -> Language {
    CHOSEN.get().copied().unwrap_or(Language::English)
}

fn table(language: Language) -> &'static FluentLanguageLoader {
    static ENGLISH: LazyLock<FluentLanguageLoader> = LazyLock::new(|| load(Language::English));
    static CHINESE: LazyLock<FluentLanguageLoader> = LazyLock::new(|| load(Language::Chinese));
    match language {
        Language::English => &ENGLISH,
        Language::Chinese => &CHINESE,
    }
}

fn load(language: Language) -> FluentLanguageLoader {
    let loader = fluent_language_loader!();
    let code = language.as_str().parse().expect("the code of a language");
    loader.load_languages(&Tables, &[code]).expect("the tables are part of the program, and tested");
    // Marks that keep directions of writing apart would end up in what people copy.
    loader.set_use_isolating(false);
    loader
}

/// A sentence with its values: `say!("error-no-target", name = name)`.
macro_rules! say {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        ::i18n_embed_fl::fl!($crate::words::words(), $id $(, $name = ($value))*)
    };
}
pub(crate) use say;

/// A sentence without values whose name is data.
pub(crate) fn sentence(id: &str) -> String {
    words().get(id)
}

/// The heading of a column or a fact, which stands in the source in English.
pub(crate) fn heading(title: &str) -> String {
    match language() {
        Language::English => title.to_owned(),
        Language::Chinese => words().get(&heading_id(title)),
    }
}

fn heading_id(title: &str) -> String {
    let parts = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let parts: Vec<_> = parts.map(str::to_ascii_lowercase).collect();
    format!("head-{}", parts.join("-"))
}

#[cfg(test)]
mod tests {
    use std::{
        collections::{BTreeMap, BTreeSet},
        path::Path,
    };

    use super::*;

    /// The names of a table's sentences, each with the values it takes.
    fn sentences(language: Language) -> BTreeMap<String, BTreeSet<String>> {
        let file = Tables::get(&format!("{}/mcsctl.ftl", language.as_str())).expect("a table");
        let text = String::from_utf8(file.data.into_owned()).expect("UTF-8");
        let mut sentences: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut here = None;
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            if !line.starts_with([' ', '}']) {
                let (id, _) = line.split_once('=').expect("a name and a sentence");
                let id = id.trim().to_owned();
                assert!(sentences.insert(id.clone(), BTreeSet::new()).is_none(), "{id} stands twice");
                here = Some(id);
            }
            let values = line.split('$').skip(1);
            let names = values.map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
            sentences.entry(here.clone().expect("a sentence begins with its name")).or_default().extend(names);
        }
        sentences
    }

    #[test]
    fn both_languages_say_the_same_things_with_the_same_values() {
        assert_eq!(sentences(Language::English), sentences(Language::Chinese));
    }

    #[test]
    fn every_sentence_can_be_said() {
        for language in Language::ALL {
            for id in sentences(language).keys() {
                assert!(table(language).has(id), "{id} in {language:?}");
            }
        }
    }

    /// Hands the text of every source to `look`.
    fn sources(folder: &Path, look: &mut impl FnMut(&str)) {
        for entry in std::fs::read_dir(folder).expect("the sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                sources(&path, look);
            } else {
                look(&std::fs::read_to_string(&path).expect("a source"));
            }
        }
    }

    /// Every heading that the views write: titles of columns, names of facts.
    fn headings(text: &str, found: &mut BTreeSet<String>) {
        for opening in ["Column::text(\"", "Column::number(\"", "(\""] {
            for rest in text.split(opening).skip(1) {
                let Some((title, after)) = rest.split_once('"') else { continue };
                let capital = title.chars().any(|c| c.is_ascii_uppercase()) && !title.contains(char::is_lowercase);
                let fact = opening != "(\"" || after.starts_with(", Cell") || after.starts_with(", local");
                if capital && fact {
                    found.insert(title.to_owned());
                }
            }
        }
    }

    #[test]
    fn what_a_constant_names_can_be_said() {
        let mut named = Vec::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut |text| {
            let ids = text.split("const DOING: &str = \"").skip(1).filter_map(|rest| rest.split_once('"'));
            named.extend(ids.map(|(id, _)| id.to_owned()));
        });
        assert!(named.len() > 8, "only {named:?}");
        let missing: Vec<_> = named.iter().filter(|id| !table(Language::English).has(id)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn every_heading_has_a_name_in_chinese() {
        let mut found = BTreeSet::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut |text| headings(text, &mut found));
        assert!(found.len() > 200, "only {} headings were found", found.len());
        let missing: Vec<_> = found.iter().filter(|title| !table(Language::Chinese).has(&heading_id(title))).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
