"""Publishing a policy: the manifest's claims are built here, signed elsewhere, and accepted here.

Rules:

* only a manifest signed by one of the trust's publishing keys is accepted;
* a version is immutable, and its number only grows by one; the first is always material;
* a minor version keeps signatures, a material one asks everyone again;
* the manifest's leaf, everyone's standing and the tallies change in one transaction.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, insert, select, update

from app.domain import checklist as checklists_domain
from app.domain.acknowledgement import DEFAULT_STATEMENTS
from app.domain.checklist import Checklist
from app.domain.obligation import PersonState
from app.domain.policy import review_month, sha256_hex, title
from app.errors import RefusedError
from app.evidence.judgement import Ground, judge, of_kind
from app.evidence.manifest import Manifest, Statement
from app.evidence.records import ChecklistClaim, Signed
from app.hr import trail
from app.hr.core import Core
from app.hr.log import Leaf, Log, LogWriter
from app.hr.standings import bring_up_to_date
from app.hr.store.database import AnyRow, upsert
from app.hr.store.schema import checklists, documents, policies, staff, standings, versions

MARKDOWN = "text/markdown"
_FIRST_SUMMARY = "This is the first version published here."


class NotTextError(RefusedError):
    """The policy's bytes are not UTF-8."""

    sentence = "This file is not plain text in UTF-8, so it cannot be shown to staff as it is."
    next_step = "Save it as Markdown in UTF-8, and publish that."


class EmptyPolicyError(RefusedError):
    """There are no words in it."""

    sentence = "There is nothing in this file to read."
    next_step = "Check that it is the right file."


class SummaryMissingError(RefusedError):
    """A later version says nothing of what changed."""

    sentence = "A new version needs a summary of what changed, for those who signed the one before."
    next_step = "Write one or two sentences and publish again."


class VersionTakenError(RefusedError):
    """The manifest does not follow on the newest version."""

    sentence = "Another version was published meanwhile."
    next_step = "Look at it, and publish yours again if it is still needed."


class ContentMismatchError(RefusedError):
    """The bytes are not those that the manifest describes."""

    sentence = "The file does not belong to the signed description that came with it."
    next_step = "Publish it again from the start."


@dataclass(frozen=True)
class Draft:
    """A version about to be published. `checklist` is the bundle's bytes (`app.domain.checklist_files`), or None."""

    policy_id: str
    label: str
    content: bytes
    checklist: bytes | None = None
    material: bool = True
    summary_of_changes: str = ""


@dataclass(frozen=True)
class WouldAsk:
    """How many people a publication asks: at once, and later when they are back from leave."""

    now: int
    later: int


