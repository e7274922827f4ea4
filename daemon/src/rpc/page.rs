//! Pages: a bounded size, and a cursor that clients hand back without looking into it.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use tonic::Status;

use super::error::usage;

/// Items in a page when the caller does not say.
const USUAL: usize = 500;
/// Items in a page at most.
const MOST: usize = 1000;

/// The size of a page.
pub(super) fn size(asked: u32) -> usize {
    match usize::try_from(asked) {
        Ok(0) => USUAL,
        Ok(asked) => asked.min(MOST),
        Err(_) => MOST,
    }
}

/// The cursor that continues behind this place.
pub(super) fn cursor(place: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(place)
}

/// The place a cursor names, read by `parse`; `None` for the first page.
pub(super) fn place<T>(cursor: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, Status> {
    if cursor.is_empty() {
        return Ok(None);
    }
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).ok();
    let place = bytes.and_then(|bytes| String::from_utf8(bytes).ok()).and_then(|text| parse(&text));
    place.map(Some).ok_or_else(|| usage("page_token is not one this daemon gave", "begin again with the first page"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_names_its_place_and_garbage_is_refused() {
        let number = |text: &str| text.parse::<u64>().ok();
        assert_eq!(place("", number).expect("the first page"), None);
        assert_eq!(place(&cursor("42"), number).expect("our own cursor"), Some(42));
        assert!(place(&cursor("x"), number).is_err());
        assert!(place("%%%", number).is_err());
    }

    #[test]
    fn pages_are_bounded() {
        assert_eq!([size(0), size(10), size(u32::MAX)], [500, 10, 1000]);
    }
}
