"""The trail of what accounts did. The database itself refuses to change or delete a line of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, insert, or_, select

from app.hr.store.schema import trail, trail_places

THEMSELVES = "the person themselves"
"""Who acted, where it is the person concerned and no account."""


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


@dataclass(frozen=True)
class Numbered:
    """A line with its number, which only grows, and whether a daily head of the trail covers it."""

    number: int
    step: Step
    fixed: bool


@dataclass(frozen=True)
class Found:
    """The newest lines that fit a search, newest first, how many fit in all, and whether more come before these."""

    lines: Sequence[Numbered]
    found: int
    more: bool


def search(connection: Connection, words: str = "", before: int | None = None, most: int = 200) -> Found:
    """Look for lines that hold every word, in any field; `before` is the number of the last line of the page before."""
    fits = [_holds(word) for word in words.split()]
    whole = connection.execute(select(func.count()).select_from(trail).where(*fits)).scalar_one()
    query = (
        select(trail, trail_places.c.place)
        .join_from(trail, trail_places, trail_places.c.trail_id == trail.c.id, isouter=True)
        .where(*fits, *([trail.c.id < before] if before is not None else []))
        .order_by(trail.c.id.desc())
        .limit(most + 1)
    )
    rows = connection.execute(query).all()
    lines = [
        Numbered(row.id, Step(row.at, row.actor, row.action, row.subject, row.detail), row.place is not None)
        for row in rows[:most]
    ]
    return Found(lines, whole, len(rows) > most)


def _holds(word: str) -> ColumnElement[bool]:
    fields = (trail.c.at, trail.c.actor, trail.c.action, trail.c.subject, trail.c.detail)
    return or_(*(field.icontains(word, autoescape=True) for field in fields))
