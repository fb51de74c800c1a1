"""*This was not me*: a person disputes what is in their name: a record, a key, or what HR recorded by hand.

Rules:

* only what is in the person's own name can be disputed (a record, a key, what HR recorded of them by hand), from any
  computer that has a key of theirs, and under that key's signature, which is kept beside the leaf;
* a dispute is a leaf of the log; the record, the key and the answer stay as they are: nothing is deleted or decided;
* the same thing disputed again by the same person is the same dispute;
* who handles it adds notes: each is an answer to the dispute by HR's hand, a leaf that the person sees too;
* HR says how it ended, with a reason: a leaf too. Whoever recorded what is disputed, or gave out the code that its key
  was set up with, cannot. What is disputed stays as it is then too; of several such ends the newest counts;
* somebody outside the case, named when the service is set up, is told of each by e-mail; until that has worked the
  dispute stays in the queue.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, insert, select, update

from app.errors import RefusedError
from app.evidence.events import HrFact
from app.evidence.records import Acknowledgement, AuditCompletion, Signed
from app.evidence.records import Dispute as SignedDispute
from app.hr import trail
from app.hr.core import Core
from app.hr.facts import Told, add_fact, check_reason
from app.hr.log import Log, LogWriter
from app.hr.mail_server import MailServer, MailServerMissingError
from app.hr.people import person_of
from app.hr.store.database import AnyRow, upsert
from app.hr.store.schema import (
    beside_leaves,
    codes,
    contacts,
    facts,
    keys,
    records,
    schools,
    staff,
    standings,
)
from app.hr.verification import Verifier, check_in_force
from app.signing.jws import read_header

_CONTACT = "dispute"
_ANSWERS = {Acknowledgement.typ: "an answer", AuditCompletion.typ: "a finished self-audit"}
_BY_HAND = {
    "paper": "a signature on paper that HR recorded",
    "behalf": "an acceptance on their behalf that HR recorded",
    "exemption": "an exemption that HR recorded",
    "leave": "a leave that HR recorded",
}


class NotInYourNameError(RefusedError):
    """There is no such record or key in this person's name."""

    sentence = "There is nothing like that in your name."
    next_step = "Look at the list of what is in your name again, and choose from it."


class NoContactError(RefusedError):
    """Nobody outside the case is named."""

    sentence = "Nobody outside the case has been named who is to be told of a dispute."
    next_step = "Name somebody: undersigned admin disputes --contact ADDRESS."


class ContactError(RefusedError):
    """Not an address that a letter can be sent to."""

    sentence = "That is not an e-mail address."
    next_step = "Give one such as chair.of.governors@trust.example."


class NotADisputeError(RefusedError):
    """No dispute has this number."""

    sentence = "There is no dispute with that number."
    next_step = "Look at the list of what is disputed again."


class OwnCaseError(RefusedError):
    """Whoever has a hand in what is disputed wants to say how the dispute ended."""

    sentence = "You had a hand in what is disputed here, so somebody else has to say how it ended."
    next_step = "Ask another person in HR. You can add a note."


@dataclass(frozen=True)
class Note:
    """What somebody who handles a dispute wrote about it, when and who."""

    at: str
    by: str
    text: str


Outcome = Literal["upheld", "not-upheld"]
"""How a dispute ended: it was not that person, or nothing was found to show so."""


@dataclass(frozen=True)
class End:
    """How a dispute ended, who in HR says so, why and when."""

    outcome: Outcome
    at: str
    by: str
    reason: str


@dataclass(frozen=True)
class Dispute:
    """One dispute: who says it, of what (`about` is a `jti` or a `kid`, `what` says which in words), why, when.

    `told_at` is when the contact was told, or None; `notes` are oldest first, `end` is the newest; times are RFC 3339.
    """

    jti: str
    staff_id: str
    name: str
    school: str
    about: str
    what: str
    reason: str
    at: str
    told_at: str | None
    notes: tuple[Note, ...] = ()
    end: End | None = None


