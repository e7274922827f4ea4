//! What every kind of channel promises.
