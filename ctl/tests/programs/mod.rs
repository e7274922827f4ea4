//! The programs of the other packages.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::services::root;

/// The folder with the programs; those of other packages are built if nobody has.
pub(crate) fn programs() -> PathBuf {
    let folder = Path::new(env!("CARGO_BIN_EXE_mcsctl")).parent().expect("a folder").to_path_buf();
    for program in ["mcsd", "mcstui"] {
        if !folder.join(program).exists() {
            let mut build = Command::new(env!("CARGO"));
            build.args(["build", "--locked", "-p", program]).current_dir(root());
            if !cfg!(debug_assertions) {
                build.arg("--release");
            }
            let status = build.status().expect("cargo runs");
            assert!(status.success() && folder.join(program).exists(), "{program} was not built");
        }
    }
    folder
}
