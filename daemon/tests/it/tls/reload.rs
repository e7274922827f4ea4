//! A new certificate while connections live on.

use std::{fs, io::Write as _, process::Stdio};

use mcs_core::{alarm::LifeState, time::Timestamp};
use mcsd::ingest::tls::{Reload, Tls, TlsFiles};

use super::{
    authority::{Authority, programs},
    client::{alarm, hang_up, publish, publisher, shown, site},
};
use crate::{
    daemon::eventually,
    mqtt::{reading, unix_now},
    river::history,
};

#[test]
fn new_connections_get_the_new_certificate_while_an_old_one_goes_on_publishing() {
    if !programs() {
        return;
    }
    let (site, authority, first) = site();
    let daemon = site.start();
    let a = daemon.add_device("A001");
    let mut old =
        publisher(&daemon, &a, &authority.cert()).arg("-l").stdin(Stdio::piped()).spawn().expect("mosquitto_pub runs");
    let mut lines = old.stdin.take().expect("piped");
    let start = unix_now() - 100;
    let mut stored = 0;
    let mut deliver = |what: &str| {
        stored += 1;
        let message = reading(start + i64::from(stored), stored, 100.0);
        writeln!(lines, "{message}").expect("mosquitto_pub reads");
        eventually(what, || (history(&daemon, "A001").len() == usize::from(stored)).then_some(()));
    };
    deliver("the first arrives");
    assert_eq!(shown(&daemon), first.fingerprint());

    let second = authority.issue("second", 365);
    second.put(&site.data());
    hang_up(&daemon);
    eventually("the new one is shown", || (shown(&daemon) == second.fingerprint()).then_some(()));
    deliver("the old connection goes on");
    assert!(alarm(&daemon).is_none());

    // A key of another certificate: the pair before it stays, and somebody is told.
    fs::copy(&first.key, site.data().join("server.key")).expect("a copy");
    hang_up(&daemon);
    let told = eventually("it is told", || alarm(&daemon));
    let text = told.text.unwrap_or_default();
    assert!(text.contains("the new certificate is not used") && text.contains("server.key"), "{text}");
    assert_eq!(shown(&daemon), second.fingerprint());
    deliver("the old connection still goes on");

    // One that is over is no successor either.
    let over = authority.issue("over", 0);
    over.put(&site.data());
    hang_up(&daemon);
    eventually("it is told", || alarm(&daemon)?.text.filter(|text| text.contains("ended on")));
    assert_eq!(shown(&daemon), second.fingerprint());

    let third = authority.issue("third", 365);
    third.put(&site.data());
    hang_up(&daemon);
    eventually("the good one is shown", || (shown(&daemon) == third.fingerprint()).then_some(()));
    eventually("it is over", || alarm(&daemon).filter(|o| o.state == LifeState::UnackReturned));
    deliver("the old connection goes on to the end");
    drop(lines);
    assert!(old.wait().expect("it ends").success());
}

#[test]
fn a_certificate_that_ends_soon_or_has_ended_is_told_and_still_served() {
    if !programs() {
        return;
    }
    let (site, authority, _) = site();
    authority.issue("short", 12).put(&site.data());
    let daemon = site.start();
    let told = eventually("it is told", || alarm(&daemon)).text.unwrap_or_default();
    assert!(told.contains("in 11 days") && told.contains("server.pem"), "{told}");
    assert!(daemon.stop().success());

    authority.issue("over", 0).put(&site.data());
    let daemon = site.start();
    eventually("it is told", || alarm(&daemon)?.text.filter(|text| text.contains("the certificate ended on")));
    let a = daemon.add_device("A001");
    let output = publish(publisher(&daemon, &a, &authority.cert()).arg("--insecure"), &reading(unix_now(), 1, 100.0));
    // mosquitto_pub looks at the end all the same; what counts is that it was shown one.
    assert!(!output.status.success());
    assert!(!shown(&daemon).is_empty());
}

#[test]
fn files_that_changed_are_taken_up_by_whoever_looks_and_a_bad_pair_is_tried_once() {
    if !programs() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let authority = Authority::new(at, "ca");
    let (first, second) = (authority.issue("first", 365), authority.issue("second", 365));
    first.put(at);
    let now = Timestamp::from_micros(unix_now() * 1_000_000);
    let tls = Tls::load(TlsFiles { cert: at.join("server.pem"), key: at.join("server.key"), client_ca: None })
        .expect("a good pair");
    assert_eq!(tls.reload(false, now), Reload::Unchanged);
    second.put(at);
    let came = tls.reload(false, now);
    assert!(matches!(&came, Reload::Swapped(it) if it.fingerprint == second.fingerprint()), "{came:?}");
    fs::write(at.join("server.key"), "no key").expect("a file");
    let came = tls.reload(false, now);
    assert!(matches!(&came, Reload::Kept(why) if why.contains("server.key")), "{came:?}");
    assert_eq!(tls.reload(false, now), Reload::Unchanged, "it is as bad as it was");
    assert!(tls.fault(now).is_some(), "and still told");
    assert_eq!(tls.current().1.fingerprint, second.fingerprint());
    fs::remove_file(at.join("server.pem")).expect("it is there");
    assert!(matches!(tls.reload(false, now), Reload::Kept(_)), "a file that is gone is a change, too");
    first.put(at);
    assert!(matches!(tls.reload(false, now), Reload::Swapped(_)));
    assert_eq!(tls.fault(now), None);
}
