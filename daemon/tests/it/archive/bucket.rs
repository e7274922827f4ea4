//! Into a bucket, over links that break, stall and answer nonsense.

use mcs_core::{
    alarm::Actor,
    archived::DayState,
    identity::fingerprint_of,
    target::{NewS3, Preset, Probe},
    time::Timestamp,
};
use mcs_proto::client::NewPlace;
use mcsd::{
    secret::{Secret, Vault},
    store::{NoOutlet, Store, StoreOptions},
    target::{NewTarget, Targets, Transfer},
};
use sha2::{Digest as _, Sha256};
use tokio_stream::StreamExt as _;

use super::{
    moto::{BUCKET, Moto},
    proxy::{Link, Proxy},
    shelf::{Shelf, ago, archive_name, everything, lines, list, of, readings, restore, run, try_run, verify},
};
use crate::daemon::Daemon;

const SECRET: &str = "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY";

/// A bucket behind this address.
fn bucket(endpoint: &str) -> NewS3 {
    NewS3 {
        preset: Preset::Minio,
        account: None,
        region: None,
        endpoint: Some(endpoint.to_owned()),
        bucket: BUCKET.to_owned(),
        prefix: "site-3".to_owned(),
        path_style: None,
        allow_http: true,
        access_key_id: "AKIAIOSFODNN7EXAMPLE".to_owned(),
    }
}

fn set(daemon: &Daemon, new: NewS3) {
    let place = NewPlace::Bucket { new, secret: Some(SECRET.to_owned()) };
    daemon.ask(daemon.client.set_target(&archive_name(), place));
}

fn test(daemon: &Daemon) -> Vec<Probe> {
    daemon.ask(async { daemon.client.test_target(&archive_name()).await?.collect::<Result<Vec<_>, _>>().await })
}

/// What the test says is wrong.
fn fault(daemon: &Daemon) -> String {
    let told = test(daemon);
    let fault = told.into_iter().find_map(|probe| probe.fault).expect("something is wrong");
    assert!(!fault.advice.is_empty());
    fault.message
}

#[test]
fn days_go_into_a_bucket_and_come_back_and_the_secret_stays_secret() {
    let Some(moto) = Moto::start() else { return };
    let shelf = Shelf::new();
    shelf.admit(&readings(1, ago(60), 0, 288));
    shelf.admit(&readings(2, ago(2), 0, 100));
    let daemon = shelf.site.start();
    set(&daemon, bucket(&format!("http://{}", moto.address)));
    assert!(test(&daemon).iter().all(|probe| probe.fault.is_none()), "{:?}", test(&daemon));
    assert_eq!(moto.objects(), [""; 0], "the probe is gone");
    let original = everything(&daemon);
    let days = run(&daemon);
    for day in days.iter().filter(|day| day.object.is_some()) {
        let object = moto.object(&format!("site-3/{}", day.object.as_deref().expect("it has one")));
        assert_eq!(day.sha256, Some(mcs_core::archived::hex(&Sha256::digest(&object))));
        assert_eq!(Some(lines(&object).len() as u64), day.readings);
    }
    assert_eq!(moto.objects().len(), 4, "two objects, two manifests");
    assert!(verify(&daemon).iter().all(|checked| checked.whole));
    daemon.ask(async { daemon.client.archive_prune(false).await?.collect::<Result<Vec<_>, _>>().await });
    assert_ne!(everything(&daemon), original);
    restore(&daemon, &[ago(60).to_string()]);
    assert_eq!(everything(&daemon), original, "equal in every archived column");

    // A corrupted object is found.
    let name = format!("/{BUCKET}/site-3/{}", of(&days, ago(2), 0).object.expect("it has one"));
    moto.ask("PUT", &name, b"something else");
    let found: Vec<_> = verify(&daemon).into_iter().filter(|checked| !checked.whole).collect();
    assert_eq!((found.len(), found[0].state), (1, DayState::Open), "{found:?}");
    run(&daemon);
    assert!(verify(&daemon).iter().all(|checked| checked.whole));

    let targets = format!("{:?}", daemon.ask(daemon.client.targets()));
    assert!(!targets.contains(SECRET) && !daemon.log().contains(SECRET));
    daemon.stop();
    for entry in std::fs::read_dir(shelf.site.data()).expect("the data directory") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            let bytes = std::fs::read(&path).expect("readable");
            assert!(!bytes.windows(SECRET.len()).any(|w| w == SECRET.as_bytes()), "{}", path.display());
        }
    }
}

