"""Versions of policies that the service lost when it was put back from a backup, handed in by devices that hold them.

* A published manifest is the publisher's word for ever, and devices hold it: after a backup was put back nothing else
  may take its number. So it is published again as it was signed, and everything that rests on it fits again.
* A device hands in a version that the service does not know, with its exact bytes; it proves itself, by a publishing
  key. Nothing is asked of anybody by that: HR publishes it again, and says until when.
* Whatever is published before that takes a number above every version that is known to be lost.
* Nothing is taken in while the log is in its first epoch: nothing was lost then.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select

from app.errors import RefusedError
from app.evidence.ground import Ground
from app.evidence.judgement import judge, of_kind
from app.evidence.manifest import Manifest
from app.evidence.records import Signed
from app.hr.core import Core
from app.hr.publishing import Publishing
from app.hr.store.database import upsert
from app.hr.store.schema import log_state, lost_versions, versions
from app.hr.terms import Terms

_MOST = 200


class NothingLostError(RefusedError):
    """No lost version of this policy was handed in."""

    sentence = "No computer has handed in a lost version of this policy."
    next_step = (
        "If one was lost, wait until somebody who has seen it opens the app. Or publish a new version."
    )


@dataclass(frozen=True)
class LostVersion:
    """A version that was handed in, and when (RFC 3339)."""

    policy_id: str
    version: int
    label: str
    title: str
    at: str


class LostVersions:
    """Takes lost versions in, and publishes them again."""

    def __init__(self, core: Core, publishing: Publishing) -> None:
        self._core = core
        self._publishing = publishing

    def take(self, token: str, content: bytes | None, checklist: bytes | None) -> bool:
        """Take in a version; returns whether it is wanted and its bytes are still to come.

        Raises UnknownPublisherError, WrongAudienceError, those of `Record.verified`, ContentMismatchError, StorageError.
        """
        signed = self._judged(token)
        with self._core.database.read() as connection:
            if not _is_wanted(connection, signed):
                return False
        if content is None:
            return True
        self._publishing.check(signed.record, content, checklist)
        row = {
            "manifest_sha256": signed.sha256,
            "policy_id": signed.record.policy_id,
            "version": signed.record.version,
            "manifest": token,
            "content": content,
            "checklist": checklist,
            "at": self._core.now_text(),
        }
        with self._core.database.write() as connection:
            upsert(connection, lost_versions, [row])
        return False

    def all(self) -> list[LostVersion]:
        """Every version that waits to be published again; raises StorageError."""
        with self._core.database.read() as connection:
            rows = connection.execute(_WAITING).all()
        found = [(row, self._judged(row.manifest).record) for row in rows]
        return [
            LostVersion(claims.policy_id, claims.version, claims.label, claims.title, row.at)
            for row, claims in found
        ]

    def publish_again(
        self, policy_id: str, *, terms: Terms | None = None, actor: str
    ) -> list[Signed[Manifest]]:
        """Publish the lost versions of a policy, the oldest first, each as it was signed.

        Raises NothingLostError, and what `Publishing.publish` raises.
        """
        with self._core.database.read() as connection:
            rows = connection.execute(_WAITING.where(lost_versions.c.policy_id == policy_id)).all()
        if not rows:
            raise NothingLostError
        again = [
            self._publishing.publish(row.manifest, row.content, row.checklist, actor=actor, terms=terms)
            for row in rows
        ]
        with self._core.database.write() as connection:
            connection.execute(delete(lost_versions).where(lost_versions.c.policy_id == policy_id))
        return again

    def _judged(self, token: str) -> Signed[Manifest]:
        trust = self._core.trust
        ground = Ground(trust.aud, trust.service_key, self._core.publishing_keys())
        return of_kind(judge(token, ground), Manifest)


def _is_wanted(connection: Connection, signed: Signed[Manifest]) -> bool:
    if connection.execute(select(log_state.c.epoch)).scalar_one() == 1:
        return False
    for table in (versions, lost_versions):
        known = select(table.c.version).where(table.c.manifest_sha256 == signed.sha256)
        if connection.execute(known).first() is not None:
            return False
    return connection.execute(select(func.count()).select_from(lost_versions)).scalar_one() < _MOST


_NEWEST = (
    select(versions.c.policy_id, func.max(versions.c.version).label("version"))
    .group_by(versions.c.policy_id)
    .subquery()
)
_WAITING = (
    select(lost_versions)
    .join(_NEWEST, _NEWEST.c.policy_id == lost_versions.c.policy_id, isouter=True)
    .where(func.coalesce(_NEWEST.c.version, 0) < lost_versions.c.version)
    .order_by(lost_versions.c.policy_id, lost_versions.c.version)
)
