"""Building an evidence pack: one zip file with which anybody can check records, without our server or software.

* The same contents make the same bytes: members in one order, numbered by their place in the log, no date, no name of
  who made it or where.
* Nothing is packed that does not stand (`app.evidence.examination`).
* Each signed thing `X` has `X.jws` with, beside it, what other programs need: `X.input` (the bytes that were signed),
  `X.signature` (64 bytes) and `X.json` (the payload); each key a JWK and a PEM file.
* What a leaf holds a digest of, and was still kept, lies beside it: what a key's enrolment or a fresh sign-in rests on,
  what a person signed of a dispute, the answer of a timestamp authority.
* Only the JWS, proofs, checkpoints, policies, keys, what was kept and `pack.json` say anything of their own. All else
  is written from them, and `app.evidence.verify` writes it again to compare.

docs/evidence.md describes every member.
"""

import json
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Annotated, Any, Literal, TypeVar

import rfc8785
from pydantic import Field

from app.evidence import stored_zip
from app.evidence.checkpoint import key_id
from app.evidence.contents import Hashes, PackContents, PackedLeaf, PackedPolicy, PackedRecord
from app.evidence.epoch import LogEpoch
from app.evidence.events import HrFact, KeyEvent
from app.evidence.examination import examine
from app.evidence.findings import AnyEvent, Findings, FoundRecord
from app.evidence.log_proof import LogProof, write_hashes
from app.evidence.log_proof import write as write_proof
from app.evidence.manifest import Manifest
from app.evidence.pack_readme import readme
from app.evidence.pack_scripts import VERIFY_MJS, VERIFY_SH
from app.evidence.presence import PresenceCheck
from app.evidence.publisher_keys import KeyChange
from app.evidence.records import Claims, LogName, ShortText, Thumbprint
from app.evidence.timestamp import Timestamp
from app.signing.jws import read_header
from app.signing.keys import SIGNATURE_BYTES, PublicKey, b64url_decode

FORMAT: Literal["undersigned-evidence-1"] = "undersigned-evidence-1"
SUMS = "SHA256SUMS"
KEPT = {
    KeyEvent.typ: "basis.json",
    PresenceCheck.typ: "basis.json",
    Timestamp.typ: "timestamp.tsr",
    HrFact.typ: "said.jws",
}
"""The member that holds what a leaf of this type holds a digest of."""

_ENDINGS = {"text/markdown": "md", "text/plain": "txt", "application/pdf": "pdf"}

Members = dict[str, bytes]
T = TypeVar("T")


class About(Claims):
    """`pack.json`: the format, the log's name, and the keys of the trust that everything else is checked with."""

    format: Literal["undersigned-evidence-1"]
    aud: LogName
    service_key: Thumbprint
    publishing_keys: Annotated[list[Thumbprint], Field(min_length=1, max_length=64)]
    witnesses: Annotated[list[ShortText], Field(max_length=64)]


def build(contents: PackContents) -> bytes:
    """Return the zip file of these contents; raises what `examine` raises, and PackTooLargeError."""
    return stored_zip.write(assemble(contents, examine(contents)))


def assemble(contents: PackContents, findings: Findings) -> Members:
    """Return every member of the pack of `contents`, which were found to be in order."""
    members = {
        "pack.json": _json(_about(contents).model_dump()),
        "key-history.json": _json(list(_key_history(findings))),
        "README.txt": readme(findings).encode("utf-8"),
        "verify.sh": VERIFY_SH.encode("ascii"),
        "verify.mjs": VERIFY_MJS.encode("ascii"),
        **_checkpoint("log/checkpoint", contents.checkpoint),
        **_records(contents, findings),
        **_policies(contents, findings),
        **_events(contents, findings),
        **_keys(contents, findings),
    }
    members["SIGNATURES"] = _signatures(members, findings)
    members[SUMS] = sums(members)
    return members


def sums(members: Mapping[str, bytes]) -> bytes:
    """Return the SHA256SUMS of every member but itself, as `sha256sum -c` reads it."""
    lines = (f"{sha256(members[name]).hexdigest()}  {name}\n" for name in sorted(members) if name != SUMS)
    return "".join(lines).encode("ascii")


def policy_name(manifest: Manifest) -> str:
    """Return the name of the member that holds the policy's exact bytes."""
    return f"policy.{_ENDINGS.get(manifest.media_type, 'bin')}"


def _about(contents: PackContents) -> About:
    kids = sorted({key.thumbprint for key in contents.publishing_keys})
    return About(
        format=FORMAT,
        aud=contents.aud,
        service_key=contents.service_key.thumbprint,
        publishing_keys=kids,
        witnesses=list(contents.witnesses),
    )


def _key_history(findings: Findings) -> Iterator[dict[str, Any]]:
    for found in findings.events:
        if isinstance(found.event, KeyEvent):
            kept = found.event.model_dump(include={"sub", "kid", "event", "at", "identity", "basis", "by"})
            yield {**kept, "leaf_index": found.index}


def _records(contents: PackContents, findings: Findings) -> Members:
    found = {one.signed.token: one for one in findings.records}
    members: Members = {}
    for folder, packed in _numbered("records", contents.records, lambda one: _index(found[one.token])):
        members |= _record(folder, packed, found[packed.token])
    return members


def _record(folder: str, packed: PackedRecord, found: FoundRecord) -> Members:
    head = found.receipt.record.checkpoint
    members = {
        **_signed(f"{folder}/record", packed.token),
        **_signed(f"{folder}/receipt", packed.receipt),
        **_place(f"{folder}/record", _index(found), packed.proof, head),
        **_checkpoint(f"{folder}/checkpoint", head),
        f"{folder}/consistency.txt": write_hashes(packed.consistency).encode("ascii"),
    }
    if packed.message is not None:
        members |= _signed(f"{folder}/message", packed.message)
    for number, one in enumerate(found.earlier, start=1):
        members |= _signed(f"{folder}/earlier-{number}", one.token)
    return members


