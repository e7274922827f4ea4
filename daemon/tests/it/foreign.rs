//! Clients that others wrote: `mosquitto_pub`, paho, and grpcio, which knows the contract only from the daemon itself.

use std::{
    io::Write as _,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use mcs_core::{calibration::Coefficients, device::Credential};
use serde_json::{Value, json};

use crate::{
    daemon::{Daemon, Site},
    mqtt::unix_now,
    river::{alarms, history, sn},
};

/// Within this a reading of an undisturbed machine is on disk and readable, with the store's window as it comes.
const READABLE: Duration = Duration::from_millis(1200);

/// Whether what a test needs is installed. Where it has to be, a test without it fails; elsewhere it says, past the
/// harness, that it checked nothing.
pub(crate) fn available(what: &str, probe: &mut Command) -> bool {
    let found = probe.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    require(found, what)
}

pub(crate) fn require(found: bool, what: &str) -> bool {
    assert!(found || std::env::var_os("MCS_TEST_SERVICES").is_none_or(|value| value != "1"), "{what} is missing");
    if !found {
        let test = std::thread::current().name().unwrap_or("a test").to_owned();
        // In one piece: other tests write too.
        let line = format!("NOTHING WAS CHECKED by {test}: {what} is missing\n");
        std::io::stderr().write_all(line.as_bytes()).expect("stderr");
    }
    found
}

pub(crate) fn mosquitto() -> bool {
    // Asked for help it ends with 1, as long as it is there.
    let found = Command::new("mosquitto_pub").arg("--help").stdout(Stdio::null()).stderr(Stdio::null()).status();
    require(found.is_ok(), "mosquitto_pub (mosquitto-clients)")
}

pub(crate) fn paho() -> bool {
    let probe = "import paho.mqtt; assert paho.mqtt.__version__.startswith('1.')";
    available("paho-mqtt 1.x of Python", Command::new("python3").args(["-c", probe]))
}

fn grpcio() -> bool {
    let probe = "import grpc, grpc_reflection.v1alpha.proto_reflection_descriptor_database";
    available("grpcio and grpcio-reflection of Python", Command::new("python3").args(["-c", probe]))
}

/// Runs a script of ours; the JSON object it prints.
pub(crate) fn python(script: &str, args: &[&str]) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/foreign").join(script);
    let output = Command::new("python3").arg(path).args(args).output().expect("python3 runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{script}: {told}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{script}: {error}: {told}"))
}

/// The detector of the worked example: 2350.5 mV at 28.5 °C are 3516.1 ppm.
fn add_worked_example(daemon: &Daemon) -> Credential {
    let credential = daemon.add_device("A001");
    let coefficients = Coefficients::new(1.5, -10.0, 25.0, 0.1).expect("valid coefficients");
    daemon.ask(daemon.client.set_calibration(&sn("A001"), coefficients, None, None));
    credential
}

