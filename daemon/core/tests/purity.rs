//! The core asks nobody: its dependencies are these and no more, and its sources name no clock, file, socket or thread.
#![expect(clippy::disallowed_methods, reason = "the test reads the sources it judges")]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Each has its reason in the manifest of the workspace. Another one needs a better reason than convenience.
const DEPENDENCIES: [&str; 6] = ["jiff", "serde", "serde_json", "smallvec", "thiserror", "xxhash-rust"];

/// What would let the outside in. Paths without their `std::`, so that a grouped `use` is found as well.
const FORBIDDEN: [&str; 22] = [
    "SystemTime",
    "Instant::",
    "time::Instant",
    "std::fs",
    "std::net",
    "std::env",
    "std::io",
    "std::thread",
    "std::process",
    "std::sync::mpsc",
    "Mutex",
    "RwLock",
    "RandomState",
    "HashMap",
    "HashSet",
    "Timestamp::now",
    "Zoned::now",
    "TimeZone::system",
    "println!",
    "thread_local!",
    "static mut",
    "include_bytes!",
];

#[test]
fn the_list_of_dependencies_does_not_grow() {
    let manifest: toml::Table = include_str!("../Cargo.toml").parse().expect("the manifest is TOML");
    let listed: Vec<_> = manifest["dependencies"].as_table().expect("a table").keys().map(String::as_str).collect();
    assert_eq!(listed, DEPENDENCIES);
    let others = manifest.keys().filter(|key| key.contains("dependencies") && *key != "dev-dependencies");
    assert_eq!(others.collect::<Vec<_>>(), ["dependencies"], "no build script, nothing by target");
    assert!(!manifest.contains_key("target") && !manifest.contains_key("features"));
}

#[test]
fn no_source_names_the_outside_world() {
    let mut found = vec![];
    for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let text = fs::read_to_string(&path).expect("a source can be read");
        for (number, line) in text.lines().enumerate() {
            let code = line.trim_start();
            if code.starts_with("//") {
                continue;
            }
            found.extend(
                FORBIDDEN
                    .iter()
                    .filter(|word| code.contains(**word))
                    .map(|word| format!("{}:{}: {word}", path.display(), number + 1)),
            );
            found.extend(grouped_std(code).map(|word| format!("{}:{}: std::{word}", path.display(), number + 1)));
        }
    }
    assert!(found.is_empty(), "the core must stay pure:\n{}", found.join("\n"));
}

/// Forbidden modules in a line like `use std::{fs, fmt};`.
fn grouped_std(code: &str) -> impl Iterator<Item = &str> {
    code.strip_prefix("use std::{")
        .into_iter()
        .flat_map(|group| group.split(|c: char| !c.is_alphanumeric() && c != '_'))
        .filter(|word| ["fs", "net", "env", "io", "thread", "process"].contains(word))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![];
    for entry in fs::read_dir(folder).expect("a folder can be listed") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else {
            found.push(path);
        }
    }
    assert!(!found.is_empty(), "{} has no sources", folder.display());
    found
}
