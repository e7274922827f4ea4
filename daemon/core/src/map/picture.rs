//! Pictures behind an area's points: PNG or JPEG, told by what is in them and never by a file's name.
//!
//! Only their headers are read here. That is enough to refuse what is too large before anybody decodes it, and both sides of
//! the socket refuse by the same rule.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How a picture is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PictureKind {
    /// Portable Network Graphics (ISO/IEC 15948).
    Png,
    /// JPEG, baseline or progressive (ITU-T T.81).
    Jpeg,
}

impl PictureKind {
    /// Every kind, in the order of its number on the wire.
    pub const ALL: [Self; 2] = [Self::Png, Self::Jpeg];

    /// As users read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpeg",
        }
    }
}

/// The SHA-256 of a picture, by which it is asked for: as 64 hexadecimal digits, as `sha256sum` writes it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PictureId(pub [u8; 32]);

impl PictureId {
    /// Reads 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let mut id = [0; 32];
        for (byte, pair) in id.iter_mut().zip(digits.chunks(2)) {
            *byte = u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(id))
    }
}

impl fmt::Display for PictureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for PictureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for PictureId {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("{text:?} is not 64 hexadecimal digits"))
    }
}

impl From<PictureId> for String {
    fn from(id: PictureId) -> Self {
        id.to_string()
    }
}

/// What is known of a picture without decoding it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Background {
    /// How it is written.
    pub kind: PictureKind,
    /// Its checksum, by which it is asked for.
    pub sha256: PictureId,
    /// Its size.
    pub bytes: u64,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// Why a picture cannot stand behind an area's points.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// Neither kind.
    #[error("it is neither a PNG nor a JPEG picture")]
    Unknown,
    /// Its beginning is not what its kind demands.
    #[error("the {} picture is damaged: {why}", kind.as_str())]
    Damaged {
        /// What it says it is.
        kind: PictureKind,
        /// What is wrong.
        why: &'static str,
    },
    /// Too many bytes.
    #[error("it has {bytes} bytes; a picture may have {} at most", Background::MAX_BYTES)]
    TooManyBytes {
        /// Its size.
        bytes: usize,
    },
    /// Too many pixels.
    #[error("it has {width} x {height} pixels; a picture may have {0} x {0} at most", Background::MAX_SIDE)]
    TooLarge {
        /// Its width.
        width: u32,
        /// Its height.
        height: u32,
    },
}

/// Eight bytes with which each PNG begins.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The name and the checksum of the empty chunk with which each PNG ends.
const IEND: &[u8] = b"IEND\xaeB`\x82";
/// Start of image, and the marker that follows.
const JPEG: &[u8] = b"\xff\xd8\xff";
/// End of image.
const EOI: &[u8] = b"\xff\xd9";

impl Background {
    /// The largest picture, in bytes: a scanned plan in good quality.
    pub const MAX_BYTES: usize = 4 << 20;
    /// The longest side, in pixels: decoded, such a picture takes 64 MiB.
    pub const MAX_SIDE: u32 = 4096;

    /// Looks at a picture's beginning and end. `sha256` is what the caller has computed of the same bytes.
    ///
    /// ```
    /// use mcs_core::map::{Background, PictureError, PictureId};
    ///
    /// let refused = Background::of(b"GIF89a", PictureId([0; 32])).expect_err("a GIF is not taken");
    /// assert_eq!(refused, PictureError::Unknown);
    /// ```
    pub fn of(picture: &[u8], sha256: PictureId) -> Result<Self, PictureError> {
        if picture.len() > Self::MAX_BYTES {
            return Err(PictureError::TooManyBytes { bytes: picture.len() });
        }
        let (kind, size) = if picture.starts_with(PNG) {
            (PictureKind::Png, png(picture))
        } else if picture.starts_with(JPEG) {
            (PictureKind::Jpeg, jpeg(picture))
        } else {
            return Err(PictureError::Unknown);
        };
        let (width, height) = size.map_err(|why| PictureError::Damaged { kind, why })?;
        if width == 0 || height == 0 {
            return Err(PictureError::Damaged { kind, why: "it has no pixels" });
        }
        if width > Self::MAX_SIDE || height > Self::MAX_SIDE {
            return Err(PictureError::TooLarge { width, height });
        }
        Ok(Self { kind, sha256, bytes: picture.len() as u64, width, height })
    }
}

/// Width and height from the header chunk, which must be the first.
fn png(picture: &[u8]) -> Result<(u32, u32), &'static str> {
    let header = picture.get(PNG.len()..PNG.len() + 16).ok_or("it ends in its header")?;
    if !header.starts_with(b"\x00\x00\x00\x0dIHDR") {
        return Err("it does not begin with its header");
    }
    if !ends_with(picture, IEND) {
        return Err("its end is missing");
    }
    let number = |at: usize| header[at..at + 4].iter().fold(0, |n, byte| n << 8 | u32::from(*byte));
    Ok((number(8), number(12)))
}

