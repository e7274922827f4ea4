-- Version 1: the recent readings, the alarms, the ledger, and what is registered.
--
-- Frozen once released: a change is a new file with the next number. Times are microseconds since 1970 in UTC unless named
-- otherwise; states and kinds are the stored numbers of the domain's enums; days are days since 1970 in the site's calendar.
-- Foreign keys are left to the one writer: a constraint that fails would stop every later commit too.

-- What is true of the whole site: name, tz, created.
CREATE TABLE site (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
    name     TEXT PRIMARY KEY,
    password TEXT NOT NULL,             -- argon2id, PHC form
    role     TEXT NOT NULL,
    added    INTEGER NOT NULL,
    disabled INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
    point    INTEGER PRIMARY KEY,       -- never reused
    sn       TEXT NOT NULL,             -- not unique: a retired device's number may be registered again
    revision INTEGER NOT NULL,
    added    INTEGER NOT NULL,
    retired  INTEGER,
    body     TEXT NOT NULL              -- the device as JSON; the columns above repeat what is searched for
) STRICT;

CREATE TABLE credential (
    user      TEXT PRIMARY KEY,
    client_id TEXT NOT NULL,
    verifier  TEXT NOT NULL,            -- $7$iterations$salt$hash
    revoked   INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE credential_grant (
    user  TEXT NOT NULL,
    point INTEGER NOT NULL,
    PRIMARY KEY (user, point)
) STRICT, WITHOUT ROWID;

CREATE TABLE calibration (
    point      INTEGER NOT NULL,
    revision   INTEGER NOT NULL,
    valid_from INTEGER NOT NULL,
    k          REAL NOT NULL,
    b          REAL NOT NULL,
    t_ref      REAL NOT NULL,
    t_comp     REAL NOT NULL,
    due        INTEGER,
    by         TEXT NOT NULL,
    recorded   INTEGER NOT NULL,
    comment    TEXT,
    PRIMARY KEY (point, revision)
) STRICT, WITHOUT ROWID;

-- Readings in order of arrival. Append only: nothing but the last page is written again. Lags are kept instead of times because
-- they are short: sent = received - ts_lag, time = received - time_lag.
CREATE TABLE recent (
    id          INTEGER PRIMARY KEY,
    point       INTEGER NOT NULL,
    received    INTEGER NOT NULL,
    ts_lag      INTEGER,                -- NULL: no time was sent
    time_lag    INTEGER NOT NULL,
    seq         INTEGER,
    v_raw       REAL,                   -- NULL: missing; infinity: not finite
    temp        REAL,
    humi        REAL,
    bat         REAL,
    rssi        REAL,
    err         INTEGER NOT NULL,
    flags       INTEGER NOT NULL,
    calibration INTEGER                 -- NULL: uncalibrated
) STRICT;

-- Readings whose time lies more than 10 min from their receipt. All others are found by when they were received.
CREATE INDEX recent_by_time ON recent (point, received - time_lag)
    WHERE time_lag NOT BETWEEN -600000000 AND 600000000;

-- Readings whose time as sent lies more than 10 min from their receipt: where a repeated key is looked for.
CREATE INDEX recent_by_ts ON recent (point, received - ts_lag)
    WHERE ts_lag NOT BETWEEN -600000000 AND 600000000;

-- When the rows of each full block of 4096 ids were received; the server's clock may have stepped among them.
CREATE TABLE recent_block (
    block INTEGER PRIMARY KEY,          -- id / 4096
    low   INTEGER NOT NULL,
    high  INTEGER NOT NULL
) STRICT;

-- Lives of alarms, kept for ever.
CREATE TABLE occurrence (
    id        INTEGER PRIMARY KEY,
    sn        TEXT,
    point     INTEGER,                  -- exactly one of point and cause is set
    cause     INTEGER,
    condition INTEGER NOT NULL,
    priority  INTEGER NOT NULL,
    state     INTEGER NOT NULL,
    held      INTEGER NOT NULL,
    masked    TEXT,
    raised    INTEGER NOT NULL,
    returned  INTEGER,
    acked     INTEGER,
    acked_by  TEXT,
    comment   TEXT,
    closed    INTEGER,
    value     REAL,
    peak      REAL,
    lim       REAL,
    unit      TEXT,
    text      TEXT
) STRICT;

CREATE INDEX occurrence_open ON occurrence (id) WHERE state <> 1;
CREATE INDEX occurrence_of_point ON occurrence (point, id) WHERE point IS NOT NULL;

-- Every step of every life, kept for ever.
CREATE TABLE transition (
    id         INTEGER PRIMARY KEY,     -- order of commit
    occurrence INTEGER NOT NULL,
    event      BLOB NOT NULL,           -- ULID, 16 bytes, big endian
    point      INTEGER,
    cause      INTEGER,
    condition  INTEGER NOT NULL,
    kind       INTEGER NOT NULL,
    state      INTEGER NOT NULL,
    priority   INTEGER NOT NULL,
    measured   INTEGER NOT NULL,
    received   INTEGER NOT NULL,
    recorded   INTEGER NOT NULL,
    value      REAL,
    lim        REAL,
    notice     TEXT NOT NULL,
    told_early INTEGER NOT NULL,
    by         TEXT,
    comment    TEXT
) STRICT;

CREATE UNIQUE INDEX transition_of_occurrence ON transition (occurrence, event);

-- What the judge of each point knew, and the newest reading at that moment.
CREATE TABLE point_state (
    point INTEGER PRIMARY KEY,
    state BLOB NOT NULL,
    upto  INTEGER NOT NULL
) STRICT;

CREATE TABLE system_state (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    state BLOB NOT NULL
) STRICT;

-- The loss ledger. By day first: the rows of one day are neighbours, so a flush writes a few pages and not one for each point.
CREATE TABLE ledger (
    day         INTEGER NOT NULL,
    point       INTEGER NOT NULL,
    received    INTEGER NOT NULL,
    duplicate   INTEGER NOT NULL,
    conflict    INTEGER NOT NULL,
    quarantined INTEGER NOT NULL,
    refused     INTEGER NOT NULL,
    late        INTEGER NOT NULL,
    unrecorded  INTEGER NOT NULL,
    missing     INTEGER NOT NULL,
    recovered   INTEGER NOT NULL,
    restarts    INTEGER NOT NULL,
    PRIMARY KEY (day, point)
) STRICT, WITHOUT ROWID;

-- The newest reading the ledger has counted, and how often it has been written. Readings after it are counted again at start.
CREATE TABLE ledger_position (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    upto    INTEGER NOT NULL,
    flushes INTEGER NOT NULL
) STRICT;
INSERT INTO ledger_position (one, upto, flushes) VALUES (1, 0, 0);

-- Frames nobody can decode; the oldest leave when there are too many.
CREATE TABLE quarantine (
    id       INTEGER PRIMARY KEY,
    sn       TEXT NOT NULL,
    received INTEGER NOT NULL,
    topic    TEXT NOT NULL,
    payload  BLOB NOT NULL,
    why      TEXT NOT NULL
) STRICT;

-- Devices nobody has registered.
CREATE TABLE discovered (
    sn       TEXT PRIMARY KEY,
    user     TEXT NOT NULL,
    address  TEXT NOT NULL,
    first    INTEGER NOT NULL,
    last     INTEGER NOT NULL,
    attempts INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who changed what.
CREATE TABLE audit (
    id      INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    by      TEXT NOT NULL,
    action  TEXT NOT NULL,
    subject TEXT NOT NULL,
    before  TEXT,
    after   TEXT,
    comment TEXT
) STRICT;

-- When the daemon ran: "was down" is told from here.
CREATE TABLE daemon_run (
    id      INTEGER PRIMARY KEY,
    started INTEGER NOT NULL,
    alive   INTEGER NOT NULL,           -- heartbeat, once a minute
    stopped INTEGER                     -- NULL: it runs, or was killed
) STRICT;
