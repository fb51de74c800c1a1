"""What a device believes of what the service delivers: pure rules, each refusal named after the attack.

* A due list is for this person, signed by the service, and never older than the one in hand.
* A version never goes back (rollback), and never jumps by more than `LARGEST_JUMP` (fast-forward: it would shut
  out every honest version after it).
* A version has one manifest for ever, and a manifest exactly the document and checklist whose digests it names
  (mix-and-match).
* A manifest is the publisher's, for this trust and for the policy that was asked for.
* Its place in the log must check.
* Freshness (freeze) is the due list's own `expires`: when it has passed, the last good one is shown, marked as
  not confirmed, and nothing is blocked.

Source: the attacks are those of The Update Framework's specification, section 1.5.2 (update.theupdateframework.io).
"""

from collections.abc import Mapping

from app.domain.acknowledgement import Outcome
from app.domain.policy import sha256_hex
from app.errors import RefusedError
from app.evidence import checkpoint as checkpoints
from app.evidence import merkle
from app.evidence.due_list import DueItem, DueList
from app.evidence.manifest import Manifest
from app.evidence.records import Signed
from app.signing.jws import record_sha256
from app.signing.keys import PublicKey

LARGEST_JUMP = 1000

_NEXT = "You see the last version that was in order. Tell your IT helpdesk."


class DeliveryError(RefusedError):
    """What the service delivered is refused; what was there before stays."""

    sentence = "What HR’s service sent is not in order, so it was not taken over."
    next_step = _NEXT


class DueListForSomebodyElseError(DeliveryError):
    """The due list names another person."""

    sentence = "HR’s service sent a list that is meant for somebody else, so it was not taken over."


class DueListRollbackError(DeliveryError):
    """The due list is older than the one in hand."""

    sentence = "HR’s service sent an older list than the one this computer has, so it was not taken over."


class DueListDoubledError(DeliveryError):
    """The due list has two lines for one policy."""

    sentence = "HR’s service sent a list that names one policy twice, so it was not taken over."


class RollbackError(DeliveryError):
    """A lower version than one already seen."""

    sentence = "HR’s service sent a policy that is older than the one this computer has."


class FastForwardError(DeliveryError):
    """An implausible jump of version."""

    sentence = "HR’s service sent a version number of a policy that cannot be right."


class MixAndMatchError(DeliveryError):
    """Parts that do not belong together: another manifest for a version, or another digest than the manifest's."""

    sentence = "HR’s service sent parts of a policy that do not belong together."


class DocumentMismatchError(MixAndMatchError):
    """The policy's bytes are not those that the publisher signed."""

    sentence = "The policy that came is not word for word the one that was published, so it is not shown."


class ChecklistMismatchError(MixAndMatchError):
    """The checklist's bytes are not those that the publisher signed."""

    sentence = "The checklist that came is not word for word the one that was published, so it is not shown."


class AnotherTrustError(DeliveryError):
    """A manifest of another trust's log."""

    sentence = "HR’s service sent a policy that belongs to another trust."


class UnusableManifestError(DeliveryError):
    """A manifest without the words for one of the three answers, or of a kind of document that cannot be shown."""

    sentence = "HR’s service sent a policy that this version of the app cannot show."
    next_step = "Ask your IT helpdesk whether the app on this computer is up to date."


def check_due_list(due_list: DueList, sub: str, issued_before: str | None) -> None:
    """Accept a due list for `sub`, whose list in hand was issued at `issued_before` (RFC 3339, UTC).

    Raises DueListForSomebodyElseError, DueListRollbackError or DueListDoubledError.
    """
    if due_list.sub != sub:
        raise DueListForSomebodyElseError
    # Times of this one form compare as text.
    if issued_before is not None and due_list.issued < issued_before:
        raise DueListRollbackError
    if len({item.policy for item in due_list.items}) != len(due_list.items):
        raise DueListDoubledError


def check_item(item: DueItem, held: Mapping[int, str]) -> None:
    """Accept a line of a due list, given the versions accepted before and their manifests' digests.

    Raises RollbackError, FastForwardError or MixAndMatchError.
    """
    newest = max(held, default=0)
    if item.version < newest:
        raise RollbackError
    if item.version > newest + LARGEST_JUMP:
        raise FastForwardError
    if held.get(item.version, item.manifest_sha256) != item.manifest_sha256:
        raise MixAndMatchError


def verified_manifest(token: str, item: DueItem, aud: str, publishing_key: PublicKey) -> Signed[Manifest]:
    """Return the manifest that `item` asks for.

    Raises MixAndMatchError, AnotherTrustError, UnusableManifestError, or an error of `Record.verified`.
    """
    if record_sha256(token) != item.manifest_sha256:
        raise MixAndMatchError
    manifest = Manifest.verified(token, publishing_key)
    if manifest.record.aud != aud:
        raise AnotherTrustError
    if (manifest.record.policy_id, manifest.record.version) != (item.policy, item.version):
        raise MixAndMatchError
    if {each.outcome for each in manifest.record.statements} != set(Outcome):
        raise UnusableManifestError
    if manifest.record.media_type not in {"text/markdown", "application/pdf"}:
        raise UnusableManifestError
    return manifest


def verify_place(token: str, index: int, proof: list[bytes], head: checkpoints.Checkpoint) -> None:
    """Raise InclusionError unless the manifest `token` stands at `index` of the log under `head`."""
    merkle.verify_inclusion(index, head.size, merkle.leaf_hash(token.encode("ascii")), proof, head.root)


def check_document(manifest: Manifest, content: bytes) -> None:
    """Raise DocumentMismatchError unless these are the policy's exact bytes."""
    if len(content) != manifest.bytes or sha256_hex(content) != manifest.sha256:
        raise DocumentMismatchError


def checked_checklist(manifest: Manifest, content: bytes) -> bytes:
    """Return the checklist's bytes; raises ChecklistMismatchError unless they are the published ones."""
    if manifest.checklist is None or sha256_hex(content) != manifest.checklist.sha256:
        raise ChecklistMismatchError
    return content
