//! The heat map on a terminal: hours across, weekdays down.

use mcs_core::analysis::LayerReport;

use crate::output::{Colour, Tone, paint};

/// From nothing to the most.
const SHADES: [char; 5] = [' ', '░', '▒', '▓', '█'];
pub(super) const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/// A map that is narrower shows two hours in one cell.
const WIDE_ENOUGH: usize = 56;

/// The place of a count on a scale of four; 0 is none at all.
pub(super) fn shade(count: u32, most: u32) -> usize {
    match count {
        0 => 0,
        _ => (usize::try_from((u64::from(count) * 4).div_ceil(u64::from(most.max(1)))).unwrap_or(4)).clamp(1, 4),
    }
}

/// The lines of one layer.
pub(super) fn lines(layer: &LayerReport, width: usize, colour: Colour) -> Vec<String> {
    if layer.total == 0 {
        return vec![format!("  none: {}", layer.what)];
    }
    let most = layer.counts.iter().flatten().copied().max().unwrap_or_default();
    let cell = if width >= WIDE_ENOUGH { 2 } else { 1 };
    let every = if cell == 2 { 2 } else { 4 };
    let hours = (0..24).step_by(every).map(|hour| format!("{hour:<4}")).collect::<Vec<_>>().concat();
    let mut lines = vec![format!("  {}: {}", layer.total, layer.what), format!("       {}", hours.trim_end())];
    for (weekday, counts) in WEEKDAYS.iter().zip(&layer.counts) {
        let mut line = String::new();
        for count in counts {
            let place = shade(*count, most);
            let text = SHADES[place].to_string().repeat(cell);
            line.push_str(&paint(text, if place >= 3 { Tone::Bad } else { Tone::Warn }, colour));
        }
        let sum: u32 = counts.iter().sum();
        lines.push(format!("  {weekday}  {line}  {sum}"));
    }
    lines.push(format!("       {}", legend(most)));
    lines
}

/// What each shade means.
fn legend(most: u32) -> String {
    let mut parts = Vec::new();
    let mut from = 1;
    for place in 1..=4_u32 {
        let to = most * place / 4;
        if to >= from {
            let counts = if from == to { from.to_string() } else { format!("{from}-{to}") };
            parts.push(format!("{} {counts}", SHADES[shade(to, most)]));
            from = to + 1;
        }
    }
    parts.join("  ")
}

#[cfg(test)]
mod tests {
    use mcs_core::analysis::Layer;

    use super::*;

    #[test]
    fn shades_are_quarters_of_the_most_and_one_is_never_none() {
        assert_eq!([0, 1, 25, 26, 50, 75, 76, 100].map(|n| shade(n, 100)), [0, 1, 1, 2, 2, 3, 4, 4]);
        assert_eq!([0, 1].map(|n| shade(n, 1)), [0, 4]);
        assert_eq!(legend(100), "░ 1-25  ▒ 26-50  ▓ 51-75  █ 76-100");
        assert_eq!(legend(2), "▒ 1  █ 2");
        assert_eq!(legend(1), "█ 1");
    }

    #[test]
    fn a_map_has_a_line_for_each_weekday() {
        let mut counts = [[0; 24]; 7];
        counts[2][12] = 3;
        let layer = LayerReport { layer: Layer::Limit, what: "times a value reached a limit", total: 3, counts };
        let lines = lines(&layer, 80, Colour::Off);
        assert_eq!(lines.len(), 10);
        assert_eq!(lines[4], format!("  Wed  {}██{}  3", " ".repeat(24), " ".repeat(22)));
    }
}
