"""A checklist: public content that helps a person keep to a policy, one site at a time.

It is written as TOML files (`checklist_files`) and travels as one JSON document. This module knows nothing of
any policy, and nothing of anybody's answers. The rules it keeps:

- One canonical document: sorted keys, no spaces, UTF-8, only strings, whole numbers, booleans, lists and objects.
  Its SHA-256 names the version. Other spellings of the same content are refused.
- Closed: an unknown field, a doubled id or a name that leads nowhere is refused, with the file and the field.
- Every check says which clause it comes from, and quotes words that stand in that clause.
- A clause that only suggests never makes a check that must be done.
- At most eight checks a site must be done; none on a site that has closed. A closed site is nobody's to choose;
  what can still be looked at there is offered to everybody, as more if they like.
- A site's mark is our own drawing: an SVG path on a square of 24, or nothing.
- What is urgent (a child at risk, abuse) says whom to tell today, and must be done.
- Only what was read on the site's own page, opened for it, is not marked as "may have moved". A guide, a list or a
  help page tells how things were on its day.
- Links are plain https links to a named host.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Protocol, TypeVar

from app.domain.checklist_sources import Source, SourceKind, Sure, read_source
from app.domain.closed_fields import ClosedFields, FieldError
from app.errors import RefusedError

FORMAT = 1
MOST_MUST_DO = 8
EVERYWHERE = "everywhere"
HEAD_FILE = "checklist.toml"
_LARGEST_BYTES = 2 * 1024 * 1024
_PATH = re.compile(r"M[MLHVCSQTAZmlhvcsqtaz0-9 .,-]*")


class ChecklistError(RefusedError):
    """The content breaks a rule of the schema. `where` names the file and field, `what` the rule."""

    sentence = "This checklist cannot be used. In {where}: {what}."
    next_step = "Put it right in that file, or ask whoever sent it for a new one."


class Contact(StrEnum):
    """Whom a check may send a person to; the trust's settings say who that is."""

    LINE_MANAGER = "line-manager"
    HEADTEACHER = "headteacher"
    SAFEGUARDING = "safeguarding"
    WHISTLEBLOWING = "whistleblowing"
    HR = "hr"


@dataclass(frozen=True, slots=True)
class Clause:
    """A passage of the policy in its own words. `suggests` is true where the policy says only "consider"."""

    id: str
    label: str
    words: tuple[str, ...]
    suggests: bool
    note: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Exact words of one clause, to be shown beside a check."""

    clause: str
    words: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """Something to read and affirm as one likes. It never blocks."""

    id: str
    clause: str
    also_clauses: tuple[str, ...]
    title: str
    statement: str
    why: str
    note: str

    @property
    def clauses(self) -> tuple[str, ...]:
        """Every clause it comes from, the main one first."""
        return (self.clause, *self.also_clauses)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of help to read or print, such as how to keep evidence."""

    id: str
    title: str
    clauses: tuple[str, ...]
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reminder:
    """An offer to come back after some months, which a person may decline."""

    clauses: tuple[str, ...]
    text: str
    months: int


@dataclass(frozen=True, slots=True)
class Check:
    """One question to look at on one site.

    `source` is the id of a `Source`; `opened` means that it is the site's own page, opened for this check.
    `web` and `phone` are steps; an empty one means there is no way there. Exact names in them stand between two
    stars: `**Only me**`. `same_idea` means that the policy names another site for it. `urgent` means that
    *Not now* is not offered, and `tell_today` says whom to tell. `fingerprint` is the SHA-256 of the words.
    """

    id: str
    topic: str
    clause: str
    also_clauses: tuple[str, ...]
    quotes: tuple[Quote, ...]
    title: str
    question: str
    why: str
    web: tuple[str, ...]
    phone: tuple[str, ...]
    link: str
    recommended: str
    setting: str
    note: str
    minutes: int
    source: str
    checked: str
    sure: Sure
    link_sure: Sure
    opened: bool
    must_do: bool
    same_idea: bool
    private_window: bool
    urgent: bool
    tell_today: str
    done_means: str
    contacts: tuple[Contact, ...]
    fingerprint: str

    @property
    def clauses(self) -> tuple[str, ...]:
        """Every clause it comes from, the main one first."""
        return (self.clause, *self.also_clauses)

    @property
    def may_have_moved(self) -> bool:
        """True where the way there, or the link, is only remembered, or nobody opened the page itself."""
        return not self.opened or Sure.MEMORY in (self.sure, self.link_sure)


