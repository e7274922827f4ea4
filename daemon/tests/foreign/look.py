"""A process of its own that reads the database as any other program may: how often a reading is there.

Usage: look.py DATABASE SN SEQ V_RAW
"""

import sqlite3
import sys

database, sn, seq, v_raw = sys.argv[1:]
connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
(rows,) = connection.execute(
    "SELECT count(*) FROM recent JOIN device USING (point) WHERE sn = ? AND seq = ? AND v_raw = ?",
    (sn, int(seq), float(v_raw)),
).fetchone()
print(rows)
