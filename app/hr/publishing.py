"""Publishing a policy: the manifest's claims are built here, signed elsewhere, and accepted here.

Rules:

* only a manifest signed by one of the trust's publishing keys is accepted;
* a version is immutable, and its number only grows by one; the first is always material;
* where a backup was put back since the newest version, later ones may have been lost: then the number may leave room
  for them, and one that was lost is published again just as it was signed (`app.hr.lost_versions`);
* a minor version keeps signatures, a material one asks everyone again;
* a minor version that names no date keeps the one before it;
* a version that starts later is in the log at once, and asks nobody before its day (`app.hr.schedule`);
* the manifest's leaf, everyone's standing and the tallies change in one transaction;
* a text is checked for what would show something else than it says, a PDF only for being one: it is taken apart
  where HR publishes and where staff read, never here.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time

from sqlalchemy import Connection, func, insert, select

from app.domain import checklist as checklists_domain
from app.domain.acknowledgement import DEFAULT_STATEMENTS
from app.domain.checklist import Checklist
from app.domain.dates import to_utc_text
from app.domain.obligation import PersonState
from app.domain.policy import review_month, sha256_hex, title
from app.domain.policy_safety import PDF_MARK, check_text
from app.errors import RefusedError
from app.evidence.delivery import LARGEST_JUMP
from app.evidence.judgement import Ground, judge, of_kind
from app.evidence.manifest import Manifest, Statement
from app.evidence.records import ChecklistClaim, Signed
from app.hr import trail
from app.hr.audience import Audience
from app.hr.core import Core
from app.hr.log import Leaf, Log, LogWriter
from app.hr.schedule import BEGUN, WAITING, begin
from app.hr.standings import is_here
from app.hr.store.database import AnyRow, upsert
from app.hr.store.schema import (
    checklists,
    documents,
    epochs,
    lost_versions,
    originals,
    policies,
    staff,
    standings,
    versions,
)
from app.hr.terms import Terms, with_review

MARKDOWN = "text/markdown"
PDF = "application/pdf"
_FIRST_SUMMARY = "This is the first version published here."


class NotTextError(RefusedError):
    """The policy's bytes are not UTF-8."""

    sentence = "This file is not plain text in UTF-8, so it cannot be shown to staff as it is."
    next_step = "Save it as Markdown in UTF-8, and publish that."


class NotPdfError(RefusedError):
    """The bytes are not those of a PDF, or of a locked one."""

    sentence = "This file is not a PDF that everyone can open."
    next_step = "Save it as a PDF again, without a password, and publish that."


