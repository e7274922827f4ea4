//! Asks the daemon for a shell: quickly or not at all.

use std::{path::Path, time::Duration};

use mcs_proto::{
    client::{Client, ClientError},
    context::Wish,
};

/// How long a person who pressed Tab waits.
const PATIENCE: Duration = Duration::from_millis(150);

/// What the daemon answers; `None` if there is none, it refuses, or it is slow.
pub(super) fn ask<T>(question: impl AsyncFnOnce(Client) -> Result<T, ClientError>) -> Option<T> {
    let words: Vec<String> = std::env::args().skip_while(|word| word != "--").collect();
    let (socket, context) = (value_of("--socket", &words), value_of("--context", &words));
    let place = Wish { socket: socket.map(Path::new), context, data_dir: None }.locate().ok()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
    let answer = runtime.block_on(async {
        let asked = async {
            let client = Client::connect(&place, PATIENCE).await?;
            question(client).await
        };
        tokio::time::timeout(PATIENCE, asked).await
    });
    runtime.shutdown_background();
    answer.ok()?.ok()
}

/// What was said with a flag on the line that is being typed.
fn value_of<'a>(flag: &str, words: &'a [String]) -> Option<&'a str> {
    words.iter().enumerate().find_map(|(at, word)| {
        let rest = word.strip_prefix(flag)?;
        if rest.is_empty() { words.get(at + 1).map(String::as_str) } else { rest.strip_prefix('=') }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_daemon_that_is_named_on_the_line_is_asked() {
        let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(value_of("--socket", &words("mcsctl --socket /s device")), Some("/s"));
        assert_eq!(value_of("--socket", &words("mcsctl --socket=/s device")), Some("/s"));
        assert_eq!(value_of("--socket", &words("mcsctl --sockets /s device")), None);
        assert_eq!(value_of("--socket", &words("mcsctl --socket")), None);
    }
}
