"""Publishes readings one after the other; inside each PUBACK's callback another process looks for the row.

Usage: publish.py HOST PORT SN PASSWORD DATABASE COUNT
Prints one JSON object: how many were acknowledged, and which were not there exactly once when they were.
"""

import json
import pathlib
import subprocess
import sys
import threading
import time

import paho.mqtt.client as mqtt

HOST, PORT, SN, PASSWORD, DATABASE, COUNT = sys.argv[1:]
LOOK = pathlib.Path(__file__).with_name("look.py")
DEADLINE_S = 30


class Sender:
    """One reading in flight at a time."""

    def __init__(self):
        self.refused = None
        self.connected = threading.Event()
        self.acknowledged = threading.Event()
        self.in_flight = None
        self.count = 0
        self.absent = []

    def on_connect(self, _client, _userdata, _flags, rc):
        self.refused = rc
        self.connected.set()

    def on_publish(self, _client, _userdata, _mid):
        seq, v_raw = self.in_flight
        look = [sys.executable, "-I", "-S", str(LOOK), DATABASE, SN, str(seq), str(v_raw)]
        rows = subprocess.run(look, capture_output=True, text=True, check=True).stdout.strip()
        self.count += 1
        if rows != "1":
            self.absent.append({"seq": seq, "rows": rows})
        self.acknowledged.set()


sender = Sender()
client = mqtt.Client(client_id=SN)
client.username_pw_set(f"device_{SN}", PASSWORD)
client.on_connect = sender.on_connect
client.on_publish = sender.on_publish
client.connect(HOST, int(PORT))
client.loop_start()
if not sender.connected.wait(DEADLINE_S) or sender.refused != 0:
    sys.exit(f"not let in: {sender.refused}")
# Before now and each a second later than the one before, as a detector with a buffer sends them.
start = int(time.time()) - int(COUNT)
for seq in range(int(COUNT)):
    v_raw = 400.0 + seq / 8
    sender.in_flight = (seq, v_raw)
    sender.acknowledged.clear()
    reading = {"ts": start + seq, "seq": seq, "v_raw": v_raw, "temp": 25.0, "humi": 50.0, "err": 0}
    client.publish(f"mcs/{SN}/up", json.dumps(reading), qos=1)
    if not sender.acknowledged.wait(DEADLINE_S):
        sys.exit(f"reading {seq} was not acknowledged")
client.disconnect()
client.loop_stop()
print(json.dumps({"acknowledged": sender.count, "absent": sender.absent}))
