"""Timestamps from outside (RFC 3161): that a head of the log was there at a time that HR's clock has no part in.

* `timestamp+jws` is a leaf of the service's: the head that was stamped, the SHA-256 of the authority's answer, and the
  certificates that it is to be judged by. The answer itself lies beside the log, and goes into packs.
* The authority signed the head's bytes, as the note's text in UTF-8, under one of those certificates, all of them valid
  at the time that it states. The local clock is asked for nothing.
* While one is taken the nonce has to come back; later it proves nothing more.
* Where there is none, or it fails, there is "no timestamp".

Sources: RFC 3161; RFC 5816.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import StringConstraints

from app.errors import RefusedError, UnavailableError
from app.evidence.records import LogName, Record, Sha256, UtcTime, Uuid4

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse, VerifierBuilder

MOST_RESPONSE_BYTES = 64 * 1024
_MOST_CERTIFICATES = 8


class TimestampError(RefusedError):
    """Not an authority's timestamp of these bytes, under these certificates."""

    sentence = "This is not a timestamp of the log by the authority that was named: no timestamp."
    next_step = "Everything else stands without it. Ask your IT helpdesk to check the timestamp service."


class TimestampServiceUnreachableError(UnavailableError):
    """The timestamp service did not answer, or not in time."""

    sentence = "The timestamp service could not be reached: no timestamp."
    next_step = "It is tried again by itself. Everything else goes on without it."


class AuthorityError(RefusedError):
    """What was given are no certificates."""

    sentence = "There is no certificate in that file, or more than there may be."
    next_step = "Give the certificate of the timestamp service in the PEM form, as its operator publishes it."


class Timestamp(Record):
    """That the head `checkpoint` was stamped: `response` is the SHA-256 of the answer, `authority` PEM certificates."""

    typ: ClassVar[str] = "timestamp+jws"

    aud: LogName
    jti: Uuid4
    at: UtcTime
    checkpoint: Annotated[str, StringConstraints(min_length=1, max_length=4096)]
    response: Sha256
    authority: Annotated[str, StringConstraints(min_length=1, max_length=8000)]


@dataclass(frozen=True)
class Stamp:
    """A timestamp that stands: when, by whom (a certificate's subject), and the SHA-256 of each trusted certificate."""

    at: datetime
    by: str
    fingerprints: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """A request to an authority (DER), and the nonce that has to come back."""

    content: bytes
    nonce: int | None


def request(data: bytes) -> Asked:
    """Return a fresh request for a timestamp of `data`, which asks for the authority's certificate too."""
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder  # noqa: PLC0415 - late: few ever need it

    made = (
        TimestampRequestBuilder()
        .data(data)
        .hash_algorithm(HashAlgorithm.SHA256)
        .cert_request(cert_request=True)
    )
    found = made.build()
    return Asked(found.as_bytes(), found.nonce)


def verified(response: bytes, data: bytes, authority: str, asked: Asked | None = None) -> Stamp:
    """Return the timestamp of `data` in an authority's `response`; `asked` is what it answers, where that is known.

    Raises TimestampError, AuthorityError.
    """
    roots = certificates(authority)
    if len(response) > MOST_RESPONSE_BYTES:
        raise TimestampError
    with _refusing():
        from rfc3161_client import decode_timestamp_response  # noqa: PLC0415 - as above

        found = decode_timestamp_response(response)
        verifier = _verifier(roots, asked).build()
        if not verifier.verify_message(found, data):
            raise TimestampError
        at = found.tst_info.gen_time.replace(microsecond=0)
        by = _signer(found, roots)
    return Stamp(
        at=at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC),
        by=by,
        fingerprints=fingerprints(authority),
    )


def certificates(authority: str) -> "list[Certificate]":
    """Return the certificates in PEM text; raises AuthorityError."""
    from cryptography.x509 import load_pem_x509_certificates  # noqa: PLC0415 - as above

    try:
        found = load_pem_x509_certificates(authority.encode("ascii"))
    except ValueError:
        raise AuthorityError from None
    if not 1 <= len(found) <= _MOST_CERTIFICATES:
        raise AuthorityError
    return found


def tidy(authority: str) -> str:
    """Return the same certificates as PEM text with nothing between them; raises AuthorityError."""
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415 - as above

    return "".join(one.public_bytes(Encoding.PEM).decode("ascii") for one in certificates(authority))


def fingerprints(authority: str) -> tuple[str, ...]:
    """Return the SHA-256 (hex) of each certificate in PEM text; raises AuthorityError."""
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415 - as above

    return tuple(sha256(one.public_bytes(Encoding.DER)).hexdigest() for one in certificates(authority))


def _verifier(roots: "Sequence[Certificate]", asked: Asked | None) -> "VerifierBuilder":
    from rfc3161_client import VerifierBuilder  # noqa: PLC0415 - as above

    # Given whole: the builder's own way of adding would share one list among builders.
    return VerifierBuilder(roots=list(dict.fromkeys(roots)), nonce=asked.nonce if asked else None)


def _signer(found: "TimeStampResponse", roots: "Sequence[Certificate]") -> str:
    from cryptography.x509 import load_der_x509_certificate  # noqa: PLC0415 - as above

    (signer,) = found.signed_data.signer_infos
    known = [*map(load_der_x509_certificate, sorted(found.signed_data.certificates)), *roots]
    named = (one for one in known if (one.issuer, one.serial_number) == (signer.issuer, signer.serial_number))
    return next(named).subject.rfc4514_string()


@contextmanager
def _refusing() -> Iterator[None]:
    """Whatever the library finds wrong with somebody else's bytes is one refusal, in words of our own."""
    from rfc3161_client import VerificationError  # noqa: PLC0415 - as above

    try:
        yield
    except (VerificationError, ValueError, TypeError, AttributeError, OverflowError, StopIteration) as error:
        raise TimestampError from error
