//! Files into an analysis, from the disk.
