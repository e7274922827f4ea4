//! Flags as words: `late+no-time`; `none` where no fact is known. A bit without a name is written as `0x20000`.

use crate::reading::Flags;

/// Every named flag, by number.
pub const FLAG_NAMES: [(Flags, &str); 17] = [
    (Flags::LATE, "late"),
    (Flags::NO_TIME, "no-time"),
    (Flags::BAD_TIME, "bad-time"),
    (Flags::UNCOMPENSATED, "uncompensated"),
    (Flags::NON_FINITE, "non-finite"),
    (Flags::NO_VOLTAGE, "no-voltage"),
    (Flags::AT_RAIL, "at-rail"),
    (Flags::UNCALIBRATED, "uncalibrated"),
    (Flags::CONFLICT, "conflict"),
    (Flags::OUT_OF_ORDER, "out-of-order"),
    (Flags::UNDER_RANGE, "under-range"),
    (Flags::OVER_RANGE, "over-range"),
    (Flags::BAD_FIELD, "bad-field"),
    (Flags::SKEW_RESTART, "skew-restart"),
    (Flags::FAR_TIME, "far-time"),
    (Flags::RETAINED, "retained"),
    (Flags::NO_VALUE, "no-value"),
];

/// The word for no flag at all; the empty field is for flags that are not known.
const NONE: &str = "none";

/// Writes flags as words.
pub(super) fn write(flags: Flags, out: &mut Vec<u8>) {
    if flags == Flags::default() {
        out.extend_from_slice(NONE.as_bytes());
        return;
    }
    let mut rest = flags.0;
    let start = out.len();
    for (flag, name) in FLAG_NAMES {
        if flags.has(flag) {
            rest &= !flag.0;
            out.extend_from_slice(name.as_bytes());
            out.push(b'+');
        }
    }
    if rest != 0 {
        out.extend_from_slice(format!("{rest:#x}").as_bytes());
    } else if out.len() > start {
        out.pop();
    }
}

/// The words of flags.
pub fn flags_text(flags: Flags) -> String {
    let mut out = Vec::new();
    write(flags, &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

/// Reads words, in either case; a number alone is understood too. `None` if one of them means nothing.
pub fn parse_flags(text: &str) -> Option<Flags> {
    if text == NONE {
        return Some(Flags::default());
    }
    let mut flags = Flags::default();
    for word in text.split('+') {
        flags = flags.with(parse_word(word.trim())?);
    }
    Some(flags)
}

fn parse_word(word: &str) -> Option<Flags> {
    if let Some((flag, _)) = FLAG_NAMES.into_iter().find(|(_, name)| name.eq_ignore_ascii_case(word)) {
        return Some(flag);
    }
    if word.eq_ignore_ascii_case(NONE) {
        return Some(Flags::default());
    }
    match word.strip_prefix("0x") {
        Some(digits) if !digits.starts_with('+') => u32::from_str_radix(digits, 16).ok().map(Flags),
        Some(_) => None,
        None => word.starts_with(|c: char| c.is_ascii_digit()).then(|| word.parse().ok().map(Flags)).flatten(),
    }
}
