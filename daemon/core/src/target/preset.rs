//! What is known of stores that speak S3, so that a person names a preset, a region and a bucket and nothing else.

use serde::{Deserialize, Serialize};

use super::S3;

/// Whose store it is. Each has its own endpoints and its own idea of where the bucket's name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// Cloudflare R2: `https://ACCOUNT.r2.cloudflarestorage.com`, region `auto`
    /// (<https://developers.cloudflare.com/r2/api/s3/api/>).
    R2,
    /// Alibaba Cloud OSS: `https://BUCKET.s3.oss-REGION.aliyuncs.com`; path style is refused
    /// (<https://www.alibabacloud.com/help/en/oss/developer-reference/use-amazon-s3-sdks-to-access-oss>). Accounts opened
    /// since March 2025 reach mainland regions by a domain name of their own only, given as the endpoint.
    Oss,
    /// Tencent Cloud COS: `https://BUCKET.cos.REGION.myqcloud.com`, the bucket with its `-APPID`
    /// (<https://www.tencentcloud.com/document/product/436/32537>); path style is refused for buckets since 2024.
    Cos,
    /// `MinIO` and others on the plant's own network: path style at a given endpoint, region `us-east-1` unless given.
    Minio,
    /// Amazon S3: `https://BUCKET.s3.REGION.amazonaws.com`
    /// (<https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html>).
    Aws,
    /// Anything else that speaks S3, at a given endpoint.
    Custom,
}

impl Preset {
    /// Every preset.
    pub const ALL: [Self; 6] = [Self::R2, Self::Oss, Self::Cos, Self::Minio, Self::Aws, Self::Custom];

    /// As users write and read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::R2 => "r2",
            Self::Oss => "oss",
            Self::Cos => "cos",
            Self::Minio => "minio",
            Self::Aws => "aws",
            Self::Custom => "custom",
        }
    }

    /// Whether the bucket is part of the path where nothing else is said.
    const fn path_style(self) -> bool {
        match self {
            Self::R2 | Self::Minio | Self::Custom => true,
            Self::Oss | Self::Cos | Self::Aws => false,
        }
    }

    /// The region where nothing else is said.
    const fn region(self) -> Option<&'static str> {
        match self {
            Self::R2 => Some("auto"),
            Self::Minio | Self::Custom => Some("us-east-1"),
            Self::Oss | Self::Cos | Self::Aws => None,
        }
    }
}

/// Why a bucket cannot be used as described.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum S3Fault {
    /// Something that the preset needs was not given.
    #[error("{} needs {what}", preset.as_str())]
    Missing {
        /// The preset.
        preset: Preset,
        /// What.
        what: &'static str,
    },
    /// Something that is not what it should be.
    #[error("{what} {given:?} is not valid: {rule}")]
    Invalid {
        /// What.
        what: &'static str,
        /// As given.
        given: String,
        /// What it should be.
        rule: &'static str,
    },
    /// A key would travel readable by everybody on the way.
    #[error("{endpoint} is not encrypted; allow it if it is on a network of your own")]
    PlainHttp {
        /// The endpoint.
        endpoint: String,
    },
}

/// A bucket as a person describes it: what the preset knows can be left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewS3 {
    /// Whose store it is.
    pub preset: Preset,
    /// The account's id, for R2.
    pub account: Option<String>,
    /// The region.
    pub region: Option<String>,
    /// Where requests go, in place of what the preset knows. With virtual-hosted buckets the name of the bucket's own host.
    pub endpoint: Option<String>,
    /// The bucket.
    pub bucket: String,
    /// What every object's name begins with.
    pub prefix: String,
    /// Whether the bucket is part of the path; `None` is what the preset knows.
    pub path_style: Option<bool>,
    /// Whether an endpoint without TLS is all right.
    pub allow_http: bool,
    /// The public half of the key.
    pub access_key_id: String,
}

impl NewS3 {
    /// Fills in what the preset knows, and checks the rest.
    pub fn resolve(self) -> Result<S3, S3Fault> {
        let preset = self.preset;
        let given = |text: Option<String>| text.filter(|text| !text.is_empty());
        let bucket = checked("bucket", self.bucket, is_bucket, "3 to 63 of a-z 0-9 - .")?;
        let region = given(self.region)
            .or_else(|| preset.region().map(str::to_owned))
            .ok_or(S3Fault::Missing { preset, what: "a region, e.g. cn-hangzhou" })?;
        let region = checked("region", region, is_label, "letters, digits and -")?;
        let path_style = self.path_style.unwrap_or_else(|| preset.path_style());
        let endpoint = match given(self.endpoint) {
            Some(endpoint) => endpoint,
            None => endpoint(preset, given(self.account), &region, &bucket, path_style)?,
        };
        let endpoint =
            checked("endpoint", endpoint, is_endpoint, "like https://host or https://host:9000, without a path")?;
        if endpoint.starts_with("http://") && !self.allow_http {
            return Err(S3Fault::PlainHttp { endpoint });
        }
        let prefix = self.prefix.trim_matches('/').to_owned();
        let prefix = checked("prefix", prefix, is_prefix, "parts of A-Z a-z 0-9 _ - . between single /")?;
        let rule = "at least 3 characters without spaces";
        let access_key_id = checked("access key id", self.access_key_id, is_key_id, rule)?;
        Ok(S3 { preset, endpoint, region, bucket, prefix, path_style, access_key_id })
    }
}

