//! Compiles the contract without a `protoc` binary: descriptor set and Rust code go to the build directory.

use std::{error::Error, path::Path};

use prost::Message as _;

const FILES: &[&str] = &[
    "mcs/v1/system.proto",
    "mcs/v1/device.proto",
    "mcs/v1/credential.proto",
    "mcs/v1/calibration.proto",
    "mcs/v1/reading.proto",
    "mcs/v1/transfer.proto",
    "mcs/v1/alarm.proto",
    "mcs/v1/ledger.proto",
    "mcs/v1/live.proto",
    "mcs/v1/target.proto",
    "mcs/v1/archive.proto",
    "mcs/v1/job.proto",
    "mcs/v1/backup.proto",
    "mcs/v1/store.proto",
    "mcs/v1/broker.proto",
    "mcs/v1/rule.proto",
    "mcs/v1/notify.proto",
    "mcs/v1/record.proto",
    "mcs/v1/shift.proto",
    "mcs/v1/zone.proto",
    "mcs/v1/map.proto",
    "mcs/v1/config.proto",
];

fn main() -> Result<(), Box<dyn Error>> {
    for file in FILES {
        println!("cargo::rerun-if-changed={file}");
    }
    let mut descriptors = protox::compile(FILES, ["."])?;
    tonic_prost_build::configure()
        .build_transport(false)
        // It holds a password.
        .skip_debug(["mcs.v1.SecondPerson"])
        .compile_fds(descriptors.clone())?;

    // Comments serve the generated documentation; reflection does not need them.
    for file in &mut descriptors.file {
        file.source_code_info = None;
    }
    let out = std::env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    let out = Path::new(&out);
    std::fs::write(out.join("descriptors.bin"), descriptors.encode_to_vec())?;

    // The workspace denies `allow`; the module that includes this file expects the lint instead.
    let code = out.join("mcs.v1.rs");
    let generated = std::fs::read_to_string(&code)?;
    std::fs::write(code, generated.replace("#[allow(non_camel_case_types)]", ""))?;
    Ok(())
}
