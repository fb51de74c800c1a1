"""Legal holds: what must not be deleted, whatever the rules say, until somebody lifts the hold.

* A hold is on a person, on a school (everyone whose school it is, now or beside another), or on everything.
* It names who placed it, when, and why; a lifted one stays on the list, with who lifted it, when, and why.
* A hold stops every purge that it touches. The trail and the mail list speak of many people at once: any hold stops
  the trail, and a mail is kept while anybody it was about is held.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import Connection, bindparam, insert, or_, select, union, update

from app.errors import RefusedError
from app.hr import trail
from app.hr.accounts import UnknownSchoolError
from app.hr.core import Core
from app.hr.facts import check_reason
from app.hr.people import person_of
from app.hr.store.database import AnyRow
from app.hr.store.schema import legal_holds, schools, staff, staff_schools

Scope = Literal["person", "school", "everything"]


class NoSuchHoldError(RefusedError):
    """No hold of that number is in force."""

    sentence = "There is no hold with that number, or it was lifted already."
    next_step = "Look at the list of holds again."


@dataclass(frozen=True)
class Hold:
    """One hold. `subject` is a staff id (whose `name` it is), a school's name, or nothing; times are RFC 3339."""

    number: int
    scope: Scope
    subject: str
    reason: str
    placed_at: str
    placed_by: str
    lifted_at: str | None = None
    lifted_by: str | None = None
    lifted_why: str | None = None
    name: str = ""

    @property
    def words(self) -> str:
        """What it is on, in words."""
        return {"person": f"person {self.subject}", "school": self.subject}.get(self.scope, "everything")


@dataclass(frozen=True)
class Holding:
    """What is held now: the number of a hold on everything, of each person's first hold, and of any at all."""

    everything: int | None = None
    people: Mapping[str, int] = field(default_factory=dict)
    first: int | None = None

    def of(self, sub: str | None) -> int | None:
        """The number of a hold on this person's records, if there is one."""
        return self.everything or (self.people.get(sub) if sub else None)


class Holds:
    """Places and lifts holds."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def all(self) -> list[Hold]:
        """Every hold there ever was, those in force first; raises StorageError."""
        with self._core.database.read() as connection:
            rows = connection.execute(_HOLDS).all()
        return [_hold(row) for row in rows]

    def schools(self) -> list[str]:
        """Every school that a hold may be placed on, those that nobody works at any more too; raises StorageError."""
        with self._core.database.read() as connection:
            return list(connection.execute(select(schools.c.name).order_by(schools.c.name)).scalars())

    def on(self, staff_id: str) -> list[Hold]:
        """The holds in force that touch one person's records; raises UnknownStaffError, StorageError."""
        with self._core.database.read() as connection:
            sub = person_of(connection, staff.c.staff_id == staff_id).sub
            theirs = (
                legal_holds.c.scope == "everything",
                legal_holds.c.sub == sub,
                legal_holds.c.school_id.in_(_SCHOOLS_OF.params(sub=sub)),
            )
            rows = connection.execute(_HOLDS.where(legal_holds.c.lifted_at.is_(None), or_(*theirs))).all()
        return [_hold(row) for row in rows]

    def place(self, scope: Scope, subject: str, reason: str, *, actor: str) -> int:
        """Place a hold and return its number. `subject` is a staff id, a school's name, or nothing.

        Raises FactReasonMissingError, UnknownStaffError, UnknownSchoolError, StorageError.
        """
        check_reason(reason)
        at = self._core.now_text()
        with self._core.database.write() as connection:
            on = _on(connection, scope, subject)
            placed = insert(legal_holds).values(
                scope=scope, **on, reason=reason[:400], placed_at=at, placed_by=actor
            )
            number = connection.execute(placed.returning(legal_holds.c.id)).scalar_one()
            detail = f"{number}, {scope}: {reason}"
            trail.note(connection, at, actor, "place-hold", subject if scope != "everything" else "", detail)
        return int(number)

    def lift(self, number: int, reason: str, *, actor: str) -> None:
        """Lift a hold; raises FactReasonMissingError, NoSuchHoldError, StorageError."""
        check_reason(reason)
        at = self._core.now_text()
        ours = (legal_holds.c.id == number, legal_holds.c.lifted_at.is_(None))
        lifted = (
            update(legal_holds).where(*ours).values(lifted_at=at, lifted_by=actor, lifted_why=reason[:400])
        )
        with self._core.database.write() as connection:
            if connection.execute(lifted).rowcount == 0:
                raise NoSuchHoldError
            trail.note(connection, at, actor, "lift-hold", str(number), reason)


def holding(connection: Connection) -> Holding:
    """What is held now."""
    rows = connection.execute(
        select(legal_holds).where(legal_holds.c.lifted_at.is_(None)).order_by(legal_holds.c.id)
    ).all()
    found: dict[str, int] = {}
    for row in rows:
        if row.scope == "person":
            found.setdefault(row.sub, row.id)
        elif row.scope == "school":
            for sub in connection.execute(_AT_SCHOOL, {"school": row.school_id}).scalars():
                found.setdefault(sub, row.id)
    whole = next((row.id for row in rows if row.scope == "everything"), None)
    return Holding(whole, found, rows[0].id if rows else None)


def _on(connection: Connection, scope: Scope, subject: str) -> dict[str, object]:
    if scope == "person":
        return {"sub": person_of(connection, staff.c.staff_id == subject).sub}
    if scope == "school":
        school = connection.execute(select(schools.c.id).where(schools.c.name == subject)).scalar()
        if school is None:
            raise UnknownSchoolError
        return {"school_id": school}
    return {}


def _hold(row: AnyRow) -> Hold:
    subject = row.staff_id or row.school or ""
    placed = (row.reason, row.placed_at, row.placed_by)
    return Hold(
        row.id, row.scope, subject, *placed, row.lifted_at, row.lifted_by, row.lifted_why, row.name or ""
    )


_HOLDS = (
    select(legal_holds, staff.c.staff_id, staff.c.name, schools.c.name.label("school"))
    .select_from(
        legal_holds.outerjoin(staff, legal_holds.c.sub == staff.c.sub).outerjoin(
            schools, legal_holds.c.school_id == schools.c.id
        )
    )
    .order_by(legal_holds.c.lifted_at.is_not(None), legal_holds.c.id)
)
_SCHOOLS_OF = union(
    select(staff.c.school_id).where(staff.c.sub == bindparam("sub")),
    select(staff_schools.c.school_id).where(staff_schools.c.sub == bindparam("sub")),
)
_AT_SCHOOL = union(
    select(staff.c.sub).where(staff.c.school_id == bindparam("school")),
    select(staff_schools.c.sub).where(staff_schools.c.school_id == bindparam("school")),
)