class UnknownKindError(RefusedError):
    """A kind of document that staff cannot be shown."""

    sentence = "Staff can be shown Markdown and PDF, and this is neither."
    next_step = "Publish a Markdown, Word or PDF file."


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
    """A version about to be published. `checklist` is the bundle's bytes (`app.domain.checklist_files`), or None.

    `title` is that of the text itself where it is empty; a PDF needs one.
    """

    policy_id: str
    label: str
    content: bytes
    checklist: bytes | None = None
    material: bool = True
    summary_of_changes: str = ""
    media_type: str = MARKDOWN
    title: str = ""
    terms: Terms = field(default_factory=Terms)


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

        Raises the errors of what is not in order in it, InvalidClaimError, StorageError.
        """
        named = _checked(draft.content, draft.media_type)
        with self._core.database.read() as connection:
            before = _newest(connection, draft.policy_id)
            follows = _follows(connection, draft.policy_id, before)
            draft.terms.check(connection, self._core.today())
        if before is not None and not draft.summary_of_changes.strip():
            raise SummaryMissingError
        now = self._core.now_text()
        return Manifest.of(
            {
                "policy_id": draft.policy_id,
                "version": follows[0] + 1,
                "label": draft.label,
                "title": draft.title.strip() or named or draft.policy_id,
                "sha256": sha256_hex(draft.content),
                "media_type": draft.media_type,
                "bytes": len(draft.content),
                "prev_sha256": follows[1],
                "material": draft.material or before is None,
                "summary_of_changes": draft.summary_of_changes.strip() or _FIRST_SUMMARY,
                "published": now,
                "effective": max(now, self._start_of(draft.terms.starts or self._core.today())),
                "statements": [
                    Statement(outcome=outcome.value, lang="en-GB", text=words)
                    for outcome, words in DEFAULT_STATEMENTS.items()
                ],
                "checklist": _checklist_claim(draft.checklist),
                "aud": self._core.trust.aud,
            }
        )

    def would_ask(self, policy_id: str, *, material: bool, audience: Audience | None = None) -> WouldAsk:
        """Count whom publishing would ask, before it is done. Raises an error of the audience, StorageError."""
        chosen = audience or Audience()
        settled = select(standings.c.sub).where(standings.c.policy_id == policy_id)
        counted = (
            select(staff.c.person, func.count())
            .where(chosen.over_staff(), is_here(self._core.today().isoformat()))
            .group_by(staff.c.person)
        )
        if not material:
            counted = counted.where(staff.c.sub.not_in(settled))
        with self._core.database.read() as connection:
            chosen.check(connection)
            counts = {row[0]: row[1] for row in connection.execute(counted)}
        return WouldAsk(counts.get(PersonState.ACTIVE.value, 0), counts.get(PersonState.ON_LEAVE.value, 0))

    def examine(self, token: str, content: bytes, checklist: bytes | None, terms: Terms) -> Manifest:
        """Raise what `publish` would raise now; else return the claims, having published nothing."""
        manifest = self._judged(token, content, checklist).record
        with self._core.database.read() as connection:
            terms.check(connection, self._core.today())
            self._check_follows(connection, manifest, _newest(connection, manifest.policy_id))
        return manifest

    def publish(
        self,
        token: str,
        content: bytes,
        checklist: bytes | None,
        *,
        actor: str,
        due: date | None = None,
        terms: Terms | None = None,
    ) -> Signed[Manifest]:
        """Accept a signed manifest with its exact bytes, and ask everyone whom it asks.

        `due` is for terms that are nothing but a date. Raises UnknownPublisherError, WrongAudienceError,
        ContentMismatchError, VersionTakenError, ChecklistError, the errors of what is not in order in it, those of
        `Record.verified`, StorageError.
        """
        signed = self._judged(token, content, checklist)
        terms = with_review(terms or Terms(due=due), _review(signed.record, content))
        with self._log.writing() as writer:
            terms.check(writer.connection, date.fromisoformat(writer.today))
            before = _newest(writer.connection, signed.record.policy_id)
            self._check_follows(writer.connection, signed.record, before)
            if before is not None and not signed.record.material:
                terms = _as_before(terms, before)
            self._store(writer, signed, (content, checklist), terms, actor)
        self._log.head()
        return signed

    def _judged(self, token: str, content: bytes, checklist: bytes | None) -> Signed[Manifest]:
        trust = self._core.trust
        ground = Ground(trust.aud, trust.service_key, self._core.publishing_keys()[-1:])
        signed = of_kind(judge(token, ground), Manifest)
        self.check(signed.record, content, checklist)
        return signed

    def _store(
        self,
        writer: LogWriter,
        signed: Signed[Manifest],
        content: tuple[bytes, bytes | None],
        terms: Terms,
        actor: str,
    ) -> None:
        manifest = signed.record
        waits = terms.waits(date.fromisoformat(writer.today))
        if _newest(writer.connection, manifest.policy_id) is None:
            nothing = {"version": 0, "asked_version": 0, "has_checklist": False, "withdrawn": False}
            writer.connection.execute(insert(policies).values(id=manifest.policy_id, **nothing))
        index = writer.add(Leaf(signed.token, Manifest.typ))
        _store_content(writer.connection, manifest, *content)
        _store_version(writer, signed, index, terms, actor)
        if not waits:
            newest = _newest(writer.connection, manifest.policy_id)
            if newest is not None:
                begin(writer, newest)
        starts = f", from {terms.starts.isoformat()}" if waits and terms.starts else ""
        detail = f"version {manifest.version}, due {due_words(terms)}{starts}"
        trail.note(writer.connection, writer.at, actor, "publish", manifest.policy_id, detail)

    def _start_of(self, day: date) -> str:
        return to_utc_text(datetime.combine(day, time(), self._core.time_zone).astimezone(UTC))

    def check(self, manifest: Manifest, content: bytes, checklist: bytes | None) -> None:
        """Raise ContentMismatchError, or an error of what is not in order, unless these are the manifest's bytes."""
        _checked(content, manifest.media_type)
        if (manifest.sha256, manifest.bytes) != (sha256_hex(content), len(content)):
            raise ContentMismatchError
        if manifest.checklist != _checklist_claim(checklist):
            raise ContentMismatchError

    def _check_follows(self, connection: Connection, manifest: Manifest, before: AnyRow | None) -> None:
        newest, digest = (before.version, before.manifest_sha256) if before else (0, None)
        follows = (manifest.version, manifest.prev_sha256) == (newest + 1, digest)
        leaves_room = newest < manifest.version <= newest + LARGEST_JUMP
        if not follows and not (leaves_room and _may_have_lost(connection, before)):
            raise VersionTakenError
        if before is None and manifest.version == 1 and not manifest.material:
            raise VersionTakenError


