//! The architecture as a test: which room may know which. Reads the `use` lines, so it fails where the code says so.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Each room of the daemon and the rooms it may know. Types travel down the river, so a room knows the types of the one
/// before it; nothing knows `rpc` but the wiring.
const ROOMS: &[(&str, &[&str])] = &[
    ("clock", &[]),
    ("cli", &[]),
    ("config", &["cli", "store"]),
    ("log", &["config"]),
    ("ingest", &["clock", "tls"]),
    ("plant", &["clock", "ingest", "store"]),
    ("store", &["ingest"]),
    ("notify", &["clock", "plant", "secret", "store", "tls"]),
    ("secret", &[]),
    ("tls", &[]),
    ("target", &["secret", "store", "tls"]),
    ("backup", &["clock", "secret", "store", "target"]),
    ("archive", &["clock", "store", "target"]),
    ("schedule", &["clock", "store"]),
    ("retention", &["clock", "schedule", "store"]),
    ("access", &["config"]),
    (
        "rpc",
        &["access", "archive", "backup", "clock", "ingest", "notify", "plant", "schedule", "secret", "store", "target"],
    ),
    ("health", &["ingest", "store"]),
    ("machine", &[]),
    ("init", &["access", "cli", "clock", "config", "secret", "store"]),
    (
        "serve",
        &[
            "access",
            "archive",
            "backup",
            "cli",
            "clock",
            "config",
            "health",
            "ingest",
            "init",
            "log",
            "machine",
            "notify",
            "plant",
            "rpc",
            "schedule",
            "secret",
            "store",
            "retention",
            "target",
        ],
    ),
    ("offline", &["backup", "cli", "config", "init", "secret", "store"]),
    ("lib", &[]),
    ("main", &["cli", "config", "init", "manual", "offline", "serve"]),
    ("manual", &["cli", "config"]),
];

/// Reading JSON is no family's own.
const SHARED_BY_FAMILIES: &str = "json";

fn sources(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).expect("a source folder").map(|entry| entry.expect("an entry").path());
    entries
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
        .collect()
}

/// Rooms named as `crate::ROOM` in a file, or as `crate::{ROOM::…, ROOM}`.
fn known_rooms(text: &str, root: &str) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    for (at, _) in text.match_indices(root) {
        let rest = &text[at + root.len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 1;
            let mut start = true;
            let mut word = String::new();
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 1 => start = true,
                    c if depth == 1 && start && (c.is_alphanumeric() || c == '_') => {
                        word.push(c);
                        continue;
                    }
                    c if c.is_whitespace() && word.is_empty() => continue,
                    _ => {}
                }
                if !word.is_empty() {
                    known.insert(std::mem::take(&mut word));
                    start = c == ',';
                }
                if depth == 0 {
                    break;
                }
            }
        } else {
            let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            known.insert(word);
        }
    }
    known
}

#[test]
fn rooms_know_only_whom_they_may() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let allowed: BTreeMap<&str, &[&str]> = ROOMS.iter().copied().collect();
    let mut wrong = Vec::new();
    for path in sources(&source) {
        let place = path.strip_prefix(&source).expect("below src");
        let first = place.components().next().expect("a name").as_os_str().to_string_lossy().replace(".rs", "");
        let text = fs::read_to_string(&path).expect("readable");
        let Some(may_know) = allowed.get(first.as_str()) else {
            wrong.push(format!("{}: the room {first} is not in the table", place.display()));
            continue;
        };
        let root = if first == "main" { "mcsd::" } else { "crate::" };
        for room in known_rooms(&text, root) {
            if allowed.contains_key(room.as_str()) && room != first && !may_know.contains(&room.as_str()) {
                wrong.push(format!("{}: {first} may not know {room}", place.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn families_do_not_know_each_other() {
    let families = Path::new(env!("CARGO_MANIFEST_DIR")).join("core/src/family");
    let names: Vec<String> = fs::read_dir(&families)
        .expect("the families")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().expect("a name").to_string_lossy().into_owned())
        .filter(|name| name != SHARED_BY_FAMILIES)
        .collect();
    for family in &names {
        for path in sources(&families.join(family)) {
            let text = fs::read_to_string(&path).expect("readable");
            for other in names.iter().filter(|other| *other != family) {
                assert!(!text.contains(&format!("family::{other}")), "{} knows {other}", path.display());
            }
        }
    }
}

#[test]
fn the_clients_do_not_know_the_daemon_or_the_wire() {
    for package in ["ctl", "tui", "proto"] {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(package).join("Cargo.toml");
        let text = fs::read_to_string(manifest).expect("readable");
        let names = |name: &str| text.lines().any(|line| line.starts_with(name));
        assert!(!names("mcsd"), "{package} knows the daemon");
        if package != "proto" {
            assert!(!names("tonic") && !names("prost"), "{package} names the wire's libraries");
        }
    }
}

#[test]
fn use_lines_are_read_as_they_are_written() {
    let known = known_rooms("use crate::{\n    a::X,\n    b::{c, d},\n    e,\n};\nuse crate::f::Y;", "crate::");
    assert_eq!(known.into_iter().collect::<Vec<_>>(), ["a", "b", "e", "f"]);
}
