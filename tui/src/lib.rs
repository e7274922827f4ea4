//! The live plant map in the terminal.
//!
//! One channel in, one pure step, one pure picture:
//!
//! ```text
//! keyboard ─┐
//! daemon ───┼─▶ Event ─▶ State::update ─▶ Action ─▶ runner (requests, bell, mouse, quit)
//! clock ────┘                 │
//!                             ▼
//!                        ui::screen ─▶ terminal
//! ```
//!
//! [`state`] and [`ui`] ask nobody: no clock, no socket, no terminal. The time comes in with [`event::Event::Tick`].
//! So what came in, written down by [`record`], plays to the same pictures in [`replay`].
//! Only [`runner`], [`terminal`], [`daemon`], and the files of [`record`] and [`session`] touch the world.

pub mod cli;

pub mod manual;

pub mod event;

pub mod action;

pub mod keymap;

pub mod words;

pub mod signs;

pub mod state;

pub mod picture;

pub mod layout;

pub mod ui;

pub mod record;

pub mod replay;

pub mod session;

pub mod daemon;

pub mod terminal;

pub mod runner;