def _checked(content: bytes, media_type: str) -> str:
    """The title that the document gives itself, "" if none; raises an error in words for one that cannot be shown."""
    if media_type == PDF:
        tail = content[-2048:]
        if not content.startswith(PDF_MARK) or b"%%EOF" not in tail or b"/Encrypt" in tail:
            raise NotPdfError
        return ""
    if media_type != MARKDOWN:
        raise UnknownKindError
    text = _text(content)
    check_text(text)
    return title(text)


def _text(content: bytes) -> str:
    if content.startswith(PDF_MARK):
        raise NotTextError
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotTextError from error
    if not text.strip():
        raise EmptyPolicyError
    return text


def _review(manifest: Manifest, content: bytes) -> date | None:
    """The month of the next review that a text gives itself."""
    return review_month(_text(content)) if manifest.media_type == MARKDOWN else None


def _as_before(terms: Terms, before: AnyRow) -> Terms:
    """The terms of a minor version: without a date of its own it keeps the one before it."""
    if terms.due is not None or terms.due_days is not None:
        return terms
    due = date.fromisoformat(before.due) if before.due else None
    return replace(terms, due=due, due_days=before.due_days)


def due_words(terms: Terms) -> str:
    """By when a version is to be answered, in words."""
    days = f"{terms.due_days} school days after it is asked" if terms.due_days else ""
    day = terms.due.isoformat() if terms.due else ""
    return " or ".join(filter(None, (day, days))) or "with no date"


def _newest(connection: Connection, policy_id: str) -> AnyRow | None:
    ours = versions.c.policy_id == policy_id
    return connection.execute(
        select(versions).where(ours).order_by(versions.c.version.desc()).limit(1)
    ).first()


def _follows(connection: Connection, policy_id: str, before: AnyRow | None) -> tuple[int, str | None]:
    """The version that the next one follows, known or lost, and the digest of its manifest."""
    lost = connection.execute(
        select(lost_versions.c.version, lost_versions.c.manifest_sha256)
        .where(lost_versions.c.policy_id == policy_id)
        .order_by(lost_versions.c.version.desc())
        .limit(1)
    ).first()
    known = (before.version, before.manifest_sha256) if before else (0, None)
    return known if lost is None or lost.version <= known[0] else (lost.version, lost.manifest_sha256)


def _may_have_lost(connection: Connection, before: AnyRow | None) -> bool:
    """Whether a backup was put back since the newest version that is known."""
    since = before.leaf_index if before else -1
    return connection.execute(select(epochs.c.epoch).where(epochs.c.starts > since)).first() is not None


def _checklist_claim(content: bytes | None) -> ChecklistClaim | None:
    if content is None:
        return None
    found: Checklist = checklists_domain.parse(content)
    return ChecklistClaim(id=found.id, version=found.version, sha256=sha256_hex(content))


def _store_content(
    connection: Connection, manifest: Manifest, content: bytes, checklist: bytes | None
) -> None:
    document = {"sha256": manifest.sha256, "media_type": manifest.media_type, "content": content}
    upsert(connection, documents, [document])
    if checklist is not None and manifest.checklist is not None:
        upsert(connection, checklists, [{"sha256": manifest.checklist.sha256, "content": checklist}])


def _store_version(writer: LogWriter, signed: Signed[Manifest], index: int, terms: Terms, actor: str) -> None:
    manifest, review = signed.record, terms.particulars.review
    original = None
    if terms.original is not None:
        original = sha256_hex(terms.original.content)
        kept = {"sha256": original, "name": terms.original.name[-200:], "content": terms.original.content}
        upsert(writer.connection, originals, [kept])
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
            state=WAITING if terms.waits(date.fromisoformat(writer.today)) else BEGUN,
            original_sha256=original,
            **terms.columns(),
        )
    )
    terms.audience.store(writer.connection, manifest.policy_id, manifest.version)
