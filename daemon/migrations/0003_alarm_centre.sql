-- Version 3: zones, rules at every level, masks, notices with their channels, contacts, groups and routes, and the hand-over of shifts.

-- An alarm is about a point, a cause of the system, or a zone.
ALTER TABLE occurrence ADD COLUMN zone INTEGER;                     -- set for an alarm of a zone
ALTER TABLE occurrence ADD COLUMN zone_name TEXT;                   -- the zone it is about, or its point was in
ALTER TABLE occurrence ADD COLUMN marks INTEGER NOT NULL DEFAULT 0; -- bits: 1 first-out, 2 chattering, 4 drill
ALTER TABLE occurrence ADD COLUMN mask TEXT;                        -- the person's mask that hides it, JSON
ALTER TABLE transition ADD COLUMN zone INTEGER;
ALTER TABLE transition ADD COLUMN rules INTEGER;                    -- revision of the rules it was judged by
CREATE INDEX occurrence_by_raised ON occurrence (raised);

-- What earlier versions wrote out though it was the default: now it may come from another level.
UPDATE device SET body = json_remove(body, '$.on_delay_s') WHERE json_extract(body, '$.on_delay_s') = 0;
UPDATE device SET body = json_remove(body, '$.offline_after_s') WHERE json_extract(body, '$.offline_after_s') = 90;
UPDATE device SET body = json_remove(body, '$.bat_limit') WHERE json_extract(body, '$.bat_limit') = 20;

-- Zones: points that vote together. A device names its zone.
CREATE TABLE zone (
    id      INTEGER PRIMARY KEY,        -- never reused
    name    TEXT NOT NULL,
    body    TEXT NOT NULL,              -- JSON: votes needed, level voted on, what a missing member does
    retired INTEGER
) STRICT;

-- What the judge of each zone knew.
CREATE TABLE zone_state (
    zone  INTEGER PRIMARY KEY,
    state BLOB NOT NULL
) STRICT;

-- What points are judged by, above the points themselves: `site`, `type:CH4`, `instrument:NAME`. Of `point:A001` only who changed
-- it last: what it says stands in its device.
CREATE TABLE rule (
    scope    TEXT PRIMARY KEY,
    body     TEXT NOT NULL,             -- JSON, only what this level says
    revision INTEGER NOT NULL,
    changed  INTEGER NOT NULL,
    by       TEXT NOT NULL,
    reason   TEXT                       -- why limits beyond what is recommended were chosen
) STRICT, WITHOUT ROWID;

-- Masks that people put on, for the record; those that stand are in the states of their points.
CREATE TABLE mask (
    id        INTEGER PRIMARY KEY,
    sn        TEXT,                     -- NULL: an alarm of the system
    point     INTEGER,
    cause     INTEGER,                  -- set for an alarm of the system
    zone      INTEGER,                  -- set for an alarm of a zone
    condition INTEGER,                  -- NULL: all of the point
    kind      INTEGER NOT NULL,
    since     INTEGER NOT NULL,
    until     INTEGER NOT NULL,
    ended     INTEGER,                  -- NULL: it stands
    ended_by  TEXT,                     -- NULL: it ran out
    body      TEXT NOT NULL             -- JSON
) STRICT;
CREATE INDEX mask_of_point ON mask (point, since);
CREATE INDEX mask_standing ON mask (id) WHERE ended IS NULL;

-- Where notices go. Secrets are sealed with the site's key and never shown.
CREATE TABLE channel (
    name     TEXT PRIMARY KEY,
    body     TEXT NOT NULL,             -- JSON without secrets
    secret   BLOB,                      -- sealed
    revision INTEGER NOT NULL,
    tested   INTEGER,                   -- when a test was accepted last
    changed  INTEGER NOT NULL,
    by       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- People, groups of them, routes to the groups, and the policy of the site: kind is contact, group, route or policy.
CREATE TABLE notice_setting (
    kind     TEXT NOT NULL,
    name     TEXT NOT NULL,
    body     TEXT NOT NULL,             -- JSON
    revision INTEGER NOT NULL,
    changed  INTEGER NOT NULL,
    by       TEXT NOT NULL,
    PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;

-- How far the transitions have been taken up by notify. A transition is the row that is owed: it is written with its alarm.
CREATE TABLE notice_position (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    upto INTEGER NOT NULL               -- transition.id
) STRICT;
INSERT INTO notice_position (one, upto) SELECT 1, coalesce(max(id), 0) FROM transition;

-- What notify remembers of an alarm: debounce, who was told, escalation. Gone when nothing is left to be told.
CREATE TABLE notice_track (
    key   TEXT PRIMARY KEY,
    state BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- What became of each transition that might have been told: told, folded, held, withheld, and why.
CREATE TABLE notice (
    id         INTEGER PRIMARY KEY,
    event      BLOB NOT NULL UNIQUE,
    occurrence INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    outcome    TEXT NOT NULL,
    detail     TEXT
) STRICT;
CREATE INDEX notice_of_occurrence ON notice (occurrence);

-- What is owed to a group over one channel. Several may leave in one message.
CREATE TABLE delivery (
    id         INTEGER PRIMARY KEY,
    event      BLOB NOT NULL,           -- the transition it tells of, or an id of its own for a repeat
    kind       TEXT NOT NULL,
    occurrence INTEGER,
    channel    TEXT NOT NULL,
    party      TEXT NOT NULL,           -- the group
    priority   INTEGER NOT NULL,
    created    INTEGER NOT NULL,
    state      INTEGER NOT NULL,        -- 1 owed, 2 in a message, 3 accepted, 4 given up, 5 dropped by a person
    settled    INTEGER,
    message    BLOB,
    detail     TEXT,                    -- what the provider said, or why it was given up
    body       TEXT NOT NULL,           -- JSON: what to say
    UNIQUE (event, kind, channel, party)
) STRICT;
CREATE INDEX delivery_owed ON delivery (channel, priority DESC, id) WHERE state = 1;
CREATE INDEX delivery_in_message ON delivery (message) WHERE message IS NOT NULL;
CREATE INDEX delivery_of_occurrence ON delivery (occurrence);

-- What is sent to a provider at once; its id is the key by which it is told from another.
CREATE TABLE message (
    id       BLOB PRIMARY KEY,          -- ULID
    channel  TEXT NOT NULL,
    created  INTEGER NOT NULL,
    state    INTEGER NOT NULL,          -- 1 to send, 2 accepted, 3 given up
    tries    INTEGER NOT NULL,
    next     INTEGER NOT NULL,
    body     TEXT NOT NULL              -- JSON: as it is sent, the same at each try
) STRICT, WITHOUT ROWID;
CREATE INDEX message_to_send ON message (channel, next) WHERE state = 1;

-- Every try to send a message.
CREATE TABLE attempt (
    id       INTEGER PRIMARY KEY,
    message  BLOB NOT NULL,
    at       INTEGER NOT NULL,
    took_us  INTEGER NOT NULL,
    outcome  TEXT NOT NULL,             -- accepted, failed, refused, throttled
    detail   TEXT
) STRICT;
CREATE INDEX attempt_of_message ON attempt (message);

-- Hand-overs: what the oncoming shift was shown and who took it over.
CREATE TABLE shift (
    id       INTEGER PRIMARY KEY,
    since    INTEGER NOT NULL,
    until    INTEGER NOT NULL,
    report   TEXT NOT NULL,             -- JSON
    note     TEXT,
    by       TEXT NOT NULL,             -- who made it
    accepted INTEGER,
    accepter TEXT
) STRICT;
