//! What an analysis looks like, from written pasts with planted faults.
