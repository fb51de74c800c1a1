"""What the window shows: who, what is asked, how far it is, and what to be told. From the database alone.

Only standard values are read here, no signature library: the first paint waits for this.

* An answer or a completion holds for later minor versions; one that was not accepted holds for nothing.
* An acknowledgement is never undone by a later question.
* The policies asked for come in the order of their dates.
* A question or refusal that HR has answered is asked again. A paper record or an exemption by HR's hand asks for no
  answer, an exemption for no self-audit either; neither is ever shown as a signature.
* When the due list is out of date, the last good one is shown, marked as not confirmed, with one calm notice.
"""

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from app.domain import dates
from app.domain import policy as policy_text
from app.domain.acknowledgement import Outcome
from app.domain.obligation import Answer, Item, what_is_due
from app.domain.policy import PolicyRef, Section
from app.storage import facts, letters, notices, person, policies, records
from app.storage.facts import NotMe
from app.storage.notices import Notice, NoticeKind
from app.storage.pages import Beside, StoredPage, load_beside
from app.storage.person import Person
from app.storage.policies import ChecklistRef, DueRow, StoredPolicy
from app.storage.records import ReceiptFacts, Standing, StoredRecord
from app.workflows._sections import digests_of, parts_of
from app.workflows.context import Context

__all__ = [
    "ByHand",
    "ChecklistRef",
    "NotMe",
    "Notice",
    "NoticeKind",
    "Overview",
    "PolicyStatus",
    "ReceiptFacts",
    "RecordStatus",
    "Reply",
    "Standing",
    "overview",
    "read_overview",
    "record_status",
]

_ANSWERED_BY_HAND = frozenset({"paper", "behalf", "exemption"})
_CANNOT_CONFIRM = Notice(
    NoticeKind.CANNOT_CONFIRM,
    "The app could not check lately whether this is still the newest version.",
    "You can go on. What you sign says that it could not be checked. The app tries again by itself.",
)


_TEXT_UNREADABLE = Notice(
    NoticeKind.POLICY_REFUSED,
    "The text of a policy on your list cannot be read on this computer.",
    "Connect to the network, so that the app can fetch it again.",
)


class RecordStatus(NamedTuple):
    """One signed record and what became of it. `at` is when it was signed, by this computer's clock.

    `disputed` tells that the person said of it “this was not me”.
    """

    jti: str
    outcome: Outcome | None
    at: datetime
    standing: Standing
    receipt: ReceiptFacts | None
    problem: str | None
    disputed: NotMe | None = None


class Reply(NamedTuple):
    """HR's answer to the person's question or refusal (`jti`): the words, who wrote them and when."""

    jti: str
    text: str
    by: str
    at: datetime


class ByHand(NamedTuple):
    """What HR recorded in place of an answer: "paper", "behalf" or "exemption", the day, why and by whom. No signature.

    `jti` is its number, `at` when it was recorded; `disputed` tells that the person said of it that it is not right.
    """

    jti: str
    fact: str
    on: date
    reason: str
    by: str
    at: datetime
    disputed: NotMe | None = None


class PolicyStatus(NamedTuple):
    """One policy on the person's list, and where they stand with it.

    `since` is the version they acknowledged before, `unchanged` the digests of the sections that need not be shown
    again, `seen` those in view so far. Of a PDF `text` is empty, and `pdf` and `pages` are there. `reply` is HR's newest answer to what they asked last, and `by_hand` what HR
    recorded of them for this version.
    """

    ref: PolicyRef
    title: str
    label: str
    text: str
    due: date | None
    paused: bool
    withdrawn: bool
    unconfirmed: bool
    statements: Mapping[Outcome, str]
    since: int | None
    unchanged: frozenset[str]
    seen: frozenset[str]
    review_sentence: str | None
    summary_of_changes: str
    answer: RecordStatus | None
    audit: RecordStatus | None
    checklist: ChecklistRef | None
    asks_for_answer: bool
    asks_for_audit: bool
    reply: "Reply | None" = None
    by_hand: "ByHand | None" = None
    sections: tuple[Section, ...] = ()
    pages: tuple[StoredPage, ...] = ()
    pdf: bytes | None = None
    beside: Beside | None = None


