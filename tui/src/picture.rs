//! Pictures behind the map: read, made small at once, and drawn into cells.
//!
//! A picture is stretched over the whole map, because positions are percent of the map's width and height: so a point
//! stands at the same place of the picture in every terminal.

use std::io::Cursor;

use image::{ImageFormat, ImageReader, Limits};
use mcs_core::map::Background;
use serde::{Deserialize, Serialize};

/// Kept at most of a picture, in each direction: two dots a row of the highest terminal, one a column of the widest.
const KEPT: u32 = 400;
/// Memory that reading a picture may take.
const MOST_BYTES: u64 = 64 << 20;

/// Why a picture is not shown.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// It is no picture of the kinds a map takes, or a damaged one.
    #[error("the picture cannot be read")]
    Decode(#[source] image::ImageError),
}

/// A small picture.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
pub struct Pixels {
    width: u32,
    height: u32,
    /// Row by row.
    dots: Vec<[u8; 3]>,
}

/// A picture in a recording: its dots row by row, six hexadecimal digits each.
#[derive(Serialize, Deserialize)]
struct Written {
    width: u32,
    height: u32,
    dots: String,
}

impl From<Pixels> for Written {
    fn from(Pixels { width, height, dots }: Pixels) -> Self {
        let dots = dots.as_flattened().iter().fold(String::new(), |mut text, part| {
            let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or_default();
            text.extend([digit(part >> 4), digit(part & 15)]);
            text
        });
        Self { width, height, dots }
    }
}

impl TryFrom<Written> for Pixels {
    type Error = &'static str;

    fn try_from(Written { width, height, dots }: Written) -> Result<Self, Self::Error> {
        const WRONG: &str = "these are no dots of a picture";
        let sizes = 1..=KEPT;
        let whole = dots.is_ascii() && dots.len() == width.saturating_mul(height).saturating_mul(6) as usize;
        if !whole || !sizes.contains(&width) || !sizes.contains(&height) {
            return Err(WRONG);
        }
        let dot = |at: usize| {
            let number = u32::from_str_radix(&dots[at..at + 6], 16).map_err(|_| WRONG)?;
            let [_, red, green, blue] = number.to_be_bytes();
            Ok::<_, Self::Error>([red, green, blue])
        };
        let dots = (0..dots.len()).step_by(6).map(dot).collect::<Result<_, _>>()?;
        Ok(Self { width, height, dots })
    }
}

impl std::fmt::Debug for Pixels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pixels({} x {})", self.width, self.height)
    }
}

