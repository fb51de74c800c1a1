"""A screen of its own, an accessibility bus, a real trust, and the app as a process of its own."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from app.demo.trust import DemoTrust
from app.signing.keystore import MemoryKeyStore
from tests.accessibility.screen_reader import BUTTON, ScreenReader, accessibility_address

ROOT = Path(__file__).parents[2]
PASSWORD = "a throw-away password"
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")


@pytest.fixture
def screen() -> Iterator[str]:
    """A free X display."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed")
    reads, writes = os.pipe()
    command = ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(writes,), stderr=subprocess.DEVNULL) as server:
        os.close(writes)
        with os.fdopen(reads) as told:
            number = told.readline().strip()
        yield f":{number}"
        server.terminate()


@pytest.fixture
def accessibility_bus(screen: str, bus_with_key_store: str) -> Iterator[str]:
    """A session bus with the accessibility bus named on it."""
    if not (bus_with_key_store and LAUNCHER.exists()):
        pytest.skip("at-spi2-core, dbus or gnome-keyring is not installed")
    environment = {**os.environ, "DISPLAY": screen, "DBUS_SESSION_BUS_ADDRESS": bus_with_key_store}
    command = [str(LAUNCHER), "--launch-immediately"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as launcher:
        accessibility_address(bus_with_key_store)
        yield bus_with_key_store
        launcher.terminate()


@pytest.fixture
def trust() -> Iterator[DemoTrust]:
    """The demo's trust, served for real."""
    with DemoTrust(MemoryKeyStore(), PASSWORD, lambda _line: None) as running:
        yield running


@pytest.fixture
def start(screen: str, accessibility_bus: str) -> Iterator[Callable[..., ScreenReader]]:
    """Starts `undersigned` with these arguments on that screen; answers what reads its window by name and role."""
    environment = {
        **os.environ,
        "DISPLAY": screen,
        "DBUS_SESSION_BUS_ADDRESS": accessibility_bus,
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "LC_ALL": "C.UTF-8",
    }
    with ExitStack() as ends:

        def start(*arguments: str, shows: str) -> ScreenReader:
            command = [sys.executable, "-m", "app", *arguments]
            program = ends.enter_context(subprocess.Popen(command, cwd=ROOT, env=environment))
            ends.callback(program.terminate)
            reader = ScreenReader(accessibility_bus, program.pid)
            ends.callback(reader.close)
            reader.until(BUTTON, shows)
            give_keyboard_to_the_window(screen)
            return reader

        yield start


class _Attributes(ctypes.Structure):
    """The beginning of XWindowAttributes (Xlib); the rest is only kept room for."""

    _fields_ = (("at", ctypes.c_int * 2), ("size", ctypes.c_int * 2), ("rest", ctypes.c_byte * 400))


def give_keyboard_to_the_window(display: str) -> None:
    """Do what a window manager does for a new window: there is none on this screen."""
    x11 = ctypes.CDLL("libX11.so.6")
    handle, number = ctypes.c_void_p, ctypes.c_ulong
    x11.XOpenDisplay.restype, x11.XDefaultRootWindow.restype = handle, number
    screen = handle(x11.XOpenDisplay(display.encode()))
    ignored, windows, count = number(), ctypes.POINTER(number)(), ctypes.c_uint()
    root = number(x11.XDefaultRootWindow(screen))
    x11.XQueryTree(screen, root, *map(ctypes.byref, (ignored, ignored, windows, count)))
    for place in range(count.value):
        found = _Attributes()
        x11.XGetWindowAttributes(screen, number(windows[place]), ctypes.byref(found))
        if found.size[0] > 200:
            x11.XSetInputFocus(screen, number(windows[place]), 1, number(0))
    x11.XSync(screen, 0)
    x11.XFree(windows)
    x11.XCloseDisplay(screen)
