//! The manual page that is checked in is what the command line, the key map and the signs say now.

use std::{fs, path::Path};

use mcstui::manual;

#[test]
fn the_manual_page_is_what_the_program_says_about_itself() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../man").join(manual::FILE_NAME);
    let there = fs::read(file).unwrap_or_default();
    let page = manual::page().expect("memory does not fail");
    assert!(there == page, "write it anew with `cargo run -p mcstui -- man --dir man`");
}
