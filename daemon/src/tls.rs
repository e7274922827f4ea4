//! TLS for whoever connects to somebody: from ring, for the whole process.

use std::sync::Once;

/// Makes ring provide the process's cryptography; who asks first installs it.
pub(crate) fn provide() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        // Another one that is there already does as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}
