//! Text messages by Aliyun: its `SendSms` of 2017-05-25, signed with ACS3-HMAC-SHA256.
//!
//! The template belongs to the site and is approved by Aliyun. It has three variables: `device` (where), `type` (what, and how urgent)
//! and `value` (how much), for example 【签名】${device} 发生 ${type}:${value},请立即处理。
//!
//! One number gets one message a minute, five an hour and so many a day; beyond that it says `isv.BUSINESS_LIMIT_CONTROL`.

use std::{fmt, time::Duration};

use futures_util::future::BoxFuture;
use mcs_core::{
    notice::text::{Letter, Short, short},
    time::Timestamp,
};
use reqwest::Url;
use serde_json::json;

use super::{
    Accepted, ChannelError, Kind, Outgoing, SendError, Sender,
    answer::{Meaning, Shape},
    http,
    setting::{Reader, Secrets, Setting},
    sign,
};
use crate::secret::Secret;

const ACTION: &str = "SendSms";
const VERSION: &str = "2017-05-25";
const REGION: &str = "cn-hangzhou";
const ALGORITHM: &str = "ACS3-HMAC-SHA256";

/// Numbers in one request.
const MOST_NUMBERS: usize = 1_000;
/// The shortest of its limits on messages to a number; which one it was it says in words only.
const PAUSE: Duration = Duration::from_mins(1);

const SHAPE: Shape = Shape { codes: &["Code"], words: &["Message"], yes: "OK" };

/// Its settings.
#[derive(Debug)]
pub(super) struct Config {
    endpoint: Url,
    key_id: String,
    sign_name: String,
    template: String,
}

/// The channel.
pub(super) struct AliyunSms {
    config: Config,
    secret: Secret,
    client: reqwest::Client,
}

impl fmt::Debug for AliyunSms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AliyunSms").field("config", &self.config).finish_non_exhaustive()
    }
}

impl Kind for AliyunSms {
    const KNOWN: (&'static [Setting], &'static [Setting]) = (
        &[
            Setting::required("access_key_id", "the access key's name", "LTAI5t…"),
            Setting::required("sign_name", "the approved signature", "南厂安监"),
            Setting::required(
                "template_code",
                "the approved template, with ${device}, ${type}, ${value}",
                "SMS_154950909",
            ),
            Setting::optional(
                "endpoint",
                "where requests go; Aliyun's own if not set",
                "https://dysmsapi.aliyuncs.com",
            ),
        ],
        &[Setting::required("access_key_secret", "the access key itself", "…")],
    );

    type Config = Config;

    fn read(reader: &mut Reader<'_>) -> Option<Config> {
        let endpoint = reader.address("endpoint", "https://dysmsapi.aliyuncs.com");
        let (key_id, sign_name) = (reader.text("access_key_id"), reader.text("sign_name"));
        let template = reader.text("template_code");
        Some(Config { endpoint: endpoint?, key_id: key_id?, sign_name: sign_name?, template: template? })
    }

    fn open(config: Config, secrets: Secrets<'_>) -> Result<Self, ChannelError> {
        Ok(Self { config, secret: secrets.need("access_key_secret")?, client: http::client()? })
    }
}

impl Sender for AliyunSms {
    fn send<'a>(&'a self, message: &'a Outgoing) -> BoxFuture<'a, Result<Accepted, SendError>> {
        Box::pin(async {
            let query = self.query(message)?;
            let signed = Signed {
                host: &authority(&self.config.endpoint),
                query: &query,
                action: ACTION,
                version: VERSION,
                date: &date(http::now()),
                nonce: &http::nonce()?,
            };
            let mut url = self.config.endpoint.clone();
            url.set_path("/");
            url.set_query(Some(&query));
            let authorization = signed.authorization(&self.config.key_id, self.secret.reveal());
            let request = signed.headers().into_iter().fold(self.client.post(url), |request, (name, value)| {
                // The client sets the host itself, and to the same.
                if name == "host" { request } else { request.header(name, value) }
            });
            let request = request.header("Authorization", authorization);
            http::exchange(request, &[&self.secret]).await?.settle(&SHAPE, meaning)
        })
    }
}

impl AliyunSms {
    /// Parameters by name, encoded, as they are both signed and sent.
    fn query(&self, message: &Outgoing) -> Result<String, SendError> {
        let phones = message.phones();
        if phones.is_empty() {
            return Err(SendError::Refused(
                "nobody of this group has a telephone number; set one with \"mcsctl notify contact set\"".to_owned(),
            ));
        }
        let phones = phones[..phones.len().min(MOST_NUMBERS)].join(",");
        let tz = message.zone();
        let letter = Letter { site: &message.site, tz: &tz, facts: &message.facts, more: message.more };
        let Short { device, what, value } = short(&letter, message.language);
        let parameters = json!({"device": device, "type": what, "value": value}).to_string();
        let mut pairs = [
            ("OutId", message.key.as_str()),
            ("PhoneNumbers", &phones),
            ("RegionId", REGION),
            ("SignName", &self.config.sign_name),
            ("TemplateCode", &self.config.template),
            ("TemplateParam", &parameters),
        ];
        pairs.sort_unstable();
        let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", http::encode(value))).collect();
        Ok(pairs.join("&"))
    }
}

