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
