"""The judgement of one signed record, without a database: the same for the service, a pack and a stranger.

A record stands only if

* its form, header, type, signature and claims are right (`app.signing.jws`, `app.evidence.records`);
* it is meant for this log (`aud`), and signed by a key of the right kind: a person's, the service's, a publisher's;
* a person's key was enrolled before the record's place in the log, for that very person, and had not ended there;
* the policy, its version and both digests are those of one published manifest, which came before it in the log;
* the statement is, word for word, the one published with that manifest for that answer and language;
* its `jti` was not used by another record: the same twice is one, another with the same `jti` is a replay.

What they are judged against is in `app.evidence.ground`.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

from app.domain.acknowledgement import NameRefusedError, signed_name
from app.errors import RefusedError
from app.evidence import publisher_keys
from app.evidence.approval import Approval
from app.evidence.due_list import DueList
from app.evidence.epoch import EpochError, LogEpoch, number_of
from app.evidence.events import CodeIssue, HrFact, KeyEvent
from app.evidence.ground import (
    Ground,
    KeyHistoryError,
    KeyLife,
    KeyNotEnrolledYetError,
    Published,
    RetiredKeyError,
    RevokedKeyError,
    UnknownKeyError,
    UnknownPublisherError,
    key_history,
)
from app.evidence.identity import IdentityProvider, KeyRotation
from app.evidence.manifest import Manifest
from app.evidence.policy_event import PolicyEvent
from app.evidence.presence import PresenceCheck
from app.evidence.publisher_keys import Consent, KeyChange, RotationError
from app.evidence.purge import Purge
from app.evidence.receipt import Receipt, ReceiptMismatchError
from app.evidence.records import (
    Acknowledgement,
    AuditCompletion,
    Dispute,
    FreshSignIn,
    Message,
    Record,
    Signed,
    WrongStatementError,
)
from app.evidence.timestamp import Timestamp, TimestampError
from app.evidence.trail_head import TrailHead
from app.evidence.trust_keys import ServiceConsent, ServiceKeyChange, UnknownServiceError
from app.signing.jws import WrongTypeError, read_claims, read_header
from app.signing.keys import PublicKey

__all__ = [
    "READERS",
    "Answer",
    "Ground",
    "KeyHistoryError",
    "KeyLife",
    "KeyNotEnrolledYetError",
    "PolicyNotPublishedYetError",
    "Published",
    "ReplayError",
    "RetiredKeyError",
    "RevokedKeyError",
    "UnknownKeyError",
    "UnknownPolicyError",
    "UnknownPublisherError",
    "UnknownServiceError",
    "WrongAudienceError",
    "WrongChecklistError",
    "WrongManifestError",
    "WrongNameError",
    "WrongPersonError",
    "WrongPolicyDigestError",
    "WrongPolicyVersionError",
    "WrongShownError",
    "WrongStatementError",
    "as_answer",
    "check_acknowledgement",
    "check_completion",
    "check_owner",
    "check_replay",
    "judge",
    "key_history",
    "of_kind",
    "published",
]

_AGAIN = "Let the app fetch the policy again, and answer again."
_ASK = "It was not accepted. Ask for the original record, and tell your IT helpdesk."


class WrongAudienceError(RefusedError):
    """The record is meant for another trust's log."""

    sentence = "This record is meant for another trust."
    next_step = "Check which HR service this computer is set up for."


class WrongPersonError(RefusedError):
    """The record speaks of somebody else than the key's owner."""

    sentence = "This record speaks for somebody else than the person whose key signed it."
    next_step = "It was not accepted. If you did not expect this, tell your IT helpdesk."


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

    sentence = "This record does not fit the policy as it was published."
    next_step = _AGAIN


class PolicyNotPublishedYetError(RefusedError):
    """The record stands in the log before the manifest that it names."""

    sentence = "This record is older than the policy that it answers."
    next_step = _ASK


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


def judge(token: str, ground: Ground, index: int | None = None) -> Signed[Record]:
    """Return the record in `token`, of any type, once it stands at leaf `index` (None: now) on this ground.

    Raises the errors of this module, of `app.signing.jws` and of `app.evidence.records`; for a receipt also
    CheckpointError and ReceiptMismatchError.
    """
    header = read_header(token)
    reader = READERS.get(header.typ)
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
    """Accept a completion against the manifest of its policy; raises WrongChecklistError."""
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
    record: Acknowledgement | AuditCompletion | Message | FreshSignIn | Dispute,
    life: KeyLife,
    index: int | None,
    aud: str,
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


def _manifest(token: str, kid: str, ground: Ground, index: int | None) -> Signed[Record]:
    term = ground.publisher(kid)
    if index is not None:
        term.check(index)
    return Manifest.verified(token, term.key)


