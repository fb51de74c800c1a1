"""The person's secrets, kept in the operating system's own key store through `keyring`.

* Back ends are allowed by name; files, `keyrings.alt`, null and fail back ends are refused. A chain of back ends
  is looked through to its allowed members. What the person or IT configured is not worked around.
* Every call runs off the calling thread with a deadline. A store that hangs (a hidden prompt, a dead bus) hangs a
  daemon thread, never the window and never the end of the process.
* One call at a time: one that outlived its deadline must end before the next begins, so that a late write cannot
  overwrite a newer one.
* What is written is read back and compared.
* No secret appears in an error, a repr or a log; therefore errors from below travel as their class's name only.
* Each kind of secret has a service name of its own: on Windows `keyring` moves a second account of one service.
"""

import hmac
import queue
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from app.errors import RefusedError, UnavailableError
from app.signing.keys import b64url, b64url_decode

T = TypeVar("T")

DEADLINE_SECONDS = 3.0

_VERSION = "v1."
_CHAIN = ("keyring.backends.chainer", "ChainerBackend")
_ALLOWED = {
    ("keyring.backends.Windows", "WinVaultKeyring"): "Windows Credential Manager",
    ("keyring.backends.macOS", "Keyring"): "macOS Keychain",
    ("keyring.backends.SecretService", "Keyring"): "the desktop's password store",
    ("keyring.backends.libsecret", "Keyring"): "the desktop's password store",
    ("keyring.backends.kwallet", "DBusKeyring"): "KDE Wallet",
    ("keyring.backends.kwallet", "DBusKeyringKWallet4"): "KDE Wallet",
}


class KeyStoreMissingError(UnavailableError):
    """No allowed key store answers on this computer."""

    sentence = "This computer has no safe place to keep your key, so nothing can be signed here yet."
    next_step = "Tell your IT helpdesk that the computer's password store is not there."


class KeyStoreLockedError(UnavailableError):
    """The key store is there but locked, or its prompt was dismissed."""

    sentence = "The place where your key is kept is locked."
    next_step = "Unlock your computer's password store, and try again."


class KeyStoreSlowError(UnavailableError):
    """The key store gave no answer before the deadline."""

    sentence = "The place where your key is kept has not answered yet."
    next_step = "If a window asks you to unlock it, do so, and try again. If not, log out and in again."


class KeyStoreBrokenError(UnavailableError):
    """The key store failed, gave a value that cannot be read, or gave back another value than was put in."""

    sentence = "The place where your key is kept did not work as it should."
    next_step = (
        "Try again. If it happens again, tell your IT helpdesk. What you have already signed stays valid."
    )


class KeyStore(Protocol):
    """Where secrets are kept, by service name and account."""

    def get(self, service: str, account: str) -> bytes | None:
        """Return the secret, or None if there is none."""

    def set(self, service: str, account: str, secret: bytes) -> None:
        """Keep the secret, replacing an older one."""

    def delete(self, service: str, account: str) -> None:
        """Forget the secret; it is fine if there is none."""

    @property
    def remembers(self) -> bool:
        """Whether a secret is still there after the program ends."""

    @property
    def name(self) -> str:
        """The store's name in plain words, to stand in a sentence."""


class Backend(Protocol):
    """The part of a `keyring` back end that is used."""

    def get_password(self, service: str, username: str, /) -> str | None:
        """Return the value or None."""

    def set_password(self, service: str, username: str, password: str, /) -> None:
        """Keep the value."""

    def delete_password(self, service: str, username: str, /) -> None:
        """Forget the value."""


class MemoryKeyStore:
    """A store that lasts as long as the program: for the demo, tests, and nothing else."""

    remembers = False
    name = "this program's memory"

    def __init__(self) -> None:
        self._secrets: dict[tuple[str, str], bytes] = {}

    def get(self, service: str, account: str) -> bytes | None:
        """Return the secret, or None if there is none."""
        return self._secrets.get((service, account))

    def set(self, service: str, account: str, secret: bytes) -> None:
        """Keep the secret until the program ends."""
        self._secrets[service, account] = bytes(secret)

    def delete(self, service: str, account: str) -> None:
        """Forget the secret; it is fine if there is none."""
        self._secrets.pop((service, account), None)

    def __repr__(self) -> str:
        return f"MemoryKeyStore({len(self._secrets)} secrets)"


class OsKeyStore:
    """The operating system's key store; make it with `open_os_keystore`.

    Args:
        backends: the back ends in order of preference: read from all, written to the first, deleted from all.
        deadline: seconds that any one call may take.
        name: the store's name in plain words.

    Every method raises KeyStoreMissingError, KeyStoreLockedError, KeyStoreSlowError or KeyStoreBrokenError.
    """

    remembers = True

    def __init__(
        self,
        backends: Sequence[Backend],
        deadline: float = DEADLINE_SECONDS,
        name: str = "the computer's key store",
    ) -> None:
        if not backends:
            raise KeyStoreMissingError
        self.name = name
        self._backends = tuple(backends)
        self._worker = _Worker(deadline)

    def get(self, service: str, account: str) -> bytes | None:
        """Return the secret, or None if there is none."""
        return self._worker.run(lambda: self._read(service, account))

    def set(self, service: str, account: str, secret: bytes) -> None:
        """Keep the secret; returns only when it has been read back and is the same."""
        self._worker.run(lambda: self._write(service, account, bytes(secret)))

    def delete(self, service: str, account: str) -> None:
        """Forget the secret; it is fine if there is none."""
        self._worker.run(lambda: self._erase(service, account))

    def _read(self, service: str, account: str) -> bytes | None:
        for backend in self._backends:
            value = backend.get_password(service, account)
            if value is not None:
                return _decode(value)
        return None

    def _write(self, service: str, account: str, secret: bytes) -> None:
        backend = self._backends[0]
        backend.set_password(service, account, _VERSION + b64url(secret))
        value = backend.get_password(service, account)
        if value is None or not hmac.compare_digest(_decode(value), secret):
            raise KeyStoreBrokenError

    def _erase(self, service: str, account: str) -> None:
        from keyring.errors import PasswordDeleteError  # noqa: PLC0415 - late, as everything of keyring

        for backend in self._backends:
            try:
                backend.delete_password(service, account)
            except PasswordDeleteError:
                # Back ends say the same for "was not there" and for "could not".
                if backend.get_password(service, account) is not None:
                    raise

    def __repr__(self) -> str:
        return f"OsKeyStore({self.name})"


