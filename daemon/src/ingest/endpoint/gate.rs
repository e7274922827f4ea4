//! Bounds connections that have not finished CONNECT, in total and per address, so that silent peers cannot fill us up.

use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::ingest::tls::Certificate;

/// What a TLS handshake proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proof {
    /// The certificate we showed.
    pub(super) certificate: Arc<Certificate>,
    /// The one the peer showed.
    pub(super) client: Option<Arc<Certificate>>,
}

#[derive(Debug, Default)]
struct HalfOpen {
    /// By the number of the listener too: nothing keeps a peer from using a port of its own twice.
    peers: HashMap<(usize, SocketAddr), Option<Proof>>,
    per_address: HashMap<IpAddr, usize>,
}

/// Counts half-open connections, those of all listeners together.
#[derive(Debug, Clone)]
pub(super) struct Gate {
    half_open: Arc<Mutex<HalfOpen>>,
    most: usize,
    most_per_address: usize,
    listener: usize,
}

impl Gate {
    pub(super) fn new(most: usize, most_per_address: usize) -> Self {
        Self { half_open: Arc::default(), most, most_per_address, listener: 0 }
    }

    /// The same for the listener of this number.
    pub(super) fn of_listener(&self, listener: usize) -> Self {
        Self { listener, ..self.clone() }
    }

    /// Counts a peer in; false when it must be turned away.
    pub(super) fn enter(&self, peer: SocketAddr) -> bool {
        let mut half_open = self.lock();
        let here = half_open.per_address.get(&peer.ip()).copied().unwrap_or(0);
        if half_open.peers.len() >= self.most || here >= self.most_per_address {
            return false;
        }
        if half_open.peers.insert((self.listener, peer), None).is_none() {
            half_open.per_address.insert(peer.ip(), here + 1);
        }
        true
    }

    /// Remembers what a peer's handshake proved, for its login.
    pub(super) fn proved(&self, peer: SocketAddr, proof: Proof) {
        if let Some(entry) = self.lock().peers.get_mut(&(self.listener, peer)) {
            *entry = Some(proof);
        }
    }

    /// Counts a peer out: its CONNECT was answered, or it is gone. May be called twice; what it proved is told once.
    pub(super) fn leave(&self, peer: SocketAddr) -> Option<Proof> {
        let mut half_open = self.lock();
        let proof = half_open.peers.remove(&(self.listener, peer))?;
        if let Some(here) = half_open.per_address.get_mut(&peer.ip()) {
            *here -= 1;
            if *here == 0 {
                half_open.per_address.remove(&peer.ip());
            }
        }
        proof
    }

    fn lock(&self) -> MutexGuard<'_, HalfOpen> {
        self.half_open.lock().unwrap_or_else(PoisonError::into_inner)
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

    #[test]
    fn a_port_used_for_two_listeners_is_two_connections() {
        let gate = Gate::new(3, 3);
        let other = gate.of_listener(1);
        let peer = SocketAddr::from(([127, 0, 0, 1], 7));
        let certificate = Arc::new(Certificate { fingerprint: "AA".into(), ends: None });
        let proof = Proof { certificate, client: None };
        assert!(gate.enter(peer) && other.enter(peer));
        other.proved(peer, proof.clone());
        assert_eq!(gate.leave(peer), None);
        assert!(
            other.enter(SocketAddr::from(([127, 0, 0, 1], 8))) && other.enter(SocketAddr::from(([127, 0, 0, 1], 9)))
        );
        assert!(!gate.enter(SocketAddr::from(([127, 0, 0, 1], 10))), "they are counted together");
        assert_eq!(other.leave(peer), Some(proof));
    }
}
