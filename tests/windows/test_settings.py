"""The trust's settings file in %ProgramData%, and the person's own."""

import os
import shutil
from pathlib import Path

import pytest

from app import config


@pytest.fixture
def trust_file():
    path = config.machine_file()
    assert not path.parent.exists(), "the test would touch a real trust's settings"
    path.parent.mkdir()
    yield path
    shutil.rmtree(path.parent)


def test_the_trusts_file_is_in_program_data(trust_file):
    assert trust_file == Path(os.environ["PROGRAMDATA"]) / "Undersigned" / "settings.toml"


def test_a_file_saved_with_windows_own_editor_is_read(trust_file, profile):
    """Notepad writes CR LF, and older ones a byte order mark."""
    trust_file.write_bytes('server = "https://hr.trust.example"\r\ntext_scale = 120\r\n'.encode("utf-8-sig"))
    own = profile["LOCALAPPDATA"] / "undersigned" / "settings.toml"
    config.save(own, text_scale=150, scheme="dark")
    loaded = config.load(trust_file, own)
    assert (loaded.server, loaded.text_scale, loaded.scheme) == ("https://hr.trust.example", 120, "dark")
    assert loaded.origins == {"server": "trust", "text_scale": "trust", "scheme": "you"}
    assert loaded.problems == ()
