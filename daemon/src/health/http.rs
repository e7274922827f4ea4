//! HTTP/1 on loopback: `GET /health` and `GET /metrics`, nothing else, no login.

use std::{convert::Infallible, io, net::SocketAddr, sync::Arc, time::Duration};

use http_body_util::Full;
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header::{ALLOW, CONTENT_TYPE},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use prometheus_client::registry::Registry;
use tokio::{net::TcpListener, sync::Semaphore};

use super::{Board, metrics};

/// Connections served at once; a few watchers is all there should be.
const CONNECTIONS: usize = 16;
/// A connection that has not sent its request by then is closed.
const HEADER_DEADLINE: Duration = Duration::from_secs(5);
/// Wait after a failed accept, so that a lack of file descriptors does not spin.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Why the HTTP listener cannot serve.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// The address is taken or not ours.
    #[error("cannot listen on http {address}")]
    Bind {
        /// The address.
        address: SocketAddr,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// It could be reached from other machines, and there is no login.
    #[error("http {address} is not a loopback address")]
    NotLoopback {
        /// The address.
        address: SocketAddr,
    },
}

/// What is served.
#[derive(Debug)]
struct Pages {
    board: Board,
    registry: Registry,
}

/// Serves until `shutdown` completes. Returns the bound address at once and the server as a future to be spawned.
pub async fn serve(
    address: SocketAddr,
    board: Board,
    registry: Registry,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(SocketAddr, impl Future<Output = ()> + Send + 'static), HttpError> {
    if !address.ip().is_loopback() {
        return Err(HttpError::NotLoopback { address });
    }
    let bind = |source| HttpError::Bind { address, source };
    let listener = TcpListener::bind(address).await.map_err(bind)?;
    let bound = listener.local_addr().map_err(bind)?;
    let pages = Arc::new(Pages { board, registry });
    let server = async move {
        tokio::select! {
            () = accept(listener, pages) => {}
            () = shutdown => {}
        }
    };
    Ok((bound, server))
}

async fn accept(listener: TcpListener, pages: Arc<Pages>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    while let Ok(place) = Arc::clone(&places).acquire_owned().await {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(%error, "cannot accept an http connection");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        let pages = Arc::clone(&pages);
        tokio::spawn(async move {
            let service = service_fn(move |request| {
                let response = pages.answer(&request);
                async move { Ok::<_, Infallible>(response) }
            });
            let served = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEADER_DEADLINE)
                .serve_connection(TokioIo::new(stream), service)
                .await;
            if let Err(error) = served {
                tracing::debug!(%error, "an http connection ended early");
            }
            drop(place);
        });
    }
}

impl Pages {
    fn answer(&self, request: &Request<Incoming>) -> Response<Full<Bytes>> {
        if request.method() != Method::GET && request.method() != Method::HEAD {
            let mut refused = page(StatusCode::METHOD_NOT_ALLOWED, TEXT, "only GET\n".to_owned());
            refused.headers_mut().insert(ALLOW, hyper::header::HeaderValue::from_static("GET, HEAD"));
            return refused;
        }
        match request.uri().path() {
            "/health" => self.health(),
            "/metrics" => self.metrics(),
            _ => page(StatusCode::NOT_FOUND, TEXT, "there are /health and /metrics\n".to_owned()),
        }
    }

    fn health(&self) -> Response<Full<Bytes>> {
        let (report, works) = self.board.report();
        let status = if works { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
        match serde_json::to_string(&report) {
            Ok(json) => page(status, "application/json", json + "\n"),
            Err(error) => page(StatusCode::INTERNAL_SERVER_ERROR, TEXT, format!("{error}\n")),
        }
    }

    fn metrics(&self) -> Response<Full<Bytes>> {
        match metrics::encode(&self.registry) {
            Ok(text) => page(StatusCode::OK, OPEN_METRICS, text),
            Err(error) => page(StatusCode::INTERNAL_SERVER_ERROR, TEXT, format!("{error}\n")),
        }
    }
}

const TEXT: &str = "text/plain; charset=utf-8";
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

fn page(status: StatusCode, kind: &'static str, body: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, hyper::header::HeaderValue::from_static(kind));
    response
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::TcpStream,
    };

    use super::*;
    use crate::health::{Check, Component, Probe};

    async fn get(address: SocketAddr, request: &str) -> String {
        let mut stream = TcpStream::connect(address).await.expect("the server to listen");
        let request = format!("{request} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.expect("the request to leave");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("an answer");
        answer
    }

    async fn start(check: Check) -> SocketAddr {
        let board = Board::new(vec![Component::new("store", move || check.clone())]);
        let registry = crate::health::registry(vec![Probe::counter("readings", "Readings heard", || 0)]);
        let any_port = SocketAddr::from(([127, 0, 0, 1], 0));
        let (address, server) = serve(any_port, board, registry, std::future::pending()).await.expect("to listen");
        tokio::spawn(server);
        address
    }

    #[tokio::test]
    async fn health_is_json_and_200_while_everything_works() {
        let answer = get(start(Check::Ok).await, "GET /health").await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        let body = r#"{"status":"ok","components":[{"name":"store","status":"ok"}]}"#;
        assert!(answer.trim_end().ends_with(body), "{answer}");
    }

    #[tokio::test]
    async fn health_is_503_when_something_fails_and_says_why() {
        let answer = get(start(Check::Failing("disk full".into())).await, "GET /health").await;
        assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
        assert!(answer.contains(r#""detail":"disk full""#), "{answer}");
    }

    #[tokio::test]
    async fn metrics_are_text_and_other_pages_and_methods_are_refused() {
        let address = start(Check::Ok).await;
        assert!(get(address, "GET /metrics").await.contains("mcs_readings_total 0"));
        assert!(get(address, "GET /").await.starts_with("HTTP/1.1 404"));
        assert!(get(address, "POST /health").await.starts_with("HTTP/1.1 405"));
    }

    #[tokio::test]
    async fn an_address_others_can_reach_is_refused() {
        let everywhere = SocketAddr::from(([0, 0, 0, 0], 0));
        let refused = serve(everywhere, Board::default(), Registry::default(), std::future::pending()).await;
        assert!(matches!(refused, Err(HttpError::NotLoopback { .. })));
    }
}
