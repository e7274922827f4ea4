//! Integration tests: the architecture, and the real daemon in a temporary directory.

mod daemon;
mod mqtt;
mod rooms;

mod clocks;
mod doors;
mod frames;
mod river;
mod start;
