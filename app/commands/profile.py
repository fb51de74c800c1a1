"""The staff app of one person put together: their settings, their file, their key store, the way to HR's service.

`--profile DIR` names another folder than the person's own: a second profile, a test, a demo.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from app import config as settings
from app.config import Config
from app.errors import RefusedError
from app.login.check import default_state_file
from app.login.machine import Keeping, Machine, machine
from app.login.sensing import system_sensing
from app.signing.late_keystore import LateKeyStore
from app.storage.database import Database
from app.storage.locations import database_file, user_settings_file
from app.sync.connect import connector
from app.workflows.context import Context

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from app.signing.keystore import KeyStore

Proxies = Callable[[str], Mapping[str, str]]
"""Answers an address with the proxies for it by scheme, `{}` for none; it may take seconds."""


class NothingKeptHereError(RefusedError):
    """A command without a window, on an account where nothing is kept."""

    sentence = "Nothing is kept on this computer account, so this works in the window alone."
    next_step = "Start “undersigned”, and sign in there."


class Profile(NamedTuple):
    """A person's staff app: what workflows need, the settings, where their own settings are kept, whose machine it is.

    `user_file` is None where nothing of them may be kept.
    """

    context: Context
    config: Config
    user_file: Path | None
    machine: Machine


class WindowOptions(NamedTuple):
    """How the staff window was started: the profile's folder, by the system at login, for several people."""

    folder: Path | None = None
    at_login: bool = False
    shared: bool = False


def parser(command: str, description: str | None) -> "ArgumentParser":
    """Return the argument parser of a staff command, with `--profile`."""
    from app.config.arguments import Parser  # noqa: PLC0415 - the window, started without options, does not wait for it

    made = Parser(prog=f"undersigned {command}".strip(), description=description)
    made.add_argument("--profile", type=Path, metavar="DIR", help="a folder instead of the person's own")
    return made


def system_proxies_unknown(_address: str) -> Mapping[str, str]:
    """Answer that there is no proxy, where no window can ask the system."""
    return {}


def way_out(proxy: str, system: Proxies) -> Proxies:
    """Return the way to an address by the setting `proxy`: as the system says, straight, or by that proxy.

    Plain http goes to this very computer alone, and never through a proxy.
    """
    if proxy == "system":
        return system
    way = {} if proxy == "none" else {"http": proxy, "https": proxy}
    return lambda address: {} if address.startswith("http://") else way


@contextmanager
def open_profile(folder: Path | None, proxies: Proxies) -> Iterator[Profile]:
    """Open the profile in `folder`, or the person's own, for a command without a window.

    Raises NothingKeptHereError or an error of `app.storage.database`.
    """
    with closing(Sittings(folder, proxies)) as sittings:
        profile = sittings.begin()
        if profile.machine.keeping is Keeping.IN_MEMORY:
            raise NothingKeptHereError
        yield profile


class Sittings:
    """What one person after the other begins with; on an account of one's own there is one sitting.

    Args:
        folder: the profile's folder; None is the person's own.
        proxies: what the system knows of proxies.
        shared: several people use this account, whatever the settings say.
    """

    def __init__(self, folder: Path | None, proxies: Proxies, *, shared: bool = False) -> None:
        self._folder = folder
        self._proxies = proxies
        self._shared = shared
        self._user_file = user_settings_file(folder)
        self._state_file = folder / "state.txt" if folder else Path(default_state_file())
        self._open: list[Database] = []

    def begin(self, *, shared: bool = False) -> Profile:
        """Begin a sitting by the settings as they are now; raises an error of `app.storage.database`."""
        config = settings.load_here(self._user_file)
        whose = self._machine(config)
        if shared or self._shared:
            whose = Machine(Keeping.IN_MEMORY, is_shared=True)
        return Profile(
            self._context(config, whose), config, None if whose.is_shared else self._user_file, whose
        )

    def end(self, context: Context) -> None:
        """Close what a sitting used; what was in memory alone is gone."""
        self._open.remove(context.database)
        context.database.close()

    def close(self) -> None:
        """Close whatever is open."""
        for database in self._open:
            database.close()
        self._open.clear()

    def choose(self, *, shared: bool) -> None:
        """Keep that several people use this account, or do not; raises OSError."""
        from app.login.state import say_shared  # noqa: PLC0415 - only when something is chosen

        settings.save(self._user_file, shared_computer="yes" if shared else "no")
        say_shared(self._state_file, shared=shared)

    def _machine(self, config: Config) -> Machine:
        is_known = database_file(self._folder).exists()
        return machine(config, system_sensing(), is_known=is_known, elsewhere=self._folder is not None)

    def _context(self, config: Config, whose: Machine) -> Context:
        way = way_out(config.proxy, self._proxies)
        in_memory = whose.keeping is Keeping.IN_MEMORY
        database = Database.in_memory() if in_memory else Database.open(database_file(self._folder), _now)
        self._open.append(database)
        return Context(
            database=database,
            keystore=_memory_key_store() if in_memory else LateKeyStore(),
            clock=_now,
            random=os.urandom,
            connect=connector(way),
            state_file=None if whose.is_shared else self._state_file,
            app_version=settings.APP,
            send_completions_at_once=whose.keeping is not Keeping.HERE,
            proxies=way,
            keeping=whose.keeping,
        )


def window_options(arguments: Sequence[str]) -> WindowOptions:
    """Read the options of the staff window."""
    if list(arguments) in ([], ["--at-login"]):
        return WindowOptions(at_login=bool(arguments))
    options = parser("", "Open the staff window.")
    options.add_argument("--at-login", action="store_true", help="started by the system, not by the person")
    options.add_argument(
        "--shared", action="store_true", help="several people use this account: keep nothing"
    )
    found = options.parse_args(arguments)
    return WindowOptions(found.profile, found.at_login, found.shared)


def _memory_key_store() -> "KeyStore":
    from app.signing.keystore import MemoryKeyStore  # noqa: PLC0415 - late: it brings the crypto library

    return MemoryKeyStore()


def _now() -> datetime:
    return datetime.now(UTC)
