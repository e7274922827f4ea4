//! The screen at 80×24, with an alarm nobody has acknowledged:
//!
//! ```text
//! North plant                  live, data 1s             2026-11-21 10:01:04 +08:00
//! unack 1  active 2  offline 1  stale 0  fault 0  not commissioned 1  masked 1
//! -- Map tank-farm 1/2 ------------------------------------------------- 6 of 6 --
//!      o A001      12.3 %LEL 4s
//!
//!                   !!*[A003]A2   62.0 %LEL 4s          ? ? A002 OF  49.0 %LEL 4m
//!
//!      o A004       0.4 ppm  2s
//! == Alarms 3, 1 unacknowledged ==================================================
//! >!! A2     C A003         62.0 %LEL     50.0 10:00:50 Compressor hall
//!  ?  OF     H A002           --             -- 09:58:31 ack wang 09:59
//!  L  A2     C A005          3.1 %LEL     50.0 09:12:00 was A2, reset needed
//! -- A003 EX Compressor hall -- A2 62.0 %LEL 4s -- 1 h ---------------------------
//!    62.0|                                                                   ⢀⠔
//!      A2|- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -⡠⠊- - -
//!     0.0|⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⠔⠁
//!         09:01                             09:31                            10:01
//! acknowledged HIGH
//! a ack  A ack all  Tab map/alarms  ? keys  q quit  Enter go to  ] area  m mouse on
//! ```

use ratatui::{Frame, buffer::Buffer};

use super::{
    pane::{
        alarms, banner, device, devices, events, filter, footer, form, header, help, map, page, palette, prompt, small,
        trend,
    },
    widget::pen::Pen,
};
use crate::{
    layout::{Panes, SMALLEST},
    state::{State, overlay::Overlay, screen::Screen},
};

/// Draws the state.
pub fn draw(frame: &mut Frame, state: &State) {
    render(frame.buffer_mut(), state);
}

/// Draws the state into a buffer. Where the buffer's size is not the state's, what does not fit is left out.
pub fn render(buffer: &mut Buffer, state: &State) {
    let mut pen = Pen::new(buffer, state.theme, state.clock.bright());
    if pen.area().width < SMALLEST.0 || pen.area().height < SMALLEST.1 {
        small::draw(&mut pen, state);
        return;
    }
    let panes = Panes::of(state);
    header::draw(&mut pen.within(panes.header), state);
    banner::draw(&mut pen.within(panes.banner), state);
    match state.screens.shown() {
        Screen::Wall => {
            map::draw(&mut pen.within(panes.map), state);
            alarms::draw(&mut pen.within(panes.alarms), state, &panes);
            trend::draw(&mut pen.within(panes.trend), state);
        }
        Screen::Devices => devices::draw(&mut pen.within(panes.table), state),
        Screen::Device => {
            device::draw(&mut pen.within(panes.facts), state);
            trend::draw(&mut pen.within(panes.trend), state);
            events::draw(&mut pen.within(panes.events), state);
        }
        Screen::Alarms => alarms::draw(&mut pen.within(panes.alarms), state, &panes),
    }
    footer::draw(&mut pen.within(panes.footer), state);
    match &state.overlay {
        Overlay::Nothing => {}
        Overlay::Help => help::draw(&mut pen, state),
        Overlay::AckAll(ask) => prompt::draw(&mut pen, state, ask),
        Overlay::Form(ask) => form::draw(&mut pen, state, ask),
        Overlay::Page(shown) => page::draw(&mut pen, state, shown),
        Overlay::Filter(line) => filter::draw(&mut pen, state, line),
        Overlay::Palette(ask) => palette::draw(&mut pen, state, ask),
    }
}
