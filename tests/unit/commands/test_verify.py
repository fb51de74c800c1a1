"""`undersigned verify`: an answer in plain words and for programs, 1 for the smallest change, nothing touched."""

import json
import socket

import pytest

from app.commands.verify import PackUnreadableError, main
from app.evidence import stored_zip
from app.evidence.pack import build
from tests.fakes.small_trust import small_trust, whole_trust


@pytest.fixture
def pack(tmp_path):
    path = tmp_path / "evidence.zip"
    path.write_bytes(build(whole_trust().contents()))
    return path


def test_a_pack_in_order_answers_0_and_says_what_is_proved_and_what_is_not(pack, capsys):
    assert main([str(pack)]) == 0
    words = capsys.readouterr().out
    for part in (
        "This pack is in order",
        "“Siân O’Connor” (as typed;",
        "WHAT IS PROVED, AND AGAINST WHOM",
        "WHAT IS NOT PROVED",
        "Reading cannot be proved",
        "Identity vouched for by HR alone",
        "Not witnessed: two logs are possible",
        "The keys of the trust were not compared",
    ):
        assert part in words


def test_the_answer_for_programs_has_every_record_and_every_caveat(pack, capsys):
    assert main([str(pack), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["verified"] is True
    assert [one["typ"] for one in answer["records"]] == [
        *("policy-ack+jws", "policy-ack+jws", "audit-completion+jws", "policy-ack+jws"),
        *("policy-ack+jws", "audit-completion+jws", "policy-ack+jws"),
    ]
    assert {one["identity"] for one in answer["records"]} == {"code", "provider"}
    assert answer["log"]["size"] == 25
    assert answer["log"]["origin"].startswith(f"{answer['log']['name']}~2-")
    assert answer["records"][4]["received_before"] == ["2026-11-02T08:00:00Z"]
    checked = [one.get("basis_checked") for one in answer["events"] if one.get("event") == "enrolled"]
    assert checked == [None, "provider", "key-before"]
    assert len(answer["service_keys"]) == 2
    assert answer["witnesses"] == []
    assert len(answer["not_proved"]) > 8
    assert answer["keys_compared"] == {"service": False, "publishing": False, "timestamp": False}


def test_the_smallest_change_answers_1(pack, capsys):
    content = bytearray(pack.read_bytes())
    content[len(content) // 2] ^= 1
    pack.write_bytes(content)
    assert main([str(pack)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("This pack does not stand.")
    assert main([str(pack), "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["verified"] is False
    assert answer["code"]
    assert answer["next_step"]


def test_keys_known_from_elsewhere_are_compared(pack, capsys):
    trust = whole_trust()
    keys = [
        "--service-key",
        trust.service.public.thumbprint,
        "--publishing-key",
        trust.publisher.public.thumbprint,
    ]
    assert main([str(pack), *keys]) == 0
    assert "were not compared" not in capsys.readouterr().out
    pack.write_bytes(build(small_trust(seed=9).contents()))
    assert main([str(pack), *keys]) == 1
    assert "other keys than those of the trust" in capsys.readouterr().err


def test_a_file_that_is_not_there_could_not_be_checked(tmp_path):
    with pytest.raises(PackUnreadableError):
        main([str(tmp_path / "none.zip")])


def test_what_is_not_a_pack_answers_1(tmp_path, capsys):
    path = tmp_path / "evidence.zip"
    for content in (b"", b"x" * 1000, stored_zip.write({"README.txt": b"All is proved."})):
        path.write_bytes(content)
        assert main([str(path)]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_it_needs_no_network_and_writes_no_file(pack, monkeypatch):
    def refuse(*_arguments, **_options):
        raise AssertionError("verify must not open a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    before = sorted(pack.parent.iterdir())
    assert main([str(pack)]) == 0
    assert sorted(pack.parent.iterdir()) == before
