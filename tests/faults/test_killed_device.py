"""The device killed, or its disk full, at every single write of acknowledge, outbox and send: nothing lost or doubled.

The system calls are those that change a file. `strace` stops the process at the n-th of them, for every n, or lets
that one fail with ENOSPC. What counts is what the process had told: "saved" is a promise.
"""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.signing.keystore import signing_service
from app.storage import outbox, records
from app.storage.records import Standing
from tests.fakes.hr_service import AUD
from tests.fakes.staff_app import StaffApp

ROOT = Path(__file__).parents[2]
WRITES = "write,pwrite64,fsync,fdatasync,ftruncate,rename,unlink"
FILLING = "write,pwrite64,ftruncate"
pytestmark = [
    pytest.mark.skipif(
        sys.platform != "linux", reason="system calls are stopped with strace, which is Linux's"
    ),
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed here"),
]


class Story:
    """A profile that is ready to sign, copied for each run, and the process that signs and sends in it."""

    def __init__(self, folder: Path, enrolled: StaffApp, service) -> None:
        self.folder, self.service = folder, service
        enrolled.read()
        sub = enrolled.overview().person.sub
        self.seed = enrolled.context.keystore.get(signing_service(AUD), sub).hex()
        self.sub, self.clock = sub, enrolled.context.clock
        enrolled.context.database.overwrite_deleted()
        enrolled.close()
        self.ready = enrolled.folder

    def profile(self, name: str) -> Path:
        return Path(shutil.copytree(self.ready, self.folder / name))

    def run(self, profile: Path, *injection: str) -> tuple[int, list[str]]:
        """Carry it out under strace; returns the exit code and what it told."""
        story = [sys.executable, "-B", "-m", "tests.faults.device_story"]
        told = subprocess.run(
            [
                *("strace", "-f", "-qq", "-o", f"{profile}.trace", *injection),
                *story,
                *(str(profile), self.service.url, self.seed, self.sub),
            ],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return told.returncode, told.stdout.split("\n")[:-1]

    def writes(self, kinds: str) -> list[tuple[str, int]]:
        """Each of these system calls that an undisturbed run makes: its kind, and the how-manieth of its kind it is."""
        profile = self.profile("counting")
        code, told = self.run(profile, "-e", f"trace={kinds}")
        assert (code, told) == (0, ["begin", "saved", "received 1"])
        calls = [
            line.split()[1].partition("(")[0] for line in Path(f"{profile}.trace").read_text().splitlines()
        ]
        return [(kind, number) for kind in kinds.split(",") for number in range(1, calls.count(kind) + 1)]

    def come_back(self, profile: Path) -> list[records.StoredRecord]:
        """Open the app again on what is there, sign again if it asks, and send until nothing waits."""
        app = StaffApp(profile, self.service, self.clock, seed=os.urandom(8))
        app.context.keystore.set(signing_service(AUD), self.sub, bytes.fromhex(self.seed))
        try:
            before = app.overview().policies[0].answer
            if before is None:
                app.acknowledge()
            app.send(everything=True)
            with app.context.database.reading() as connection:
                assert outbox.count(connection) == 0
                return list(records.load_all(connection)) if before else []
        finally:
            app.close()


@pytest.fixture
def story(tmp_path, enrolled, service):
    return Story(tmp_path, enrolled, service)


def _check(story: Story, name: str, told: list[str]) -> None:
    """What was said to be saved is there, once, and is received in the end."""
    kept = story.come_back(story.folder / name)
    if "saved" in told:
        (record,) = kept
        assert record.standing is Standing.RECEIVED
        assert story.service.records[record.jti][0] == record.token


def _disturb(story: Story, kinds: str, injection: str, record_property) -> list[tuple[int, list[str]]]:
    calls = story.writes(kinds)
    record_property("runs", len(calls))
    sys.stdout.write(f"{len(calls)} runs, one for each system call of {kinds}\n")

    def one(call: tuple[str, int]) -> tuple[int, list[str]]:
        kind, number = call
        profile = story.profile(f"{kind}-{number}")
        return story.run(profile, "-e", f"trace={kinds}", "-e", f"inject={kind}:{injection}:when={number}")

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(one, calls))
    for (kind, number), (_, told) in zip(calls, outcomes, strict=True):
        _check(story, f"{kind}-{number}", told)
    tokens = [token for token, _, _ in story.service.records.values()]
    assert len(set(tokens)) == len(tokens) == len(story.service.log.leaves) - 1
    return outcomes


def test_killed_at_every_write_nothing_that_was_saved_is_lost_or_doubled(story, record_property):
    outcomes = _disturb(story, WRITES, "signal=SIGKILL", record_property)
    assert all(code != 0 for code, _ in outcomes)
    assert any("saved" in told for _, told in outcomes)
    assert any("saved" not in told for _, told in outcomes)


def test_with_a_full_disk_at_any_write_nothing_that_was_saved_is_lost_or_doubled(story, record_property):
    outcomes = _disturb(story, FILLING, "error=ENOSPC", record_property)
    told_of_it = [told for code, told in outcomes if code == 3]
    assert any(line == "told: disk-full" for told in told_of_it for line in told)
