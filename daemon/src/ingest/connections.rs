//! The table of connections: one record each, with the handle that ends it. Presence is derived from here.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use mcs_core::id::ConnectionId;
use tokio::sync::Notify;

use super::tls::Certificate;

/// How a connection came in.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The peer's address.
    pub address: String,
    /// Our listener.
    pub listener: Arc<str>,
    /// The certificate it was shown: it keeps that one when another is put in force.
    pub certificate: Option<Arc<Certificate>>,
    /// The one it showed.
    pub client_certificate: Option<Arc<Certificate>>,
}

/// One connection of a device.
#[derive(Debug)]
pub struct Connection {
    /// Its number since the daemon started.
    pub id: ConnectionId,
    /// The user it logged in as.
    pub user: String,
    /// Where it came from and how.
    pub origin: Origin,
    /// Set before we end it ourselves: then its end is not abnormal and fires no will.
    ended_by_us: AtomicBool,
    /// Wakes the task that closes it.
    end: Notify,
}

impl Connection {
    /// Resolves when the connection shall be closed.
    pub async fn ended(&self) {
        self.end.notified().await;
    }

    /// Whether we ended it: a take-over, a revoked credential, our own shutdown.
    pub fn ended_by_us(&self) -> bool {
        self.ended_by_us.load(Ordering::Acquire)
    }

    fn end(&self) {
        self.ended_by_us.store(true, Ordering::Release);
        self.end.notify_one();
    }
}

#[derive(Debug, Default)]
struct Table {
    next: AtomicU64,
    by_user: Mutex<HashMap<String, Arc<Connection>>>,
}

/// The connections there are.
#[derive(Debug, Clone, Default)]
pub struct Connections(Arc<Table>);

impl Connections {
    /// Enters a connection. An older one of the same user is taken over: ended, without its will.
    pub fn enter(&self, user: &str, origin: Origin) -> Arc<Connection> {
        let connection = Arc::new(Connection {
            id: ConnectionId(self.0.next.fetch_add(1, Ordering::Relaxed) + 1),
            user: user.to_owned(),
            origin,
            ended_by_us: AtomicBool::new(false),
            end: Notify::new(),
        });
        if let Some(older) = self.lock().insert(user.to_owned(), Arc::clone(&connection)) {
            older.end();
        }
        connection
    }

    /// Takes a connection out, unless a newer one of the same user has taken its place.
    pub fn leave(&self, connection: &Connection) {
        let mut table = self.lock();
        if table.get(&connection.user).is_some_and(|c| c.id == connection.id) {
            table.remove(&connection.user);
        }
    }

    /// Ends the connection of a user, as when its credential is revoked.
    pub fn end_user(&self, user: &str) {
        if let Some(connection) = self.lock().get(user) {
            connection.end();
        }
    }

    /// Ends all of them: we are going down.
    pub fn end_all(&self) {
        for connection in self.lock().values() {
            connection.end();
        }
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.lock().len() as u64
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Arc<Connection>>> {
        self.0.by_user.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_take_over_ends_the_older_one_without_its_will() {
        let connections = Connections::default();
        let older = connections.enter("device_A001", Origin::default());
        let newer = connections.enter("device_A001", Origin::default());
        assert!(older.ended_by_us());
        assert!(!newer.ended_by_us());
        connections.leave(&older);
        assert_eq!(connections.count(), 1, "the older one's end does not remove the newer one");
        connections.leave(&newer);
        assert_eq!(connections.count(), 0);
    }
}
