"""A policy that goes with another: safeguarding, whistleblowing, grievance, disciplinary.

It is linked by a web or mail address, or by the id of a policy that is published here; or only named.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from app.errors import RefusedError

KINDS = ("safeguarding", "whistleblowing", "grievance", "disciplinary", "other")
_SCHEMES = frozenset({"https", "http", "mailto"})
_LONGEST = 200
_LONGEST_LINK = 400


class RelatedTitleError(RefusedError):
    """A related policy without a title, or with one that is too long."""

    sentence = "A related policy needs a title of at most 200 letters."
    next_step = "Give it its title."


class LinkRefusedError(RefusedError):
    """A link that is neither a web nor a mail address."""

    sentence = "That link is neither a web address nor a mail address."
    next_step = "Give one that begins with https:// or mailto:."


@dataclass(frozen=True, slots=True)
class Related:
    """One related policy: `kind` is one of `KINDS`; `link` an address or None; `policy` the id of one here, or None."""

    kind: str
    title: str
    link: str | None = None
    policy: str | None = None

    def check(self) -> None:
        """Raise RelatedTitleError or LinkRefusedError unless it can be shown."""
        if self.kind not in KINDS or not self.title.strip() or len(self.title) > _LONGEST:
            raise RelatedTitleError
        if self.link is not None and not safe_link(self.link):
            raise LinkRefusedError


def safe_link(link: str) -> bool:
    """Whether a link is a web or mail address, and nothing that a program would run or read from the disk."""
    if len(link) > _LONGEST_LINK or any(ord(letter) <= 32 or ord(letter) == 127 for letter in link):
        return False
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme.lower() in _SCHEMES and bool(parts.netloc or parts.scheme.lower() == "mailto")
