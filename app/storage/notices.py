"""What a person has to be told of beside the ordinary: kept until it is no longer so."""

import sqlite3
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from app.domain.dates import to_utc_text


class NoticeKind(StrEnum):
    """What a notice is about."""

    DATABASE_SET_ASIDE = "database_set_aside"
    LOG_INCONSISTENT = "log_inconsistent"
    LOG_RESTORED = "log_restored"
    CANNOT_CONFIRM = "cannot_confirm"
    POLICY_REFUSED = "policy_refused"


class Notice(NamedTuple):
    """One thing to be told: a sentence and a next step."""

    kind: NoticeKind
    sentence: str
    next_step: str


def add(connection: sqlite3.Connection, notice: Notice, about: str, at: datetime) -> None:
    """Keep a notice; an older one of the same kind about the same thing gives way to it."""
    connection.execute(
        "INSERT OR REPLACE INTO notices (kind, about, sentence, next_step, at) VALUES (?, ?, ?, ?, ?)",
        (notice.kind, about, notice.sentence, notice.next_step, to_utc_text(at)),
    )


def add_set_aside(connection: sqlite3.Connection, file_name: str, at: datetime) -> None:
    """Keep the notice that a damaged database now has the name `file_name`."""
    sentence = (
        f"Your file on this computer was damaged. It has been kept, as {file_name}, and a new one begun."
    )
    next_step = (
        "What HR had received is safe with HR, and is fetched from there. "
        "If you had signed something that was not sent yet, please sign it again."
    )
    add(connection, Notice(NoticeKind.DATABASE_SET_ASIDE, sentence, next_step), file_name, at)


def clear(connection: sqlite3.Connection, kind: NoticeKind, about: str | None = None) -> None:
    """Forget the notices of this kind, or only the one about one thing."""
    connection.execute("DELETE FROM notices WHERE kind = ? AND ? IN (about, '')", (kind, about or ""))


def clear_before(connection: sqlite3.Connection, kind: NoticeKind, before: datetime) -> None:
    """Forget the notices of this kind that are older than `before`."""
    connection.execute("DELETE FROM notices WHERE kind = ? AND at < ?", (kind, to_utc_text(before)))


def load(connection: sqlite3.Connection) -> tuple[Notice, ...]:
    """Every notice, the oldest first."""
    rows = connection.execute("SELECT kind, sentence, next_step FROM notices ORDER BY id")
    return tuple(Notice(NoticeKind(row["kind"]), row["sentence"], row["next_step"]) for row in rows)
