//! A picture behind labels: dimmed, so that what is written over it is read first.

use ratatui::style::{Color, Style};

use super::pen::Pen;
use crate::{
    picture::{Cells, brightness},
    ui::theme::{Ink, Role},
};

/// How much of a picture's colour is left, of 100; the rest is the ground's.
const LEFT: u32 = 40;
/// From no ink to much. The densest ones are left out: labels have to be told from it.
const SHADES: [&str; 5] = [" ", ".", ":", "-", "+"];

/// Draws it over the whole rectangle of the pen.
pub(in crate::ui) fn draw(pen: &mut Pen, cells: &Cells) {
    let ink = pen.theme().ink();
    for row in 0..pen.area().height.min(cells.rows) {
        for column in 0..pen.area().width.min(cells.columns) {
            let Some(halves) = cells.at(column, row) else { continue };
            match ink {
                Ink::Blocks { ground, indexed } => {
                    let [upper, lower] = halves.map(|half| colour(half, ground, indexed));
                    // Where both halves are alike no glyph is needed, which is less to send.
                    if upper == lower {
                        pen.put_styled(column, row, " ", Style::new().bg(lower));
                    } else {
                        pen.put_styled(column, row, "\u{2580}", Style::new().fg(upper).bg(lower));
                    }
                }
                Ink::Shades => pen.put_over(column, row, shade(halves), Role::Dim),
            }
        }
    }
}

fn shade([upper, lower]: [[u8; 3]; 2]) -> &'static str {
    let dark = 255 - usize::midpoint(brightness(upper).into(), brightness(lower).into());
    SHADES[dark * SHADES.len() / 256]
}

fn colour(dot: [u8; 3], ground: [u8; 3], indexed: bool) -> Color {
    let mixed = |part: u8, ground: u8| {
        let sum = u32::from(part) * LEFT + u32::from(ground) * (100 - LEFT);
        u8::try_from(sum / 100).unwrap_or(u8::MAX)
    };
    let dot = [0, 1, 2].map(|part| mixed(dot[part], ground[part]));
    if indexed { Color::Indexed(nearest(dot)) } else { Color::Rgb(dot[0], dot[1], dot[2]) }
}

/// Levels of the colour cube among the 256.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The nearest of the 256 colours that look the same in every terminal: the cube (16 to 231) and the greys (232 to 255).
fn nearest(dot: [u8; 3]) -> u8 {
    let level = |part: u8| (0u8..6).min_by_key(|&index| LEVELS[usize::from(index)].abs_diff(part)).unwrap_or(0);
    let [red, green, blue] = dot.map(level);
    let cube = [red, green, blue].map(|index| LEVELS[usize::from(index)]);
    let mean = u8::try_from(dot.iter().map(|part| u16::from(*part)).sum::<u16>() / 3).unwrap_or(u8::MAX);
    let step = (mean.saturating_sub(3) / 10).min(23);
    let grey = 8 + step * 10;
    let distance =
        |other: [u8; 3]| -> u32 { dot.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum() };
    if distance([grey; 3]) < distance(cube) { 232 + step } else { 16 + 36 * red + 6 * green + blue }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_of_the_256_colours_is_found() {
        assert_eq!([nearest([0; 3]), nearest([255; 3]), nearest([95, 0, 0])], [16, 231, 52]);
        assert_eq!([nearest([8; 3]), nearest([102; 3]), nearest([238; 3])], [232, 241, 255]);
    }

    #[test]
    fn what_is_darker_has_more_ink_and_white_paper_none() {
        let shades = [255, 190, 120, 60, 0].map(|grey| shade([[grey; 3]; 2]));
        assert_eq!(shades, SHADES);
    }

    #[test]
    fn colours_fade_into_the_ground() {
        assert_eq!(colour([255; 3], [0; 3], false), Color::Rgb(102, 102, 102));
        assert_eq!(colour([0; 3], [255; 3], false), Color::Rgb(153, 153, 153));
    }
}
