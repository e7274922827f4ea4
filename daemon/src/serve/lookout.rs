//! What the plant cannot see itself and should tell people all the same: the machine, the archive, and whether anybody looks.

use std::sync::Arc;

use mcs_core::{
    alarm::{Lasting, SystemCause},
    sentence,
    time::Span,
};
use tokio::time::{MissedTickBehavior, interval};

use crate::{archive::ArchiveGauge, clock::Clock, machine::Machine, plant::PlantHandle, rpc::live::LiveHandle};

/// A wall that is away for less is being restarted.
const NO_WALL_AFTER: Span = Span::mins(5);
/// One that is back for so long stays.
const WALL_AFTER: Span = Span::secs(10);
/// An archive that fails for less tries again by itself.
const ARCHIVE_FAILED_AFTER: Span = Span::mins(15);

/// Who is looked at.
struct Watched {
    plant: PlantHandle,
    archive: Arc<ArchiveGauge>,
    live: LiveHandle,
    clock: Clock,
}

/// What is remembered from look to look.
struct Memory {
    /// A wall was connected once: a site without one is not told that it has none.
    wall_seen: bool,
    no_wall: Lasting,
    archive: Lasting,
}

/// Looks every few seconds until the daemon goes down.
pub(super) async fn run(
    plant: PlantHandle,
    archive: Arc<ArchiveGauge>,
    live: LiveHandle,
    clock: Clock,
    stop: impl Future<Output = ()>,
) {
    let watched = Watched { plant, archive, live, clock };
    tokio::pin!(stop);
    let mut every = interval(Machine::EVERY);
    every.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut machine = Machine::new();
    let mut memory = Memory {
        wall_seen: false,
        no_wall: Lasting::new(NO_WALL_AFTER, WALL_AFTER),
        archive: Lasting::new(ARCHIVE_FAILED_AFTER, Span::ZERO),
    };
    loop {
        tokio::select! {
            _ = every.tick() => {}
            () = &mut stop => return,
        }
        if let Some(overload) = machine.look() {
            watched.plant.set_system(SystemCause::Overload, overload.present, overload.text);
        }
        memory.look(&watched);
    }
}

impl Memory {
    fn look(&mut self, watched: &Watched) {
        let now = watched.clock.now();
        let say = |cause, present: Option<bool>, text: &str| {
            if let Some(present) = present {
                watched.plant.set_system(cause, present, if present { text } else { "" });
            }
        };
        let fault = watched.archive.fault(now.utc);
        let failed = self.archive.hear(fault.is_some(), now.mono);
        say(SystemCause::ArchiveFailed, failed, fault.as_deref().unwrap_or_default());
        let alone = watched.live.clients() == 0;
        self.wall_seen |= !alone;
        if self.wall_seen {
            let nobody = self.no_wall.hear(alone, now.mono);
            say(SystemCause::NoWall, nobody, sentence::NO_WALL.plain());
        }
    }
}
