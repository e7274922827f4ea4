//! A bad link: it lies between the daemon and the store, and does what it is told.

use std::{
    io::{ErrorKind, Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering::SeqCst},
    },
    thread,
    time::Duration,
};

/// What the link does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Link {
    /// Carries everything.
    Good,
    /// Carries so many bytes towards the store, then breaks and stays broken.
    CutAfter(u64),
    /// Carries so many bytes a second towards the store.
    Slow(u64),
    /// Answers every request itself: status line and body.
    Answers(&'static str, &'static str),
}

/// A bad link that listens.
pub(crate) struct Proxy {
    pub(crate) address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    link: Mutex<Link>,
    /// Bytes carried towards the store since the link was set.
    carried: AtomicU64,
    over: AtomicBool,
}

impl Shared {
    fn link(&self) -> Link {
        self.link.lock().expect("no panic while held").clone()
    }
}

impl Proxy {
    pub(crate) fn to(store: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let shared =
            Arc::new(Shared { link: Mutex::new(Link::Good), carried: AtomicU64::new(0), over: AtomicBool::new(false) });
        let own = Arc::clone(&shared);
        thread::spawn(move || {
            for near in listener.incoming().map_while(Result::ok) {
                if own.over.load(SeqCst) {
                    return;
                }
                let own = Arc::clone(&own);
                thread::spawn(move || carry(&own, near, store));
            }
        });
        Self { address, shared }
    }

    /// From now on it does this.
    pub(crate) fn set(&self, link: Link) {
        *self.shared.link.lock().expect("no panic while held") = link;
        self.shared.carried.store(0, SeqCst);
    }

    /// Bytes carried towards the store since it was set.
    pub(crate) fn carried(&self) -> u64 {
        self.shared.carried.load(SeqCst)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.over.store(true, SeqCst);
        let _ = TcpStream::connect(self.address);
    }
}

fn carry(shared: &Shared, mut near: TcpStream, store: SocketAddr) {
    if let Link::Answers(status, body) = shared.link() {
        answer(&mut near, status, body);
        return;
    }
    let Ok(mut far) = TcpStream::connect(store) else { return };
    let (mut back_from, mut back_to) = (far.try_clone().expect("a socket"), near.try_clone().expect("a socket"));
    thread::spawn(move || {
        let _ = std::io::copy(&mut back_from, &mut back_to);
        let _ = back_to.shutdown(Shutdown::Both);
    });
    let mut buffer = [0; 4096];
    while let Ok(read @ 1..) = near.read(&mut buffer) {
        let before = shared.carried.fetch_add(read as u64, SeqCst);
        let keep = match shared.link() {
            Link::Good => read,
            Link::CutAfter(most) => usize::try_from(most.saturating_sub(before)).unwrap_or(read).min(read),
            Link::Slow(rate) => {
                thread::sleep(Duration::from_secs_f64(read as f64 / rate as f64));
                read
            }
            Link::Answers(..) => 0,
        };
        if far.write_all(&buffer[..keep]).is_err() || keep < read {
            break;
        }
    }
    let _ = far.shutdown(Shutdown::Both);
    let _ = near.shutdown(Shutdown::Both);
}

/// Reads a request whole and answers it.
fn answer(near: &mut TcpStream, status: &str, body: &str) {
    near.set_read_timeout(Some(Duration::from_secs(5))).expect("a timeout");
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    while !complete(&request) {
        match near.read(&mut buffer) {
            Ok(0) => return,
            Ok(read) => request.extend_from_slice(&buffer[..read]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return,
        }
    }
    let text = format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/xml\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    let _ = near.write_all(text.as_bytes());
}

fn complete(request: &[u8]) -> bool {
    let Some(end) = request.windows(4).position(|four| four == b"\r\n\r\n") else { return false };
    let head = String::from_utf8_lossy(&request[..end]).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    request.len() >= end + 4 + length.unwrap_or(0)
}
