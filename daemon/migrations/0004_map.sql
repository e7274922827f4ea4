-- Version 4: the map. Where points stand is said by their devices, as ever.

-- Counts every change of the map: of an area or a position of a device, of a page, of a background.
CREATE TABLE map (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    revision INTEGER NOT NULL
) STRICT;
INSERT INTO map (one, revision) VALUES (1, 0);

-- Pages people set up, each of an area. An area that only devices name has none.
CREATE TABLE map_page (
    area    TEXT PRIMARY KEY,
    picture BLOB,                       -- SHA-256 of the background; the body says more of it
    body    TEXT NOT NULL               -- JSON: title, order, background
) STRICT, WITHOUT ROWID;

-- Pictures behind the points. One that no page names any more stays for an hour.
CREATE TABLE picture (
    sha256 BLOB PRIMARY KEY,
    stored INTEGER NOT NULL,
    whole  INTEGER NOT NULL             -- 0: parts of it are missing yet
) STRICT, WITHOUT ROWID;

-- In parts, so that storing one never keeps an alarm waiting.
CREATE TABLE picture_part (
    id     INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL,
    part   INTEGER NOT NULL,
    bytes  BLOB NOT NULL,
    UNIQUE (sha256, part)
) STRICT;
