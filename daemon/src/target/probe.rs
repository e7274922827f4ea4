//! Tries a target: writes a small object, reads it back, deletes it.

use mcs_core::target::{Fault, Probe};

use super::{Transfer, TransferError};

/// What is written.
const CONTENT: &[u8] = b"mcsd probe: may be deleted\n";

/// Tries everything in order, tells of each step, and stops at the first that fails; what was written is removed where possible.
pub(super) async fn probe(transfer: &Transfer, object: &str, mut tell: impl FnMut(Probe) + Send) {
    let mut step = |step: &str, outcome: Result<(), Fault>| {
        let fault = outcome.err();
        let good = fault.is_none();
        tell(Probe { step: step.to_owned(), fault });
        good
    };
    let fault = |error: TransferError| error.fault();
    if !step("write", transfer.put(object, CONTENT.to_vec()).await.map_err(fault)) {
        return;
    }
    let read = match transfer.fetch_small(object, 2 * CONTENT.len()).await {
        Ok(bytes) if bytes == CONTENT => Ok(()),
        Ok(bytes) => Err(Fault {
            message: format!("{} bytes came back that are not those that were written", bytes.len()),
            advice: "see what lies between here and the store: it changes what passes".to_owned(),
        }),
        Err(error) => Err(error.fault()),
    };
    step("read", read);
    step("delete", transfer.delete(object).await.map_err(fault));
}
