//! A broker that lets in only whom it knows, over TLS.

use std::{fs, path::Path, process::Command};

use mcs_core::broker::BrokerState;

use super::mosquitto::{FOR_A_PLANT, Mosquitto, link, wait_until};
use crate::{
    daemon::{Site, eventually},
    foreign::available,
};

const PASSWORD: &str = "a secret of the worker";

/// An authority and a certificate for 127.0.0.1 signed by it.
fn certificates(dir: &Path) {
    let run = |args: &str| {
        let done =
            Command::new("openssl").args(args.split_whitespace()).current_dir(dir).output().expect("openssl runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    fs::write(dir.join("san"), "subjectAltName=IP:127.0.0.1,DNS:localhost\n").expect("a file of ours");
    run(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -subj /CN=authority -days 2",
    );
    run(
        "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout broker.key -out broker.csr -subj /CN=localhost",
    );
    run("x509 -req -in broker.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out broker.pem -days 2 -extfile san");
}

#[test]
fn a_wrong_password_is_told_and_a_right_one_is_taken_up_without_a_restart() {
    if !available("openssl", Command::new("openssl").arg("version")) {
        return;
    }
    let Some(mut mosquitto) = Mosquitto::start(FOR_A_PLANT) else { return };
    mosquitto.stop();
    let dir = mosquitto.dir.path().to_path_buf();
    certificates(&dir);
    let users = dir.join("users");
    let made = Command::new("mosquitto_passwd").args(["-b", "-c"]).arg(&users).args(["worker", PASSWORD]).status();
    assert!(made.expect("mosquitto_passwd runs").success());
    let at = dir.display();
    mosquitto.start_again(&format!(
        "cafile {at}/ca.pem\ncertfile {at}/broker.pem\nkeyfile {at}/broker.key\npassword_file {at}/users\n\
         max_inflight_messages 0\nmax_queued_messages 0\n"
    ));

    let site = Site::new().without_endpoint();
    let password = dir.join("password");
    fs::write(&password, "wrong\n").expect("a file of ours");
    let port = mosquitto.address.port();
    site.configure(&format!(
        "[ingest]\nbroker = \"mqtts://worker@127.0.0.1:{port}\"\nbroker_password_file = \"{at}/password\"\n\
         broker_ca = \"{at}/ca.pem\"\n"
    ));
    let daemon = site.start();
    let lost = wait_until(&daemon, BrokerState::Lost);
    assert!(lost.why.as_ref().is_some_and(|why| why.contains("password")), "{lost:?}");
    fs::write(&password, format!("{PASSWORD}\n")).expect("a file of ours");
    wait_until(&daemon, BrokerState::Up);
    eventually("the limits are looked at", || Some(link(&daemon)).filter(|link| link.limits.in_flight.is_some()));
    assert!(!daemon.log().contains(PASSWORD), "a secret in the log");
    drop(daemon);

    // Signed by nobody it trusts: the machine knows our authority as little.
    site.configure(&format!(
        "[ingest]\nbroker = \"mqtts://worker@127.0.0.1:{port}\"\nbroker_password_file = \"{at}/password\"\n"
    ));
    let daemon = site.start();
    let lost = wait_until(&daemon, BrokerState::Lost);
    assert!(lost.why.as_ref().is_some_and(|why| why.contains("ertificate")), "{lost:?}");
}
