"""Whose the trust's settings file in %ProgramData% is, as Windows itself tells."""

import os
import shutil
from pathlib import Path

import pytest

from app import config
from app.config.owner import is_the_trusts, owner

WINDOWS = Path(os.environ["SYSTEMROOT"])
EVERYBODYS_OWN = "S-1-5-21-"  # an account's SID begins so (MS-DTYP 2.4.2.4)


@pytest.fixture
def trust_file():
    path = config.machine_file()
    assert not path.parent.exists(), "the test would touch a real trust's settings"
    path.parent.mkdir()
    yield path
    shutil.rmtree(path.parent)


def test_windows_tells_whose_a_file_and_a_folder_are(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text("")
    for path in (tmp_path, file):
        assert (owner(path) or "").startswith("S-1-5-"), path


def test_of_what_is_not_there_nothing_is_told(tmp_path):
    assert owner(tmp_path / "nothing") is None


def test_the_trusts_file_counts_only_where_an_administrator_made_it(trust_file):
    trust_file.write_text('server = "https://hr.trust.example"\n')
    mine = is_the_trusts((owner(trust_file.parent), owner(trust_file)))
    loaded = config.load_trusts()
    assert (loaded.server is not None) is mine
    assert ("settings.toml was not made by an administrator" in "".join(loaded.problems)) is not mine
    assert ("staff_groups" in loaded.unclear) is not mine
