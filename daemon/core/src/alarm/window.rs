//! What conditions that look back must remember of a point's past.
//!
//! Each window takes in readings, in the order of their times as far as they come so, and says what they amount to. None
//! knows a clock: time is the readings'. A value stands until the next reading, at most for three periods; what is beyond
//! is unknown, and unknown time is neither clean air nor dose.

mod average;
mod bins;
mod rate;
mod still;
mod weak;

pub(super) use average::{Average, Ended, Exposure, Mean};
pub(super) use rate::Course;
pub(super) use still::{Movement, Stillness};
pub(super) use weak::Weakness;
