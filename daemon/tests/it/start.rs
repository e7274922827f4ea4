//! When the daemon must not start, and that it says what to do; and that it ends in order.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use mcsd::store::Store;

use crate::{
    daemon::{Site, eventually},
    mqtt::{Mqtt, Packet, reading, unix_now},
    river::history,
};

/// Runs a daemon that must not start: its exit code and what it said.
fn refused(data: &Path) -> (Option<i32>, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_mcsd"))
        .args(["run", "--mqtt", "127.0.0.1:0", "--data"])
        .arg(data)
        .stderr(Stdio::piped())
        .spawn()
        .expect("mcsd run starts");
    eventually("it ends", || child.try_wait().expect("a child of ours"));
    let output = child.wait_with_output().expect("its words");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_bad_configuration_is_refused_with_every_complaint_and_its_line() {
    let site = Site::new();
    site.configure(
        "[store]\nwindow = \"soon\"\nreserve = -1\nwindw = \"1s\"\n\n[http]\nlisten = \"0.0.0.0:80\"\n\n[nonsense]\nx = 1\n",
    );
    let (code, said) = refused(&site.data());
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("mcsd.toml is not valid"), "{said}");
    for complaint in [
        "line 2: store.window: \"soon\" is not a duration like \"500ms\" or \"1s\"",
        "line 3: store.reserve: -1 is outside 0 to",
        "line 4: store.windw: no such key; did you mean store.window?",
        "line 7: http.listen: 0.0.0.0:80 is not a loopback address",
        "line 9: nonsense: no such key",
    ] {
        assert!(said.contains(complaint), "{complaint:?} is missing in: {said}");
    }
}

#[test]
fn a_file_that_is_not_toml_is_refused_with_its_line() {
    let site = Site::new();
    site.configure("[store]\nwindow = \"1s\"\n[control\n");
    let (code, said) = refused(&site.data());
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("line 3: "), "{said}");
}

#[test]
fn a_second_instance_is_refused_and_the_first_does_not_notice() {
    let site = Site::new();
    let daemon = site.start();
    let credential = daemon.add_device("A001");
    let (code, said) = refused(&site.data());
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("another mcsd") && said.contains("stop it first"), "{said}");
    assert!(said.contains(&format!("process {}", daemon.child.id())), "it names the one that runs: {said}");
    Mqtt::device(daemon.mqtt, "A001", &credential).deliver("mcs/A001/up", &reading(unix_now(), 1, 100.0));
    assert_eq!(history(&daemon, "A001").len(), 1);
    assert_eq!(daemon.stop().code(), Some(0));
    site.start();
}

#[test]
fn a_database_of_a_newer_version_is_refused_untouched() {
    let site = Site::new();
    let path = site.data().join(Store::FILE);
    let newer = rusqlite::Connection::open(&path).expect("the database");
    newer.pragma_update(None, "user_version", 999).expect("a pragma");
    drop(newer);
    let before = std::fs::read(&path).expect("readable");
    let (code, said) = refused(&site.data());
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("version 999") && said.contains("start a newer mcsd"), "{said}");
    assert_eq!(std::fs::read(&path).expect("readable"), before);
}

#[test]
fn a_data_directory_that_was_never_made_is_refused_with_the_command_that_makes_it() {
    let dir = tempfile::tempdir().expect("a directory");
    for data in [dir.path().join("nowhere"), dir.path().to_owned()] {
        let (code, said) = refused(&data);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("mcsd init"), "{said}");
        assert!(said.contains(&data.display().to_string()), "{said}");
    }
    assert!(!dir.path().join("nowhere").exists(), "nothing is made by trying");
}

#[test]
fn an_address_in_use_is_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    let site = Site::new();
    let output = Command::new(env!("CARGO_BIN_EXE_mcsd"))
        .args(["run", "--mqtt", &address, "--data"])
        .arg(site.data())
        .output()
        .expect("mcsd run starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains(&format!("cannot listen for devices on {address}")), "{said}");
}

#[test]
fn sigterm_is_an_orderly_end_and_what_was_heard_is_stored() {
    let site = Site::new();
    site.configure("[store]\nwindow = \"5s\"\n");
    let daemon = site.start();
    let credential = daemon.add_device("A001");
    let mut device = Mqtt::device(daemon.mqtt, "A001", &credential);
    let ts = unix_now();
    let sent: Vec<u16> = (0..20).map(|seq| device.publish("mcs/A001/up", &reading(ts, seq, 100.0))).collect();
    eventually("all is heard", || (daemon.status().readings >= 20).then_some(()));
    let status = daemon.stop();
    assert_eq!(status.code(), Some(0));
    let acknowledged = std::iter::from_fn(|| match device.read(std::time::Duration::from_secs(5)) {
        Packet::PubAck { id, .. } => Some(id),
        Packet::Closed | Packet::Disconnect | Packet::Nothing => None,
        other => panic!("{other:?}"),
    });
    let acknowledged: Vec<u16> = acknowledged.collect();
    assert!(acknowledged.iter().all(|id| sent.contains(id)));
    let daemon = site.start();
    assert_eq!(history(&daemon, "A001").len(), 20);
}

#[test]
fn a_large_damaged_database_keeps_alarming_and_says_so() {
    let site = Site::new();
    let path = site.data().join(Store::FILE);
    let connection = rusqlite::Connection::open(&path).expect("it opens");
    connection
        .execute_batch(
            "PRAGMA synchronous = OFF; \
             WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 70) \
             INSERT INTO quarantine (sn, received, topic, payload, why) SELECT 'A', 0, 't', zeroblob(1048576), 'w' FROM n",
        )
        .expect("written");
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).expect("copied");
    drop(connection);
    let mut bytes = std::fs::read(&path).expect("readable");
    // The pages of the long rows follow each other; their list is broken in the middle.
    let page = bytes.len() / 2 / 4096 * 4096;
    bytes[page..page + 4].fill(0xFF);
    std::fs::write(&path, bytes).expect("writable");
    let daemon = site.start();
    let damaged = eventually("the alarm stands", || {
        let alarms = crate::river::alarms(&daemon).into_iter();
        let cause = mcs_core::alarm::Source::System(mcs_core::alarm::SystemCause::StoreDamaged);
        alarms.into_iter().find(|alarm| alarm.source == cause)
    });
    assert_eq!(damaged.priority, mcs_core::alarm::Priority::Critical);
    let credential = daemon.add_device("A001");
    Mqtt::device(daemon.mqtt, "A001", &credential).deliver("mcs/A001/up", &reading(unix_now(), 1, 2_500.0));
    assert!(daemon.open_alarm("A001", mcs_core::alarm::Condition::HighHigh).is_some(), "alarming goes on");
}
