//! The caller of a request, as the connection it came on knows it.

use mcs_core::{alarm::Actor, site::Role};
use tonic::{Request, Status, codegen::http::Extensions};

use super::error::denied;
use crate::access::{Caller, Denied};

/// Whether whoever sent this has any role.
pub(super) fn admitted(extensions: &Extensions) -> Result<(), Status> {
    known(extensions.get()).and_then(Caller::role).map(drop).map_err(|why| denied(&why))
}

/// The caller's role.
pub(super) fn role<T>(request: &Request<T>) -> Result<Role, Status> {
    known(request.extensions().get()).and_then(Caller::role).map_err(|why| denied(&why))
}

/// The caller as the one who does something, if its role reaches.
pub(super) fn require<T>(request: &Request<T>, needs: Role) -> Result<Actor, Status> {
    known(request.extensions().get()).and_then(|caller| caller.require(needs)).map_err(|why| denied(&why))
}

/// Every connection carries its caller; should one not, it is nobody's.
fn known(caller: Option<&Caller>) -> Result<&Caller, Denied> {
    caller.ok_or_else(|| Denied::NoRole { name: "an unknown caller".to_owned() })
}
