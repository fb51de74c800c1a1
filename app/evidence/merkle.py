"""The Merkle tree of the log (RFC 9162, section 2.1), with SHA-256.

* A leaf's hash is SHA-256(0x00 || data), a node's SHA-256(0x01 || left || right): neither passes for the other.
* Stored are only complete subtrees, which never change: the node (level, index) covers the 2^level leaves from
  index * 2^level on; level 0 is the leaves. A tree of n leaves has fewer than 2n of them.
* Roots and proofs of any earlier size are computed from those, each with O(log n) reads.
* The verifying half needs no store and raises; it never answers False.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from app.errors import RefusedError

HASH_BYTES = 32
# Sizes and indexes are 64-bit signed in the databases that keep them.
MAX_SIZE = 2**63 - 1

NodeReader = Callable[[int, int], bytes]
"""Answers (level, index) with the hash of that complete subtree; a NodeStore's `get` is one."""

Node = tuple[int, int, bytes]
"""A complete subtree to be stored: level, index, hash."""


class InclusionError(RefusedError):
    """The proof does not lead from the leaf to the root."""

    sentence = "This record could not be found in the log that was shown."
    next_step = "Keep your own copy, and tell your IT helpdesk. Do not delete anything."


class ConsistencyError(RefusedError):
    """The larger tree does not begin with the smaller one: the log was changed, cut short or forked."""

    sentence = "The log that was shown does not continue the one this computer has seen before."
    next_step = "Keep your own copies, and tell your IT helpdesk. Do not delete anything."


class NodeStore(Protocol):
    """Where the hashes of complete subtrees are kept."""

    def get(self, level: int, index: int) -> bytes:
        """Return the 32-byte hash of the complete subtree; level 0 is the leaves."""


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf holding `data`."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node from its children's hashes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def empty_root() -> bytes:
    """Return the root of the tree without leaves: the hash of nothing."""
    return hashlib.sha256().digest()


def append(size: int, leaf: bytes, read: NodeReader) -> list[Node]:
    """Return the complete nodes that a tree of `size` leaves gains with `leaf`, a leaf's hash (32 bytes)."""
    _check_hash_given(leaf)
    nodes = [(0, size, leaf)]
    level, index, current = 0, size, leaf
    while index & 1:
        current = node_hash(read(level, index - 1), current)
        level, index = level + 1, index >> 1
        nodes.append((level, index, current))
    return nodes


def append_batch(size: int, leaves: Iterable[bytes], read: NodeReader) -> list[Node]:
    """Return the complete nodes gained with several leaf hashes at once.

    Nodes made within the batch are not read back: at most O(log size) reads, however many leaves.
    """
    fresh: list[Node] = []
    made: dict[tuple[int, int], bytes] = {}
    reader = _over(made, read)
    for place, leaf in enumerate(leaves, start=size):
        for level, index, value in append(place, leaf, reader):
            made[level, index] = value
            fresh.append((level, index, value))
    return fresh


def overlay(nodes: Iterable[Node], read: NodeReader) -> NodeReader:
    """Return a reader that knows `nodes` beside what is stored, as for a root before the batch is written."""
    return _over({(level, index): value for level, index, value in nodes}, read)


def root(size: int, read: NodeReader) -> bytes:
    """Return the root of the first `size` leaves (MTH)."""
    _check_range(0, size, size)
    return _range_hash(0, size, read) if size else empty_root()


def inclusion_proof(index: int, size: int, read: NodeReader) -> list[bytes]:
    """Return the proof that leaf `index` is in the tree of `size` leaves, leaf's end first (PATH).

    Raises ValueError unless 0 <= index < size.
    """
    _check_range(1, index + 1, size)
    start, proof = 0, []
    while size > 1:
        split = _split(size)
        if index - start < split:
            proof.append(_range_hash(start + split, size - split, read))
            size = split
        else:
            proof.append(_range_hash(start, split, read))
            start, size = start + split, size - split
    return proof[::-1]


