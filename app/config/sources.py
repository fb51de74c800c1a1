"""Who may set what: every place that settings come from, merged in their order."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from app.config import files, macos, windows
from app.config.files import NotTheTrustsError, UnreadableSettingsError
from app.config.owner import owner as windows_owner
from app.config.settings import KINDS, Config

TRUST = "trust"
YOU = "you"


class Source(NamedTuple):
    """One place that settings come from.

    `name` stands in sentences; `origin` is "trust" or "you"; `read` returns what is set there or raises
    UnreadableSettingsError.
    """

    name: str
    origin: str
    read: Callable[[], Mapping[str, object]]


def load(trust_file: Path, user_file: Path) -> Config:
    """Read the two files alone, the trust's winning. A file that is not there sets nothing."""
    return merged((_file(trust_file, TRUST), _file(user_file, YOU)))


def load_here(user_file: Path, platform: str = sys.platform) -> Config:
    """Read everything that sets something on this computer, with `user_file` as the person's own."""
    return merged((*_trusts(platform), _file(user_file, YOU)))


def load_trusts(platform: str = sys.platform) -> Config:
    """Read what the trust sets on this computer, leaving the person's own file aside."""
    return merged(_trusts(platform))


def merged(sources: Iterable[Source]) -> Config:
    """Put the settings of `sources` together, the first that sets a key winning."""
    config = Config()
    for source in reversed(tuple(sources)):
        config = _with(config, source)
    return config


def _trusts(platform: str) -> tuple[Source, ...]:
    path, owner = files.machine_file(platform), windows_owner if platform == "win32" else None
    return (*_managed(platform), Source(path.name, TRUST, partial(files.read_trusts, path, owner)))


def _managed(platform: str) -> tuple[Source, ...]:
    if platform == "win32":
        return (
            Source("Windows policy for this computer", TRUST, partial(windows.read_policy, "HKLM")),
            Source("Windows policy for this account", TRUST, partial(windows.read_policy, "HKCU")),
        )
    if platform == "darwin":
        whole, account = macos.managed_file(None), macos.managed_file(os.environ.get("USER") or "nobody")
        return (
            Source("the profile for this computer", TRUST, partial(macos.read_managed, whole)),
            Source("the profile for this account", TRUST, partial(macos.read_managed, account)),
        )
    return ()


def _file(path: Path, origin: str) -> Source:
    return Source(path.name, origin, partial(files.read, path))


def _with(config: Config, source: Source) -> Config:
    try:
        table = source.read()
    except UnreadableSettingsError as error:
        problem = f"{source.name} could not be read, so its settings were left out."
        if isinstance(error, NotTheTrustsError):
            problem = f"{source.name} was not made by an administrator, so its settings were left out."
        lost = frozenset(KINDS) if source.origin == TRUST else frozenset()
        return replace(config, problems=(*config.problems, problem), unclear=config.unclear | lost)
    values: dict[str, object] = {}
    problems: list[str] = []
    for name, value in table.items():
        try:
            values[name] = _value(name, value, source.origin)
        except ValueError as error:
            problems.append(f"{source.name}: “{name}” {error}, so it was left out.")
    wrong = table.keys() & KINDS.keys() - values.keys() if source.origin == TRUST else set()
    return replace(
        config,
        **values,  # type: ignore[arg-type]
        origins={**config.origins, **dict.fromkeys(values, source.origin)},
        sources={**config.sources, **dict.fromkeys(values, source.name)},
        problems=(*config.problems, *problems),
        unclear=(config.unclear - values.keys()) | wrong,
    )


def _value(name: str, value: object, origin: str) -> object:
    setting = KINDS.get(name)
    if setting is None:
        msg = "is not a setting"
        raise ValueError(msg)
    if setting.trust_only and origin != TRUST:
        msg = "can be set by the trust alone"
        raise ValueError(msg)
    return setting.kind.read(value)
