"""Verifying an evidence pack: offline, without a database, and refusing the smallest change.

1. The file is a zip file in the one form that packs have (`app.evidence.stored_zip`): bounded, nothing compressed.
2. What says something of its own is read: `pack.json`, the trust's keys, the tokens, the proofs, the policies.
3. It is examined (`app.evidence.examination`).
4. The whole pack is written again from what was read: each member must be there, be the same, and be expected.
5. The trust's keys, and the certificates of timestamps, are compared with those that the caller knows, if any. Where
   the trust's key was changed by old and new together, either will do. Without that a pack only proves itself against
   the keys inside it.
"""

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pydantic import ValidationError

from app.errors import RefusedError
from app.evidence import stored_zip
from app.evidence.contents import PackContents, PackedLeaf, PackedPolicy, PackedRecord
from app.evidence.examination import examine
from app.evidence.findings import Findings
from app.evidence.log_proof import LogProofError, read_hashes
from app.evidence.log_proof import read as read_proof
from app.evidence.pack import KEPT, About, assemble
from app.evidence.stored_zip import PackFormError
from app.signing.keys import PublicKey

_AGAIN = "Ask for the original file, and say that this one was changed."


class MissingMemberError(PackFormError):
    """A file that the pack must have is not there."""

    sentence = "A file is missing from this pack."
    next_step = _AGAIN


class UnexpectedMemberError(PackFormError):
    """A file is there that no pack of these records has."""

    sentence = "There is a file in this pack that does not belong there."
    next_step = _AGAIN


class ChangedMemberError(PackFormError):
    """A file is not what the records in the pack make it."""

    sentence = "A file in this pack does not say what the records in it say: {member}."
    next_step = _AGAIN


class UnreadableMemberError(PackFormError):
    """A file that says something of its own is not in its form."""

    sentence = "A file in this pack cannot be read as what it should be."
    next_step = _AGAIN


class UnknownFormatError(PackFormError):
    """`pack.json` is not of a format known here."""

    sentence = "This pack is of a kind that this version of the app does not know."
    next_step = "Check it with a newer version, or with the programs inside it."


class OtherTrustKeyError(RefusedError):
    """The keys in the pack are not the trust's, as the caller knows them."""

    sentence = "This pack was made with other keys than those of the trust."
    next_step = "Do not rely on it. Check the keys you gave; if they are right, somebody made this pack up."


class OtherTimestampServiceError(RefusedError):
    """A timestamp in the pack rests on a certificate that the caller did not name."""

    sentence = "The timestamps in this pack are not by the timestamp service that you named."
    next_step = "Do not rely on its timestamps. Check what you gave, or check the pack without it."


@dataclass(frozen=True)
class KnownKeys:
    """What the caller knows to be the trust's: thumbprints of its keys, and of the timestamp service's certificates.

    The latter are SHA-256 in lower-case hex. An empty set compares nothing.
    """

    service: frozenset[str] = field(default_factory=frozenset)
    publishing: frozenset[str] = field(default_factory=frozenset)
    timestamp: frozenset[str] = field(default_factory=frozenset)


def verify(data: bytes, known: KnownKeys | None = None) -> Findings:
    """Return what the pack in `data` shows, if it stands byte for byte.

    Raises a PackFormError for the file and its members, OtherTrustKeyError, OtherTimestampServiceError, and what `examine`
    raises.
    """
    members = stored_zip.read(data)
    contents = take_apart(members)
    findings = examine(contents)
    _compare(assemble(contents, findings), members)
    _check_known(findings, known or KnownKeys())
    return findings


def take_apart(members: Mapping[str, bytes]) -> PackContents:
    """Read a pack's contents, proving nothing yet; raises a PackFormError or an error of the keys in it."""
    pack = _Members(members)
    about = _about(pack.content("pack.json"))
    return PackContents(
        aud=about.aud,
        service_key=pack.key(about.service_key),
        publishing_keys=tuple(pack.key(kid) for kid in about.publishing_keys),
        checkpoint=pack.text("log/checkpoint.note"),
        records=tuple(_record(pack, folder) for folder in pack.folders("records")),
        policies=tuple(_policy(pack, folder) for folder in pack.folders("policies")),
        events=tuple(_event(pack, folder) for folder in pack.folders("events")),
        witnesses=tuple(about.witnesses),
    )


