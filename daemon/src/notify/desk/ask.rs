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
    /// Send a test over this channel, as it is set when this is asked; the reply is dropped if there is none such.
    Test(ShortName, TestReply),
    /// Tell every group that the daemon lives, with these lines; answered with the number of deliveries.
    Alive(Vec<String>, oneshot::Sender<usize>),
}

/// Tests that people ask for, in this order.
#[derive(Debug, Default)]
pub(super) struct Tests {
    /// Asked for since the settings were last looked at.
    asked: Vec<(ShortName, TestReply)>,
    /// Asked for before the look that is under way.
    due: Vec<(ShortName, TestReply)>,
}

impl Tests {
    /// The settings are being looked at.
    pub(super) fn looking(&mut self) {
        self.due.append(&mut self.asked);
    }
}

impl DeskTask {
    pub(super) fn answer(&mut self, ask: Ask) {
        match ask {
            Ask::Test(channel, reply) => {
                // Whoever set the channel a moment ago wants to know of what was set.
                self.tests.asked.push((channel, reply));
                self.reload = true;
            }
            Ask::Alive(lines, reply) => {
                let _ = reply.send(self.say_alive(lines));
            }
        }
    }

    /// The settings were looked at: tests that were asked for before go out.
    pub(super) fn send_tests(&mut self) {
        for (channel, reply) in std::mem::take(&mut self.tests.due) {
            if let Some(courier) = self.couriers.get(&channel) {
                courier.test(reply);
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
