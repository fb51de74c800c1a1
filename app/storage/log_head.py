"""The last head of the log that was shown to this computer and found to continue the one before."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LogHead:
    """The log's size, its root (32 bytes), and the signed checkpoint they come from."""

    size: int
    root: bytes
    checkpoint: str


def load(connection: sqlite3.Connection) -> LogHead | None:
    """The head in hand, or None before the first."""
    row = connection.execute("SELECT size, root, checkpoint FROM log_head").fetchone()
    return LogHead(row["size"], row["root"], row["checkpoint"]) if row else None


def advance(connection: sqlite3.Connection, head: LogHead) -> None:
    """Keep a head that was proved to continue the last one; a smaller one than that is left."""
    held = load(connection)
    if held is None or head.size > held.size:
        connection.execute(
            "INSERT OR REPLACE INTO log_head (only, size, root, checkpoint) VALUES (1, ?, ?, ?)",
            (head.size, head.root, head.checkpoint),
        )
