//! A device as the tests need it: an MQTT client of 3.1.1 or 5 that sees every packet and acknowledges nothing by itself.

use std::{
    fmt::Display,
    io::{ErrorKind, Read, Write},
    net::{SocketAddr, TcpStream},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use mcs_core::device::Credential;

/// Protocol version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Version {
    V3 = 4,
    V5 = 5,
}

/// What the server sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Packet {
    ConnAck(u8),
    PubAck {
        id: u16,
        reason: u8,
    },
    PubRec {
        id: u16,
    },
    PubComp {
        id: u16,
    },
    SubAck(Vec<u8>),
    PingResp,
    Disconnect,
    /// The server closed the connection.
    Closed,
    /// Nothing came within the time given.
    Nothing,
}

/// What a CONNECT says.
pub(crate) struct Connect<'a> {
    pub(crate) version: Version,
    pub(crate) client_id: &'a str,
    pub(crate) user: &'a str,
    pub(crate) password: &'a str,
    pub(crate) keep_alive: u16,
    pub(crate) will: Option<(&'a str, &'a str)>,
}

impl<'a> Connect<'a> {
    /// As a device logs in.
    pub(crate) fn device(sn: &'a str, credential: &'a Credential) -> Self {
        Self {
            version: Version::V3,
            client_id: sn,
            user: credential.user.as_str(),
            password: &credential.password,
            keep_alive: 60,
            will: None,
        }
    }
}

/// A connected client.
pub(crate) struct Mqtt {
    stream: TcpStream,
    version: Version,
    buffer: Vec<u8>,
    next_id: u16,
}

impl Mqtt {
    /// Connects; the CONNACK code, 0 when let in.
    pub(crate) fn connect(address: SocketAddr, connect: &Connect<'_>) -> (Self, Packet) {
        Self::log_in(TcpStream::connect(address).expect("the endpoint listens"), connect)
    }

    fn log_in(stream: TcpStream, connect: &Connect<'_>) -> (Self, Packet) {
        stream.set_nodelay(true).expect("a socket option");
        let mut client = Self { stream, version: connect.version, buffer: Vec::new(), next_id: 0 };
        let mut body = vec![0, 4, b'M', b'Q', b'T', b'T', connect.version as u8];
        body.push(0b1100_0010 | if connect.will.is_some() { 0b0000_1100 } else { 0 });
        body.extend(connect.keep_alive.to_be_bytes());
        if connect.version == Version::V5 {
            body.push(0);
        }
        put_text(&mut body, connect.client_id);
        if let Some((topic, message)) = connect.will {
            if connect.version == Version::V5 {
                body.push(0);
            }
            put_text(&mut body, topic);
            put_text(&mut body, message);
        }
        put_text(&mut body, connect.user);
        put_text(&mut body, connect.password);
        client.send(0x10, &body);
        let answer = client.read(Duration::from_secs(10));
        (client, answer)
    }

    /// Connects as a registered device to a daemon that may just be going down; `None` if it did not let us in.
    pub(crate) fn try_device(address: SocketAddr, sn: &str, credential: &Credential) -> Option<Self> {
        let stream = TcpStream::connect(address).ok()?;
        let (client, answer) = Self::log_in(stream, &Connect::device(sn, credential));
        (answer == Packet::ConnAck(0)).then_some(client)
    }

    /// Connects as a registered device and is let in.
    pub(crate) fn device(address: SocketAddr, sn: &str, credential: &Credential) -> Self {
        let (client, answer) = Self::connect(address, &Connect::device(sn, credential));
        assert_eq!(answer, Packet::ConnAck(0));
        client
    }

    /// Publishes with QoS 1 and does not wait; the packet id.
    pub(crate) fn publish(&mut self, topic: &str, payload: &str) -> u16 {
        self.next_id = self.next_id % 65_535 + 1;
        let id = self.next_id;
        self.publish_as(1, false, id, topic, payload.as_bytes());
        id
    }

    /// Publishes with any QoS, retain flag and packet id.
    pub(crate) fn publish_as(&mut self, qos: u8, retain: bool, id: u16, topic: &str, payload: &[u8]) {
        let mut body = Vec::with_capacity(payload.len() + topic.len() + 8);
        put_text(&mut body, topic);
        if qos > 0 {
            body.extend(id.to_be_bytes());
        }
        if self.version == Version::V5 {
            body.push(0);
        }
        body.extend(payload);
        self.send(0x30 | (qos << 1) | u8::from(retain), &body);
    }

