//! A telephone: an HTTP server that writes down what it is sent, and answers what the test wants.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::daemon::DEADLINE;

/// What the telephone answers.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) status: &'static str,
    pub(super) head: &'static str,
    pub(super) body: &'static str,
}

impl Answer {
    pub(super) const fn with(status: &'static str, body: &'static str) -> Self {
        Self { status, head: "", body }
    }
}

/// The word for *I have it* that satisfies robots and programs alike.
pub(super) const YES: Answer = Answer::with("200 OK", r#"{"errcode":0,"errmsg":"ok"}"#);

/// One request.
#[derive(Debug, Clone)]
pub(super) struct Call {
    pub(super) at: Instant,
    pub(super) body: Vec<u8>,
    pub(super) json: Value,
    /// Whether the telephone said that it has it.
    pub(super) accepted: bool,
}

impl Call {
    /// The key of the message.
    pub(super) fn key(&self) -> &str {
        self.json["event_id"].as_str().unwrap_or_default()
    }

    /// What it tells of.
    pub(super) fn alarms(&self) -> &[Value] {
        self.json["alarms"].as_array().map_or(&[], Vec::as_slice)
    }

    /// Whether it tells of this, of this device.
    pub(super) fn says(&self, kind: &str, sn: &str) -> bool {
        self.alarms().iter().any(|alarm| alarm["kind"] == kind && alarm["sn"] == sn)
    }
}

type Decide = Box<dyn FnMut(usize, &Value) -> Answer + Send>;

struct Shared {
    calls: Mutex<Vec<Call>>,
    came: Condvar,
    decide: Mutex<Decide>,
    over: AtomicBool,
}

/// A telephone that listens.
pub(super) struct Phone {
    pub(super) address: SocketAddr,
    shared: Arc<Shared>,
}

impl Phone {
    /// One that accepts everything.
    pub(super) fn new() -> Self {
        Self::answering(|_, _| YES)
    }

    /// One that answers as the test wants: asked with the number of the call, from 0, and its body.
    pub(super) fn answering(decide: impl FnMut(usize, &Value) -> Answer + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Shared {
            calls: Mutex::default(),
            came: Condvar::new(),
            decide: Mutex::new(Box::new(decide)),
            over: AtomicBool::new(false),
        });
        let own = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if own.over.load(SeqCst) {
                    return;
                }
                let own = Arc::clone(&own);
                // A caller that is killed in the middle is nobody's fault.
                thread::spawn(move || own.hear(stream));
            }
        });
        Self { address, shared }
    }

    /// Answers otherwise from now on.
    pub(super) fn answer(&self, decide: impl FnMut(usize, &Value) -> Answer + Send + 'static) {
        *self.shared.decide.lock().expect("no panic while held") = Box::new(decide);
    }

    /// Where a channel sends.
    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Everything it was sent.
    pub(super) fn calls(&self) -> Vec<Call> {
        self.shared.calls.lock().expect("no panic while held").clone()
    }

    /// Waits for a call like this.
    pub(super) fn wait(&self, what: &str, like: impl Fn(&Call) -> bool) -> Call {
        self.wait_within(DEADLINE, what, like)
    }

    /// The same, with a patience of its own.
    pub(super) fn wait_within(&self, patience: Duration, what: &str, like: impl Fn(&Call) -> bool) -> Call {
        let until = Instant::now() + patience;
        let mut calls = self.shared.calls.lock().expect("no panic while held");
        loop {
            if let Some(call) = calls.iter().find(|call| like(call)) {
                return call.clone();
            }
            let left = until.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "never: {what}; it was sent {calls:#?}");
            calls = self.shared.came.wait_timeout(calls, left).expect("no panic while held").0;
        }
    }
}

impl Shared {
    fn hear(&self, mut stream: TcpStream) -> Option<()> {
        let mut reader = BufReader::new(stream.try_clone().ok()?);
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let mut length = 0;
        loop {
            let mut head = String::new();
            reader.read_line(&mut head).ok()?;
            let head = head.trim_end().to_ascii_lowercase();
            if head.is_empty() {
                break;
            }
            if let Some(value) = head.strip_prefix("content-length:") {
                length = value.trim().parse().ok()?;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        let json = serde_json::from_slice(&body).unwrap_or(Value::Null);
        let answer = {
            let mut calls = self.calls.lock().expect("no panic while held");
            let answer = (self.decide.lock().expect("no panic while held"))(calls.len(), &json);
            let accepted = answer.status.starts_with("200") && !answer.body.contains(r#""errcode":1"#);
            calls.push(Call { at: Instant::now(), body, json, accepted });
            answer
        };
        self.came.notify_all();
        let Answer { status, head, body } = answer;
        let reply =
            format!("HTTP/1.1 {status}\r\n{head}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
        stream.write_all(reply.as_bytes()).ok()
    }
}

impl Drop for Phone {
    fn drop(&mut self) {
        self.shared.over.store(true, SeqCst);
        let _ = TcpStream::connect(self.address);
    }
}