def open_os_keystore(
    deadline: float = DEADLINE_SECONDS, find: Callable[[], object] | None = None
) -> OsKeyStore:
    """Open the key store that `keyring` is set up for, or that `find` returns.

    Raises KeyStoreMissingError when it is not one of the allowed back ends, KeyStoreSlowError when finding it
    took longer than `deadline` seconds.
    """
    backends = _Worker(deadline).run(lambda: _allowed_members((find or _configured_backend)()))
    if not backends:
        raise KeyStoreMissingError
    return OsKeyStore(backends, deadline, _ALLOWED[_kind(backends[0])])


def signing_service(aud: str) -> str:
    """Return the service name of the person's signing key for the log `aud`."""
    return f"Undersigned signing key for {aud}"


def answers_service(aud: str) -> str:
    """Return the service name of the key that the person's private answers are sealed with."""
    return f"Undersigned private answers for {aud}"


def publishing_service(aud: str) -> str:
    """Return the service name of the trust's publishing key."""
    return f"Undersigned publishing key for {aud}"


class _Worker:
    """Runs one job at a time on a daemon thread of its own, and waits no longer than the deadline."""

    def __init__(self, deadline: float) -> None:
        self._deadline = deadline
        self._turn = threading.Lock()

    def run(self, job: Callable[[], T]) -> T:
        """Return what `job` returns; raises one of the four key store errors."""
        ends = time.monotonic() + self._deadline
        if not self._turn.acquire(timeout=self._deadline):
            raise KeyStoreSlowError
        done: queue.SimpleQueue[tuple[list[T], UnavailableError | None]] = queue.SimpleQueue()

        def work() -> None:
            try:
                outcome = _attempt(job)
            finally:
                self._turn.release()
            done.put(outcome)

        threading.Thread(target=work, name="key store", daemon=True).start()
        try:
            result, failure = done.get(timeout=max(0.0, ends - time.monotonic()))
        except queue.Empty:
            raise KeyStoreSlowError from None
        if failure is not None:
            raise failure
        return result[0]


def _attempt(job: Callable[[], T]) -> tuple[list[T], UnavailableError | None]:
    try:
        return [job()], None
    except Exception as error:  # noqa: BLE001 - back ends raise their platform's own; the caller gets it in words
        return [], _in_words(error)


_LOCKED = {"KeyringLocked", "LockedException", "PromptDismissedException"}
_MISSING = {"NoKeyringError", "InitError", "SecretServiceNotAvailableException"}


def _in_words(error: Exception) -> UnavailableError:
    """Choose the error by class names, so that no platform's library must be imported to compare with."""
    if isinstance(error, UnavailableError):
        return error
    names = {cls.__name__ for each in (error, error.__cause__) for cls in type(each).__mro__}
    underneath = type(error).__name__
    if names & _LOCKED:
        return KeyStoreLockedError(underneath=underneath)
    if names & _MISSING:
        return KeyStoreMissingError(underneath=underneath)
    return KeyStoreBrokenError(underneath=underneath)


def _decode(value: str) -> bytes:
    if not value.startswith(_VERSION):
        raise KeyStoreBrokenError
    try:
        return b64url_decode(value.removeprefix(_VERSION))
    except RefusedError:
        raise KeyStoreBrokenError from None


def _configured_backend() -> object:
    import keyring  # noqa: PLC0415 - late: importing it searches the computer for back ends

    try:
        found = keyring.get_keyring()
        return found if _allowed_members(found) else _found_since(found)
    except Exception:  # noqa: BLE001 - a configured back end that cannot be loaded fails in its own way
        raise KeyStoreMissingError from None


def _found_since(found: object) -> object:
    """The back end that is there now: `keyring` looks for one once, but a store may be put right meanwhile."""
    from keyring import backend, core  # noqa: PLC0415 - late, as everything of keyring

    if core.load_env() or core.load_config():
        return found
    there = [kind for kind in backend.KeyringBackend.get_viable_backends() if _name(kind) in _ALLOWED]
    return max(there, key=lambda kind: kind.priority)() if there else found


def _allowed_members(backend: object) -> list[Backend]:
    chain: Iterable[object] = getattr(backend, "backends", ()) if _kind(backend) == _CHAIN else (backend,)
    return [member for member in chain if _kind(member) in _ALLOWED]  # type: ignore[misc]


def _kind(backend: object) -> tuple[str, str]:
    return _name(type(backend))


def _name(kind: type) -> tuple[str, str]:
    return kind.__module__, kind.__qualname__
