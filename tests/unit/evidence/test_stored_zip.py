"""The one form of a pack’s file: bounded, never unpacked, no name that reaches outside, and nothing beside it."""

import io
import struct
import zipfile

import pytest

from app.evidence import stored_zip
from tests.fakes.forger import MEMBERS, PACK, refusal


def zipped(*members, compression=zipfile.ZIP_STORED, comment=b""):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, compression)
        archive.comment = comment
    return target.getvalue()


@pytest.mark.parametrize(
    "name",
    ["../evil", "/etc/evil", "a/../../evil", "C:\\evil", "a\\evil", "a//b", "a/", ".hidden", "é", "a\nb", "a b",
     "a/b/c/d/e/f", "x" * 121, "", "CON:", "a/./b"],
)  # fmt: skip
def test_a_name_that_could_reach_outside_is_refused(name):
    facts = struct.pack("<4s5H3L2H", b"PK\3\4", 10, 0, 0, 0, 33, 0, 0, 0, len(name.encode()), 0)
    with pytest.raises(stored_zip.UnsafeNameError):
        stored_zip.read(facts + name.encode())
    with pytest.raises(stored_zip.UnsafeNameError):
        stored_zip.write({name: b""})


def test_a_compressed_file_is_never_unpacked():
    bomb = zipped(("README.txt", bytes(50_000_000)), compression=zipfile.ZIP_DEFLATED)
    assert len(bomb) < 100_000
    assert refusal(bomb) is stored_zip.CompressedMemberError


def test_a_file_that_claims_to_be_larger_than_it_is_is_refused():
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 10, 0, 0, 0, 33, 0, 2**32 - 1, 2**32 - 1, 1, 0)
    assert refusal(local + b"a" + PACK) is stored_zip.NotAPackError


def test_files_that_overlap_cannot_be_said():
    # Members are read one after another: a directory that points twice at the same bytes differs from ours.
    directory = PACK.index(b"PK\x01\x02")
    first = PACK[directory : PACK.index(b"PK\x01\x02", directory + 4)]
    assert (
        refusal(PACK[:directory] + first * 2 + PACK[directory + 2 * len(first) :]) is stored_zip.PackFormError
    )


def test_too_many_files_or_bytes_are_refused_before_anything_else(monkeypatch):
    monkeypatch.setattr(stored_zip, "MAX_MEMBERS", 40)
    assert refusal(PACK) is stored_zip.PackTooLargeError
    monkeypatch.setattr(stored_zip, "MAX_BYTES", len(PACK) - 1)
    assert refusal(PACK) is stored_zip.PackTooLargeError


def test_two_files_of_one_name_are_refused():
    start = PACK.index(b"PK\x03\x04", 4)
    assert refusal(PACK[:start] + PACK) is stored_zip.DuplicateMemberError


@pytest.mark.parametrize(
    "data",
    [
        PACK + b"\0",
        b"\0" + PACK,
        PACK[:-2] + b"\x05\0hello",
        zipped(*MEMBERS.items()),
        b"",
        b"PK\x05\x06" + bytes(18),
    ],
    ids=["after", "before", "comment", "packed-again", "empty", "empty-zip"],
)
def test_a_zip_file_in_any_other_form_is_refused(data):
    assert issubclass(refusal(data), stored_zip.PackFormError)


def test_names_and_flags_of_other_programs_are_refused():
    assert refusal(zipped(("a", b"x"), comment=b"made by us")) is stored_zip.PackFormError
    extra = PACK[:28] + b"\x04\0" + PACK[30:]
    assert refusal(extra) is stored_zip.PackFormError


def test_any_members_come_back_as_they_were():
    for count in (1, 2, 300):
        members = {f"f/{number:03}.txt": bytes([number % 256]) * number for number in range(count)}
        assert stored_zip.read(stored_zip.write(members)) == members
