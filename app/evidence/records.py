"""What a person signs: the closed claims of each kind of record, and how one is signed and read back.

Rules, all from docs/evidence.md:

* a record is a compact JWS (RFC 7515) whose payload is RFC 8785 JSON; `app.signing.jws` keeps that part;
* its claims are closed: every claim named here must be there, and no other;
* a change of claims is a new `typ`;
* uniqueness hangs on `jti`, never on the token's text;
* the claims say nothing of time spent, scrolling, addresses, devices or assistive technology.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Generic, Literal, Self, TypeVar
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from app.domain.completion import STATEMENT
from app.domain.dates import from_utc_text, to_utc_text
from app.errors import RefusedError
from app.signing import jws
from app.signing.keys import PrivateKey, PublicKey


class UnknownClaimError(RefusedError):
    """A claim stands in the payload that the record's type does not have."""

    sentence = "This record says something that its kind does not allow."
    next_step = "It was not accepted. Ask for the original record."


class MissingClaimError(RefusedError):
    """A claim that the record's type requires is missing."""

    sentence = "A part of this record is missing."
    next_step = "It was not accepted. Ask for the original record."


class InvalidClaimError(RefusedError):
    """A claim has a value of the wrong kind, form or length."""

    sentence = "A part of this record does not have the right form."
    next_step = "It was not accepted. Ask for the original record."


class WrongStatementError(RefusedError):
    """The words signed are not the words published for that answer and language, or those of every completion."""

    sentence = "The words in this record are not the words that were published with the policy."
    next_step = "Let the app fetch the policy again, and answer again."


def _is_completion_statement(text: str) -> str:
    # A completion has no words of its own, so that nothing else can be said by them.
    if text != STATEMENT:
        raise WrongStatementError
    return text


def _is_uuid4(text: str) -> str:
    if (parsed := UUID(text)).version != 4 or str(parsed) != text:
        msg = "not a lower-case UUIDv4"
        raise ValueError(msg)
    return text


def _is_date(text: str) -> str:
    if date.fromisoformat(text).isoformat() != text:
        msg = "not a YYYY-MM-DD date"
        raise ValueError(msg)
    return text


def _is_time(text: str) -> str:
    if to_utc_text(from_utc_text(text)) != text:
        msg = "not an RFC 3339 time in UTC"
        raise ValueError(msg)
    return text


Uuid4 = Annotated[str, AfterValidator(_is_uuid4)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Thumbprint = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]
Day = Annotated[str, AfterValidator(_is_date)]
UtcTime = Annotated[str, AfterValidator(_is_time)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)]
LogName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9./-]{2,127}$")]
Version = Annotated[int, Field(ge=1, le=2**31)]
Count = Annotated[int, Field(ge=0, le=2**53 - 1)]
ShortText = Annotated[str, StringConstraints(min_length=1, max_length=200)]
LongText = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Base64 = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]+={0,2}$", max_length=64)]
OutcomeName = Literal["acknowledged", "question", "declined"]
CompletionStatement = Annotated[str, AfterValidator(_is_completion_statement)]


