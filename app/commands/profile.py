"""The staff app of one person put together: their settings, their file, their key store, the way to HR's service.

`--profile DIR` names another folder than the person's own: a second profile, a test, a demo.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app import config as settings
from app.config import Config
from app.login.check import default_state_file
from app.signing.late_keystore import LateKeyStore
from app.storage.database import Database
from app.storage.locations import database_file, user_settings_file
from app.sync.connect import connector
from app.workflows.context import Context

if TYPE_CHECKING:
    from argparse import ArgumentParser

Proxies = Callable[[str], Mapping[str, str]]
"""Answers an address with the proxies for it by scheme, `{}` for none; it may take seconds."""


@dataclass(frozen=True)
class Profile:
    """A person's staff app: what workflows need, the settings, and where their own settings are kept."""

    context: Context
    config: Config
    user_file: Path


def parser(command: str, description: str | None) -> "ArgumentParser":
    """Return the argument parser of a staff command, with `--profile`."""
    import argparse  # noqa: PLC0415 - the window, started without options, does not wait for it

    made = argparse.ArgumentParser(prog=f"undersigned {command}".strip(), description=description)
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
    """Open the profile in `folder`, or the person's own; raises an error of `app.storage.database`."""
    user_file = user_settings_file(folder)
    config = settings.load_here(user_file)
    way = way_out(config.proxy, proxies)
    database = Database.open(database_file(folder), _now)
    try:
        context = Context(
            database=database,
            keystore=LateKeyStore(),
            clock=_now,
            random=os.urandom,
            connect=connector(way),
            state_file=folder / "state.txt" if folder else Path(default_state_file()),
            app_version=settings.APP,
            proxies=way,
        )
        yield Profile(context, config, user_file)
    finally:
        database.close()


def window_options(arguments: Sequence[str]) -> tuple[Path | None, bool]:
    """Read the options of the staff window: the profile's folder, and whether the login started it."""
    if list(arguments) in ([], ["--at-login"]):
        return None, bool(arguments)
    options = parser("", "Open the staff window.")
    options.add_argument("--at-login", action="store_true", help="started by the system, not by the person")
    found = options.parse_args(arguments)
    return found.profile, found.at_login


def _now() -> datetime:
    return datetime.now(UTC)
