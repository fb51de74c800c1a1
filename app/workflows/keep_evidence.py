"""*Keep my evidence*: a pack of all that the person has signed, which anybody can check without HR's service.

* The records and receipts are those of this computer, and the trust's keys those it was told of: none of them is
  taken from the answer of today.
* The service adds what it alone has: the key events, the manifests' places, and proofs under its newest head.
* The pack is examined before it is saved, and saved whole or not at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app import protocol
from app.errors import RefusedError, UnavailableError
from app.evidence import pack
from app.evidence.contents import Hashes, PackContents, PackedLeaf, PackedPolicy, PackedRecord
from app.evidence.manifest import Manifest
from app.evidence.receipt import Receipt
from app.signing.jws import read_claims, read_header
from app.signing.keys import PublicKey, b64url_decode
from app.storage import policies, records
from app.sync.errors import NotTheServiceError
from app.workflows._publishers import follow_publishers
from app.workflows._service import Service, open_service
from app.workflows.context import Context
from app.workflows.person import require_person


class NothingReceivedError(RefusedError):
    """No record here has a receipt yet."""

    sentence = "HR has not received anything from you yet, so there is no evidence to keep."
    next_step = "Try again when a record of yours says “Received by HR”."


class NotSavedThereError(UnavailableError):
    """The file could not be written."""

    sentence = "It could not be saved there."
    next_step = "Choose another folder, or make room on this one."


def keep_evidence(context: Context, path: Path) -> None:
    """Save the person's evidence pack at `path`.

    Raises NothingReceivedError, NotSavedThereError, NotEnrolledError, SigningKeyMissingError, an error of the key
    store, SyncError, LogInconsistentError, StorageError, or the RefusedError of the first thing that does not stand.
    """
    service = open_service(context, require_person(context))
    with context.database.reading() as connection:
        lost = {one.jti for one in records.lost(connection)}
        held = [
            _Held(
                one.token,
                one.receipt_token,
                records.proof(connection, one.jti),
                records.past_receipts(connection, one.jti),
            )
            for one in records.load_all(connection)
            # What the service lost stands in no log until it has arrived again.
            if one.receipt_token is not None and one.jti not in lost
        ]
        words = {one.acknowledgement: one.token for one in records.load_messages(connection)}
    if not held:
        raise NothingReceivedError
    answer = service.client.evidence()
    service.follower.follow(service.follower.read(answer.checkpoint))
    service = follow_publishers(context, service)
    contents = PackContents(
        aud=service.person.aud,
        service_key=service.keys.newest,
        publishing_keys=tuple(each.key for each in service.publishers),
        checkpoint=answer.checkpoint,
        records=tuple(_packed(one, words, answer) for one in held),
        policies=tuple(_policy(context, service, leaf) for leaf in answer.manifests),
        events=tuple(_event(leaf) for leaf in answer.events),
        witnesses=tuple(answer.witnesses),
    )
    _save(path, pack.build(contents))


@dataclass(frozen=True)
class _Held:
    """A record of this computer with its receipt, that receipt's proof, and the receipts before it."""

    token: str
    receipt: str
    proof: Hashes
    earlier: tuple[str, ...]


def _packed(held: _Held, words: Mapping[str, str], answer: protocol.Evidence) -> PackedRecord:
    # It was verified when it came; whether it stands is for the pack's examination.
    receipt = Receipt.of(read_claims(held.receipt))
    size = receipt.checkpoint.split("\n")[1:2]
    continued = {str(one.size): _hashes(one.proof) for one in answer.continued}
    if not size or size[0] not in continued:
        # The service no longer knows of a receipt that it gave.
        raise NotTheServiceError
    return PackedRecord(
        held.token, held.receipt, held.proof, continued[size[0]], words.get(receipt.jti), held.earlier
    )


def _policy(context: Context, service: Service, leaf: protocol.PlacedLeaf) -> PackedPolicy:
    manifest = Manifest.verified(leaf.leaf, _publisher(service, read_header(leaf.leaf).kid)).record
    with context.database.reading() as connection:
        content = policies.document(connection, manifest.sha256)
    # Whether these are the right bytes is for the pack's examination.
    return PackedPolicy(_leaf(leaf), content or service.client.document(manifest.sha256))


def _publisher(service: Service, kid: str) -> PublicKey:
    found = (each.key for each in service.publishers if each.key.thumbprint == kid)
    return next(found, service.publishing_key)


def _event(leaf: protocol.EvidenceLeaf) -> PackedLeaf:
    return replace(
        _leaf(leaf),
        continued=None if leaf.continued is None else _hashes(leaf.continued),
        kept=None if leaf.kept is None else b64url_decode(leaf.kept),
    )


def _leaf(leaf: protocol.PlacedLeaf) -> PackedLeaf:
    return PackedLeaf(leaf.leaf, leaf.index, _hashes(leaf.proof))


def _hashes(texts: list[str]) -> Hashes:
    return tuple(b64url_decode(one) for one in texts)


def _save(path: Path, content: bytes) -> None:
    fresh = path.with_name(f"{path.name}.part")
    try:
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError as error:
        raise NotSavedThereError from error