def _policies(contents: PackContents, findings: Findings) -> Members:
    manifests = {one.manifest.token: one.manifest.record for one in findings.policies}
    members: Members = {}
    for folder, packed in _numbered("policies", contents.policies, _manifest_index):
        members |= _leaf(f"{folder}/manifest", packed.manifest, contents.checkpoint)
        members[f"{folder}/{policy_name(manifests[packed.manifest.token])}"] = packed.content
    return members


def _events(contents: PackContents, findings: Findings) -> Members:
    found = {one.index: one.event for one in findings.events}
    members: Members = {}
    for folder, leaf in _numbered("events", contents.events, lambda leaf: leaf.index):
        members |= _leaf(f"{folder}/event", leaf, contents.checkpoint)
        members |= _beside(folder, leaf, found[leaf.index])
    return members


def _beside(folder: str, leaf: PackedLeaf, event: AnyEvent) -> Members:
    """What lies beside a leaf: what it holds, taken apart, and what it holds a digest of."""
    members: Members = {}
    match event:
        case LogEpoch():
            members = _checkpoint(f"{folder}/checkpoint", event.previous)
        case KeyChange():
            members = _signed(f"{folder}/consent", event.consent)
        case Timestamp():
            members = _checkpoint(f"{folder}/checkpoint", event.checkpoint)
            members[f"{folder}/authority.pem"] = event.authority.encode("ascii")
    if leaf.continued is not None:
        members[f"{folder}/consistency.txt"] = write_hashes(leaf.continued).encode("ascii")
    if leaf.kept is not None:
        members[f"{folder}/{KEPT[event.typ]}"] = leaf.kept
        if isinstance(event, HrFact):
            members |= _signed(f"{folder}/said", leaf.kept.decode("ascii"))
    return members


def _keys(contents: PackContents, findings: Findings) -> Members:
    keys = {contents.service_key, *contents.publishing_keys}
    for event in (one.event for one in findings.events):
        if isinstance(event, KeyEvent):
            keys.add(PublicKey.from_jwk(event.jwk.model_dump()))
        elif isinstance(event, KeyChange):
            keys.update(event.keys())
    members: Members = {}
    for key in keys:
        members[f"keys/{key.thumbprint}.jwk"] = _json(key.jwk())
        members[f"keys/{key.thumbprint}.pem"] = key.pem().encode("ascii")
    return members


def _signatures(members: Members, findings: Findings) -> bytes:
    """A line for each signed thing: the path of its key and its own, both without their endings."""
    service = [PublicKey.from_jwk(json.loads(members[f"keys/{kid}.jwk"])) for kid in findings.service_kids]
    things = [name.removesuffix(".signature") for name in sorted(members) if name.endswith(".signature")]
    lines = []
    for thing in things:
        token, note = members.get(f"{thing}.jws"), members.get(f"{thing}.note")
        kid = read_header(token.decode("ascii")).kid if token else _note_kid(note or b"", service)
        lines.append(f"keys/{kid} {thing}\n")
    return "".join(lines).encode("ascii")


def _note_kid(note: bytes, service: Iterable[PublicKey]) -> str:
    """The service key that the four bytes before a checkpoint's signature name."""
    text = note.decode("utf-8")
    origin, line = text.split("\n")[0], text.split("\n")[4]
    named = b64decode(line.split(" ")[2])[:-SIGNATURE_BYTES]
    return next(key.thumbprint for key in service if key_id(origin, key) == named)


def _leaf(thing: str, leaf: PackedLeaf, checkpoint: str) -> Members:
    return {**_signed(thing, leaf.token), **_place(thing, leaf.index, leaf.proof, checkpoint)}


def _place(thing: str, index: int, proof: Hashes, checkpoint: str) -> Members:
    return {f"{thing}.tlog-proof": write_proof(LogProof(index, proof, checkpoint)).encode("utf-8")}


def _signed(thing: str, token: str) -> Members:
    signing_input, _, signature = token.rpartition(".")
    return {
        f"{thing}.jws": token.encode("ascii"),
        f"{thing}.input": signing_input.encode("ascii"),
        f"{thing}.signature": b64url_decode(signature),
        f"{thing}.json": b64url_decode(signing_input.partition(".")[2]),
    }


def _checkpoint(thing: str, text: str) -> Members:
    """A checkpoint with its one signature line: the dash, the log's name, and four bytes before the signature."""
    signed, _, line = text.partition("\n\n")
    signature = b64decode(line.split(" ")[2])[-SIGNATURE_BYTES:]
    return {
        f"{thing}.note": text.encode("utf-8"),
        f"{thing}.input": f"{signed}\n".encode("ascii"),
        f"{thing}.signature": signature,
    }


def _numbered(folder: str, things: Iterable[T], index: Callable[[T], int]) -> Iterator[tuple[str, T]]:
    ordered = sorted(dict.fromkeys(things), key=index)
    for number, thing in enumerate(ordered, start=1):
        yield f"{folder}/{number:05}", thing


def _index(found: FoundRecord) -> int:
    return found.receipt.record.leaf_index


def _manifest_index(packed: PackedPolicy) -> int:
    return packed.manifest.index


def _json(value: Any) -> bytes:  # noqa: ANN401 - any JSON value
    return rfc8785.dumps(value) + b"\n"
