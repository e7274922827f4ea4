//! The robots of three messengers: what they hear, and the *no* inside their *200 OK*.

use std::time::Duration;

use mcs_core::notice::{ChannelKind, Language};
use mcsd::notify::channel::{Accepted, SendError};
use serde_json::json;

use super::{
    TITLE_EN, TITLE_ZH, message,
    provider::{Provider, says},
    sender, verified,
};

const OK: &str = r#"{"errcode":0,"errmsg":"ok"}"#;
const TOKEN: &str = "d9b1c0ffee";
const KEY: &str = "SEC1a2b3c/+=";

#[tokio::test]
async fn dingtalk_hears_a_signed_text_that_mentions_who_is_meant() {
    let robot = Provider::start([says(200, OK)]).await;
    let url = robot.url("/robot/send");
    let settings = [("url", url.as_str()), ("keyword", "MCS"), ("at_all", "true")];
    let dingtalk = sender(ChannelKind::Dingtalk, &settings, &[("access_token", TOKEN), ("secret", KEY)]);
    assert_eq!(dingtalk.send(&message(Language::Chinese)).await, Ok(Accepted("0: ok".into())));

    let heard = robot.only();
    assert_eq!((heard.method.as_str(), heard.header("content-type")), ("POST", "application/json"));
    assert!(heard.target.starts_with(&format!("/robot/send?access_token={TOKEN}&timestamp=")), "{}", heard.target);
    let body = heard.json();
    assert_eq!(body["msgtype"], "text");
    assert_eq!(body["at"], json!({"atMobiles": ["13800138000"], "isAtAll": true}));
    let content = body["text"]["content"].as_str().expect("text");
    assert!(content.starts_with(&format!("MCS {TITLE_ZH}\n")), "{content}");
    assert!(content.ends_with("确认：mcsctl alarm ack 42"), "{content}");
    if let Some(told) = verified(&heard.question("dingtalk", KEY)) {
        assert_eq!(told, json!({"signed": true, "age_min": 0}), "{told}");
    }
}

#[tokio::test]
async fn dingtalk_hears_markdown_in_which_nothing_is_taken_for_a_mark() {
    let robot = Provider::start([says(200, OK)]).await;
    let url = robot.url("/robot/send");
    let settings = [("url", url.as_str()), ("format", "markdown")];
    let dingtalk = sender(ChannelKind::Dingtalk, &settings, &[("access_token", TOKEN)]);
    let mut message = message(Language::English);
    message.facts[0].name = Some("pump_3 [x](http://y)".into());
    dingtalk.send(&message).await.expect("accepted");
    let body = robot.only().json();
    assert!(!robot.only().target.contains("sign"), "no signature was asked for");
    let text = body["markdown"]["text"].as_str().expect("text");
    assert!(
        text.starts_with(r"**\[CRITICAL\] CH4 A2 high-high 62.0 %LEL ≥ 50.0 · pump\_3 \[x\](http://y) A001"),
        "{text}"
    );
    assert!(text.ends_with("\n\n@13800138000"), "only who stands in the text is mentioned: {text}");
    assert_eq!(body["at"]["atMobiles"], json!(["13800138000"]));
    assert_eq!(body["at"]["isAtAll"], false);
}

#[tokio::test]
async fn feishu_hears_a_text_signed_in_its_body() {
    let robot = Provider::start([says(
        200,
        r#"{"StatusCode":0,"StatusMessage":"success","code":0,"data":{},"msg":"success"}"#,
    )])
    .await;
    let url = robot.url("/open-apis/bot/v2/hook/");
    let feishu = sender(ChannelKind::Feishu, &[("url", &url)], &[("token", TOKEN), ("secret", KEY)]);
    let mut message = message(Language::English);
    message.facts[0].name = Some("<at user_id=\"all\"></at>".into());
    assert_eq!(feishu.send(&message).await, Ok(Accepted("0: success".into())));
    let heard = robot.only();
    assert_eq!(heard.target, format!("/open-apis/bot/v2/hook/{TOKEN}"));
    let body = heard.json();
    assert_eq!(body["msg_type"], "text");
    let text = body["content"]["text"].as_str().expect("text");
    assert!(text.starts_with("[CRITICAL] CH4 A2") && !text.contains("<at"), "a name mentions nobody: {text}");
    if let Some(told) = verified(&heard.question("feishu", KEY)) {
        assert_eq!(told, json!({"signed": true, "age_min": 0}), "{told}");
    }
}

