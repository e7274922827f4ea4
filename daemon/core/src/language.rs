//! The languages people are spoken to in, and which of them a person wants.

use serde::{Deserialize, Serialize};

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    #[serde(rename = "zh")]
    Chinese,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// Its code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Chinese => "zh",
            Self::English => "en",
        }
    }

    /// The language with this code.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.as_str() == text)
    }

    /// The language of a locale as POSIX writes it: `zh_CN.UTF-8`, `zh-Hans`, `en_GB`. Others, `C` and `POSIX` among
    /// them, are `None`.
    pub fn of_locale(locale: &str) -> Option<Self> {
        let tag = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
        Self::parse(&tag.to_ascii_lowercase())
    }

    /// The language a program speaks: the first of `wishes` that says anything (`--lang`, `MCS_LANG`, `LC_ALL`,
    /// `LC_MESSAGES`, `LANG`, in this order) decides; English where it names none of ours.
    pub fn choose<'a>(wishes: impl IntoIterator<Item = Option<&'a str>>) -> Self {
        let wish = wishes.into_iter().flatten().find(|wish| !wish.is_empty());
        wish.and_then(Self::of_locale).unwrap_or(Self::English)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_names_its_language() {
        for (locale, language) in [
            ("zh_CN.UTF-8", Some(Language::Chinese)),
            ("zh-Hans", Some(Language::Chinese)),
            ("ZH", Some(Language::Chinese)),
            ("en_GB@euro", Some(Language::English)),
            ("C.UTF-8", None),
            ("zhuang", None),
            ("", None),
        ] {
            assert_eq!(Language::of_locale(locale), language, "{locale}");
        }
    }

    #[test]
    fn the_first_wish_that_says_anything_decides() {
        assert_eq!(Language::choose([None, Some("zh"), Some("en_US")]), Language::Chinese);
        assert_eq!(Language::choose([Some(""), Some("zh_CN.UTF-8")]), Language::Chinese);
        assert_eq!(Language::choose([Some("fr_FR"), Some("zh")]), Language::English);
        assert_eq!(Language::choose([None, None]), Language::English);
    }
}
