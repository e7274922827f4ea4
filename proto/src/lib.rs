//! The contract between the daemon and those who use it.
//!
//! [`wire`] is generated from `mcs/v1/*.proto`; [`convert`] turns it into the words of `mcs-core` and back; [`client`] is
//! the one typed client; [`error`] is the one table of what can be refused; [`socket`] says where the daemon listens,
//! [`context`] which of several is meant.
//! Programs that talk to the daemon need neither tonic nor prost in their manifest.

pub mod wire;

pub mod convert;

pub mod error;

pub mod socket;

pub mod context;

pub mod client;

/// The contract as a serialised `FileDescriptorSet`, for reflection.
pub const FILE_DESCRIPTOR_SET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptors.bin"));

/// The name of the metadata by which a caller asks to be judged as if its role were no higher than the one named there. A
/// wall that hangs in a hall asks for `viewer`, so that nothing it sends can change the plant, whoever runs it.
pub const ROLE_AT_MOST: &str = "mcs-role-at-most";

/// Grows when the contract gains something; clients compare it with the daemon's before they use what is newer.
pub const API_LEVEL: u32 = 1;
