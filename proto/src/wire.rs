//! Messages, clients and servers as generated from the contract. Only `convert`, `client` and the daemon's handlers
//! touch them.
#![expect(missing_docs, clippy::pedantic, reason = "generated code; the contract is documented in its .proto files")]

include!(concat!(env!("OUT_DIR"), "/mcs.v1.rs"));
