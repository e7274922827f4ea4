//! What others ask of the desk.

use mcs_core::{
    id::{EventId, ShortName},
    notice::{Item, ItemKind},
};
use tokio::sync::oneshot;

use super::DeskTask;
use crate::notify::{courier::CourierAsk, facts};

/// A question to the desk.
#[derive(Debug)]
pub(in super::super) enum Ask {
    /// Something for the courier of this channel; dropped, and its reply with it, if there is none.
    Courier(ShortName, CourierAsk),
    /// Tell every group that the daemon lives, with these lines; answered with the number of deliveries.
    Alive(Vec<String>, oneshot::Sender<usize>),
    /// A delivery is owed again.
    Owed(ShortName),
}

impl DeskTask {
    pub(super) fn answer(&mut self, ask: Ask) {
        match ask {
            Ask::Courier(channel, ask) => {
                if let Some(courier) = self.couriers.get(&channel) {
                    courier.ask(ask);
                }
            }
            Ask::Alive(lines, reply) => {
                let _ = reply.send(self.say_alive(lines));
            }
            Ask::Owed(channel) => {
                if let Some(courier) = self.couriers.get(&channel) {
                    courier.poke();
                }
            }
        }
    }

    fn say_alive(&mut self, lines: Vec<String>) -> usize {
        let now = self.room.clock.now().utc;
        let event = EventId(self.mint.generate().unwrap_or_else(|_| ulid::Ulid::generate()).0);
        let mut said = facts::plain(ItemKind::Alive, now);
        said.lines = lines;
        let mut steps = Vec::new();
        for group in &self.book.groups {
            self.owe(Item { event, group: group.name.clone(), facts: said.clone() }, now, &mut steps);
        }
        let deliveries = steps.len();
        if deliveries > 0 {
            self.room.journal.append(steps);
        }
        deliveries
    }
}
