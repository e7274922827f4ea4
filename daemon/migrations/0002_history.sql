-- Version 2: sealed segments with their summaries, the archive, named jobs, backups.

-- Sealed readings of one point in one slot of time. A reading is in exactly one segment, or still in `recent`; at a lower level
-- stands what arrived later. By slot first: what is sealed, gathered or pruned together are neighbours.
CREATE TABLE segment (
    level    INTEGER NOT NULL,          -- 0: ten minutes, 1: an hour, 2: a day, in UTC
    start    INTEGER NOT NULL,          -- start of the slot
    point    INTEGER NOT NULL,
    readings INTEGER NOT NULL,
    received INTEGER NOT NULL,          -- the newest receipt in it
    ts_low   INTEGER,                   -- earliest and latest time as sent of those more than 10 min outside the slot; NULL: none
    ts_high  INTEGER,
    body     BLOB NOT NULL,             -- mcs-segment(5)
    PRIMARY KEY (level, start, point)
) STRICT, WITHOUT ROWID;

-- Segments with times as sent that lie far from their slot: where a repeated key is looked for.
CREATE INDEX segment_by_ts ON segment (point, ts_low, ts_high) WHERE ts_low IS NOT NULL;

-- Readings of `recent` up to this row are in segments too; questions begin after it, and the rows stay a while for the next
-- start. The stretch of rows after it is sealed point by point: of rows up to `next`, those of points below `point` are in
-- segments already. Between two stretches `next` is `upto` and `point` is 0.
CREATE TABLE sealed (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    upto  INTEGER NOT NULL,
    next  INTEGER NOT NULL,
    point INTEGER NOT NULL
) STRICT;
INSERT INTO sealed (one, upto, next, point) VALUES (1, 0, 0, 0);

-- The hours of one point and UTC day in few numbers, written with the day's segment. By point first: a year of one point is read
-- from few pages.
CREATE TABLE summary (
    point INTEGER NOT NULL,
    day   INTEGER NOT NULL,             -- start of the UTC day
    body  BLOB NOT NULL,                -- mcs-segment(5)
    PRIMARY KEY (point, day)
) STRICT, WITHOUT ROWID;

-- Site days on their way into the archive. The next day begins where the one before ended, whatever becomes of the time zone.
CREATE TABLE archive_day (
    day      INTEGER NOT NULL,          -- site day
    part     INTEGER NOT NULL,          -- 0: the day; from 1 on: what arrived after its readings were removed here
    starts   INTEGER NOT NULL,          -- what it covers, fixed when it is planned
    ends     INTEGER NOT NULL,
    tz       TEXT NOT NULL,             -- the time zone then; its lines are written in it
    version  INTEGER NOT NULL,          -- grows when its readings change
    exported INTEGER,                   -- the version that was exported last
    state    INTEGER NOT NULL,          -- 1 open, 2 exported, 3 uploaded, 4 verified, 5 lost
    revision INTEGER NOT NULL,          -- of the object, from 1; 0: none yet
    target   TEXT,
    object   TEXT,
    readings INTEGER,
    bytes    INTEGER,
    sha256   BLOB,                      -- of the object
    content  BLOB,                      -- SHA-256 of its lines
    manifest TEXT,
    changed  INTEGER NOT NULL,          -- when the state changed
    attempts INTEGER NOT NULL,          -- failures in a row
    error    TEXT,                      -- the last one
    pruned   INTEGER,                   -- when readings of it were removed here
    restored INTEGER,                   -- when its readings were brought back from the archive
    PRIMARY KEY (day, part)
) STRICT, WITHOUT ROWID;

-- Where the archive and the backups go. Secrets are sealed with the site's key.
CREATE TABLE target (
    name    TEXT PRIMARY KEY,
    body    TEXT NOT NULL,              -- JSON without secrets
    secret  BLOB,                       -- sealed
    changed INTEGER NOT NULL,
    by      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Runs of named jobs, newest last; the oldest leave when there are too many.
CREATE TABLE job_run (
    id      INTEGER PRIMARY KEY,
    job     TEXT NOT NULL,
    due     INTEGER,                    -- NULL: asked for by a person
    by      TEXT,                       -- that person
    started INTEGER NOT NULL,
    ended   INTEGER,                    -- NULL: it runs, or was cut off
    outcome INTEGER,                    -- 1 done, 2 failed, 3 cut off
    detail  TEXT
) STRICT;
CREATE INDEX job_run_of_job ON job_run (job, id);

-- Backups that were made, also those that failed and those that rotation has removed.
CREATE TABLE backup (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL,             -- of its file
    made     INTEGER NOT NULL,          -- when it was begun
    place    TEXT NOT NULL,             -- the folder, or the target's name
    bytes    INTEGER,                   -- NULL: it never came to be
    sha256   BLOB,
    verified INTEGER,                   -- when it was last opened and found whole; NULL without an error: being put in its place
    removed  INTEGER,                   -- when rotation removed it
    error    TEXT
) STRICT;
