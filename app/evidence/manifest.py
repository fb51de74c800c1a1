"""The signed description of one version of a policy (`policy-manifest+jws`), made once and never changed.

It is signed by the publishing key, which stays with the publisher; the service only passes it on. What a device
must refuse (a lower version, another digest, an implausible jump) is in `app.evidence.delivery`.
"""

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from app.evidence.records import (
    ChecklistClaim,
    Claims,
    Identifier,
    Language,
    LogName,
    LongText,
    OutcomeName,
    Record,
    Sha256,
    ShortText,
    UtcTime,
    Version,
)


class Statement(Claims):
    """The exact words that go with one answer, in one language (BCP 47)."""

    outcome: OutcomeName
    lang: Language
    text: LongText


class Manifest(Record):
    """One immutable version of a policy. `bytes` is its length; `sha256` that of its exact bytes."""

    typ: ClassVar[str] = "policy-manifest+jws"

    policy_id: Identifier
    version: Version
    label: ShortText
    title: ShortText
    sha256: Sha256
    media_type: Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9.+-]+$", max_length=100)]
    bytes: Annotated[int, Field(ge=1, le=20 * 2**20)]
    prev_sha256: Sha256 | None
    material: bool
    summary_of_changes: LongText
    published: UtcTime
    effective: UtcTime
    statements: Annotated[list[Statement], Field(min_length=1, max_length=60)]
    checklist: ChecklistClaim | None
    aud: LogName

    def statement_for(self, outcome: str, lang: str = "en-GB") -> Statement:
        """Return the published words for `outcome`, in `lang` where there are any; raises KeyError if none."""
        found = [s for s in self.statements if s.outcome == outcome]
        for statement in found:
            if statement.lang == lang:
                return statement
        if not found:
            raise KeyError(outcome)
        return found[0]
