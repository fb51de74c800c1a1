"""Questions and refusals: their words, and HR's answers, which make the device ask again.

* An answer is a leaf of the log with its author; the person sees it beside their question, and is asked again.
* The newest answer counts. Nothing that was asked or answered is overwritten.
"""

from dataclasses import dataclass

from sqlalchemy import select

from app.domain.acknowledgement import Outcome
from app.domain.obligation import AcknowledgementState
from app.errors import RefusedError
from app.evidence.events import HrFact
from app.evidence.records import Acknowledgement
from app.hr import trail
from app.hr.core import Core
from app.hr.facts import Told, add_fact, check_reason
from app.hr.log import Log
from app.hr.store.database import AnyRow
from app.hr.store.schema import facts, messages, records, schools, staff, standings
from app.hr.verification import Verifier


class NotAQuestionError(RefusedError):
    """No question or refusal has this number."""

    sentence = "There is no question with that number."
    next_step = "List them with “undersigned admin questions”, and copy the number from there."


@dataclass(frozen=True)
class Question:
    """A question or refusal: its number, who, about which policy, the words and to whom they went, when, the answer.

    `outcome` is "question" or "declined"; `words` and `to` are None where nothing was written.
    """

    jti: str
    staff_id: str
    name: str
    school: str
    policy_id: str
    version: int
    outcome: str
    to: str | None
    words: str | None
    asked: str
    answer: str | None


class Questions:
    """Lists and answers questions."""

    def __init__(self, core: Core, log: Log, verifier: Verifier) -> None:
        self._core = core
        self._log = log
        self._verifier = verifier

    def open(self) -> list[Question]:
        """Every question and refusal that the person has not put right since, oldest first; raises StorageError."""
        with self._core.database.read() as connection:
            waiting = {(row.sub, row.policy_id) for row in connection.execute(_WAITING)}
            rows = connection.execute(_ASKED).all()
            answers = {row.about: row.token for row in connection.execute(_ANSWERS)}
        made = (self._question(row, answers) for row in rows)
        asked = zip(rows, made, strict=True)
        return [one for row, one in asked if one is not None and (row.sub, one.policy_id) in waiting]

    def answer(self, jti: str, text: str, *, actor: str) -> None:
        """Answer a question; raises NotAQuestionError, FactReasonMissingError, InvalidClaimError, StorageError."""
        check_reason(text)
        asked = next((one for one in self.open() if one.jti == jti), None)
        if asked is None:
            raise NotAQuestionError
        policy = (asked.policy_id, asked.version)
        with self._log.writing() as writer:
            sub = writer.connection.execute(select(records.c.sub).where(records.c.jti == jti)).scalar_one()
            told = Told("answer", writer.today, text, policy=policy, about=jti)
            add_fact(self._core, writer, sub, told, actor)
            trail.note(writer.connection, writer.at, actor, "answer", asked.staff_id, jti)
        self._log.head()

    def _question(self, row: AnyRow, answers: dict[str, str]) -> Question | None:
        record = self._verifier.check(row.token).record
        if not isinstance(record, Acknowledgement) or record.outcome == Outcome.ACKNOWLEDGED.value:
            return None
        message = self._verifier.message(row.message).record if row.message else None
        answer = answers.get(record.jti)
        return Question(
            jti=record.jti,
            staff_id=row.staff_id,
            name=row.name,
            school=row.school,
            policy_id=record.policy.id,
            version=record.policy.version,
            outcome=record.outcome,
            to=message.to if message else None,
            words=message.text if message else None,
            asked=row.received_at,
            answer=HrFact.verified(answer, self._core.trust.service_key).record.reason if answer else None,
        )


_OPEN = (AcknowledgementState.QUESTION.value, AcknowledgementState.DECLINED.value)
_WAITING = select(standings.c.sub, standings.c.policy_id).where(standings.c.acknowledgement.in_(_OPEN))
_ASKED = (
    select(
        *(records.c[name] for name in ("token", "sub", "received_at")),
        messages.c.token.label("message"),
        *(staff.c[name] for name in ("staff_id", "name")),
        schools.c.name.label("school"),
    )
    .select_from(
        records.join(staff, records.c.sub == staff.c.sub)
        .join(schools, staff.c.school_id == schools.c.id)
        .join(messages, messages.c.acknowledgement == records.c.jti, isouter=True)
    )
    .where(
        records.c.typ == Acknowledgement.typ,
        records.c.sub.in_(select(standings.c.sub).where(standings.c.acknowledgement.in_(_OPEN))),
    )
    .order_by(records.c.leaf_index)
)
_ANSWERS = (
    select(facts.c.about, records.c.token)
    .join_from(facts, records, facts.c.jti == records.c.jti)
    .where(facts.c.fact == "answer")
    .order_by(facts.c.leaf_index)
)
