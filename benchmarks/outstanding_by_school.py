"""Who is outstanding, by school, in the service on SQLite, with 100,000 and 1,000,000 staff.

The floor is the bare statement over the same tallies. A summary that was counted from the people would take what
stands beside it.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from many_staff import DUE, SCHOOLS, people
from measure import row
from sqlalchemy import func, insert, select

from app.hr.core import Trust, found_trust
from app.hr.service import HrService, open_service
from app.hr.standings import recount
from app.hr.store.database import Database, open_database
from app.hr.store.migrate import upgrade
from app.hr.store.schema import policies, schools, staff, standings, tallies
from app.signing.keys import PrivateKey

POLICY = "social-media-policy"
NOW = datetime(2026, 11, 22, 8, 41, tzinfo=UTC)
BATCH = 20_000


def main(rounds: int = 200) -> None:
    for count, must, aim in ((100_000, "5 ms", "1 ms"), (1_000_000, "10 ms", "2 ms")):
        with tempfile.TemporaryDirectory() as folder:
            hr = _service(Path(folder) / "service.sqlite", count)
            took, beside = _figures(hr, rounds)
            hr.close()
        row(f"outstanding by school, {count:,} staff, {SCHOOLS} schools", f"{took:.2f} ms", beside, must, aim)


def _figures(hr: HrService, rounds: int) -> tuple[float, str]:
    database = hr.core.database
    took = _median(lambda: hr.progress.by_school(POLICY), rounds)
    bare = _median(lambda: _bare(database), rounds)
    counted = _median(lambda: _counted(database), 3)
    return took, f"bare {bare:.2f} ms; counted {counted:.0f} ms"


def _service(path: Path, count: int) -> HrService:
    key = PrivateKey.generate()
    database = open_database(f"sqlite:///{path}")
    upgrade(database)
    publishing = PrivateKey.generate().public
    found_trust(
        database, Trust("bench.example/log", "Bench", "Europe/London", key.public, (publishing,)), NOW
    )
    hr = open_service(database, key, lambda: NOW, os.urandom)
    _fill(database, count)
    return hr


def _fill(database: Database, count: int) -> None:
    """The tables as an import and the signatures would have left them."""
    with database.write() as connection:
        connection.execute(
            insert(schools), [{"id": number + 1, "name": f"School {number:03}"} for number in range(SCHOOLS)]
        )
        policy = {"id": POLICY, "version": 1, "asked_version": 1, "due": DUE}
        connection.execute(insert(policies).values(**policy, has_checklist=True, withdrawn=False))
        everyone = people(count)
        while some := list(islice(everyone, BATCH)):
            connection.execute(insert(staff), [_person(one) for one in some])
            connection.execute(insert(standings), [_standing(one) for one in some])
        recount(connection, POLICY)


def _person(one: dict[str, object]) -> dict[str, object]:
    return {
        **{name: one[name] for name in ("sub", "staff_id", "name", "email", "role")},
        "school_id": int(str(one["school"])) + 1,
        "person": str(one["person"]),
    }


def _standing(one: dict[str, object]) -> dict[str, object]:
    return {
        **{name: one[name] for name in ("sub", "acknowledged_at")},
        **{name: str(one[name]) for name in ("acknowledgement", "audit")},
        "policy_id": POLICY,
        "version": 1,
        "due": DUE,
        "revision": 1,
    }


def _bare(database: Database) -> None:
    query = select(tallies.c.school_id, func.sum(tallies.c.count)).group_by(tallies.c.school_id)
    with database.read() as connection:
        connection.execute(query).all()


def _counted(database: Database) -> None:
    query = (
        select(staff.c.school_id, standings.c.acknowledgement, func.count())
        .join_from(standings, staff, standings.c.sub == staff.c.sub)
        .group_by(staff.c.school_id, standings.c.acknowledgement)
    )
    with database.read() as connection:
        connection.execute(query).all()


def _median(work: Callable[[], object], rounds: int) -> float:
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        took.append(1000 * (time.perf_counter() - began))
    return statistics.median(took)


if __name__ == "__main__":
    main()
