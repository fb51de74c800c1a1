"""The HTTP bodies and paths of *My people*: what a line manager sees in their own staff window, by their own key.

The rules of `app.protocol` hold. Who manages whom is what the staff list says; of a self-audit nothing but done or not.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.protocol import AcknowledgementName, AuditName, Body, Day, PersonName, Text

MY_PEOPLE = "/v1/me/people"
MY_PEOPLES_QUESTION = "/v1/me/people/questions/{jti}"

Words = Annotated[str, StringConstraints(max_length=4000)]


class TheirStanding(Body):
    """Where one of them stands with one policy."""

    policy_id: Text
    title: Text
    acknowledgement: AcknowledgementName
    audit: AuditName
    due: Day | None
    overdue: bool
    outstanding: bool


class TheirQuestion(Body):
    """A question or refusal that one of them sent to their line manager, and the newest answer to it."""

    jti: Text
    staff_id: Text
    name: Text
    title: Text
    outcome: Literal["question", "declined"]
    state: Literal["open", "answered", "settled"]
    words: Words | None
    asked: Text
    answer: Words | None
    answered_by: Text | None


class OneOfMine(Body):
    """One person, and where they stand with each policy that is asked of them."""

    staff_id: Text
    name: Text
    role: Text
    school: Text
    person: PersonName
    standings: list[TheirStanding]


class MyPeople(Body):
    """Those whom the staff list has this person manage, by name; none for everybody else."""

    people: Annotated[list[OneOfMine], Field(max_length=2000)]
    questions: list[TheirQuestion]


class MyAnswer(Body):
    """The words that answer one of them; they see them with the manager's name."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=4000)]


class Answered(Body):
    """That it was written down."""

    recorded: bool
