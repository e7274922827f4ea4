//! When a certificate ends, read from its DER (RFC 5280, section 4.1). Only the way to that field is understood; whether the
//! certificate is any good is decided by whoever is shown it.

use jiff::{civil, tz::TimeZone};
use mcs_core::time::Timestamp;

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const VERSION: u8 = 0xA0;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// The end of a certificate's validity; `None` where it cannot be found.
pub(super) fn not_after(der: &[u8]) -> Option<Timestamp> {
    let certificate = Reader(der).expect(SEQUENCE)?;
    let mut to_be_signed = Reader(Reader(certificate).expect(SEQUENCE)?);
    if to_be_signed.0.first() == Some(&VERSION) {
        to_be_signed.next()?;
    }
    to_be_signed.expect(INTEGER)?; // serial number
    to_be_signed.expect(SEQUENCE)?; // algorithm of the signature
    to_be_signed.expect(SEQUENCE)?; // issuer
    let mut validity = Reader(to_be_signed.expect(SEQUENCE)?);
    validity.next()?;
    let (tag, text) = validity.next()?;
    moment(tag, std::str::from_utf8(text).ok()?)
}

/// `YYMMDDHHMMSSZ` or `YYYYMMDDHHMMSSZ`, by its tag.
fn moment(tag: u8, text: &str) -> Option<Timestamp> {
    let digits = text.strip_suffix('Z').filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    let (year, rest) = match (tag, digits.len()) {
        (UTC_TIME, 12) => {
            let (year, rest) = digits.split_at(2);
            let year: i16 = year.parse().ok()?;
            (if year < 50 { 2000 + year } else { 1900 + year }, rest)
        }
        (GENERALIZED_TIME, 14) => {
            let (year, rest) = digits.split_at(4);
            (year.parse().ok()?, rest)
        }
        _ => return None,
    };
    let part = |at: usize| rest.get(at..at + 2)?.parse::<i8>().ok();
    let at = civil::DateTime::new(year, part(0)?, part(2)?, part(4)?, part(6)?, part(8)?, 0).ok()?;
    let at = at.to_zoned(TimeZone::UTC).ok()?.timestamp();
    Some(Timestamp::from_micros(at.as_microsecond()))
}

/// Elements of DER one after the other: a tag, a length, that many bytes.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<(u8, &'a [u8])> {
        let (&tag, rest) = self.0.split_first()?;
        let (&first, mut rest) = rest.split_first()?;
        let length = if first < 0x80 {
            usize::from(first)
        } else {
            let digits = usize::from(first & 0x7F);
            if digits == 0 || digits > 4 || rest.len() < digits {
                return None;
            }
            let (length, after) = rest.split_at(digits);
            rest = after;
            length.iter().fold(0, |length, byte| length << 8 | usize::from(*byte))
        };
        if rest.len() < length {
            return None;
        }
        let (content, after) = rest.split_at(length);
        self.0 = after;
        Some((tag, content))
    }

    fn expect(&mut self, tag: u8) -> Option<&'a [u8]> {
        self.next().and_then(|(found, content)| (found == tag).then_some(content))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rustls::pki_types::{CertificateDer, pem::PemObject as _};

    use super::*;

    /// Made by `openssl req -x509`; valid until 2049 in one form of time, until 2061 in the other.
    const UNTIL_2049: &[u8] = include_bytes!("../testdata/until_2049.pem");
    const UNTIL_2061: &[u8] = include_bytes!("../testdata/until_2061.pem");

    fn der(pem: &[u8]) -> CertificateDer<'static> {
        CertificateDer::from_pem_slice(pem).expect("a certificate")
    }

    #[test]
    fn the_end_is_found_in_both_forms_of_time() {
        let ends = |pem| not_after(&der(pem)).map(|at| at.to_string());
        assert_eq!(ends(UNTIL_2049).as_deref(), Some("2049-06-01T12:30:45Z"));
        assert_eq!(ends(UNTIL_2061).as_deref(), Some("2061-01-02T03:04:05Z"));
    }

    #[test]
    fn the_century_turns_at_fifty() {
        let at = |tag, text| moment(tag, text).map(|at| at.to_string());
        assert_eq!(at(UTC_TIME, "500101000000Z").as_deref(), Some("1950-01-01T00:00:00Z"));
        assert_eq!(at(UTC_TIME, "491231235959Z").as_deref(), Some("2049-12-31T23:59:59Z"));
        for (tag, text) in [(UTC_TIME, "4912312359Z"), (GENERALIZED_TIME, "20491331000000Z"), (0x16, "491231235959Z")] {
            assert_eq!(at(tag, text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), cut in 0_usize..900) {
            let _ = not_after(&bytes);
            let whole = der(UNTIL_2049);
            let _ = not_after(&whole[..cut.min(whole.len())]);
        }
    }
}
