"""Which column of a staff list means what: by the person's own choice, a system's names, or synonyms.

Rules:

* headings are compared without case, spaces and punctuation;
* the order: what the person chose for this file; what the trust chose before, if all its headings are there; the
  names that a common system uses; synonyms;
* two columns that could mean the same, or none for what is needed, are for the person to settle: nothing is guessed;
* a column that HR should not hold here is refused and named, whatever else is chosen, by words that stand anywhere in
  its heading: exports have “Employee Date of Birth” and “Annual Salary (FTE)” too;
* the heading is the first of the topmost rows in which most headings are known.

Names of systems' columns were gathered from their own help pages and those of systems that read them (SIMS, Bromcom,
Arbor, Access, Impero). For iTrent none was found: its exports are read by synonyms.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

MEANINGS: Mapping[str, str] = {
    "staff_id": "staff id",
    "name": "whole name",
    "forename": "first name",
    "surname": "last name",
    "preferred_name": "preferred whole name",
    "preferred_forename": "preferred first name",
    "preferred_surname": "preferred last name",
    "legal_name": "legal whole name",
    "legal_forename": "legal first name",
    "legal_surname": "legal last name",
    "email": "work e-mail address",
    "school": "school, or several",
    "role": "role or job title",
    "line_manager": "line manager's e-mail or staff id",
    "kind": "kind of person",
    "joined_on": "first day",
    "left_on": "last day",
}
"""Every meaning a column can have, and its words for a person."""

NEEDED: Mapping[str, str] = {
    "staff_id": "a staff id",
    "email": "an e-mail address",
    "school": "a school",
    "role": "a role or job title",
}
_WHOLE_NAMES = ("name", "preferred_name", "legal_name")
_FORENAMES = ("forename", "preferred_forename", "legal_forename")
_SURNAMES = ("surname", "preferred_surname", "legal_surname")
_LOOKED_AT = 30

_HEADINGS: Mapping[str, str] = {
    "staff_id": "staff id|staff reference|staff ref|reference|ref no|staff number|staff no|staff code|payroll no"
    "|payroll number|payroll id|payroll ref|employee id|employee number|employee no|employee ref|employee code"
    "|person id|person number|personal reference|id",
    "name": "name|full name|staff name|employee name|display name|staff",
    "forename": "forename|first name|given name|first names|forenames",
    "surname": "surname|last name|family name",
    "preferred_name": "preferred name|known as|preferred full name",
    "preferred_forename": "preferred forename|preferred first name|known as forename|known as first name|chosen name",
    "preferred_surname": "preferred surname|preferred last name|known as surname|known as last name",
    "legal_name": "legal name|legal full name",
    "legal_forename": "legal forename|legal first name",
    "legal_surname": "legal surname|legal last name",
    "email": "email|e mail|email address|e mail address|work email|work e mail|work email address|staff email"
    "|primary email|school email",
    "school": "school|schools|school name|site|academy|location|workplace|establishment|primary site|place of work"
    "|school names|academies|sites",
    "role": "role|job title|post|post title|position|job role|job type|business role|business roles|job",
    "line_manager": "line manager|manager|reports to|line manager email|line manager e mail|line manager id"
    "|line manager staff id|line manager reference|line manager email address|manager email|manager id"
    "|line manager payroll number|line manager staff code|reports to email",
    "kind": "type|staff type|person type|kind|worker type|employment type",
    "joined_on": "start date|started|date started|joined|joining date|employment start date|date of commencement"
    "|contract start date|date joined|continuous service date",
    "left_on": "leave date|leaving date|date left|end date|left|employment end date|date of leaving|contract end date"
    "|leaver date",
}
_FORBIDDEN: Mapping[str, str] = {
    "a National Insurance number": "national insurance|ni|n i|nino|nin",
    "the date of birth": "birth|dob|d o b|birthday|birthdate|born",
    "the home address": "address|addr|postcode|post code|postal code|street|home phone|home telephone|home tel"
    "|home mobile|home email|home e mail|home number|personal email|personal e mail|personal phone|personal mobile"
    "|next of kin|emergency contact",
    "pay": "salary|salaries|pay|wage|wages|earnings|remuneration|hourly rate|spine point|scale point|spinal point"
    "|bank account|bank details|bank name|bank number|sort code|account number|iban",
    "a protected characteristic or somebody’s health": "ethnicity|ethnic|ethnic origin|religion|religious|disability"
    "|disabled|sexual orientation|sexuality|gender reassignment|marital status|pregnancy|sickness|medical|trade union",
}
"""Words that anywhere in a heading say that it must go."""

_ALONE = {"age": "the date of birth", "bank": "pay", "scale": "pay", "spine": "pay"}
"""Whole headings that must go; in longer ones these words may mean something else."""

_WORK_ADDRESS = frozenset({"email", "mail", "web", "ip", "work", "workplace", "office"}) | frozenset(
    {"school", "site", "academy", "establishment", "trust"}
)
_PAY_NUMBER = re.compile(r"\bpay (?:no|num|number|ref|reference|id|code)\b")


@dataclass(frozen=True)
class System:
    """A system's own names for its columns; those of `signs` tell that a list is from it."""

    name: str
    signs: tuple[str, ...]
    columns: Mapping[str, str]


