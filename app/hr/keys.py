"""Where the service key comes from: a file of mode 600, or a secret named in the environment.

* It is the same on every host that serves one log; two logs never share one.
* A file that others may read is refused, not repaired: whoever made it so should know.
* The text is the 32-byte seed in base64url, with nothing else.
"""

import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

from app.errors import RefusedError, UnavailableError, UndersignedError
from app.signing.keys import PrivateKey, b64url, b64url_decode

KEY_FILE = "service.key"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class ServiceKeyMissingError(UnavailableError):
    """There is no service key where it was said to be."""

    sentence = "The service key is not there."
    next_step = "Check the folder given with --data, or name the key with --service-key or --service-key-env."


class ServiceKeyOpenError(RefusedError):
    """Others than the owner may use the key's file."""

    sentence = "Other people on this computer could read the service key."
    next_step = "Let only its owner read it (chmod 600), and think about whether anyone already has."


class ServiceKeyShapeError(RefusedError):
    """What was found is not a key."""

    sentence = "What is kept as the service key is not a key."
    next_step = "Put the right file or secret back from your backup."


class ServiceKeyExistsError(RefusedError):
    """A key is there already, and is not to be replaced."""

    sentence = "There is a service key in this folder already."
    next_step = "Choose an empty folder, or another name."


def key_from_file(path: Path) -> PrivateKey:
    """Read the key in `path`; raises ServiceKeyMissingError, ServiceKeyOpenError or ServiceKeyShapeError."""
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="ascii")
    except OSError as error:
        raise ServiceKeyMissingError from error
    except UnicodeDecodeError:
        raise ServiceKeyShapeError from None
    # Windows has no such mode bits: there the folder's own permissions decide.
    if os.name == "posix" and mode & _OTHERS:
        raise ServiceKeyOpenError
    return _key(text)


def key_from_environment(name: str, environment: Mapping[str, str]) -> PrivateKey:
    """Read the key in the variable `name`; raises ServiceKeyMissingError or ServiceKeyShapeError."""
    text = environment.get(name)
    if not text:
        raise ServiceKeyMissingError
    return _key(text)


def make_key_file(path: Path, random: Callable[[int], bytes]) -> PrivateKey:
    """Make a new key and keep it in `path` with mode 600; raises ServiceKeyExistsError."""
    key = PrivateKey.generate(random)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise ServiceKeyExistsError from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(b64url(key.seed))
        file.flush()
        os.fsync(file.fileno())
    return key


def _key(text: str) -> PrivateKey:
    try:
        return PrivateKey.from_seed(b64url_decode(text.strip()))
    except UndersignedError:
        # Not chained: nothing of what was found may travel further.
        raise ServiceKeyShapeError from None
