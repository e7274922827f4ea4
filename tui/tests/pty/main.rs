//! The real program in a real pseudo-terminal: what it leaves behind, and what it survives.

mod costs;
mod daemon;
mod hang_up;
mod map;
mod modes;
mod pty;
mod recording;
mod resize;
mod screens;
mod sound;
mod stopped;
mod stuck;
