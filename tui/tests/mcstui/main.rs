//! What a person sees and what a key does, without a terminal, a daemon or a clock.

mod behaviour;
mod changes;
mod manual;
mod plant;
mod properties;
mod record;
mod screens;
