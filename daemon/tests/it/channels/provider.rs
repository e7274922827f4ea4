//! A provider: an HTTP server that answers what it is told to, and keeps what it heard.

use std::{
    collections::VecDeque,
    convert::Infallible,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use http_body_util::{BodyExt as _, Full};
use hyper::{
    Request, Response,
    body::{Bytes, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpListener;

/// What it answers: status, headers, body. In a body `ECHO` stands for the request's whole address.
#[derive(Debug, Clone)]
pub(super) struct Says(u16, Vec<(&'static str, &'static str)>, String);

pub(super) fn says(status: u16, body: &str) -> Says {
    Says(status, Vec::new(), body.to_owned())
}

impl Says {
    pub(super) fn with(mut self, header: &'static str, value: &'static str) -> Self {
        self.1.push((header, value));
        self
    }
}

/// What it heard.
#[derive(Debug, Clone)]
pub(super) struct Heard {
    pub(super) method: String,
    /// Path and query.
    pub(super) target: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Heard {
    pub(super) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(header, _)| header == name);
        found.map_or_else(|| panic!("no {name} in {:?}", self.headers), |(_, value)| value.as_str())
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// A parameter of the query, decoded.
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        let (_, query) = self.target.split_once('?')?;
        let pair = query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")))?;
        Some(percent_encoding::percent_decode_str(pair).decode_utf8().expect("UTF-8").into_owned())
    }

    /// As the verifying program wants it.
    pub(super) fn question(&self, kind: &str, secret: &str) -> Value {
        serde_json::json!({
            "kind": kind, "secret": secret, "method": self.method, "target": self.target,
            "headers": self.headers.iter().cloned().collect::<std::collections::BTreeMap<_, _>>(),
            "body": String::from_utf8(self.body.clone()).expect("UTF-8"),
        })
    }
}

/// The server.
pub(super) struct Provider {
    pub(super) address: SocketAddr,
    heard: Arc<Mutex<Vec<Heard>>>,
}

impl Provider {
    /// Gives these answers in turn, and the last one from then on.
    pub(super) async fn start(answers: impl IntoIterator<Item = Says>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let heard = Arc::new(Mutex::new(Vec::new()));
        let answers = Arc::new(Mutex::new(answers.into_iter().collect::<VecDeque<Says>>()));
        let kept = Arc::clone(&heard);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (answers, kept) = (Arc::clone(&answers), Arc::clone(&kept));
                let service = service_fn(move |request| answer(request, Arc::clone(&answers), Arc::clone(&kept)));
                tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
            }
        });
        Self { address, heard }
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Everything heard so far.
    pub(super) fn heard(&self) -> Vec<Heard> {
        self.heard.lock().expect("nobody panicked").clone()
    }

    /// The only request.
    pub(super) fn only(&self) -> Heard {
        let heard = self.heard();
        assert_eq!(heard.len(), 1, "{heard:?}");
        heard[0].clone()
    }
}

async fn answer(
    request: Request<Incoming>,
    answers: Arc<Mutex<VecDeque<Says>>>,
    kept: Arc<Mutex<Vec<Heard>>>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let method = request.method().to_string();
    let target = request.uri().to_string();
    let headers = request.headers().iter();
    let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().expect("ASCII").to_owned())).collect();
    let body = request.into_body().collect().await.expect("a whole body").to_bytes().to_vec();
    kept.lock().expect("nobody panicked").push(Heard { method, target: target.clone(), headers, body });
    let Says(status, headers, body) = {
        let mut answers = answers.lock().expect("nobody panicked");
        let next = answers.pop_front().expect("an answer");
        if answers.is_empty() {
            answers.push_back(next.clone());
        }
        next
    };
    let response =
        headers.into_iter().fold(Response::builder().status(status), |r, (name, value)| r.header(name, value));
    Ok(response.body(Full::from(body.replace("ECHO", &target))).expect("a response"))
}