/// What is signed of a request with an empty body.
struct Signed<'a> {
    host: &'a str,
    query: &'a str,
    action: &'a str,
    version: &'a str,
    date: &'a str,
    nonce: &'a str,
}

impl<'a> Signed<'a> {
    /// Headers that are signed, sorted by name.
    fn headers(&self) -> [(&'static str, &'a str); 6] {
        /// The hash of nothing.
        const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        [
            ("host", self.host),
            ("x-acs-action", self.action),
            ("x-acs-content-sha256", EMPTY),
            ("x-acs-date", self.date),
            ("x-acs-signature-nonce", self.nonce),
            ("x-acs-version", self.version),
        ]
    }

    fn authorization(&self, key_id: &str, secret: &str) -> String {
        let headers = self.headers();
        let names = headers.map(|(name, _)| name).join(";");
        let lines: String = headers.iter().flat_map(|(name, value)| [*name, ":", *value, "\n"]).collect();
        let body = headers[2].1;
        let canonical = format!("POST\n/\n{}\n{lines}\n{names}\n{body}", self.query);
        let text = format!("{ALGORITHM}\n{}", sign::hex(&sign::sha256(canonical.as_bytes())));
        let signature = sign::hex(&sign::hmac(secret.as_bytes(), text.as_bytes()));
        format!("{ALGORITHM} Credential={key_id},SignedHeaders={names},Signature={signature}")
    }
}

/// Host and port as the client writes them into `Host`.
fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// `2023-10-26T10:22:32Z`.
fn date(now: Timestamp) -> String {
    http::instant(now).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// What its codes mean.
fn meaning(code: &str, _: &str) -> Meaning {
    match code {
        "OK" => Meaning::Accepted,
        "isv.BUSINESS_LIMIT_CONTROL" | "isv.DAY_LIMIT_CONTROL" | "isv.MONTH_LIMIT_CONTROL" => Meaning::Throttled(PAUSE),
        _ if code.starts_with("Throttling") => Meaning::Throttled(PAUSE),
        "isv.AMOUNT_NOT_ENOUGH" | "isv.OUT_OF_SERVICE" => Meaning::Refused("the account has no money left; top it up"),
        "isv.MOBILE_NUMBER_ILLEGAL" | "isv.MOBILE_COUNT_OVER_LIMIT" => {
            Meaning::Refused("correct the telephone numbers of the group's contacts")
        }
        "isv.TEMPLATE_PARAMS_ILLEGAL" | "isv.TEMPLATE_MISSING_PARAMETERS" | "isv.PARAM_LENGTH_LIMIT" => {
            Meaning::Refused("the template must have ${device}, ${type} and ${value}")
        }
        _ if code.starts_with("isv.") => Meaning::Refused("see sign_name and template_code, and the account"),
        "SignatureDoesNotMatch" | "IncompleteSignature" => Meaning::Refused("set access_key_secret again"),
        "SignatureNonceUsed" | "InvalidTimeStamp.Expired" => Meaning::Failed,
        _ if code.starts_with("InvalidAccessKeyId") || code.starts_with("Forbidden") || code == "NoPermission" => {
            Meaning::Refused("set the access key again; it must be allowed dysms:SendSms")
        }
        _ => Meaning::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example of the published description of this signature.
    #[test]
    fn the_signature_is_that_of_the_published_example() {
        let signed = Signed {
            host: "ecs.cn-shanghai.aliyuncs.com",
            query: "ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai",
            action: "RunInstances",
            version: "2014-05-26",
            date: "2023-10-26T10:22:32Z",
            nonce: "3156853299f313e23d1673dc12e1703d",
        };
        assert_eq!(
            signed.authorization("YourAccessKeyId", "YourAccessKeySecret"),
            "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;\
             x-acs-signature-nonce;x-acs-version,\
             Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
        );
    }

    #[test]
    fn its_codes_are_told_apart() {
        assert_eq!(meaning("OK", "OK"), Meaning::Accepted);
        for code in ["isv.BUSINESS_LIMIT_CONTROL", "Throttling.User"] {
            assert_eq!(meaning(code, ""), Meaning::Throttled(PAUSE), "{code}");
        }
        for code in [
            "isv.SMS_TEMPLATE_ILLEGAL",
            "isv.AMOUNT_NOT_ENOUGH",
            "SignatureDoesNotMatch",
            "InvalidAccessKeyId.NotFound",
        ] {
            assert!(matches!(meaning(code, ""), Meaning::Refused(_)), "{code}");
        }
        for code in ["isp.SYSTEM_ERROR", "isp.RAM_PERMISSION_DENY", "InternalError", "ServiceUnavailable", "?"] {
            assert_eq!(meaning(code, ""), Meaning::Failed, "{code}");
        }
    }

    #[test]
    fn a_date_has_whole_seconds() {
        let at = Timestamp::parse("2023-10-26T10:22:32.987Z").expect("a time");
        assert_eq!(date(at), "2023-10-26T10:22:32Z");
    }
}