class Overview(NamedTuple):
    """Everything the window needs to begin with."""

    person: Person | None
    policies: tuple[PolicyStatus, ...]
    notices: tuple[Notice, ...]


def overview(context: Context) -> Overview:
    """Read everything in one view of the database; raises StorageError."""
    with context.database.reading() as connection:
        return read_overview(connection, context.clock())


def read_overview(connection: sqlite3.Connection, now: datetime) -> Overview:
    """The same inside a transaction that is open already; `now` is aware."""
    known = _Known(connection, now)
    rows = policies.due_rows(connection)
    found = tuple(status for row in rows if (status := _status(known, row)))
    told = notices.load(connection)
    if len(found) < len(rows):
        told = (*told, _TEXT_UNREADABLE)
    if known.is_stale and found:
        told = (*told, _CANNOT_CONFIRM)
    return Overview(person.load(connection), found, told)


def record_status(record: StoredRecord, disputed: NotMe | None = None) -> RecordStatus:
    """What the window shows of a stored record."""
    return RecordStatus(
        record.jti, record.outcome, record.at, record.standing, record.receipt, record.problem, disputed
    )


class _Known:
    """What is read once for all policies."""

    def __init__(self, connection: sqlite3.Connection, now: datetime) -> None:
        self.connection = connection
        self.now = now
        self.records = records.load_all(connection)
        self.facts = facts.load_all(connection)
        self.disputed = facts.disputed(self.facts, letters.load_all(connection))
        self.minor = policies.minor_versions(connection)
        due = policies.due_state(connection)
        self.is_stale = due is not None and now >= due.expires

    def asks(
        self, row: DueRow, ref: PolicyRef, made: Iterable[StoredRecord], by_hand: Collection[str] = ()
    ) -> bool:
        """Whether the policy still wants a record, given those that were made and the facts of these kinds."""
        item = Item(row.policy, row.version, ref.manifest_sha256, row.due, row.paused, row.withdrawn)
        recorded = [
            Answer(one.policy, one.version, Outcome.ACKNOWLEDGED)
            for one in self.facts
            if one.fact in by_hand and one.policy is not None and one.version is not None
        ]
        return bool(what_is_due([item], [*_answers(made), *recorded], self.minor))

    def reply(self, jti: str) -> Reply | None:
        """HR's newest answer to a question or refusal."""
        replies = [one for one in self.facts if one.fact == "answer" and one.about == jti]
        return Reply(jti, replies[-1].reason, replies[-1].by, replies[-1].at) if replies else None


def _status(known: _Known, row: DueRow) -> PolicyStatus | None:
    stored = policies.load(known.connection, row.policy, row.version)
    content = policies.document(known.connection, stored.ref.sha256) if stored else None
    if stored is None or content is None:
        return None
    parts, pages = parts_of(known.connection, stored.ref.sha256, content)
    if not parts:
        return None
    text = "" if pages else content.decode("utf-8")
    answers = _of(known.records, row.policy, records.ACKNOWLEDGEMENT)
    audits = _of(known.records, row.policy, records.COMPLETION)
    since, unchanged = _since(known.connection, answers, row.version, parts)
    told = load_beside(known.connection, row.policy, row.version)
    return PolicyStatus(
        ref=stored.ref,
        title=stored.title,
        label=stored.label,
        text=text,
        due=row.due,
        paused=row.paused,
        withdrawn=row.withdrawn,
        unconfirmed=known.is_stale or not row.confirmed,
        statements=_words(known.connection, stored.ref),
        since=since,
        unchanged=unchanged,
        seen=policies.seen_sections(known.connection, stored.ref),
        review_sentence=_review(told, text, known.now.date()),
        summary_of_changes=stored.summary_of_changes,
        answer=_shown(known, row, stored, answers),
        audit=_shown(known, row, stored, audits) if stored.checklist else None,
        checklist=stored.checklist,
        asks_for_answer=known.asks(row, stored.ref, _still_counting(known, answers), _ANSWERED_BY_HAND),
        asks_for_audit=stored.checklist is not None and known.asks(row, stored.ref, audits, {"exemption"}),
        reply=known.reply(answers[-1].jti) if answers else None,
        by_hand=_by_hand(known, row, stored.ref),
        sections=parts,
        pages=pages,
        pdf=content if pages else None,
        beside=told,
    )


