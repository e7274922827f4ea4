//! Whatever a provider answers: reading it never panics, and only its own *yes* behind a good status is taken for one.
//!
//! From `daemon`: `RUSTC_BOOTSTRAP=1 cargo fuzz run provider_answer fuzz/corpus/provider_answer fuzz/seeds/provider_answer
//! --sanitizer none -- -max_total_time=60`. The first two bytes are the status, the next line is `Retry-After`, the rest the body.

#![no_main]

// The sources themselves: the whole daemon takes minutes to build and none of the rest of it is needed.
#[path = "../../src/notify/channel/answer.rs"]
mod answer;
#[path = "../../src/notify/channel/outcome.rs"]
mod outcome;

use std::time::Duration;

use answer::{Answer, Meaning, Shape, retry_after};
use libfuzzer_sys::fuzz_target;
use outcome::SendError;

const SHAPES: [Shape; 3] = [
    Shape { codes: &["errcode"], words: &["errmsg"], yes: "0" },
    Shape { codes: &["code", "StatusCode"], words: &["msg", "StatusMessage"], yes: "0" },
    Shape { codes: &["Code"], words: &["Message"], yes: "OK" },
];

const BANNED: &str = "130101";
const BAN: Duration = Duration::from_mins(10);

fuzz_target!(|input: &[u8]| {
    let Some((status, rest)) = input.split_first_chunk::<2>() else { return };
    let text = String::from_utf8_lossy(rest);
    let (header, body) = text.split_once('\n').unwrap_or(("", &text));
    let wait = retry_after(header, jiff::Timestamp::UNIX_EPOCH);
    assert!(wait.is_none_or(|wait| (1..=86_400).contains(&wait.as_secs())));
    let status = u16::from_le_bytes(*status) % 600;
    let answer = Answer { status, retry_after: wait, body: body.to_owned() };
    assert!(answer.in_short().len() < 2_000);
    for shape in SHAPES {
        let outcome = answer.settle(&shape, |code, _| match code {
            _ if code == shape.yes => Meaning::Accepted,
            BANNED => Meaning::Throttled(BAN),
            "19021" => Meaning::Refused("set the secret again"),
            _ => Meaning::Failed,
        });
        match outcome {
            Ok(_) => assert!((200..300).contains(&status) && body.contains(shape.yes)),
            Err(SendError::Throttled { after, .. }) => {
                assert!(matches!(status, 429 | 503) || after == wait.unwrap_or(BAN));
            }
            Err(SendError::Failed(_) | SendError::Refused(_)) => {}
        }
    }
});
