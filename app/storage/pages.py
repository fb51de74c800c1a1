"""The pages of policies that are PDFs, as they were read once under limits; and what HR says beside a policy.

Both are told or derived, never signed: a page is what a section is to a text, and what stands beside a policy
(owner, next review, related policies) is replaced whole with each due list.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import NamedTuple

from app.domain.related import Related


class StoredPage(NamedTuple):
    """One page: its title in the list, its words ("" where it has none), its digest (hex), its size in points."""

    title: str
    text: str
    digest: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Beside:
    """What HR says beside one version. `confirmed` is who said last that it is still in force, when, until when.

    `astray` is the number of the answer whose words went to somebody who is the person's line manager no more.
    """

    policy: str
    version: int
    owner: str | None
    approved_by: str | None
    ratified: date | None
    review: date | None
    confirmed: tuple[str, date, date] | None
    related: tuple[Related, ...]
    astray: str | None = None


def save_pages(connection: sqlite3.Connection, sha256: str, pages: Sequence[StoredPage]) -> None:
    """Keep the pages of the document with this digest."""
    connection.executemany(
        "INSERT OR REPLACE INTO pages (sha256, number, title, text, digest, width, height)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (sha256, number, one.title, one.text, one.digest, one.width, one.height)
            for number, one in enumerate(pages, 1)
        ],
    )


def load_pages(connection: sqlite3.Connection, sha256: str) -> tuple[StoredPage, ...]:
    """The pages of the document with this digest; none where it is a text, or they are not here."""
    rows = connection.execute(
        "SELECT title, text, digest, width, height FROM pages WHERE sha256 = ? ORDER BY number", (sha256,)
    )
    return tuple(StoredPage(*row) for row in rows)


def save_beside(connection: sqlite3.Connection, told: Iterable[Beside]) -> None:
    """Keep what HR says now, in the place of what it said before."""
    import json  # noqa: PLC0415 - late: only when HR says something beside the policy

    connection.execute("DELETE FROM beside")
    connection.executemany(
        "INSERT OR REPLACE INTO beside (policy, version, told) VALUES (?, ?, ?)",
        [(one.policy, one.version, json.dumps(asdict(one), default=str)) for one in told],
    )


def load_beside(connection: sqlite3.Connection, policy: str, version: int) -> Beside | None:
    """What HR says beside this version, or None."""
    row = connection.execute(
        "SELECT told FROM beside WHERE policy = ? AND version = ?", (policy, version)
    ).fetchone()
    if row is None:
        return None
    import json  # noqa: PLC0415 - see above

    told = json.loads(row["told"])
    for name in ("ratified", "review"):
        told[name] = date.fromisoformat(told[name]) if told[name] else None
    if told["confirmed"]:
        name, on, until = told["confirmed"]
        told["confirmed"] = (name, date.fromisoformat(on), date.fromisoformat(until))
    told["related"] = tuple(Related(**one) for one in told["related"])
    return Beside(**told)
