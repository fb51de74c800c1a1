"""One person's walk through a checklist: what they chose and answered, and what is next.

Pure values; nothing here may be reached from anything that sends (design: audit answers have no road to the
wire). The rules:

- First the sites. None chosen yet is not the same as "I use none": that finishes at once, and asks for nothing.
- The must-do checks come first, site by site in the checklist's order, then those asked once (everywhere). All
  the rest is more, if they like, and never needed.
- Four answers. *Done*, *does not apply to me* and *I need to talk to someone* close a check; *not now* leaves it
  open. A check that is urgent does not take *not now*.
- Finished is: sites chosen, and every must-do check of theirs closed. Commitments never block.
- Any check may be answered in any order, and again. The place to come back to is remembered.
- Taking a site away hides its answers; choosing it again brings them back.
- Only the answer pressed is kept, with the digest of the words it answered. When a new version of the checklist
  changes those words the answer falls away, and the check is listed as changed until it is answered again.
- *This has moved* is kept beside the answers, with the digest of the words it was said of, and falls away with them.
- What a site that has closed still shows is among what they may look at if they like.
- Whether they want the steps for a phone or for a computer is theirs too, and kept with the answers.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from app.domain.checklist import EVERYWHERE, Check, Checklist, Site, canonical
from app.errors import RefusedError, UndersignedError

_FORMATS = (1, 2, 3)
"""The first form had no `moved`, the second no `on_phone`; both are still read. The last one is written."""


class Answer(StrEnum):
    """What a person pressed."""

    DONE = "done"
    NOT_FOR_ME = "not_for_me"
    TALK = "talk"
    NOT_NOW = "not_now"


class SiteState(StrEnum):
    """How far the must-do checks of one site are."""

    NOT_STARTED = "not_started"
    CARRY_ON = "carry_on"
    FINISHED = "finished"


class NotInChecklistError(RefusedError):
    """A site, check or commitment was named that the checklist does not have."""

    sentence = "This is not part of the checklist."
    next_step = "Go back to your list and choose again."


class UrgentCheckError(RefusedError):
    """*Not now* was given to a check that does not take it."""

    sentence = "This one should not wait."
    next_step = "Tell somebody today, or say that it does not apply to you."


class DamagedAuditError(UndersignedError):
    """The kept answers cannot be read."""

    sentence = "Your kept answers cannot be read on this computer."
    next_step = "You can start the checklist again. If you had finished it, that still counts."


@dataclass(frozen=True, slots=True, repr=False)
class Given:
    """An answer, and the fingerprint of the check as it was then."""

    answer: Answer
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Progress:
    """The must-do checks of one site: `done` of `of` are closed."""

    site: Site
    done: int
    of: int
    state: SiteState


@dataclass(frozen=True, repr=False)
class Audit:
    """A walk as it stands. Every change gives a new one. Its repr shows nothing, since tracebacks are logged."""

    checklist: Checklist
    chosen: frozenset[str] | None = None
    answers: Mapping[str, Given] = field(default_factory=lambda: MappingProxyType({}))
    affirmed: frozenset[str] = frozenset()
    commitments_seen: bool = False
    at: str | None = None
    changed: frozenset[str] = frozenset()
    moved: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The checks whose menu has moved, each with the fingerprint it had then."""
    on_phone: bool = True
    """Whether to show the steps for a phone, where a check has others for a computer."""

    def choose(self, sites: Iterable[str]) -> "Audit":
        """With these sites, by id; none at all means "I use none". Raises NotInChecklistError."""
        chosen = frozenset(sites)
        _require(chosen <= {site.id for site in self.checklist.choosable})
        return replace(self, chosen=chosen)

    def visit(self, check_id: str) -> "Audit":
        """With this check as the place to come back to. Raises NotInChecklistError."""
        _require(check_id in self.checklist.checks)
        return replace(self, at=check_id)

    def answer(self, check_id: str, answer: Answer) -> "Audit":
        """With the check answered, and the next one to come back to: none once every must-do check is closed.

        Raises NotInChecklistError, and UrgentCheckError for *not now* to an urgent check.
        """
        _require(check_id in self.checklist.checks)
        check = self.checklist.checks[check_id]
        if check.urgent and answer is Answer.NOT_NOW:
            raise UrgentCheckError
        answers = MappingProxyType({**self.answers, check_id: Given(answer, check.fingerprint)})
        after = replace(self, answers=answers, changed=self.changed - {check_id})
        upcoming = after.next_check(after=check_id)
        return replace(after, at=upcoming.id if upcoming and not after.is_finished else None)

    def say_moved(self, check_id: str, *, moved: bool = True) -> "Audit":
        """With it said that the menu of this check has moved, or taken back. Raises NotInChecklistError."""
        _require(check_id in self.checklist.checks)
        said = {name: words for name, words in self.moved.items() if name != check_id}
        if moved:
            said[check_id] = self.checklist.checks[check_id].fingerprint
        return replace(self, moved=MappingProxyType(said))

    def show_steps(self, *, on_phone: bool) -> "Audit":
        """With the steps for a phone, or for a computer, to be shown from now on."""
        return replace(self, on_phone=on_phone)

    def see_commitments(self, affirmed: Iterable[str]) -> "Audit":
        """With the page of commitments seen and these affirmed, by id. Raises NotInChecklistError."""
        chosen = frozenset(affirmed)
        _require(chosen <= {each.id for each in self.checklist.commitments})
        return replace(self, affirmed=chosen, commitments_seen=True)

    @property
    def sites(self) -> tuple[Site, ...]:
        """The chosen sites in the checklist's order, then the group that is asked once; empty before choosing."""
        wanted = (self.chosen or frozenset()) | ({EVERYWHERE} if self.chosen else set())
        return tuple(site for site in self.checklist.sites if site.id in wanted)

    @property
    def must_do(self) -> tuple[Check, ...]:
        """The checks that must be closed to finish, in order."""
        return tuple(check for site in self.sites for check in site.checks if check.must_do)

    @property
    def more(self) -> tuple[Check, ...]:
        """The checks to look at if they like, in order; for "I use none", those asked whatever the site."""
        if not self.chosen:
            return () if self.chosen is None else self.checklist.everywhere
        offered = (site for site in self.checklist.sites if site.closed or site in self.sites)
        return tuple(check for site in offered for check in site.checks if not check.must_do)

    @property
    def is_finished(self) -> bool:
        """True when sites are chosen and every must-do check is closed."""
        return self.chosen is not None and all(self.is_closed(check.id) for check in self.must_do)

    @property
    def minutes_left(self) -> int:
        """The minutes of the must-do checks still open."""
        return sum(check.minutes for check in self.must_do if not self.is_closed(check.id))

    @property
    def to_talk(self) -> tuple[Check, ...]:
        """What they want to talk to someone about, in order."""
        return _answered(self, Answer.TALK)

    @property
    def follow_up(self) -> tuple[Check, ...]:
        """Their own list for later: *not now* and *I need to talk to someone*, in order."""
        return _answered(self, Answer.NOT_NOW, Answer.TALK)

    @property
    def current(self) -> Check | None:
        """The check to come back to: the last visited one if it is still listed, else the next."""
        listed = {check.id: check for check in (*self.must_do, *self.more)}
        return listed[self.at] if self.at in listed else self.next_check()

    def is_closed(self, check_id: str) -> bool:
        """True when the check has an answer other than *not now*."""
        given = self.answers.get(check_id)
        return given is not None and given.answer is not Answer.NOT_NOW

    def next_check(self, after: str | None = None) -> Check | None:
        """The next check to show, or None when there is nothing more to ask.

        Of the list that `after` stands in (the must-do ones without it): the first unanswered one after it, else
        the first unanswered one at all, else the first left for later after it.
        """
        order = _list_of(self, after)
        place = next((number for number, check in enumerate(order) if check.id == after), -1)
        later, earlier = order[place + 1 :], order[: place + 1]
        unanswered = (check for check in (*later, *earlier) if check.id not in self.answers)
        left = (check for check in later if not self.is_closed(check.id))
        return next(unanswered, None) or next(left, None)

    def previous(self, before: str) -> Check | None:
        """The check that stands before this one in its list, or None at its beginning."""
        order = _list_of(self, before)
        place = next((number for number, check in enumerate(order) if check.id == before), 0)
        return order[place - 1] if place else None


