//! People are told: the real daemon, and an HTTP server that stands for a telephone.

mod phone;
mod plant;

mod arrive;
mod flood;
mod full;
mod kill;
mod settings;
