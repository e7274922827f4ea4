//! The caller of a request, as the connection it came on knows it.

use mcs_core::{alarm::Actor, site::Role};
use tonic::{Request, Status};

use super::error::denied;
use crate::access::{Caller, Denied};

/// The caller's role.
pub(super) fn role<T>(request: &Request<T>) -> Result<Role, Status> {
    of(request)?.role().map_err(|why| denied(&why))
}

/// The caller as the one who does something, if its role reaches.
pub(super) fn require<T>(request: &Request<T>, needs: Role) -> Result<Actor, Status> {
    of(request)?.require(needs).map_err(|why| denied(&why))
}

fn of<T>(request: &Request<T>) -> Result<&Caller, Status> {
    // Every connection carries its caller; should one not, it is nobody's.
    request.extensions().get::<Caller>().ok_or_else(|| denied(&Denied::NoRole { name: "an unknown caller".to_owned() }))
}
