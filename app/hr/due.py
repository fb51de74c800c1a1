"""One person's due list: signed on request, fresh for seven days."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import bindparam, select

from app.domain.dates import to_utc_text
from app.domain.obligation import PersonState
from app.evidence.due_list import DueItem, DueList
from app.hr.core import Core
from app.hr.facts import facts_of
from app.hr.leave import Leave
from app.hr.log import Log
from app.hr.people import person_of
from app.hr.policy_list import Beside, beside
from app.hr.store.schema import policies, staff, standings, versions

FRESH_FOR = timedelta(days=7)


@dataclass(frozen=True)
class DueAnswer:
    """A signed due list, the newest checkpoint, the tokens of recorded facts, and what HR says beside each policy."""

    due_list: str
    checkpoint: str
    facts: list[str]
    beside: list[Beside]


class DueLists:
    """Makes due lists."""

    def __init__(self, core: Core, log: Log, leave: Leave) -> None:
        self._core = core
        self._log = log
        self._leave = leave

    def of(self, sub: str) -> DueAnswer:
        """Return what one person is asked for, and what HR has recorded of them; raises StorageError."""
        self._leave.keep_up()
        with self._core.database.read() as connection:
            person = person_of(connection, staff.c.sub == sub)
            rows = connection.execute(_ASKED, {"of_sub": sub}).all()
            recorded = facts_of(connection, sub)
            said = beside(connection, sub)
        now = self._core.clock()
        items = [
            DueItem(
                policy=row.id,
                version=row.version,
                manifest_sha256=row.manifest_sha256,
                due=row.due,
                paused=person.person is not PersonState.ACTIVE,
                withdrawn=row.withdrawn,
            )
            for row in rows
        ]
        listed = DueList(sub=sub, issued=to_utc_text(now), expires=to_utc_text(now + FRESH_FOR), items=items)
        return DueAnswer(listed.signed_by(self._core.key), self._log.head().text, recorded, said)


# Made once: everybody who logs in asks for it.
_ASKED = (
    select(
        policies.c.id,
        policies.c.version,
        policies.c.withdrawn,
        versions.c.manifest_sha256,
        standings.c.due,
    )
    .join_from(standings, policies, standings.c.policy_id == policies.c.id)
    .join(versions, (policies.c.id == versions.c.policy_id) & (policies.c.version == versions.c.version))
    .where(standings.c.sub == bindparam("of_sub"))
    .order_by(policies.c.id)
)
