"""What HR's service has recorded of the person, as it told this computer: never the person's own signature.

And what the person said “this was not me” of: as the service wrote it down, or still on its way.
"""

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from app.domain.dates import from_utc_text, to_utc_text
from app.storage.letters import DISPUTE, LetterStanding, StoredLetter

if TYPE_CHECKING:
    from app.evidence.events import HrFact
    from app.evidence.records import Signed


class StoredFact(NamedTuple):
    """One fact: `fact` is one of `app.evidence.events.FactName`; days are `YYYY-MM-DD`.

    `about` is the record (`jti`) or key (`kid`) that an answer or a dispute is about, or the dispute that ended; `by` who
    recorded it.
    """

    jti: str
    token: str
    fact: str
    at: datetime
    on: str
    until: str | None
    policy: str | None
    version: int | None
    about: str | None
    reason: str
    by: str


class NotMe(NamedTuple):
    """That the person said “this was not me”, and when.

    `waits` while HR has not received it; `problem` where HR's service did not accept it; `end` is what HR recorded of how
    it ended ("upheld" or "not-upheld"), with the reason and who says so.
    """

    at: datetime
    waits: bool = False
    problem: str | None = None
    end: StoredFact | None = None


def as_stored(signed: "Signed[HrFact]") -> StoredFact:
    """A fact that was verified, as it is kept."""
    fact = signed.record
    return StoredFact(
        jti=fact.jti,
        token=signed.token,
        fact=fact.fact,
        at=from_utc_text(fact.at),
        on=fact.on,
        until=fact.until,
        policy=fact.policy.id if fact.policy else None,
        version=fact.policy.version if fact.policy else None,
        about=fact.about,
        reason=fact.reason,
        by=fact.by,
    )


def save(connection: sqlite3.Connection, facts: Iterable[StoredFact]) -> bool:
    """Keep facts beside those that are here already; returns whether any is new."""
    rows = [
        (
            *(one.jti, one.token, one.fact, to_utc_text(one.at), one.on, one.until),
            *(one.policy, one.version, one.about, one.reason, one.by),
        )
        for one in facts
    ]
    before = connection.total_changes
    connection.executemany("INSERT OR IGNORE INTO facts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    return connection.total_changes > before


def load_all(connection: sqlite3.Connection) -> tuple[StoredFact, ...]:
    """Every fact, the oldest first."""
    return tuple(
        StoredFact(
            jti=row["jti"],
            token=row["token"],
            fact=row["fact"],
            at=from_utc_text(row["at"]),
            on=row["first_day"],
            until=row["last_day"],
            policy=row["policy"],
            version=row["version"],
            about=row["about"],
            reason=row["reason"],
            by=row["author"],
        )
        for row in connection.execute("SELECT * FROM facts ORDER BY at, rowid")
    )


def disputed(facts: Iterable[StoredFact], letters: Iterable[StoredLetter]) -> dict[str, NotMe]:
    """What the person said “this was not me” of, by the record, fact or key; `facts` come oldest first."""
    noted = list(facts)
    ends = {one.about: one for one in noted if one.fact in ENDS}
    said: dict[str, NotMe] = {}
    for letter in letters:
        if letter.typ == DISPUTE and letter.standing is not LetterStanding.TAKEN:
            waits = letter.standing is LetterStanding.SAVED
            said[letter.about] = NotMe(letter.at, waits=waits, problem=letter.problem)
    for one in reversed(noted):
        if one.fact == "dispute" and one.about is not None:
            said[one.about] = NotMe(one.at, end=ends.get(one.jti))
    return said


ENDS = frozenset({"upheld", "not-upheld"})
"""How a dispute ended: it was not the person, or nothing was found to show so."""
