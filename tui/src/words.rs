//! What is said to people, in their language. The sentences stand in `i18n/<language>/mcstui.ftl`; [`say!`](crate::say)
//! does not compile when one is missing or misses a value, and a test compares the tables.
//!
//! Serial numbers, flags, tags (`A1`, `OF`), units and ages (`4s`) are the same in every language, so that what one person
//! reads out another finds.

use std::sync::LazyLock;

use i18n_embed::{
    LanguageLoader as _,
    fluent::{FluentLanguageLoader, fluent_language_loader},
};
use mcs_core::language::Language;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "i18n/"]
struct Tables;

/// The table of one language.
pub type Words = &'static FluentLanguageLoader;

/// The table of a language.
pub fn words(language: Language) -> Words {
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
    // Marks that keep directions of writing apart take cells in some terminals.
    loader.set_use_isolating(false);
    loader
}

/// A sentence with its values: `say!(words, "alarms-all-acked", all = 3)`.
#[macro_export]
macro_rules! say {
    ($words:expr, $id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        ::i18n_embed_fl::fl!($words, $id $(, $name = ($value))*)
    };
}

/// A sentence without values whose name is data.
pub fn named(words: Words, id: &str) -> String {
    words.get(id)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// The names of a table's sentences, each with the values it takes.
    fn table(language: Language) -> BTreeMap<String, BTreeSet<String>> {
        let file = Tables::get(&format!("{}/mcstui.ftl", language.as_str())).expect("a table");
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
        assert_eq!(table(Language::English), table(Language::Chinese));
    }

    #[test]
    fn every_sentence_can_be_said() {
        for language in Language::ALL {
            for id in table(language).keys() {
                assert!(words(language).has(id), "{id} in {language:?}");
            }
        }
    }

    #[test]
    fn chinese_is_written_in_chinese() {
        let latin_only = |text: &str| !text.is_empty() && text.is_ascii() && text.chars().any(char::is_alphabetic);
        let file = Tables::get("zh/mcstui.ftl").expect("a table");
        let text = String::from_utf8(file.data.into_owned()).expect("UTF-8");
        let foreign: Vec<_> = text
            .lines()
            .filter(|line| !line.starts_with(['#', ' ']))
            .filter_map(|line| line.split_once('='))
            .filter(|(id, said)| latin_only(said.trim()) && !said.contains('{') && !id.starts_with("sign-"))
            .map(|(id, _)| id.trim())
            .collect();
        assert!(foreign.is_empty(), "{foreign:?}");
    }
}
