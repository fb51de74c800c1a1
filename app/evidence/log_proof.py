"""A leaf's place in the log, as a C2SP tlog-proof: a text that proves itself beside the log's name and key.

    c2sp.org/tlog-proof@v1
    index <decimal>
    <base64 of each sibling's hash, leaf's end first>

    <the checkpoint, as it is>

* Base64 is padded, of the standard alphabet, canonical; the index has no leading zero.
* The optional line `extra` is refused: nothing here is believed that is not proved.
* A consistency proof (RFC 9162, section 2.1.4) is its hashes alone, a line each; none is the empty text.

Source: C2SP tlog-proof.md.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.errors import RefusedError
from app.evidence.merkle import HASH_BYTES

_FIRST = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")
# A tree of 2^63 leaves has 63 levels; a consistency proof has at most one hash more.
_MOST_HASHES = 64


class LogProofError(RefusedError):
    """Not a proof in its one form."""

    sentence = "The proof of this record’s place in the log cannot be read."
    next_step = "Ask for a fresh copy of it. If it happens again, tell your IT helpdesk."


@dataclass(frozen=True)
class LogProof:
    """A leaf's index, the hashes (32 bytes each) that lead to the root, and the checkpoint that has the root."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str


def write(proof: LogProof) -> str:
    """Return the proof as text."""
    return f"{_FIRST}\nindex {proof.index}\n{write_hashes(proof.hashes)}\n{proof.checkpoint}"


def read(text: str) -> LogProof:
    """Read a proof, proving nothing yet; raises LogProofError."""
    top, gap, checkpoint = text.partition("\n\n")
    lines = top.split("\n")
    found = _INDEX.fullmatch(lines[1]) if len(lines) > 1 else None
    if not gap or lines[0] != _FIRST or found is None:
        raise LogProofError
    return LogProof(int(found[1]), _hashes(lines[2:]), checkpoint)


def write_hashes(hashes: Iterable[bytes]) -> str:
    """Return hashes as base64, a line each."""
    return "".join(f"{base64.b64encode(one).decode('ascii')}\n" for one in hashes)


def read_hashes(text: str) -> tuple[bytes, ...]:
    """Read what `write_hashes` wrote; raises LogProofError."""
    if text and not text.endswith("\n"):
        raise LogProofError
    return _hashes(text.split("\n")[:-1])


def _hashes(lines: Sequence[str]) -> tuple[bytes, ...]:
    if len(lines) > _MOST_HASHES:
        raise LogProofError
    return tuple(_hash(line) for line in lines)


def _hash(line: str) -> bytes:
    try:
        value = base64.b64decode(line.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise LogProofError from error
    if len(value) != HASH_BYTES or base64.b64encode(value).decode("ascii") != line:
        raise LogProofError
    return value
