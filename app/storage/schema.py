"""The tables of the person's database, as the steps that lead from each version to the next.

A step that has been released is never changed; a change is a new step. `PRAGMA user_version` counts them.
Times are RFC 3339 text in UTC, digests lower-case hex, keys base64url, unless the column says otherwise.
`sealed` holds only ciphertext.
"""

_FIRST = """
CREATE TABLE person (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    sub TEXT NOT NULL, name TEXT NOT NULL, school TEXT NOT NULL, role TEXT NOT NULL, line_manager TEXT NOT NULL,
    trust TEXT NOT NULL, server TEXT NOT NULL, aud TEXT NOT NULL, time_zone TEXT NOT NULL,
    service_key TEXT NOT NULL, publishing_key TEXT NOT NULL
);
CREATE TABLE keys (kid TEXT PRIMARY KEY, x TEXT NOT NULL);

CREATE TABLE documents (sha256 TEXT PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE policies (
    policy TEXT NOT NULL, version INTEGER NOT NULL, manifest_sha256 TEXT NOT NULL, manifest TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES documents (sha256),
    title TEXT NOT NULL, label TEXT NOT NULL, material INTEGER NOT NULL, summary_of_changes TEXT NOT NULL,
    checklist_id TEXT, checklist_version INTEGER, checklist_sha256 TEXT REFERENCES documents (sha256),
    PRIMARY KEY (policy, version)
);
CREATE TABLE statements (
    policy TEXT NOT NULL, version INTEGER NOT NULL, outcome TEXT NOT NULL, lang TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (policy, version, outcome),
    FOREIGN KEY (policy, version) REFERENCES policies (policy, version) ON DELETE CASCADE
);
CREATE TABLE due_list (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    token TEXT NOT NULL, issued TEXT NOT NULL, expires TEXT NOT NULL, asked_at TEXT NOT NULL
);
CREATE TABLE due_items (
    policy TEXT PRIMARY KEY, version INTEGER NOT NULL, due TEXT,
    paused INTEGER NOT NULL, withdrawn INTEGER NOT NULL, confirmed INTEGER NOT NULL,
    FOREIGN KEY (policy, version) REFERENCES policies (policy, version)
);
CREATE TABLE log_head (
    only INTEGER PRIMARY KEY CHECK (only = 1), size INTEGER NOT NULL, root BLOB NOT NULL, checkpoint TEXT NOT NULL
);

CREATE TABLE sections_seen (
    policy TEXT NOT NULL, version INTEGER NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (policy, version, digest)
);
CREATE TABLE places (policy TEXT PRIMARY KEY, version INTEGER NOT NULL, position REAL NOT NULL);

CREATE TABLE records (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, jti TEXT NOT NULL UNIQUE, typ TEXT NOT NULL, kid TEXT NOT NULL,
    token TEXT NOT NULL, sha256 TEXT NOT NULL, policy TEXT NOT NULL, version INTEGER NOT NULL,
    outcome TEXT, at TEXT NOT NULL,
    problem TEXT, refused INTEGER NOT NULL DEFAULT 0,
    receipt TEXT, proof TEXT, received_at TEXT, late INTEGER, leaf_index INTEGER
);
CREATE INDEX records_of_policy ON records (policy, version);
CREATE TABLE messages (
    jti TEXT PRIMARY KEY, acknowledgement TEXT NOT NULL REFERENCES records (jti),
    token TEXT NOT NULL, addressee TEXT NOT NULL, at TEXT NOT NULL, stored INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, jti TEXT NOT NULL UNIQUE,
    typ TEXT NOT NULL CHECK (typ IN ('policy-ack+jws', 'audit-completion+jws', 'message+jws')),
    token TEXT NOT NULL, follows TEXT, attempts INTEGER NOT NULL DEFAULT 0, next_attempt_at TEXT
);

CREATE TABLE sealed (policy TEXT PRIMARY KEY, schema_version INTEGER NOT NULL, content BLOB NOT NULL);
CREATE TABLE kept (policy TEXT PRIMARY KEY, keep INTEGER NOT NULL);

CREATE TABLE later (only INTEGER PRIMARY KEY CHECK (only = 1), until TEXT NOT NULL, chosen_at TEXT NOT NULL);
CREATE TABLE notices (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, about TEXT NOT NULL,
    sentence TEXT NOT NULL, next_step TEXT NOT NULL, at TEXT NOT NULL,
    UNIQUE (kind, about)
);
"""

_LOOK_AGAIN = """
CREATE TABLE look_again (policy TEXT PRIMARY KEY, at TEXT);  -- no time: the offer was declined
"""

_EPOCHS = """
CREATE TABLE seen_heads (
    origin TEXT NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL, checkpoint TEXT NOT NULL,
    PRIMARY KEY (origin, size)
);
CREATE TABLE log_epochs (origin TEXT PRIMARY KEY, parent TEXT NOT NULL, starts INTEGER NOT NULL, leaf TEXT NOT NULL);
ALTER TABLE records ADD COLUMN lost INTEGER NOT NULL DEFAULT 0;
CREATE TABLE past_receipts (
    jti TEXT NOT NULL REFERENCES records (jti), receipt TEXT NOT NULL, proof TEXT NOT NULL,
    PRIMARY KEY (jti, receipt)
);
CREATE TABLE publishers (x TEXT PRIMARY KEY, until INTEGER);
CREATE TABLE holders (name TEXT PRIMARY KEY);
"""

_FACTS = """
CREATE TABLE facts (
    jti TEXT PRIMARY KEY, token TEXT NOT NULL, fact TEXT NOT NULL, at TEXT NOT NULL,
    first_day TEXT NOT NULL, last_day TEXT, policy TEXT, version INTEGER, about TEXT,
    reason TEXT NOT NULL, author TEXT NOT NULL
);
"""

_PAGES = """
CREATE TABLE pages (
    sha256 TEXT NOT NULL, number INTEGER NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, digest TEXT NOT NULL,
    width REAL NOT NULL, height REAL NOT NULL,
    PRIMARY KEY (sha256, number)
);
CREATE TABLE beside (policy TEXT PRIMARY KEY, version INTEGER NOT NULL, told TEXT NOT NULL);
"""

_LETTERS = """
CREATE TABLE letters (
    jti TEXT PRIMARY KEY, typ TEXT NOT NULL, about TEXT NOT NULL, token TEXT NOT NULL, at TEXT NOT NULL,
    standing TEXT NOT NULL, problem TEXT
);
CREATE TABLE wider_outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, jti TEXT NOT NULL UNIQUE,
    typ TEXT NOT NULL CHECK (
        typ IN ('policy-ack+jws', 'audit-completion+jws', 'message+jws', 'fresh-sign-in+jws', 'dispute+jws')
    ),
    token TEXT NOT NULL, follows TEXT, attempts INTEGER NOT NULL DEFAULT 0, next_attempt_at TEXT
);
INSERT INTO wider_outbox SELECT * FROM outbox;
DROP TABLE outbox;
ALTER TABLE wider_outbox RENAME TO outbox;
"""

STEPS: tuple[str, ...] = (_FIRST, _LOOK_AGAIN, _EPOCHS, _FACTS, _PAGES, _LETTERS)
