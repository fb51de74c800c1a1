"""The judgement of one signed record, without a database: the same for the service, a pack and a stranger.

A record stands only if

* its form, header, type, signature and claims are right (`app.signing.jws`, `app.evidence.records`);
* it is meant for this log (`aud`), and signed by a key of the right kind: a person's, the service's, a publisher's;
* a person's key was enrolled before the record's place in the log, for that very person, and had not ended there;
* the policy, its version and both digests are those of one published manifest, which came before it in the log;
* the statement is, word for word, the one published with that manifest for that answer and language;
* its `jti` was not used by another record: the same twice is one, another with the same `jti` is a replay.

A key event holds from its own place in the log: what comes after it is judged by it, what came before is not.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from app.domain.acknowledgement import NameRefusedError, signed_name
from app.domain.completion import STATEMENT
from app.errors import RefusedError
from app.evidence import checkpoint as checkpoints
from app.evidence.due_list import DueList
from app.evidence.events import CodeIssue, HrFact, JwkClaim, KeyEvent
from app.evidence.manifest import Manifest
from app.evidence.receipt import Receipt, ReceiptMismatchError
from app.evidence.records import Acknowledgement, AuditCompletion, Message, Record, Signed
from app.signing.jws import WrongTypeError, read_header
from app.signing.keys import PublicKey

_AGAIN = "Let this computer fetch the policy again, and answer again."
_NEW_CODE = "Set up this computer again with a new code from HR."
_ASK = "It was not accepted. Ask for the original record, and tell your IT helpdesk."


class UnknownKeyError(RefusedError):
    """No such key was ever enrolled here."""

    sentence = "This was signed with a key that HR does not know."
    next_step = _NEW_CODE


class KeyNotEnrolledYetError(RefusedError):
    """The record stands in the log before its key was enrolled."""

    sentence = "This was signed with a key that was not set up yet at that time."
    next_step = _ASK


class RetiredKeyError(RefusedError):
    """The key was retired before this place in the log."""

    sentence = "This was signed with a key that is no longer in use."
    next_step = f"{_NEW_CODE} What arrived before stays valid."


class RevokedKeyError(RefusedError):
    """The key was revoked before this place in the log."""

    sentence = "This was signed with a key that was reported lost or stolen."
    next_step = f"{_NEW_CODE} What arrived before stays valid."


class KeyHistoryError(RefusedError):
    """Key events that no honest log holds: a wrong `kid`, two owners, enrolled twice, ended twice or unenrolled."""

    sentence = "What is known of this key does not fit together."
    next_step = _ASK


class WrongAudienceError(RefusedError):
    """The record is meant for another trust's log."""

    sentence = "This record is meant for another trust."
    next_step = "Check which HR service this computer is set up for."


class WrongPersonError(RefusedError):
    """The record speaks of somebody else than the key's owner."""

    sentence = "This record speaks for somebody else than the person whose key signed it."
    next_step = "It was not accepted. If you did not expect this, tell your IT helpdesk."


class UnknownPublisherError(RefusedError):
    """The manifest is signed by a key that is not one of the trust's publishing keys."""

    sentence = "This policy was signed by somebody who does not publish for this trust."
    next_step = "Publish from the computer that holds the trust’s publishing key."


class UnknownServiceError(RefusedError):
    """What only the service may sign is signed by another key."""

    sentence = "This was signed by somebody else than HR’s service."
    next_step = _ASK


class UnknownPolicyError(RefusedError):
    """No policy of this id was published."""

    sentence = "This record names a policy that was not published here."
    next_step = _AGAIN


class WrongPolicyVersionError(RefusedError):
    """The policy was published, but not in this version."""

    sentence = "This record names a version of the policy that was not published here."
    next_step = _AGAIN


class WrongPolicyDigestError(RefusedError):
    """The policy's digest is not the published one."""

    sentence = "The text of the policy that this record names is not the text that was published."
    next_step = _AGAIN


class WrongManifestError(RefusedError):
    """The manifest's digest is not that of the published manifest."""

    sentence = "This record was made for another description of the policy than the published one."
    next_step = _AGAIN


class PolicyNotPublishedYetError(RefusedError):
    """The record stands in the log before the manifest that it names."""

    sentence = "This record answers a policy that was published only later."
    next_step = _ASK


class WrongStatementError(RefusedError):
    """The words signed are not the words published for that answer and language."""

    sentence = "The words in this record are not the words that were published with the policy."
    next_step = _AGAIN


class WrongNameError(RefusedError):
    """The typed name has hidden characters, no letter, or is not in its tidy form."""

    sentence = "The name in this record is not written in a form that can be read without doubt."
    next_step = "Type your name again, and answer again."


class WrongShownError(RefusedError):
    """More sections are said to have been shown than there are."""

    sentence = "This record says that more was shown than there was."
    next_step = _AGAIN


