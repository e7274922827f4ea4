//! Bounds connections that have not finished CONNECT, in total and per address, so that silent peers cannot fill us up.

use std::{
    collections::{HashMap, HashSet},
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
};

#[derive(Debug, Default)]
struct HalfOpen {
    peers: HashSet<SocketAddr>,
    per_address: HashMap<IpAddr, usize>,
}

/// Counts half-open connections.
#[derive(Debug, Clone)]
pub(super) struct Gate {
    half_open: Arc<Mutex<HalfOpen>>,
    most: usize,
    most_per_address: usize,
}

impl Gate {
    pub(super) fn new(most: usize, most_per_address: usize) -> Self {
        Self { half_open: Arc::default(), most, most_per_address }
    }

    /// Counts a peer in; false when it must be turned away.
    pub(super) fn enter(&self, peer: SocketAddr) -> bool {
        let mut half_open = self.half_open.lock().unwrap_or_else(PoisonError::into_inner);
        let here = half_open.per_address.get(&peer.ip()).copied().unwrap_or(0);
        if half_open.peers.len() >= self.most || here >= self.most_per_address {
            return false;
        }
        if half_open.peers.insert(peer) {
            half_open.per_address.insert(peer.ip(), here + 1);
        }
        true
    }

    /// Counts a peer out: its CONNECT was answered, or it is gone. May be called twice.
    pub(super) fn leave(&self, peer: SocketAddr) {
        let mut half_open = self.half_open.lock().unwrap_or_else(PoisonError::into_inner);
        if half_open.peers.remove(&peer)
            && let Some(here) = half_open.per_address.get_mut(&peer.ip())
        {
            *here -= 1;
            if *here == 0 {
                half_open.per_address.remove(&peer.ip());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_open_connections_are_bounded_in_total_and_per_address() {
        let gate = Gate::new(3, 2);
        let peer = |ip: u8, port| SocketAddr::from(([127, 0, 0, ip], port));
        assert!(gate.enter(peer(1, 1)));
        assert!(gate.enter(peer(1, 2)));
        assert!(!gate.enter(peer(1, 3)), "two from one address are enough");
        assert!(gate.enter(peer(2, 1)));
        assert!(!gate.enter(peer(3, 1)), "three in total are enough");
        gate.leave(peer(1, 1));
        gate.leave(peer(1, 1));
        assert!(gate.enter(peer(3, 1)));
    }
}
