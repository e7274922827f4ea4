//! From what a device said to what it means: identity, live or late, value, judgement, and the row to store.

use mcs_core::{
    alarm::{Judged, SystemCause},
    evaluation::evaluate,
    identity::{Identity, Known, fingerprint},
    lateness::{Place, Timing},
    observation::{Observation, Presence, Sample},
    reading::{Flags, Reading},
    sentence,
    time::Now,
};

use super::{counters, point::Latest, state::Plant};
use crate::{
    ingest::{Heard, Knock, Observed, Said},
    store::{Change, NewReading, Quarantined, Urgency},
};

/// Strangers remembered; beyond it the one not seen for longest is forgotten.
const MAX_DISCOVERED: usize = 1_000;
/// A stranger's row is written at its first knock and then at most this often.
const KNOCK_WRITE_EVERY: mcs_core::time::Span = mcs_core::time::Span::mins(1);

impl Plant {
    /// Applies one message of the ingest room.
    pub(super) fn hear(&mut self, heard: Heard) {
        match heard {
            Heard::Frame(observed) => self.hear_frame(observed),
            Heard::Knock(knock) => self.hear_knock(knock),
            Heard::Link(news) => self.hear_link(news),
        }
    }

    fn hear_frame(&mut self, observed: Observed) {
        // Removed while the frame was on its way: dropping the token refuses it.
        let Some(&place) = self.by_sn.get(&observed.sn) else { return };
        let now = Now { utc: observed.received.floor(Reading::RECEIVED_STEP), mono: observed.mono };
        self.mint.at = now.utc;
        self.heard_on(place, observed.route, now);
        if observed.pressed {
            self.commit.press(Urgency::Pressed);
        }
        match observed.said {
            Said::Observation(Observation::Samples { mut samples, array }) => {
                if array {
                    samples.sort_by_key(|sample| sample.ts);
                }
                let count = samples.len();
                for (index, sample) in samples.iter().enumerate() {
                    self.hear_sample(place, sample, Place::of(index, count), now, observed.retained);
                }
            }
            Said::Observation(Observation::Status(Presence::Offline)) | Said::Will => {
                let point = &mut self.points[place];
                point.alarms.will(&point.rules, now);
                self.touch(place);
            }
            Said::Observation(Observation::Status(Presence::Online)) => {}
            Said::Observation(Observation::Answer { id, ok, err }) => {
                tracing::info!(sn = %observed.sn, %id, ok, err, "a device answered a command nobody waits for");
            }
            Said::Poison { topic, payload, why } => self.hear_poison(place, topic, payload, why, now),
            Said::Refusal => {
                self.rates.refused.note(now.mono);
                let point = self.points[place].device.point;
                self.count(point, now.utc, |counts| counts.refused += 1);
            }
        }
        self.commit.acks.extend(observed.ack);
    }

