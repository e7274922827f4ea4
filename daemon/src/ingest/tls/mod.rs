//! What the endpoint shows its peers under TLS: a certificate that is swapped while connections live on. Knows nothing
//! of MQTT.

mod certificate;

mod error;

mod expiry;

mod files;

mod live;

pub use certificate::Certificate;
pub use error::TlsError;
pub use files::TlsFiles;
pub use live::{Reload, Tls};
