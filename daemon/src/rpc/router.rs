//! Which service a call is for, and the gate before all of them.

use std::{
    collections::HashMap,
    convert::Infallible,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    task::{Context, Poll},
};

use tonic::{
    Status,
    body::Body,
    codegen::{
        Service,
        http::{Request, Response},
    },
    server::NamedService,
};
use tower::{ServiceExt as _, util::BoxCloneService};

use super::caller;

/// Calls since the start. Cheap to clone; all clones count together.
#[derive(Debug, Clone, Default)]
pub struct Calls {
    made: Arc<AtomicU64>,
    denied: Arc<AtomicU64>,
}

impl Calls {
    /// Calls in all.
    pub fn made(&self) -> u64 {
        self.made.load(Relaxed)
    }

    /// Of those, the ones whose caller has no role at all.
    pub fn denied(&self) -> u64 {
        self.denied.load(Relaxed)
    }
}

type Route = BoxCloneService<Request<Body>, Response<Body>, Infallible>;
type Answer = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

/// Sends each call to the service named in its path. Whoever has no role gets nothing at all, not even the contract.
#[derive(Debug, Clone)]
pub(super) struct Router {
    routes: HashMap<&'static str, Route>,
    calls: Calls,
}

impl Router {
    pub(super) fn new(calls: Calls) -> Self {
        Self { routes: HashMap::new(), calls }
    }

    /// Adds a service under its own name.
    pub(super) fn with<S>(mut self, service: S) -> Self
    where
        S: Service<Request<Body>, Response = Response<Body>, Error = Infallible>
            + NamedService
            + Clone
            + Send
            + 'static,
        S::Future: Send + 'static,
    {
        self.routes.insert(S::NAME, BoxCloneService::new(service));
        self
    }

    fn route(&self, request: &mut Request<Body>) -> Result<Route, Status> {
        self.calls.made.fetch_add(1, Relaxed);
        caller::bound(request)?;
        if let Err(denied) = caller::admitted(request.extensions()) {
            self.calls.denied.fetch_add(1, Relaxed);
            return Err(denied);
        }
        let name = request.uri().path().split('/').nth(1).unwrap_or_default();
        self.routes.get(name).cloned().ok_or_else(|| Status::unimplemented(format!("there is no service {name:?}")))
    }
}

impl Service<Request<Body>> for Router {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Answer;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request<Body>) -> Answer {
        match self.route(&mut request) {
            Ok(service) => Box::pin(service.oneshot(request)),
            Err(status) => Box::pin(std::future::ready(Ok(status.into_http()))),
        }
    }
}
