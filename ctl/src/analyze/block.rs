//! Blocks of whole lines, read and decompressed on a thread of their own.

use std::{
    io::{self, Read},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, Sender, SyncSender, channel, sync_channel},
    },
    thread::{self, Scope},
};

use super::source::Archive;

/// Bytes in a block: a few thousand lines, so that handing one over costs nothing beside reading it.
const BLOCK: usize = 256 * 1024;
/// Blocks on the way: enough that neither side waits for the other's hiccups, 1 MiB in all.
const ON_THE_WAY: usize = 4;

/// What the reading thread hands over.
pub(super) enum Message {
    /// The next file begins.
    File(usize),
    /// Whole lines of it; the last one of a file may lack its line feed.
    Lines(Vec<u8>),
    /// It ends here though it should not.
    Cut {
        /// Bytes of it that were taken from the disk.
        byte: u64,
        /// Why.
        source: io::Error,
    },
}

/// Blocks as they come, and the way back for empty ones.
pub(super) struct Blocks {
    messages: Receiver<Message>,
    empty: Sender<Vec<u8>>,
}

impl Blocks {
    /// Starts reading the files one after the other. `read` counts the bytes taken from the disk.
    pub(super) fn of<'scope>(
        scope: &'scope Scope<'scope, '_>,
        archives: &'scope [Archive],
        read: Arc<AtomicU64>,
    ) -> io::Result<Self> {
        let (sender, messages) = sync_channel(ON_THE_WAY);
        let (empty, emptied) = channel();
        thread::Builder::new().name("reader".to_owned()).spawn_scoped(scope, move || {
            for (number, archive) in archives.iter().enumerate() {
                let heard = sender.send(Message::File(number)).is_ok();
                let before = read.load(Ordering::Relaxed);
                let outcome = archive.open(&read).and_then(|reader| lines(reader, &sender, &emptied));
                let told = match outcome {
                    Ok(()) => heard,
                    Err(source) => {
                        let byte = read.load(Ordering::Relaxed) - before;
                        sender.send(Message::Cut { byte, source }).is_ok()
                    }
                };
                // Nobody listens any more.
                if !told {
                    return;
                }
            }
        })?;
        Ok(Self { messages, empty })
    }

    /// The next message; `None` after the last one.
    pub(super) fn next(&self) -> Option<Message> {
        self.messages.recv().ok()
    }

    /// Gives a block back to be filled again.
    pub(super) fn give_back(&self, block: Vec<u8>) {
        let _ = self.empty.send(block);
    }
}

/// Cuts what is read at line feeds. A line longer than a block is handed over in pieces: it is no reading anyway.
fn lines(mut reader: impl Read, sender: &SyncSender<Message>, emptied: &Receiver<Vec<u8>>) -> io::Result<()> {
    let mut rest = Vec::new();
    loop {
        let mut block = emptied.try_recv().unwrap_or_default();
        block.clear();
        block.append(&mut rest);
        let full = fill(&mut reader, &mut block);
        let end = match &full {
            Ok(true) => block.iter().rposition(|byte| *byte == b'\n').map_or(block.len(), |place| place + 1),
            Ok(false) | Err(_) => block.len(),
        };
        rest.extend_from_slice(&block[end..]);
        block.truncate(end);
        if !block.is_empty() && sender.send(Message::Lines(block)).is_err() {
            return Ok(());
        }
        if !full? {
            return Ok(());
        }
    }
}

/// Fills a block; answers whether it is full, so that more may follow.
fn fill(reader: &mut impl Read, block: &mut Vec<u8>) -> io::Result<bool> {
    let mut filled = block.len();
    block.resize(BLOCK.max(filled + 1), 0);
    let outcome = loop {
        if filled == block.len() {
            break Ok(true);
        }
        match reader.read(&mut block[filled..]) {
            Ok(0) => break Ok(false),
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => break Err(error),
        }
    };
    block.truncate(filled);
    outcome
}
