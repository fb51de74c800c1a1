"""What devices fetch: manifests with their place in the log, and the exact bytes of policies and checklists."""

from dataclasses import dataclass

from sqlalchemy import select

from app.errors import RefusedError
from app.hr.core import Core
from app.hr.log import Log
from app.hr.policy_events import next_review
from app.hr.store.schema import checklists, documents, policies, versions


class NotPublishedError(RefusedError):
    """Nothing with that digest was published here."""

    sentence = "Nothing like that was published here."
    next_step = "Let this computer fetch what is due again."


@dataclass(frozen=True)
class Placed:
    """A manifest, its place in the log, and the proof of it under `checkpoint` (32-byte hashes)."""

    manifest: str
    leaf_index: int
    proof: list[bytes]
    checkpoint: str


@dataclass(frozen=True)
class Content:
    """Exact bytes and their media type."""

    media_type: str
    content: bytes


@dataclass(frozen=True)
class InForce:
    """A policy's newest version, as the HR window lists it; dates are `YYYY-MM-DD` or None."""

    policy_id: str
    version: int
    label: str
    title: str
    due: str | None
    has_checklist: bool
    review: str | None


class Delivery:
    """Answers with what was published."""

    def __init__(self, core: Core, log: Log) -> None:
        self._core = core
        self._log = log

    def manifest(self, sha256: str) -> Placed:
        """Return the manifest with this digest (hex); raises NotPublishedError, StorageError."""
        head = self._log.head()
        with self._core.database.read() as connection:
            row = connection.execute(select(versions).where(versions.c.manifest_sha256 == sha256)).first()
            if row is None or row.leaf_index >= head.size:
                raise NotPublishedError
            proof = self._log.inclusion(connection, row.leaf_index, head.size)
        return Placed(row.manifest, row.leaf_index, proof, head.text)

    def document(self, sha256: str) -> Content:
        """Return a policy's bytes; raises NotPublishedError, StorageError."""
        with self._core.database.read() as connection:
            row = connection.execute(select(documents).where(documents.c.sha256 == sha256)).first()
        if row is None:
            raise NotPublishedError
        return Content(row.media_type, row.content)

    def checklist(self, sha256: str) -> Content:
        """Return a checklist's bytes; raises NotPublishedError, StorageError."""
        with self._core.database.read() as connection:
            row = connection.execute(select(checklists).where(checklists.c.sha256 == sha256)).first()
        if row is None:
            raise NotPublishedError
        return Content("application/json", row.content)

    def in_force(self) -> list[InForce]:
        """Every policy's newest version, by title."""
        newest = (policies.c.id == versions.c.policy_id) & (policies.c.version == versions.c.version)
        query = select(versions, policies.c.due, policies.c.has_checklist).join(policies, newest)
        with self._core.database.read() as connection:
            rows = connection.execute(query.where(~policies.c.withdrawn).order_by(versions.c.title)).all()
            reviews = [next_review(connection, row.policy_id, row.version, row.review) for row in rows]
        return [
            InForce(row.policy_id, row.version, row.label, row.title, row.due, row.has_checklist, review)
            for row, review in zip(rows, reviews, strict=True)
        ]
