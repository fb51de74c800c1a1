r"""The two settings files, in TOML: the trust's and the person's.

The trust's is `/etc/undersigned/settings.toml` (Linux), `/Library/Application Support/Undersigned/settings.toml`
(macOS) or `%ProgramData%\Undersigned\settings.toml` (Windows). The person's is in the folder that
`app.storage.locations` names. On Windows everybody may make files in `%ProgramData%`: there the trust's counts only
where it belongs to the system or to administrators (`app.config.owner`). TOML's reader is imported only where there is a file: the first paint waits for it.
"""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from app.config.owner import is_the_trusts
from app.config.settings import KINDS


class UnreadableSettingsError(ValueError):
    """A place for settings is there, but cannot be read."""


class NotTheTrustsError(UnreadableSettingsError):
    """What stands in the place of the trust's file is somebody else's."""


def machine_file(platform: str = sys.platform, environ: Mapping[str, str] = os.environ) -> Path:
    """Return where the trust's settings file is on `platform` (a value of `sys.platform`)."""
    if platform == "win32":
        return Path(environ.get("ProgramData", r"C:\ProgramData")) / "Undersigned" / "settings.toml"
    if platform == "darwin":
        return Path("/Library/Application Support/Undersigned/settings.toml")
    return Path("/etc/undersigned/settings.toml")


def read(path: Path) -> dict[str, object]:
    """Return what the file sets, nothing where there is none; raises UnreadableSettingsError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableSettingsError from error
    import tomllib  # noqa: PLC0415 (see above)

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableSettingsError from error


def read_trusts(path: Path, owner: Callable[[Path], str | None] | None) -> dict[str, object]:
    """Return what the trust's file sets; raises UnreadableSettingsError, also where it is somebody else's.

    `owner` tells whose a file or a folder is, as a SID; None where nobody but an administrator can write there.
    """
    there = os.path.exists(path)  # noqa: PTH110 (pathlib's raises where nobody may look)
    if there and owner is not None and not is_the_trusts((owner(path.parent), owner(path))):
        raise NotTheTrustsError
    return read(path)


def save(user_file: Path, **settings: str | int) -> None:
    """Keep `settings` in the person's file beside what is there already; raises OSError."""
    import json  # noqa: PLC0415 (only when something is kept)

    kept = {name: value for name, value in _kept(user_file).items() if name in KINDS} | settings
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in sorted(kept.items())]
    user_file.parent.mkdir(parents=True, exist_ok=True)
    fresh = user_file.with_suffix(".new")
    fresh.write_text("".join(lines), encoding="utf-8")
    fresh.replace(user_file)


def _kept(user_file: Path) -> dict[str, object]:
    try:
        return read(user_file)
    except UnreadableSettingsError:
        return {}