impl Pixels {
    /// Reads a PNG or a JPEG and makes it small. Takes up to 64 MiB and a good part of a second: call it where blocking is
    /// allowed.
    pub fn read(file: &[u8]) -> Result<Self, Unreadable> {
        let mut reader = ImageReader::new(Cursor::new(file)).with_guessed_format().map_err(io)?;
        let mut limits = Limits::default();
        limits.max_image_width = Some(Background::MAX_SIDE);
        limits.max_image_height = Some(Background::MAX_SIDE);
        limits.max_alloc = Some(MOST_BYTES);
        reader.limits(limits);
        if !matches!(reader.format(), Some(ImageFormat::Png | ImageFormat::Jpeg)) {
            return Err(io(std::io::Error::other("it is neither a PNG nor a JPEG")));
        }
        let picture = reader.decode().map_err(Unreadable::Decode)?;
        let (width, height) = (picture.width().min(KEPT), picture.height().min(KEPT));
        // Where the picture is transparent the paper is white, as in the programs that draw plans.
        let small = picture.thumbnail_exact(width, height).into_rgba8();
        let on_white = |part: u8, alpha: u8| {
            let (part, alpha) = (u32::from(part), u32::from(alpha));
            u8::try_from((part * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        let dots = small.pixels().map(|dot| [0, 1, 2].map(|part| on_white(dot.0[part], dot.0[3])));
        Ok(Self { width, height, dots: dots.collect() })
    }

    /// A picture whose dots are told by their place; for tests and examples.
    pub fn of(width: u32, height: u32, dot: impl Fn(u32, u32) -> [u8; 3]) -> Self {
        let (width, height) = (width.clamp(1, KEPT), height.clamp(1, KEPT));
        let dots = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| dot(x, y));
        Self { width, height, dots: dots.collect() }
    }

    /// The picture in cells: each is two dots high, the mean of what falls into them.
    pub fn cells(&self, columns: u16, rows: u16) -> Cells {
        let (across, down) = (u32::from(columns), u32::from(rows) * 2);
        let dot = |x: u32, y: u32| self.mean(part(x, across, self.width), part(y, down, self.height));
        let cell = |row: u32, column: u32| [dot(column, row * 2), dot(column, row * 2 + 1)];
        let cells = (0..u32::from(rows)).flat_map(|row| (0..across).map(move |column| (row, column)));
        Cells { columns, rows, halves: cells.map(|(row, column)| cell(row, column)).collect() }
    }

    fn mean(&self, (left, right): (u32, u32), (top, bottom): (u32, u32)) -> [u8; 3] {
        let mut sum = [0u32; 3];
        for y in top..bottom {
            for x in left..right {
                let dot = self.dots[(y * self.width + x) as usize];
                for (sum, part) in sum.iter_mut().zip(dot) {
                    *sum += u32::from(part);
                }
            }
        }
        let count = ((bottom - top) * (right - left)).max(1);
        sum.map(|sum| u8::try_from(sum / count).unwrap_or(u8::MAX))
    }
}

fn io(error: std::io::Error) -> Unreadable {
    Unreadable::Decode(image::ImageError::IoError(error))
}

/// Which of `length` dots fall into part `index` of `parts`: at least one.
fn part(index: u32, parts: u32, length: u32) -> (u32, u32) {
    let start = (index * length / parts.max(1)).min(length - 1);
    let end = ((index + 1) * length / parts.max(1)).clamp(start + 1, length);
    (start, end)
}

/// A picture in cells: the colours of the upper and the lower half of each.
#[derive(Clone, PartialEq, Eq)]
pub struct Cells {
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
    halves: Vec<[[u8; 3]; 2]>,
}

impl std::fmt::Debug for Cells {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Cells({} x {})", self.columns, self.rows)
    }
}

impl Cells {
    /// Upper and lower half of one cell.
    pub fn at(&self, column: u16, row: u16) -> Option<[[u8; 3]; 2]> {
        if column >= self.columns {
            return None;
        }
        self.halves.get(usize::from(row) * usize::from(self.columns) + usize::from(column)).copied()
    }
}

/// How bright a colour is to the eye, 0 to 255 (ITU-R BT.601).
pub fn brightness([red, green, blue]: [u8; 3]) -> u8 {
    let sum = u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114;
    u8::try_from(sum / 1000).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use image::{ImageEncoder as _, codecs::png::PngEncoder};

    use super::*;

    fn png(width: u32, height: u32, dot: [u8; 4]) -> Vec<u8> {
        let mut file = Vec::new();
        let dots = dot.repeat((width * height) as usize);
        PngEncoder::new(&mut file)
            .write_image(&dots, width, height, image::ExtendedColorType::Rgba8)
            .expect("memory does not fail");
        file
    }

    #[test]
    fn a_picture_is_read_made_small_and_put_on_white_paper() {
        let red = Pixels::read(&png(1000, 3, [200, 0, 0, 255])).expect("a picture");
        assert_eq!((red.width, red.height, red.dots[0]), (KEPT, 3, [200, 0, 0]));
        let clear = Pixels::read(&png(2, 2, [0, 0, 0, 0])).expect("a picture");
        assert_eq!(clear.dots, [[255; 3]; 4]);
    }

    #[test]
    fn a_recorded_picture_is_read_back_and_a_wrong_one_is_refused() {
        let picture = Pixels::of(3, 2, |x, y| [u8::try_from(x).unwrap_or(0), u8::try_from(y).unwrap_or(0), 255]);
        let line = serde_json::to_string(&picture).expect("JSON");
        assert_eq!(serde_json::from_str::<Pixels>(&line).expect("a picture"), picture);
        for wrong in [
            r#"{"width":1,"height":1,"dots":"00ff"}"#,
            r#"{"width":0,"height":0,"dots":""}"#,
            r#"{"width":1,"height":1,"dots":"00ff0g"}"#,
            r#"{"width":100000,"height":100000,"dots":""}"#,
        ] {
            assert!(serde_json::from_str::<Pixels>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_no_picture_and_what_is_too_large_is_refused() {
        assert!(Pixels::read(b"").is_err() && Pixels::read(b"GIF89a").is_err());
        let mut damaged = png(8, 8, [1, 2, 3, 255]);
        damaged.truncate(40);
        assert!(Pixels::read(&damaged).is_err());
        assert!(Pixels::read(&png(Background::MAX_SIDE + 1, 1, [0; 4])).is_err());
    }

    #[test]
    fn each_half_of_a_cell_is_the_mean_of_what_falls_into_it() {
        let picture = Pixels::of(4, 4, |x, y| [u8::try_from(x * 10 + y).unwrap_or(0); 3]);
        let cells = picture.cells(2, 1);
        assert_eq!(cells.at(0, 0), Some([[5; 3], [7; 3]]));
        assert_eq!((cells.at(2, 0), cells.at(0, 1)), (None, None));
        let larger = picture.cells(9, 7);
        assert_eq!(larger.at(8, 6), Some([[33; 3]; 2]));
        assert_eq!(picture.cells(0, 3).at(0, 0), None);
    }
}