class Disputes:
    """Takes disputes, lists them, and says who is to be told."""

    def __init__(self, core: Core, log: Log, verifier: Verifier) -> None:
        self._core = core
        self._log = log
        self._verifier = verifier

    def take(self, token: str) -> str:
        """Note what a person signed, a `dispute+jws`; returns the token of its leaf.

        Raises FactReasonMissingError, NotInYourNameError, what the check of the token raises, StorageError.
        """
        said = self._verifier.dispute(token)
        check_reason(said.record.reason)
        with self._log.writing() as writer:
            leaf = _before(writer.connection, said.record.sub, said.record.about)
            if leaf is None:
                check_in_force(writer.connection, said.kid)
                leaf = self._note(writer, said)
        self._log.head()
        return leaf

    def all(self) -> list[Dispute]:
        """Every dispute, oldest first; raises StorageError."""
        with self._core.database.read() as connection:
            rows = connection.execute(_DISPUTES).all()
            return [self._dispute(connection, row) for row in rows]

    def add_note(self, jti: str, text: str, *, actor: str) -> None:
        """Add a note to a dispute; raises NotADisputeError, FactReasonMissingError, InvalidClaimError, StorageError."""
        check_reason(text)
        with self._log.writing() as writer:
            of = select(facts.c.sub).where(facts.c.jti == jti, facts.c.fact == "dispute")
            sub = writer.connection.execute(of).scalar()
            if sub is None:
                raise NotADisputeError
            add_fact(self._core, writer, sub, Told("answer", writer.today, text, about=jti), actor)
            staff_id = person_of(writer.connection, staff.c.sub == sub).staff_id
            trail.note(writer.connection, writer.at, actor, "dispute-note", staff_id, jti)
        self._log.head()

    def settle(self, jti: str, outcome: Outcome, reason: str, *, actor: str) -> None:
        """Record how a dispute ended. Nothing else changes by it.

        Raises NotADisputeError, OwnCaseError, FactReasonMissingError, InvalidClaimError, StorageError.
        """
        check_reason(reason)
        with self._log.writing() as writer:
            of = select(facts.c.sub, facts.c.about).where(facts.c.jti == jti, facts.c.fact == "dispute")
            row = writer.connection.execute(of).first()
            if row is None:
                raise NotADisputeError
            if actor in self._hands(writer.connection, row.about):
                raise OwnCaseError
            add_fact(self._core, writer, row.sub, Told(outcome, writer.today, reason, about=jti), actor)
            _show_again(writer, row.sub)
            staff_id = person_of(writer.connection, staff.c.sub == row.sub).staff_id
            trail.note(
                writer.connection, writer.at, actor, f"dispute-{outcome}", staff_id, f"{jti}: {reason}"
            )
        self._log.head()

    def name_contact(self, address: str, *, actor: str) -> None:
        """Name who outside the case is told; takes the place of an earlier one. Raises ContactError, StorageError."""
        with self._core.database.write() as connection:
            keep_contact(connection, address)
            trail.note(connection, self._core.now_text(), actor, "dispute-contact", address)

    def contact(self) -> str | None:
        """Return the address named, if any; raises StorageError."""
        with self._core.database.read() as connection:
            return connection.execute(select(contacts.c.address)).scalar()

    def tell(self, mail: MailServer | None, *, actor: str) -> int:
        """Tell the contact of every dispute still in the queue; returns how many.

        Raises NoContactError or MailServerMissingError if there is one to tell of, MailNotSentError, StorageError.
        """
        waiting = [one for one in self.all() if one.told_at is None]
        to = self.contact()
        if waiting and to is None:
            raise NoContactError
        if waiting and mail is None:
            raise MailServerMissingError
        for one in waiting:
            self._tell(one, to or "", mail, actor)
        return len(waiting)

    def _tell(self, one: Dispute, to: str, mail: MailServer | None, actor: str) -> None:
        if mail is None:
            return
        mail.send(to, f"{self._core.trust.name}: a member of staff says “this was not me”", self._words(one))
        now = self._core.now_text()
        with self._core.database.write() as connection:
            # Noted after it was handed in: twice told is better than never.
            connection.execute(update(facts).where(facts.c.jti == one.jti).values(told_at=now))
            trail.note(connection, now, actor, "dispute-told", one.staff_id, to)

    def _words(self, one: Dispute) -> str:
        return (
            f"{one.name} ({one.staff_id}, {one.school}) says of {one.what} in their name: this was not me.\n\n"
            f"Their reason: {one.reason}\n\n"
            f"Number in the log: {one.about}\nSaid at: {one.at}\n\n"
            "HR sees this too. Nothing was deleted, and nothing is decided. You are told because you are outside\n"
            "the case. Please ask the person what happened, and ask HR what they will do.\n"
        )

    def _note(self, writer: LogWriter, said: Signed[SignedDispute]) -> str:
        sub, about = said.record.sub, said.record.about
        if _what(writer.connection, sub, about) is None:
            raise NotInYourNameError
        told = Told("dispute", writer.today, said.record.reason, about=about, basis=said.sha256)
        token = add_fact(self._core, writer, sub, told, trail.THEMSELVES)
        _keep_signed(self._core, writer, said, token)
        _show_again(writer, sub)
        staff_id = person_of(writer.connection, staff.c.sub == sub).staff_id
        trail.note(writer.connection, writer.at, trail.THEMSELVES, "dispute", staff_id, about)
        return token

    def _hands(self, connection: Connection, about: str) -> set[str]:
        """Who recorded what is disputed, and who gave out the code that its key was set up with."""
        row = connection.execute(select(records.c.token, records.c.typ).where(records.c.jti == about)).first()
        if row is not None and row.typ == HrFact.typ:
            return {HrFact.verified(row.token, self._core.service_key_of(row.token)).record.by}
        kid = about if row is None else read_header(row.token).kid
        query = (
            select(codes.c.issued_by)
            .join_from(codes, keys, codes.c.sub == keys.c.sub)
            .where(keys.c.kid == kid, codes.c.used_at == keys.c.enrolled_at)
        )
        return set(connection.execute(query).scalars())

    def _dispute(self, connection: Connection, row: AnyRow) -> Dispute:
        fact = HrFact.verified(row.token, self._core.service_key_of(row.token)).record
        ends = connection.execute(_ENDS.where(facts.c.about == row.jti)).all()
        return Dispute(
            jti=row.jti,
            staff_id=row.staff_id,
            name=row.name,
            school=row.school,
            about=row.about,
            what=_what(connection, row.sub, row.about) or "something that was erased since",
            reason=fact.reason,
            at=row.at,
            told_at=row.told_at,
            notes=tuple(self._notes(connection, row.jti)),
            end=self._end(ends[-1].token) if ends else None,
        )

    def _end(self, token: str) -> End:
        fact = HrFact.verified(token, self._core.service_key_of(token)).record
        return End("upheld" if fact.fact == "upheld" else "not-upheld", fact.at, fact.by, fact.reason)

    def _notes(self, connection: Connection, jti: str) -> Iterator[Note]:
        for token in connection.execute(_NOTES.where(facts.c.about == jti)).scalars():
            fact = HrFact.verified(token, self._core.service_key_of(token)).record
            yield Note(fact.at, fact.by, fact.reason)