def _review(told: Beside | None, text: str, today: date) -> str | None:
    """That the day of the next review has passed, unless HR has said since that it is still in force."""
    if told is None:
        return policy_text.review_sentence(text, today)
    until = max(filter(None, (told.review, told.confirmed[2] if told.confirmed else None)), default=None)
    if until is None or today <= until:
        return None
    return f"This policy was due for review in {dates.month(until)}."


def _still_counting(known: _Known, answers: Iterable[StoredRecord]) -> list[StoredRecord]:
    """The answers without the questions and refusals that HR has answered: those are asked again."""
    return [one for one in answers if one.outcome is Outcome.ACKNOWLEDGED or known.reply(one.jti) is None]


def _by_hand(known: _Known, row: DueRow, ref: PolicyRef) -> ByHand | None:
    here = [one for one in known.facts if one.fact in _ANSWERED_BY_HAND and one.policy == row.policy]
    if not here or known.asks(_open(row), ref, (), {here[-1].fact}):
        return None
    fact = here[-1]
    on, disputed = date.fromisoformat(fact.on), known.disputed.get(fact.jti)
    return ByHand(fact.jti, fact.fact, on, fact.reason, fact.by, fact.at, disputed)


def _of(made: Iterable[StoredRecord], policy: str, typ: str) -> tuple[StoredRecord, ...]:
    return tuple(record for record in made if record.policy == policy and record.typ == typ)


def _answers(made: Iterable[StoredRecord]) -> list[Answer]:
    """The records that count; a completion counts as an answer of its own kind."""
    return [
        Answer(record.policy, record.version, record.outcome or Outcome.ACKNOWLEDGED)
        for record in made
        if record.standing is not Standing.NOT_ACCEPTED
    ]


def _since(
    connection: sqlite3.Connection, answers: Iterable[StoredRecord], version: int, parts: Iterable[Section]
) -> tuple[int | None, frozenset[str]]:
    """The last version acknowledged before this one, and the sections that stood in it word for word."""
    signed = [
        record.version
        for record in answers
        if record.outcome is Outcome.ACKNOWLEDGED
        and record.version < version
        and record.standing is not Standing.NOT_ACCEPTED
    ]
    before = policies.load(connection, next(iter(answers)).policy, max(signed)) if signed else None
    content = policies.document(connection, before.ref.sha256) if before else None
    if before is None or content is None:
        return None, frozenset()
    held = digests_of(connection, before.ref.sha256, content)
    return before.ref.version, frozenset(part.digest for part in parts) & held


def _words(connection: sqlite3.Connection, ref: PolicyRef) -> dict[Outcome, str]:
    return {outcome: text for outcome, (text, _) in policies.statements(connection, ref).items()}


def _shown(
    known: _Known, row: DueRow, stored: StoredPolicy, made: Collection[StoredRecord]
) -> RecordStatus | None:
    """The record that counts for this version: an acknowledgement before all, else the newest; or one refused."""
    here = [record for record in made if not known.asks(_open(row), stored.ref, [record])]
    refused = [r for r in made if r.standing is Standing.NOT_ACCEPTED and r.version == row.version]
    settled = [record for record in here if record.outcome is Outcome.ACKNOWLEDGED]
    best = (settled or here or refused)[-1:]
    return record_status(best[0], known.disputed.get(best[0].jti)) if best else None


def _open(row: DueRow) -> DueRow:
    """The line as if it were neither paused nor withdrawn: whether a record holds does not hang on that."""
    return DueRow(row.policy, row.version, row.due, paused=False, withdrawn=False, confirmed=row.confirmed)
