//! What is printed with `-o json` is what `man/schema` says, to the last field: no schema allows more than it names.

use std::{collections::BTreeMap, fs};

use serde_json::{Value, json};

use crate::{
    schemas::{faults, folder, schema},
    world::World,
};

/// What is printed, and which schema it must fit. A list must fit element by element.
const OUTPUTS: &[(&str, &str)] = &[
    ("mcsctl status", "status"),
    ("mcsctl device list --retired", "device"),
    ("mcsctl device show A001", "device"),
    ("mcsctl device set A002 --rotate-secret", "device"),
    ("mcsctl device set A001 --high 800 --dry-run", "change"),
    ("mcsctl rule set point:A001 rate=100/60", "rule-change"),
    ("mcsctl device list", "device"),
    ("mcsctl device discovered", "discovered"),
    ("mcsctl calib show A001", "calibration"),
    ("mcsctl calib recompute A001 --since 9d --dry-run", "recomputation"),
    ("mcsctl reading latest", "latest"),
    ("mcsctl reading latest A001", "latest"),
    ("mcsctl reading history A001 --since 9d --limit 40 --newest --gaps --marks", "reading"),
    ("mcsctl reading history A001 --since 9d --every 1h", "summary"),
    ("mcsctl reading import 2025.csv.gz --skip-unknown", "import"),
    ("mcsctl alarm list --all", "alarm"),
    ("mcsctl alarm show 1", "alarm-life"),
    ("mcsctl alarm ack --all --comment seen", "acknowledged"),
    ("mcsctl alarm inhibit G001 --for 1h --reason try", "mask"),
    ("mcsctl alarm masks", "mask"),
    ("mcsctl alarm uninhibit G001", "mask-end"),
    ("mcsctl alarm silence", "silence"),
    ("mcsctl alarm history --since 1d", "alarm-record"),
    ("mcsctl alarm stats", "alarm-count"),
    ("mcsctl alarm kpi", "alarm-kpi"),
    ("mcsctl zone list", "zone"),
    ("mcsctl rule set type:CO rate=10/60", "rule-change"),
    ("mcsctl rule set type:CH4 high=1000 high-high=2000", "rule-change"),
    ("mcsctl rule set point:A002 rate=5/60", "rule-change"),
    ("mcsctl rule set point:A001 high=900 --dry-run", "rule-change"),
    ("mcsctl rule list", "rule"),
    ("mcsctl rule show A001", "rule-value"),
    ("mcsctl rule set type:CH4 high=900 --dry-run", "rule-change"),
    ("mcsctl rule lint", "rule-finding"),
    ("mcsctl rule test A001 0 20 800 3000 40 0", "rule-trial"),
    ("mcsctl rule replay --since 9d --sn A001 --set point:A001 high=10", "rule-replay"),
    ("mcsctl ledger --since 9d", "ledger-day"),
    ("mcsctl archive list", "archive-day"),
    ("mcsctl archive verify --all", "archive-check"),
    ("mcsctl archive restore DAY", "archive-restore"),
    ("mcsctl archive prune --dry-run", "archive-prunable"),
    ("mcsctl archive stats", "archive-stats"),
    ("mcsctl archive target list", "target"),
    (
        "mcsctl archive target set far --preset r2 --account 0a1b2c --bucket plant-7 --access-key-id AKIA --secret-key-file key",
        "target",
    ),
    ("mcsctl archive target test cold -o jsonl", "target-probe"),
    ("mcsctl archive target list", "target"),
    ("mcsctl backup create", "backup"),
    ("mcsctl backup list --all", "backup"),
    ("mcsctl job list", "job"),
    ("mcsctl job history", "job-run"),
    ("mcsctl store stats", "store"),
    ("mcsctl notify channel list", "channel"),
    ("mcsctl notify channel kinds", "channel-setting"),
    ("mcsctl notify contact list", "contact"),
    ("mcsctl notify group list", "group"),
    ("mcsctl notify route set power --type LOW_BAT --sensor CH4 --priority high --group maintenance", "route"),
    ("mcsctl notify route list", "route"),
    ("mcsctl map show", "place"),
    ("mcsctl map revision", "map-revision"),
    ("mcsctl map area list", "area"),
    ("mcsctl broker export --dir ./broker", "broker-file"),
    (
        "mcsctl notify policy set --schedule 'Mon-Fri 08:00-18:00' --override-for 1h --reason try --alive 08:00",
        "policy",
    ),
    ("mcsctl notify policy show", "policy"),
    ("mcsctl notify outbox list", "delivery"),
    ("mcsctl notify outbox show 7", "delivery-record"),
    ("mcsctl notify trace 2", "notice-trace"),
    ("mcsctl notify simulate --sn A001 --type HIGH", "notice-simulation"),
    ("mcsctl notify simulate --type SYSTEM --cause disk-low", "notice-simulation"),
    ("mcsctl notify contact set wang --disable --dry-run", "notify-change"),
    ("mcsctl shift report", "shift"),
    ("mcsctl shift list", "shift"),
    ("mcsctl report --since 9d", "report"),
    ("mcsctl analyze archive", "report"),
    ("mcsctl explain", "explanation"),
    ("mcsctl explain 40001", "explanation"),
    ("mcsctl config show", "setting"),
    ("mcsctl config check wrong.toml", "setting-fault"),
    ("mcsctl context add here --socket plant/mcsd.sock", "context"),
    ("mcsctl context show here", "context"),
    ("MCS_SOCKET=$PWD/empty/mcsd.sock mcsctl sim run --devices 2 --for 1s", "simulation"),
    ("mcsctl sim history --devices 2 --days 1 --out another", "simulated-past"),
];

