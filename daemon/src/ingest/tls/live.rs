//! The certificate in force. New connections get the newest good one; those that are there keep theirs.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mcs_core::{sentence, time::Timestamp};
use rustls::ServerConfig;

use super::{
    certificate::Certificate,
    error::TlsError,
    files::{Loaded, Stamps, TlsFiles},
};

/// A certificate that ends within so many days should be renewed by now.
const RENEW_DAYS: i64 = 30;

/// What came of looking at the files again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reload {
    /// They are as they were.
    Unchanged,
    /// New connections get this one.
    Swapped(Arc<Certificate>),
    /// The new pair is not used, and why; the one before it still is.
    Kept(String),
}

#[derive(Debug)]
struct State {
    loaded: Loaded,
    seen: Stamps,
    refused: Option<String>,
}

/// The certificate in force and where its successor is looked for.
#[derive(Debug, Clone)]
pub struct Tls {
    files: Arc<TlsFiles>,
    state: Arc<Mutex<State>>,
}

impl Tls {
    /// Loads it for the first time. One that is over is used all the same: a detector that does not look at it goes on,
    /// and those that do are told of.
    pub fn load(files: TlsFiles) -> Result<Self, TlsError> {
        let seen = files.stamps();
        let loaded = files.load()?;
        let state = State { loaded, seen, refused: None };
        Ok(Self { files: Arc::new(files), state: Arc::new(Mutex::new(state)) })
    }

    /// What a handshake that begins now is made with.
    pub fn current(&self) -> (Arc<ServerConfig>, Arc<Certificate>) {
        let state = self.lock();
        (Arc::clone(&state.loaded.config), Arc::clone(&state.loaded.certificate))
    }

    /// Looks at the files again; unless `asked` by a person only if they have changed since.
    pub fn reload(&self, asked: bool, now: Timestamp) -> Reload {
        let stamps = self.files.stamps();
        if !asked && stamps == self.lock().seen {
            return Reload::Unchanged;
        }
        let loaded = self.files.load_newer(now);
        let mut state = self.lock();
        state.seen = stamps;
        match loaded {
            Ok(loaded) => {
                let certificate = Arc::clone(&loaded.certificate);
                state.loaded = loaded;
                state.refused = None;
                Reload::Swapped(certificate)
            }
            Err(error) => {
                let why = error.in_full();
                state.refused = Some(why.clone());
                Reload::Kept(why)
            }
        }
    }

    /// What somebody should do about it, if anything.
    pub fn fault(&self, now: Timestamp) -> Option<String> {
        let state = self.lock();
        let certificate = &state.loaded.certificate;
        let day = certificate.end_day();
        if let Some(why) = &state.refused {
            return Some(sentence::CERTIFICATE_REFUSED.with(&[&day, why]));
        }
        let path = self.files.cert.display();
        if certificate.expired(now) {
            return Some(sentence::CERTIFICATE_ENDED.with(&[&day, &path]));
        }
        let left = certificate.days_left(now).filter(|left| *left < RENEW_DAYS)?;
        Some(sentence::CERTIFICATE_ENDS.with(&[&day, &left, &path]))
    }

    /// The files it comes from.
    pub fn files(&self) -> &TlsFiles {
        &self.files
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
