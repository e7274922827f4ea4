//! Who gets in.

use std::{
    fs,
    io::Read as _,
    net::TcpStream,
    time::{Duration, Instant},
};

use super::{
    authority::{Authority, programs},
    client::{SERVER, address, alarm, publish, publisher, site},
};
use crate::{
    daemon::{Site, eventually},
    mqtt::{Mqtt, reading, unix_now},
    river::history,
};

#[test]
fn a_device_publishes_with_tls_and_trusts_only_its_own_authority() {
    if !programs() {
        return;
    }
    let (site, authority, _) = site();
    let stranger = Authority::new(site.dir.path(), "other");
    let daemon = site.start();
    let a = daemon.add_device("A001");
    for (seq, version) in [(1, "mqttv311"), (2, "mqttv5")] {
        let output = publish(
            publisher(&daemon, &a, &authority.cert()).args(["-V", version]),
            &reading(unix_now() - 9 + i64::from(seq), seq, 100.0),
        );
        assert!(output.status.success(), "{version}: {}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(history(&daemon, "A001").len(), 2, "acknowledged means stored");
    let output = publish(&mut publisher(&daemon, &a, &stranger.cert()), &reading(unix_now(), 3, 100.0));
    assert!(!output.status.success(), "the client does not trust it");
    assert_eq!(history(&daemon, "A001").len(), 2);
    // The secret counts as everywhere.
    let mut wrong = a.clone();
    wrong.password = "wrong".into();
    let output = publish(&mut publisher(&daemon, &wrong, &authority.cert()), &reading(unix_now(), 4, 100.0));
    assert!(!output.status.success());
    // Longer than one record of TLS, and than what is decoded: taken whole all the same, and put aside.
    let long = site.dir.path().join("long");
    fs::write(&long, "x".repeat(200_000)).expect("a file");
    let output = publisher(&daemon, &a, &authority.cert()).arg("-f").arg(&long).output().expect("mosquitto_pub runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(alarm(&daemon).is_none(), "nothing is wrong with the certificate");
    Mqtt::device(daemon.mqtt, "A001", &a).deliver("mcs/A001/up", &reading(unix_now(), 5, 100.0));
    assert_eq!(history(&daemon, "A001").len(), 3, "and without TLS where that is served");
}

#[test]
fn without_a_certificate_of_the_right_authority_a_client_does_not_come_as_far_as_its_login() {
    if !programs() {
        return;
    }
    let (site, authority, _) = site();
    let gadgets = Authority::new(site.dir.path(), "gadgets");
    let others = Authority::new(site.dir.path(), "others");
    let ca = gadgets.cert().display().to_string();
    site.configure(&format!("{SERVER}tls_client_ca = \"{ca}\"\n"));
    let daemon = site.start();
    let a = daemon.add_device("A001");
    let message = reading(unix_now(), 1, 100.0);
    let output = publish(&mut publisher(&daemon, &a, &authority.cert()), &message);
    assert!(!output.status.success(), "none was shown");
    let as_somebody = |by: &Authority, name| {
        let pair = by.issue(name, 30);
        let mut command = publisher(&daemon, &a, &authority.cert());
        publish(command.arg("--cert").arg(&pair.cert).arg("--key").arg(&pair.key), &message)
    };
    assert!(!as_somebody(&others, "stranger").status.success(), "another authority's");
    assert!(history(&daemon, "A001").is_empty());
    let output = as_somebody(&gadgets, "a001");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(history(&daemon, "A001").len(), 1);
}

#[test]
fn peers_that_fall_silent_in_the_handshake_keep_nobody_waiting_and_are_let_go() {
    if !programs() {
        return;
    }
    let (site, authority, _) = site();
    let daemon = site.start();
    let a = daemon.add_device("A001");
    let tls = address(&daemon, "mqtts");
    let begun = Instant::now();
    let mut silent: Vec<_> = (0..600).map(|_| TcpStream::connect(tls).expect("the kernel takes it")).collect();
    for seq in 0..3 {
        let output = publish(&mut publisher(&daemon, &a, &authority.cert()), &reading(unix_now(), seq, 100.0));
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert!(begun.elapsed() < Duration::from_secs(9), "they were all still there");
    for peer in &mut silent {
        peer.set_read_timeout(Some(Duration::from_secs(20))).expect("a socket option");
        assert!(matches!(peer.read(&mut [0]), Ok(0) | Err(_)), "it is closed");
    }
    assert!(begun.elapsed() < Duration::from_secs(19), "within the time they are given");
    drop(silent);
    // What is left of them no longer counts either: more than the bound of one address fits again.
    let again: Vec<_> = (0..600).map(|_| TcpStream::connect(tls).expect("the kernel takes it")).collect();
    let output = publish(&mut publisher(&daemon, &a, &authority.cert()), &reading(unix_now(), 9, 100.0));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    drop(again);
}

#[test]
fn garbage_instead_of_a_handshake_is_cut_off_and_harms_nobody() {
    if !programs() {
        return;
    }
    let (site, authority, _) = site();
    let daemon = site.start();
    let a = daemon.add_device("A001");
    // A device that was never told of TLS speaks MQTT at once.
    let mut plain = TcpStream::connect(address(&daemon, "mqtts")).expect("it listens");
    std::io::Write::write_all(&mut plain, b"\x10\x10\x00\x04MQTT\x04\x02\x00\x3C\x00\x04A001").expect("sent");
    plain.set_read_timeout(Some(Duration::from_secs(5))).expect("a socket option");
    let mut answer = Vec::new();
    let _ = plain.read_to_end(&mut answer);
    assert_ne!(answer.first(), Some(&0x20), "no CONNACK");
    let output = publish(&mut publisher(&daemon, &a, &authority.cert()), &reading(unix_now(), 1, 100.0));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_certificate_that_cannot_be_used_is_said_before_anything_listens() {
    if !programs() {
        return;
    }
    let (site, authority, _) = site();
    let other = authority.issue("other", 30);
    fs::copy(&other.key, site.data().join("server.key")).expect("a copy");
    let Err(said) = site.try_start(&[]) else { panic!("it started") };
    assert!(said.contains("are not a pair that can be used"), "{said}");
    fs::remove_file(site.data().join("server.pem")).expect("it is there");
    let Err(said) = site.try_start(&[]) else { panic!("it started") };
    assert!(said.contains("cannot read") && said.contains("server.pem"), "{said}");
}

#[test]
fn a_listener_that_others_can_read_along_on_is_a_warning() {
    let site = Site::new();
    site.configure("[ingest]\nws = [\"0.0.0.0:0\"]\n");
    let daemon = site.start();
    eventually("it is said", || daemon.log().contains("devices connect without TLS on ws://0.0.0.0").then_some(()));
}
