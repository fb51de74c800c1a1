"""What this computer has seen of the log: the head in hand, the heads before it, and how epochs were opened.

* The head in hand was shown by the service and found to continue the one before.
* Some earlier heads are kept: where a backup was put back, the newest of them that lies before the backup still has
  to fit.
* An epoch's origin is the first line of its heads (`app.evidence.epoch`).
"""

import sqlite3
from dataclasses import dataclass

_KEPT = 50


@dataclass(frozen=True, slots=True)
class LogHead:
    """The log's size, its root (32 bytes), and the signed checkpoint they come from."""

    size: int
    root: bytes
    checkpoint: str

    @property
    def origin(self) -> str:
        """Which epoch of the log it is a head of."""
        return self.checkpoint.partition("\n")[0]


def load(connection: sqlite3.Connection) -> LogHead | None:
    """The head in hand, or None before the first."""
    row = connection.execute("SELECT size, root, checkpoint FROM log_head").fetchone()
    return LogHead(row["size"], row["root"], row["checkpoint"]) if row else None


def advance(connection: sqlite3.Connection, head: LogHead) -> None:
    """Keep a head that was proved to continue the last one; a smaller one of the same epoch is left."""
    held = load(connection)
    if held is None or head.origin != held.origin or head.size > held.size:
        connection.execute(
            "INSERT OR REPLACE INTO log_head (only, size, root, checkpoint) VALUES (1, ?, ?, ?)",
            (head.size, head.root, head.checkpoint),
        )
        connection.execute(
            "INSERT OR REPLACE INTO seen_heads (origin, size, root, checkpoint) VALUES (?, ?, ?, ?)",
            (head.origin, head.size, head.root, head.checkpoint),
        )
        connection.execute(
            "DELETE FROM seen_heads WHERE rowid NOT IN (SELECT rowid FROM seen_heads ORDER BY rowid DESC LIMIT ?)",
            (_KEPT,),
        )


def newest_within(connection: sqlite3.Connection, origin: str, size: int) -> LogHead | None:
    """The largest head of an epoch that was seen here and has at most so many leaves."""
    row = connection.execute(
        "SELECT size, root, checkpoint FROM seen_heads WHERE origin = ? AND size <= ? ORDER BY size DESC",
        (origin, size),
    ).fetchone()
    return LogHead(row["size"], row["root"], row["checkpoint"]) if row else None


def epochs(connection: sqlite3.Connection) -> dict[str, tuple[str, int]]:
    """Every later epoch known here, by origin: the origin it followed, and its leaf's index."""
    rows = connection.execute("SELECT origin, parent, starts FROM log_epochs")
    return {row["origin"]: (row["parent"], row["starts"]) for row in rows}


def save_epoch(connection: sqlite3.Connection, origin: str, parent: str, starts: int, leaf: str) -> None:
    """Keep an epoch that was found to be opened as one is, with the leaf that opened it."""
    connection.execute(
        "INSERT OR IGNORE INTO log_epochs (origin, parent, starts, leaf) VALUES (?, ?, ?, ?)",
        (origin, parent, starts, leaf),
    )
