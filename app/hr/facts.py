"""Facts recorded by HR's hand: a signed sheet, an acceptance on somebody's behalf, an exemption; and how any is added.

Rules:

* each is a leaf of the log, signed by the service, and names who recorded it and why; it never looks like a signature;
* the person concerned sees it, in *What HR sees*;
* a signature is never hidden by what HR records (`app.domain.obligation`);
* nothing recorded is changed or deleted: a correction is a further fact, and the newest counts;
* a scan is a PDF, PNG or JPEG file, known by its first bytes, of at most 2 MB;
* nobody signed a version before it was ratified, or else published here;
* a fact about an earlier version than the one that was last asked of everyone is kept, and settles nothing.

Leave is in `app.hr.leave`, a person's own *This was not me* and how it ended in `app.hr.disputes`, answers in
`app.hr.questions`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from sqlalchemy import Connection, bindparam, insert, select

from app.domain.dates import date_in, from_date_text, from_utc_text
from app.domain.obligation import (
    AcknowledgementState,
    AuditState,
    acknowledgement_recorded,
)
from app.errors import RefusedError
from app.evidence.events import FactName, HrFact
from app.hr import trail
from app.hr.core import Core
from app.hr.log import Leaf, Log, LogWriter
from app.hr.people import Person, UnknownStaffError, people
from app.hr.standings import Changes, UnknownPolicyIdError
from app.hr.store.database import AnyRow, upsert
from app.hr.store.schema import facts, policies, records, scans, staff, versions

LARGEST_SCAN = 2_000_000
_SCANS = (b"%PDF", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_BY_HAND = {
    "paper": AcknowledgementState.PAPER,
    "behalf": AcknowledgementState.BEHALF,
    "exemption": AcknowledgementState.EXEMPT,
}


class FactReasonMissingError(RefusedError):
    """Nothing was given as the reason."""

    sentence = "There is no reason yet. The person will see it."
    next_step = "Give one in a few words, such as “signed at the training day”."


class DayAheadError(RefusedError):
    """A sheet was signed on a day that has not come."""

    sentence = "That day has not come yet."
    next_step = "Give the day on which it was signed."


class DayBeforeVersionError(RefusedError):
    """A sheet was signed on a day before there was this version of the policy."""

    sentence = "That day comes before this version of the policy was there to be signed."
    next_step = "Check the day on the sheet. If the text is older, publish it with the day it was ratified."


class ScanTooLargeError(RefusedError):
    """A scan has more bytes than are kept."""

    sentence = "This scan is too large. A scan may have 2 MB."
    next_step = "Scan the sheet again in black and white, or save it as a smaller file."


class ScanKindError(RefusedError):
    """A scan is no file of a kind that is kept."""

    sentence = "A scan has to be a PDF, PNG or JPEG file, and this is none of them."
    next_step = "Save the scan as a PDF, and choose that file."


class NobodyConcernedError(RefusedError):
    """No person was named."""

    sentence = "Nobody was named."
    next_step = "Give a staff id, or a list of them with --file."


class UnknownVersionError(RefusedError):
    """The policy has no such version."""

    sentence = "That version of the policy was not published here."
    next_step = "Check its number, or leave it out for the newest one."


@dataclass(frozen=True)
class Scan:
    """The scan of a signed sheet: its file's name and bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Told:
    """What a fact says, beside whom it concerns and who says it. Days are `YYYY-MM-DD`."""

    fact: FactName
    on: str
    reason: str
    until: str | None = None
    policy: tuple[str, int] | None = None
    about: str | None = None
    basis: str | None = None


def add_fact(core: Core, writer: LogWriter, sub: str, told: Told, by: str) -> str:
    """Add a fact and its leaf; returns the leaf's token. Raises InvalidClaimError."""
    jti = core.new_id()
    policy = {"id": told.policy[0], "version": told.policy[1]} if told.policy else None
    fact = HrFact.of(
        {
            "aud": core.trust.aud,
            "jti": jti,
            "sub": sub,
            "fact": told.fact,
            "at": writer.at,
            "on": told.on,
            "until": told.until,
            "policy": policy,
            "about": told.about,
            "basis": told.basis,
            "reason": told.reason,
            "by": by,
        }
    )
    token = fact.signed_by(core.key)
    index = writer.add(Leaf(token, HrFact.typ, jti, sub))
    row = {"jti": jti, "sub": sub, "at": writer.at, "leaf_index": index}
    told_of = {"fact": told.fact, "on": told.on, "until": told.until, "about": told.about}
    writer.connection.execute(insert(facts).values(**row, **told_of))
    return token


