"""Bringing the staff list up to date with a file.

Rules:

* a preview and an import work out the same changes (`app.hr.roster_plan`); nothing is saved when there is a problem;
* a file that would make more than a tenth of the staff leave, or give so many quite another name, must be confirmed;
* columns that the person chose are remembered, once the list is saved, for the next file;
* importing the same file again changes nothing.
"""

from app.errors import RefusedError
from app.hr import trail
from app.hr.core import Core
from app.hr.log import Log
from app.hr.roster_file import Choice, StaffList, read
from app.hr.roster_plan import Plan, current_people, plan_for, remembered_columns
from app.hr.roster_save import remember_columns, save

_TENTH = 10
_NO_CHOICE = Choice()


class ManyLeaversError(RefusedError):
    """More than a tenth of the staff would leave."""

    sentence = "This file would mark {leavers} of {staff} people as having left. Is it the whole list?"
    next_step = "If it is, import it again and confirm that so many have left. Nothing was changed."


class ManyNamesError(RefusedError):
    """More than a tenth of the staff would get quite another name."""

    sentence = (
        "This file would give {renamed} of {staff} people quite another name. Was a column sorted by itself?"
    )
    next_step = "If the names are right, import it again and confirm it. Nothing was changed."


class RosterImport:
    """Previews and imports staff lists."""

    def __init__(self, core: Core, log: Log) -> None:
        self._core = core
        self._log = log

    def preview(self, content: bytes, choice: Choice = _NO_CHOICE) -> Plan:
        """Work out what the file would change, saving nothing. Raises StorageError."""
        found = self._read(content, choice)
        with self._core.database.read() as connection:
            return plan_for(found, current_people(connection), self._core.today())

    def apply(
        self, content: bytes, *, actor: str, confirm_leavers: bool = False, choice: Choice = _NO_CHOICE
    ) -> Plan:
        """Import the file, unless it has problems; see `Plan.saved`.

        `confirm_leavers` confirms that many leave, or that many are given another name.
        Raises ManyLeaversError, ManyNamesError, StorageError.
        """
        found = self._read(content, choice)
        with self._log.writing() as writer:
            plan = plan_for(found, current_people(writer.connection), self._core.today())
            if plan.problems:
                return plan
            if len(plan.leavers) * _TENTH > plan.staff and not confirm_leavers:
                raise ManyLeaversError(leavers=len(plan.leavers), staff=plan.staff)
            if plan.renamed * _TENTH > plan.staff and not confirm_leavers:
                raise ManyNamesError(renamed=plan.renamed, staff=plan.staff)
            plan.saved = True
            if choice.columns is not None:
                remember_columns(writer.connection, dict(choice.columns))
            if plan.joiners or plan.changes or plan.leavers:
                save(self._core, writer, plan)
                counts = f"{len(plan.joiners)} joined, {len(plan.changes)} changed, {len(plan.leavers)} left"
                trail.note(writer.connection, writer.at, actor, "import-roster", "", counts)
        return plan

    def _read(self, content: bytes, choice: Choice) -> StaffList:
        """Before the log is held: reading takes seconds."""
        with self._core.database.read() as connection:
            remembered = remembered_columns(connection)
        return read(content, choice, remembered)
