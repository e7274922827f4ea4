//! The manual pages in `man/` are those the command line tree and the catalogue of keys generate.

use std::{env, fs, path::Path, process::Command};

use mcs_core::archive::{Column, FLAG_NAMES, HEADER};

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

#[test]
fn the_format_of_files_names_every_column_and_every_flag() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../man/mcs-archive.5");
    let page = fs::read_to_string(page).expect("the page").replace("\\-", "-");
    assert!(page.contains(HEADER));
    for name in Column::ALL.into_iter().map(Column::as_str).chain(FLAG_NAMES.map(|(_, name)| name)) {
        assert!(page.contains(&format!(".TP\n.B {name}\n")), "{name} is not told of");
    }
}

#[test]
fn every_manual_page_renders_without_a_warning() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../man");
    for entry in fs::read_dir(folder).expect("the pages") {
        let page = entry.expect("an entry").path();
        if page.is_dir() {
            continue;
        }
        let made = Command::new("man").args(["--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z"]).arg(&page).output();
        let Ok(made) = made else {
            assert!(env::var_os("MCS_TEST_SERVICES").is_none(), "man is not installed");
            return;
        };
        let said = String::from_utf8_lossy(&made.stderr);
        assert!(made.status.success() && said.trim().is_empty(), "{}: {said}", page.display());
    }
}