#[test]
fn an_upload_cut_at_any_byte_goes_on_until_there_is_exactly_one_right_object() {
    let Some(moto) = Moto::start() else { return };
    let shelf = Shelf::new();
    let proxy = Proxy::to(moto.address);
    shelf.admit(&readings(1, ago(3), 0, 288));
    let daemon = shelf.site.start();
    set(&daemon, bucket(&format!("http://{}", proxy.address)));
    run(&daemon);
    daemon.stop();
    // Within the head of the first request, within its body, between object and manifest, amid reading back.
    for (n, cut) in (0..).zip([10, 900, 2_000, 3_500, 5_000, 6_000]) {
        shelf.admit(&readings(2, ago(3), n, 1));
        let daemon = shelf.site.start();
        proxy.set(Link::CutAfter(cut));
        let cut_off = try_run(&daemon).expect("a result");
        assert_eq!((cut_off.archived, cut_off.failed), (0, 1), "cut after {cut}");
        let day = of(&list(&daemon), ago(3), 0);
        assert!(day.error.is_some() && day.attempts == 1, "{day:?}");
        proxy.set(Link::Good);
        let days = run(&daemon);
        let day = of(&days, ago(3), 0);
        assert_eq!((day.readings, day.attempts), (Some(289 + u64::from(n)), 0), "cut after {cut}");
        let object = moto.object(&format!("site-3/{}", day.object.expect("it has one")));
        assert_eq!(Some(lines(&object).len() as u64), day.readings);
        assert_eq!(moto.objects().len(), 2, "one object, one manifest: {:?}", moto.objects());
        daemon.stop();
    }
}

#[test]
fn errors_of_the_store_are_told_in_words_and_the_next_run_does_what_is_owed() {
    let Some(moto) = Moto::start() else { return };
    let shelf = Shelf::new();
    let proxy = Proxy::to(moto.address);
    shelf.admit(&readings(1, ago(3), 0, 50));
    let daemon = shelf.site.start();
    set(&daemon, bucket(&format!("http://{}", proxy.address)));
    let says = |link: Link, words: &str| {
        proxy.set(link);
        let said = fault(&daemon);
        assert!(said.starts_with("mcsd-probe-") && said.contains(words), "{said:?} says nothing of {words:?}");
    };
    let forbidden = "403 Forbidden";
    says(Link::Answers(forbidden, "<Error><Code>InvalidAccessKeyId</Code></Error>"), "does not know the access key id");
    says(Link::Answers(forbidden, "<Error><Code>SignatureDoesNotMatch</Code></Error>"), "secret key does not fit");
    says(Link::Answers(forbidden, "<Error><Code>RequestTimeTooSkewed</Code></Error>"), "clock");
    says(Link::Answers(forbidden, "<Error><Code>AccessDenied</Code></Error>"), "may not do this");
    says(Link::Answers("404 Not Found", "<Error><Code>NoSuchBucket</Code></Error>"), "no such bucket");
    says(Link::Answers("301 Moved Permanently", ""), "another region");
    says(Link::CutAfter(0), "broke off");
    for link in [
        Link::Answers("503 Slow Down", "<Error><Code>SlowDown</Code></Error>"),
        Link::Answers("500 Internal Server Error", "<Error><Code>InternalError</Code></Error>"),
        Link::Answers(forbidden, "<Error><Code>AccessDenied</Code></Error>"),
    ] {
        proxy.set(link);
        let run = try_run(&daemon).expect("a result");
        assert_eq!((run.archived, run.failed), (0, 1));
        let day = of(&list(&daemon), ago(3), 0);
        assert!(day.state != DayState::Verified && day.error.is_some(), "{day:?}");
    }
    assert_eq!(of(&list(&daemon), ago(3), 0).attempts, 3);
    let faults = daemon.ask(daemon.client.archive_stats());
    assert_eq!((faults.failing, faults.error.is_some()), (1, true));
    proxy.set(Link::Good);
    run(&daemon);
    assert_eq!(daemon.ask(daemon.client.archive_stats()).failing, 0);

    // A store that does not answer says nothing about its objects.
    proxy.set(Link::Answers(forbidden, "<Error><Code>AccessDenied</Code></Error>"));
    let looked = daemon
        .runtime
        .block_on(async { daemon.client.archive_verify(&[]).await?.collect::<Result<Vec<_>, _>>().await });
    assert!(looked.is_err(), "{looked:?}");
    assert_eq!(of(&list(&daemon), ago(3), 0).state, DayState::Verified);
}

