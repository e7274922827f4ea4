//! What holds for every channel.

use std::{
    fs,
    net::SocketAddr,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use mcs_core::notice::{ChannelKind, Language};
use mcsd::notify::channel::{SendError, Sender, TIMEOUT, secrets_of, settings_of};
use tokio::net::TcpListener;

use super::{
    message,
    provider::{Provider, says},
    sender,
};

/// Settings and secrets of a channel that talks to an address on this machine; every secret is `hunter2`.
fn at(kind: ChannelKind, address: SocketAddr) -> Arc<dyn Sender> {
    let (url, port) = (format!("http://{address}/x"), address.port().to_string());
    let url = url.as_str();
    match kind {
        ChannelKind::Smtp => {
            let settings =
                [("host", "127.0.0.1"), ("port", &port), ("security", "plain"), ("from", "mcs@plant.example")];
            sender(kind, &settings, &[])
        }
        ChannelKind::Dingtalk => sender(kind, &[("url", url)], &[("access_token", "hunter2"), ("secret", "hunter2")]),
        ChannelKind::Feishu => sender(kind, &[("url", url)], &[("token", "hunter2"), ("secret", "hunter2")]),
        ChannelKind::Wecom => sender(kind, &[("url", url)], &[("key", "hunter2")]),
        ChannelKind::Webhook => sender(kind, &[("url", url)], &[("secret", "hunter2")]),
        ChannelKind::AliyunSms => {
            let settings = [("endpoint", url), ("access_key_id", "i"), ("sign_name", "n"), ("template_code", "t")];
            sender(kind, &settings, &[("access_key_secret", "hunter2")])
        }
    }
}

/// All but mail, which speaks another protocol.
const OVER_HTTP: [ChannelKind; 5] =
    [ChannelKind::Dingtalk, ChannelKind::Feishu, ChannelKind::Wecom, ChannelKind::Webhook, ChannelKind::AliyunSms];

#[tokio::test]
async fn a_429_is_respected_with_its_time_whoever_says_it() {
    for kind in OVER_HTTP {
        let provider = Provider::start([says(429, "slow down").with("Retry-After", "40")]).await;
        let outcome = at(kind, provider.address).send(&message(Language::English)).await;
        let throttled =
            matches!(&outcome, Err(SendError::Throttled { after, .. }) if *after == Duration::from_secs(40));
        assert!(throttled, "{}: {outcome:?}", kind.as_str());
    }
}

#[tokio::test]
async fn nobody_is_followed_elsewhere() {
    for kind in OVER_HTTP {
        let elsewhere = Provider::start([says(200, r#"{"errcode":0,"code":0,"Code":"OK"}"#)]).await;
        let target: &'static str = elsewhere.url("/").leak();
        let provider = Provider::start([says(307, "").with("Location", target)]).await;
        let outcome = at(kind, provider.address).send(&message(Language::English)).await;
        assert!(!matches!(outcome, Ok(_) | Err(SendError::Throttled { .. })), "{}: {outcome:?}", kind.as_str());
        assert!(elsewhere.heard().is_empty(), "{}", kind.as_str());
    }
}

#[tokio::test]
async fn a_provider_that_repeats_our_secrets_does_not_bring_them_into_a_record() {
    for kind in OVER_HTTP {
        for answer in [r#"{"errcode":5,"code":5,"Code":"isv.X","errmsg":"ECHO","msg":"ECHO","Message":"ECHO"}"#, "ECHO"]
        {
            let provider = Provider::start([says(400, answer)]).await;
            let outcome = at(kind, provider.address).send(&message(Language::English)).await;
            assert!(!format!("{outcome:?}").contains("hunter2"), "{}: {outcome:?}", kind.as_str());
        }
    }
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_its_end() {
    let flood = "x".repeat(8 * 1024 * 1024);
    for kind in OVER_HTTP {
        let provider = Provider::start([says(200, &flood)]).await;
        let outcome = at(kind, provider.address).send(&message(Language::English)).await;
        let short = format!("{outcome:?}");
        assert!(short.len() < 1_000, "{}", kind.as_str());
        assert_eq!(outcome.is_ok(), kind == ChannelKind::Webhook, "{}: {short}", kind.as_str());
    }
}

#[tokio::test]
async fn a_provider_that_says_nothing_is_given_up_in_time() {
    let mute = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = mute.local_addr().expect("an address");
    let start = Instant::now();
    let message = message(Language::English);
    let tries = ChannelKind::ALL.map(|kind| {
        let (channel, message) = (at(kind, address), &message);
        async move { (kind, channel.send(message).await) }
    });
    for (kind, outcome) in join_all(tries).await {
        let late = format!("did not answer in {} s", TIMEOUT.as_secs());
        assert!(
            matches!(&outcome, Err(SendError::Failed(why)) if why.contains(&late)),
            "{}: {outcome:?}",
            kind.as_str()
        );
    }
    assert!(start.elapsed() < TIMEOUT + Duration::from_secs(5), "{:?}", start.elapsed());
}

#[tokio::test]
async fn nobody_to_tell_is_refused_with_advice_and_nothing_is_sent() {
    let provider = Provider::start([says(200, "{}")]).await;
    let mut nobody = message(Language::English);
    nobody.to[0].email = None;
    nobody.to[0].phone = None;
    for kind in [ChannelKind::Smtp, ChannelKind::AliyunSms] {
        let outcome = at(kind, provider.address).send(&nobody).await;
        assert!(matches!(&outcome, Err(SendError::Refused(why)) if why.contains("notify contact set")), "{outcome:?}");
    }
    assert!(provider.heard().is_empty());
}

#[test]
fn the_manual_tells_of_every_setting_and_every_secret() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../man/mcs-notify.7");
    let page = fs::read_to_string(page).expect("the page").replace("\\-", "-");
    for kind in ChannelKind::ALL {
        let heading = format!(".SS {}\n", kind.as_str());
        let (_, part) = page.split_once(&heading).unwrap_or_else(|| panic!("{} is not told of", kind.as_str()));
        let part = part.split("\n.S").next().expect("a part");
        for setting in settings_of(kind) {
            assert!(part.contains(&format!(".TP\n.B {}\n", setting.name)), "{}: {}", kind.as_str(), setting.name);
        }
        for secret in secrets_of(kind) {
            let named = format!(".TP\n.BR {} \" (secret)\"\n", secret.name);
            assert!(part.contains(&named), "{}: {}", kind.as_str(), secret.name);
        }
    }
}
