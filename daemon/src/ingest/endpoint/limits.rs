//! Every bound of the endpoint, in one place.

use mcs_core::family::Family;

/// Bounds of the endpoint. The defaults fit a plant of 500 detectors behind one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Worker threads.
    pub workers: usize,
    /// Connections in total.
    pub connections: usize,
    /// Connections that have not finished CONNECT, in total.
    pub half_open: usize,
    /// The same from one address; a gateway may bring a whole plant from one.
    pub half_open_per_address: usize,
    /// Connections the kernel queues before we accept them.
    pub backlog: i32,
    /// Seconds until CONNECT must have arrived.
    pub connect_seconds: u16,
    /// Longest MQTT packet; beyond it the connection is closed. Twice the longest payload, so that a frame just over
    /// the limit is quarantined and acknowledged: a device that is reset for it would send it for ever.
    pub packet_bytes: u32,
    /// Longest payload that is decoded.
    pub payload_bytes: usize,
    /// Unacknowledged publishes per connection. MQTT 5 clients are told and keep it; the framework enforces it for the
    /// rest only between separate reads, so a 3.1.1 client with a larger window gets what it asks for.
    pub in_flight: u16,
    /// Their bytes.
    pub in_flight_bytes: usize,
    /// Seconds of silence after which a connection without keep-alive is closed.
    pub idle_seconds: u16,
    /// Seconds connections get to end when we go down.
    pub shutdown_seconds: u16,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            workers: 1,
            connections: 2_048,
            half_open: 1_024,
            half_open_per_address: 768,
            backlog: 1_024,
            connect_seconds: 10,
            packet_bytes: 2 * 128 * 1024,
            payload_bytes: Family::Gas.max_payload(),
            in_flight: 32,
            in_flight_bytes: 1024 * 1024,
            idle_seconds: 300,
            shutdown_seconds: 3,
        }
    }
}
