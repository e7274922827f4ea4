//! A server that speaks S3, of others: moto.

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    process::{Child, Command, Stdio},
};

use crate::{daemon::eventually, foreign::available};

pub(crate) const BUCKET: &str = "plant-7";

/// A signature of the right shape.
const SIGNED: &str =
    "AWS4-HMAC-SHA256 Credential=AKIA/20261121/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00";

/// A running server with one empty bucket.
pub(crate) struct Moto {
    child: Child,
    pub(crate) address: SocketAddr,
}

impl Moto {
    /// Starts it where it is installed.
    pub(crate) fn start() -> Option<Self> {
        if !available("moto[s3,server] of Python", Command::new("python3").args(["-c", "import moto.server"])) {
            return None;
        }
        let address = {
            let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
            free.local_addr().expect("an address")
        };
        let child = Command::new("python3")
            .args(["-m", "moto.server", "-H", "127.0.0.1", "-p", &address.port().to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("moto starts");
        let moto = Self { child, address };
        eventually("moto listens", || TcpStream::connect(address).ok());
        assert!(moto.ask("PUT", &format!("/{BUCKET}"), b"").starts_with(b"HTTP/1.1 200"), "a bucket is made");
        Some(moto)
    }

    /// One request past the daemon; the whole answer. Signatures are not looked at, but must be there.
    pub(crate) fn ask(&self, method: &str, path: &str, body: &[u8]) -> Vec<u8> {
        let mut stream = TcpStream::connect(self.address).expect("moto listens");
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: {SIGNED}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            self.address,
            body.len()
        );
        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)).expect("moto reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("moto answers");
        answer
    }

    /// The bytes of an object.
    pub(crate) fn object(&self, name: &str) -> Vec<u8> {
        let answer = self.ask("GET", &format!("/{BUCKET}/{name}"), b"");
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        assert!(answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer[..end]));
        answer[end + 4..].to_vec()
    }

    /// The names of every object.
    pub(crate) fn objects(&self) -> Vec<String> {
        let listing = String::from_utf8(self.ask("GET", &format!("/{BUCKET}?list-type=2"), b"")).expect("XML");
        let keys = listing.split("<Key>").skip(1);
        keys.map(|rest| rest.split("</Key>").next().expect("closed").to_owned()).collect()
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
