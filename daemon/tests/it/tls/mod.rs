//! TLS and WebSocket on the real daemon, with the clients people have: `mosquitto_pub`, openssl, paho.

mod authority;

mod client;

mod door;

mod reload;

mod web;
