"""The HTTP bodies and paths of one person's page, questions, disputes and the trail in the HR window.

Rules (those of `app.protocol` hold too):

* what a reader may not see is not in the answer: words are null where they were for somebody else, and `kept_from`
  says for whom they were;
* each thing that happened says what it rests on: the person's key, the service's clock, HR's hand, the person's word.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.protocol import AcknowledgementName, AuditName, Body, Count, Day, Hash, Hex, PersonName, Text

PEOPLE = "/v1/console/people"
ONE = "/v1/console/person"
"""One person's page has a path of its own: a staff id may end in what stands behind one under `PEOPLE`."""
PERSON = "/v1/console/person/{staff_id:path}"
PERSON_EVIDENCE = "/v1/console/people/{staff_id:path}/evidence"
PERSON_SCAN = "/v1/console/people/{staff_id:path}/scans/{sha256}"
PERSON_FACTS = "/v1/console/people/{staff_id:path}/facts"
PERSON_LEAVE = "/v1/console/people/{staff_id:path}/leave"
PERSON_RETURN = "/v1/console/people/{staff_id:path}/return"
PERSON_KEY = "/v1/console/people/{staff_id:path}/keys/{kid}"
QUESTIONS = "/v1/console/questions"
ANSWER = "/v1/console/questions/{jti}"
DISPUTES = "/v1/console/disputes"
NOTES = "/v1/console/disputes/{jti}/notes"
DISPUTE_END = "/v1/console/disputes/{jti}/end"
TRAIL = "/v1/console/trail"
TRAIL_CHECK = "/v1/console/trail/check"

MAX_SCAN_BYTES = 2_000_000
"""The largest scan of a signed sheet; it travels in base64."""

Words = Annotated[str, StringConstraints(max_length=4000)]
Given = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Base64 = Annotated[str, StringConstraints(max_length=140_000_000)]
Whom = Literal["hr", "line-manager"]
RestsOn = Literal["their-key", "the-clock", "by-hand", "their-word"]
Kind = Literal[
    "asked",
    "reminded",
    "acknowledged",
    "question",
    "declined",
    "completed",
    "answer",
    "note",
    "paper",
    "behalf",
    "exemption",
    "leave",
    "dispute",
    "upheld",
    "not-upheld",
    "code",
    "key-enrolled",
    "key-retired",
    "key-revoked",
    "unsound",
]


class Happening(Body):
    """One thing in a person's history.

    `at` is when the service wrote it down (a time, or a day where no time is kept), `claimed` what the device's clock
    said, `on` and `until` the days it speaks of. `number` is the record's `jti`, `about` what it answers or disputes,
    `kid` the key it was signed with or is about, `identity` how that key's owner was vouched for, `scan` a sheet's
    digest. `sign_in` tells of an answer whether a fresh sign-in came with it: checked, only claimed by the device, or none
    (null where the trust has none at all). Of one that is `unsound` (it no longer checks out) nothing else is told.
    """

    kind: Kind
    at: Text
    rests_on: RestsOn
    number: Text = ""
    leaf: int | None = None
    policy_id: Text | None = None
    version: int | None = None
    title: Text = ""
    label: Text = ""
    claimed: Text | None = None
    on: Day | None = None
    until: Day | None = None
    late: bool = False
    by: Text | None = None
    words: Words | None = None
    kept_from: Whom | None = None
    about: Text | None = None
    kid: Text | None = None
    identity: Literal["code", "provider"] | None = None
    scan: Hex | None = None
    disputed: bool = False
    sign_in: Literal["checked", "claimed", "none"] | None = None


class PersonStanding(Body):
    """Where the person stands with one policy; `version` is what they are asked for, `newest` the newest one."""

    policy_id: Text
    title: Text
    label: Text
    version: int
    acknowledgement: AcknowledgementName
    acknowledged_at: Text | None
    audit: AuditName
    audit_on: Day | None
    due: Day | None
    outstanding: bool
    overdue: bool


