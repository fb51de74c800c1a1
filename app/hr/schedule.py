"""Versions that start on a later day: begun by whatever first needs to know it on that day.

Rules:

* a version begins once, in a transaction that holds the log, so that several workers cannot begin it twice;
* a version that was overtaken by a later one before it began never begins by itself;
* whether everyone is asked again follows from the newest material version up to the one that begins.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, and_, func, select, update

from app.hr import trail
from app.hr.log import LogWriter
from app.hr.standings import bring_up_to_date
from app.hr.store.database import AnyRow
from app.hr.store.schema import policies, versions

BEGUN, WAITING, OVERTAKEN, WITHDRAWN = "begun", "waiting", "overtaken", "withdrawn"
_CALENDAR = "the calendar"


def waiting(connection: Connection, today: str) -> Sequence[AnyRow]:
    """The versions whose day has come and that have not begun, in their order; `today` is `YYYY-MM-DD`."""
    query = select(versions).where(versions.c.state == WAITING, versions.c.starts <= today)
    return connection.execute(query.order_by(versions.c.policy_id, versions.c.version)).all()


def begin_waiting(writer: LogWriter) -> None:
    """Begin every version whose day has come."""
    for version in waiting(writer.connection, writer.today):
        ours = and_(versions.c.policy_id == version.policy_id, versions.c.version == version.version)
        state = writer.connection.execute(select(versions.c.state).where(ours)).scalar_one()
        if state == WAITING:
            begin(writer, version)
            trail.note(
                writer.connection,
                writer.at,
                _CALENDAR,
                "policy-began",
                version.policy_id,
                f"version {version.version}",
            )


def begin(writer: LogWriter, version: AnyRow) -> None:
    """Put a version (a row of `versions`) into force, and ask everyone whom it asks."""
    connection = writer.connection
    ours = versions.c.policy_id == version.policy_id
    before = and_(ours, versions.c.version < version.version, versions.c.state == WAITING)
    connection.execute(update(versions).where(before).values(state=OVERTAKEN))
    connection.execute(
        update(versions).where(ours, versions.c.version == version.version).values(state=BEGUN)
    )
    asked = connection.execute(
        select(func.max(versions.c.version)).where(
            ours, versions.c.material, versions.c.version <= version.version
        )
    ).scalar_one()
    values = {
        "version": version.version,
        "asked_version": asked,
        "due": version.due,
        "due_days": version.due_days,
        "has_checklist": version.checklist_sha256 is not None,
        "audience": version.audience,
        "withdrawn": False,
    }
    policy = select(policies).where(policies.c.id == version.policy_id)
    earlier = connection.execute(policy).one()
    connection.execute(update(policies).where(policies.c.id == version.policy_id).values(**values))
    bring_up_to_date(writer, connection.execute(policy).one(), before=earlier)