SYSTEMS = (
    System(
        "SIMS",
        ("payrollnumber", "legalforename", "legalsurname"),
        {"staff_id": "payrollnumber", "legal_forename": "legalforename", "legal_surname": "legalsurname"},
    ),
    System(
        "Bromcom",
        ("staffcode", "preferredfirstname", "preferredlastname"),
        {
            "staff_id": "staffcode",
            "preferred_forename": "preferredfirstname",
            "preferred_surname": "preferredlastname",
            "legal_forename": "firstname",
            "legal_surname": "lastname",
        },
    ),
    System(
        "Arbor",
        ("arborid", "legalfirstname", "legallastname"),
        {
            "staff_id": "arborid",
            "legal_forename": "legalfirstname",
            "legal_surname": "legallastname",
            "role": "businessrole",
        },
    ),
    System(
        "Access",
        ("refno", "contractref", "jobtype"),
        {"staff_id": "refno", "forename": "forename", "surname": "surname", "role": "jobtype"},
    ),
)


@dataclass
class Matched:
    """Which column (its place, from 0) has which meaning, how that is known, and what is wrong, as sentences.

    `unclear` is what the person can settle by choosing columns, `refused` what must go.
    """

    places: dict[str, int] = field(default_factory=dict)
    basis: str = "headings"
    unclear: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def plain(heading: str) -> str:
    """A heading without case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", heading.casefold())


_MEANING_OF = {plain(word): meaning for meaning, words in _HEADINGS.items() for word in words.split("|")}
_PHRASES = tuple((phrase, named) for named, words in _FORBIDDEN.items() for phrase in words.split("|"))
_RUN_TOGETHER = (
    ("nationalinsurance", "a National Insurance number"),
    ("dateofbirth", "the date of birth"),
    ("birthdate", "the date of birth"),
    ("homeaddress", "the home address"),
    ("addressline", "the home address"),
    ("postcode", "the home address"),
    ("salary", "pay"),
    ("sortcode", "pay"),
    ("bankaccount", "pay"),
)


def header_place(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Return where among the topmost rows the headings stand, and how many of them are known."""
    best, known = 0, 0
    for place, cells in enumerate(rows[:_LOOKED_AT]):
        found = {_MEANING_OF.get(plain(one)) or _forbidden(one) for one in cells} - {None}
        if len(found) > known:
            best, known = place, len(found)
    if known > 1:
        return best, known
    widest = max((sum(map(bool, cells)) for cells in rows[:_LOOKED_AT]), default=0)
    places = (place for place, cells in enumerate(rows[:_LOOKED_AT]) if sum(map(bool, cells)) == widest)
    return next(places, 0), known


def match(header: Sequence[str], given: Mapping[str, str] | None, remembered: Mapping[str, str]) -> Matched:
    """Say what each column means. `given` and `remembered` are headings by meaning."""
    headings = [plain(cell) for cell in header]
    found = Matched(refused=[*_refusals(header)])
    kept = {meaning: plain(heading) for meaning, heading in remembered.items()}
    if given is not None:
        found.basis = "given"
        _take(found, headings, {meaning: plain(heading) for meaning, heading in given.items()})
    elif kept and set(kept.values()) <= set(headings):
        found.basis = "remembered"
        _take(found, headings, kept)
    else:
        _take_by_names(found, headings, header)
    found.unclear.extend(_missing(found.places.keys()))
    return found


def _take(found: Matched, headings: Sequence[str], wanted: Mapping[str, str]) -> None:
    for meaning, heading in wanted.items():
        if meaning in MEANINGS and heading in headings:
            found.places[meaning] = headings.index(heading)


def _take_by_names(found: Matched, headings: Sequence[str], header: Sequence[str]) -> None:
    for system in SYSTEMS:
        if set(system.signs) <= set(headings):
            found.basis = system.name
            _take(found, headings, system.columns)
            break
    taken = set(found.places.values())
    for meaning in MEANINGS:
        places = [n for n, one in enumerate(headings) if _MEANING_OF.get(one) == meaning and n not in taken]
        if meaning in found.places or not places:
            continue
        if len(places) > 1:
            names = " and ".join(f"“{header[place].strip()[:40]}”" for place in places)
            found.unclear.append(
                f"More than one column could be the {MEANINGS[meaning]}: {names}. Choose one."
            )
        else:
            found.places[meaning] = places[0]


def _missing(known: Iterable[str]) -> Iterator[str]:
    have = set(known)
    for meaning, words in NEEDED.items():
        if meaning not in have:
            yield f"The list has no column for {words}."
    halves = have.intersection(_FORENAMES) and have.intersection(_SURNAMES)
    if not have.intersection(_WHOLE_NAMES) and not halves:
        yield "The list has no column for a name (or for a forename and a surname)."


def _forbidden(heading: str) -> str | None:
    """What a heading says that must not be held, or None: by whole words, or by long ones written without spaces."""
    short = plain(heading)
    if short in _MEANING_OF:
        return None
    if short in _ALONE:
        return _ALONE[short]
    apart = _PAY_NUMBER.sub(" ", " ".join(_words(heading)))
    if _WORK_ADDRESS & set(apart.split()):
        apart = re.sub(r"\b(?:address|addr)\b", " ", apart)
    for phrase, named in _PHRASES:
        if f" {phrase} " in f" {apart} ":
            return named
    return next((named for phrase, named in _RUN_TOGETHER if phrase in short), None)


def _words(heading: str) -> list[str]:
    """The words of a heading in small letters; “NINumber” has two."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", heading[:400])
    return re.findall(r"[^\W\d_]+", parted.casefold())


def _refusals(header: Sequence[str]) -> Iterator[str]:
    for written in header:
        if named := _forbidden(written):
            yield refusal(written, named)


def refusal(heading: str, named: str, where: str = "") -> str:
    """The sentence about a column that must go."""
    return (
        f"The column “{heading.strip()[:40]}” holds {named}{where}, which must not be kept here. "
        "Take it out of the file, and try again."
    )