def _receipt(token: str, kid: str, ground: Ground, _index: int | None) -> Signed[Record]:
    term = ground.service_term(kid)
    signed = Receipt.verified(token, term.key)
    head = ground.service_keys.checkpoint(signed.record.checkpoint)
    if signed.record.leaf_index >= head.size or (term.ends is not None and head.size > term.ends):
        raise ReceiptMismatchError
    return signed


def _epoch(token: str, kid: str, ground: Ground, index: int | None) -> Signed[Record]:
    signed = _of_service(LogEpoch)(token, kid, ground, index)
    if isinstance(signed.record, LogEpoch):
        previous = ground.service_keys.checkpoint(signed.record.previous)
        # It stands exactly where the last known head ends, and its number follows that head's.
        if index is not None and index != previous.size:
            raise EpochError
        if signed.record.epoch <= number_of(previous.origin):
            raise EpochError
    return signed


def _timestamp(token: str, kid: str, ground: Ground, index: int | None) -> Signed[Record]:
    signed = _of_service(Timestamp)(token, kid, ground, index)
    if isinstance(signed.record, Timestamp):
        head = ground.service_keys.checkpoint(signed.record.checkpoint)
        # A head that already has the leaf in it cannot have been stamped before.
        if index is not None and head.size > index:
            raise TimestampError
    return signed


def _rotation(token: str, kid: str, ground: Ground, index: int | None) -> Signed[Record]:
    """Half of a change of a person's key: the old key's, or the new one's own."""
    life = ground.keys.get(kid)
    claims = KeyRotation.of(read_claims(token))
    new = PublicKey.from_jwk(claims.new.model_dump())
    if life is None and kid != new.thumbprint:
        raise UnknownKeyError
    signed = KeyRotation.verified(token, new if life is None else life.key)
    old = _life(claims.old, ground)
    old.check_in_force(index)
    check_owner(claims.aud, ground.aud, claims.sub, old.sub)
    if new.thumbprint == claims.old or kid not in (claims.old, new.thumbprint):
        raise RotationError
    return signed


_Reader = Callable[[str, str, Ground, int | None], Signed[Record]]


def _of_person(kind: type[Message] | type[FreshSignIn] | type[Dispute]) -> _Reader:
    """What a person signs and is no leaf: it rests on the key alone."""

    def read(token: str, kid: str, ground: Ground, index: int | None) -> Signed[Record]:
        life = _life(kid, ground)
        signed = kind.verified(token, life.key)
        _check_person(signed.record, life, index, ground.aud)
        return signed

    return read


def _of_service(kind: type[Record]) -> _Reader:
    def read(token: str, kid: str, ground: Ground, index: int | None) -> Signed[Record]:
        term = ground.service_term(kid)
        term.check(index)
        return kind.verified(token, term.key)

    return read


def _change(kind: type[KeyChange]) -> _Reader:
    """A change of a key of the trust: signed by one that is in force there, with the new one's consent."""

    def read(token: str, kid: str, ground: Ground, index: int | None) -> Signed[Record]:
        term = ground.service_term(kid) if kind is ServiceKeyChange else ground.publisher(kid)
        if index is not None:
            term.check(index)
        return publisher_keys.verified(token, term.key, ground.aud, kind)

    return read


def _consent(kind: type[Consent]) -> _Reader:
    """A new key's word alone: it is judged by the key that it names, and makes nothing change by itself."""

    def read(token: str, kid: str, ground: Ground, _index: int | None) -> Signed[Record]:
        term = ground.service_term(kid) if kind is ServiceConsent else ground.publisher(kid)
        signed = kind.verified(token, term.key)
        if isinstance(signed.record, Consent) and signed.record.new != kid:
            raise RotationError
        return signed

    return read


READERS: Mapping[str, _Reader] = {
    Acknowledgement.typ: _acknowledgement,
    AuditCompletion.typ: _completion,
    Manifest.typ: _manifest,
    Receipt.typ: _receipt,
    LogEpoch.typ: _epoch,
    Timestamp.typ: _timestamp,
    KeyRotation.typ: _rotation,
    **{kind.typ: _of_person(kind) for kind in (Message, FreshSignIn, Dispute)},
    **{kind.typ: _change(kind) for kind in (KeyChange, ServiceKeyChange)},
    **{kind.typ: _consent(kind) for kind in (Consent, ServiceConsent)},
    **{
        kind.typ: _of_service(kind)
        for kind in (
            *(DueList, CodeIssue, KeyEvent, HrFact, TrailHead, IdentityProvider),
            *(Purge, PolicyEvent, PresenceCheck, Approval),
        )
    },
}
"""How each type of record is read; a type that is not here is none of ours."""
