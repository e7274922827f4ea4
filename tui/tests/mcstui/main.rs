//! What a person sees and what a key does, without a terminal, a daemon or a clock.

mod backdrop;
mod behaviour;
mod changes;
mod everywhere;
mod flood;
mod kiosk;
mod manual;
mod matrix;
mod placing;
mod plant;
mod properties;
mod readme;
mod record;
mod screens;
mod seen;
mod sound;
mod themes;
