"""A person's answers, sealed on this computer.

Rules:

* sealed with XChaCha20-Poly1305 under a key that stands in the key store alone, one for each policy;
* the person, the policy and the form's version are bound in as associated data: a blob put in another place does
  not open;
* padded to whole blocks of 32 KiB, so that the length tells nothing of how far somebody is;
* no time and no count is kept beside it;
* deleting destroys the key and the row, and overwrites the row's place in the file.

Nothing that sends may reach this module.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
)
from nacl.exceptions import CryptoError

from app.domain.audit import DamagedAuditError
from app.signing.keystore import KeyStore, answers_service

SCHEMA_VERSION = 1
BLOCK_BYTES = 32 * 1024

_KEY_BYTES = 32
_NONCE_BYTES = 24
_LENGTH_BYTES = 4


@dataclass(frozen=True)
class Owner:
    """Whose answers, to which policy, for which trust's log."""

    sub: str
    aud: str
    policy: str

    @property
    def account(self) -> str:
        """The key's account in the key store."""
        return f"{self.sub} {self.policy}"

    def associated_data(self, schema_version: int) -> bytes:
        """What a blob is bound to; none of the parts can hold the mark between them."""
        return f"{self.sub}|{self.policy}|{schema_version}".encode()


def owned_by(connection: sqlite3.Connection, sub: str, aud: str) -> tuple[Owner, ...]:
    """Whose answers are sealed in this file, if they are this person's."""
    rows = connection.execute("SELECT policy FROM sealed")
    return tuple(Owner(sub, aud, row["policy"]) for row in rows)


def find_key(keystore: KeyStore, owner: Owner) -> bytes | None:
    """The key of these answers, or None; raises an error of the key store."""
    return keystore.get(answers_service(owner.aud), owner.account)


def make_key(keystore: KeyStore, owner: Owner, random: Callable[[int], bytes]) -> bytes:
    """Make a key, keep it in the key store and nowhere else; raises an error of the key store."""
    key = random(_KEY_BYTES)
    keystore.set(answers_service(owner.aud), owner.account, key)
    return key


def destroy_key(keystore: KeyStore, owner: Owner) -> None:
    """Destroy the key, and with it every copy of the answers; raises an error of the key store."""
    keystore.delete(answers_service(owner.aud), owner.account)


def save(
    connection: sqlite3.Connection, key: bytes, owner: Owner, content: bytes, random: Callable[[int], bytes]
) -> None:
    """Seal and keep `content`, in the place of what was there."""
    connection.execute(
        "INSERT OR REPLACE INTO sealed (policy, schema_version, content) VALUES (?, ?, ?)",
        (owner.policy, SCHEMA_VERSION, _seal(key, owner, content, random)),
    )


def load(connection: sqlite3.Connection, key: bytes | None, owner: Owner) -> bytes | None:
    """Open what was kept, or None if nothing was.

    Raises DamagedAuditError where it cannot be opened: its key is gone, or it is not what it was.
    """
    query = "SELECT schema_version, content FROM sealed WHERE policy = ?"
    row = connection.execute(query, (owner.policy,)).fetchone()
    if row is None:
        return None
    if key is None:
        raise DamagedAuditError
    return _open(key, owner, row["schema_version"], row["content"])


def delete(connection: sqlite3.Connection, owner: Owner) -> None:
    """Delete the sealed row."""
    connection.execute("DELETE FROM sealed WHERE policy = ?", (owner.policy,))


def set_kept(connection: sqlite3.Connection, policy: str, *, keep: bool) -> None:
    """Keep what the person chose at the end: to keep their list, or to delete it."""
    connection.execute("INSERT OR REPLACE INTO kept (policy, keep) VALUES (?, ?)", (policy, keep))


def kept(connection: sqlite3.Connection, policy: str) -> bool | None:
    """What the person chose at the end; None while they have not."""
    row = connection.execute("SELECT keep FROM kept WHERE policy = ?", (policy,)).fetchone()
    return bool(row["keep"]) if row else None


def clear_kept(connection: sqlite3.Connection, policy: str) -> None:
    """Forget what was chosen at the end of an earlier walk."""
    connection.execute("DELETE FROM kept WHERE policy = ?", (policy,))


def are_there(connection: sqlite3.Connection, policy: str) -> bool:
    """Whether there are sealed answers; they are not opened."""
    return connection.execute("SELECT 1 FROM sealed WHERE policy = ?", (policy,)).fetchone() is not None


def _seal(key: bytes, owner: Owner, content: bytes, random: Callable[[int], bytes]) -> bytes:
    nonce = random(_NONCE_BYTES)
    data = owner.associated_data(SCHEMA_VERSION)
    return nonce + crypto_aead_xchacha20poly1305_ietf_encrypt(_padded(content), data, nonce, key)


def _open(key: bytes, owner: Owner, schema_version: int, sealed: bytes) -> bytes:
    nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    try:
        padded = crypto_aead_xchacha20poly1305_ietf_decrypt(
            rest, owner.associated_data(schema_version), nonce, key
        )
    except (CryptoError, ValueError, TypeError) as error:
        raise DamagedAuditError from error
    length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
    return padded[_LENGTH_BYTES : _LENGTH_BYTES + length]


def _padded(content: bytes) -> bytes:
    whole = len(content).to_bytes(_LENGTH_BYTES, "big") + content
    return whole + bytes(-len(whole) % BLOCK_BYTES)
