"""The one-time enrolment code: sixteen characters that HR can read out over a telephone.

    K7QF-2M9T-XW4D-8HRP
    └ secret ┘└ checksum ┘

* The alphabet is Crockford's base 32: no I, L, O or U, so nothing sounds or looks like something else; what is
  typed is forgiven case, spaces, hyphens, and O for 0, I or L for 1.
* The secret half (40 bits) is single use, expiring and rate-limited; the service keeps only its scrypt hash.
* The checksum half (40 bits) commits to the two keys of the trust and the name of its log, so that a device
  learns whom to believe from HR's voice and never from first contact. It is stretched with scrypt (RFC 7914),
  so that finding other keys with the same checksum costs about 2^40 scrypt runs.
* Only the secret half is sent.
"""

import hashlib
import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass

from app.errors import RefusedError

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FORGIVEN = str.maketrans("OIL", "011", " -\t\n\r\u00a0\u2010\u2011\u2012\u2013\u2014")
_HALF = 8
_SCRYPT = {"n": 2**14, "r": 8, "p": 1, "maxmem": 64 * 2**20}


class CodeShapeError(RefusedError):
    """What was typed is not sixteen characters of the alphabet."""

    sentence = "That is not a whole code. A code has 16 letters and numbers, like K7QF-2M9T-XW4D-8HRP."
    next_step = "Check it against what HR gave you, and type it again."


class CodeForAnotherTrustError(RefusedError):
    """The checksum does not match the keys that the service shows."""

    sentence = "That code does not fit the service this computer is talking to."
    next_step = "Check each letter and try again. If it still does not fit, tell HR: do not go on."


@dataclass(frozen=True)
class EnrolmentCode:
    """A code's two halves. `secret` never appears in its repr."""

    secret: str
    checksum: str

    def __repr__(self) -> str:
        return "EnrolmentCode(…)"

    def spoken(self) -> str:
        """Return the code in groups of four, as HR reads it out."""
        text = self.secret + self.checksum
        return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def issue(
    aud: str, service_kid: str, publishing_kid: str, random: Callable[[int], bytes] = os.urandom
) -> EnrolmentCode:
    """Make a fresh code for the log `aud` and the thumbprints of the trust's two keys."""
    return EnrolmentCode(_base32(random(5)), _checksum(aud, service_kid, publishing_kid))


def parse(typed: str) -> EnrolmentCode:
    """Read a typed code; raises CodeShapeError."""
    text = typed.upper().translate(_FORGIVEN)
    if len(text) != 2 * _HALF or any(letter not in _ALPHABET for letter in text):
        raise CodeShapeError
    return EnrolmentCode(text[:_HALF], text[_HALF:])


def check(code: EnrolmentCode, aud: str, service_kid: str, publishing_kid: str) -> None:
    """Raise CodeForAnotherTrustError unless the code commits to these keys and this log."""
    expected = _checksum(aud, service_kid, publishing_kid)
    if not hmac.compare_digest(code.checksum, expected):
        raise CodeForAnotherTrustError


def lookup_hash(secret: str, aud: str) -> str:
    """Return the hex hash under which the service keeps the secret half. Takes about 30 ms, on purpose."""
    return _scrypt(secret, f"undersigned code {aud}").hex()


def _checksum(aud: str, service_kid: str, publishing_kid: str) -> str:
    return _base32(_scrypt(f"{service_kid}.{publishing_kid}", f"undersigned trust {aud}")[:5])


def _scrypt(text: str, salt: str) -> bytes:
    return hashlib.scrypt(text.encode("ascii"), salt=salt.encode("ascii"), dklen=32, **_SCRYPT)


def _base32(data: bytes) -> str:
    number = int.from_bytes(data, "big")
    digits = len(data) * 8 // 5
    return "".join(_ALPHABET[number >> (5 * place) & 31] for place in reversed(range(digits)))
