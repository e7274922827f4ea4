//! The site's own receiver: a signed event it can check and need not take twice.

use std::time::Duration;

use mcs_core::notice::{ChannelKind, Language};
use mcsd::notify::channel::{Accepted, SendError};
use serde_json::json;

use super::{
    TITLE_EN, message,
    provider::{Provider, says},
    sender, verified,
};

const SECRET: &str = "a key of the site's own";

#[tokio::test]
async fn it_hears_every_fact_signed_and_under_the_same_key_at_each_try() {
    let receiver = Provider::start([says(503, "starting"), says(202, "queued")]).await;
    let url = receiver.url("/hooks/mcs?plant=7");
    let webhook = sender(ChannelKind::Webhook, &[("url", &url), ("method", "PUT")], &[("secret", SECRET)]);
    let message = message(Language::English);
    assert_eq!(webhook.send(&message).await, Err(SendError::Failed("HTTP 503: starting".into())));
    assert_eq!(webhook.send(&message).await, Ok(Accepted("HTTP 202: queued".into())), "any 2xx is a yes");

    let heard = receiver.heard();
    assert_eq!(heard[0].body, heard[1].body);
    for one in &heard {
        assert_eq!((one.method.as_str(), one.target.as_str()), ("PUT", "/hooks/mcs?plant=7"));
        assert_eq!(one.header("idempotency-key"), message.key);
        if let Some(told) = verified(&one.question("webhook", SECRET)) {
            assert_eq!(told, json!({"signed": true, "age_min": 0}), "{told}");
            let with_another = verified(&one.question("webhook", "a key of somebody else")).expect("as before");
            assert_eq!(with_another["signed"], false, "the verifier does look");
        }
    }
    assert_ne!(heard[0].header("x-nonce"), heard[1].header("x-nonce"), "a nonce is used once");

    let body = heard[0].json();
    let text = body["text"].as_str().expect("text");
    assert!(text.starts_with(&format!("{TITLE_EN}\nPlace: ")), "{text}");
    let expected = json!({
        "version": 1,
        "event_id": "01KAJ3Q6ZJ-night.7",
        "site": "南厂",
        "tz": "Asia/Shanghai",
        "language": "en",
        "title": TITLE_EN,
        "text": text,
        "to": [{"name": "wang", "full_name": "王伟", "email": "wang@plant.example", "phone": "+86 13800138000"}],
        "alarms": [{
            "kind": "raise", "occurrence": 42, "sn": "A001", "name": "3号泵房", "area": "tank-farm", "zone": null,
            "sensor": "CH4", "condition": "HIGH_HIGH", "cause": null, "priority": "critical", "state": "unack-active",
            "value": 62.0, "peak": 62.0, "limit": 50.0, "unit": "%LEL", "decimals": 1,
            "raised": "2026-11-21T10:00:50Z", "at": "2026-11-21T10:00:50Z", "returned": null,
            "by": null, "text": null, "folded": 0, "held": false, "mask": null,
            "unrecorded": false, "drill": false, "late": false, "lines": [],
        }],
        "more": 0,
    });
    assert_eq!(body, expected, "programs of others read this");
}

#[tokio::test]
async fn its_answers_decide_what_comes_next() {
    let (after, why) = (Duration::from_secs(7), "HTTP 429: slow".to_owned());
    for (answer, outcome) in [
        (says(204, ""), Ok(Accepted("HTTP 204".into()))),
        (says(429, "slow").with("Retry-After", "7"), Err(SendError::Throttled { after, why })),
        (says(503, "").with("Retry-After", "7"), Err(SendError::Throttled { after, why: "HTTP 503".into() })),
        (says(500, "oops"), Err(SendError::Failed("HTTP 500: oops".into()))),
        (says(401, "who?"), Err(SendError::Refused("HTTP 401: who?".into()))),
    ] {
        let receiver = Provider::start([answer]).await;
        let webhook = sender(ChannelKind::Webhook, &[("url", &receiver.url("/"))], &[("secret", SECRET)]);
        assert_eq!(webhook.send(&message(Language::English)).await, outcome);
    }
}