class PersonKey(Body):
    """A key in the person's name: how identity was proved, since when, and when, how and why it ended."""

    kid: Hash
    identity: Literal["code", "provider"]
    enrolled: Text
    ended: Text | None
    ending: Literal["retired", "revoked"] | None
    why: Text | None
    disputed: bool


class Person(Body):
    """One person's page. `keys` is null where the reader may not see keys; `away_until` where they are on leave."""

    staff_id: Text
    name: Text
    email: Text
    school: Text
    role: Text
    line_manager: Text
    person: PersonName
    away_from: Day | None
    away_until: Day | None
    standings: list[PersonStanding]
    history: list[Happening]
    keys: list[PersonKey] | None


class File(Body):
    """A file: its name and its bytes in base64."""

    name: Text
    content: Base64


class ByHand(Body):
    """Record something by hand: a signed sheet, an acceptance on somebody's behalf, an exemption. `on` is the day."""

    fact: Literal["paper", "behalf", "exemption"]
    policy_id: Text
    version: Count | None
    on: Day
    reason: Given
    scan: File | None = None


class LeaveDays(Body):
    """Record leave, both days included; no last day is until further notice."""

    first: Day
    last: Day | None
    reason: Given


class Return(Body):
    """Record that somebody is back: their first day at work again."""

    on: Day
    reason: Given


class KeyEnd(Body):
    """End a key: retired (not in use any more) or revoked (lost or stolen), and why."""

    ending: Literal["retired", "revoked"]
    why: Annotated[str, StringConstraints(min_length=1, max_length=400)]


class Question(Body):
    """A question or refusal: who, about what, to whom the words went, the words if they are for this reader.

    `state` is open, answered (the person was asked again and has not signed since) or settled. `astray` says that the
    words went to somebody who is their line manager no more.
    """

    jti: Text
    staff_id: Text
    name: Text
    school: Text
    line_manager: Text
    policy_id: Text
    title: Text
    version: int
    outcome: Literal["question", "declined"]
    state: Literal["open", "answered", "settled"]
    asked: Text
    to: Whom | None
    astray: bool = False
    words: Words | None
    answer: Words | None
    answered_by: Text | None
    answered_at: Text | None


class Questions(Body):
    """Every question and refusal this reader may know of, open ones first."""

    questions: list[Question]


class Answer(Body):
    """The words of an answer; the person sees them and is asked again."""

    text: Given


class Note(Body):
    """A note about a dispute: who wrote it, when, and the words. The person sees it."""

    at: Text
    by: Text
    text: Words


class DisputeEnd(Body):
    """How a dispute ended (it was not that person, or nothing was found to show so), who says so, why and when."""

    outcome: Literal["upheld", "not-upheld"]
    at: Text
    by: Text
    reason: Words


class EndDispute(Body):
    """How a dispute is to end, and why; the person sees both."""

    outcome: Literal["upheld", "not-upheld"]
    reason: Given


class Dispute(Body):
    """One dispute: who says it, of what (`about`, in words `what`), why, since when, who was told, and the notes."""

    jti: Text
    staff_id: Text
    name: Text
    school: Text
    about: Text
    what: Text
    reason: Words
    at: Text
    told_at: Text | None
    notes: list[Note]
    end: DisputeEnd | None = None


class Disputes(Body):
    """Every dispute, oldest first, and who outside the case is told (null: nobody is named)."""

    disputes: list[Dispute]
    contact: Text | None


class Step(Body):
    """One line of the trail; `number` only grows, `fixed` says whether a daily head covers it."""

    number: int
    at: Text
    actor: Text
    action: Text
    subject: Text
    detail: Text
    fixed: bool


class Trail(Body):
    """Lines of the trail, newest first, how many fit the search in all, and whether there are more before these."""

    steps: Annotated[list[Step], Field(max_length=1000)]
    found: int
    more: bool


class TrailCheck(Body):
    """Whether the trail is as its daily heads in the log fixed it; `problem` says what is wrong, if anything is."""

    heads: int
    covered: int
    later: int
    newest: Day | None
    problem: Text | None


class Done(Body):
    """That it was recorded."""

    recorded: bool
