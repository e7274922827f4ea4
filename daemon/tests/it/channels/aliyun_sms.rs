//! Text messages: the request as Aliyun verifies it, and its codes.

use std::time::Duration;

use mcs_core::notice::{ChannelKind, Language};
use mcsd::notify::channel::{Accepted, SendError};
use serde_json::{Value, json};

use super::{
    message,
    provider::{Provider, says},
    sender, verified, wang,
};

const SECRET: &str = "aKeyOfAliyun";

async fn ask(provider: &Provider, language: Language) -> Result<Accepted, SendError> {
    let endpoint = provider.url("");
    let settings = [
        ("endpoint", endpoint.as_str()),
        ("access_key_id", "LTAI5tTest"),
        ("sign_name", "南厂安监"),
        ("template_code", "SMS_154950909"),
    ];
    let mut message = message(language);
    let mut li = wang();
    li.phone = Some("13900139000".into());
    message.to.push(li);
    sender(ChannelKind::AliyunSms, &settings, &[("access_key_secret", SECRET)]).send(&message).await
}

#[tokio::test]
async fn it_hears_a_signed_request_with_device_type_and_value() {
    let aliyun =
        Provider::start([says(200, r#"{"Message":"OK","RequestId":"F655","Code":"OK","BizId":"9006"}"#)]).await;
    assert_eq!(ask(&aliyun, Language::Chinese).await, Ok(Accepted("OK: OK".into())));
    let heard = aliyun.only();
    assert_eq!((heard.method.as_str(), heard.target.split('?').next()), ("POST", Some("/")));
    for (name, value) in [
        ("PhoneNumbers", "13800138000,13900139000"),
        ("SignName", "南厂安监"),
        ("TemplateCode", "SMS_154950909"),
        ("OutId", "01KAJ3Q6ZJ-night.7"),
        ("RegionId", "cn-hangzhou"),
    ] {
        assert_eq!(heard.parameter(name).as_deref(), Some(value), "{name}");
    }
    let parameters: Value = serde_json::from_str(&heard.parameter("TemplateParam").expect("there")).expect("JSON");
    let filled = json!({"device": "3号泵房 A001", "type": "危急 CH4 高高报 A2", "value": "62.0%LEL ≥ 50.0"});
    assert_eq!(parameters, filled);
    assert_eq!((heard.header("x-acs-action"), heard.header("x-acs-version")), ("SendSms", "2017-05-25"));
    assert_eq!(heard.header("host"), aliyun.address.to_string());
    if let Some(told) = verified(&heard.question("acs3", SECRET)) {
        assert_eq!(told, json!({"signed": true, "age_min": 0}), "{told}");
    }
}

#[tokio::test]
async fn its_codes_decide_what_comes_next() {
    let minute = Duration::from_mins(1);
    let limit = r#"{"Code":"isv.BUSINESS_LIMIT_CONTROL","Message":"触发分钟级流控Permits:1"}"#;
    let why = "isv.BUSINESS_LIMIT_CONTROL: 触发分钟级流控Permits:1".to_owned();
    for (status, answer, outcome) in [
        (200, limit, Err(SendError::Throttled { after: minute, why })),
        (
            200,
            r#"{"Code":"isp.SYSTEM_ERROR","Message":"busy"}"#,
            Err(SendError::Failed("isp.SYSTEM_ERROR: busy".into())),
        ),
        (503, r#"{"Code":"ServiceUnavailable","Message":"x"}"#, Err(SendError::Failed("ServiceUnavailable: x".into()))),
        (
            400,
            r#"{"Code":"SignatureDoesNotMatch","Message":"x"}"#,
            Err(SendError::Refused("SignatureDoesNotMatch: x; set access_key_secret again".into())),
        ),
        (
            200,
            r#"{"Code":"isv.AMOUNT_NOT_ENOUGH","Message":"x"}"#,
            Err(SendError::Refused("isv.AMOUNT_NOT_ENOUGH: x; the account has no money left; top it up".into())),
        ),
    ] {
        let aliyun = Provider::start([says(status, answer)]).await;
        assert_eq!(ask(&aliyun, Language::English).await, outcome, "{answer}");
    }
}
