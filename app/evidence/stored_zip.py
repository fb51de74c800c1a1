"""A zip file in one exact form, so that the same contents are the same bytes for ever, whatever made them.

* Members are stored, never compressed: a member's size is what it takes up, so there is no bomb to unpack.
* Names are sorted, plain ASCII, relative, without `.` and `..`; each comes once.
* Every date is 1980-01-01, every mode 0644; no comment, no extra field, no folder entries, nothing before, between
  or after the members.
* Reading walks the members from the first byte on, then writes them again: any other byte is refused.

The standard library writes zip files too, but what it puts into their headers has changed between versions, and
the bytes of a pack must not. Source: APPNOTE.TXT 6.3.10 (PKWARE), sections 4.3.7, 4.3.12 and 4.3.16.
"""

import re
import struct
import zlib
from collections.abc import Mapping

from app.errors import RefusedError

MAX_BYTES = 256 * 2**20
MAX_MEMBERS = 60_000

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_LOCAL_SIGN, _CENTRAL_SIGN, _END_SIGN = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_VERSION = 10
_MADE_ON_UNIX = 3 << 8 | _VERSION
_MODE = 0o100644 << 16
_DATE = 1 << 5 | 1  # 1980-01-01
_SEGMENT = r"[A-Za-z0-9_-][A-Za-z0-9_.-]*"
_NAME = re.compile(rf"{_SEGMENT}(/{_SEGMENT}){{0,4}}")
_LONGEST_NAME = 120


class PackFormError(RefusedError):
    """Not a zip file in the one form of an evidence pack."""

    sentence = "This file is not an evidence pack, or no longer as it was made."
    next_step = "Ask for the original file. Do not unpack and pack it again."


class NotAPackError(PackFormError):
    """Not a zip file, or one cut short."""

    sentence = "This file is not an evidence pack, or a part of it is missing."


class PackTooLargeError(PackFormError):
    """More bytes or members than a pack may have."""

    sentence = "This file is larger than an evidence pack may be."
    next_step = "Ask for it in parts, such as one for each school."


class CompressedMemberError(PackFormError):
    """A member is compressed or encrypted, which no pack has; it is not unpacked."""

    sentence = "This file was packed by another program. An evidence pack is never compressed."


class UnsafeNameError(PackFormError):
    """A member's name could reach outside its folder, or is not plain."""

    sentence = "A file in this pack has a name that no evidence pack has."


class DuplicateMemberError(PackFormError):
    """Two members have one name."""

    sentence = "Two files in this pack have the same name."


class DamagedMemberError(PackFormError):
    """A member's bytes do not have the check sum beside them."""

    sentence = "A file in this pack was changed or damaged."


def write(members: Mapping[str, bytes]) -> bytes:
    """Return the zip file of these members; raises UnsafeNameError or PackTooLargeError."""
    _check_size(len(members), sum(map(len, members.values())))
    files, directory, offset = [], [], 0
    for name in sorted(members):
        _check_name(name)
        facts = _facts(name, members[name])
        local = _LOCAL.pack(_LOCAL_SIGN, _VERSION, *facts, 0) + name.encode("ascii")
        central = _CENTRAL.pack(_CENTRAL_SIGN, _MADE_ON_UNIX, _VERSION, *facts, 0, 0, 0, 0, _MODE, offset)
        directory.append(central + name.encode("ascii"))
        files += [local, members[name]]
        offset += len(local) + len(members[name])
    size = sum(map(len, directory))
    end = _END.pack(_END_SIGN, 0, 0, len(directory), len(directory), size, offset, 0)
    return b"".join([*files, *directory, end])


def read(data: bytes) -> dict[str, bytes]:
    """Return the members of a zip file that `write` wrote.

    Raises PackTooLargeError, NotAPackError, CompressedMemberError, UnsafeNameError, DuplicateMemberError,
    DamagedMemberError, or PackFormError for any other departure.
    """
    _check_size(0, len(data))
    members: dict[str, bytes] = {}
    place = 0
    while data[place : place + 4] == _LOCAL_SIGN:
        name, content, place = _member(data, place)
        if name in members:
            raise DuplicateMemberError
        members[name] = content
        _check_size(len(members), 0)
    if not members:
        raise NotAPackError
    if write(members) != data:
        raise PackFormError
    return members


def _member(data: bytes, place: int) -> tuple[str, bytes, int]:
    start = place + _LOCAL.size
    if start > len(data):
        raise NotAPackError
    _, _, flags, method, _, _, crc, packed, size, name_length, extra = _LOCAL.unpack_from(data, place)
    if method != 0 or flags & 1 or packed != size:
        raise CompressedMemberError
    if extra:
        raise PackFormError
    name = data[start : start + name_length].decode("ascii", "replace")
    _check_name(name)
    content = data[start + name_length : start + name_length + size]
    if len(content) != size:
        raise NotAPackError
    if zlib.crc32(content) != crc:
        raise DamagedMemberError
    return name, content, start + name_length + size


def _facts(name: str, content: bytes) -> tuple[int, ...]:
    """The eight fields that a member's two headers share, from the flags to the name's length."""
    return 0, 0, 0, _DATE, zlib.crc32(content), len(content), len(content), len(name)


def _check_name(name: str) -> None:
    if len(name) > _LONGEST_NAME or not _NAME.fullmatch(name):
        raise UnsafeNameError


def _check_size(count: int, size: int) -> None:
    if count > MAX_MEMBERS or size > MAX_BYTES:
        raise PackTooLargeError
