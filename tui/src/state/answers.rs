//! What the answers to requests change.

use mcs_core::performance::subject;

use super::{State, message::Message, overlay::Overlay, page::Page};
use crate::{
    action::Action,
    event::{AcknowledgedAll, Refusal, Reply},
    say,
};

impl State {
    pub(super) fn answered(&mut self, reply: Reply) -> Vec<Action> {
        self.changed |= match reply {
            Reply::Acknowledged(Ok(alarms)) => {
                let names: Vec<_> =
                    alarms.iter().map(|alarm| format!("{} {}", alarm.condition.tag(), subject(alarm))).collect();
                self.did(say!(self.words(), "done-acknowledged", what = names.join(", ")))
            }
            Reply::AcknowledgedAll(Ok(done)) => self.did(self.acknowledged_all(&done)),
            Reply::Changed(Ok(done)) => {
                self.message = Some(Message::changed(&done, self.words(), self.clock.mono()));
                true
            }
            Reply::Map(result) => {
                self.backdrop.take_map(result.ok().map(|map| *map));
                let order = self.backdrop.pages().iter().map(|page| page.area.clone());
                self.plant.set_order(order.collect());
                true
            }
            Reply::Picture { id, result } => {
                if let Err(refusal) = &result {
                    let why = refusal.text(self.words());
                    self.refuse(say!(self.words(), "picture-failed", why = why));
                }
                self.backdrop.take_picture(id, result.ok());
                true
            }
            Reply::Placed(result) => {
                self.placed(result);
                true
            }
            Reply::Figures(Ok(figures)) => {
                if let Overlay::Page(Page::Figures(shown)) = &mut self.overlay {
                    *shown = Some(figures);
                }
                true
            }
            Reply::Figures(Err(refusal)) => {
                if matches!(self.overlay, Overlay::Page(Page::Figures(_))) {
                    self.overlay = Overlay::Nothing;
                }
                self.refused(&refusal)
            }
            Reply::Acknowledged(Err(refusal)) | Reply::AcknowledgedAll(Err(refusal)) | Reply::Changed(Err(refusal)) => {
                self.refused(&refusal)
            }
            Reply::Trend { sn, request, result, damaged } => {
                self.trend.sn.as_ref() == Some(&sn) && self.trend.answer(request, result, damaged)
            }
            Reply::Study { request, result } => self.known.answer(request, result),
            Reply::History { request, result } => self.history.answer(request, result),
            Reply::Story { id, result } => match self.told.as_mut().filter(|told| told.id == id) {
                Some(told) => {
                    told.story = Some(result);
                    true
                }
                None => false,
            },
        };
        Vec::new()
    }

    fn acknowledged_all(&self, done: &AcknowledgedAll) -> String {
        let (words, count) = (self.words(), done.acknowledged.len());
        match done.newer {
            0 => say!(words, "done-acknowledged-all", count = count),
            newer => say!(words, "done-acknowledged-newer", count = count, newer = newer),
        }
    }

    fn did(&mut self, text: String) -> bool {
        self.message = Some(Message::done(text, self.clock.mono()));
        true
    }

    fn refused(&mut self, refusal: &Refusal) -> bool {
        self.message = Some(Message::refusal(refusal, self.words(), self.clock.mono()));
        true
    }
}
