"""People whose last day is over leave the list by themselves, at the first question of the day after."""

from sqlalchemy import Connection, select, update

from app.domain.obligation import PersonState
from app.hr import trail
from app.hr.log import LogWriter
from app.hr.standings import Changes
from app.hr.store.schema import staff


def ending(connection: Connection, today: str) -> list[str]:
    """The subs of those whose last day is over and who still stand on the list."""
    over = select(staff.c.sub).where(staff.c.left_on < today, staff.c.person != PersonState.LEFT.value)
    return list(connection.execute(over).scalars())


def end(writer: LogWriter, today: str) -> None:
    """Mark everybody whose last day is over as having left."""
    subs = ending(writer.connection, today)
    changes = Changes(writer.connection, subs)
    for sub in subs:
        gone = update(staff).where(staff.c.sub == sub).values(person=PersonState.LEFT.value)
        staff_id = writer.connection.execute(gone.returning(staff.c.staff_id)).scalar_one()
        for position in changes.of(sub):
            changes.put(position, person=PersonState.LEFT)
        trail.note(writer.connection, writer.at, "the calendar", "left", staff_id)
    changes.store(writer)