#[tokio::test]
async fn wecom_hears_a_text_that_fits_and_mentions_who_is_meant() {
    let robot = Provider::start([says(200, OK)]).await;
    let url = robot.url("/cgi-bin/webhook/send");
    let wecom = sender(ChannelKind::Wecom, &[("url", &url)], &[("key", TOKEN)]);
    let mut message = message(Language::English);
    wecom.send(&message).await.expect("accepted");
    message.facts = vec![message.facts[0].clone(); 40];
    message.more = 260;
    wecom.send(&message).await.expect("accepted");
    let heard = robot.heard();
    assert_eq!(heard[0].target, format!("/cgi-bin/webhook/send?key={TOKEN}"));
    let body = heard[0].json();
    assert_eq!(body["text"]["mentioned_mobile_list"], json!(["13800138000"]));
    let text = body["text"]["content"].as_str().expect("text");
    assert!(text.starts_with(&format!("{TITLE_EN}\n")), "{text}");
    let digest = heard[1].json()["text"]["content"].as_str().expect("text").to_owned();
    assert!(digest.len() <= 2_048, "{}", digest.len());
    let listed = digest.lines().filter(|line| line.ends_with("#42")).count();
    assert!(listed > 5 && digest.contains(&format!("and {} more: mcsctl alarm list", 300 - listed)), "{digest}");
}

#[tokio::test]
async fn a_200_with_a_no_inside_is_a_failure_and_a_ban_is_respected() {
    let throttled = |minutes| Some(Duration::from_mins(minutes));
    let cases = [
        (
            ChannelKind::Dingtalk,
            r#"{"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"}"#,
            throttled(10),
        ),
        (ChannelKind::Dingtalk, r#"{"errcode":410100,"errmsg":"发送速度太快而限流"}"#, throttled(10)),
        (ChannelKind::Feishu, r#"{"code":11232,"msg":"frequency limited"}"#, throttled(1)),
        (ChannelKind::Feishu, r#"{"code":9499,"msg":"too many request"}"#, throttled(1)),
        (ChannelKind::Wecom, r#"{"errcode":45009,"errmsg":"api freq out of limit"}"#, throttled(1)),
        (ChannelKind::Dingtalk, r#"{"errcode":-1,"errmsg":"system busy"}"#, None),
        (ChannelKind::Feishu, r#"{"code":2200,"msg":"internal error"}"#, None),
        (ChannelKind::Wecom, r#"{"errcode":-1,"errmsg":"system busy"}"#, None),
        (ChannelKind::Dingtalk, "<html>log in to this hotel's network</html>", None),
    ];
    for (kind, answer, ban) in cases {
        let outcome = ask(kind, answer).await;
        match (ban, &outcome) {
            (Some(ban), Err(SendError::Throttled { after, .. })) => assert_eq!(*after, ban, "{answer}"),
            (None, Err(SendError::Failed(_))) => {}
            _ => panic!("{answer}: {outcome:?}"),
        }
    }
}

#[tokio::test]
async fn a_wrong_robot_is_refused_with_advice() {
    for (kind, answer, advice) in [
        (ChannelKind::Dingtalk, r#"{"errcode":310000,"errmsg":"sign not match"}"#, "signature again"),
        (ChannelKind::Dingtalk, r#"{"errcode":310000,"errmsg":"keywords not in content"}"#, "keyword"),
        (ChannelKind::Dingtalk, r#"{"errcode":300001,"errmsg":"token is not exist"}"#, "access_token again"),
        (ChannelKind::Feishu, r#"{"code":19021,"msg":"sign match fail"}"#, "signature again"),
        (ChannelKind::Feishu, r#"{"code":19001,"msg":"param invalid"}"#, "token again"),
        (ChannelKind::Wecom, r#"{"errcode":93000,"errmsg":"invalid webhook url"}"#, "key again"),
    ] {
        let outcome = ask(kind, answer).await;
        assert!(matches!(&outcome, Err(SendError::Refused(why)) if why.contains(advice)), "{answer}: {outcome:?}");
    }
}

/// What comes of one answer in a *200 OK*.
async fn ask(kind: ChannelKind, answer: &str) -> Result<Accepted, SendError> {
    let robot = Provider::start([says(200, answer)]).await;
    let token = match kind {
        ChannelKind::Dingtalk => "access_token",
        ChannelKind::Feishu => "token",
        ChannelKind::Wecom => "key",
        ChannelKind::Smtp | ChannelKind::Webhook | ChannelKind::AliyunSms => panic!("no robot"),
    };
    sender(kind, &[("url", &robot.url("/"))], &[(token, TOKEN)]).send(&message(Language::English)).await
}
