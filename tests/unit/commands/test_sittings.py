"""What the app is put together from, by whose machine it is."""

import pytest

from app.commands import profile
from app.commands.profile import NothingKeptHereError, Sittings, open_profile, window_options
from app.login.check import read_note
from app.login.machine import Keeping
from app.signing.keystore import MemoryKeyStore
from app.signing.late_keystore import LateKeyStore


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "profile"


@pytest.fixture
def sittings(folder):
    made = Sittings(folder, lambda _address: {})
    yield made
    made.close()


def test_an_account_of_ones_own_keeps_a_file_a_state_and_a_key(sittings, folder):
    own = sittings.begin()
    assert own.context.database.path == folder / "undersigned.sqlite"
    assert own.context.state_file == folder / "state.txt"
    assert isinstance(own.context.keystore, LateKeyStore)
    assert own.user_file == folder / "settings.toml"
    assert not own.context.send_completions_at_once


def test_a_shared_account_keeps_nothing_at_all(folder):
    sittings = Sittings(folder, lambda _address: {}, shared=True)
    turn = sittings.begin()
    assert turn.context.keeping is Keeping.IN_MEMORY
    assert turn.context.state_file is None
    assert turn.user_file is None
    assert isinstance(turn.context.keystore, MemoryKeyStore)
    assert not folder.exists()
    sittings.end(turn.context)
    again = sittings.begin()
    assert again.context.database is not turn.context.database
    assert again.context.keystore is not turn.context.keystore
    sittings.close()
    assert not folder.exists()


def test_what_people_say_of_a_computer_holds_from_the_next_window_on(sittings, folder):
    sittings.choose(shared=True)
    assert sittings.begin().machine.is_shared
    assert read_note(str(folder / "login.txt")) == {"shared": 1}
    sittings.choose(shared=False)
    assert not sittings.begin().machine.is_shared


def test_a_command_without_a_window_says_that_nothing_is_kept(sittings, folder):
    sittings.choose(shared=True)
    with pytest.raises(NothingKeptHereError), open_profile(folder, lambda _address: {}):
        pytest.fail("it was opened")
    assert not (folder / "undersigned.sqlite").exists()


def test_where_no_key_may_be_kept_the_login_still_knows_what_is_due(folder, monkeypatch):
    monkeypatch.setattr(profile, "machine", lambda *_, **__: profile.Machine(Keeping.IN_MEMORY))
    sittings = Sittings(folder, lambda _address: {})
    here = sittings.begin()
    assert here.context.state_file == folder / "state.txt"
    assert isinstance(here.context.keystore, MemoryKeyStore)
    assert not folder.exists()
    sittings.close()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], (None, False, False)),
        (["--at-login"], (None, True, False)),
        (["--shared"], (None, False, True)),
    ],
)
def test_the_window_is_told_how_it_was_started(given, expected):
    found = window_options(given)
    assert (found.folder, found.at_login, found.shared) == expected
