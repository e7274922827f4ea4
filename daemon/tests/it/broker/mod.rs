//! The daemon behind a real broker: Mosquitto.

mod limits;
mod mosquitto;
mod outage;
mod presence;
mod river;
mod secured;
