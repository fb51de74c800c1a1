"""The second factor of an account: a six-figure code from an app on a phone (TOTP), and ten recovery codes.

Rules:

* RFC 6238 with its usual choices: SHA-1, six figures, thirty seconds; one step of difference between clocks is allowed;
* a code works once: no step at or before the last one that was used is taken again;
* it counts from the moment a first code is confirmed; until then the account is without one;
* the secret is kept sealed (XChaCha20-Poly1305 under a key made from the service key, for this very account), so
  that the database alone is not enough to make codes, and it is in no log, no error and on no trail;
* recovery codes are shown once, kept as keyed digests, and each works once.

Wrong codes are counted with wrong passwords (`app.hr.accounts`), and each account waits after them (`app.hr.wrong_codes`).
"""

import hashlib
import hmac
from base64 import b32encode
from dataclasses import dataclass
from datetime import timedelta

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
)
from nacl.exceptions import CryptoError
from sqlalchemy import Connection, delete, func, insert, select, update

from app.domain.dates import day_and_time
from app.errors import RefusedError, UnavailableError
from app.hr.core import Core
from app.hr.store.schema import recovery_codes, second_factors
from app.hr.wrong_codes import WrongCodes
from app.signing.keys import b64url, b64url_decode

STEP_SECONDS = 30
RECOVERY_CODES = 10
_SECRET_BYTES = 20  # RFC 4226, section 4: at least 128 bits, better 160
_RECOVERY_BYTES = 10
_DRIFT = (0, -1, 1)
_NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES


class SecondFactorOnError(RefusedError):
    """The account has a second factor already."""

    sentence = "This account has a second factor already."
    next_step = "If the phone is lost, ask IT or another person of HR to take it away."


class SecondFactorOffError(RefusedError):
    """The account has none, or its setting-up has not begun."""

    sentence = "This account has no second factor."
    next_step = "Set one up under My account."


class WrongSecondFactorError(RefusedError):
    """Another code, one that was used before, or one from another time."""

    sentence = "That code does not fit. Each code works once."
    next_step = "Wait for the next one on your phone and try again, or use a recovery code."


class SecondFactorWaitsError(RefusedError):
    """Too many wrong codes were typed for this account: it takes no code of the phone for a while."""

    sentence = "Too many wrong codes were typed for this account. It takes the next one on {until}."
    next_step = (
        "Use a recovery code, or ask another person of HR to end the wait. If it was not you who typed them, somebody"
        " knows your password: change it."
    )


class SecondFactorSealedError(UnavailableError):
    """The kept secret does not open: it was sealed under another service key, or for another account."""

    sentence = "The second factor of this account cannot be checked here."
    next_step = "Ask IT to take it away, and set it up again."


@dataclass(frozen=True)
class Enrolling:
    """What goes into the app on the phone: the secret in base32, and the same as an address (`otpauth://`)."""

    secret: str
    address: str


