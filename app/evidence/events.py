"""Log leaves that the service itself signs: codes handed out, keys enrolled, facts recorded by HR's hand.

They never look like a person's signature: another `typ`, and the service's key. They hold no name, e-mail or
payroll number of the person concerned, only `sub`; `by` is the account that acted.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import StringConstraints

from app.evidence.records import (
    Claims,
    Day,
    Identifier,
    LogName,
    LongText,
    Record,
    Sha256,
    ShortText,
    Thumbprint,
    UtcTime,
    Uuid4,
    Version,
)

FactName = Literal["paper", "behalf", "exemption", "leave", "answer", "dispute", "upheld", "not-upheld"]


class JwkClaim(Claims):
    """An Ed25519 public key (RFC 8037)."""

    crv: Literal["Ed25519"]
    kty: Literal["OKP"]
    x: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]


class CodeIssue(Record):
    """HR handed a one-time enrolment code to a person. The code itself is in no record."""

    typ: ClassVar[str] = "code-issue+jws"

    aud: LogName
    jti: Uuid4
    sub: Uuid4
    issued: UtcTime
    expires: UtcTime
    by: ShortText


class KeyEvent(Record):
    """A key came into force or ended. `identity` is how the person was vouched for; `basis` what it rests on."""

    typ: ClassVar[str] = "key-event+jws"

    aud: LogName
    jti: Uuid4
    sub: Uuid4
    event: Literal["enrolled", "retired", "revoked"]
    at: UtcTime
    kid: Thumbprint
    jwk: JwkClaim
    identity: Literal["code", "provider"]
    basis: Sha256 | None
    by: ShortText


class PolicyOfFact(Claims):
    """The version of the policy that a fact speaks of."""

    id: Identifier
    version: Version


class HrFact(Record):
    """Something recorded by HR's hand, or a person's own dispute. Visible to the person; never their signature.

    `about` is what an answer or a dispute is about: the record (`jti`), the key (`kid`), or for an answer the dispute
    (`jti`). `upheld` and `not-upheld` are how a dispute (`about`, its `jti`) ended. `basis` is the digest of a scan, or
    for a dispute of the person's own signed words. `behalf` is an acceptance that HR recorded on somebody's behalf.
    """

    typ: ClassVar[str] = "hr-fact+jws"

    aud: LogName
    jti: Uuid4
    sub: Uuid4
    fact: FactName
    at: UtcTime
    on: Day
    until: Day | None
    policy: PolicyOfFact | None
    about: Uuid4 | Thumbprint | None
    basis: Sha256 | None
    reason: LongText
    by: ShortText