def consistency_proof(size1: int, size2: int, read: NodeReader) -> list[bytes]:
    """Return the proof that the tree of `size2` leaves begins with that of `size1` (PROOF, SUBPROOF).

    Raises ValueError unless 1 <= size1 <= size2: nothing can be proved about the empty tree.
    """
    _check_range(1, size1, size2)
    start, size, proof = 0, size2, []
    while start + size != size1:
        split = _split(size)
        if size1 - start <= split:
            proof.append(_range_hash(start + split, size - split, read))
            size = split
        else:
            proof.append(_range_hash(start, split, read))
            start, size = start + split, size - split
    if start:
        proof.append(_range_hash(start, size, read))
    return proof[::-1]


def root_from_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes:
    """Return the root that `proof` leads to from the hash `leaf` (RFC 9162, 2.1.3.2); raises InclusionError."""
    if not 0 <= index < size <= MAX_SIZE or not _are_hashes(leaf, *proof):
        raise InclusionError
    place, last, current = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise InclusionError
        if place & 1 or place == last:
            current = node_hash(sibling, current)
            place, last = _skip_unpaired(place, last)
        else:
            current = node_hash(current, sibling)
        place, last = place >> 1, last >> 1
    if last != 0:
        raise InclusionError
    return current


def verify_inclusion(index: int, size: int, leaf_hash: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """Raise InclusionError unless the leaf with this hash stands at `index` in the tree (`size`, `root`)."""
    if not hmac.compare_digest(root_from_inclusion(index, size, leaf_hash, proof), bytes(root)):
        raise InclusionError


def verify_consistency(size1: int, size2: int, proof: Sequence[bytes], root1: bytes, root2: bytes) -> None:
    """Raise ConsistencyError unless the tree (`size2`, `root2`) begins with (`size1`, `root1`) (2.1.4.2).

    Size 0 is refused: every tree begins with the empty one, so a proof from it says nothing.
    """
    if not 1 <= size1 <= size2 <= MAX_SIZE or not _are_hashes(root1, root2, *proof):
        raise ConsistencyError
    if size1 == size2:
        if proof or not hmac.compare_digest(root1, root2):
            raise ConsistencyError
        return
    path = list(proof) if size1 & (size1 - 1) else [root1, *proof]
    if not path:
        raise ConsistencyError
    if _both_roots(size1, size2, path) != (root1, root2):
        raise ConsistencyError


def _both_roots(size1: int, size2: int, path: list[bytes]) -> tuple[bytes, bytes]:
    place, last = size1 - 1, size2 - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    first = second = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ConsistencyError
        if place & 1 or place == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            place, last = _skip_unpaired(place, last)
        else:
            second = node_hash(second, sibling)
        place, last = place >> 1, last >> 1
    if last != 0:
        raise ConsistencyError
    return first, second


def _skip_unpaired(place: int, last: int) -> tuple[int, int]:
    """Rise past the levels at which the rightmost node has no sibling."""
    while place and not place & 1:
        place, last = place >> 1, last >> 1
    return place, last


def _range_hash(start: int, size: int, read: NodeReader) -> bytes:
    """Return the hash of `size` leaves from `start`, which is a multiple of the power of two >= `size`."""
    peaks = []
    while size:
        width = 1 << (size.bit_length() - 1)
        peaks.append(read(width.bit_length() - 1, start // width))
        start, size = start + width, size - width
    current = peaks.pop()
    while peaks:
        current = node_hash(peaks.pop(), current)
    return current


def _split(size: int) -> int:
    """Return the largest power of two below `size` (which is over 1)."""
    return 1 << ((size - 1).bit_length() - 1)


def _over(known: dict[tuple[int, int], bytes], read: NodeReader) -> NodeReader:
    def reader(level: int, index: int) -> bytes:
        found = known.get((level, index))
        return read(level, index) if found is None else found

    return reader


def _are_hashes(*values: object) -> bool:
    return all(isinstance(value, bytes) and len(value) == HASH_BYTES for value in values)


def _check_hash_given(value: bytes) -> None:
    if not _are_hashes(value):
        raise ValueError("a leaf is given as its 32-byte hash")


def _check_range(least: int, part: int, size: int) -> None:
    if not least <= part <= size <= MAX_SIZE:
        raise ValueError("outside the tree")
