//! What is known of a certificate once it is loaded.

use mcs_core::time::{Span, Timestamp};
use rustls::pki_types::CertificateDer;
use sha2::{Digest as _, Sha256};

use super::expiry::not_after;

const DAY: Span = Span::hours(24);

/// A certificate, as people tell one from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// SHA-256 of it in hexadecimal digits, as `openssl x509 -fingerprint -sha256` writes it, without the colons.
    pub fingerprint: String,
    /// When it ends; `None` if it does not say so in a way that is understood.
    pub ends: Option<Timestamp>,
}

impl Certificate {
    /// Of these bytes.
    pub fn new(der: &CertificateDer<'_>) -> Self {
        use std::fmt::Write as _;
        let fingerprint = Sha256::digest(der).iter().fold(String::with_capacity(64), |mut text, byte| {
            write!(text, "{byte:02X}").expect("writing to a string cannot fail");
            text
        });
        Self { fingerprint, ends: not_after(der) }
    }

    /// Whether it is over.
    pub fn expired(&self, now: Timestamp) -> bool {
        self.ends.is_some_and(|ends| ends <= now)
    }

    /// Whole days until it ends; 0 when it is over.
    pub fn days_left(&self, now: Timestamp) -> Option<i64> {
        let left = self.ends?.as_micros().saturating_sub(now.as_micros());
        Some(left.max(0) / DAY.as_micros())
    }

    /// The day it ends, in UTC.
    pub fn end_day(&self) -> String {
        self.ends.map(|ends| ends.to_string().chars().take(10).collect()).unwrap_or_default()
    }
}
