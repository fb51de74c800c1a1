r"""The settings of one installation: what may be set, by whom, and which one wins.

Rules:

* the trust's settings win over the person's, and the person's over the defaults, key by key;
* every value remembers who set it, so that the window can show what is set by the trust;
* a wrong value is named in `problems` and ignored; it never stops the app;
* nothing here is read at import, and there is no global: `load` is called once and the result handed down.

The trust's file is `/etc/undersigned/settings.toml` (Linux), `/Library/Application Support/Undersigned/
settings.toml` (macOS) or `%ProgramData%\Undersigned\settings.toml` (Windows). The person's file is
`settings.toml` in the folder that `app.storage.locations` names.
"""

import json
import os
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

VERSION = "0.1.0"
APP = f"undersigned {VERSION}"


def _text(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value.strip()) <= 400:
        msg = "must be words between quotes"
        raise ValueError(msg)
    return value.strip()


def _url(value: object) -> str:
    text = _text(value).rstrip("/")
    if not text.startswith(("https://", "http://127.0.0.1", "http://[::1]", "http://localhost")):
        msg = "must start with https://"
        raise ValueError(msg)
    return text


def _scale(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 80 <= value <= 300:
        msg = "must be a whole number from 80 to 300"
        raise ValueError(msg)
    return value


def _choice(*allowed: str) -> Callable[[object], str]:
    def one_of(value: object) -> str:
        if value not in allowed:
            msg = f"must be one of: {', '.join(allowed)}"
            raise ValueError(msg)
        return str(value)

    return one_of


def _setting(read: Callable[[object], object]) -> dict[str, Callable[[object], object]]:
    return {"read": read}


@dataclass(frozen=True)
class Config:
    """Every setting, with its default.

    `text_scale` is in per cent; `contact_…` are the words shown when somebody needs to talk, such as a name and a
    telephone number. `origins` tells who set each key: "trust" or "you". `problems` are sentences.
    """

    server: str | None = field(default=None, metadata=_setting(_url))
    scheme: str = field(
        default="system", metadata=_setting(_choice("system", "light", "dark", "high-contrast"))
    )
    text_scale: int = field(default=100, metadata=_setting(_scale))
    contact_line_manager: str = field(default="your line manager", metadata=_setting(_text))
    contact_headteacher: str = field(default="your headteacher", metadata=_setting(_text))
    contact_safeguarding: str = field(
        default="your school’s designated safeguarding lead", metadata=_setting(_text)
    )
    contact_whistleblowing: str = field(
        default="the contact named in the Trust’s Whistleblowing Policy", metadata=_setting(_text)
    )
    contact_hr: str = field(default="the Human Resources Team", metadata=_setting(_text))
    origins: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


_READERS: dict[str, Callable[[object], object]] = {
    f.name: f.metadata["read"] for f in fields(Config) if "read" in f.metadata
}


def machine_file(platform: str = sys.platform, environ: Mapping[str, str] = os.environ) -> Path:
    """Return where the trust's settings file is on `platform` (a value of `sys.platform`)."""
    if platform == "win32":
        return Path(environ.get("ProgramData", r"C:\ProgramData")) / "Undersigned" / "settings.toml"
    if platform == "darwin":
        return Path("/Library/Application Support/Undersigned/settings.toml")
    return Path("/etc/undersigned/settings.toml")


def load(trust_file: Path, user_file: Path) -> Config:
    """Read both files, the trust's winning. A file that is not there sets nothing."""
    config = Config()
    for path, origin in ((user_file, "you"), (trust_file, "trust")):
        config = _with_file(config, path, origin)
    return config


def save(user_file: Path, **settings: str | int) -> None:
    """Keep `settings` in the person's file beside what is there already; raises OSError."""
    kept = {name: value for name, value in _table(user_file)[0].items() if name in _READERS} | settings
    lines = [f"{name} = {json.dumps(value)}\n" for name, value in sorted(kept.items())]
    user_file.parent.mkdir(parents=True, exist_ok=True)
    fresh = user_file.with_suffix(".new")
    fresh.write_text("".join(lines), encoding="utf-8")
    fresh.replace(user_file)


def _with_file(config: Config, path: Path, origin: str) -> Config:
    table, problems = _table(path)
    values: dict[str, object] = {}
    for name, value in table.items():
        try:
            values[name] = _READERS[name](value)
        except KeyError:
            problems.append(f"{path.name}: “{name}” is not a setting, so it was left out.")
        except ValueError as error:
            problems.append(f"{path.name}: “{name}” {error}, so it was left out.")
    return replace(
        config,
        **values,  # type: ignore[arg-type]
        origins={**config.origins, **dict.fromkeys(values, origin)},
        problems=(*config.problems, *problems),
    )


def _table(path: Path) -> tuple[dict[str, object], list[str]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig")), []
    except FileNotFoundError:
        return {}, []
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}, [f"{path.name} could not be read, so its settings were left out."]
