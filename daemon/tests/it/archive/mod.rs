//! The archive of the real daemon: into a folder, into a server that speaks S3, interrupted, damaged, restored.

mod bucket;
mod folder;
mod kill;
mod moto;
mod proxy;
mod shelf;
