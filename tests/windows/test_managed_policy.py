"""Windows policy, read from the registry where Group Policy writes it, by the code and by the login command."""

import subprocess
import sys
import winreg
from contextlib import suppress
from pathlib import Path

import pytest

from app import config
from app.commands.autostart import login_command
from app.config.windows import POLICY_KEY
from app.login.check import default_state_file
from app.login.sensing_windows import account

COMPUTER, PERSON = winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER
NATIVE = winreg.KEY_ALL_ACCESS | winreg.KEY_WOW64_64KEY


@pytest.fixture
def policy():
    """Set values of the policy of the computer or of the account; the keys are deleted afterwards."""
    for hive in (COMPUTER, PERSON):
        with pytest.raises(FileNotFoundError):  # else the test would touch a real trust's policy
            winreg.OpenKey(hive, POLICY_KEY, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY)

    def put(hive, name, kind, value):
        with winreg.CreateKeyEx(hive, POLICY_KEY, 0, NATIVE) as key:
            winreg.SetValueEx(key, name, 0, kind, value)

    yield put
    for hive in (COMPUTER, PERSON):
        with suppress(FileNotFoundError):
            winreg.DeleteKeyEx(hive, POLICY_KEY, winreg.KEY_WOW64_64KEY)


def loaded(profile):
    return config.load_here(profile["LOCALAPPDATA"] / "undersigned" / "settings.toml")


def said(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def test_text_numbers_and_lists_are_read_as_group_policy_writes_them(policy, profile):
    policy(COMPUTER, "server", winreg.REG_SZ, "https://hr.trust.example")
    policy(COMPUTER, "Shared_Minutes", winreg.REG_DWORD, 25)
    policy(COMPUTER, "lesson_hours", winreg.REG_MULTI_SZ, ["Mon-Fri 08:50-12:15", "Mon-Fri 13:10-15:20"])
    found = loaded(profile)
    assert (found.server, found.shared_minutes) == ("https://hr.trust.example", 25)
    assert len(found.lesson_hours) == 2
    assert {found.origins[name] for name in ("server", "shared_minutes", "lesson_hours")} == {"trust"}
    assert found.problems == ()


def test_the_computers_policy_wins_over_the_accounts_and_both_over_the_person(policy, profile):
    policy(PERSON, "server", winreg.REG_SZ, "https://account.trust.example")
    policy(PERSON, "scheme", winreg.REG_SZ, "dark")
    policy(COMPUTER, "server", winreg.REG_SZ, "https://computer.trust.example")
    config.save(profile["LOCALAPPDATA"] / "undersigned" / "settings.toml", scheme="light", text_scale=150)
    found = loaded(profile)
    assert (found.server, found.scheme, found.text_scale) == ("https://computer.trust.example", "dark", 150)
    assert found.origins == {"server": "trust", "scheme": "trust", "text_scale": "you"}


@pytest.mark.parametrize(
    ("kind", "value"), [(winreg.REG_BINARY, b"\xff\x00"), (winreg.REG_SZ, "bright"), (winreg.REG_DWORD, 7)]
)
def test_a_wrong_value_is_named_ignored_and_reported(policy, profile, kind, value):
    policy(COMPUTER, "scheme", kind, value)
    policy(PERSON, "scheme", winreg.REG_SZ, "dark")
    found = loaded(profile)
    assert found.scheme == "dark"
    (problem,) = found.problems
    assert "scheme" in str(problem)
    assert "Windows policy for this computer" in str(problem)


def test_the_login_command_leaves_out_an_account_that_the_policy_does_not_match(policy, profile):
    assert not Path(default_state_file()).exists()
    assert said(*login_command(), "--explain").startswith("Opens: ")
    policy(COMPUTER, "staff_accounts", winreg.REG_SZ, "TRUST\\staff.*")
    assert said(*login_command(), "--explain").startswith("Stays closed: ")
    policy(COMPUTER, "staff_accounts", winreg.REG_SZ, f"TRUST\\staff.*; {account().name}")
    assert said(*login_command(), "--explain").startswith("Opens: ")


def test_doctor_says_who_set_what(policy, profile):
    policy(COMPUTER, "server", winreg.REG_SZ, "https://127.0.0.1:9")
    report = said(sys.executable, "-m", "app", "doctor")
    assert "https://127.0.0.1:9" in report
    assert "Windows policy for this computer" in report
