//! An authority of our own, and the certificates it gives, made by openssl as a site would.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::foreign::{available, mosquitto};

/// An authority in a folder.
pub(super) struct Authority {
    folder: PathBuf,
    name: &'static str,
}

/// A certificate with its key.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub(super) cert: PathBuf,
    pub(super) key: PathBuf,
}

/// Whether there are the programs these tests are made with.
pub(super) fn programs() -> bool {
    mosquitto() && available("openssl", Command::new("openssl").arg("version"))
}

fn openssl(folder: &Path, line: &str) {
    let output = Command::new("openssl").current_dir(folder).args(line.split(' ')).output().expect("openssl runs");
    assert!(output.status.success(), "openssl {line}: {}", String::from_utf8_lossy(&output.stderr));
}

impl Authority {
    /// A fresh one.
    pub(super) fn new(folder: &Path, name: &'static str) -> Self {
        let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
        openssl(folder, &format!("req -x509 {key} -keyout {name}.key -out {name}.pem -days 3650 -subj /CN={name}"));
        Self { folder: folder.into(), name }
    }

    /// Its own certificate.
    pub(super) fn cert(&self) -> PathBuf {
        self.folder.join(format!("{}.pem", self.name))
    }

    /// A certificate for this machine that is good for so many days.
    pub(super) fn issue(&self, name: &str, days: u32) -> Pair {
        let (folder, ca) = (&self.folder, self.name);
        fs::write(folder.join("san"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n").expect("a file");
        let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
        openssl(folder, &format!("req {key} -keyout {name}.key -out {name}.csr -subj /CN={name}"));
        let by = format!("-CA {ca}.pem -CAkey {ca}.key -CAcreateserial");
        openssl(folder, &format!("x509 -req -in {name}.csr {by} -out {name}.pem -days {days} -extfile san"));
        Pair { cert: folder.join(format!("{name}.pem")), key: folder.join(format!("{name}.key")) }
    }
}

impl Pair {
    /// Copies it to where the daemon looks.
    pub(super) fn put(&self, data: &Path) {
        fs::copy(&self.cert, data.join("server.pem")).expect("a copy");
        fs::copy(&self.key, data.join("server.key")).expect("a copy");
    }

    /// Its fingerprint, as the daemon writes it.
    pub(super) fn fingerprint(&self) -> String {
        let args = ["x509", "-noout", "-fingerprint", "-sha256", "-in"];
        let output = Command::new("openssl").args(args).arg(&self.cert).output().expect("openssl runs");
        fingerprint(&output.stdout)
    }
}

/// What follows `=` in what openssl says, without colons.
pub(super) fn fingerprint(said: &[u8]) -> String {
    let said = String::from_utf8_lossy(said);
    said.trim().rsplit('=').next().unwrap_or_default().replace(':', "")
}
