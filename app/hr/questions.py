"""Questions and refusals: their words, and HR's answers, which make the device ask again.

* An answer is a leaf of the log with its author; the person sees it beside their question, and is asked again.
* The newest answer counts. Nothing that was asked or answered is overwritten.
* The words are for whom the person chose (`app.hr.reader`); a line manager is told of those sent to them alone.
* Words to somebody who is the line manager no more have gone astray: the person is asked to send them again.
* A question is settled once the person has signed, or HR recorded something in its place; what was asked stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, bindparam, case, exists, or_, select

from app.domain.acknowledgement import Outcome
from app.domain.obligation import AcknowledgementState, PersonState
from app.errors import RefusedError
from app.evidence.events import HrFact
from app.evidence.records import Acknowledgement
from app.hr import trail
from app.hr.core import Core
from app.hr.facts import Told, add_fact, check_reason
from app.hr.log import Log
from app.hr.reader import HR_READER, Reader, Whom
from app.hr.store.database import AnyRow
from app.hr.store.schema import facts, messages, records, schools, staff, standings
from app.hr.verification import Verifier
from app.signing.jws import read_claims

State = Literal["open", "answered", "settled"]


class NotAQuestionError(RefusedError):
    """No question or refusal that waits has this number, or it is out of sight."""

    sentence = "There is no question with that number that waits for an answer."
    next_step = "Look at the list of questions again: the person may have signed since."


@dataclass(frozen=True)
class Question:
    """A question or refusal: its number, who, about which policy, the words and to whom they went, when, the answer.

    `outcome` is "question" or "declined"; `to` is None where nothing was written, `words` also where they are for
    somebody else or were erased; `astray` says that they went to a line manager who is theirs no more. `answer` is the
    newest, with its author and time.
    """

    jti: str
    staff_id: str
    name: str
    school: str
    line_manager: str
    policy_id: str
    version: int
    outcome: str
    state: State
    to: Whom | None
    astray: bool
    words: str | None
    asked: str
    answer: str | None
    answered_by: str | None
    answered_at: str | None


class Questions:
    """Lists and answers questions."""

    def __init__(self, core: Core, log: Log, verifier: Verifier) -> None:
        self._core = core
        self._log = log
        self._verifier = verifier

    def open(self, reader: Reader = HR_READER) -> list[Question]:
        """Every question and refusal that the person has not put right since, oldest first; raises StorageError."""
        return [one for one in self.all(reader) if one.state != "settled"]

    def all(self, reader: Reader = HR_READER) -> list[Question]:
        """Every question and refusal that the reader may know of, oldest first; raises StorageError.

        One that came without words, and was settled without an answer, stands on the person's page alone.
        """
        with self._core.database.read() as connection:
            waiting = {(row.sub, row.policy_id) for row in connection.execute(_WAITING)}
            rows = connection.execute(_ASKED.where(reader.scope.over_staff())).all()
            answers = {row.about: row.token for row in connection.execute(_ANSWERS)}
        found = [(row, self._verifier.check(row.token).record) for row in rows]
        asked = [
            self._question(row, record, answers, reader, waits=(row.sub, record.policy.id) in waiting)
            for row, record in found
            if isinstance(record, Acknowledgement) and record.outcome != Outcome.ACKNOWLEDGED.value
        ]
        own = reader.words_for == "line-manager"
        return [one for one in asked if not own or (one.to == "line-manager" and not one.astray)]

    def answer(self, jti: str, text: str, *, actor: str, reader: Reader = HR_READER) -> None:
        """Answer a question; raises NotAQuestionError, FactReasonMissingError, InvalidClaimError, StorageError."""
        check_reason(text)
        asked = next((one for one in self.open(reader) if one.jti == jti), None)
        if asked is None:
            raise NotAQuestionError
        policy = (asked.policy_id, asked.version)
        with self._log.writing() as writer:
            sub = writer.connection.execute(select(records.c.sub).where(records.c.jti == jti)).scalar_one()
            told = Told("answer", writer.today, text, policy=policy, about=jti)
            add_fact(self._core, writer, sub, told, actor)
            trail.note(writer.connection, writer.at, actor, "answer", asked.staff_id, jti)
        self._log.head()

    def _question(
        self,
        row: AnyRow,
        record: Acknowledgement,
        answers: Mapping[str, str],
        reader: Reader,
        *,
        waits: bool,
    ) -> Question:
        message = self._verifier.message(row.message).record if row.message else None
        token = answers.get(record.jti)
        answer = HrFact.verified(token, self._core.service_key_of(token)).record if token else None
        state: State = "settled" if not waits else "answered" if answer else "open"
        return Question(
            jti=record.jti,
            staff_id=row.staff_id,
            name=row.name,
            school=row.school,
            line_manager=row.manager_name or "",
            policy_id=record.policy.id,
            version=record.policy.version,
            outcome=record.outcome,
            state=state,
            to=message.to if message else None,
            astray=bool(message) and is_astray(row),
            words=message.text if message and reader.may_read(row) else None,
            asked=row.received_at,
            answer=answer.reason if answer else None,
            answered_by=answer.by if answer else None,
            answered_at=answer.at if answer else None,
        )


def is_astray(row: AnyRow) -> bool:
    """Whether words went to somebody who is not the line manager now: `to`, `manager` and `manages` of a row say."""
    return row.to == "line-manager" and (row.manager is None or row.manager != row.manages)


def astray_words(connection: Connection, sub: str) -> dict[str, str]:
    """One person's newest answers whose words went astray and have no answer: their numbers by policy."""
    newest: dict[str, str | None] = {}
    for row in connection.execute(_WORDS_OF_ONE, {"of_sub": sub}):
        waits = is_astray(row) and not row.answered
        newest[read_claims(row.token)["policy"]["id"]] = row.jti if waits else None
    return {policy_id: jti for policy_id, jti in newest.items() if jti is not None}