@dataclass(frozen=True, slots=True)
class Site:
    """A site, or the group of checks that are asked once whatever the site (`everywhere`).

    `closed` says since when a site is gone, and is empty for an open one. `on_request` sites are shown only to
    a person who asks for them. `mark` is the path (SVG 2, section 9.3) of lines drawn on a square of 24.
    """

    id: str
    name: str
    note: str
    named_in_policy: bool
    closed: str
    on_request: bool
    link: str
    link_sure: Sure
    mark: str
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Checklist:
    """A whole checklist, as parsed from `content`, the bytes that are hashed, published and fetched."""

    id: str
    version: int
    title: str
    policy: str
    language: str
    clauses: tuple[Clause, ...]
    commitments: tuple[Commitment, ...]
    pages: tuple[Page, ...]
    reminder: Reminder | None
    sources: tuple[Source, ...]
    sites: tuple[Site, ...]
    content: bytes

    @cached_property
    def sha256(self) -> str:
        """The digest of `content`, in lower-case hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def choosable(self) -> tuple[Site, ...]:
        """The sites a person may say they use, in the order to show them."""
        return tuple(site for site in self.sites if site.id != EVERYWHERE and not site.closed)

    @property
    def closed(self) -> tuple[Site, ...]:
        """The sites that are gone, in the order to show them."""
        return tuple(site for site in self.sites if site.closed)

    @property
    def everywhere(self) -> tuple[Check, ...]:
        """The checks that are asked once, whatever the sites."""
        return next((site.checks for site in self.sites if site.id == EVERYWHERE), ())

    @cached_property
    def checks(self) -> Mapping[str, Check]:
        """Every check by its id."""
        return {check.id: check for site in self.sites for check in site.checks}

    def site_of(self, check_id: str) -> Site:
        """The site that a check belongs to. Raises KeyError for an unknown check, without its name."""
        for site in self.sites:
            if any(check.id == check_id for check in site.checks):
                return site
        raise KeyError  # a name in it would stand in what a crash tells

    def clause(self, clause_id: str) -> Clause:
        """One clause by its id. Raises KeyError for an unknown one."""
        return {clause.id: clause for clause in self.clauses}[clause_id]

    def source(self, source_id: str) -> Source:
        """One source by its id. Raises KeyError for an unknown one."""
        return {source.id: source for source in self.sources}[source_id]


# Publishing alone judges the same document three times, and each page that shows it reads it.
@lru_cache(maxsize=4)
def parse(content: bytes) -> Checklist:
    """Reads the canonical document. Raises ChecklistError where any rule of this module is broken."""
    document = _decode(content)
    try:
        return _checklist(ClosedFields(HEAD_FILE, document), content)
    except FieldError as problem:
        raise ChecklistError(where=problem.where, what=problem.what) from problem


def canonical(value: object) -> bytes:
    """The one spelling of a document: sorted keys, no spaces, UTF-8. Raises ChecklistError."""
    try:
        text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        return text.encode()
    except (TypeError, ValueError) as problem:
        what = "only strings, whole numbers, true or false, lists and tables may stand here (write dates in quotes)"
        raise ChecklistError(where=HEAD_FILE, what=what) from problem


def plain(text: str) -> str:
    """The text without the stars around exact names, for a screen reader, a search or a print."""
    return text.replace("**", "")


def _decode(content: bytes) -> object:
    if len(content) > _LARGEST_BYTES:
        raise ChecklistError(where="the whole", what="it is larger than 2 MiB")
    try:
        document = json.loads(content.decode())
    except (ValueError, RecursionError) as problem:
        raise ChecklistError(where="the whole", what="it is not JSON in UTF-8") from problem
    if canonical(document) != content:
        raise ChecklistError(where="the whole", what="it is not written in the one canonical way")
    return document


def _checklist(fields: ClosedFields, content: bytes) -> Checklist:
    if fields.whole("format") != FORMAT:
        fields.refuse("format", f"this version of the app reads format {FORMAT} only")
    clauses = _unique(_clause(each) for each in fields.objects("clause", "clause"))
    sources = _unique(read_source(each) for each in fields.objects("source", "source"))
    known = _Known({clause.id: clause for clause in clauses}, {source.id: source for source in sources})
    checklist = Checklist(
        id=fields.slug("id"),
        version=fields.whole("version"),
        title=fields.text("title"),
        policy=fields.slug("policy"),
        language=fields.text("language"),
        clauses=clauses,
        commitments=_unique(
            _commitment(each, known) for each in fields.objects("commitment", "commitment", ())
        ),
        pages=_unique(_page(each, known) for each in fields.objects("page", "page", ())),
        reminder=_reminder(fields.inner("reminder"), known),
        sources=sources,
        sites=_unique(_site(each, known) for each in fields.objects("sites", "file")),
        content=content,
    )
    fields.close()
    if len(checklist.checks) != sum(len(site.checks) for site in checklist.sites):
        fields.refuse("sites", "two checks have the same id")
    return checklist


@dataclass(frozen=True, slots=True)
class _Known:
    """What the rest of the document may refer to."""

    clauses: Mapping[str, Clause]
    sources: Mapping[str, Source]

    def clause(self, fields: ClosedFields) -> str:
        """The id of a known clause."""
        return self._seen(fields, "clause", fields.text("clause"))

    def several(self, fields: ClosedFields, name: str) -> tuple[str, ...]:
        """The ids of known clauses."""
        return tuple(self._seen(fields, name, each) for each in fields.texts(name, default=()))

    def source(self, fields: ClosedFields) -> Source:
        """A known source."""
        found = self.sources.get(fields.text("source"))
        return found or fields.refuse("source", f"no such source stands in {HEAD_FILE}")

    def _seen(self, fields: ClosedFields, name: str, clause: str) -> str:
        return (
            clause if clause in self.clauses else fields.refuse(name, f"no such clause stands in {HEAD_FILE}")
        )


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_WithId = TypeVar("_WithId", bound=_HasId)


def _unique(values: Iterable[_WithId]) -> tuple[_WithId, ...]:
    kept: dict[str, _WithId] = {}
    for value in values:
        if value.id in kept:
            raise FieldError(f"{type(value).__name__.lower()} {value.id}", "this id stands here twice")
        kept[value.id] = value
    return tuple(kept.values())


def _clause(fields: ClosedFields) -> Clause:
    clause = Clause(
        id=fields.slug("id"),
        label=fields.text("label"),
        words=fields.texts("words"),
        suggests=fields.flag("suggests"),
        note=fields.text("note", default=""),
    )
    fields.close()
    return clause


def _commitment(fields: ClosedFields, known: _Known) -> Commitment:
    commitment = Commitment(
        id=fields.slug("id"),
        clause=known.clause(fields),
        also_clauses=known.several(fields, "also_clauses"),
        title=fields.text("title"),
        statement=fields.text("statement"),
        why=fields.text("why"),
        note=fields.text("note", default=""),
    )
    fields.close()
    return commitment


def _page(fields: ClosedFields, known: _Known) -> Page:
    page = Page(
        id=fields.slug("id"),
        title=fields.text("title"),
        clauses=known.several(fields, "clauses"),
        points=fields.texts("points"),
    )
    fields.close()
    return page


def _reminder(fields: ClosedFields | None, known: _Known) -> Reminder | None:
    if fields is None:
        return None
    reminder = Reminder(known.several(fields, "clauses"), fields.text("text"), fields.whole("months"))
    fields.close()
    return reminder


def _site(fields: ClosedFields, known: _Known) -> Site:
    site_id = fields.slug("id")
    link = fields.link("link")
    site = Site(
        id=site_id,
        name=fields.text("name"),
        note=fields.text("note", default=""),
        named_in_policy=fields.flag("named_in_policy"),
        closed=fields.text("closed", default=""),
        on_request=fields.flag("on_request"),
        link=link,
        link_sure=fields.choice("link_sure", Sure, default=None if link else Sure.SEEN),
        mark=_mark(fields),
        checks=_unique(_check(each, site_id, known) for each in fields.objects("checks", "check")),
    )
    fields.close()
    must_do = sum(check.must_do for check in site.checks)
    if must_do > MOST_MUST_DO:
        fields.refuse("check", f"{must_do} checks must be done; at most {MOST_MUST_DO} may")
    if must_do and site.closed:
        fields.refuse("check", "nothing must be done on a site that has closed")
    return site


def _mark(fields: ClosedFields) -> str:
    path = fields.text("mark", default="")
    if path and not _PATH.fullmatch(path):
        fields.refuse("mark", "the path of an SVG drawing is wanted, such as M4 4h16v16H4z")
    return path


def _check(fields: ClosedFields, site_id: str, known: _Known) -> Check:
    clause, also = known.clause(fields), known.several(fields, "also_clauses")
    link, sure, source = fields.link("link"), fields.choice("sure", Sure), known.source(fields)
    check = Check(
        id=fields.slug("id"),
        topic=fields.slug("topic"),
        clause=clause,
        also_clauses=also,
        quotes=_quotes(fields, [known.clauses[each] for each in (clause, *also)]),
        title=fields.text("title"),
        question=fields.text("question"),
        why=fields.text("why"),
        web=fields.texts("web", default=()),
        phone=fields.texts("phone", default=()),
        link=link,
        recommended=fields.text("recommended"),
        setting=fields.text("setting", default=""),
        note=fields.text("note", default=""),
        minutes=fields.whole("minutes"),
        source=source.id,
        checked=fields.day("checked", needed=sure is Sure.SEEN),
        sure=sure,
        link_sure=fields.choice("link_sure", Sure, default=None if link else Sure.SEEN),
        opened=source.kind is SourceKind.PAGE,
        must_do=fields.flag("must_do"),
        same_idea=fields.flag("same_idea"),
        private_window=fields.flag("private_window"),
        urgent=fields.flag("urgent"),
        tell_today=fields.text("tell_today", default=""),
        done_means=fields.text("done_means", default=""),
        contacts=fields.choices("contacts", Contact, default=(Contact.LINE_MANAGER,)),
        fingerprint="",
    )
    fields.close()
    _keep_the_rules(fields, check, site_id, known)
    return replace(check, fingerprint=_fingerprint(check))


def _quotes(fields: ClosedFields, clauses: list[Clause]) -> tuple[Quote, ...]:
    found = []
    for words in fields.texts("quotes", default=(" ".join(clauses[0].words),)):
        clause = next((each for each in clauses if words in " ".join(each.words)), None)
        if clause is None:
            fields.refuse("quotes", "these exact words do not stand in any clause of this check")
        found.append(Quote(clause.id, words))
    return tuple(found)


def _keep_the_rules(fields: ClosedFields, check: Check, site_id: str, known: _Known) -> None:
    if not check.id.startswith(f"{site_id}."):
        fields.refuse("id", f"it must begin with '{site_id}.'")
    if not check.web and not check.phone:
        fields.refuse("web", "say how, on the web or on a phone")
    if check.must_do and known.clauses[check.clause].suggests:
        fields.refuse("must_do", "its clause only suggests, so it may not be a must")
    if check.urgent and not (check.must_do and check.tell_today):
        fields.refuse("urgent", "what is urgent must be done and says whom to tell, in tell_today")


def _fingerprint(check: Check) -> str:
    """The digest of what a person reads and is sent to; not of dates, sources or minutes."""
    unread = {
        "topic",
        "minutes",
        "source",
        "checked",
        "sure",
        "link_sure",
        "opened",
        "must_do",
        "fingerprint",
    }
    seen = {name: getattr(check, name) for name in Check.__slots__ if name not in unread}
    quotes = [{"clause": each.clause, "words": each.words} for each in check.quotes]
    return hashlib.sha256(canonical(seen | {"quotes": quotes})).hexdigest()
