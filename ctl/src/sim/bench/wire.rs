//! Just enough MQTT 3.1.1 to load a daemon: CONNECT, PUBLISH with `QoS` 1, and reading CONNACK and PUBACK.
//!
//! The simulated plant uses a full client; this one exists because a full client for each of 500 connections would need more
//! processor than the daemon that is measured. After OASIS MQTT 3.1.1, sections 2.2, 3.1 to 3.4.

/// Seconds without a packet after which the server may give up; a load generator is never that quiet.
const KEEP_ALIVE_S: u16 = 60;
/// Packets longer than this are not expected from a server that only answers.
const ANSWER_MAX: usize = 1024;

/// What a server answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// CONNACK with its return code; 0 is accepted.
    Connected {
        /// Why not, if it is not 0.
        code: u8,
    },
    /// PUBACK of this packet id.
    Acknowledged(u16),
    /// Something else that is well formed.
    Other,
}

/// Bytes that are no answer of an MQTT server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the server's answer is not MQTT")]
pub(super) struct Malformed;

/// Writes CONNECT with a clean session.
pub(super) fn connect(out: &mut Vec<u8>, client_id: &str, user: &str, password: &str) {
    const CLEAN_USER_PASSWORD: u8 = 0b1100_0010;
    let length = 10 + 2 + client_id.len() + 2 + user.len() + 2 + password.len();
    out.push(0x10);
    write_length(out, length);
    write_text(out, "MQTT");
    out.extend_from_slice(&[4, CLEAN_USER_PASSWORD]);
    out.extend_from_slice(&KEEP_ALIVE_S.to_be_bytes());
    for text in [client_id, user, password] {
        write_text(out, text);
    }
}

/// Writes PUBLISH with `QoS` 1.
pub(super) fn publish(out: &mut Vec<u8>, topic: &str, packet_id: u16, payload: &[u8]) {
    out.push(0x32);
    write_length(out, 2 + topic.len() + 2 + payload.len());
    write_text(out, topic);
    out.extend_from_slice(&packet_id.to_be_bytes());
    out.extend_from_slice(payload);
}

/// Writes DISCONNECT.
pub(super) fn disconnect(out: &mut Vec<u8>) {
    out.extend_from_slice(&[0xE0, 0]);
}

fn write_text(out: &mut Vec<u8>, text: &str) {
    // Names and passwords here are far below 64 KiB; one that were not is cut and refused by the server.
    let length = u16::try_from(text.len()).unwrap_or(u16::MAX);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(&text.as_bytes()[..usize::from(length)]);
}

/// The remaining length, seven bits a byte, lowest first.
fn write_length(out: &mut Vec<u8>, mut length: usize) {
    loop {
        #[expect(clippy::cast_possible_truncation, reason = "seven bits fit into a byte")]
        let low = (length & 0x7F) as u8;
        length >>= 7;
        if length == 0 {
            out.push(low);
            return;
        }
        out.push(low | 0x80);
    }
}

/// Takes the first whole answer off the front; `None` if it has not arrived completely.
pub(super) fn take_answer(bytes: &mut &[u8]) -> Result<Option<Answer>, Malformed> {
    let Some((&first, rest)) = bytes.split_first() else { return Ok(None) };
    let Some((length, body)) = read_length(rest)? else { return Ok(None) };
    if length > ANSWER_MAX {
        return Err(Malformed);
    }
    let Some((body, rest)) = body.split_at_checked(length) else { return Ok(None) };
    let answer = match (first >> 4, body) {
        (2, &[_, code]) => Answer::Connected { code },
        (4, &[high, low]) => Answer::Acknowledged(u16::from_be_bytes([high, low])),
        (2 | 4, _) => return Err(Malformed),
        (_, _) => Answer::Other,
    };
    *bytes = rest;
    Ok(Some(answer))
}

fn read_length(bytes: &[u8]) -> Result<Option<(usize, &[u8])>, Malformed> {
    let mut length = 0;
    for (index, byte) in bytes.iter().enumerate() {
        if index == 4 {
            return Err(Malformed);
        }
        length |= usize::from(byte & 0x7F) << (7 * index);
        if byte & 0x80 == 0 {
            return Ok(Some((length, &bytes[index + 1..])));
        }
    }
    if bytes.len() > 4 { Err(Malformed) } else { Ok(None) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connect_is_written_as_the_standard_shows_it() {
        let mut out = Vec::new();
        connect(&mut out, "B001", "device_B001", "secret");
        let mut expected = vec![0x10, 10 + 6 + 13 + 8, 0, 4];
        expected.extend_from_slice(b"MQTT\x04\xC2\x00\x3C\x00\x04B001\x00\x0Bdevice_B001\x00\x06secret");
        assert_eq!(out, expected);
    }

    #[test]
    fn publish_carries_topic_packet_id_and_payload() {
        let mut out = Vec::new();
        publish(&mut out, "mcs/B001/up", 0x1234, b"{}");
        assert_eq!(out, b"\x32\x11\x00\x0Bmcs/B001/up\x12\x34{}");
    }

    #[test]
    fn lengths_grow_by_a_byte_at_each_power_of_128() {
        for (length, bytes) in
            [(127, &[0x7F][..]), (128, &[0x80, 1]), (16_383, &[0xFF, 0x7F]), (16_384, &[0x80, 0x80, 1])]
        {
            let mut out = Vec::new();
            write_length(&mut out, length);
            assert_eq!(out, bytes);
            assert_eq!(read_length(&out), Ok(Some((length, &[][..]))));
        }
    }

    #[test]
    fn answers_are_taken_one_by_one_and_a_partial_one_waits() {
        let whole = [0x20, 2, 0, 0, 0x40, 2, 0x12, 0x34, 0xD0, 0, 0x40, 2, 0xFF];
        let mut bytes = &whole[..];
        assert_eq!(take_answer(&mut bytes), Ok(Some(Answer::Connected { code: 0 })));
        assert_eq!(take_answer(&mut bytes), Ok(Some(Answer::Acknowledged(0x1234))));
        assert_eq!(take_answer(&mut bytes), Ok(Some(Answer::Other)));
        assert_eq!(take_answer(&mut bytes), Ok(None));
        assert_eq!(bytes.len(), 3, "the partial answer is left for later");
    }

    #[test]
    fn every_cut_of_an_answer_waits_and_none_is_misread() {
        let whole = [0x40, 2, 0x12, 0x34];
        for cut in 0..whole.len() {
            assert_eq!(take_answer(&mut &whole[..cut]), Ok(None), "cut at {cut}");
        }
    }

    #[test]
    fn what_no_server_says_is_refused() {
        for bad in [&[0x40, 1, 0][..], &[0x20, 3, 0, 0, 0], &[0x40, 0xFF, 0xFF, 0xFF, 0xFF, 1], &[0x40, 0xFF, 0xFF, 3]]
        {
            assert_eq!(take_answer(&mut &*bad), Err(Malformed), "{bad:?}");
        }
    }
}
