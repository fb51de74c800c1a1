"""The operating system's key store, looked for when it is first used. Light: the first paint imports it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.signing.keystore import OsKeyStore


def _open() -> "OsKeyStore":
    from app.signing.keystore import open_os_keystore  # noqa: PLC0415 - late: it brings the crypto library

    return open_os_keystore()


class LateKeyStore:
    """A key store opened at the first call.

    A store that was missing is looked for again at the next call, so that putting it right needs no restart.
    """

    remembers = True

    def __init__(self, find: "Callable[[], OsKeyStore]" = _open) -> None:
        self._find = find
        self._found: OsKeyStore | None = None

    @property
    def name(self) -> str:
        """The store's name in plain words."""
        return self._store().name

    def get(self, service: str, account: str) -> bytes | None:
        """As `OsKeyStore.get`."""
        return self._store().get(service, account)

    def set(self, service: str, account: str, secret: bytes) -> None:
        """As `OsKeyStore.set`."""
        self._store().set(service, account, secret)

    def delete(self, service: str, account: str) -> None:
        """As `OsKeyStore.delete`."""
        self._store().delete(service, account)

    def _store(self) -> "OsKeyStore":
        if self._found is None:
            self._found = self._find()
        return self._found
