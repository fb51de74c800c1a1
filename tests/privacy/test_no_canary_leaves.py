"""Canaries stand wherever a person can choose something: none is sent, and none stands anywhere in the clear."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from app.domain.audit import from_bytes
from tests.fakes.hr_service import FixedClock, HrService
from tests.fakes.staff_app import TEXT
from tests.privacy import canaries
from tests.privacy.looking import forms, literal_search, search, without_seals
from tests.privacy.story import hits, is_named_in_public, not_deleted, play

ROOT = Path(__file__).parents[2]
TRACED = "write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,connect,open,openat,rename,renameat,renameat2,execve"


@pytest.fixture(scope="module")
def lives(tmp_path_factory, checklist):
    folder = tmp_path_factory.mktemp("canaries")
    with pytest.MonkeyPatch.context() as monkeypatch:
        return {
            delete: play(folder / str(delete), canaries.five, checklist, monkeypatch, delete=delete)
            for delete in (False, True)
        }


@pytest.mark.parametrize("deleted", [False, True], ids=["kept", "deleted"])
def test_no_canary_is_sent_or_stands_in_the_clear(lives, deleted):
    found = hits(lives[deleted])
    assert not found, "\n".join(map(str, found[:20]))


def test_the_search_had_enough_to_look_for_and_to_look_at(lives, record_property):
    life = lives[False]
    words = life.secrets + life.names
    record_property("canaries", len(words))
    record_property("forms", sum(len(forms(word)) for word in words))
    record_property("places", len(life.trail.sent) + len(life.trail.places))
    assert len(life.names) > 40
    assert len(words) > 150
    assert {len(forms(name)) for name in life.names} == {32}
    names = "\n".join(life.trail.places)
    assert all(
        each in names for each in ("-wal", "-shm", "state.txt", "settings.toml", "receipt", "standard error")
    )


def test_after_deleting_nothing_can_be_recovered_even_with_the_key_read_beforehand(lives):
    deleted, kept = lives[True], lives[False]
    assert len(deleted.seals) > 50, "every version that was ever kept is looked for"
    assert not not_deleted(deleted)
    assert deleted.key_is_gone
    assert not kept.key_is_gone
    assert kept.remains, "what was kept is found by the same search"


def test_deleting_leaves_the_completion(lives):
    assert lives[True].trail.said["tables"]["records"] == lives[False].trail.said["tables"]["records"]


FORMS = sorted(forms(canaries.token().encode()))


@pytest.mark.parametrize("form", FORMS)
def test_the_search_finds_each_form(form):
    word = canaries.token().encode()
    assert search({"place": b"before " + forms(word)[form] + b" after"}, [word])


STRACE = shutil.which("strace")
with_strace = pytest.mark.skipif(STRACE is None, reason="needs strace, to see every call to the system")


@pytest.fixture(scope="module")
def crashed(tmp_path_factory, checklist):
    """A sitting at the real window in a process of its own, every system call watched, that ends in a crash."""
    folder, told = tmp_path_factory.mktemp("person"), tmp_path_factory.mktemp("told")
    service = HrService(FixedClock())
    service.publish(TEXT, checklist=checklist, due="2026-12-04")
    given = {
        "folder": str(folder / "profile"),
        "port": service.port,
        "code": service.invite(service.hire()),
        "sites": [site.id for site in checklist.choosable[1:]],
        "promises": [each.id for each in checklist.commitments],
        "told": str(told / "told.json"),
    }
    homes = {
        name: folder / where
        for name, where in {
            "HOME": "home",
            "TMPDIR": "tmp",
            "XDG_CONFIG_HOME": "config",
            "XDG_DATA_HOME": "data",
            "XDG_STATE_HOME": "state",
            "XDG_CACHE_HOME": "cache",
            "XDG_RUNTIME_DIR": "run",
        }.items()
    }
    for each in homes.values():
        each.mkdir(mode=0o700)
    calls = told / "calls"
    watched = [
        STRACE,
        "-f",
        "-qq",
        "--seccomp-bpf",
        "-e",
        f"trace={TRACED}",
        "-xx",
        "-s",
        "200000",
        "-o",
        str(calls),
    ]
    program = [sys.executable, "-m", "tests.privacy.sitting"]
    try:
        ended = subprocess.run(
            [*(watched if STRACE else []), *program],
            input=json.dumps(given).encode(),
            capture_output=True,
            check=False,
            cwd=ROOT,
            timeout=100,
            env={"PATH": "/usr/bin:/bin", "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}
            | {name: str(path) for name, path in homes.items()},
        )
    finally:
        service.shut()
    assert (told / "told.json").exists(), ended.stderr.decode()
    return _Crashed(
        folder, json.loads(zlib.decompress((told / "told.json").read_bytes())), ended, calls, service.port
    )


class _Crashed:
    def __init__(self, folder, told, ended, calls, port):
        self.folder, self.told, self.ended, self.port = folder, told, ended, port
        self.calls = calls.read_text() if calls.exists() else ""
        self.files = {
            str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
        }

    @property
    def said(self):
        return {
            "standard output": self.ended.stdout,
            "standard error": self.ended.stderr,
            "titles and clipboard": "\n".join(self.told["titles"]).encode(),
            "names of files": "\n".join(self.files).encode(),
            **{f"request {n}": bytes.fromhex(raw) for n, raw in enumerate(self.told["requests"])},
        }

    @property
    def written(self):
        """Every piece of bytes that was handed to the system, in whatever file or connection, then or never kept."""
        return [
            bytes.fromhex(each.replace("\\x", ""))
            for each in re.findall(r'"((?:\\x[0-9a-f]{2})*)"', self.calls)
        ]


def test_a_crash_in_the_middle_of_the_self_audit_at_the_real_window_tells_nothing(crashed, checklist):
    walk = from_bytes(crashed.told["walk"].encode(), checklist)
    secrets = (*canaries.secrets_of(walk), *(bytes.fromhex(key) for key in crashed.told["keys"]))
    names = canaries.names_of(walk)
    assert len(walk.chosen) == 5
    assert len(walk.answers) > 15
    assert crashed.ended.stderr.count(b"\nKeyError\n") == 2, "its words would name a check that was answered"
    assert b"Fatal Python error: Segmentation fault" in crashed.ended.stderr
    assert crashed.ended.returncode != 0
    seals = [bytes.fromhex(seal) for seal in crashed.told["seals"]]
    files = {name: without_seals(data, seals) for name, data in crashed.files.items()}
    assert any(name.endswith("-wal") for name in files)
    found = search(crashed.said, secrets + names)
    found += [
        hit for hit in search(files, secrets + names) if not is_named_in_public(hit, files, names, checklist)
    ]
    assert not found, "\n".join(map(str, found[:20]))
    assert set(crashed.told["titles"]) <= {"Undersigned", ""}


@with_strace
def test_every_byte_handed_to_the_system_until_the_crash_tells_nothing(crashed, checklist):
    walk = from_bytes(crashed.told["walk"].encode(), checklist)
    names = canaries.names_of(walk)
    whole = b"\n".join(crashed.written)
    sent = [part for raw in crashed.told["requests"] for part in bytes.fromhex(raw).split(b"\r\n\r\n")]
    assert sent
    assert all(part in whole for part in sent), "what was sent was seen"
    assert crashed.told["seals"]
    assert all(bytes.fromhex(seal)[8000:8064] in whole for seal in crashed.told["seals"]), "and what was kept"
    places = {f"call {n}": data for n, data in enumerate(dict.fromkeys(crashed.written)) if len(data) > 8}
    assert not literal_search(places, canaries.secrets_of(walk))
    found = literal_search(places, names)
    found = [hit for hit in found if not is_named_in_public(hit, places, names, checklist)]
    assert not found, "\n".join(map(str, found[:20]))


@with_strace
def test_it_talks_to_the_service_and_to_nobody_else(crashed):
    hosts = {bytes.fromhex(each.replace("\\x", "")) for each in re.findall(_HOST, crashed.calls)}
    ports = set(re.findall(r"sin6?_port=htons\((\d+)\)", "\n".join(_connects(crashed.calls))))
    assert hosts == {b"127.0.0.1"}
    assert str(crashed.port) in ports, "the service was seen to be asked"
    assert len(ports) == 2, "by the recorder, and nobody else was"


_HOST = r'connect\(.*?inet_(?:addr|pton)\((?:AF_INET6, )?"((?:\\x[0-9a-f]{2})*)"'


def _connects(calls):
    return [line for line in calls.splitlines() if " connect(" in line]


def test_the_digest_of_every_answer_is_unknown_to_the_public_checklist(checklist):
    """A fingerprint stands in the answers alone, so that it is a canary of its own."""
    content = checklist.content
    assert all(check.fingerprint.encode() not in content for check in checklist.checks.values())
    assert hashlib.sha256(content).hexdigest() == checklist.sha256
