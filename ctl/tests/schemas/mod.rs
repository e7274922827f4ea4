//! Whether what is printed is what its schema in `man/schema` says.

use std::{collections::BTreeSet, fs, path::PathBuf};

use serde_json::Value;

use super::services::root;

/// So many faults of one schema are told.
const MOST: usize = 5;

/// Where the schemas are.
pub(crate) fn folder() -> PathBuf {
    root().join("man/schema")
}

/// The schema of this name, or why there is none.
pub(crate) fn schema(name: &str) -> Result<Value, String> {
    let file = folder().join(format!("{name}.json"));
    let text = fs::read(&file).map_err(|error| format!("{name}: {}: {error}", file.display()))?;
    serde_json::from_slice(&text).map_err(|error| format!("{name}: {error}"))
}

/// What of these is not as the schema says.
pub(crate) fn faults(name: &str, schema: &Value, things: &[Value]) -> Vec<String> {
    let validator = jsonschema::options().should_validate_formats(true).build(schema).expect("a schema");
    let faults: BTreeSet<String> = things
        .iter()
        .flat_map(|thing| validator.iter_errors(thing))
        .map(|fault| format!("{name}{}: {fault}", fault.instance_path()))
        .collect();
    faults.into_iter().take(MOST).collect()
}
