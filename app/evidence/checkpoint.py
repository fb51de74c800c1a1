"""The log's head as a C2SP tlog-checkpoint: a signed note that people and machines can both keep.

    <origin>
    <size, decimal>
    <root, base64>

    — <origin> <base64 of key id and signature>

* The log's key signs the first three lines, each with its line feed, under the name of the origin itself.
* The key id is the first four bytes of SHA-256(name, line feed, 0x01, the 32-byte Ed25519 key).
* Base64 is the padded standard alphabet, canonical; the size has no leading zero; size 0 has the empty root.
* A later epoch of the log (docs/evidence.md) has the origin `<origin>~<epoch>-<8 hex digits>`: another log to a
  witness, the same one to whoever knows the leaf that opened it.
* Further lines of text are refused; further signature lines (witnesses' cosignatures) are carried, not judged.

Sources: C2SP signed-note.md and tlog-checkpoint.md; RFC 9162 for the tree.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from app.errors import RefusedError
from app.evidence.merkle import HASH_BYTES, MAX_SIZE, empty_root
from app.signing.keys import SIGNATURE_BYTES, BadSignatureError, PrivateKey, PublicKey

MAX_BYTES = 16 * 1024
MAX_SIGNATURES = 16

_KEY_ID_BYTES = 4
_ED25519 = b"\x01"
# A key name has no white space and no plus sign (signed-note.md); ours is plain visible ASCII.
_NAME = re.compile(r"[!-*,-~]{1,255}")
_OTHER_NAME = re.compile(r"[^\s+\x00-\x1f\x7f]{1,255}")
_EPOCH = re.compile(r"~[1-9][0-9]{0,5}-[0-9a-f]{8}")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


class CheckpointError(RefusedError):
    """Not a checkpoint of this log, signed by this key, in its one form."""

    sentence = "The state of the log that was shown cannot be trusted."
    next_step = "Keep your own copies, and tell your IT helpdesk. Do not delete anything."


@dataclass(frozen=True)
class Checkpoint:
    """A verified head: its epoch's origin, its number of leaves, its root (32 bytes), and the note as it came."""

    origin: str
    size: int
    root: bytes
    text: str


def sign(origin: str, size: int, root: bytes, key: PrivateKey) -> str:
    """Return the checkpoint of the log `origin` at `size` leaves with `root` (32 bytes), signed by `key`.

    Raises CheckpointError for a name, size or root that no verifier would take.
    """
    _check_head(origin, size, root)
    body = f"{origin}\n{size}\n{_base64(root)}\n"
    signature = _base64(key_id(origin, key.public) + key.sign(body.encode("ascii")))
    return f"{body}\n— {origin} {signature}\n"


def verify(text: str, origin: str, key: PublicKey) -> Checkpoint:
    """Return the checkpoint in `text` once it proves to be `key`'s for the log `origin`, in any of its epochs.

    Whether an epoch was opened as it must be is another question (`app.evidence.epoch`). Raises CheckpointError.
    """
    if len(text) > MAX_BYTES or not text.endswith("\n"):
        raise CheckpointError
    body, gap, signatures = text.partition("\n\n")
    lines = body.split("\n")
    if not gap or len(lines) != 3 or not _is_of(lines[0], origin):
        raise CheckpointError
    origin = lines[0]
    size, root = _size(lines[1]), _bytes(lines[2])
    _check_head(origin, size, root)
    try:
        key.verify(_own_signature(signatures, origin, key), f"{body}\n".encode())
    except BadSignatureError as error:
        raise CheckpointError from error
    return Checkpoint(origin, size, root, text)


def _is_of(found: str, origin: str) -> bool:
    return found == origin or (found.startswith(f"{origin}~") and bool(_EPOCH.fullmatch(found, len(origin))))


def key_id(name: str, key: PublicKey) -> bytes:
    """Return the four bytes by which a signature line points at its key."""
    return hashlib.sha256(name.encode("utf-8") + b"\n" + _ED25519 + key.raw).digest()[:_KEY_ID_BYTES]


def verifier_key(origin: str, key: PublicKey) -> str:
    """Return the log's key as `<name>+<key id, hex>+<base64>`, the form witnesses are configured with."""
    return f"{origin}+{key_id(origin, key).hex()}+{_base64(_ED25519 + key.raw)}"


def _own_signature(block: str, origin: str, key: PublicKey) -> bytes:
    lines = block.split("\n")[:-1]
    if not 1 <= len(lines) <= MAX_SIGNATURES:
        raise CheckpointError
    expected = (origin, key_id(origin, key))
    own = [rest for name, rest in map(_signature_line, lines) if (name, rest[:_KEY_ID_BYTES]) == expected]
    if len(own) != 1 or len(own[0]) != _KEY_ID_BYTES + SIGNATURE_BYTES:
        raise CheckpointError
    return own[0][_KEY_ID_BYTES:]


def _signature_line(line: str) -> tuple[str, bytes]:
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    value = _bytes(encoded)
    if dash != "—" or not _OTHER_NAME.fullmatch(name) or len(value) <= _KEY_ID_BYTES:
        raise CheckpointError
    return name, value


def _check_head(origin: str, size: int, root: bytes) -> None:
    if not _NAME.fullmatch(origin) or not 0 <= size <= MAX_SIZE or len(root) != HASH_BYTES:
        raise CheckpointError
    if size == 0 and root != empty_root():
        raise CheckpointError


def _size(text: str) -> int:
    if not _SIZE.fullmatch(text):
        raise CheckpointError
    return int(text)


def _bytes(text: str) -> bytes:
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise CheckpointError from error
    if _base64(data) != text:
        raise CheckpointError
    return data


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
