//! The README's pictures are what the program draws. `UPDATE_README=1` puts them in anew.

use std::{fs, path::Path};

use crossterm::event::KeyCode;
use mcs_core::language::Language;

use super::{
    matrix::{answer, picture, plant, text},
    plant::Hand,
};

/// The wall with a leak that nobody has acknowledged.
fn wall() -> Hand {
    let mut hand = plant((80, 24));
    let actions = hand.key(KeyCode::Char('1'));
    answer(&mut hand, &actions);
    heard(hand)
}

/// With the past of the selected point.
fn heard(mut hand: Hand) -> Hand {
    let points = hand.state.plant.points().cloned().collect();
    let alarms = hand.state.plant.alarm_list().to_vec();
    let actions = hand.snapshot(points, alarms);
    hand.answer_trend(&actions);
    hand
}

/// The same people's screen in Chinese, with the device's own page open.
fn device_in_chinese() -> Hand {
    let mut hand = plant((80, 24));
    hand.select("A003");
    let actions = hand.key(KeyCode::Char('3'));
    answer(&mut hand, &actions);
    hand.state.language = Language::Chinese;
    heard(hand)
}

/// A picture stands between its name in a comment and the end of the block after it.
fn with_picture(readme: &str, name: &str, drawn: &str) -> String {
    let opening = format!("<!-- picture: {name} -->\n```text\n");
    let start = readme.find(&opening).unwrap_or_else(|| panic!("the README has no picture {name}")) + opening.len();
    let end = start + readme[start..].find("```").expect("the block ends");
    format!("{}{drawn}{}", &readme[..start], &readme[end..])
}

#[test]
fn the_pictures_of_the_readme_are_what_is_drawn() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let before = fs::read_to_string(&path).expect("the README");
    let scenes = [("wall", wall()), ("device in Chinese", device_in_chinese())];
    let drawn = scenes
        .iter()
        .fold(before.clone(), |readme, (name, hand)| with_picture(&readme, name, &text(&picture(&hand.state))));
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, drawn).expect("the README is written");
    } else {
        assert!(before == drawn, "README.md shows what was; UPDATE_README=1 cargo test -p mcstui readme");
    }
}