fn mosquitto_pub(daemon: &Daemon, password: &str, version: &[&str], seq: i64) -> Output {
    let ts = unix_now();
    let message =
        format!(r#"{{"ts":{ts},"seq":{seq},"v_raw":2350.5,"temp":28.5,"humi":65.2,"bat":85,"rssi":-75,"err":0}}"#);
    Command::new("mosquitto_pub")
        .args(["-h", "127.0.0.1", "-p", &daemon.mqtt.port().to_string()])
        .args(["-i", "A001", "-u", "device_A001", "-P", password, "-q", "1", "-t", "mcs/A001/up", "-m", &message])
        .args(version)
        .output()
        .expect("mosquitto_pub runs")
}

#[test]
fn mosquitto_pub_publishes_the_worked_example_in_both_protocols() {
    if !mosquitto() {
        return;
    }
    let site = Site::new();
    site.configure("");
    let daemon = site.start();
    let credential = add_worked_example(&daemon);
    let mut seq = 0;
    for version in [[].as_slice(), &["-V", "mqttv5"]] {
        // A machine that is busy may be late once, not each time.
        let in_time = (0..3).any(|_| {
            seq += 1;
            let start = Instant::now();
            let output = mosquitto_pub(&daemon, &credential.password, version, seq);
            assert_eq!(output.status.code(), Some(0), "{version:?}: {}", String::from_utf8_lossy(&output.stderr));
            let (_, latest) = daemon.ask(daemon.client.latest(&[sn("A001")]));
            let stored = history(&daemon, "A001").len();
            let took = start.elapsed();
            assert_eq!(latest[0].value, Some(3516.1), "{version:?}");
            assert_eq!(stored, usize::try_from(seq).expect("a few"), "{version:?}: acknowledged means stored");
            took <= READABLE
        });
        assert!(in_time, "{version:?}: three times later than {READABLE:?}");
    }
    assert!(alarms(&daemon).iter().any(|alarm| alarm.value == Some(3516.1) && alarm.limit == Some(1000.0)));
    for version in [[].as_slice(), &["-V", "mqttv5"]] {
        let output = mosquitto_pub(&daemon, "wrong", version, 99);
        assert_ne!(output.status.code(), Some(0), "{version:?}");
        let told = String::from_utf8_lossy(&output.stderr).to_lowercase();
        assert!(told.contains("authori") || told.contains("user name"), "{version:?}: {told}");
    }
    assert_eq!(history(&daemon, "A001").len(), usize::try_from(seq).expect("a few"));
}

/// A hundred readings, shared by so many devices that each send one after the other, with the store configured so; each
/// must be readable by another process when its PUBACK is.
fn a_hundred_readings(devices: usize, store: &str) {
    if !paho() {
        return;
    }
    let site = Site::new();
    site.configure(store);
    let daemon = site.start();
    let database = site.data().join("mcs.db");
    let (database, port) = (database.to_str().expect("a plain path"), daemon.mqtt.port().to_string());
    let each = 100 / devices;
    let known: Vec<_> = (0..devices).map(|n| format!("A{n:03}")).map(|sn| (daemon.add_device(&sn), sn)).collect();
    std::thread::scope(|scope| {
        let senders: Vec<_> = known
            .iter()
            .map(|(credential, sn)| {
                let args =
                    ["127.0.0.1", &port, sn, &credential.password, database, &each.to_string()].map(String::from);
                scope.spawn(move || python("publish.py", &args.each_ref().map(String::as_str)))
            })
            .collect();
        for sender in senders {
            let told = sender.join().expect("a sender that ends");
            assert_eq!(told, json!({"acknowledged": each, "absent": []}));
        }
    });
    for (_, sn) in &known {
        assert_eq!(history(&daemon, sn).len(), each, "{sn}");
    }
}

#[test]
fn another_process_reads_the_row_inside_the_acknowledgement_without_a_window() {
    a_hundred_readings(1, "[store]\nwindow = \"0s\"\n");
}

#[test]
fn another_process_reads_the_row_inside_the_acknowledgement_with_the_default_window() {
    a_hundred_readings(5, "");
}

/// Device A tries to be B, through paho.
fn spoof(version: &str) -> Option<Value> {
    if !paho() {
        return None;
    }
    let site = Site::new();
    let daemon = site.start();
    let a = daemon.add_device("A001");
    daemon.add_device("B001");
    let port = daemon.mqtt.port().to_string();
    let told = python("spoof.py", &["127.0.0.1", &port, "A001", &a.password, "B001", version]);
    assert_eq!(history(&daemon, "A001").len(), 1, "what it may publish is stored");
    assert!(history(&daemon, "B001").is_empty(), "what it may not publish is not");
    assert!(alarms(&daemon).iter().all(|alarm| alarm.value != Some(1500.0) || alarm.sn == Some(sn("A001"))));
    Some(told)
}

#[test]
fn a_device_cannot_be_another_one_in_3_1_1() {
    let Some(told) = spoof("3") else { return };
    let refused = json!({"puback": null, "published": false, "disconnected": true});
    let expected = json!({
        "itself": 0, "own_commands": [1],
        "other": refused, "other_commands": [128], "all_commands": [128], "other_client_id": 5,
    });
    assert_eq!(told, expected);
}

#[test]
fn a_device_cannot_be_another_one_in_5() {
    let Some(told) = spoof("5") else { return };
    // Not authorized, said of the publish itself: the connection goes on.
    assert_eq!(told["itself"], 0);
    assert_eq!(told["own_commands"], json!([1]));
    assert_eq!(told["other"]["puback"], 135);
    assert_eq!(told["other_commands"], json!([135]));
    let wildcard = told["all_commands"][0].as_u64().expect("a reason code");
    assert!(wildcard >= 128, "{wildcard}");
    let connack = told["other_client_id"].as_u64().expect("a reason code");
    assert!(connack >= 128, "{connack}");
}

#[test]
fn a_grpc_client_in_python_lists_services_and_devices() {
    if !grpcio() {
        return;
    }
    let site = Site::new();
    let daemon = site.start();
    daemon.add_device("A001");
    daemon.add_device("B001");
    let told = python("control.py", &[socket(&site).as_str(), "list"]);
    let services = told["services"].as_array().expect("services");
    for service in ["mcs.v1.Alarms", "mcs.v1.Devices", "mcs.v1.Live", "mcs.v1.Readings"] {
        assert!(services.contains(&json!(service)), "{service}: {told}");
    }
    assert_eq!(serial_numbers(&told), ["A001", "B001"], "{told}");
}

#[test]
fn a_viewer_reads_and_changes_nothing_and_a_stranger_does_not_get_in() {
    /// User and group of somebody who owns nothing here.
    const VIEWER: &str = "65534:65534";
    const STRANGER: &str = "65533:65533";

    if !grpcio() || !require(nix::unistd::geteuid().is_root(), "the right to become another user") {
        return;
    }
    let Some(group) = nix::unistd::Group::from_name("users").ok().flatten() else {
        require(false, "the group users");
        return;
    };
    let site = Site::new();
    // The folder around the data directory is the test's, and closed; the data directory's own mode is what counts.
    std::fs::set_permissions(site.dir.path(), std::fs::Permissions::from_mode(0o711)).expect("our own folder");
    site.configure("[control]\ngroup = \"users\"\naccess = [\"uid:65534=viewer\"]\n");
    let daemon = site.start();
    daemon.add_device("A001");
    let socket = socket(&site);
    let viewer = format!("{VIEWER},{}", group.gid);

    let told = python("control.py", &[&socket, "--as", &viewer, "list"]);
    assert_eq!(serial_numbers(&told), ["A001"], "{told}");
    let told = python("control.py", &[&socket, "--as", &viewer, "retire", "A001"]);
    assert_eq!(told["status"], "PERMISSION_DENIED", "{told}");
    assert!(told["details"].as_str().is_some_and(|details| details.contains("viewer")), "{told}");

    // With a role but not in the group, and with neither: the kernel keeps both out.
    for outsider in [VIEWER, STRANGER] {
        let told = python("control.py", &[&socket, "--as", outsider, "list"]);
        assert_eq!(told["status"], "UNAVAILABLE", "{told}");
        assert!(told["details"].as_str().is_some_and(|details| details.contains("ermission denied")), "{told}");
        assert_eq!(told["services"], Value::Null);
    }
    assert!(daemon.ask(daemon.client.device(&sn("A001"))).retired.is_none());
}

fn socket(site: &Site) -> String {
    site.data().join("mcsd.sock").to_str().expect("a plain path").to_owned()
}

fn serial_numbers(told: &Value) -> Vec<&str> {
    let devices = told["answer"]["devices"].as_array().map(Vec::as_slice).unwrap_or_default();
    devices.iter().filter_map(|device| device["sn"].as_str()).collect()
}
