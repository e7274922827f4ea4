//! Killed at every step between a transition and a provider's word.
