//! Making a database, and opening it.

use std::path::Path;

use mcs_core::site::Site;

use super::{Boot, OpenError, Outlet, Person, StoreHandle, StoreOptions};

/// The store of one data directory.
#[derive(Debug)]
pub struct Store;

impl Store {
    /// The database's file name in the data directory.
    pub const FILE: &'static str = "mcs.db";

    /// Makes the database of a new site and its first person. The directory exists; the database does not.
    pub fn create(_dir: &Path, _site: &Site, _admin: &Person) -> Result<(), OpenError> {
        Err(OpenError::SqliteTooOld { found: String::new(), required: "" })
    }

    /// Opens the database, migrates it, and starts the writer thread. Reads `FAILPOINTS` in test builds.
    pub fn open(
        _dir: &Path,
        _options: StoreOptions,
        _outlet: Box<dyn Outlet>,
    ) -> Result<(StoreHandle, Boot), OpenError> {
        Err(OpenError::SqliteTooOld { found: String::new(), required: "" })
    }
}
