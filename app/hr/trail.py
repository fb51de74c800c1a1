"""The trail of what accounts did. The database itself refuses to change or delete a line of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from app.hr.store.schema import trail


@dataclass(frozen=True)
class Step:
    """One line of the trail: when (RFC 3339), who, what, to whom or what, and a few words more."""

    at: str
    actor: str
    action: str
    subject: str
    detail: str


def note(
    connection: Connection, at: str, actor: str, action: str, subject: str = "", detail: str = ""
) -> None:
    """Add a line, in the transaction of what it tells of."""
    connection.execute(
        insert(trail).values(at=at, actor=actor, action=action, subject=subject[:200], detail=detail[:400])
    )


def steps(connection: Connection) -> Sequence[Step]:
    """The whole trail, oldest first."""
    rows = connection.execute(select(trail).order_by(trail.c.id))
    return [Step(row.at, row.actor, row.action, row.subject, row.detail) for row in rows]
