//! Whether each fault of a clock is followed by a judgement.
