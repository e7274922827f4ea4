//! Drives one connection of the load generator: as fast as answers come, or at a pace.

use std::{
    io,
    time::{Duration, Instant},
};

use super::connection::Connection;

/// What a connection sends, and who hears about its answers.
pub(super) trait Source {
    /// Writes the next payload, which leaves now.
    fn reading(&mut self, payload: &mut Vec<u8>, now: Instant);
    /// A publish was acknowledged after this long.
    fn answered(&mut self, latency: Duration);
    /// A publish left this much later than it was due.
    fn late(&mut self, by: Duration);
}

/// When a connection publishes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    /// When its first publish is due.
    pub(super) first: Instant,
    /// Time between two; `None` is as fast as answers come.
    pub(super) every: Option<Duration>,
    /// When it stops.
    pub(super) end: Instant,
    /// Publishes without an answer at most.
    pub(super) window: usize,
}

/// How long answers are awaited after the end.
const DRAIN: Duration = Duration::from_secs(15);

/// Publishes until the end and waits for the last answers. Answers how many never came.
pub(super) async fn drive(connection: &mut Connection, pace: Pace, source: &mut impl Source) -> io::Result<usize> {
    let mut payload = Vec::with_capacity(512);
    tokio::time::sleep_until(pace.first.into()).await;
    match pace.every {
        Some(every) => paced(connection, pace, every, source, &mut payload).await?,
        None => unpaced(connection, pace, source, &mut payload).await?,
    }
    let give_up = tokio::time::Instant::now() + DRAIN;
    while connection.in_flight() > 0 {
        match tokio::time::timeout_at(give_up, connection.answers(|latency| source.answered(latency))).await {
            Ok(heard) => heard?,
            Err(_) => break,
        }
    }
    Ok(connection.in_flight())
}

async fn unpaced(
    connection: &mut Connection,
    pace: Pace,
    source: &mut impl Source,
    payload: &mut Vec<u8>,
) -> io::Result<()> {
    loop {
        let now = Instant::now();
        if now >= pace.end {
            return Ok(());
        }
        while connection.in_flight() < pace.window {
            source.reading(payload, now);
            connection.queue(payload, now);
        }
        connection.flush().await?;
        connection.answers(|latency| source.answered(latency)).await?;
    }
}

async fn paced(
    connection: &mut Connection,
    pace: Pace,
    every: Duration,
    source: &mut impl Source,
    payload: &mut Vec<u8>,
) -> io::Result<()> {
    let mut due = pace.first;
    while due < pace.end {
        let now = Instant::now();
        while due <= now && due < pace.end && connection.in_flight() < pace.window {
            source.late(now - due);
            source.reading(payload, now);
            connection.queue(payload, now);
            due += every;
        }
        connection.flush().await?;
        let full = connection.in_flight() >= pace.window;
        tokio::select! {
            heard = connection.answers(|latency| source.answered(latency)) => heard?,
            () = tokio::time::sleep_until(due.into()), if !full => {}
            // Answers that never come must not keep a full connection for ever.
            () = tokio::time::sleep_until((pace.end + DRAIN).into()), if full => return Ok(()),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use mcs_core::{
        device::Credential,
        id::{SerialNumber, UserName},
    };

    use super::*;
    use crate::sim::{bench::reading, server::Server};

    #[derive(Default)]
    struct Counted {
        sent: u16,
        answered: u16,
    }

    impl Source for Counted {
        fn reading(&mut self, payload: &mut Vec<u8>, _now: Instant) {
            reading::write(payload, 1_734_320_000_000, self.sent, reading::CLEAN, 200);
            self.sent += 1;
        }

        fn answered(&mut self, _latency: Duration) {
            self.answered += 1;
        }

        fn late(&mut self, _by: Duration) {}
    }

    async fn driven(server: &Server, every: Option<Duration>) -> (io::Result<usize>, Counted) {
        let sn = SerialNumber::new("B001").expect("a serial number");
        let credential = Credential { user: UserName::new("device_B001").expect("a name"), password: "x".into() };
        let mut connection = Connection::open(server.address, &sn, &credential).await.expect("it connects");
        let mut counted = Counted::default();
        let first = Instant::now();
        let pace = Pace { first, every, end: first + Duration::from_millis(200), window: 8 };
        let outcome = drive(&mut connection, pace, &mut counted).await;
        connection.close().await;
        (outcome, counted)
    }

    #[tokio::test]
    async fn a_pace_is_kept_and_every_answer_counted() {
        let server = Server::start(Vec::new()).await;
        let (outcome, counted) = driven(&server, Some(Duration::from_millis(10))).await;
        assert_eq!(outcome.ok(), Some(0));
        assert_eq!((counted.sent, counted.answered), (20, 20));
        assert_eq!(server.heard().publishes.len(), 20);
    }

    #[tokio::test]
    async fn without_a_pace_it_goes_as_fast_as_answers_come() {
        let server = Server::start(Vec::new()).await;
        let (outcome, counted) = driven(&server, None).await;
        assert_eq!(outcome.ok(), Some(0));
        assert!(counted.sent > 8, "only {} readings", counted.sent);
        assert_eq!(counted.sent, counted.answered);
    }

    #[tokio::test]
    async fn a_broken_connection_is_an_error_and_not_a_wait() {
        let server = Server::start(vec![3]).await;
        let (outcome, counted) = driven(&server, None).await;
        assert!(outcome.is_err());
        // The reset may overtake answers that were under way.
        assert!(counted.answered <= 3, "{} answers", counted.answered);
    }
}