def _keep_signed(core: Core, writer: LogWriter, said: Signed[SignedDispute], leaf: str) -> None:
    """Keep what the person signed beside the leaf that has its digest."""
    fact = HrFact.verified(leaf, core.key.public).record
    row = {"jti": fact.jti, "kind": "dispute", "sub": fact.sub, "about": said.record.about}
    place = {"leaf_index": writer.size + len(writer.leaves) - 1, "at": writer.at}
    kept = {"sha256": said.sha256, "content": said.token}
    writer.connection.execute(insert(beside_leaves).values(**row, **place, **kept))


def _show_again(writer: LogWriter, sub: str) -> None:
    """Tell their rows again to whoever follows the list."""
    shown = update(standings).where(standings.c.sub == sub).values(revision=writer.revision)
    writer.connection.execute(shown)


def keep_contact(connection: Connection, address: str) -> None:
    """Keep whom to tell, in place of anybody before; raises ContactError."""
    name, at, domain = address.strip().partition("@")
    if not (name and at and domain) or not address.isprintable() or " " in address.strip():
        raise ContactError
    connection.execute(contacts.delete().where(contacts.c.kind == _CONTACT))
    upsert(connection, contacts, [{"kind": _CONTACT, "address": address.strip()[:200]}])


def _before(connection: Connection, sub: str, about: str) -> str | None:
    same = (facts.c.sub == sub, facts.c.fact == "dispute", facts.c.about == about)
    query = select(records.c.token).join(facts, facts.c.jti == records.c.jti).where(*same)
    return connection.execute(query).scalar()


def _what(connection: Connection, sub: str, about: str) -> str | None:
    """What in a person's name this is, in words, or None."""
    record = select(records.c.typ).where(records.c.jti == about, records.c.sub == sub)
    found = _ANSWERS.get(connection.execute(record).scalar() or "")
    if found is not None:
        return found
    fact = select(facts.c.fact).where(facts.c.jti == about, facts.c.sub == sub)
    by_hand = _BY_HAND.get(connection.execute(fact).scalar() or "")
    if by_hand is not None:
        return by_hand
    key = select(keys.c.kid).where(keys.c.kid == about, keys.c.sub == sub)
    return "a key" if connection.execute(key).scalar() else None


_DISPUTES = (
    select(
        *(facts.c[name] for name in ("jti", "sub", "about", "at", "told_at")),
        *(staff.c[name] for name in ("staff_id", "name")),
        schools.c.name.label("school"),
        records.c.token,
    )
    .select_from(
        facts.join(records, facts.c.jti == records.c.jti)
        .join(staff, facts.c.sub == staff.c.sub)
        .join(schools, staff.c.school_id == schools.c.id)
    )
    .where(facts.c.fact == "dispute")
    .order_by(facts.c.leaf_index)
)
_ENDS = (
    select(records.c.token)
    .join_from(facts, records, facts.c.jti == records.c.jti)
    .where(facts.c.fact.in_(("upheld", "not-upheld")))
    .order_by(facts.c.leaf_index)
)
_NOTES = (
    select(records.c.token)
    .join_from(facts, records, facts.c.jti == records.c.jti)
    .where(facts.c.fact == "answer")
    .order_by(facts.c.leaf_index)
)