/// Width and height from the frame header, found by going from marker to marker.
fn jpeg(picture: &[u8]) -> Result<(u32, u32), &'static str> {
    const CUT: &str = "it ends before its frame";
    let mut at = 2;
    loop {
        let marker = match picture.get(at..at + 2).ok_or(CUT)? {
            // Fill bytes may stand before a marker.
            [0xff, 0xff] => {
                at += 1;
                continue;
            }
            [0xff, marker] => *marker,
            _ => return Err("there is no marker where one must be"),
        };
        let segment = picture.get(at + 2..).ok_or(CUT)?;
        match marker {
            // Baseline, extended and progressive frames, as everybody decodes them.
            0xc0..=0xc2 => {
                let [_, _, _, h1, h2, w1, w2, ..] = segment else { return Err(CUT) };
                if !ends_with(&segment[7..], EOI) {
                    return Err("its end is missing");
                }
                return Ok((u16::from_be_bytes([*w1, *w2]).into(), u16::from_be_bytes([*h1, *h2]).into()));
            }
            0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                return Err("it is written in a way hardly anybody reads");
            }
            0xd9 | 0xda => return Err("there is no frame in it"),
            // These stand alone.
            0x01 | 0xd0..=0xd8 => at += 2,
            _ => {
                let [l1, l2, ..] = segment else { return Err(CUT) };
                let length = usize::from(u16::from_be_bytes([*l1, *l2]));
                if length < 2 {
                    return Err("a segment in it has no length");
                }
                at += 2 + length;
            }
        }
    }
}

/// Whether the mark stands near the end: some programs leave a few bytes behind it.
fn ends_with(picture: &[u8], mark: &[u8]) -> bool {
    /// Bytes that may follow the end.
    const BEHIND: usize = 4096;
    let tail = &picture[picture.len().saturating_sub(BEHIND + mark.len())..];
    tail.windows(mark.len()).any(|window| window == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png_of(width: u32, height: u32) -> Vec<u8> {
        let (width, height) = (width.to_be_bytes(), height.to_be_bytes());
        [PNG, b"\x00\x00\x00\x0dIHDR", &width, &height, b"\x08\x02\0\0\0crc!", b"\0\0\0\0", IEND].concat()
    }

    /// A comment, fill bytes, a frame of this kind, an end.
    fn jpeg_of(marker: u8, width: u16, height: u16) -> Vec<u8> {
        let (width, height) = (width.to_be_bytes(), height.to_be_bytes());
        let frame = [0xff, 0xff, marker, 0, 17, 8];
        [b"\xff\xd8\xff\xfe\x00\x04hi".as_slice(), &frame, &height, &width, b"rest", EOI].concat()
    }

    fn look(picture: &[u8]) -> Result<(PictureKind, u32, u32), PictureError> {
        Background::of(picture, PictureId([7; 32])).map(|b| (b.kind, b.width, b.height))
    }

    #[test]
    fn a_picture_is_told_by_what_is_in_it() {
        assert_eq!(look(&png_of(640, 4096)), Ok((PictureKind::Png, 640, 4096)));
        assert_eq!(look(&jpeg_of(0xc0, 4096, 1)), Ok((PictureKind::Jpeg, 4096, 1)));
        assert_eq!(look(&jpeg_of(0xc2, 800, 600)), Ok((PictureKind::Jpeg, 800, 600)));
        assert_eq!(look(b"<svg>"), Err(PictureError::Unknown));
        assert_eq!(look(b""), Err(PictureError::Unknown));
    }

    #[test]
    fn what_is_too_large_is_refused_by_its_header() {
        assert_eq!(look(&png_of(4097, 1)), Err(PictureError::TooLarge { width: 4097, height: 1 }));
        assert_eq!(look(&jpeg_of(0xc0, 1, 5000)), Err(PictureError::TooLarge { width: 1, height: 5000 }));
        let bytes = Background::MAX_BYTES + 1;
        assert_eq!(look(&vec![0; bytes]), Err(PictureError::TooManyBytes { bytes }));
    }

    #[test]
    fn a_picture_that_is_cut_off_anywhere_is_refused_and_nothing_panics() {
        for whole in [png_of(10, 10), jpeg_of(0xc1, 10, 10)] {
            for length in 0..whole.len() {
                assert!(look(&whole[..length]).is_err(), "{length} bytes of {whole:?}");
            }
        }
    }

    #[test]
    fn a_picture_without_pixels_or_of_a_rare_kind_is_refused() {
        assert!(matches!(look(&png_of(0, 10)), Err(PictureError::Damaged { .. })));
        assert!(matches!(look(&jpeg_of(0xc3, 10, 10)), Err(PictureError::Damaged { .. })));
        assert!(matches!(look(&jpeg_of(0xda, 10, 10)), Err(PictureError::Damaged { .. })));
        assert!(matches!(look(b"\xff\xd8\xff\xe0\x00\x01more bytes"), Err(PictureError::Damaged { .. })));
    }

    proptest::proptest! {
        #[test]
        fn whatever_the_bytes_say_they_are_looked_at_without_harm(
            jpeg: bool, tail in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200), whole: bool,
        ) {
            let (begin, end) = if jpeg { (JPEG, EOI) } else { (PNG, IEND) };
            let picture = [begin, &tail, if whole { end } else { b"" }].concat();
            if let Ok(background) = Background::of(&picture, PictureId([0; 32])) {
                proptest::prop_assert!((1..=Background::MAX_SIDE).contains(&background.width));
                proptest::prop_assert!((1..=Background::MAX_SIDE).contains(&background.height));
            }
        }
    }

    #[test]
    fn the_id_of_a_picture_is_written_as_sha256sum_writes_it() {
        let id = PictureId(std::array::from_fn(|i| u8::try_from(i * 7).unwrap_or(255)));
        assert_eq!(PictureId::parse(&id.to_string()), Some(id));
        assert!(id.to_string().starts_with("00070e15"));
        for bad in ["", "00", &"g".repeat(64), &"0".repeat(65), &"é".repeat(32)] {
            assert_eq!(PictureId::parse(bad), None, "{bad}");
        }
    }
}
