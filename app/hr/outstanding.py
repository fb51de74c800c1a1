"""Who has not completed it: one row a person, and what changed since a revision.

Rules (states: `app.domain.obligation`):

* outstanding means active, and either part still due; the date is judged by the day it is in the trust's time zone;
* people who have left stand in the rows as having left; counts are in `app.hr.progress`;
* what a role may not see does not leave this module: a headteacher's schools, a line manager's people, else all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from app.domain.obligation import AcknowledgementState, AuditState, PersonState, is_outstanding
from app.hr.core import Core
from app.hr.leave import Leave
from app.hr.scope import EVERYONE, Scope
from app.hr.standings import UnknownPolicyIdError
from app.hr.store.database import AnyRow
from app.hr.store.schema import facts, log_state, policies, schools, staff, standings

# Looked up by the texts that the database holds, for 100,000 rows at a time.
WAITING: dict[tuple[str, str, str], bool] = {
    (person, acknowledgement, audit): is_outstanding(person, acknowledgement, audit)
    for person in PersonState
    for acknowledgement in AcknowledgementState
    for audit in AuditState
}
"""Whether a combination of states is outstanding."""


@dataclass(frozen=True)
class Standing:
    """Where one person stands with one policy; states are the domain's values, times and dates are texts."""

    staff_id: str
    name: str
    email: str
    school: str
    role: str
    line_manager: str
    person: str
    acknowledgement: str
    acknowledged_at: str | None
    audit: str
    audit_on: str | None
    due: str | None
    outstanding: bool
    disputed: bool = False


@dataclass(frozen=True)
class News:
    """What changed since a revision, and the revision it leads to; `whole` says that `rows` are all there are."""

    revision: int
    rows: list[Standing]
    whole: bool


class Outstanding:
    """Answers who has not completed it."""

    def __init__(self, core: Core, leave: Leave) -> None:
        self._core = core
        self._leave = leave

    def rows(
        self, policy_id: str, scope: Scope = EVERYONE, *, after: int = 0, school: str | None = None
    ) -> tuple[int, list[Standing]]:
        """Return the revision, and every standing that changed after revision `after`.

        Raises UnknownPolicyIdError, StorageError.
        """
        news = self.news(policy_id, scope, after=after, school=school)
        return news.revision, news.rows

    def news(
        self, policy_id: str, scope: Scope = EVERYONE, *, after: int = 0, school: str | None = None
    ) -> News:
        """The same, with whether they are all there are: so when people dropped out of the audience meanwhile.

        Raises UnknownPolicyIdError, StorageError.
        """
        self._leave.keep_up()
        with self._core.database.read() as connection:
            # Read first: a row that changes meanwhile is then told again next time, and never missed.
            revision = revision_of(connection, policy_id)
            if revision == after:
                return News(revision, [], whole=False)
            shrunk = select(policies.c.shrunk_at).where(policies.c.id == policy_id)
            if connection.execute(shrunk).scalar_one() > after:
                after = 0
            query = _STANDINGS.where(
                standings.c.policy_id == policy_id, standings.c.revision > after, scope.over_staff()
            )
            if school is not None:
                query = query.where(schools.c.name == school)
            disputed = _disputed(connection) if scope.everyone else frozenset()
            found = list(_standings(connection.execute(query), disputed))
            return News(revision, found, whole=after == 0)

    def policy_ids(self) -> list[str]:
        """Every policy in force, by id."""
        query = (
            select(policies.c.id).where(~policies.c.withdrawn, policies.c.version > 0).order_by(policies.c.id)
        )
        with self._core.database.read() as connection:
            return list(connection.execute(query).scalars())


def revision_of(connection: Connection, policy_id: str) -> int:
    """The newest revision, of a policy that is known; one statement for both, for this is asked every second.

    Raises UnknownPolicyIdError.
    """
    known = select(policies.c.id).where(policies.c.id == policy_id).scalar_subquery()
    revision, found = connection.execute(select(log_state.c.revision, known)).one()
    if found is None:
        raise UnknownPolicyIdError
    return int(revision)


def _disputed(connection: Connection) -> frozenset[str]:
    """The staff ids of those who dispute something: few, so that a hundred thousand rows need no join for them."""
    query = (
        select(staff.c.staff_id)
        .join_from(facts, staff, facts.c.sub == staff.c.sub)
        .where(facts.c.fact == "dispute")
    )
    return frozenset(connection.execute(query).scalars())


def _standings(rows: Iterable[AnyRow], disputed: frozenset[str]) -> Iterator[Standing]:
    for row in rows:
        states = (row.person, row.acknowledgement, row.audit)
        yield Standing(
            row.staff_id,
            row.name,
            row.email,
            row.school,
            row.role,
            row.manager or "",
            *states[:2],
            row.acknowledged_at,
            row.audit,
            row.audit_on,
            row.due,
            WAITING[states],
            row.staff_id in disputed,
        )


_manager = staff.alias("manager")
_STANDINGS = (
    select(
        *(staff.c[name] for name in ("staff_id", "name", "email", "role", "person")),
        *(standings.c[name] for name in ("acknowledgement", "acknowledged_at", "audit", "audit_on", "due")),
        schools.c.name.label("school"),
        _manager.c.name.label("manager"),
    )
    .select_from(
        standings.join(staff, standings.c.sub == staff.c.sub)
        .join(schools, staff.c.school_id == schools.c.id)
        .join(_manager, staff.c.line_manager == _manager.c.sub, isouter=True)
    )
    .order_by(staff.c.name, staff.c.staff_id)
)
