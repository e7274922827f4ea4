//! People.

use mcs_core::id::UserName;

use super::{
    super::{Person, QueryError, table::person},
    Queries,
};

impl Queries {
    /// A person by name, locked out or not.
    pub fn person(&self, name: &UserName) -> Result<Option<Person>, QueryError> {
        self.ask(|connection| Ok(person::load(connection)?.into_iter().find(|person| person.name == *name)))
    }
}