class SecondFactors:
    """Sets up, checks and takes away second factors. `account_id` is that of `accounts`."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.wrong_codes = WrongCodes(core)

    def begin(self, connection: Connection, account_id: int, name: str) -> Enrolling:
        """Make a new secret, which counts once a code of it is confirmed; raises SecondFactorOnError."""
        from pyotp import TOTP  # noqa: PLC0415 - late: only signing in needs it

        if is_on(connection, account_id):
            raise SecondFactorOnError
        secret = b32encode(self._core.random(_SECRET_BYTES)).decode()
        connection.execute(delete(second_factors).where(second_factors.c.account_id == account_id))
        connection.execute(
            insert(second_factors).values(
                account_id=account_id, sealed_secret=self._sealed(account_id, secret), last_step=0
            )
        )
        issuer = f"Undersigned {self._core.trust.name}".replace(":", " ")
        return Enrolling(secret, TOTP(secret).provisioning_uri(name=name, issuer_name=issuer))

    def confirm(self, connection: Connection, account_id: int, code: str) -> list[str]:
        """Take the first code; returns the recovery codes, which nobody is told again.

        Raises SecondFactorOnError, SecondFactorOffError, WrongSecondFactorError, SecondFactorSealedError.
        """
        if is_on(connection, account_id):
            raise SecondFactorOnError
        if not self._is_code(connection, account_id, code):
            raise WrongSecondFactorError
        mine = second_factors.c.account_id == account_id
        connection.execute(update(second_factors).where(mine).values(confirmed_at=self._core.now_text()))
        return self.new_recovery_codes(connection, account_id)

    def new_recovery_codes(self, connection: Connection, account_id: int) -> list[str]:
        """Make ten fresh ones in place of those there were; nobody is told them again."""
        codes = [self._recovery_code() for _ in range(RECOVERY_CODES)]
        connection.execute(delete(recovery_codes).where(recovery_codes.c.account_id == account_id))
        rows = [{"account_id": account_id, "code_hash": self._digest(account_id, each)} for each in codes]
        connection.execute(insert(recovery_codes), rows)
        return codes

    def check(self, connection: Connection, account_id: int, code: str) -> bool:
        """Use up a code of the phone, or a recovery code; answers whether it was one, and counts it if it was not.

        Raises SecondFactorOffError, SecondFactorSealedError, SecondFactorWaitsError.
        """
        # Held until the count is written, so that many tries at once are not all judged by the count before them.
        mine = select(second_factors.c.account_id).where(second_factors.c.account_id == account_id)
        connection.execute(mine.with_for_update())
        if self._is_recovery(connection, account_id, code):
            return True
        until = self.wrong_codes.wait_until(connection, account_id)
        if until is not None:
            full_minute = until + timedelta(seconds=59)
            raise SecondFactorWaitsError(
                until=day_and_time(full_minute, self._core.time_zone, self._core.today())
            )
        if self._is_code(connection, account_id, code):
            return True
        self.wrong_codes.note(connection, account_id)
        return False

    def take_away(self, connection: Connection, account_id: int) -> None:
        """Be without, and without a wait; raises SecondFactorOffError."""
        self.wrong_codes.end_wait(connection, account_id)
        for table in (recovery_codes, second_factors):
            gone = connection.execute(delete(table).where(table.c.account_id == account_id)).rowcount
        if not gone:
            raise SecondFactorOffError

    def _is_code(self, connection: Connection, account_id: int, code: str) -> bool:
        from pyotp import TOTP  # noqa: PLC0415 - as above

        mine = second_factors.c.account_id == account_id
        row = connection.execute(select(second_factors).where(mine)).first()
        if row is None:
            raise SecondFactorOffError
        given = "".join(code.split())
        if not given.isascii():  # which `compare_digest` does not take
            return False
        totp = TOTP(self._opened(account_id, row.sealed_secret))
        now = int(self._core.clock().timestamp()) // STEP_SECONDS
        fits = [now + by for by in _DRIFT if hmac.compare_digest(totp.generate_otp(now + by), given)]
        if not fits:
            return False
        # One statement both asks and says that it is used, so that two tries at once cannot both be let in.
        unused = update(second_factors).where(mine, second_factors.c.last_step < fits[0])
        return connection.execute(unused.values(last_step=fits[0])).rowcount == 1

    def _is_recovery(self, connection: Connection, account_id: int, code: str) -> bool:
        ours = (
            recovery_codes.c.account_id == account_id,
            recovery_codes.c.code_hash == self._digest(account_id, code),
            recovery_codes.c.used_at.is_(None),
        )
        used = update(recovery_codes).where(*ours).values(used_at=self._core.now_text())
        return connection.execute(used).rowcount == 1

    def _recovery_code(self) -> str:
        """Sixteen letters and figures in four groups."""
        text = b32encode(self._core.random(_RECOVERY_BYTES)).decode()
        return "-".join(text[place : place + 4] for place in range(0, len(text), 4))

    def _digest(self, account_id: int, code: str) -> str:
        plain = "".join(letter for letter in code.upper() if letter.isalnum())
        content = f"{account_id}\n{plain}".encode()
        return hashlib.blake2b(content, digest_size=32, key=self._key(b"recovery-codes")).hexdigest()

    def _sealed(self, account_id: int, secret: str) -> str:
        nonce = self._core.random(_NONCE)
        key, belongs = self._key(b"second-factor"), str(account_id).encode()
        sealed = crypto_aead_xchacha20poly1305_ietf_encrypt(secret.encode(), belongs, nonce, key)
        return b64url(nonce + sealed)

    def _opened(self, account_id: int, sealed: str) -> str:
        content = b64url_decode(sealed)
        key, belongs = self._key(b"second-factor"), str(account_id).encode()
        try:
            found = crypto_aead_xchacha20poly1305_ietf_decrypt(
                content[_NONCE:], belongs, content[:_NONCE], key
            )
        except CryptoError as error:
            raise SecondFactorSealedError from error
        return found.decode()

    def _key(self, purpose: bytes) -> bytes:
        return hashlib.blake2b(self._core.key.seed, digest_size=32, person=purpose).digest()


def is_on(connection: Connection, account_id: int) -> bool:
    """Whether the account has a second factor that counts."""
    mine = (second_factors.c.account_id == account_id, second_factors.c.confirmed_at.is_not(None))
    return connection.execute(select(second_factors.c.account_id).where(*mine)).first() is not None


def recovery_left(connection: Connection, account_id: int) -> int:
    """How many recovery codes are unused."""
    mine = (recovery_codes.c.account_id == account_id, recovery_codes.c.used_at.is_(None))
    return int(connection.execute(select(func.count()).select_from(recovery_codes).where(*mine)).scalar_one())