    fn hear_sample(&mut self, place: usize, sample: &Sample, in_frame: Place, now: Now, retained: bool) {
        counters::add(&self.counters.readings, 1);
        let day = self.calendar.day(now.utc);
        let point = &mut self.points[place];
        let hash = fingerprint(sample);
        let known = Known { ts: sample.ts, seq: sample.seq, hash, received: now.utc };
        let identity = point.identity.classify(&known, point.lateness.skew());
        if identity == Identity::Duplicate {
            let id = point.device.point;
            self.rates.loud.note(place, &mut point.traffic, point.device.settings.period(), now.mono);
            counters::add(&self.counters.duplicates, 1);
            self.count(id, now.utc, |counts| counts.duplicate += 1);
            return;
        }
        let verdict = point.lateness.judge(sample, in_frame, now.utc, now.mono);
        let settings = &point.device.settings;
        let mut evaluation = evaluate(point.device.point, sample, &verdict, now.utc, &point.calibrations, settings);
        let mut flags = evaluation.reading.flags;
        if identity == Identity::Conflict {
            flags = flags.with(Flags::CONFLICT);
        }
        if retained {
            flags = flags.with(Flags::RETAINED);
        }
        evaluation.reading.flags = flags;
        let mut counts = mcs_core::ledger::Counts::default();
        if let Some(seq) = sample.seq {
            point.gaps.note(seq, verdict.timing, verdict.time, &mut counts);
        }
        let skew = sample.ts.map(|_| point.lateness.skew());
        let judged = Judged::of(&point.rules, &evaluation.reading, evaluation.value, skew, counts.restarts > 0)
            .over(sample.net.as_deref());
        let catching_up = match verdict.timing {
            Timing::Live => {
                point.alarms.hear(&point.rules, &judged, now, &mut self.mint, &mut self.changes);
                self.rates.throughput.note(point.device.settings.period());
                let (reading, value, quality) = (evaluation.reading.clone(), evaluation.value, evaluation.quality);
                point.latest = Some(Latest { reading, value, quality });
                false
            }
            Timing::Late => {
                point.alarms.hear_late(&point.rules, &judged, now, &mut self.mint, &mut self.changes);
                true
            }
            Timing::OutOfOrder => {
                // Older than the last one judged: a sign of life, nothing more.
                point.alarms.hear(&point.rules, &judged, now, &mut self.mint, &mut self.changes);
                false
            }
        };
        if catching_up {
            // A device that empties its buffer waits for each acknowledgement before it sends the next.
            self.commit.press(Urgency::Pressed);
        } else {
            self.rates.loud.note(place, &mut point.traffic, point.device.settings.period(), now.mono);
        }
        let id = evaluation.reading.point;
        self.commit.readings.push(NewReading {
            reading: evaluation.reading,
            hash,
            day,
            ask_store: identity == Identity::AskStore,
            no_identity: identity == Identity::NoIdentity,
        });
        self.count(id, now.utc, |c| c.add(&counts));
        self.take_changes(place);
        self.show(place);
    }

    fn hear_poison(&mut self, place: usize, topic: String, payload: Vec<u8>, why: String, now: Now) {
        self.rates.quarantined.note(now.mono);
        counters::add(&self.counters.quarantined, 1);
        let point = &mut self.points[place];
        let sn = point.device.sn.clone();
        tracing::info!(%sn, topic, why, bytes = payload.len(), "frame quarantined");
        point.alarms.undecodable(&point.rules, now, &mut self.mint, &mut self.changes);
        self.take_changes(place);
        let id = self.points[place].device.point;
        self.count(id, now.utc, |counts| counts.quarantined += 1);
        self.commit.quarantine.push(Quarantined { sn, received: now.utc, topic, payload, why });
    }

    fn hear_knock(&mut self, knock: Knock) {
        if self.by_sn.contains_key(&knock.sn) {
            // A registered device under another user name: a wrong password in all but name, not a stranger.
            return;
        }
        if self.discovered.len() >= MAX_DISCOVERED && !self.discovered.contains_key(&knock.sn) {
            let oldest = self.discovered.values().min_by_key(|d| d.last).map(|d| d.sn.clone());
            if let Some(oldest) = oldest {
                self.discovered.remove(&oldest);
                self.commit.changes.push(Change::Undiscovered(oldest));
            }
        }
        let mut written = true;
        let entry = self.discovered.entry(knock.sn.clone()).or_insert_with(|| {
            written = false;
            mcs_core::device::Discovered {
                sn: knock.sn.clone(),
                user: knock.user.clone(),
                address: knock.address.clone(),
                first: knock.at,
                last: knock.at,
                attempts: 0,
            }
        });
        let due = knock.at - entry.last >= KNOCK_WRITE_EVERY;
        entry.attempts += 1;
        (entry.user, entry.address) = (knock.user, knock.address);
        if !written || due {
            entry.last = knock.at;
            self.commit.changes.push(Change::Discovered(entry.clone()));
        }
        let now = self.now();
        let text = sentence::STRANGERS.with(&[&self.discovered.len()]);
        self.system.set(SystemCause::UnknownDevice, true, Some(&text), now, &mut self.mint, &mut self.changes);
        self.take_system_changes();
    }
}
