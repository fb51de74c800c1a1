"""Withdrawing a policy, and saying that it is still in force: facts in the log, named, on the trail.

Rules:

* nothing is deleted: a withdrawn policy keeps its versions, and what people signed;
* while a version waits for its start, withdrawing takes back that version alone;
* whoever confirms gives their name, and the day by which the policy will be reviewed; until then nobody is told
  that it is past its review date. A minor version keeps the confirmation, a material one asks for another.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, bindparam, func, insert, select, update

from app.errors import RefusedError
from app.evidence.policy_event import PolicyEvent
from app.hr import trail
from app.hr.core import Core
from app.hr.facts import check_reason
from app.hr.log import Leaf, Log, LogWriter
from app.hr.schedule import WAITING, WITHDRAWN
from app.hr.standings import UnknownPolicyIdError
from app.hr.store.database import AnyRow
from app.hr.store.schema import policies, policy_events, versions


class NameMissingError(RefusedError):
    """Nobody said who confirms."""

    sentence = "There is no name yet. Staff will see who confirmed it."
    next_step = "Type your name in full."


class ReviewPassedError(RefusedError):
    """The next review would be in the past."""

    sentence = "The next review has to be on a day to come."
    next_step = "Choose a later day."


class AlreadyWithdrawnError(RefusedError):
    """It was withdrawn before."""

    sentence = "This policy is withdrawn already."
    next_step = "Publish a new version to bring it back."


@dataclass(frozen=True)
class Confirmed:
    """The newest word that a policy is still in force: who, on which day, until which review."""

    name: str
    on: str
    until: str


class PolicyEvents:
    """Withdraws and confirms."""

    def __init__(self, core: Core, log: Log) -> None:
        self._core = core
        self._log = log

    def would_withdraw(self, policy_id: str) -> int:
        """Which version withdrawing would withdraw now; raises what `withdraw` raises, reasons apart."""
        with self._core.database.read() as connection:
            policy, newest = _known(connection, policy_id)
        if newest.state != WAITING and (policy.withdrawn or not policy.version):
            raise AlreadyWithdrawnError
        return int(newest.version)

    def withdraw(self, policy_id: str, reason: str, *, actor: str) -> int:
        """Ask a policy of nobody any more, or take back its version that waits for its start; returns which version.

        Raises FactReasonMissingError, UnknownPolicyIdError, AlreadyWithdrawnError, StorageError.
        """
        check_reason(reason)
        with self._log.writing() as writer:
            policy, newest = _known(writer.connection, policy_id)
            if newest.state == WAITING:
                ours = and_(versions.c.policy_id == policy_id, versions.c.version == newest.version)
                writer.connection.execute(update(versions).where(ours).values(state=WITHDRAWN))
            elif policy.withdrawn or not policy.version:
                raise AlreadyWithdrawnError
            else:
                mine = policies.c.id == policy_id
                # Every row is told again: nobody owes it any more.
                gone = update(policies).where(mine).values(withdrawn=True, shrunk_at=writer.revision)
                writer.connection.execute(gone)
            self._add(writer, (policy_id, newest.version), ("withdrawn", None), (actor, reason), actor)
        self._log.head()
        return int(newest.version)

    def confirm(self, policy_id: str, name: str, until: date, reason: str = "", *, actor: str) -> None:
        """Say that a policy is still in force, to be reviewed by `until`; `name` is the person's, as typed.

        Raises NameMissingError, ReviewPassedError, UnknownPolicyIdError, AlreadyWithdrawnError, StorageError.
        """
        if not name.strip():
            raise NameMissingError
        if until <= self._core.today():
            raise ReviewPassedError
        with self._log.writing() as writer:
            policy, _ = _known(writer.connection, policy_id)
            if policy.withdrawn or not policy.version:
                raise AlreadyWithdrawnError
            words = reason.strip() or "It was looked at, and is still in force."
            self._add(
                writer, (policy_id, policy.version), ("in-force", until), (name.strip()[:200], words), actor
            )
        self._log.head()

    def _add(
        self,
        writer: LogWriter,
        of: tuple[str, int],
        told: tuple[str, date | None],
        words: tuple[str, str],
        actor: str,
    ) -> None:
        (policy_id, version), (event, until), (name, reason) = of, told, words
        jti = self._core.new_id()
        said = {
            "jti": jti,
            "version": version,
            "event": event,
            "at": writer.at,
            "on": writer.today,
            "until": until.isoformat() if until else None,
            "name": name,
            "reason": reason[:400],
            "by": actor,
        }
        claims = PolicyEvent.of({**said, "aud": self._core.trust.aud, "policy": policy_id})
        index = writer.add(Leaf(claims.signed_by(self._core.key), PolicyEvent.typ, jti))
        row = {**said, "policy_id": policy_id, "leaf_index": index}
        writer.connection.execute(insert(policy_events).values(**row))
        detail = f"version {version}, {name}: {reason}"
        trail.note(writer.connection, writer.at, actor, f"policy-{event}", policy_id, detail)


def confirmed(connection: Connection, policy_id: str, version: int) -> Confirmed | None:
    """The newest confirmation of this version, or of one that it corrects: since the material one it rests on."""
    row = connection.execute(_CONFIRMED, {"of_policy": policy_id, "of_version": version}).first()
    return Confirmed(row.name, row.on, row.until) if row else None


def next_review(connection: Connection, policy_id: str, version: int, review: str | None) -> str | None:
    """The day of a version's next review: the one said on confirming that it is still in force, or its own `review`.

    The later of the two; all days are `YYYY-MM-DD`.
    """
    said = confirmed(connection, policy_id, version)
    return max(filter(None, (review, said.until if said else None)), default=None)


def _known(connection: Connection, policy_id: str) -> tuple[AnyRow, AnyRow]:
    """The policy's row, and its newest version's."""
    policy = connection.execute(select(policies).where(policies.c.id == policy_id)).first()
    if policy is None:
        raise UnknownPolicyIdError
    ours = select(versions).where(versions.c.policy_id == policy_id)
    newest = connection.execute(ours.order_by(versions.c.version.desc()).limit(1)).one()
    return policy, newest


_MATERIAL = select(func.max(versions.c.version)).where(
    versions.c.policy_id == bindparam("of_policy"),
    versions.c.material,
    versions.c.version <= bindparam("of_version"),
)
_CONFIRMED = (
    select(policy_events)
    .where(
        policy_events.c.policy_id == bindparam("of_policy"),
        policy_events.c.version.between(_MATERIAL.scalar_subquery(), bindparam("of_version")),
        policy_events.c.event == "in-force",
    )
    .order_by(policy_events.c.leaf_index.desc())
    .limit(1)
)
"""Made once: everybody who logs in asks for it."""
