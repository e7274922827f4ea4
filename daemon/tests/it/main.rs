//! Integration tests: the architecture, and the real daemon in a temporary directory.

mod daemon;
mod mqtt;
mod rooms;

mod doors;
mod foreign;
mod frames;
mod river;
