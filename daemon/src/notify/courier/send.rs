//! One try: on record before it, and after it.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Instant};

use futures_util::FutureExt as _;
use mcs_core::{
    alarm::Priority,
    notice::{Attempt, AttemptOutcome, Pack, Waiting},
    time::{Now, Span},
};
use tokio::sync::oneshot;

use super::{
    Courier, News,
    message::Letter,
    pace,
    waiting::{Waiter, Waiters},
};
use crate::{
    notify::{
        channel::{Accepted, Outgoing, SendError, TIMEOUT},
        failpoint,
    },
    store::{AfterTry, NoticeStep},
};

/// A failure that is repeated this often makes the channel hopeless for what it was tried with.
const HOPELESS_AFTER: u32 = 3;
/// A test is as if it had waited so long: longer than the pace of any channel.
const TEST_WAITED: Span = Span::mins(1);

impl Courier {
    /// Sends what the packer chose: a message to be tried again, or a new one.
    pub(super) async fn serve(&mut self, waiting: &Waiters, pack: &Pack) {
        let now = self.room.clock.now();
        let Some(first) = pack.ids.first().and_then(|id| waiting.get(*id)) else { return };
        let letter = match first {
            Waiter::Again(place) => self.letters.swap_remove(*place),
            Waiter::New(_) => {
                let Some(letter) = self.compose(waiting, pack, now).await else {
                    // It is read again after a while.
                    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
                    return;
                };
                letter
            }
        };
        let (letter, recorded) = self.put_on_record(letter).await;
        self.deliver(letter, recorded).await;
    }

    /// Puts a message on record before its first try; one that cannot be is marked so.
    async fn put_on_record(&mut self, letter: Letter) -> (Letter, bool) {
        if letter.tries > 0 {
            return (letter, true);
        }
        failpoint::pass(failpoint::BEFORE_MESSAGE);
        let late = self.room.journal.late();
        let letter = if late { letter.unrecorded() } else { letter };
        let number = self.write_row(&letter);
        if !late && self.room.journal.on_record(number).await {
            failpoint::pass(failpoint::AFTER_MESSAGE);
            return (letter, true);
        }
        if late {
            return (letter, false);
        }
        let letter = letter.unrecorded();
        self.write_row(&letter);
        (letter, false)
    }

    fn write_row(&mut self, letter: &Letter) -> u64 {
        let steps = match letter.row(&self.channel.name) {
            Ok(row) => vec![NoticeStep::Message(Box::new(row))],
            Err(error) => {
                tracing::error!(%error, message = %letter.id, "a message cannot be put on record");
                Vec::new()
            }
        };
        let number = self.room.journal.append(steps);
        self.busy.until(&letter.deliveries, number);
        number
    }

    /// Tries once, and sees to what follows.
    async fn deliver(&mut self, mut letter: Letter, recorded: bool) {
        failpoint::pass(failpoint::BEFORE_SEND);
        let (attempt, answer) = self.try_once(&letter.outgoing).await;
        letter.tries += 1;
        let now = self.room.clock.now();
        let then = self.after(&answer, &mut letter, now);
        let accepted = answer.is_ok();
        if accepted {
            failpoint::pass(failpoint::AFTER_SEND);
            if !recorded {
                self.room.told.remember(&letter.deliveries);
                failpoint::pass(failpoint::AFTER_TOLD);
            }
        }
        let hopeless = match &answer {
            Ok(_) => false,
            Err(SendError::Failed(_)) => letter.tries >= HOPELESS_AFTER,
            Err(SendError::Refused(_)) => true,
            Err(SendError::Throttled { after, .. }) => rest(*after) > pace::LONG_REST || letter.tries >= HOPELESS_AFTER,
        };
        let on_record = self.report(&letter, attempt, then, hopeless).await;
        if accepted && recorded && !on_record {
            self.room.told.remember(&letter.deliveries);
        }
        failpoint::pass(failpoint::AFTER_RECORD);
        if matches!(then, AfterTry::Again { .. }) {
            self.letters.push(letter);
        }
    }

    async fn try_once(&mut self, outgoing: &Arc<Outgoing>) -> (Attempt, Result<Accepted, SendError>) {
        let now = self.room.clock.now();
        self.packer.sent(now.mono);
        let began = Instant::now();
        let answer = match self.line.sender() {
            Some(sender) => {
                // A sender that breaks or hangs is a provider that failed.
                let sending = AssertUnwindSafe(sender.send(outgoing)).catch_unwind();
                match tokio::time::timeout(TIMEOUT + TIMEOUT / 3, sending).await {
                    Ok(Ok(answer)) => answer,
                    Ok(Err(_)) => Err(SendError::Failed("the channel broke; the log says more".to_owned())),
                    Err(_) => Err(SendError::Failed("no answer in time".to_owned())),
                }
            }
            None => Err(SendError::Failed(self.line.fault().unwrap_or("the channel is not open").to_owned())),
        };
        let took_us = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
        let (outcome, detail) = match &answer {
            Ok(Accepted(word)) => (AttemptOutcome::Accepted, word.clone()),
            Err(SendError::Failed(why)) => (AttemptOutcome::Failed, why.clone()),
            Err(SendError::Refused(why)) => (AttemptOutcome::Refused, why.clone()),
            Err(throttled @ SendError::Throttled { .. }) => (AttemptOutcome::Throttled, throttled.to_string()),
        };
        tracing::debug!(channel = %self.channel.name, key = outgoing.key, outcome = outcome.as_str(), detail, "a message was tried");
        let detail = (!detail.is_empty()).then_some(detail);
        (Attempt { at: now.utc, took_us, outcome, detail }, answer)
    }

