//! From what a store or the network answered to a sentence a person can act on.

use mcs_core::target::Fault;

use super::error::chain;

/// What an answer holds, what it means, and what to do. The first that fits counts: the stores' own codes come before the
/// HTTP status, which says less.
const KNOWN: &[(&[&str], &str, &str)] = &[
    (
        &["RequestTimeTooSkewed"],
        "this machine's clock and the store's are too far apart",
        "set this machine's clock: run a time service such as chrony",
    ),
    (
        &["InvalidAccessKeyId"],
        "the store does not know the access key id",
        "check the access key id, and that it belongs to this store and region",
    ),
    (
        &["SignatureDoesNotMatch"],
        "the secret key does not fit the access key id",
        "set the target again with the right secret key; check the region, too",
    ),
    (&["NoSuchBucket"], "there is no such bucket", "make the bucket, or check its name, region and account"),
    (
        &["SecondLevelDomainForbidden", "PathStyleDomainForbidden"],
        "the store wants the bucket's name in the host's name",
        "set the target without --path-style",
    ),
    (
        &["AuthorizationHeaderMalformed", "BareRedirect", "PermanentRedirect", "without LOCATION"],
        "the bucket is in another region or at another endpoint",
        "check region and endpoint",
    ),
    (
        &["AccessDenied", "403 Forbidden", "401 Unauthorized"],
        "the key may not do this",
        "let the key read, write and delete objects of this bucket",
    ),
    (&["SlowDown", "429 Too Many", "503 Service"], "the store is busy", "it is tried again; nothing needs to be done"),
    (
        &["500 Internal", "502 Bad", "504 Gateway", "InternalError"],
        "the store has a fault of its own",
        "it is tried again; see the store's own state if it goes on",
    ),
    (
        &["dns error", "failed to lookup address", "Name or service not known"],
        "the host's name cannot be resolved",
        "check the endpoint, and this machine's DNS and network",
    ),
    (
        &["CertExpired", "certificate expired", "NotValidYet", "not valid yet"],
        "the certificate is not valid at this time",
        "check this machine's clock; if it is right, the store needs a new certificate",
    ),
    (
        &["UnknownIssuer", "invalid peer certificate", "InvalidCertificate"],
        "the store's certificate is not trusted here",
        "install the CA that issued it on this machine (update-ca-certificates), and check the endpoint's name",
    ),
    (
        &["InvalidContentType", "corrupt message", "InvalidMessage", "HandshakeFailure", "wrong version number"],
        "the other side does not speak TLS",
        "check the port; for a store without TLS on your own network use http:// and --allow-http",
    ),
    (
        &["Connection refused", "connection refused"],
        "nobody listens at the endpoint",
        "check host and port, and that the store runs",
    ),
    (
        &["operation timed out", "timed out", "deadline has elapsed"],
        "no answer in time",
        "check the link and whether a firewall lets this machine out",
    ),
    (
        &["unreachable", "Network is down"],
        "the network does not reach the store",
        "check this machine's network and its way out",
    ),
    (
        &[
            "connection closed",
            "Connection reset",
            "connection reset",
            "Broken pipe",
            "error sending request",
            "IncompleteMessage",
        ],
        "the connection broke off",
        "it is tried again; check the link if it goes on",
    ),
    (&["No space left", "os error 28", "QuotaExceeded", "quota"], "there is no room left", "make room at the target"),
    (
        &["Permission denied", "os error 13", "Read-only file system", "os error 30"],
        "the folder cannot be written to",
        "let the daemon's user write to it, and see that it is not mounted read-only",
    ),
];

/// What is wrong, and what to do.
pub(super) fn diagnose(error: &object_store::Error) -> Fault {
    let text = chain(error);
    for (signs, message, advice) in KNOWN {
        if signs.iter().any(|sign| text.contains(sign)) {
            return Fault { message: format!("{message} ({})", short(&text)), advice: (*advice).to_owned() };
        }
    }
    Fault { message: short(&text), advice: "see what the store says; it is tried again".to_owned() }
}

/// The answer itself, in one line that fits a screen. Neither URL nor body of a request holds a secret: signatures travel in
/// headers.
fn short(text: &str) -> String {
    const LONGEST: usize = 300;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST { line } else { line.chars().take(LONGEST).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        diagnose(&object_store::Error::Generic { store: "S3", source: text.into() }).message
    }

    #[test]
    fn what_the_store_says_itself_counts_before_the_status_it_says_it_with() {
        let skewed = "Server returned non-2xx status code: 403 Forbidden: <Code>RequestTimeTooSkewed</Code>";
        assert!(said(skewed).starts_with("this machine's clock"));
        assert!(said("403 Forbidden: <Code>SignatureDoesNotMatch</Code>").starts_with("the secret key does not fit"));
        assert!(said("403 Forbidden").starts_with("the key may not do this"));
        assert!(said("404 Not Found: <Code>NoSuchBucket</Code>").starts_with("there is no such bucket"));
    }

    #[test]
    fn what_nobody_foresaw_is_told_as_it_is_in_one_short_line() {
        let long = format!("odd\n{}", "x".repeat(2_000));
        let said = said(&long);
        assert!(said.contains("odd x") && said.chars().count() < 400, "{said}");
    }
}
