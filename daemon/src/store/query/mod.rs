//! Plain questions about what is stored. Blocking: call them where blocking is allowed.

mod pool;

pub use pool::Queries;
