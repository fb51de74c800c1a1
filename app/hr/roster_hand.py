"""One person added or changed by hand: agency workers, volunteers, governors, and what a list does not know yet.

Rules:

* the same rules hold as for a file (`app.hr.roster_values`, `app.hr.roster_plan`), and the same tables are written;
* somebody added by hand stays when a later list does not name them; one that names them takes over;
* a staff id is made for whoever has none: "H" and eight figures;
* everybody on the list leaves when their last day is over, and keeps their record.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from app.domain.obligation import PersonState
from app.errors import RefusedError
from app.hr import trail
from app.hr.core import Core
from app.hr.log import Log, LogWriter
from app.hr.people import UnknownStaffError
from app.hr.roster_plan import People, Plan, Row, compare, current_people, loops, manager_named
from app.hr.roster_save import save
from app.hr.roster_values import (
    Kind,
    clean,
    day_in,
    looks_like_ni_number,
    same_person,
    schools_in,
    turns_round,
    wrong_date,
    wrong_days,
    wrong_with,
)


class PersonRefusedError(RefusedError):
    """What was given about a person cannot be kept; `said` says what and why."""

    sentence = "{said}"
    next_step = "Put it right, and try again. Nothing was changed."


@dataclass(frozen=True)
class Given:
    """What is given about a person, as texts; None leaves it as it is, or empty for somebody new.

    `school` may be several, with semicolons between; `line_manager` is an e-mail address or a staff id, "" for nobody;
    `kind` a `Kind`'s value; days are YYYY-MM-DD or DD/MM/YYYY.
    """

    staff_id: str | None = None
    name: str | None = None
    legal_name: str | None = None
    email: str | None = None
    school: str | None = None
    role: str | None = None
    line_manager: str | None = None
    kind: str | None = None
    joined_on: str | None = None
    left_on: str | None = None


class ByHand:
    """Adds and changes one person."""

    def __init__(self, core: Core, log: Log) -> None:
        self._core = core
        self._log = log

    def add(self, given: Given, *, actor: str) -> str:
        """Add somebody, or bring somebody back who left; returns their staff id.

        Raises PersonRefusedError, StorageError.
        """
        values = _values(given)
        with self._log.writing() as writer:
            people = current_people(writer.connection)
            staff_id = values.get("staff_id") or self._fresh_id(people)
            before = self._returning(people, staff_id, values)
            key = before.key if before else staff_id
            nobody = Row(
                key, staff_id, "", None, "", (), "", None, PersonState.ACTIVE, "employee", True, None, None
            )
            row = _with(nobody._replace(staff_id=staff_id), values, people)
            self._save(writer, row, before, people)
            trail.note(writer.connection, writer.at, actor, "add-person", staff_id, row.kind)
        return staff_id

    def change(self, staff_id: str, given: Given, *, actor: str) -> None:
        """Change somebody's name, address, school, role, manager, kind or days; the staff id stays.

        Raises UnknownStaffError, PersonRefusedError, StorageError.
        """
        values = _values(given)
        values.pop("staff_id", None)
        with self._log.writing() as writer:
            people = current_people(writer.connection)
            before = people.by_id.get(staff_id)
            if before is None:
                raise UnknownStaffError
            _check_address(people, values, before)
            row = _with(before, values, people)
            if row != before:
                self._save(writer, row, before, people)
                trail.note(writer.connection, writer.at, actor, "change-person", staff_id, ", ".join(values))

    def _returning(self, people: People, staff_id: str, values: Mapping[str, str]) -> Row | None:
        """Whoever left and is meant now; raises PersonRefusedError where it is somebody else."""
        known = people.with_id(staff_id) or people.with_email(values.get("email", ""))
        if known is None:
            return None
        if known.person is not PersonState.LEFT:
            raise PersonRefusedError(said="Somebody on the staff list has this staff id or e-mail address.")
        if not same_person(known.name, values.get("name", "")):
            raise PersonRefusedError(
                said="This staff id or e-mail address belonged to somebody else, who left."
            )
        return known

    def _save(self, writer: LogWriter, row: Row, before: Row | None, people: People) -> None:
        _check(row, people)
        if row.left_on and row.left_on < self._core.today().isoformat():
            row = row._replace(person=PersonState.LEFT)
        plan = Plan()
        compare(plan, row, before)
        save(self._core, writer, plan)

    def _fresh_id(self, people: People) -> str:
        while True:
            staff_id = f"H{int.from_bytes(self._core.random(4)) % 10**8:08}"
            if staff_id not in people.by_id:
                return staff_id


def _values(given: Given) -> dict[str, str]:
    """What was given, cleaned; raises PersonRefusedError for what may not be kept."""
    values = {name: text for name, text in asdict(given).items() if text is not None}
    if any(turns_round(text) for text in values.values()):
        raise PersonRefusedError(said="There are hidden characters that change how the text reads.")
    if any(looks_like_ni_number(text) for text in values.values()):
        raise PersonRefusedError(
            said="This looks like a National Insurance number, which must not be kept here."
        )
    return {name: text if name == "school" else clean(text) for name, text in values.items()}


def _with(row: Row, values: Mapping[str, str], people: People) -> Row:
    """The row with what was given; raises PersonRefusedError."""
    texts = {name: values[name] for name in ("name", "email", "role") if name in values}
    changed: dict[str, object] = dict(texts)
    if "legal_name" in values:
        changed["legal_name"] = values["legal_name"] or None
    if "school" in values:
        changed["schools"] = schools_in(values["school"])
    if "line_manager" in values:
        changed["line_manager"] = _manager(values["line_manager"], people)
    if "kind" in values:
        changed["kind"] = _kind(values["kind"])
    for name in ("joined_on", "left_on"):
        if name in values:
            changed[name] = _day(values[name])
    return row._replace(**changed)  # type: ignore[arg-type] # each is of its field's type


def _manager(text: str, people: People) -> str | None:
    if not text:
        return None
    found = manager_named(text, people)
    if found is None:
        raise PersonRefusedError(said="The line manager is not on the staff list.")
    return found.key


def _kind(text: str) -> str:
    if text not in {kind.value for kind in Kind}:
        raise PersonRefusedError(said="There is no such kind of person.")
    return text


def _day(text: str) -> str | None:
    try:
        day = day_in(text)
    except ValueError as error:
        said = wrong_date(text)
        raise PersonRefusedError(said=said[0].upper() + said[1:]) from error
    return day.isoformat() if day else None


def _check(row: Row, people: People) -> None:
    values = {"staff_id": row.staff_id, "name": row.name, "role": row.role, "email": row.email}
    values["legal_name"] = row.legal_name or ""
    for said in (*wrong_with(values, row.schools), *wrong_days(row.joined_on, row.left_on)):
        raise PersonRefusedError(said=said[0].upper() + said[1:])
    managers = {one.key: one.line_manager for one in people.rows} | {row.key: row.line_manager}
    if any(row.key in circle for circle in loops(managers)):
        raise PersonRefusedError(said="That would make them their own line manager, in a circle.")


def _check_address(people: People, values: Mapping[str, str], before: Row) -> None:
    other = people.with_email(values.get("email", ""))
    if other is not None and other.key != before.key:
        raise PersonRefusedError(said="Somebody else on the staff list has this e-mail address.")
