//! The files of a Mosquitto that serves a plant: what is in them (pure), and how they are put in place.

mod access;

mod conf;

mod error;

mod folder;

mod password;

pub(crate) use access::access;
pub(crate) use conf::{Conf, Listener, TlsPaths, conf};
pub(crate) use error::ExportError;
pub(crate) use folder::{Folder, Put, PutFile};
pub(crate) use password::{changes, new_secret, passwords, verifier};

/// The broker's configuration.
pub(crate) const CONF: &str = "mosquitto.conf";
/// Users and what their passwords are checked against.
pub(crate) const PASSWORDS: &str = "passwords";
/// Who may publish and read what.
pub(crate) const ACCESS: &str = "access";
/// The daemon's own password, for the daemon.
pub(crate) const SECRET: &str = "mcsd.password";
/// Where the broker keeps what nobody has taken yet.
pub(crate) const KEPT: &str = "kept";