_OPEN = (AcknowledgementState.QUESTION.value, AcknowledgementState.DECLINED.value)
_WAITING = select(standings.c.sub, standings.c.policy_id).where(standings.c.acknowledgement.in_(_OPEN))
_manager = staff.alias("manager")
_HERE = case((_manager.c.person != PersonState.LEFT.value, _manager.c.sub))
_SENT = (messages.c.to, messages.c.manager, _HERE.label("manages"))
_WORDS_OF = (
    select(
        records.c.token,
        records.c.jti,
        *_SENT,
        exists().where(facts.c.about == records.c.jti).label("answered"),
    )
    .select_from(
        messages.join(records, messages.c.acknowledgement == records.c.jti)
        .join(staff, messages.c.sub == staff.c.sub)
        .join(_manager, staff.c.line_manager == _manager.c.sub, isouter=True)
    )
    .order_by(records.c.leaf_index)
)
_WORDS_OF_ONE = _WORDS_OF.where(messages.c.sub == bindparam("of_sub"))
# Whoever asked without words and has settled it is found by nothing here: their records need not all be read.
_CONCERNED = or_(
    records.c.sub.in_(select(standings.c.sub).where(standings.c.acknowledgement.in_(_OPEN))),
    records.c.jti.in_(select(messages.c.acknowledgement)),
    records.c.jti.in_(select(facts.c.about).where(facts.c.fact == "answer")),
)
_ASKED = (
    select(
        *(records.c[name] for name in ("token", "sub", "received_at")),
        messages.c.token.label("message"),
        *_SENT,
        *(staff.c[name] for name in ("staff_id", "name")),
        schools.c.name.label("school"),
        _manager.c.name.label("manager_name"),
    )
    .select_from(
        records.join(staff, records.c.sub == staff.c.sub)
        .join(schools, staff.c.school_id == schools.c.id)
        .join(_manager, staff.c.line_manager == _manager.c.sub, isouter=True)
        .join(messages, messages.c.acknowledgement == records.c.jti, isouter=True)
    )
    .where(records.c.typ == Acknowledgement.typ, _CONCERNED)
    .order_by(records.c.leaf_index)
)
_ANSWERS = (
    select(facts.c.about, records.c.token)
    .join_from(facts, records, facts.c.jti == records.c.jti)
    .where(facts.c.fact == "answer")
    .order_by(facts.c.leaf_index)
)
