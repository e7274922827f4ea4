//! What others ask of the desk.

use mcs_core::{
    id::{EventId, ShortName},
    notice::{Item, ItemKind},
};
use tokio::sync::oneshot;

use super::DeskTask;
use crate::notify::{courier::TestReply, facts};

/// A question to the desk.
#[derive(Debug)]
pub(in super::super) enum Ask {
    /// Send a test over this channel; the reply is dropped if there is none such.
    Test(ShortName, TestReply),
    /// Tell every group that the daemon lives, with these lines; answered with the number of deliveries.
    Alive(Vec<String>, oneshot::Sender<usize>),
}

impl DeskTask {
    pub(super) fn answer(&mut self, ask: Ask) {
        match ask {
            Ask::Test(channel, reply) => {
                if let Some(courier) = self.couriers.get(&channel) {
                    courier.test(reply);
                }
            }
            Ask::Alive(lines, reply) => {
                let _ = reply.send(self.say_alive(lines));
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
