//! How long until a row can be read back by somebody else.

use std::time::{Duration, Instant};

use mcs_core::{
    id::SerialNumber,
    time::{Span, Timestamp},
};
use mcs_proto::client::Client;
use serde::Serialize;
use tokio_stream::StreamExt;

use super::{
    BenchOptions, Target,
    connection::Connection,
    latency::{Latencies, Percentiles},
    load::Clock,
    reading,
};
use crate::{
    output::{Cell, Column, Item, Tone},
    sim::error::SimError,
    time::Zone,
};

/// What came out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct VisibleFacts {
    /// Readings looked for as soon as they were sent.
    pub(crate) samples: u64,
    /// Of them, those that never became readable.
    pub(crate) missing: u64,
    /// From publish to the first query that found the row.
    pub(crate) row: Option<Percentiles>,
    /// From publish to acknowledgement.
    pub(crate) puback: Option<Percentiles>,
    /// Readings looked for once, right after their acknowledgement.
    pub(crate) acknowledged: u64,
    /// Of them, those that were found.
    pub(crate) found_at_acknowledgement: u64,
}

impl VisibleFacts {
    /// Whether every row became readable, and those acknowledged were so at once.
    pub(crate) const fn complete(&self) -> bool {
        self.missing == 0 && self.found_at_acknowledgement == self.acknowledged
    }
}

impl Item for VisibleFacts {
    const COLUMNS: &'static [Column] = &[Column::text("ROW"), Column::text("PUBACK"), Column::number("MISSING")];
    const OPTIONAL: &'static [(&'static str, &'static [&'static str])] =
        &[("row", Percentiles::FIELDS), ("puback", Percentiles::FIELDS)];

    fn name(&self) -> String {
        "visible".to_owned()
    }

    fn cells(&self, _zone: &Zone) -> Vec<Cell> {
        vec![Percentiles::cell(self.row), Percentiles::cell(self.puback), Cell::new(self.missing)]
    }

    fn facts(&self, _zone: &Zone) -> Vec<(&'static str, Cell)> {
        let tone = |bad: bool| if bad { Tone::Bad } else { Tone::Plain };
        let at_once = format!("{} of {}", self.found_at_acknowledgement, self.acknowledged);
        let missing = format!("{} of {}", self.missing, self.samples);
        vec![
            ("ROW READABLE", Percentiles::cell(self.row)),
            ("PUBACK", Percentiles::cell(self.puback)),
            ("AT ONCE WHEN ACKED", Cell::new(at_once).tone(tone(self.found_at_acknowledgement < self.acknowledged))),
            ("NEVER READABLE", Cell::new(missing).tone(tone(self.missing > 0))),
        ]
    }
}

/// Longest wait for one row.
const ROW_WITHIN: Duration = Duration::from_secs(10);
/// Pause between two readings, odd so that they meet the daemon's commits at every phase.
const PAUSE: Duration = Duration::from_millis(73);

/// Publishes one reading at a time and looks for its row: every other one at once, the rest when acknowledged.
pub(super) async fn visible(
    options: &BenchOptions,
    samples: u32,
    target: Target,
    client: &Client,
) -> Result<VisibleFacts, SimError> {
    let failed = |source| SimError::Io { what: "publish", source };
    let mut connection = Connection::open(target.address, &target.sn, &target.credential).await?;
    let (clock, mut payload, mut seq) = (Clock::start(), Vec::new(), target.first_seq);
    let (mut row, mut puback) = (Latencies::new(), Latencies::new());
    let (mut missing, mut found) = (0, 0);
    for sample in 0..samples * 2 {
        let sent = Instant::now();
        let ts_ms = clock.ms(sent);
        reading::write(&mut payload, ts_ms, seq, reading::CLEAN + u32::from(seq % 50), options.payload_bytes);
        connection.queue(&payload, sent);
        connection.flush().await.map_err(failed)?;
        let ts = Timestamp::from_micros(ts_ms * 1000);
        if sample % 2 == 0 {
            match wait_for(client, &target.sn, ts, seq, sent).await? {
                Some(after) => row.add(after),
                None => missing += 1,
            }
        }
        answer(&mut connection, &mut puback).await.map_err(failed)?;
        if sample % 2 == 1 {
            found += u64::from(is_readable(client, &target.sn, ts, seq).await?);
        }
        seq = seq.wrapping_add(1);
        tokio::time::sleep(PAUSE).await;
    }
    connection.close().await;
    Ok(VisibleFacts {
        samples: samples.into(),
        missing,
        row: row.percentiles(),
        puback: puback.percentiles(),
        acknowledged: samples.into(),
        found_at_acknowledgement: found,
    })
}

async fn answer(connection: &mut Connection, puback: &mut Latencies) -> std::io::Result<()> {
    while connection.in_flight() > 0 {
        tokio::time::timeout(ROW_WITHIN, connection.answers(|latency| puback.add(latency)))
            .await
            .map_err(std::io::Error::from)??;
    }
    Ok(())
}

async fn wait_for(
    client: &Client,
    sn: &SerialNumber,
    ts: Timestamp,
    seq: u16,
    sent: Instant,
) -> Result<Option<Duration>, SimError> {
    while sent.elapsed() < ROW_WITHIN {
        if is_readable(client, sn, ts, seq).await? {
            return Ok(Some(sent.elapsed()));
        }
    }
    Ok(None)
}

/// The corrected time of a reading lies near the time it was sent with; both sides are on the same machine.
async fn is_readable(client: &Client, sn: &SerialNumber, ts: Timestamp, seq: u16) -> Result<bool, SimError> {
    let around = Span::millis(60);
    let mut rows = client.history(sn, ts - around, ts + around, 0).await?;
    while let Some(row) = rows.next().await {
        if row?.seq == Some(seq) {
            return Ok(true);
        }
    }
    Ok(false)
}
