//! The caller of a request, as the connection it came on knows it.

use mcs_core::{alarm::Actor, site::Role};
use mcs_proto::{
    ROLE_AT_MOST,
    error::{ErrorKind, status},
};
use tonic::{
    Request, Status,
    codegen::http::{self, Extensions},
};

use super::error::denied;
use crate::access::{Caller, Denied};

/// Bounds the caller's role as the call itself asks for. What cannot be read is refused: whoever wants to be less must not
/// become more by a slip.
pub(super) fn bound<B>(request: &mut http::Request<B>) -> Result<(), Status> {
    let asked: Result<Vec<Role>, Status> = request.headers().get_all(ROLE_AT_MOST).iter().map(asked).collect();
    for role in asked? {
        if let Some(caller) = request.extensions_mut().remove::<Caller>() {
            request.extensions_mut().insert(caller.at_most(role));
        }
    }
    Ok(())
}

fn asked(value: &http::HeaderValue) -> Result<Role, Status> {
    value.to_str().ok().and_then(Role::parse).ok_or_else(|| {
        let message = format!("{ROLE_AT_MOST} names no role");
        status(ErrorKind::Usage, None, &message, "roles are viewer, operator, engineer, admin")
    })
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn call(values: &[&str]) -> http::Request<()> {
        let mut request = http::Request::new(());
        request.extensions_mut().insert(Caller::new("wang".into(), Some(Role::Engineer)));
        for value in values {
            let value = http::HeaderValue::from_str(value).expect("a header");
            request.headers_mut().append(ROLE_AT_MOST, value);
        }
        request
    }

    fn judged(values: &[&str]) -> Option<Role> {
        let mut request = call(values);
        bound(&mut request).ok()?;
        known(request.extensions().get()).and_then(Caller::role).ok()
    }

    #[test]
    fn of_several_bounds_the_lowest_holds_and_one_that_cannot_be_read_is_refused() {
        assert_eq!(judged(&[]), Some(Role::Engineer));
        assert_eq!(judged(&["operator"]), Some(Role::Operator));
        assert_eq!(judged(&["viewer", "admin"]), Some(Role::Viewer));
        assert_eq!(judged(&["admin"]), Some(Role::Engineer));
        for wrong in ["", "Viewer", "root", "viewer, admin"] {
            assert_eq!(judged(&["viewer", wrong]), None, "{wrong:?}");
        }
    }
}
