//! Ids minted in the plant, before the commit: event ids (ULID) and occurrence numbers.

use mcs_core::{
    alarm::Mint,
    id::{EventId, OccurrenceId},
    time::Timestamp,
};

/// Mints ids. Event ids grow within a millisecond too, so that they sort as they happened.
#[derive(Debug)]
pub(super) struct PlantMint {
    ids: ulid::Generator,
    next_occurrence: OccurrenceId,
    /// The moment of this turn of the plant.
    pub(super) at: Timestamp,
}

impl PlantMint {
    pub(super) fn new(next_occurrence: OccurrenceId) -> Self {
        Self { ids: ulid::Generator::new(), next_occurrence, at: Timestamp::EPOCH }
    }

    /// The number the next occurrence gets; no occurrence has it or a larger one.
    pub(super) const fn next_occurrence(&self) -> OccurrenceId {
        self.next_occurrence
    }
}

impl Mint for PlantMint {
    fn event(&mut self) -> EventId {
        let since_1970 = std::time::Duration::from_micros(u64::try_from(self.at.as_micros()).unwrap_or(0));
        let at = std::time::UNIX_EPOCH + since_1970;
        // The generator fails only when 2^80 ids of one millisecond are used up.
        let id = self.ids.generate_from_datetime(at).unwrap_or_else(|_| ulid::Ulid::generate());
        EventId(id.0)
    }

    fn occurrence(&mut self) -> OccurrenceId {
        let id = self.next_occurrence;
        self.next_occurrence = OccurrenceId(id.0 + 1);
        id
    }
}
