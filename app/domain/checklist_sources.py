"""Where the facts of a checklist were read, and how sure they are."""

import re
from dataclasses import dataclass
from enum import StrEnum

from app.domain.closed_fields import ClosedFields


class Sure(StrEnum):
    """How sure we are of a fact: read in a source that we name, or only remembered."""

    SEEN = "seen"
    MEMORY = "memory"


class SourceKind(StrEnum):
    """What was read: somebody's guide, a list of addresses, the site's help, its own page (opened), the policy."""

    GUIDE = "guide"
    LIST = "list"
    HELP = "help"
    PAGE = "page"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read. `dated` is a year, month or day, or empty where the source has no date."""

    id: str
    text: str
    dated: str
    kind: SourceKind


def read_source(fields: ClosedFields) -> Source:
    """A source as it stands in a checklist. Raises FieldError."""
    source = Source(
        id=fields.slug("id"),
        text=fields.text("text"),
        dated=fields.text("dated", default=""),
        kind=fields.choice("kind", SourceKind, default=SourceKind.GUIDE),
    )
    if source.dated and not re.fullmatch(r"\d{4}(-\d\d){0,2}", source.dated):
        fields.refuse("dated", "a year, month or day is wanted, such as 2026-05")
    fields.close()
    return source