#[test]
fn nobody_there_no_such_host_and_a_port_without_tls_are_told_apart() {
    let shelf = Shelf::new();
    let daemon = shelf.site.start();
    let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port");
    for (endpoint, words) in [
        (format!("http://{free}"), "nobody listens"),
        ("http://store.invalid".to_owned(), "cannot be resolved"),
        (format!("https://{}", daemon.mqtt), ""),
    ] {
        set(&daemon, bucket(&endpoint));
        let told = daemon
            .runtime
            .block_on(async { daemon.client.test_target(&archive_name()).await?.collect::<Result<Vec<_>, _>>().await });
        let said = match told {
            Ok(told) => told.into_iter().find_map(|probe| probe.fault).expect("something is wrong").message,
            // A machine without CA certificates cannot even try.
            Err(refused) => refused.to_string(),
        };
        assert!(said.contains(words), "{endpoint}: {said}");
    }
}

#[test]
fn a_large_file_goes_in_parts_and_comes_back_the_same() {
    let Some(moto) = Moto::start() else { return };
    let shelf = Shelf::new();
    let options = StoreOptions::new(fingerprint_of);
    let (store, _) = Store::open(&shelf.site.data(), options, Box::new(NoOutlet)).expect("the store opens");
    let targets = Targets::new(store.clone(), Vault::new(&shelf.site.data()), &shelf.site.data());
    let (name, by) = (archive_name(), Actor { name: "test".into() });
    let secret = Some(Secret::new(SECRET.into()));
    let new = NewTarget::S3 { new: bucket(&format!("http://{}", moto.address)), secret };
    let file = shelf.folder.path().join("large");
    // Whole parts, and parts with a rest.
    let runtime = tokio::runtime::Runtime::new().expect("tokio");
    targets.set(&name, new, &by, Timestamp::EPOCH).expect("set");
    for length in [16 << 20, (16 << 20) + 12_345] {
        let bytes: Vec<u8> = (0..=250).cycle().take(length).collect();
        std::fs::write(&file, &bytes).expect("written");
        let transfer = Transfer::new(targets.open("archive").expect("opened"));
        let found = runtime.block_on(async {
            transfer.put_file("large", &file).await.expect("uploaded");
            transfer.fetch("large", |_| Ok(())).await.expect("fetched")
        });
        assert_eq!((found.bytes, found.sha256), (length as u64, Sha256::digest(&bytes).into()));
    }
    store.close();
}

#[test]
fn a_slow_link_is_waited_for() {
    let Some(moto) = Moto::start() else { return };
    let shelf = Shelf::new();
    let proxy = Proxy::to(moto.address);
    for point in [1, 2] {
        shelf.admit(&readings(point, ago(3), 0, 288));
    }
    let daemon = shelf.site.start();
    set(&daemon, bucket(&format!("http://{}", proxy.address)));
    proxy.set(Link::Slow(2_000));
    run(&daemon);
    assert!(proxy.carried() > 5_000, "{} bytes", proxy.carried());
}
