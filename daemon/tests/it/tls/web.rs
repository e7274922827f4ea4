//! MQTT over WebSocket, with paho.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

use serde_json::json;

use super::{
    authority::programs,
    client::{SERVER, address, site},
};
use crate::{
    foreign::{paho, python},
    river::history,
};

#[test]
fn a_browsers_way_in_is_the_same_door() {
    if !programs() || !paho() {
        return;
    }
    let (site, authority, _) = site();
    site.configure(&format!("{SERVER}ws = [\"127.0.0.1:0\"]\nwss = [\"127.0.0.1:0\"]\n"));
    let daemon = site.start();
    let a = daemon.add_device("A001");
    let ca = authority.cert().display().to_string();
    let ports = ["ws", "wss"].map(|scheme| address(&daemon, scheme).port().to_string());
    for (port, ca) in ports.iter().zip(["", &ca]) {
        let told = python("websocket.py", &["localhost", port, "A001", &a.password, ca, "20"]);
        assert_eq!(told, json!({"connected": 0, "acknowledged": 20}));
        let told = python("websocket.py", &["localhost", port, "A001", "wrong", ca, "20"]);
        assert_ne!(told["connected"], 0);
    }
    assert_eq!(history(&daemon, "A001").len(), 40, "acknowledged means stored");
}

fn answer(address: std::net::SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("it listens");
    stream.write_all(request.as_bytes()).expect("sent");
    stream.set_read_timeout(Some(Duration::from_secs(5))).expect("a socket option");
    let mut said = Vec::new();
    let _ = stream.read_to_end(&mut said);
    String::from_utf8_lossy(&said).into_owned()
}

#[test]
fn what_is_no_websocket_with_mqtt_in_it_is_refused_in_words() {
    let site = crate::daemon::Site::new();
    site.configure("[ingest]\nws = [\"127.0.0.1:0\"]\n");
    let daemon = site.start();
    let ws = address(&daemon, "ws");
    let said = answer(ws, "GET / HTTP/1.1\r\nhost: x\r\n\r\n");
    assert!(said.starts_with("HTTP/1.1 426 ") && said.contains("MQTT over WebSocket"), "{said}");
    let upgrade = "connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n\
                   sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    let said = answer(ws, &format!("GET /mqtt HTTP/1.1\r\nhost: x\r\n{upgrade}\r\n"));
    assert!(said.starts_with("HTTP/1.1 400 ") && said.contains("subprotocol"), "{said}");
    let said = answer(ws, &format!("GET / HTTP/1.1\r\nhost: x\r\n{upgrade}x: {}\r\n\r\n", "x".repeat(40_000)));
    assert!(!said.contains("101"), "{said}");
    // RFC 6455's own example; nothing follows, so the connection ends with its CONNECT's time.
    let mut stream = TcpStream::connect(ws).expect("it listens");
    let request = format!("GET / HTTP/1.1\r\nhost: x\r\n{upgrade}sec-websocket-protocol: mqttv3.1, mqtt\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("sent");
    stream.set_read_timeout(Some(Duration::from_secs(5))).expect("a socket option");
    let mut said = [0; 512];
    let n = stream.read(&mut said).expect("an answer");
    let said = String::from_utf8_lossy(&said[..n]).into_owned();
    assert!(said.starts_with("HTTP/1.1 101 ") && said.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), "{said}");
}
