"""The HTTP bodies and paths of keeping and deleting in the HR window: rules, legal holds, what is due, and a person's data.

The rules of `app.protocol` hold. What is due is listed under a `token`; deleting takes that token and nothing else.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.protocol import Body, Count, Day, Text

RULES = "/v1/console/keeping/rules"
HOLDS = "/v1/console/keeping/holds"
LIFTED = "/v1/console/keeping/holds/lifted"
DUE = "/v1/console/keeping/due"
DELETED = "/v1/console/keeping/deleted"
PERSON_HOLDS = "/v1/console/people/{staff_id:path}/holds"
PERSON_DATA = "/v1/console/people/{staff_id:path}/data"

Kind = Literal[
    "acknowledgements", "completions", "messages", "facts", "id-tokens", "trail", "mail", "sessions", "people"
]
CountedFrom = Literal["leaving", "withdrawal", "receipt"]
HoldScope = Literal["person", "school", "everything"]
Reason = Annotated[str, StringConstraints(max_length=400)]
Subject = Annotated[str, StringConstraints(max_length=200)]
Months = Annotated[int, Field(ge=0, le=1200)]


class RuleBody(Body):
    """The rule of one kind of record: with `months` null they are kept; `counted_from` is then null too."""

    kind: Kind
    months: Months | None
    counted_from: CountedFrom | None


class ChosenRule(RuleBody):
    """A kind of record with its rule, who chose it and when (null: nobody has yet), and what months may count from."""

    chosen_at: Text | None
    chosen_by: Text | None
    choices: list[CountedFrom]


class Rules(Body):
    """The rule of every kind."""

    rules: list[ChosenRule]


class HoldBody(Body):
    """A hold to place; `subject` is a staff id, a school's name, or nothing, by `scope`."""

    scope: HoldScope
    subject: Subject
    reason: Reason


class PlacedHold(HoldBody):
    """One hold with who placed and lifted it, when and why; `name` is that of the person."""

    number: int
    name: Text
    placed_at: Text
    placed_by: Text
    lifted_at: Text | None
    lifted_by: Text | None
    lifted_why: Text | None


class Holds(Body):
    """Holds, those in force first, and the schools that one may be placed on."""

    holds: list[PlacedHold]
    schools: list[Text]


class LiftedHold(Body):
    """The number of a hold to lift, and why."""

    number: Count
    reason: Reason


class DueLine(Body):
    """Some records of one kind and one person (nothing: of nobody in particular), and by which rule, or why kept back."""

    kind: Kind
    staff_id: Text
    name: Text
    school: Text
    count: int
    why: Text


class Due(Body):
    """What the rules make due on a day, what is kept back nevertheless, and the kinds that have no rule yet.

    `token` names exactly this list; with `needs_two` another person has to approve its deletion.
    """

    token: Text
    as_of: Day
    due: list[DueLine]
    kept: list[DueLine]
    unset: list[Kind]
    needs_two: bool


class Deletion(Body):
    """The token of the list that is to be deleted, and why."""

    token: Text
    reason: Reason


class KindCount(Body):
    """How many records of a kind were deleted."""

    kind: Kind
    count: int


class Deleted(Body):
    """What was deleted, or with `waits` that another person has to approve it first."""

    deleted: list[KindCount]
    waits: bool


class PersonDataRequest(Body):
    """What is wanted of everything held of somebody: the page to read, or the page and the data in one archive."""

    form: Literal["page", "both"]