class WrongChecklistError(RefusedError):
    """The checklist is not the one published with that version of the policy."""

    sentence = "This record names a checklist that does not belong to that policy."
    next_step = "Let this computer fetch the checklist again, and finish it again."


class ReplayError(RefusedError):
    """Another record with this `jti` was received before."""

    sentence = "A different record with the same number was received before."
    next_step = "The first one stands. If you did not expect this, tell your IT helpdesk."


T = TypeVar("T", bound=Record)
Answer = Signed[Acknowledgement] | Signed[AuditCompletion]
"""What a person signs and the log takes."""


@dataclass(frozen=True)
class KeyLife:
    """A person's key: whose, how identity was vouched for, and the leaf indexes of its enrolment and end."""

    kid: str
    sub: str
    jwk: JwkClaim
    identity: str
    enrolled: int
    ended: int | None = None
    end: str | None = None

    @cached_property
    def key(self) -> PublicKey:
        """The key itself; raises WeakKeyError, InvalidKeyError or KeyHistoryError."""
        key = PublicKey.from_jwk(self.jwk.model_dump())
        if key.thumbprint != self.kid:
            raise KeyHistoryError
        return key

    def check_in_force(self, index: int | None) -> None:
        """Raise unless the key was in force at leaf `index`; None is "now", after all that is known.

        Raises KeyNotEnrolledYetError, RetiredKeyError or RevokedKeyError.
        """
        if index is not None and index <= self.enrolled:
            raise KeyNotEnrolledYetError
        if self.ended is None or (index is not None and index < self.ended):
            return
        raise RevokedKeyError if self.end == "revoked" else RetiredKeyError


@dataclass(frozen=True)
class Published:
    """A verified manifest and its leaf index, or None where that is not known."""

    manifest: Signed[Manifest]
    index: int | None = None


@dataclass(frozen=True)
class Ground:
    """What a record is judged against.

    `manifests` is by policy id and version; `received` has the token digest (hex) of each `jti` already known. The
    mappings may look up what they are asked for, as the service's do (`app.hr.verification`).
    """

    aud: str
    service_key: PublicKey
    publishing_keys: tuple[PublicKey, ...]
    keys: Mapping[str, KeyLife] = field(default_factory=dict)
    manifests: Mapping[tuple[str, int], Published] = field(default_factory=dict)
    received: Mapping[str, str] = field(default_factory=dict)


def key_history(events: Iterable[tuple[int, KeyEvent]]) -> dict[str, KeyLife]:
    """Return the life of each key from its events and their leaf indexes, in any order; raises KeyHistoryError."""
    lives: dict[str, KeyLife] = {}
    for index, event in sorted(events, key=lambda one: one[0]):
        life = lives.get(event.kid)
        if event.event == "enrolled":
            if life is not None:
                raise KeyHistoryError
            lives[event.kid] = KeyLife(event.kid, event.sub, event.jwk, event.identity, index)
            continue
        if life is None or life.ended is not None or (life.sub, life.jwk) != (event.sub, event.jwk):
            raise KeyHistoryError
        lives[event.kid] = replace(life, ended=index, end=event.event)
    return lives


def judge(token: str, ground: Ground, index: int | None = None) -> Signed[Record]:
    """Return the record in `token`, of any type, once it stands at leaf `index` (None: now) on this ground.

    Raises the errors of this module, of `app.signing.jws` and of `app.evidence.records`; for a receipt also
    CheckpointError and ReceiptMismatchError.
    """
    header = read_header(token)
    reader = _READERS.get(header.typ)
    if reader is None:
        raise WrongTypeError
    signed = reader(token, header.kid, ground, index)
    _check_aud(getattr(signed.record, "aud", ground.aud), ground.aud)
    # A receipt carries the `jti` of the record it is for.
    jti = None if isinstance(signed.record, Receipt) else getattr(signed.record, "jti", None)
    if jti is not None:
        check_replay(ground.received, jti, signed.sha256)
    return signed


def of_kind(signed: Signed[Record], kind: type[T]) -> Signed[T]:
    """Return a judged record as one of this kind; raises WrongTypeError."""
    if not isinstance(signed.record, kind):
        raise WrongTypeError
    return Signed(signed.record, signed.token, signed.sha256, signed.kid)


def as_answer(signed: Signed[Record]) -> Answer:
    """Return a judged record as an answer or a completion; raises WrongTypeError."""
    if isinstance(signed.record, AuditCompletion):
        return of_kind(signed, AuditCompletion)
    return of_kind(signed, Acknowledgement)


def check_replay(received: Mapping[str, str], jti: str, sha256: str) -> None:
    """Raise ReplayError if `jti` is known for a token of another digest."""
    if received.get(jti, sha256) != sha256:
        raise ReplayError


