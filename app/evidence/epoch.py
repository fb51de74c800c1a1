"""Epochs of the log: what the service signs when it was put back from a backup (`log-epoch+jws`).

* The log has one tree. An epoch begins with a leaf that holds the last known checkpoint: it stands exactly where
  that checkpoint ends, so every place before it keeps its index, its proofs and its receipts.
* What the log held beyond that checkpoint before it was put back is lost here, and openly so. Whoever holds a
  receipt from the lost part sends the record again.
* Each epoch has an origin of its own, which every checkpoint and so every receipt and proof carries: the log's name
  for the first, and `<name>~<epoch>-<8 hex digits>` for a later one. `~` can be in no log's name. The digits are
  those of the leaf's `jti`: the same backup put back twice makes two epochs, not one with two faces.
* For each origin a head of one size is one (C2SP tlog-checkpoint), whatever was put back.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from app.errors import RefusedError
from app.evidence.checkpoint import Checkpoint
from app.evidence.records import LogName, Record, ShortText, Signed, UtcTime, Uuid4
from app.evidence.trust_keys import Keys

_LATER = re.compile(r"~([1-9][0-9]{0,5})-[0-9a-f]{8}")


class EpochError(RefusedError):
    """An epoch that was not opened as one is."""

    sentence = "HR’s service says that it was put back from a backup, and cannot show that it was."
    next_step = "Keep your own copies, and tell your IT helpdesk. Do not delete anything."


class LogEpoch(Record):
    """That a new epoch was opened where `previous`, the last known checkpoint, ends."""

    typ: ClassVar[str] = "log-epoch+jws"

    aud: LogName
    jti: Uuid4
    epoch: Annotated[int, Field(ge=2, le=999_999)]
    previous: Annotated[str, StringConstraints(min_length=1, max_length=4096)]
    at: UtcTime
    by: ShortText

    @property
    def origin(self) -> str:
        """The origin of this epoch's checkpoints."""
        return origin(self.aud, self.epoch, self.jti)


@dataclass(frozen=True)
class Opened:
    """A verified epoch: its origin, the origin it follows, and its leaf's index, where the one before ends."""

    origin: str
    parent: str
    starts: int
    previous: Checkpoint
    leaf: Signed[LogEpoch]


def origin(aud: str, epoch: int, jti: str) -> str:
    """Return the origin of an epoch after the first, whose leaf has the number `jti`."""
    return f"{aud}~{epoch}-{jti[:8]}"


def number_of(name: str) -> int:
    """Return which epoch has this origin: 1 for the log's name itself."""
    found = _LATER.search(name)
    return int(found[1]) if found else 1


def verified_chain(leaves: Sequence[str], aud: str, keys: Keys) -> list[Opened]:
    """Return the epochs that `leaves` opened, each following the one before and the first following epoch 1.

    Raises EpochError, CheckpointError, or an error of `Record.verified`.
    """
    opened = [LogEpoch.verified(token, keys.key_of(token)) for token in leaves]
    return chained([(one, keys.checkpoint(one.record.previous)) for one in opened], aud)


def chained(opened: Iterable[tuple[Signed[LogEpoch], Checkpoint]], aud: str) -> list[Opened]:
    """Return verified leaves, each with the verified head in it, as the epochs they opened; raises EpochError."""
    chain: list[Opened] = []
    parent, least = aud, 0
    for number, (leaf, previous) in enumerate(opened, start=2):
        fits = (leaf.record.aud, leaf.record.epoch, previous.origin) == (aud, number, parent)
        if not fits or previous.size < least:
            raise EpochError
        chain.append(Opened(leaf.record.origin, parent, previous.size, previous, leaf))
        parent, least = leaf.record.origin, previous.size + 1
    return chain


def check_epoch(head: Checkpoint, chain: Sequence[Opened], aud: str) -> None:
    """Raise EpochError unless a head is of an epoch that was opened, and of a size that it had."""
    starts = {aud: 0} | {one.origin: one.starts + 1 for one in chain}
    ends = {one.parent: one.starts for one in chain}
    if head.origin not in starts or not starts[head.origin] <= head.size <= ends.get(head.origin, head.size):
        raise EpochError


def shared_leaves(one: str, other: str, known: Mapping[str, tuple[str, int]], aud: str) -> int | None:
    """Return how many first leaves two epochs share; None if they are the same one.

    `known` are the later epochs by origin, each with the origin it follows and the index of its leaf. One backup
    that was put back twice has made two epochs that follow the same one. Raises EpochError for an unknown epoch.
    """
    ours, theirs = _line(one, known, aud), _line(other, known, aud)
    common = next(name for name in theirs if name in ours)
    limits = [limit for limit in (ours[common], theirs[common]) if limit is not None]
    return min(limits, default=None)


def _line(name: str, known: Mapping[str, tuple[str, int]], aud: str) -> dict[str, int | None]:
    """The epoch itself and those it goes back to, each with how many of its leaves are part of it."""
    line: dict[str, int | None] = {name: None}
    while name != aud:
        if name not in known or known[name][0] in line:
            raise EpochError
        name, starts = known[name]
        line[name] = starts
    return line