/// A plant as young as this one has none of them.
const MAY_BE_EMPTY: &[&str] = &["archive-prunable"];

/// A plant without a broker of its own has nothing to print: `tests/broker.rs` looks at them.
const ELSEWHERE: &[&str] = &["broker", "broker-check"];

/// The things that were printed: the elements of a list, or the one thing.
fn things(printed: Value) -> Vec<Value> {
    match printed {
        Value::Array(things) => things,
        one => vec![one],
    }
}

fn printed(line: &str, world: &World) -> Result<Vec<Value>, String> {
    let line = line.replace("DAY", &world.ago(4));
    let format = if line.contains(" -o ") { "" } else { " -o json" };
    let output = world.run(&format!("{line}{format}"));
    // A check that finds something has printed it.
    if !matches!(output.status.code(), Some(0 | 10)) {
        return Err(format!("{line}: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let printed: Result<Vec<Value>, _> = serde_json::Deserializer::from_slice(&output.stdout).into_iter().collect();
    printed.map(|printed| printed.into_iter().flat_map(things).collect()).map_err(|error| format!("{line}: {error}"))
}

/// Every object of a schema that does not say that it is closed, or how its fields are named.
fn open_objects(schema: &Value, path: &str, found: &mut Vec<String>) {
    if schema["type"] == "object" || schema["type"] == json!(["object", "null"]) {
        let closed = &schema["additionalProperties"];
        if *closed != Value::Bool(false) && !closed.is_object() {
            found.push(path.to_owned());
        }
    }
    match schema {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, inner)| open_objects(inner, &format!("{path}/{name}"), found));
        }
        Value::Array(items) => items.iter().for_each(|inner| open_objects(inner, path, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn every_output_is_what_its_schema_says() {
    let world = World::start();
    fs::write(world.folder().join("wrong.toml"), "[store]\nwindw = \"1s\"\n").expect("a file");
    let mut printed_by: BTreeMap<&str, (Vec<&str>, Vec<Value>)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (line, name) in OUTPUTS {
        match printed(line, &world) {
            Ok(mut things) => {
                let (lines, all) = printed_by.entry(name).or_default();
                lines.push(line);
                all.append(&mut things);
            }
            Err(why) => wrong.push(why),
        }
    }
    let refused = world.run("mcsctl device show A009 -o json");
    let refused = serde_json::from_slice(&refused.stderr).expect("one JSON object");
    printed_by.insert("error", (vec!["mcsctl"], vec![refused]));
    // What whoever writes a schema looks at.
    if let Some(file) = std::env::var_os("MCS_SAMPLES") {
        let samples: BTreeMap<_, _> = printed_by
            .iter()
            .map(|(name, (lines, values))| (name, json!({ "commands": lines, "values": values })))
            .collect();
        fs::write(file, serde_json::to_vec(&samples).expect("JSON")).expect("a file");
    }
    for (name, (_, things)) in &printed_by {
        let schema = match schema(name) {
            Ok(schema) => schema,
            Err(why) => {
                wrong.push(why);
                continue;
            }
        };
        if things.is_empty() && !MAY_BE_EMPTY.contains(name) {
            wrong.push(format!("{name}: nothing was printed"));
        }
        wrong.extend(faults(name, &schema, things));
        let mut open = Vec::new();
        open_objects(&schema, name, &mut open);
        wrong.extend(open.into_iter().map(|path| format!("{path} allows fields it does not name")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for entry in fs::read_dir(folder()).expect("the schemas") {
        let name = entry.expect("an entry").file_name().into_string().expect("text");
        let known =
            name.strip_suffix(".json").is_some_and(|name| printed_by.contains_key(name) || ELSEWHERE.contains(&name));
        assert!(known, "{name} is no schema of anything that is printed");
    }
}
