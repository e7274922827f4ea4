//! The manual pages in `man/` are those the command line tree and the catalogue of keys generate.

use std::{fs, path::Path, process::Command};

#[test]
fn the_manual_pages_are_as_generated() {
    let fresh = tempfile::tempdir().expect("a temporary directory");
    let made = Command::new(env!("CARGO_BIN_EXE_mcsd")).args(["man", "--dir"]).arg(fresh.path()).status();
    assert!(made.expect("mcsd runs").success());
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../man");
    let mut pages = 0;
    for entry in fs::read_dir(fresh.path()).expect("a directory") {
        let page = entry.expect("an entry");
        let generated = fs::read_to_string(page.path()).expect("a page");
        let checked_in = fs::read_to_string(kept.join(page.file_name())).unwrap_or_default();
        assert_eq!(generated, checked_in, "write them again: cargo run -p mcsd -- man --dir man");
        pages += 1;
    }
    assert!(pages >= 4);
}