class _Members:
    """The members of a pack, read as what they should be."""

    def __init__(self, members: Mapping[str, bytes]) -> None:
        self._members = members
        self._folders: dict[str, dict[str, None]] = {}
        for name in members:
            top, _, rest = name.partition("/")
            folder, inside, _ = rest.partition("/")
            if inside:
                self._folders.setdefault(top, {})[f"{top}/{folder}"] = None
        self._policies = {
            name.rpartition("/")[0]: name for name in members if name.rpartition("/")[2].startswith("policy.")
        }

    def content(self, name: str) -> bytes:
        try:
            return self._members[name]
        except KeyError:
            raise MissingMemberError from None

    def text(self, name: str) -> str:
        try:
            return self.content(name).decode("utf-8")
        except UnicodeDecodeError:
            raise UnreadableMemberError from None

    def text_or_none(self, name: str) -> str | None:
        return self.text(name) if name in self._members else None

    def key(self, kid: str) -> PublicKey:
        jwk = _object(self.content(f"keys/{kid}.jwk"))
        key = PublicKey.from_jwk(jwk)
        if key.thumbprint != kid:
            raise UnreadableMemberError
        return key

    def policy(self, folder: str) -> bytes:
        return self.content(self._policies.get(folder, ""))

    def kept(self, folder: str) -> bytes | None:
        return next((self._members[path] for path in self._named(folder, KEPT.values())), None)

    def earlier(self, folder: str) -> Iterator[str]:
        names = (f"earlier-{number}.jws" for number in itertools.count(1))
        for name in itertools.takewhile(lambda each: f"{folder}/{each}" in self._members, names):
            yield self.text(f"{folder}/{name}")

    def folders(self, top: str) -> Iterator[str]:
        return iter(sorted(self._folders.get(top, ())))

    def _named(self, folder: str, names: Iterable[str]) -> Iterator[str]:
        return (path for path in (f"{folder}/{name}" for name in names) if path in self._members)


def _record(pack: _Members, folder: str) -> PackedRecord:
    return PackedRecord(
        token=pack.text(f"{folder}/record.jws"),
        receipt=pack.text(f"{folder}/receipt.jws"),
        proof=_proof(pack, f"{folder}/record")[1],
        consistency=_read_hashes(pack.text(f"{folder}/consistency.txt")),
        message=pack.text_or_none(f"{folder}/message.jws"),
        earlier=tuple(pack.earlier(folder)),
    )


def _policy(pack: _Members, folder: str) -> PackedPolicy:
    return PackedPolicy(_leaf(pack, f"{folder}/manifest"), pack.policy(folder))


def _leaf(pack: _Members, thing: str) -> PackedLeaf:
    index, proof = _proof(pack, thing)
    return PackedLeaf(pack.text(f"{thing}.jws"), index, proof)


def _event(pack: _Members, folder: str) -> PackedLeaf:
    continued = pack.text_or_none(f"{folder}/consistency.txt")
    return replace(
        _leaf(pack, f"{folder}/event"),
        continued=None if continued is None else _read_hashes(continued),
        kept=pack.kept(folder),
    )


def _proof(pack: _Members, thing: str) -> tuple[int, tuple[bytes, ...]]:
    """The checkpoint in it is not read: the pack is compared with one that has the right one."""
    try:
        proof = read_proof(pack.text(f"{thing}.tlog-proof"))
    except LogProofError as error:
        raise UnreadableMemberError from error
    return proof.index, proof.hashes


def _read_hashes(text: str) -> tuple[bytes, ...]:
    try:
        return read_hashes(text)
    except LogProofError as error:
        raise UnreadableMemberError from error


def _about(content: bytes) -> About:
    value = _object(content)
    try:
        return About.model_validate(value)
    except ValidationError as error:
        places = {problem["loc"] for problem in error.errors(include_input=False, include_url=False)}
    # The library's error repeats what came in; it is left behind on purpose.
    raise UnknownFormatError if ("format",) in places else UnreadableMemberError


def _object(content: bytes) -> dict[str, object]:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        raise UnreadableMemberError from None
    if not isinstance(value, dict):
        raise UnreadableMemberError
    return value


def _compare(expected: Mapping[str, bytes], members: Mapping[str, bytes]) -> None:
    if members.keys() - expected.keys():
        raise UnexpectedMemberError
    for name, content in expected.items():
        if name not in members:
            raise MissingMemberError
        if members[name] != content:
            raise ChangedMemberError(member=name)


def _check_known(findings: Findings, known: KnownKeys) -> None:
    """Every key that something in the pack rests on must be one that the caller named, or be led to from one."""
    if known.service and known.service.isdisjoint(findings.service_kids):
        raise OtherTrustKeyError
    if known.publishing and any(known.publishing.isdisjoint(group) for group in findings.publishing_groups):
        raise OtherTrustKeyError
    found = {one for each in findings.stamps for one in each.stamp.fingerprints}
    if known.timestamp and not known.timestamp.issuperset(found):
        raise OtherTimestampServiceError
