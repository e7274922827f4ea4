//! The files generated from the command line's tree are checked in, and are what the tree generates now.

use std::{collections::BTreeSet, fs, path::Path};

use mcsctl::generate::{self, File};

fn compare(folder: &str, ours: impl Fn(&str) -> bool, files: &[File], command: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
    for file in files {
        let there = fs::read(folder.join(&file.name)).unwrap_or_default();
        assert!(there == file.content, "{} is not what the tree generates; write it with `{command}`", file.name);
    }
    let generated: BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
    for entry in fs::read_dir(&folder).expect("the folder is checked in") {
        let name = entry.expect("a readable folder").file_name().into_string().expect("a plain name");
        assert!(
            !ours(&name) || generated.contains(name.as_str()),
            "{name} is generated no longer; remove it from {}",
            folder.display()
        );
    }
}

#[test]
fn completions_are_what_the_tree_generates() {
    let ours = |name: &str| name.contains("mcsctl");
    compare("completions", ours, &generate::completions(), "cargo run -p mcsctl -- completions --dir completions");
}

#[test]
fn manual_pages_are_what_the_tree_generates() {
    let ours = |name: &str| name.starts_with("mcsctl") && name.ends_with(".1");
    compare("man", ours, &generate::manual(), "cargo run -p mcsctl -- man --dir man");
}
