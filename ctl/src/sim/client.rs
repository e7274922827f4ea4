//! One simulated device on the network: it measures on schedule, sends what it has, and counts what was acknowledged.
//!
//! ```text
//!            due               connected, room in the window            PUBACK
//!  detector ─────▶ outbox ─────────────────────────────────────▶ link ────────▶ outbox ─▶ list of acknowledged readings
//!                    ▲                                             │
//!                    └───────────── connection lost ───────────────┘
//! ```

mod shared;

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use mcs_core::{device::Credential, id::SerialNumber, time::Span};
use serde::Serialize;
use tokio::sync::watch;

pub(crate) use self::shared::{LiveCounts, Shared};
use super::{
    detector::{Detector, Made, payload},
    duration::{from_std, to_std},
    error::SimError,
    link::{Ended, Happened, Link, Qos},
    outbox::{Outbox, Tally},
};

/// What one device did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct DeviceSummary {
    /// The device.
    pub(crate) sn: SerialNumber,
    /// Reports sent and answered.
    #[serde(flatten)]
    pub(crate) tally: Tally,
    /// Reports made and lost on the way, as the scenario wanted.
    pub(crate) dropped: u64,
    /// Reports without an answer at the end.
    pub(crate) unacknowledged: u64,
    /// Connections that stood.
    pub(crate) connections: u64,
    /// Why the last connection ended, if it was not the end of the run.
    pub(crate) error: Option<String>,
}

/// A device while it runs.
pub(crate) struct Device {
    detector: Detector,
    credential: Credential,
    shared: Arc<Shared>,
    outbox: Outbox,
    link: Option<Link>,
    connected: bool,
    next_report: u64,
    retry_at: Span,
    failures: u32,
    /// When it gives up waiting for answers; set when it stops measuring.
    gives_up: Option<Span>,
    told: Tally,
    dropped: u64,
    connections: u64,
    error: Option<String>,
}

/// The first pause after a lost connection; each further one is twice as long.
const RETRY_FIRST: Duration = Duration::from_millis(100);
/// The longest pause between two attempts.
const RETRY_MAX: Duration = Duration::from_secs(2);
/// How long a farewell may take.
const FAREWELL: Duration = Duration::from_millis(500);
/// How long answers are awaited after an interruption.
const DRAIN_INTERRUPTED: Duration = Duration::from_secs(2);

impl Device {
    /// A device that connects after a moment of its own, so that a plant does not knock all at once.
    pub(crate) fn new(detector: Detector, credential: Credential, shared: Arc<Shared>, knocks_at: Span) -> Self {
        Self {
            detector,
            credential,
            shared,
            outbox: Outbox::default(),
            link: None,
            connected: false,
            next_report: 0,
            retry_at: knocks_at,
            failures: 0,
            gives_up: None,
            told: Tally::default(),
            dropped: 0,
            connections: 0,
            error: None,
        }
    }

    /// Runs until its schedule is over and answered, its patience is at an end, or `stop` becomes true.
    pub(crate) async fn run(mut self, mut stop: watch::Receiver<bool>) -> Result<DeviceSummary, SimError> {
        let mut stopping = false;
        loop {
            let now = self.elapsed();
            if stopping {
                self.stop_measuring(now, DRAIN_INTERRUPTED);
            }
            self.measure(now);
            self.connect(now);
            self.send();
            self.tell();
            if self.is_done(now) {
                break;
            }
            let wake = tokio::time::Instant::from_std(self.shared.started + to_std(self.wake(now)));
            tokio::select! {
                asked = stop.wait_for(|stop| *stop), if !stopping => stopping = asked.is_ok() || asked.is_err(),
                happened = listen(&mut self.link) => match happened {
                    Ok(happened) => self.hear(happened)?,
                    Err(ended) => self.hang_up(ended)?,
                },
                () = tokio::time::sleep_until(wake) => {}
            }
        }
        self.say_goodbye().await;
        Ok(self.summary())
    }

    fn elapsed(&self) -> Span {
        from_std(self.shared.started.elapsed())
    }

    /// Makes every report that is due.
    fn measure(&mut self, now: Span) {
        if self.gives_up.is_some() {
            return;
        }
        while let Some(due) = self.detector.schedule.due(self.next_report) {
            if due > now {
                return;
            }
            let made = self.detector.report(self.next_report, self.shared.start, due);
            self.next_report += 1;
            match made {
                Made::Report(report) => self.outbox.push(report),
                Made::Dropped => self.dropped += 1,
            }
        }
        let drain = self.shared.drain;
        self.stop_measuring(now, drain);
    }