def check_acknowledgement(record: Acknowledgement, manifest: Signed[Manifest]) -> None:
    """Accept an answer against the manifest of its policy and version.

    Raises WrongPolicyDigestError, WrongManifestError, WrongStatementError, WrongNameError or WrongShownError.
    """
    if record.policy.sha256 != manifest.record.sha256:
        raise WrongPolicyDigestError
    if record.policy.manifest_sha256 != manifest.sha256:
        raise WrongManifestError
    words = {(one.outcome, one.lang, one.text) for one in manifest.record.statements}
    if (record.outcome, record.statement.lang, record.statement.text) not in words:
        raise WrongStatementError
    if record.shown.sections > record.shown.of:
        raise WrongShownError
    try:
        tidy = signed_name(record.name)
    except NameRefusedError as error:
        raise WrongNameError from error
    if tidy != record.name:
        raise WrongNameError


def check_completion(record: AuditCompletion, manifest: Signed[Manifest]) -> None:
    """Accept a completion against the manifest of its policy; raises WrongStatementError or WrongChecklistError."""
    if record.statement != STATEMENT:
        raise WrongStatementError
    if record.checklist != manifest.record.checklist:
        raise WrongChecklistError


def check_owner(aud: str, expected: str, sub: str, owner: str) -> None:
    """Accept what is for the log `expected` and speaks for `owner`; raises WrongAudienceError or WrongPersonError."""
    _check_aud(aud, expected)
    if sub != owner:
        raise WrongPersonError


def published(ground: Ground, policy_id: str, version: int, index: int | None = None) -> Signed[Manifest]:
    """Return the manifest of a policy's version, published before leaf `index`.

    Raises UnknownPolicyError, WrongPolicyVersionError or PolicyNotPublishedYetError.
    """
    found = ground.manifests.get((policy_id, version))
    if found is None:
        known = any(policy_id == each for each, _ in ground.manifests)
        raise WrongPolicyVersionError if known else UnknownPolicyError
    if index is not None and found.index is not None and index <= found.index:
        raise PolicyNotPublishedYetError
    return found.manifest


def _check_aud(aud: str, expected: str) -> None:
    if aud != expected:
        raise WrongAudienceError


def _life(kid: str, ground: Ground) -> KeyLife:
    life = ground.keys.get(kid)
    if life is None:
        raise UnknownKeyError
    return life


def _check_person(
    record: Acknowledgement | AuditCompletion | Message, life: KeyLife, index: int | None, aud: str
) -> None:
    life.check_in_force(index)
    check_owner(record.aud, aud, record.sub, life.sub)


def _acknowledgement(token: str, kid: str, ground: Ground, index: int | None) -> Signed[Record]:
    life = _life(kid, ground)
    signed = Acknowledgement.verified(token, life.key)
    _check_person(signed.record, life, index, ground.aud)
    policy = signed.record.policy
    check_acknowledgement(signed.record, published(ground, policy.id, policy.version, index))
    return signed


def _completion(token: str, kid: str, ground: Ground, index: int | None) -> Signed[Record]:
    life = _life(kid, ground)
    signed = AuditCompletion.verified(token, life.key)
    _check_person(signed.record, life, index, ground.aud)
    policy = signed.record.policy
    check_completion(signed.record, published(ground, policy.id, policy.version, index))
    return signed


def _message(token: str, kid: str, ground: Ground, index: int | None) -> Signed[Record]:
    life = _life(kid, ground)
    signed = Message.verified(token, life.key)
    _check_person(signed.record, life, index, ground.aud)
    return signed


def _manifest(token: str, kid: str, ground: Ground, _index: int | None) -> Signed[Record]:
    for key in ground.publishing_keys:
        if key.thumbprint == kid:
            return Manifest.verified(token, key)
    raise UnknownPublisherError


def _receipt(token: str, kid: str, ground: Ground, index: int | None) -> Signed[Record]:
    signed = _of_service(Receipt)(token, kid, ground, index)
    if isinstance(signed.record, Receipt):
        head = checkpoints.verify(signed.record.checkpoint, ground.aud, ground.service_key)
        if signed.record.leaf_index >= head.size:
            raise ReceiptMismatchError
    return signed


_Reader = Callable[[str, str, Ground, int | None], Signed[Record]]


def _of_service(kind: type[Record]) -> _Reader:
    def read(token: str, kid: str, ground: Ground, _index: int | None) -> Signed[Record]:
        if kid != ground.service_key.thumbprint:
            raise UnknownServiceError
        return kind.verified(token, ground.service_key)

    return read


_READERS: Mapping[str, _Reader] = {
    Acknowledgement.typ: _acknowledgement,
    AuditCompletion.typ: _completion,
    Message.typ: _message,
    Manifest.typ: _manifest,
    Receipt.typ: _receipt,
    **{kind.typ: _of_service(kind) for kind in (DueList, CodeIssue, KeyEvent, HrFact)},
}