def progress(audit: Audit) -> tuple[Progress, ...]:
    """How far each chosen site is, in the checklist's order."""
    return tuple(_progress_of(audit, site) for site in audit.sites)


def carry_over(audit: Audit, checklist: Checklist) -> Audit:
    """The same walk on a new version of the checklist, with the answers whose check did not change."""
    now = {check.id: check.fingerprint for check in checklist.checks.values()}
    kept = {name: given for name, given in audit.answers.items() if now.get(name) == given.fingerprint}
    sites = {site.id for site in checklist.choosable}
    return Audit(
        checklist=checklist,
        chosen=_still_chosen(audit.chosen, sites),
        answers=MappingProxyType(kept),
        affirmed=audit.affirmed & {each.id for each in checklist.commitments},
        commitments_seen=audit.commitments_seen,
        at=audit.at if audit.at in now else None,
        changed=(audit.changed | (audit.answers.keys() - kept.keys())) & now.keys(),
        moved=MappingProxyType(
            {name: words for name, words in audit.moved.items() if now.get(name) == words}
        ),
        on_phone=audit.on_phone,
    )


def to_bytes(audit: Audit) -> bytes:
    """What is kept, before it is sealed: answers, sites and place; no words and no times."""
    return _written(audit, _FORMATS[-1])


