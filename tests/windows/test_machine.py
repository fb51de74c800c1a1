"""What Windows tells of its profiles and of the Credential Manager, and the folder for the lock and the pipe's name."""

import winreg
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer

from app.login import sensing_windows
from app.ui.single_instance import first_window, own_folder, this_session

NATIVE = winreg.KEY_ALL_ACCESS | winreg.KEY_WOW64_64KEY
ROAMING = 2  # PT_ROAMING, userenv.h
TELLS = (
    "import sys; from pathlib import Path; from app.ui.single_instance import first_window\n"
    "found = first_window(None, by_person=True, folder=Path(sys.argv[1]), patience=10)\n"
    "print('told' if found is None else 'first' if found.is_first else 'own', flush=True)\n"
    "sys.stdin.read()\n"
)


@pytest.fixture
def computer_registry():
    """Set numbers in the computer's registry; what was there before comes back."""
    before = []

    def put(path, name, number):
        with winreg.CreateKeyEx(winreg.HKEY_LOCAL_MACHINE, path, 0, NATIVE) as key:
            try:
                before.append((path, name, winreg.QueryValueEx(key, name)))
            except FileNotFoundError:
                before.append((path, name, None))
            winreg.SetValueEx(key, name, 0, winreg.REG_DWORD, number)

    yield put
    for path, name, kept in reversed(before):
        with suppress(FileNotFoundError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path, 0, NATIVE) as key:
            if kept is None:
                winreg.DeleteValue(key, name)
            else:
                winreg.SetValueEx(key, name, 0, kept[1], kept[0])


def own_profile_list():
    return rf"{sensing_windows._PROFILES}\{sensing_windows._own_sid()}"


def test_an_ordinary_profile_is_not_one_that_is_wiped():
    assert sensing_windows.is_wiped() is False
    assert sensing_windows.forbids_keys() is False


def test_the_account_is_known_by_its_sid_and_the_session_by_its_number():
    assert sensing_windows._own_sid().startswith("S-1-5-")
    assert this_session().isdecimal()


def test_a_mandatory_profile_is_known_by_its_hive(profile, monkeypatch):
    folder = profile["LOCALAPPDATA"]
    monkeypatch.setenv("USERPROFILE", str(folder))
    (folder / "NTUSER.MAN").write_bytes(b"")
    assert sensing_windows.is_wiped() is True


@pytest.mark.parametrize(
    ("state", "wiped"),
    [(0x001, True), (0x020, True), (0x080, True), (0x800, True), (0x804, True), (0, False), (0x104, False)],
    ids=[
        "mandatory",
        "cache deleted",
        "guest",
        "temporary",
        "temporary new",
        "local",
        "an administrator, new",
    ],
)
def test_the_profiles_state_in_the_registry_tells_whether_it_is_wiped(computer_registry, state, wiped):
    computer_registry(own_profile_list(), "State", state)
    assert sensing_windows.is_wiped() is wiped


@pytest.mark.parametrize("deleted", [True, False])
def test_a_roaming_profile_is_wiped_where_policy_deletes_the_copy(computer_registry, monkeypatch, deleted):
    """That the profile roams is said here in the system's place; the policy is read from the registry."""
    monkeypatch.setattr(sensing_windows, "_profile_type", lambda: ROAMING)
    computer_registry(sensing_windows._SYSTEM_POLICY, "DeleteRoamingCache", int(deleted))
    assert sensing_windows.is_wiped() is deleted


def test_windows_tells_of_the_screen_and_the_keys_with_nothing_left_unsaid():
    assert sensing_windows._notification_state() in range(1, 8)  # QUERY_USER_NOTIFICATION_STATE, shellapi.h
    senses = sensing_windows.senses()
    # Nobody presents, locks or mirrors the screen of a test.
    assert (senses.locked, senses.presenting, senses.full_screen, senses.mirrored) == (False,) * 4
    assert senses.undisturbed is False
    assert senses.idle_seconds >= 0


def test_the_folder_for_lock_and_name_is_in_the_profile_that_does_not_roam(profile):
    assert own_folder() == Path(profile["LOCALAPPDATA"], "undersigned", "run")


def test_a_second_start_reaches_the_first_window_by_its_pipe(profile, qapp, another_process):
    folder = own_folder()
    first = first_window(None, by_person=True, folder=folder)
    first.listen()
    heard = []
    first.rung.connect(heard.append)
    another_process(TELLS, folder)
    loop, ends = QEventLoop(), QTimer()
    ends.singleShot(20_000, loop.quit)
    first.rung.connect(lambda _: loop.quit())
    loop.exec()
    assert heard == [True]
    first.close()