    fn stop_measuring(&mut self, now: Span, patience: Duration) {
        let until = now + from_std(patience);
        self.gives_up = Some(self.gives_up.map_or(until, |earlier| earlier.min(until)));
    }

    /// Breaks the connection off when the network is gone, and makes one when there should be one.
    fn connect(&mut self, now: Span) {
        if self.detector.outage.is_some_and(|outage| outage.covers(now)) {
            self.drop_link();
        } else if self.link.is_none() && now >= self.retry_at {
            self.link = Some(Link::open(&self.detector.sn, &self.credential, &self.shared.link));
        }
    }

    fn send(&mut self) {
        let Some(link) = self.link.as_ref().filter(|_| self.connected) else { return };
        let window = usize::from(self.shared.link.window);
        let flush = self.gives_up.is_some();
        while let Some(reports) = self.outbox.take(self.shared.batch, window, flush) {
            link.publish(self.shared.qos, payload(&reports, self.detector.precision));
        }
    }

    fn hear(&mut self, happened: Happened) -> Result<(), SimError> {
        match happened {
            Happened::Connected => {
                self.connected = true;
                self.connections += 1;
                self.failures = 0;
                self.error = None;
                self.shared.live.connected.fetch_add(1, Ordering::Relaxed);
                if self.link.as_ref().is_some_and(Link::say_online) {
                    self.outbox.online();
                }
            }
            Happened::Sent(id) => self.outbox.sent(id),
            Happened::Acked(id) => {
                let reports = self.outbox.acked(id);
                if let Some(list) = self.shared.acked.as_ref().filter(|_| !reports.is_empty()) {
                    list.add(&self.detector.sn, &reports)?;
                }
            }
            Happened::Refused(id, why) => {
                self.outbox.refused(id);
                self.error = Some(why);
            }
            Happened::Other => {}
        }
        Ok(())
    }

    fn hang_up(&mut self, ended: Ended) -> Result<(), SimError> {
        for happened in ended.heard {
            self.hear(happened)?;
        }
        self.drop_link();
        let pause = RETRY_FIRST.saturating_mul(1 << self.failures.min(8)).min(RETRY_MAX);
        self.failures += 1;
        let now = self.elapsed();
        self.retry_at = now + from_std(pause);
        self.error = Some(if ended.forbidden {
            format!("{}; --rotate-secrets makes a new password", ended.why)
        } else {
            ended.why
        });
        if ended.forbidden {
            self.stop_measuring(now, Duration::ZERO);
        }
        Ok(())
    }

    fn drop_link(&mut self) {
        if self.link.take().is_some() {
            self.outbox.lost();
        }
        if std::mem::take(&mut self.connected) {
            self.shared.live.connected.fetch_sub(1, Ordering::Relaxed);
        }
    }

    fn is_done(&self, now: Span) -> bool {
        self.gives_up.is_some_and(|until| self.outbox.open() == 0 || now >= until)
    }

    /// The next moment at which something must be done without being told.
    fn wake(&self, now: Span) -> Span {
        let report = match self.gives_up {
            Some(until) => Some(until),
            None => self.detector.schedule.due(self.next_report),
        };
        let outage = self.detector.outage.into_iter().flat_map(|outage| [outage.from, outage.until]);
        let retry = self.link.is_none().then_some(self.retry_at);
        let moments = report.into_iter().chain(outage).chain(retry).filter(|moment| *moment > now);
        moments.min().unwrap_or(now + Span::secs(1))
    }

    /// Adds to the plant's counts what is new.
    fn tell(&mut self) {
        let (now, told) = (self.outbox.tally, self.told);
        self.shared.live.published.fetch_add(now.published - told.published, Ordering::Relaxed);
        self.shared.live.acknowledged.fetch_add(now.acknowledged - told.acknowledged, Ordering::Relaxed);
        self.told = now;
    }

    async fn say_goodbye(&mut self) {
        if let Some(link) = self.link.as_mut().filter(|_| self.connected) {
            link.close();
            // The server closes when it has read the farewell. What it does instead no longer matters.
            let farewell = async { while link.next().await.is_ok() {} };
            drop(tokio::time::timeout(FAREWELL, farewell).await);
        }
        self.drop_link();
    }

    fn summary(self) -> DeviceSummary {
        DeviceSummary {
            unacknowledged: match self.shared.qos {
                Qos::AtMostOnce => 0,
                Qos::AtLeastOnce => self.outbox.open() as u64,
            },
            sn: self.detector.sn,
            tally: self.outbox.tally,
            dropped: self.dropped,
            connections: self.connections,
            error: self.error,
        }
    }
}

/// What happens next on the connection; never, without one.
async fn listen(link: &mut Option<Link>) -> Result<Happened, Ended> {
    match link {
        Some(link) => link.next().await,
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests;
