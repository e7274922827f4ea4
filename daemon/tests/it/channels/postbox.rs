//! A mail server of others, aiosmtpd, with a certificate of an authority made for the test.

use std::{
    io::{BufRead as _, BufReader, Lines},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

use crate::foreign::available;

/// What it demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    StartTls,
    Tls,
    /// Neither TLS nor a login.
    Plain,
}

/// A running server.
pub(super) struct Postbox {
    child: Child,
    told: Lines<BufReader<ChildStdout>>,
    pub(super) port: u16,
    dir: TempDir,
}

impl Postbox {
    /// Starts it where it is installed.
    pub(super) fn start(mode: Mode) -> Option<Self> {
        let probe = "import aiosmtpd.smtp";
        if !available("aiosmtpd of Python", Command::new("python3").args(["-c", probe]))
            || !available("openssl", Command::new("openssl").arg("version"))
        {
            return None;
        }
        let dir = TempDir::new().expect("a temporary directory");
        let mut server = Command::new("python3");
        server.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/foreign/mail.py"));
        match mode {
            Mode::Plain => server.arg("plain"),
            Mode::StartTls | Mode::Tls => {
                certify(dir.path());
                let mode = if mode == Mode::Tls { "tls" } else { "starttls" };
                server.arg(mode).arg(dir.path().join("cert.pem")).arg(dir.path().join("key.pem"))
            }
        };
        let mut child = server.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("python3 starts");
        let mut told = BufReader::new(child.stdout.take().expect("piped")).lines();
        let first = told.next().expect("it listens").expect("text");
        let first: Value = serde_json::from_str(&first).expect("JSON");
        let port = first["port"].as_u64().and_then(|port| u16::try_from(port).ok()).expect("a port");
        Some(Self { child, told, port, dir })
    }

    /// The authority its certificate is of.
    pub(super) fn authority(&self) -> PathBuf {
        self.dir.path().join("ca.pem")
    }

    /// The next mail it took. It tells of one before it says that it has it.
    pub(super) fn mail(&mut self) -> Value {
        let line = self.told.next().expect("a mail").expect("text");
        serde_json::from_str(&line).expect("JSON")
    }

    /// Ends it; every mail it took and nobody asked for.
    pub(super) fn rest(mut self) -> Vec<String> {
        self.child.kill().expect("it runs");
        std::iter::from_fn(|| self.told.next()?.ok()).collect()
    }
}

impl Drop for Postbox {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An authority, and a certificate of it for localhost.
fn certify(dir: &Path) {
    std::fs::write(dir.join("san"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n").expect("written");
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-batch"];
    let authority = ["-x509", "-days", "2", "-subj", "/CN=An authority for tests"];
    openssl(dir, &[&["req"], key.as_slice(), &authority, &["-keyout", "ca.key", "-out", "ca.pem"]].concat());
    let request = ["-subj", "/CN=localhost", "-keyout", "key.pem", "-out", "request.pem"];
    openssl(dir, &[&["req"], key.as_slice(), &request].concat());
    let signed = ["-in", "request.pem", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2"];
    openssl(dir, &[&["x509", "-req"], signed.as_slice(), &["-extfile", "san", "-out", "cert.pem"]].concat());
}

fn openssl(dir: &Path, args: &[&str]) {
    let output = Command::new("openssl").args(args).current_dir(dir).output().expect("openssl runs");
    assert!(output.status.success(), "openssl {args:?}: {}", String::from_utf8_lossy(&output.stderr));
}