class Publishing:
    """Builds and accepts versions."""

    def __init__(self, core: Core, log: Log) -> None:
        self._core = core
        self._log = log

    def manifest(self, draft: Draft) -> Manifest:
        """Return the claims of `draft` as the next version of its policy, ready to be signed.

        Raises NotTextError, EmptyPolicyError, SummaryMissingError, ChecklistError, InvalidClaimError, StorageError.
        """
        text = _text(draft.content)
        with self._core.database.read() as connection:
            before = _newest(connection, draft.policy_id)
        if before is not None and not draft.summary_of_changes.strip():
            raise SummaryMissingError
        now = self._core.now_text()
        return Manifest.of(
            {
                "policy_id": draft.policy_id,
                "version": before.version + 1 if before else 1,
                "label": draft.label,
                "title": title(text) or draft.policy_id,
                "sha256": sha256_hex(draft.content),
                "media_type": MARKDOWN,
                "bytes": len(draft.content),
                "prev_sha256": before.manifest_sha256 if before else None,
                "material": draft.material or before is None,
                "summary_of_changes": draft.summary_of_changes.strip() or _FIRST_SUMMARY,
                "published": now,
                "effective": now,
                "statements": [
                    Statement(outcome=outcome.value, lang="en-GB", text=words)
                    for outcome, words in DEFAULT_STATEMENTS.items()
                ],
                "checklist": _checklist_claim(draft.checklist),
                "aud": self._core.trust.aud,
            }
        )

    def would_ask(self, policy_id: str, *, material: bool) -> WouldAsk:
        """Count whom publishing would ask, before it is done."""
        settled = select(standings.c.sub).where(standings.c.policy_id == policy_id)
        counted = select(staff.c.person, func.count()).group_by(staff.c.person)
        if not material:
            counted = counted.where(staff.c.sub.not_in(settled))
        with self._core.database.read() as connection:
            counts = {row[0]: row[1] for row in connection.execute(counted)}
        return WouldAsk(counts.get(PersonState.ACTIVE.value, 0), counts.get(PersonState.ON_LEAVE.value, 0))

    def publish(
        self, token: str, content: bytes, checklist: bytes | None, *, due: date | None, actor: str
    ) -> Signed[Manifest]:
        """Accept a signed manifest with its exact bytes, and ask everyone whom it asks.

        Raises UnknownPublisherError, WrongAudienceError, ContentMismatchError, VersionTakenError, ChecklistError,
        those of `Record.verified`, StorageError.
        """
        trust = self._core.trust
        ground = Ground(trust.aud, trust.service_key, self._core.publishing_keys()[-1:])
        signed = of_kind(judge(token, ground), Manifest)
        self._check(signed.record, content, checklist)
        with self._log.writing() as writer:
            self._check_follows(signed.record, _newest(writer.connection, signed.record.policy_id))
            policy = _store_policy(writer.connection, signed.record, due)
            index = writer.add(Leaf(token, Manifest.typ))
            _store_content(writer.connection, signed.record, content, checklist)
            _store_version(writer, signed, index, content, actor)
            bring_up_to_date(writer, policy)
            detail = f"version {signed.record.version}, due {due.isoformat() if due else 'with no date'}"
            trail.note(writer.connection, writer.at, actor, "publish", signed.record.policy_id, detail)
        self._log.head()
        return signed

    def _check(self, manifest: Manifest, content: bytes, checklist: bytes | None) -> None:
        _text(content)
        if (manifest.sha256, manifest.bytes) != (sha256_hex(content), len(content)):
            raise ContentMismatchError
        if manifest.checklist != _checklist_claim(checklist):
            raise ContentMismatchError

    def _check_follows(self, manifest: Manifest, before: AnyRow | None) -> None:
        expected = (before.version + 1, before.manifest_sha256) if before else (1, None)
        if (manifest.version, manifest.prev_sha256) != expected:
            raise VersionTakenError
        if before is None and not manifest.material:
            raise VersionTakenError


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotTextError from error
    if not text.strip():
        raise EmptyPolicyError
    return text


def _newest(connection: Connection, policy_id: str) -> AnyRow | None:
    ours = versions.c.policy_id == policy_id
    return connection.execute(
        select(versions).where(ours).order_by(versions.c.version.desc()).limit(1)
    ).first()


def _checklist_claim(content: bytes | None) -> ChecklistClaim | None:
    if content is None:
        return None
    found: Checklist = checklists_domain.parse(content)
    return ChecklistClaim(id=found.id, version=found.version, sha256=sha256_hex(content))


def _store_policy(connection: Connection, manifest: Manifest, due: date | None) -> AnyRow:
    values = {
        "version": manifest.version,
        "due": due.isoformat() if due else None,
        "has_checklist": manifest.checklist is not None,
    }
    if manifest.material:
        values["asked_version"] = manifest.version
    ours = policies.c.id == manifest.policy_id
    if manifest.version == 1:
        connection.execute(insert(policies).values(id=manifest.policy_id, withdrawn=False, **values))
    else:
        connection.execute(update(policies).where(ours).values(**values))
    return connection.execute(select(policies).where(ours)).one()


def _store_content(
    connection: Connection, manifest: Manifest, content: bytes, checklist: bytes | None
) -> None:
    document = {"sha256": manifest.sha256, "media_type": manifest.media_type, "content": content}
    upsert(connection, documents, [document])
    if checklist is not None and manifest.checklist is not None:
        upsert(connection, checklists, [{"sha256": manifest.checklist.sha256, "content": checklist}])


def _store_version(
    writer: LogWriter, signed: Signed[Manifest], index: int, content: bytes, actor: str
) -> None:
    manifest = signed.record
    review = review_month(_text(content))
    writer.connection.execute(
        insert(versions).values(
            policy_id=manifest.policy_id,
            version=manifest.version,
            manifest_sha256=signed.sha256,
            manifest=signed.token,
            epoch=writer.epoch,
            leaf_index=index,
            sha256=manifest.sha256,
            checklist_sha256=manifest.checklist.sha256 if manifest.checklist else None,
            label=manifest.label,
            title=manifest.title,
            material=manifest.material,
            review=review.isoformat() if review else None,
            published_by=actor,
            published_at=writer.at,
        )
    )
