"""Which sections of a policy have been in view: the rules for when signing opens.

* Every section has to have been in view once, in any order, by whatever means: scrolling, keys, the list of
  sections or a screen reader. Once seen stays seen.
* Someone who signed an earlier version need not see again the sections that stood word for word in it.
* Sections with the same words count as seen together.
* A section that is not of this policy is refused.
* A policy without any section cannot be read, and so never opens signing.
* There is no timer: someone who knows the text is not slowed, and no time is held.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Self

from app.domain.policy import Section
from app.errors import RefusedError


class EmptyPolicyError(RefusedError):
    """There is no section to show."""

    sentence = "This policy has no text to show."
    next_step = "Please tell HR. There is nothing for you to do until they have put it right."


class UnknownSectionError(RefusedError):
    """The section is not part of the policy being read."""

    sentence = "That part does not belong to the policy you are reading."
    next_step = "Close the window and open it again."


class Shown(NamedTuple):
    """What a record says was shown: `sections` of `of`, the rest unchanged since version `since`, or null."""

    sections: int
    of: int
    since: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """How far one person has come in one version; begin with `Reading.start`.

    `digests` are the sections' in reading order, `unchanged` those that need not be seen again, `since` the
    version that the person signed before, `seen` the sections that have been in view.
    """

    digests: tuple[str, ...]
    since: int | None = None
    unchanged: frozenset[str] = frozenset()
    seen: frozenset[str] = field(default=frozenset())

    @classmethod
    def start(
        cls, sections: Iterable[Section], *, since: int | None = None, unchanged: Collection[str] = ()
    ) -> Self:
        """A reading at its beginning; `unchanged` counts only together with `since`.

        Raises:
            EmptyPolicyError: there is no section.
        """
        digests = tuple(section.digest for section in sections)
        if not digests:
            raise EmptyPolicyError
        kept = frozenset(unchanged) & frozenset(digests) if since is not None else frozenset[str]()
        return cls(digests, since, kept)

    def see(self, digest: str) -> Self:
        """This reading once the section has been in view.

        Raises:
            UnknownSectionError: the digest is of no section of this policy.
        """
        if digest not in self.digests:
            raise UnknownSectionError
        return replace(self, seen=self.seen | {digest})

    def resume(self, seen: Iterable[str]) -> Self:
        """This reading with what was seen before the window closed; what the text no longer holds is left out."""
        return replace(self, seen=self.seen | (frozenset(seen) & frozenset(self.digests)))

    @property
    def to_see(self) -> tuple[str, ...]:
        """The sections that signing still waits for, in reading order."""
        return tuple(digest for digest in self.digests if digest not in self.seen | self.unchanged)

    @property
    def is_complete(self) -> bool:
        """Whether signing is open."""
        return not self.to_see

    @property
    def progress(self) -> tuple[int, int]:
        """How many of the sections that have to be seen have been, and how many those are."""
        needed = [digest for digest in self.digests if digest not in self.unchanged]
        return len(needed) - len(self.to_see), len(needed)

    def shown(self) -> Shown:
        """What the record says: sections in view, sections in all, and the version the others rest on."""
        in_view = sum(digest in self.seen for digest in self.digests)
        return Shown(in_view, len(self.digests), self.since if self.unchanged else None)