    /// What becomes of a message after this answer.
    fn after(&mut self, answer: &Result<Accepted, SendError>, letter: &mut Letter, now: Now) -> AfterTry {
        let pause = match answer {
            Ok(_) => return AfterTry::Accepted,
            Err(SendError::Refused(_)) => pace::pause_refused(letter.tries, letter.id),
            Err(SendError::Failed(_)) => pace::pause(letter.tries, letter.id),
            Err(SendError::Throttled { after, .. }) => {
                let rest = rest(*after);
                self.packer.banned_until(now.mono + rest);
                self.resting_until = Some(now.mono + rest);
                rest
            }
        };
        if now.utc - letter.created > pace::patience(letter.priority) {
            return AfterTry::GivenUp;
        }
        letter.next = now.mono + pause;
        AfterTry::Again { next: now.utc + pause }
    }

    /// Tells the desk, which puts the try on record with all that follows from it; whether it is.
    async fn report(&mut self, letter: &Letter, attempt: Attempt, then: AfterTry, hopeless: bool) -> bool {
        if then == AfterTry::GivenUp {
            tracing::error!(channel = %self.channel.name, message = %letter.id, why = attempt.detail, "a notice is given up");
        }
        let (reply, place) = oneshot::channel();
        let news = News::Tried {
            channel: self.channel.name.clone(),
            message: letter.id,
            attempt,
            then,
            items: letter.items(),
            hopeless,
            reply,
        };
        if self.news.send(news).await.is_err() {
            return false;
        }
        let Ok(number) = place.await else { return false };
        self.busy.until(&letter.deliveries, number);
        self.room.journal.on_record(number).await
    }

    /// A person tries the channel: over the very path of alarms, once.
    pub(super) async fn test(&mut self) -> Result<Accepted, SendError> {
        let now = self.room.clock.now();
        if let Some(why) = self.line.fault() {
            return Err(SendError::Refused(why.to_owned()));
        }
        if let Some(until) = self.resting_until.filter(|until| *until > now.mono) {
            let after = std::time::Duration::from_micros(u64::try_from((until - now.mono).as_micros()).unwrap_or(0));
            return Err(SendError::Throttled { after, why: "the provider asked for a rest".to_owned() });
        }
        if let Some(after) = self.no_place_for_test(now) {
            return Err(SendError::Throttled { after, why: "what may be sent is kept for alarms".to_owned() });
        }
        let letter = self.test_letter(now);
        let (letter, _) = self.put_on_record(letter).await;
        let (attempt, answer) = self.try_once(&letter.outgoing).await;
        let then = if answer.is_ok() { AfterTry::Accepted } else { AfterTry::GivenUp };
        if let Err(SendError::Throttled { after, .. }) = &answer {
            self.packer.banned_until(now.mono + rest(*after));
            self.resting_until = Some(now.mono + rest(*after));
        }
        let at = attempt.at;
        self.report(&letter, attempt, then, false).await;
        if answer.is_ok() {
            let (store, name, revision) =
                (self.room.store.clone(), self.channel.name.to_string(), self.channel.revision);
            let noted = tokio::task::spawn_blocking(move || store.channel_tested(name, revision, at)).await;
            if let Ok(Err(error)) = noted {
                tracing::warn!(%error, channel = %self.channel.name, "that a test was accepted cannot be recorded");
            }
        }
        answer
    }
}

impl Courier {
    /// How long a test must wait, in whole seconds, if what is left may only be used for critical alarms or nothing is.
    fn no_place_for_test(&self, now: Now) -> Option<std::time::Duration> {
        // A person waits already: it need not wait for its pace, as what has waited for a while.
        let since = now.mono + Span::micros(-TEST_WAITED.as_micros());
        let test = Waiting { id: 0, priority: Priority::Low, since, key: String::new() };
        let free = self.packer.next_at(&[test], now.mono).unwrap_or(now.mono + TEST_WAITED);
        let wait = u64::try_from((free - now.mono).as_micros()).unwrap_or(0);
        (wait > 0).then(|| std::time::Duration::from_secs(wait.div_ceil(1_000_000)))
    }
}

fn rest(after: std::time::Duration) -> Span {
    Span::micros(i64::try_from(after.as_micros()).unwrap_or(i64::MAX))
}
