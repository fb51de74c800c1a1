"""The staff list's endpoints for the small HR service: files are read by the product's own reader."""

from base64 import b64decode
from collections.abc import Iterable, Mapping

from app import protocol, protocol_staff
from app.hr.roster_file import Choice, StaffList, read
from app.hr.roster_values import same_person

FIELDS = ("name", "email", "school", "role", "line_manager")


def facts(row: protocol.Standing) -> dict[str, str]:
    """What the list says of somebody who stands in the rows."""
    return {name: getattr(row, name) for name in FIELDS}


def people_in(file: protocol_staff.StaffFile) -> tuple[StaffList, dict[str, dict[str, str]]]:
    """The list as it was read, and everybody on it by staff id."""
    columns = {one.meaning: one.heading for one in file.columns} if file.columns is not None else None
    found = read(b64decode(file.content), Choice(file.sheet, columns))
    people = {
        one.staff_id: {
            "name": one.name,
            "email": one.email,
            "school": one.schools[0],
            "role": one.role,
            "line_manager": one.line_manager,
        }
        for one in found.entries
    }
    return found, people


def plan(
    file: protocol_staff.StaffFile, held: Mapping[str, protocol.Standing]
) -> tuple[protocol_staff.StaffPlan, dict[str, dict[str, str]]]:
    """What a file changes among the people held, and everybody on it."""
    found, people = people_in(file)
    if found.problems:
        people = {}
    joiners = [key for key in people if key not in held]
    changes = [key for key in people if key in held and facts(held[key]) != people[key]]
    leavers = [key for key in held if key not in people] if people else []
    known = {key: facts(row) for key, row in held.items()} | people

    def listed(keys: Iterable[str]) -> list[protocol_staff.Listed]:
        return [
            protocol_staff.Listed(
                staff_id=key,
                name=known[key]["name"],
                school=known[key]["school"],
                what=[name for name in FIELDS if key in held and facts(held[key])[name] != known[key][name]],
            )
            for key in keys
        ]

    answer = protocol_staff.StaffPlan(
        joiners=listed(joiners),
        changes=listed(changes),
        leavers=listed(leavers),
        joined=len(joiners),
        changed=len(changes),
        left=len(leavers),
        unchanged=len(people) - len(joiners) - len(changes),
        staff=len(held),
        no_email=sum(not one["email"] for one in people.values()),
        renamed=sum(not same_person(facts(held[key])["name"], people[key]["name"]) for key in changes),
        problems=found.problems,
        sheets=list(found.sheets),
        sheet=found.sheet,
        columns=[
            protocol_staff.ListColumn.model_validate(
                {"heading": one.heading, "meaning": one.meaning or None, "sample": one.sample}
            )
            for one in found.columns
        ],
        basis=found.basis,
        unsettled=found.unsettled,
        saved=not found.problems and not file.preview,
    )
    return answer, people


def found(words: str, rows: Iterable[protocol.Standing]) -> protocol_staff.Found:
    """Who fits the words, and every school."""
    rows = list(rows)
    people = [
        protocol_staff.FoundPerson(
            staff_id=row.staff_id,
            name=row.name,
            legal_name="",
            email=row.email,
            school=row.school,
            role=row.role,
            line_manager="",
            kind="employee",
            joined_on=None,
            left_on=None,
            left=row.person == "left",
        )
        for row in rows
        if words and words.lower() in row.name.lower()
    ]
    return protocol_staff.Found(people=people[:20], schools=sorted({row.school for row in rows}))


def sheet(asked: protocol_staff.SheetRequest, rows: Iterable[protocol.Standing]) -> protocol_staff.Sheet:
    """A sheet of everybody who is outstanding."""
    waiting = [row for row in rows if row.outstanding and asked.school in {None, row.school}]
    names = "".join(f"<p>{row.name}</p>" for row in waiting)
    return protocol_staff.Sheet(
        policy_id=asked.policy_id,
        version=1,
        title="Social Media Policy",
        people=[
            protocol_staff.SheetPerson(staff_id=row.staff_id, name=row.name, school=row.school)
            for row in waiting
        ],
        html=f"<html><head><title>Sheet</title></head><body>{names}</body></html>",
    )