    /// Publishes with QoS 1 and waits for its PUBACK.
    pub(crate) fn deliver(&mut self, topic: &str, payload: &str) {
        let id = self.publish(topic, payload);
        assert_eq!(self.read(Duration::from_secs(10)), Packet::PubAck { id, reason: 0 });
    }

    /// Subscribes to one filter; the return code.
    pub(crate) fn subscribe(&mut self, filter: &str) -> Packet {
        let mut body = vec![0, 1];
        if self.version == Version::V5 {
            body.push(0);
        }
        put_text(&mut body, filter);
        body.push(1);
        self.send(0x82, &body);
        self.read(Duration::from_secs(10))
    }

    /// PUBREL of a QoS 2 publish.
    pub(crate) fn release(&mut self, id: u16) {
        self.send(0x62, &id.to_be_bytes());
    }

    /// PINGREQ.
    pub(crate) fn ping(&mut self) {
        self.send(0xC0, &[]);
    }

    /// DISCONNECT.
    pub(crate) fn goodbye(mut self) {
        self.send(0xE0, &[]);
    }

    /// Sends bytes as they are.
    pub(crate) fn send_raw(&mut self, bytes: &[u8]) {
        let _ = self.stream.write_all(bytes);
    }

    fn send(&mut self, kind: u8, body: &[u8]) {
        let mut packet = vec![kind];
        let mut len = body.len();
        loop {
            let digit = u8::try_from(len % 128).expect("below 128");
            len /= 128;
            packet.push(if len > 0 { digit | 0x80 } else { digit });
            if len == 0 {
                break;
            }
        }
        packet.extend(body);
        // A server that has closed says so when we read.
        let _ = self.stream.write_all(&packet);
    }

    /// The next packet within a time.
    pub(crate) fn read(&mut self, within: Duration) -> Packet {
        self.stream.set_read_timeout(Some(within)).expect("a socket option");
        loop {
            if let Some(packet) = self.take() {
                return packet;
            }
            let mut chunk = [0; 4096];
            match self.stream.read(&mut chunk) {
                Ok(0) => return Packet::Closed,
                Ok(n) => self.buffer.extend(&chunk[..n]),
                Err(e) if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => return Packet::Nothing,
                Err(_) => return Packet::Closed,
            }
        }
    }

    fn take(&mut self) -> Option<Packet> {
        let kind = *self.buffer.first()?;
        let (mut len, mut at) = (0_usize, 1);
        loop {
            let digit = *self.buffer.get(at)?;
            len |= usize::from(digit & 0x7F) << (7 * (at - 1));
            at += 1;
            if digit & 0x80 == 0 {
                break;
            }
        }
        if self.buffer.len() < at + len {
            return None;
        }
        let body: Vec<u8> = self.buffer.drain(..at + len).skip(at).collect();
        let id = || u16::from_be_bytes([body[0], body[1]]);
        Some(match kind >> 4 {
            2 => Packet::ConnAck(body[1]),
            4 => Packet::PubAck { id: id(), reason: body.get(2).copied().unwrap_or(0) },
            5 => Packet::PubRec { id: id() },
            7 => Packet::PubComp { id: id() },
            9 => Packet::SubAck(body[2 + usize::from(self.version == Version::V5)..].to_vec()),
            13 => Packet::PingResp,
            14 => Packet::Disconnect,
            other => panic!("the server sent packet type {other}"),
        })
    }
}

fn put_text(body: &mut Vec<u8>, text: &str) {
    body.extend(u16::try_from(text.len()).expect("short enough").to_be_bytes());
    body.extend(text.as_bytes());
}

/// Seconds since 1970, now.
pub(crate) fn unix_now() -> i64 {
    i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs()).expect("before the end")
}

/// A reading of a device with a plain calibration: its value in ppm is its voltage.
pub(crate) fn reading(ts: impl Display, seq: u16, v_raw: f64) -> String {
    format!(r#"{{"ts":{ts},"seq":{seq},"v_raw":{v_raw},"temp":25.0,"humi":50.0,"bat":90,"rssi":-70,"err":0}}"#)
}
