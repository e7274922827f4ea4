"""Opens exports with pandas and pyarrow as their users do: nothing converted, nothing renamed.

Arguments: the folder with all.csv.gz, all.jsonl.gz and all.parquet, and how many readings are in each.
"""

import sys
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

folder, count = Path(sys.argv[1]), int(sys.argv[2])
columns = "time sn v_raw ppm temp humi bat rssi seq err unit ts_sent received flags calib".split()
instants, numbers = ["time", "ts_sent", "received"], ["v_raw", "ppm", "temp", "humi", "bat", "rssi"]

csv = pd.read_csv(folder / "all.csv.gz")
assert list(csv.columns) == columns, csv.columns
assert len(csv) == count, len(csv)
for name in ["v_raw", "ppm", "temp"]:
    assert csv[name].dtype == "float64", (name, csv[name].dtype)
assert csv["err"].dtype == "int64", csv["err"].dtype
for name in instants:
    csv[name] = pd.to_datetime(csv[name], format="ISO8601", utc=True)
assert csv["time"].is_monotonic_increasing
assert csv["time"].iloc[0] == pd.Timestamp("2026-10-24T20:00:00Z"), csv["time"].iloc[0]
assert set(csv["sn"]) == {"A001", "A002", "B-7"}
assert csv["flags"].str.contains("late").sum() > 0

schema = pq.read_schema(folder / "all.parquet")
types = {field.name: str(field.type) for field in schema}
assert list(types) == columns, types
for name in instants:
    assert types[name] == "timestamp[us, tz=UTC]", (name, types[name])
for name in numbers:
    assert types[name] == "double", (name, types[name])
assert (types["seq"], types["err"], types["calib"]) == ("uint16", "uint16", "uint32"), types
for name in ["sn", "unit", "flags"]:
    assert types[name] == "string", (name, types[name])
assert pq.ParquetFile(folder / "all.parquet").metadata.num_rows == count

parquet = pd.read_parquet(folder / "all.parquet")
assert str(parquet["time"].dt.tz) == "UTC"
jsonl = pd.read_json(folder / "all.jsonl.gz", lines=True, convert_dates=False)
assert list(jsonl.columns) == columns and len(jsonl) == count
for name in instants:
    jsonl[name] = pd.to_datetime(jsonl[name], format="ISO8601", utc=True)
for other in [parquet, jsonl]:
    for name in columns:
        mine, theirs = csv[name], other[name]
        same = mine.isna() & theirs.isna()
        if name in instants:
            same |= mine == theirs
        elif name in ["sn", "unit", "flags"]:
            same |= mine == theirs
        else:
            same |= mine.astype("float64") == theirs.astype("float64")
        assert same.all(), (name, mine[~same].head(), theirs[~same].head())
