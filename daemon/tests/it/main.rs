//! Integration tests: the architecture, and the real daemon in a temporary directory.

mod rooms;
