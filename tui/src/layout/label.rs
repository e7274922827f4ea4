//! How much of a point's label fits, and how wide its columns are.
//!
//! ```text
//! Full    !!*[A003]A2   62.0 %LEL 4s
//! Value   !!*[A003]A2   62.0
//! Short   !!*[A003]A2
//! Dot     !!*
//! ```

use mcs_core::live::PointLive;

use crate::state::face::number;

/// Flag and glyph, which stand before everything else.
pub const MARK: u16 = 3;
/// The tag on the map: two letters and perhaps `?` or `#`.
pub const TAG: u16 = 3;
/// The age of a value.
pub const AGE: u16 = 3;

/// How much of a label is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Density {
    /// Everything.
    Full,
    /// Without unit and age.
    Value,
    /// Without the value.
    Short,
    /// Flag and glyph only.
    Dot,
}

impl Density {
    /// From the most to the least.
    pub const ALL: [Self; 4] = [Self::Full, Self::Value, Self::Short, Self::Dot];
}

/// The widths of the columns of the labels on one map, the same for all of them so that nothing jumps when values move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    /// Serial number.
    pub sn: u16,
    /// Value.
    pub value: u16,
    /// Unit.
    pub unit: u16,
}

impl Columns {
    /// Wide enough for these points.
    pub fn of<'a>(points: impl Iterator<Item = &'a PointLive>) -> Self {
        let (mut sn, mut value, mut unit) = (0, 0, 0);
        for point in points {
            let shown = |value| number(value, point.resolution).len();
            let ends = point.range.map_or(6, |range| shown(Some(range.start)).max(shown(Some(range.end))));
            sn = sn.max(point.sn.as_str().len());
            value = value.max(ends).max(shown(point.value));
            unit = unit.max(point.unit.as_str().len());
        }
        let cells = |width: usize| u16::try_from(width).unwrap_or(u16::MAX).min(24);
        Self { sn: cells(sn), value: cells(value), unit: cells(unit) }
    }

    /// The width of a label.
    pub fn width(self, density: Density) -> u16 {
        let short = MARK + 1 + self.sn + 1 + TAG;
        match density {
            Density::Dot => MARK,
            Density::Short => short,
            Density::Value => short + 1 + self.value,
            Density::Full => short + 1 + self.value + 1 + self.unit + 1 + AGE,
        }
    }
}
