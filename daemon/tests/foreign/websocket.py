"""Publishes readings over WebSocket; prints one JSON object: the answer to CONNECT, and how many were acknowledged.

Usage: websocket.py HOST PORT SN PASSWORD CA COUNT        (CA empty: without TLS)
"""

import json
import sys
import threading
import time

import paho.mqtt.client as mqtt

HOST, PORT, SN, PASSWORD, CA, COUNT = sys.argv[1:]
DEADLINE_S = 20

answered = threading.Event()
finished = threading.Event()
state = {"connected": None, "acknowledged": 0}


def on_connect(_client, _userdata, _flags, rc):
    state["connected"] = rc
    answered.set()


def on_publish(_client, _userdata, _mid):
    state["acknowledged"] += 1
    if state["acknowledged"] == int(COUNT):
        finished.set()


client = mqtt.Client(client_id=SN, transport="websockets")
client.username_pw_set(f"device_{SN}", PASSWORD)
if CA:
    client.tls_set(ca_certs=CA)
client.on_connect = on_connect
client.on_publish = on_publish
client.connect(HOST, int(PORT))
client.loop_start()
if not answered.wait(DEADLINE_S):
    sys.exit("CONNECT was not answered")
if state["connected"] == 0:
    start = time.time_ns() // 1000
    for seq in range(int(COUNT)):
        reading = {"ts": start // 1_000_000, "seq": start % 30_000 + seq, "v_raw": 100.0 + seq, "temp": 25.0, "humi": 50.0, "err": 0}
        client.publish(f"mcs/{SN}/up", json.dumps(reading), qos=1)
    if not finished.wait(DEADLINE_S):
        sys.exit(f"{state['acknowledged']} were acknowledged")
client.disconnect()
client.loop_stop()
print(json.dumps(state))