/// Where the preset's requests go.
fn endpoint(
    preset: Preset,
    account: Option<String>,
    region: &str,
    bucket: &str,
    path_style: bool,
) -> Result<String, S3Fault> {
    let host = match preset {
        Preset::R2 => {
            let account = account.ok_or(S3Fault::Missing { preset, what: "the account's id" })?;
            format!("{}.r2.cloudflarestorage.com", checked("account", account, is_label, "letters, digits and -")?)
        }
        Preset::Oss => format!("s3.oss-{region}.aliyuncs.com"),
        Preset::Cos => format!("cos.{region}.myqcloud.com"),
        Preset::Aws => format!("s3.{region}.amazonaws.com"),
        Preset::Minio | Preset::Custom => {
            return Err(S3Fault::Missing { preset, what: "an endpoint, e.g. https://minio.plant.example:9000" });
        }
    };
    Ok(if path_style { format!("https://{host}") } else { format!("https://{bucket}.{host}") })
}

fn checked(what: &'static str, given: String, good: fn(&str) -> bool, rule: &'static str) -> Result<String, S3Fault> {
    if good(&given) { Ok(given) } else { Err(S3Fault::Invalid { what, given, rule }) }
}

fn is_bucket(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.';
    (3..=63).contains(&text.len()) && text.bytes().all(plain)
}

fn is_label(text: &str) -> bool {
    !text.is_empty() && text.len() <= 63 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

fn is_endpoint(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b':' | b'[' | b']');
    rest.is_some_and(|host| !host.is_empty() && host.len() <= 253 && host.bytes().all(plain))
}

fn is_prefix(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
    let part = |part: &str| !part.is_empty() && part != "." && part != ".." && part.bytes().all(plain);
    text.is_empty() || text.len() <= 200 && text.split('/').all(part)
}

fn is_key_id(text: &str) -> bool {
    (3..=128).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(preset: Preset) -> NewS3 {
        NewS3 {
            preset,
            account: None,
            region: None,
            endpoint: None,
            bucket: "plant-7".into(),
            prefix: String::new(),
            path_style: None,
            allow_http: false,
            access_key_id: "AKIA".into(),
        }
    }

    fn of(preset: Preset, region: &str) -> S3 {
        NewS3 { region: Some(region.into()), ..new(preset) }.resolve().expect("enough is said")
    }

    #[test]
    fn each_preset_knows_its_endpoint_its_region_and_where_the_bucket_stands() {
        let r2 = NewS3 { account: Some("0a1b".into()), ..new(Preset::R2) }.resolve().expect("enough is said");
        assert_eq!(
            (&*r2.endpoint, &*r2.region, r2.path_style),
            ("https://0a1b.r2.cloudflarestorage.com", "auto", true)
        );
        let oss = of(Preset::Oss, "cn-hangzhou");
        assert_eq!((&*oss.endpoint, oss.path_style), ("https://plant-7.s3.oss-cn-hangzhou.aliyuncs.com", false));
        let cos = of(Preset::Cos, "ap-guangzhou");
        assert_eq!((&*cos.endpoint, cos.path_style), ("https://plant-7.cos.ap-guangzhou.myqcloud.com", false));
        assert_eq!(of(Preset::Aws, "eu-central-1").endpoint, "https://plant-7.s3.eu-central-1.amazonaws.com");
        let minio = NewS3 { endpoint: Some("https://10.0.0.5:9000".into()), ..new(Preset::Minio) };
        let minio = minio.resolve().expect("enough is said");
        assert_eq!((&*minio.endpoint, &*minio.region, minio.path_style), ("https://10.0.0.5:9000", "us-east-1", true));
    }

    #[test]
    fn what_a_preset_cannot_know_is_asked_for() {
        for (preset, what) in [
            (Preset::R2, "the account's id"),
            (Preset::Oss, "a region, e.g. cn-hangzhou"),
            (Preset::Cos, "a region, e.g. cn-hangzhou"),
            (Preset::Minio, "an endpoint, e.g. https://minio.plant.example:9000"),
        ] {
            assert_eq!(new(preset).resolve(), Err(S3Fault::Missing { preset, what }));
        }
    }

    #[test]
    fn a_key_does_not_travel_in_clear_unless_it_is_allowed() {
        let plain = NewS3 { endpoint: Some("http://10.0.0.5:9000".into()), ..new(Preset::Minio) };
        assert!(matches!(plain.clone().resolve(), Err(S3Fault::PlainHttp { .. })));
        assert!(NewS3 { allow_http: true, ..plain }.resolve().expect("it is allowed").plain_http());
    }

    #[test]
    fn names_that_could_lead_elsewhere_are_refused() {
        for bucket in ["ab", "Plant", "a/b", "a b", "plant?x"] {
            assert!(NewS3 { bucket: bucket.into(), account: Some("a".into()), ..new(Preset::R2) }.resolve().is_err());
        }
        for prefix in ["../x", "a//b", "a b", "x/../y"] {
            let new = NewS3 { prefix: prefix.into(), account: Some("a".into()), ..new(Preset::R2) };
            assert!(new.resolve().is_err(), "{prefix}");
        }
        for endpoint in ["ftp://x", "https://", "https://x/y", "minio:9000", "https://u:p@x"] {
            let new = NewS3 { endpoint: Some(endpoint.into()), ..new(Preset::Custom) };
            assert!(new.resolve().is_err(), "{endpoint}");
        }
    }
}
