"""What each system's answers mean, read from answers of the form that the system gives."""

import plistlib

import pytest

from app.login import sensing_linux, sensing_macos
from app.login.moment import Senses
from app.login.sensing_posix import account_of, answer
from app.login.sensing_windows import same_source_twice

X11 = {"DISPLAY": ":0", "XDG_SESSION_TYPE": "x11"}


def desktop(**answers):
    """Answers by the last word of the command, as a desktop's bus and its programs would."""
    return lambda command: answers.get(command[-1].replace("-", "").replace("_NET_", ""))


def test_gnome_tells_of_locks_keys_and_programs_that_must_not_be_disturbed():
    bus = desktop(**{"GetActive": "b false\n", "GetIdletime": "t 1200\n", "8": "b true\n"})
    found = sensing_linux.senses(bus, {"XDG_SESSION_TYPE": "wayland", "DISPLAY": ":0"})
    assert found == Senses(locked=False, undisturbed=True, idle_seconds=1.2)


@pytest.mark.parametrize(
    ("state", "full"),
    [("_NET_WM_STATE(ATOM) = _NET_WM_STATE_FULLSCREEN\n", True), ("_NET_WM_STATE(ATOM) = \n", False)],
)
def test_a_window_manager_tells_of_a_full_screen(state, full):
    manager = desktop(
        ACTIVE_WINDOW="_NET_ACTIVE_WINDOW(WINDOW): window id # 0x1400003, 0x0\n", WM_STATE=state
    )
    assert sensing_linux.senses(manager, X11).full_screen is full


@pytest.mark.parametrize(
    ("second", "mirrored"), [("1920/527x1080/296+0+0", True), ("1920/527x1080/296+1920+0", False)]
)
def test_two_monitors_at_one_place_are_mirrored(second, mirrored):
    listed = f"Monitors: 2\n 0: +*eDP-1 1920/309x1080/174+0+0  eDP-1\n 1: +HDMI-1 {second}  HDMI-1\n"
    assert sensing_linux.senses(desktop(listmonitors=listed), X11).mirrored is mirrored


def test_a_desktop_that_tells_nothing_is_believed_to_tell_nothing():
    assert sensing_linux.senses(desktop(), {}) == Senses()
    assert sensing_linux.senses(desktop(**{"GetIdletime": "t\n", "8": "s x"}), X11) == Senses()


def test_macos_tells_of_locks_keys_and_displays_kept_awake():
    console = plistlib.dumps({"IOConsoleUsers": [{"CGSSessionScreenIsLocked": True}]}).decode()
    keys = plistlib.dumps([{"HIDIdleTime": 2_500_000_000}]).decode()
    awake = "Assertion status system-wide:\n   PreventUserIdleDisplaySleep    1\n   ApplePushServiceTask  0\n"
    said = {"Root": console, "IOHIDSystem": keys}
    found = sensing_macos.senses(lambda command: said.get(command[2], awake if "pmset" in command else None))
    assert (found.locked, found.idle_seconds, found.undisturbed) == (True, 2.5, True)


def test_a_mac_that_tells_nothing_is_believed_to_tell_nothing():
    found = sensing_macos.senses(lambda command: "not a property list")
    assert (found.locked, found.idle_seconds, found.undisturbed, found.full_screen) == (
        None,
        None,
        None,
        None,
    )


def test_windows_display_paths_from_one_source_are_a_clone():
    left, right = bytes(12), b"\x01" + bytes(11)
    rest = bytes(60)
    assert same_source_twice(left + rest + left + b"\x07" * 60)
    assert not same_source_twice(left + rest + right + rest)
    assert not same_source_twice(b"")


@pytest.mark.skipif("sys.platform == 'win32'", reason="Windows has accounts of another kind")
def test_service_accounts_are_told_by_their_number():
    assert not account_of(0, 1000).is_service
    assert account_of(1, 1000).is_service
    assert account_of(65534, 1000).is_service
    assert account_of(2_000_000_000, 1000).is_service  # an account that nobody knows


def test_a_program_that_is_missing_fails_or_hangs_tells_nothing():
    assert answer(["undersigned-no-such-program"]) is None
