"""The HTTP bodies and paths of the staff list and the sign sheet in the HR window.

Rules (those of `app.protocol` hold too):

* a file travels as it is and is opened in the service; a preview saves nothing;
* of those who join, change or leave the answer names the first two hundred each, and counts them all.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.protocol import Body, Count, Day, Text
from app.protocol_people import File

STAFF_LIST = "/v1/console/staff-list"
STAFF = "/v1/console/staff"
STAFF_CHANGE = "/v1/console/staff/change"
STAFF_FOUND = "/v1/console/staff/found"
SIGN_SHEET = "/v1/console/sign-sheet"
SIGNED_SHEET = "/v1/console/sign-sheet/signed"

MOST_LISTED = 200
MAX_LIST_BYTES = 25 * 2**20
"""The largest staff list; it travels in base64."""

Meaning = Literal[
    "staff_id",
    "name",
    "forename",
    "surname",
    "preferred_name",
    "preferred_forename",
    "preferred_surname",
    "legal_name",
    "legal_forename",
    "legal_surname",
    "email",
    "school",
    "role",
    "line_manager",
    "kind",
    "joined_on",
    "left_on",
]
KindName = Literal["employee", "agency", "volunteer", "governor"]


class ChosenColumn(Body):
    """What the person says that a column means."""

    meaning: Meaning
    heading: Text


class StaffFile(Body):
    """A staff list as its file's bytes in base64; `preview` saves nothing.

    Without `confirm_leavers` a list that makes more than a tenth of the staff leave, or gives so many quite another
    name, is refused. `sheet` and `columns`
    are what the person chose; without them the service chooses.
    """

    name: Text
    content: Annotated[str, StringConstraints(max_length=35_000_000)]
    preview: bool
    confirm_leavers: bool = False
    sheet: Text = ""
    columns: list[ChosenColumn] | None = None


class Listed(Body):
    """One person whom the list changes, and which of their fields."""

    staff_id: Text
    name: Text
    school: Text
    what: list[Text]
    returns: bool = False


class ListColumn(Body):
    """A column of the file: its heading, what it is taken for, and a value of it."""

    heading: Text
    meaning: Meaning | None
    sample: Text


class StaffPlan(Body):
    """What a staff list changes, and the problems it has; with problems nothing was saved.

    `unsettled` means that columns have to be chosen; `basis` is "given", "remembered", "headings" or a system's name;
    `staff` is how many were here before, `renamed` how many of them get quite another name.
    """

    joiners: list[Listed]
    changes: list[Listed]
    leavers: list[Listed]
    joined: int
    changed: int
    left: int
    unchanged: int
    staff: int
    no_email: int
    renamed: int = 0
    problems: list[Text]
    sheets: list[Text]
    sheet: Text
    columns: list[ListColumn]
    basis: Text
    unsettled: bool
    saved: bool


class PersonFields(Body):
    """What is given about a person; null leaves it as it is. Days are YYYY-MM-DD, "" takes one away."""

    staff_id: Text | None = None
    name: Text | None = None
    legal_name: Text | None = None
    email: Text | None = None
    school: Text | None = None
    role: Text | None = None
    line_manager: Text | None = None
    kind: KindName | None = None
    joined_on: Text | None = None
    left_on: Text | None = None


class PersonChange(Body):
    """Change somebody on the list."""

    staff_id: Text
    fields: PersonFields


class SavedPerson(Body):
    """The staff id of whoever was added or changed."""

    staff_id: Text


class FoundPerson(Body):
    """Somebody on the list, as the form shows them; `school` has every school, with semicolons between."""

    staff_id: Text
    name: Text
    legal_name: Text
    email: Text
    school: Annotated[str, StringConstraints(max_length=12_000)]
    role: Text
    line_manager: Text
    kind: KindName
    joined_on: Day | None
    left_on: Day | None
    left: bool


class Found(Body):
    """The first twenty who fit the words, and every school in sight."""

    people: list[FoundPerson]
    schools: list[Text]


class SheetRequest(Body):
    """Ask for the sheet of one policy, for one school or (null) all."""

    policy_id: Text
    school: Text | None


class SheetPerson(Body):
    """Somebody on a sheet."""

    staff_id: Text
    name: Text
    school: Text


class Sheet(Body):
    """A sheet to print, and who stands on it."""

    policy_id: Text
    version: int
    title: Text
    people: list[SheetPerson]
    html: Annotated[str, StringConstraints(max_length=4_000_000)]


class SignedSheet(Body):
    """Record that people signed a sheet on a day."""

    policy_id: Text
    version: Count
    on: Day
    reason: Annotated[str, StringConstraints(min_length=1, max_length=4000)]
    staff_ids: Annotated[list[Text], Field(min_length=1, max_length=2000)]
    scan: File | None


class RecordedSheet(Body):
    """For how many it was recorded."""

    count: int