class Facts:
    """Records what HR knows by other ways than a signature here."""

    def __init__(self, core: Core, log: Log) -> None:
        self._core = core
        self._log = log

    def paper(
        self,
        staff_ids: Sequence[str],
        policy: tuple[str, int | None],
        on: date,
        reason: str,
        *,
        actor: str,
        scan: Scan | None = None,
    ) -> int:
        """Record that people signed a sheet of paper on a day; returns how many. `policy` is id and version or None.

        Raises DayAheadError, DayBeforeVersionError, ScanTooLargeError, ScanKindError, FactReasonMissingError, NobodyConcernedError,
        UnknownStaffError, UnknownPolicyIdError, UnknownVersionError, InvalidClaimError, StorageError.
        """
        self._check_day(on)
        if scan is not None:
            check_scan(scan)
        basis = sha256(scan.content).hexdigest() if scan else None
        told = Told("paper", on.isoformat(), reason, basis=basis)
        return self._by_hand(staff_ids, policy, told, actor, scan)

    def behalf(
        self, staff_ids: Sequence[str], policy: tuple[str, int | None], on: date, reason: str, *, actor: str
    ) -> int:
        """Record that people accepted on a day without signing anything; returns how many.

        Raises what `paper` raises.
        """
        self._check_day(on)
        return self._by_hand(staff_ids, policy, Told("behalf", on.isoformat(), reason), actor, None)

    def exempt(
        self, staff_ids: Sequence[str], policy: tuple[str, int | None], reason: str, *, actor: str
    ) -> int:
        """Record that a policy is not asked of people, its self-audit neither; returns how many.

        Raises what `paper` raises.
        """
        told = Told("exemption", self._core.today().isoformat(), reason)
        return self._by_hand(staff_ids, policy, told, actor, None)

    def _check_day(self, on: date) -> None:
        if on > self._core.today():
            raise DayAheadError

    def _there_since(self, writer: LogWriter, policy_id: str, version: int) -> date:
        """The day since which people could have signed a version: it was ratified, or else published here."""
        ours = (versions.c.policy_id == policy_id, versions.c.version == version)
        row = writer.connection.execute(
            select(versions.c.published_at, versions.c.ratified).where(*ours)
        ).one()
        published = date_in(self._core.time_zone, from_utc_text(row.published_at))
        return min(published, from_date_text(row.ratified) if row.ratified else published)

    def _by_hand(
        self,
        staff_ids: Sequence[str],
        policy: tuple[str, int | None],
        told: Told,
        actor: str,
        scan: Scan | None,
    ) -> int:
        check_reason(told.reason)
        with self._log.writing() as writer:
            concerned = named(writer.connection, staff_ids)
            row, version = _policy(writer.connection, *policy)
            there_since = self._there_since(writer, row.id, version)
            if told.fact != "exemption" and date.fromisoformat(told.on) < there_since:
                raise DayBeforeVersionError
            told = replace(told, policy=(row.id, version))
            if scan is not None and told.basis is not None:
                kept = {"sha256": told.basis, "name": scan.name[:200], "content": scan.content}
                upsert(writer.connection, scans, [kept])
            changes = Changes(writer.connection, (one.sub for one in concerned))
            for one in concerned:
                add_fact(self._core, writer, one.sub, told, actor)
                detail = f"{row.id} version {version}: {told.reason}"
                trail.note(writer.connection, writer.at, actor, told.fact, one.staff_id, detail)
                if version >= row.asked_version:
                    _settle(writer, changes, row.id, one.sub, told.fact)
            changes.store(writer)
        self._log.head()
        return len(concerned)


def check_reason(reason: str) -> None:
    """Raise FactReasonMissingError unless there is one."""
    if not reason.strip():
        raise FactReasonMissingError


def check_scan(scan: Scan) -> None:
    """Raise ScanTooLargeError or ScanKindError unless a scan can be kept."""
    if len(scan.content) > LARGEST_SCAN:
        raise ScanTooLargeError
    if not scan.content.startswith(_SCANS):
        raise ScanKindError


def named(connection: Connection, staff_ids: Sequence[str]) -> list[Person]:
    """Return the people of these staff ids, each once; raises NobodyConcernedError, UnknownStaffError."""
    wanted = list(dict.fromkeys(staff_ids))
    if not wanted:
        raise NobodyConcernedError
    found = {one.staff_id: one for one in people(connection, staff.c.staff_id.in_(wanted))}
    if len(found) < len(wanted):
        raise UnknownStaffError
    return [found[one] for one in wanted]


def _policy(connection: Connection, policy_id: str, version: int | None) -> tuple[AnyRow, int]:
    row = connection.execute(select(policies).where(policies.c.id == policy_id)).first()
    if row is None:
        raise UnknownPolicyIdError
    if version is not None and not 1 <= version <= row.version:
        raise UnknownVersionError
    return row, version or row.version


def _settle(writer: LogWriter, changes: Changes, policy_id: str, sub: str, fact: str) -> None:
    position = changes.get(policy_id, sub)
    if position is None:
        return
    state = acknowledgement_recorded(position.acknowledgement, _BY_HAND[fact])
    if state is not position.acknowledgement:
        changes.put(position, acknowledgement=state, acknowledged_at=writer.at)
    position = changes.get(policy_id, sub)
    if fact == "exemption" and position is not None and position.audit is AuditState.NONE:
        changes.put(position, audit=AuditState.EXEMPT)


def disputed_in(rows: Iterable[AnyRow]) -> set[str]:
    """What is disputed, of rows of `facts` in the log's order: all but what HR found nothing to show of."""
    about: dict[str, str] = {}
    ends: dict[str, str] = {}
    for row in rows:
        if row.fact == "dispute":
            about[row.jti] = row.about
        elif row.fact in ("upheld", "not-upheld"):
            ends[row.about] = row.fact
    return {what for jti, what in about.items() if ends.get(jti) != "not-upheld"}


def facts_of(connection: Connection, sub: str) -> list[str]:
    """The tokens of every fact about one person, oldest first."""
    return list(connection.execute(_TOKENS_OF, {"of_sub": sub}).scalars())


_TOKENS_OF = (
    select(records.c.token)
    .where(records.c.sub == bindparam("of_sub"), records.c.typ == HrFact.typ)
    .order_by(records.c.leaf_index)
)
