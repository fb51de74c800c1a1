"""Who has not completed it: one row a person, and what changed since a revision.

Rules (states: `app.domain.obligation`):

* outstanding means active, and either part still due; the date is judged by the day it is in the trust's time zone;
* nobody owes a policy that is withdrawn;
* a line manager is told by name, and by the staff id where several have one name;
* people who have left stand in the rows as having left; counts are in `app.hr.progress`;
* what a role may not see does not leave this module: a headteacher's schools, a line manager's people, else all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from app.domain.obligation import AcknowledgementState, AuditState, PersonState, is_outstanding
from app.hr.core import Core
from app.hr.facts import disputed_in
from app.hr.leave import Leave
from app.hr.narrowing import Narrowing
from app.hr.people import manager_called, shared_names
from app.hr.scope import EVERYONE, Scope
from app.hr.standings import UnknownPolicyIdError
from app.hr.store.database import AnyRow
from app.hr.store.schema import facts, log_state, policies, schools, staff, standings, versions

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
        self, policy_id: str, scope: Scope = EVERYONE, *, after: int = 0, narrowing: Narrowing | None = None
    ) -> tuple[int, list[Standing]]:
        """Return the revision, and every standing that changed after revision `after`.

        Raises UnknownPolicyIdError, the errors of a narrowing, StorageError.
        """
        news = self.news(policy_id, scope, after=after, narrowing=narrowing)
        return news.revision, news.rows

    def news(
        self, policy_id: str, scope: Scope = EVERYONE, *, after: int = 0, narrowing: Narrowing | None = None
    ) -> News:
        """The same, with whether they are all there are: so when people dropped out of the audience meanwhile.

        Raises UnknownPolicyIdError, the errors of a narrowing, StorageError.
        """
        self._leave.keep_up()
        with self._core.database.read() as connection:
            # Read first: a row that changes meanwhile is then told again next time, and never missed.
            revision = revision_of(connection, policy_id)
            if revision == after:
                return News(revision, [], whole=False)
            state = select(policies.c.shrunk_at, policies.c.withdrawn).where(policies.c.id == policy_id)
            shrunk_at, withdrawn = connection.execute(state).one()
            after = 0 if shrunk_at > after else after
            query = _STANDINGS.where(
                standings.c.policy_id == policy_id, standings.c.revision > after, scope.over_staff()
            )
            if narrowing is not None:
                query = query.where(narrowing.over_staff(connection))
            disputed = _disputed(connection) if scope.everyone else frozenset()
            shared = shared_names(connection)
            found = list(_standings(connection.execute(query), disputed, shared, asked=not withdrawn))
            return News(revision, found, whole=after == 0)

    def of(self, sub: str) -> list[tuple[str, str, Standing]]:
        """Every standing of one person with a policy in force: its id, its title, and the standing, by title.

        Raises StorageError.
        """
        self._leave.keep_up()
        newest = (policies.c.id == versions.c.policy_id) & (policies.c.version == versions.c.version)
        query = (
            _STANDINGS.add_columns(standings.c.policy_id, versions.c.title)
            .join(policies, standings.c.policy_id == policies.c.id)
            .join(versions, newest)
            .where(standings.c.sub == sub, ~policies.c.withdrawn)
            .order_by(None)
            .order_by(versions.c.title)
        )
        with self._core.database.read() as connection:
            rows = connection.execute(query).all()
            disputed, shared = _disputed(connection), shared_names(connection)
        return [
            (row.policy_id, row.title, standing)
            for row, standing in zip(rows, _standings(rows, disputed, shared), strict=True)
        ]

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
    revision, found = connection.execute(_REVISION, {"of_policy": policy_id}).one()
    if found is None:
        raise UnknownPolicyIdError
    return int(revision)


def _disputed(connection: Connection) -> frozenset[str]:
    """The staff ids of those who dispute something: few, so that a hundred thousand rows need no join for them."""
    query = (
        select(staff.c.staff_id, facts.c.jti, facts.c.fact, facts.c.about)
        .join_from(facts, staff, facts.c.sub == staff.c.sub)
        .where(facts.c.fact.in_(("dispute", "upheld", "not-upheld")))
        .order_by(facts.c.leaf_index)
    )
    rows = connection.execute(query).all()
    disputed = disputed_in(rows)
    return frozenset(row.staff_id for row in rows if row.fact == "dispute" and row.about in disputed)


def _standings(
    rows: Iterable[AnyRow], disputed: frozenset[str], shared: frozenset[str], *, asked: bool = True
) -> Iterator[Standing]:
    for row in rows:
        states = (row.person, row.acknowledgement, row.audit)
        yield Standing(
            row.staff_id,
            row.name,
            row.email,
            row.school,
            row.role,
            manager_called(row.manager, row.manager_id, shared) if shared else row.manager or "",
            *states[:2],
            row.acknowledged_at,
            row.audit,
            row.audit_on,
            row.due,
            asked and WAITING[states],
            row.staff_id in disputed,
        )


_manager = staff.alias("manager")
_STANDINGS = (
    select(
        *(staff.c[name] for name in ("staff_id", "name", "email", "role", "person")),
        *(standings.c[name] for name in ("acknowledgement", "acknowledged_at", "audit", "audit_on", "due")),
        schools.c.name.label("school"),
        _manager.c.name.label("manager"),
        _manager.c.staff_id.label("manager_id"),
    )
    .select_from(
        standings.join(staff, standings.c.sub == staff.c.sub)
        .join(schools, staff.c.school_id == schools.c.id)
        .join(_manager, staff.c.line_manager == _manager.c.sub, isouter=True)
    )
    .order_by(staff.c.name, staff.c.staff_id)
)
_REVISION = select(
    log_state.c.revision,
    select(policies.c.id).where(policies.c.id == bindparam("of_policy")).scalar_subquery(),
)
