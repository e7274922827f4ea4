//! A small MQTT 3.1.1 server for tests: it hears, acknowledges, and cuts connections when told to.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// What the server heard so far.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// Topic and payload of each publish, in order of arrival.
    pub(super) publishes: Vec<(String, Vec<u8>)>,
    /// Connections taken.
    pub(super) connections: usize,
    /// Farewells.
    pub(super) farewells: usize,
}

/// A server that runs until the test ends.
pub(super) struct Server {
    /// Where it listens.
    pub(super) address: SocketAddr,
    heard: Arc<Mutex<Heard>>,
}

impl Server {
    /// Starts one. Its first connections are cut, each at the publish with this number (from 0), which is heard but not
    /// acknowledged.
    pub(super) async fn start(cut_at: Vec<usize>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound socket");
        let heard = Arc::new(Mutex::new(Heard::default()));
        let server = Self { address, heard: Arc::clone(&heard) };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let connection = {
                    let mut heard = lock(&heard);
                    heard.connections += 1;
                    heard.connections - 1
                };
                tokio::spawn(serve(stream, cut_at.get(connection).copied(), Arc::clone(&heard)));
            }
        });
        server
    }

    /// What it heard.
    pub(super) fn heard(&self) -> MutexGuard<'_, Heard> {
        lock(&self.heard)
    }
}

fn lock(heard: &Mutex<Heard>) -> MutexGuard<'_, Heard> {
    heard.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends when the connection does, or when it is cut.
async fn serve(mut stream: TcpStream, cut_at: Option<usize>, heard: Arc<Mutex<Heard>>) -> Option<()> {
    let mut publishes = 0;
    loop {
        let (first, body) = packet(&mut stream).await?;
        match first >> 4 {
            1 => stream.write_all(&[0x20, 2, 0, 0]).await.ok()?,
            8 => stream.write_all(&[0x90, 3, body[0], body[1], 1]).await.ok()?,
            12 => stream.write_all(&[0xD0, 0]).await.ok()?,
            14 => {
                lock(&heard).farewells += 1;
                return None;
            }
            3 => {
                let topic_end = 2 + usize::from(u16::from_be_bytes([body[0], body[1]]));
                let topic = String::from_utf8_lossy(&body[2..topic_end]).into_owned();
                let acknowledged = first & 0b110 != 0;
                let id = acknowledged.then(|| [body[topic_end], body[topic_end + 1]]);
                let payload = body[topic_end + if acknowledged { 2 } else { 0 }..].to_vec();
                let counts = topic.ends_with("/up");
                lock(&heard).publishes.push((topic, payload));
                if counts && cut_at == Some(publishes) {
                    return None;
                }
                publishes += usize::from(counts);
                if let Some([high, low]) = id {
                    stream.write_all(&[0x40, 2, high, low]).await.ok()?;
                }
            }
            other => panic!("a device does not send packets of type {other}"),
        }
    }
}

async fn packet(stream: &mut TcpStream) -> Option<(u8, Vec<u8>)> {
    let first = stream.read_u8().await.ok()?;
    let (mut length, mut shift) = (0_usize, 0);
    loop {
        let byte = stream.read_u8().await.ok()?;
        length |= usize::from(byte & 0x7F) << shift;
        shift += 7;
        if byte & 0x80 == 0 {
            break;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    Some((first, body))
}
