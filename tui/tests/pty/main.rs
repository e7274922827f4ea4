//! The real program in a real pseudo-terminal: what it leaves behind, and what it survives.

mod hang_up;
mod modes;
mod pty;
mod resize;
mod stopped;
mod stuck;
