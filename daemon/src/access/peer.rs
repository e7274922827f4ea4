//! The other end of a Unix socket, as the kernel and the system's user database know it.

use std::ffi::CString;

use nix::unistd::{Gid, Uid, User, getgrouplist};
use tokio::net::unix::UCred;

/// The other end of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer {
    /// Its user.
    pub uid: u32,
    /// Its groups, the primary one first.
    pub gids: Vec<u32>,
    /// The user's name, or `uid 1000` where the system knows none.
    pub name: String,
}

impl Peer {
    /// Looks the credentials up. Asks the system's user database, which may be across a network: blocking.
    pub fn look_up(credentials: UCred) -> Self {
        let (uid, gid) = (credentials.uid(), credentials.gid());
        // A database that does not answer leaves the number and the primary group, which the kernel vouches for.
        let user = User::from_uid(Uid::from_raw(uid)).ok().flatten();
        let mut gids = vec![gid];
        if let Some(user) = &user
            && let Ok(name) = CString::new(user.name.as_str())
            && let Ok(groups) = getgrouplist(&name, Gid::from_raw(gid))
        {
            gids.extend(groups.into_iter().map(Gid::as_raw).filter(|other| *other != gid));
        }
        Self { uid, gids, name: user.map_or_else(|| format!("uid {uid}"), |user| user.name) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn our_own_end_is_known_by_name() {
        let (near, _far) = tokio::net::UnixStream::pair().expect("a pair of sockets");
        let peer = Peer::look_up(near.peer_cred().expect("credentials"));
        assert_eq!(peer.uid, nix::unistd::getuid().as_raw());
        assert_eq!(peer.gids.first(), Some(&nix::unistd::getgid().as_raw()));
        let known = User::from_uid(nix::unistd::getuid()).ok().flatten();
        assert_eq!(peer.name, known.map_or_else(|| format!("uid {}", peer.uid), |user| user.name));
    }
}
