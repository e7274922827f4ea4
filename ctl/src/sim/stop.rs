//! Ctrl-C and a polite request to end: a run is then finished in order, and its summary still told.

use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};

use super::error::SimError;

/// A flag that becomes true when the user or the system asks to stop. Hold the sender to ask for it as well.
pub(crate) fn on_signals() -> Result<(watch::Sender<bool>, watch::Receiver<bool>), SimError> {
    let refused = |source| SimError::Io { what: "listen for signals", source };
    let mut interrupt = signal(SignalKind::interrupt()).map_err(refused)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(refused)?;
    let mut hang_up = signal(SignalKind::hangup()).map_err(refused)?;
    let (sender, receiver) = watch::channel(false);
    let on_signal = sender.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hang_up.recv() => {}
        }
        on_signal.send_replace(true);
    });
    Ok((sender, receiver))
}