class Claims(BaseModel):
    """A closed set of claims: unknown ones are refused, and none has a default."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Record(Claims):
    """Claims that are signed as one JWS of the type `typ`."""

    typ: ClassVar[str]

    def signed_by(self, key: PrivateKey) -> str:
        """Return the compact JWS of these claims under `key`."""
        return jws.sign(self.typ, self.model_dump(mode="json"), key)

    @classmethod
    def verified(cls, token: str, key: PublicKey) -> "Signed[Self]":
        """Verify `token` under `key` and read its claims.

        Raises: every error of `app.signing.jws.verify`; UnknownClaimError, MissingClaimError,
        InvalidClaimError for claims that are not those of this type.
        """
        found = jws.verify(token, cls.typ, key)
        return Signed(cls.of(found.claims), token, found.sha256, found.kid)

    @classmethod
    def of(cls, claims: object) -> Self:
        """Read closed claims.

        Raises UnknownClaimError, MissingClaimError, InvalidClaimError, and of a completion WrongStatementError.
        """
        try:
            return cls.model_validate(claims)
        except ValidationError as error:
            kinds = {problem["type"] for problem in error.errors(include_input=False, include_url=False)}
        # The library's error repeats what came in; it is left behind on purpose.
        if "extra_forbidden" in kinds:
            raise UnknownClaimError from None
        if "missing" in kinds:
            raise MissingClaimError from None
        raise InvalidClaimError from None


AnyRecord_co = TypeVar("AnyRecord_co", bound=Record, covariant=True)


@dataclass(frozen=True)
class Signed(Generic[AnyRecord_co]):
    """A verified record with the very token it came in, that token's SHA-256 (hex) and its key's thumbprint."""

    record: AnyRecord_co
    token: str
    sha256: str
    kid: str


class PolicyClaim(Claims):
    """Which policy: its id, version, the SHA-256 of its exact bytes and of its signed manifest."""

    id: Identifier
    version: Version
    sha256: Sha256
    manifest_sha256: Sha256


class StatementClaim(Claims):
    """The exact words beside the button, and their language (BCP 47)."""

    text: LongText
    lang: Language


class ShownClaim(Claims):
    """How many sections were in view, of how many; `since` is the version whose unchanged ones were not repeated."""

    sections: Count
    of: Count
    since: Version | None


class LogClaim(Claims):
    """The last checkpoint the device holds: the log's size and its root (base64)."""

    size: Count
    root: Base64


class Acknowledgement(Record):
    """A person's answer to one version of one policy."""

    typ: ClassVar[str] = "policy-ack+jws"

    sub: Uuid4
    aud: LogName
    jti: Uuid4
    iat: Count
    outcome: OutcomeName
    policy: PolicyClaim
    statement: StatementClaim
    name: ShortText
    shown: ShownClaim
    presence: Literal["none", "os", "provider"]
    unconfirmed: bool
    message_sha256: Sha256 | None
    prev: Sha256 | None
    log: LogClaim | None
    app: ShortText


class ChecklistClaim(Claims):
    """Which checklist: its id, version and the SHA-256 of its bytes."""

    id: Identifier
    version: Version
    sha256: Sha256


class CompletedPolicyClaim(Claims):
    """The policy that a self-audit belongs to."""

    id: Identifier
    version: Version


class AuditCompletion(Record):
    """That a person reached the end of a private checklist, and on which day. Nothing else, ever."""

    typ: ClassVar[str] = "audit-completion+jws"

    sub: Uuid4
    aud: LogName
    jti: Uuid4
    completed_on: Day
    statement: CompletionStatement
    checklist: ChecklistClaim
    policy: CompletedPolicyClaim
    prev: Sha256 | None
    app: ShortText


class Message(Record):
    """The words of a question or a reason. Erasable: never a leaf; the acknowledgement carries its digest."""

    typ: ClassVar[str] = "message+jws"

    sub: Uuid4
    aud: LogName
    jti: Uuid4
    acknowledgement: Uuid4
    to: Literal["line-manager", "hr"]
    text: LongText
    salt: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{22,43}$")]


class FreshSignIn(Record):
    """The sign-in that an answer came with, on its way to the service. Never a leaf; the ID token is erasable.

    The token's `nonce` commits to the answer and `random` (`app.evidence.presence.presence_commitment`).
    """

    typ: ClassVar[str] = "fresh-sign-in+jws"

    sub: Uuid4
    aud: LogName
    jti: Uuid4
    acknowledgement: Uuid4
    id_token: Annotated[
        str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+){2}$", max_length=14_000)
    ]
    random: Thumbprint


class Dispute(Record):
    """*This was not me*: of a record or fact (its `jti`) or a key (its `kid`), and why. Never a leaf itself.

    The service writes it down as an `hr-fact+jws`, whose `basis` is this token's digest.
    """

    typ: ClassVar[str] = "dispute+jws"

    sub: Uuid4
    aud: LogName
    jti: Uuid4
    iat: Count
    about: Uuid4 | Thumbprint
    reason: LongText
