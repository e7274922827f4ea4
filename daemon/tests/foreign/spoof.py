"""Device A tries what only device B may do.

Usage: spoof.py HOST PORT A PASSWORD B (3|5)
Prints one JSON object: what the server answered to each attempt, `null` where it closed the connection without a word.
"""

import json
import sys
import threading
import time

import paho.mqtt.client as mqtt

HOST, PORT, A, PASSWORD, B, VERSION = sys.argv[1:]
V5 = VERSION == "5"
DEADLINE_S = 20


def number(code):
    """A reason code of either protocol as its number."""
    return code.value if hasattr(code, "value") else int(code)


class Witness(mqtt.Client):
    """A client that also remembers a PUBACK's reason, which paho 1.6 reads and drops."""

    def __init__(self, client_id):
        super().__init__(client_id=client_id, protocol=mqtt.MQTTv5 if V5 else mqtt.MQTTv311)
        self.username_pw_set(f"device_{A}", PASSWORD)
        self.changed = threading.Condition()
        self.seen = {}
        self.on_connect = lambda _c, _u, _f, rc, *_: self.note("connack", number(rc))
        self.on_subscribe = lambda _c, _u, _mid, granted, *_: self.note("suback", [number(g) for g in granted])
        self.on_publish = lambda _c, _u, _mid: self.note("published", True)
        self.on_disconnect = lambda *_: self.note("disconnected", True)

    def _handle_pubackcomp(self, cmd):
        packet = self._in_packet["packet"]
        self.note("puback", packet[2] if len(packet) > 2 else 0)
        return super()._handle_pubackcomp(cmd)

    def note(self, what, value):
        with self.changed:
            self.seen[what] = value
            self.changed.notify_all()

    def wait(self, *whats):
        """The first of these to be seen."""
        with self.changed:
            if not self.changed.wait_for(lambda: any(what in self.seen for what in whats), DEADLINE_S):
                sys.exit(f"none of {whats} within {DEADLINE_S} s: {self.seen}")
            return next(self.seen[what] for what in whats if what in self.seen)

    def run(self, attempt):
        self.connect(HOST, int(PORT))
        self.loop_start()
        try:
            return attempt(self)
        finally:
            self.disconnect()
            self.loop_stop()


def reading(seq):
    return json.dumps({"ts": int(time.time()), "seq": seq, "v_raw": 1500.0, "temp": 25.0, "humi": 50.0, "err": 0})


def as_itself(client):
    assert client.wait("connack") == 0
    client.publish(f"mcs/{A}/up", reading(1), qos=1)
    client.wait("published", "disconnected")
    return client.seen.get("puback")


def as_the_other(client):
    assert client.wait("connack") == 0
    client.publish(f"mcs/{B}/up", reading(2), qos=1)
    client.wait("published", "disconnected")
    seen = dict(client.seen)
    return {"puback": seen.get("puback"), "published": "published" in seen, "disconnected": "disconnected" in seen}


def subscribe(topic):
    def attempt(client):
        assert client.wait("connack") == 0
        client.subscribe(topic, qos=1)
        return client.wait("suback")

    return attempt


def connect(client):
    # The answer, before paho's own notice that the connection is over.
    client.wait("connack", "disconnected")
    return client.seen.get("connack")


print(
    json.dumps(
        {
            "itself": Witness(A).run(as_itself),
            "own_commands": Witness(A).run(subscribe(f"mcs/{A}/cmd")),
            "other": Witness(A).run(as_the_other),
            "other_commands": Witness(A).run(subscribe(f"mcs/{B}/cmd")),
            "all_commands": Witness(A).run(subscribe("mcs/+/cmd")),
            "other_client_id": Witness(B).run(connect),
        }
    )
)
