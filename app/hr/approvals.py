"""Two people: what one HR account asks for, another one has to approve, where the trust says so.

Rules:

* whether two people are needed is one rule of the trust (`app.hr.account_rules`); `needed` tells;
* whoever asks stores exactly what is to be done (`content`) and says in plain sentences what would happen (`told`);
  the approver sees those sentences, and nothing of it can be changed any more;
* whoever asked cannot approve, nor can two names for one person be told apart here: so the command line, which knows
  people by other names than the HR window does, neither asks nor approves (`forbid_alone`);
* a request ends after fourteen days; whoever asked may take it back, anybody else of HR may refuse it with a reason;
* approving writes both names into the log (`approval+jws`) and on the trail, and then acts; if the service dies
  between the two, the request stays *approved* and whoever approves it again carries it out;
* what an act refuses (such as: another version was published meanwhile) ends the request as *failed*, with the reason;
* the content of a request that is over is not kept, its digest is.

How to use it. An act is a function of (content, agreed): it does what `content` says, with `agreed.actor` as the name
for the trail and for facts. `app.hr.service.open_service` hands all acts over by their kind:

    Approvals(core, log, {"publish": two_people.carry_out_publishing, "purge": purge.carry_out, …})

and whoever is about to act asks first, as `app.hr.two_people` does for each of them:

    if approvals.needed():
        approvals.ask("purge", subject, told=[…], content=b"…", actor=who.name)   # -> the request's number
    else:
        purging.run(…, actor=who.name)

On the command line: `hr.approvals.forbid_alone()` raises TwoPeopleNeededError where two people are needed.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import Connection, insert, select, update

from app.domain.dates import to_utc_text
from app.errors import RefusedError
from app.evidence.approval import Approval
from app.hr import trail
from app.hr.account_rules import rules_in
from app.hr.core import Core
from app.hr.facts import check_reason
from app.hr.log import Leaf, Log, LogWriter
from app.hr.store.database import AnyRow
from app.hr.store.schema import approvals

LIFE = timedelta(days=14)
_HOLD = timedelta(minutes=10)  # how long one approver has an act to themselves
OPEN, APPROVED, DONE, REFUSED, FAILED, EXPIRED = "open", "approved", "done", "refused", "failed", "expired"
_WAITING = (OPEN, APPROVED)


class TwoPeopleNeededError(RefusedError):
    """It was tried by one person alone."""

    sentence = "Your Trust has set that two people must agree to this."
    next_step = "Do it in the HR window. Somebody else of HR approves it there, under To approve."


class NoSuchRequestError(RefusedError):
    """No request of that number waits."""

    sentence = "There is no such request that waits for approval."
    next_step = "Look at the list again: somebody may have decided it, or it has expired."


class OwnRequestError(RefusedError):
    """Whoever asked tried to approve."""

    sentence = "You asked for this yourself, so somebody else has to approve it."
    next_step = "Ask another person of HR. You can take your request back."


class BeingCarriedOutError(RefusedError):
    """Another approver is carrying it out at this moment."""

    sentence = "Somebody else is carrying this out just now."
    next_step = "Look at the list again in a minute."


@dataclass(frozen=True)
class Agreed:
    """Who agreed to an act: the number of the request, who asked, who approved."""

    number: str
    asked_by: str
    approved_by: str

    @property
    def actor(self) -> str:
        """Both names, as one, for the trail and for facts."""
        return f"{self.asked_by[:95]} and {self.approved_by[:95]}"


Act = Callable[[bytes, Agreed], object]


@dataclass(frozen=True)
class Request:
    """One request. `told` says what would happen; `state` is open, approved, done, refused, failed or expired."""

    number: str
    kind: str
    subject: str
    told: tuple[str, ...]
    asked_by: str
    asked_at: str
    expires_at: str
    state: str
    decided_by: str | None
    decided_at: str | None
    reason: str | None


class Approvals:
    """Keeps requests, and carries out what was approved."""

    def __init__(self, core: Core, log: Log, acts: Mapping[str, Act]) -> None:
        self._core = core
        self._log = log
        self._acts = dict(acts)

    def needed(self) -> bool:
        """Whether two people must agree; raises StorageError."""
        with self._core.database.read() as connection:
            return rules_in(connection).two_people

    def forbid_alone(self) -> None:
        """Raise TwoPeopleNeededError where two people must agree, or StorageError."""
        if self.needed():
            raise TwoPeopleNeededError

    def ask(self, kind: str, subject: str, told: Sequence[str], content: bytes, *, actor: str) -> str:
        """Store a request and return its number; `kind` is one of the acts'. Raises StorageError."""
        if kind not in self._acts:
            raise ValueError(kind)
        number, now = self._core.new_id(), self._core.clock()
        at = to_utc_text(now)
        with self._core.database.write() as connection:
            connection.execute(
                insert(approvals).values(
                    id=number,
                    kind=kind,
                    subject=subject[:200],
                    told=json.dumps(list(told), ensure_ascii=False),
                    content=content,
                    sha256=_digest(kind, subject, told, content),
                    asked_by=actor,
                    asked_at=at,
                    expires_at=to_utc_text(now + LIFE),
                    state=OPEN,
                )
            )
            trail.note(connection, at, actor, f"ask-to-{kind}", subject, number)
        return number

    def waiting(self) -> list[Request]:
        """What waits, oldest first: to be approved, or approved and not carried out yet; raises StorageError."""
        self._end_expired()
        return self._requests(waiting=True)

    def decided(self, most: int = 20) -> list[Request]:
        """What was decided or ended, newest first; raises StorageError."""
        return self._requests(waiting=False)[: -most - 1 : -1]

    def approve(self, number: str, *, actor: str) -> Request:
        """Approve a request and carry it out.

        Raises NoSuchRequestError, OwnRequestError, BeingCarriedOutError, what the act raises, StorageError.
        """
        self._end_expired()
        content, kind, agreed = self._take(number, actor)
        self._log.head()
        try:
            self._acts[kind](content, agreed)
        except RefusedError as error:
            self._end(number, FAILED, actor, error.sentence)
            raise
        self._end(number, DONE, actor)
        return self.one(number)

    def refuse(self, number: str, reason: str, *, actor: str) -> None:
        """Refuse a request, or take back one's own; raises FactReasonMissingError, NoSuchRequestError, StorageError."""
        check_reason(reason)
        self._end_expired()
        with self._core.database.write() as connection:
            row = _waiting(connection, number, (OPEN,))
            at = self._core.now_text()
            _put(
                connection,
                number,
                state=REFUSED,
                decided_by=actor,
                decided_at=at,
                reason=reason[:400],
                content=b"",
            )
            action = "take-back" if row.asked_by == actor else "refuse"
            trail.note(connection, at, actor, f"{action}-{row.kind}", row.subject, f"{number}: {reason}")

    def one(self, number: str) -> Request:
        """One request, whatever became of it; raises NoSuchRequestError, StorageError."""
        with self._core.database.read() as connection:
            row = connection.execute(select(*_TOLD).where(approvals.c.id == number)).first()
        if row is None:
            raise NoSuchRequestError
        return _request(row)

    def _take(self, number: str, actor: str) -> tuple[bytes, str, Agreed]:
        """Write down that it is approved, if it is not yet, and hold it for this approver alone."""
        with self._log.writing() as writer:
            row = _waiting(writer.connection, number, _WAITING)
            if row.asked_by == actor:
                raise OwnRequestError
            if row.held_until is not None and row.held_until > writer.at:
                raise BeingCarriedOutError
            held = to_utc_text(self._core.clock() + _HOLD)
            if row.state == OPEN:
                self._write_down(writer, row, actor)
                _put(writer.connection, number, state=APPROVED, decided_by=actor, decided_at=writer.at)
            _put(writer.connection, number, held_until=held)
            first = row.decided_by if row.state == APPROVED else actor
        return bytes(row.content), row.kind, Agreed(number, row.asked_by, first)

    def _write_down(self, writer: LogWriter, row: AnyRow, actor: str) -> None:
        jti = self._core.new_id()
        claims = {
            "aud": self._core.trust.aud,
            "jti": jti,
            "kind": row.kind,
            "what": row.sha256,
            "asked_by": row.asked_by,
            "asked_at": row.asked_at,
            "approved_by": actor,
            "approved_at": writer.at,
        }
        writer.add(Leaf(Approval.of(claims).signed_by(self._core.key), Approval.typ, jti))
        detail = f"{row.id}, asked for by {row.asked_by}"
        trail.note(writer.connection, writer.at, actor, f"approve-{row.kind}", row.subject, detail)

    def _end(self, number: str, state: str, actor: str, reason: str | None = None) -> None:
        with self._core.database.write() as connection:
            row = _waiting(connection, number, (APPROVED,))
            _put(connection, number, state=state, reason=reason, content=b"", held_until=None)
            if state == FAILED:
                detail = f"{number}: {reason}"
                trail.note(connection, self._core.now_text(), actor, f"fail-{row.kind}", row.subject, detail)

    def _end_expired(self) -> None:
        at = self._core.now_text()
        over = (approvals.c.state == OPEN, approvals.c.expires_at <= at)
        with self._core.database.read() as connection:
            if connection.execute(select(approvals.c.id).where(*over)).first() is None:
                return
        with self._core.database.write() as connection:
            for row in connection.execute(select(approvals).where(*over)).all():
                _put(connection, row.id, state=EXPIRED, content=b"")
                trail.note(connection, at, "the calendar", f"expire-{row.kind}", row.subject, row.id)

    def _requests(self, *, waiting: bool) -> list[Request]:
        fits = approvals.c.state.in_(_WAITING) if waiting else approvals.c.state.not_in(_WAITING)
        query = select(*_TOLD).where(fits).order_by(approvals.c.asked_at, approvals.c.id)
        with self._core.database.read() as connection:
            return [_request(row) for row in connection.execute(query)]


_TOLD = [column for column in approvals.c if column.name != "content"]  # a document may be twenty megabytes


def _request(row: AnyRow) -> Request:
    return Request(
        number=row.id,
        kind=row.kind,
        subject=row.subject,
        told=tuple(json.loads(row.told)),
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        expires_at=row.expires_at,
        state=row.state,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        reason=row.reason,
    )


def _waiting(connection: Connection, number: str, states: Sequence[str]) -> AnyRow:
    ours = select(approvals).where(approvals.c.id == number, approvals.c.state.in_(states)).with_for_update()
    row = connection.execute(ours).first()
    if row is None:
        raise NoSuchRequestError
    return row


def _put(connection: Connection, number: str, **values: object) -> None:
    connection.execute(update(approvals).where(approvals.c.id == number).values(**values))


def _digest(kind: str, subject: str, told: Sequence[str], content: bytes) -> str:
    """SHA-256 over what was asked for: kind, subject and sentences as JSON, a line feed, the content."""
    asked = json.dumps([kind, subject, list(told)], ensure_ascii=False).encode()
    return sha256(asked + b"\n" + content).hexdigest()
