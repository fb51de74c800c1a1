"""A shared account keeps nothing: the whole profile is searched, also after `kill -9` in the middle of a turn."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fakes.hr_service import HrService
from tests.fakes.staff_app import TEXT
from tests.faults.shared_story import TYPED_NAME, WORDS
from tests.privacy.canaries import canary_checklist
from tests.privacy.looking import search

ROOT = Path(__file__).parents[2]
PERSON = "Canary Personname Vexmoor"


@pytest.fixture
def service():
    running = HrService(lambda: datetime.now(UTC))
    running.person = running.hire(name=PERSON)
    running.publish(TEXT, checklist=canary_checklist(), due="2090-12-04")
    yield running
    running.shut()


class Turn:
    """One turn in a home of its own."""

    def __init__(self, home, service, kind, then):
        self.home = home
        self.canaries = []
        self.words = [TYPED_NAME.encode(), WORDS.encode(), PERSON.encode()]
        data = home / "data" / "undersigned"
        data.mkdir(parents=True)
        (data / "settings.toml").write_text(f'server = "{service.url}"\n', encoding="utf-8")
        code = service.invite(service.person)
        self.words += [code.encode(), code.replace("-", "").encode(), service.person.encode()]
        self.process = subprocess.Popen(
            [sys.executable, "-B", "-m", "tests.faults.shared_story", kind, then],
            cwd=ROOT,
            env=os.environ | self._folders() | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.process.stdin.write(f"{code}\n")
        self.process.stdin.flush()

    def _folders(self):
        made = {"HOME": self.home, "TMPDIR": self.home / "tmp", "XDG_RUNTIME_DIR": self.home / "run"}
        for name in ("DATA", "CONFIG", "STATE", "CACHE"):
            made[f"XDG_{name}_HOME"] = self.home / name.lower()
        for folder in made.values():
            folder.mkdir(mode=0o700, exist_ok=True)
        return {name: str(folder) for name, folder in made.items()}

    def until_ready(self):
        for line in self.process.stdout:
            if line.startswith("seed "):
                self.words.append(bytes.fromhex(line.split()[1]))
            if line.startswith("word "):
                self.canaries.append(line.split()[1].encode())
                self.words.append(self.canaries[-1])
            if line == "ready\n":
                return
        pytest.fail(f"the turn ended with {self.process.wait(30)}")

    def end(self):
        self.process.kill()
        self.process.wait(30)
        self.process.stdin.close()
        self.process.stdout.close()

    def files(self):
        """Every file of the account but the settings that were there before, whatever is in it."""
        return sorted(
            str(path.relative_to(self.home))
            for path in self.home.rglob("*")
            if path.is_file() and path.name != "settings.toml"
        )

    def found(self):
        places = {
            str(path.relative_to(self.home)): path.read_bytes()
            for path in self.home.rglob("*")
            if path.is_file() and path.name != "settings.toml"
        }
        names = {"names of files": "\n".join(map(str, self.home.rglob("*"))).encode()}
        return search(places | names, self.words)


@pytest.fixture
def turn(tmp_path, service):
    begun = []

    def begin(kind, then):
        begun.append(Turn(tmp_path / f"{kind}-{then}", service, kind, then))
        return begun[-1]

    yield begin
    for each in begun:
        each.end()


def test_a_turn_that_is_killed_leaves_nothing_of_the_person(turn):
    killed = turn("shared", "wait")
    killed.until_ready()
    killed.process.kill()
    killed.process.wait(30)
    assert killed.found() == []
    assert killed.files() == [], "no database, not even one that is sealed"


def test_a_turn_that_is_finished_leaves_nothing_of_the_person_and_hr_has_what_was_signed(turn, service):
    finished = turn("shared", "finish")
    finished.until_ready()
    for ended in (False, True):
        assert not ended or finished.process.wait(30) == 0
        assert finished.found() == []
        assert finished.files() == [], "no database, not even one that is sealed"
    assert len(service.records) == 2
    assert len(service.messages) == 1


def test_the_same_search_finds_the_person_on_an_account_of_their_own(turn):
    own = turn("own", "wait")
    own.until_ready()
    own.process.kill()
    own.process.wait(30)
    places = {hit.place.partition(",")[0] for hit in own.found()}
    assert "state/undersigned/enrolment.json" in places
    assert any(place.startswith("data/undersigned/undersigned.sqlite") for place in places)
    assert any(".sqlite" in each for each in own.files())
    assert len(own.canaries) == 4, "the site, both parts of the check, and the digest of what was answered"
