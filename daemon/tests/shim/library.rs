//! The misbehaving disk of `fault.c`, compiled once for each test program.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

/// The library to preload.
pub(crate) fn library() -> &'static Path {
    static SHIM: OnceLock<PathBuf> = OnceLock::new();
    SHIM.get_or_init(|| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shim/fault.c");
        let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fault-{}.so", std::process::id()));
        let built = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .args([&library, &source])
            .arg("-ldl")
            .status()
            .expect("a C compiler, which the database needs too");
        assert!(built.success(), "the shim does not compile");
        library
    })
}