def from_bytes(content: bytes, checklist: Checklist) -> Audit:
    """The walk that `to_bytes` kept, carried over to this version of the same checklist.

    Raises DamagedAuditError where the bytes are not such a walk.
    """
    try:
        read = json.loads(content.decode())
        kept = _from_kept(read, checklist)
        whole = content == _written(kept, _FORMATS[_FORMATS.index(read["format"])])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise DamagedAuditError from None  # the cause may repeat an answer, and causes are logged
    if not whole:
        raise DamagedAuditError
    return carry_over(kept, checklist)


def _written(audit: Audit, form: int) -> bytes:
    """The walk in one of the forms."""
    since: dict[int, dict[str, object]] = {2: {"moved": dict(audit.moved)}, 3: {"on_phone": audit.on_phone}}
    kept: dict[str, object] = {
        "format": form,
        "checklist": audit.checklist.id,
        "sites_known": audit.chosen is not None,
        "sites": sorted(audit.chosen or ()),
        "answers": {name: [given.answer, given.fingerprint] for name, given in audit.answers.items()},
        "affirmed": sorted(audit.affirmed),
        "commitments_seen": audit.commitments_seen,
        "at": audit.at or "",
        "changed": sorted(audit.changed),
    }
    for first, more in since.items():
        kept |= more if form >= first else {}
    return canonical(kept)


def _list_of(audit: Audit, check_id: str | None) -> tuple[Check, ...]:
    more = audit.more
    return more if any(check.id == check_id for check in more) else audit.must_do


def _answered(audit: Audit, *wanted: Answer) -> tuple[Check, ...]:
    listed = (*audit.must_do, *audit.more)
    given = audit.answers
    return tuple(check for check in listed if check.id in given and given[check.id].answer in wanted)


def _progress_of(audit: Audit, site: Site) -> Progress:
    checks = [check for check in site.checks if check.must_do]
    done = sum(audit.is_closed(check.id) for check in checks)
    started = any(check.id in audit.answers for check in checks)
    open_state = SiteState.CARRY_ON if started else SiteState.NOT_STARTED
    return Progress(site, done, len(checks), SiteState.FINISHED if done == len(checks) else open_state)


def _from_kept(kept: dict[str, Any], checklist: Checklist) -> Audit:
    sites = frozenset(map(_text, kept["sites"]))
    given = {_text(name): Given(Answer(pair[0]), _text(pair[1])) for name, pair in kept["answers"].items()}
    return Audit(
        checklist=checklist,
        chosen=sites if kept["sites_known"] is True else None,
        answers=MappingProxyType(given),
        affirmed=frozenset(map(_text, kept["affirmed"])),
        commitments_seen=kept["commitments_seen"] is True,
        at=_text(kept["at"]) or None,
        changed=frozenset(map(_text, kept["changed"])),
        moved=MappingProxyType({_text(name): _text(words) for name, words in kept.get("moved", {}).items()}),
        on_phone=kept.get("on_phone", True) is True,
    )


def _still_chosen(chosen: frozenset[str] | None, sites: set[str]) -> frozenset[str] | None:
    """What is left of a choice; if nothing is, it is asked again, since that is not "I use none"."""
    left = chosen & sites if chosen else chosen
    return None if chosen and not left else left


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _require(known: bool) -> None:
    if not known:
        raise NotInChecklistError
