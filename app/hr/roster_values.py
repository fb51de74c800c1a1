"""What a value on the staff list may be: names, addresses, days, kinds; by file or by hand alike.

Rules:

* every name is a name: any letters, apostrophes, one word or several, up to 200 characters;
* spaces are made single, letters brought to one form (Unicode NFC), marks that nobody sees taken out;
* characters that turn the order of reading round, and other control characters, are refused;
* nothing that looks like a National Insurance number is taken in;
* text that begins like a formula is kept as text: whoever writes it into a table makes it safe there.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from app.domain.folding import fold
from app.hr.roster_columns import NEEDED

LONGEST = 200
LONGEST_ID = 64
MOST_SCHOOLS = 50


class Kind(StrEnum):
    """What somebody is to the trust (section 1 of the policy covers them all)."""

    EMPLOYEE = "employee"
    AGENCY = "agency"
    VOLUNTEER = "volunteer"
    GOVERNOR = "governor"


_KINDS = (
    (Kind.AGENCY, re.compile(r"agency|supply|contractor|self.employed", re.IGNORECASE)),
    (Kind.VOLUNTEER, re.compile(r"volunteer", re.IGNORECASE)),
    (Kind.GOVERNOR, re.compile(r"governor|trustee", re.IGNORECASE)),
)
_DMY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?")
_SHORT_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufff9-\ufffb]")
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff]")
# Two letters, six figures, a letter A to D (HMRC's National Insurance Manual NIM39110), spaced or not.
_NI_NUMBER = re.compile(
    r"(?<![A-Za-z])[A-CEGHJ-PR-TW-Za-ceghj-pr-tw-z][A-CEGHJ-NPR-TW-Za-ceghj-npr-tw-z]"
    r" ?\d\d ?\d\d ?\d\d ?[A-Da-d](?![A-Za-z0-9])"
)
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "dame"})
_SCHOOLS_APART = re.compile(r"\s*[;|\n]\s*")


def clean(text: str) -> str:
    """A value with single spaces, in one form, without unseen marks."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())


def turns_round(text: str) -> bool:
    """Whether it holds characters that change how the rest reads."""
    return _TURNING.search(text) is not None


def looks_like_ni_number(text: str) -> bool:
    """Whether what looks like a National Insurance number stands in it."""
    return _NI_NUMBER.search(text) is not None


def schools_in(text: str) -> tuple[str, ...]:
    """The schools of a cell: one, or several with semicolons, bars or line breaks between."""
    parts = (clean(part) for part in _SCHOOLS_APART.split(text.strip()))
    return tuple(dict.fromkeys(part for part in parts if part))


def kind_in(text: str) -> Kind:
    """What kind of person a cell says; an employee unless it says otherwise."""
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), Kind.EMPLOYEE)


def day_in(text: str) -> date | None:
    """The day of a cell, day first or YYYY-MM-DD; raises ValueError for what is none."""
    if not text:
        return None
    if parts := _DMY.fullmatch(text):
        return date(int(parts[3]), int(parts[2]), int(parts[1]))
    return date.fromisoformat(text[:10] if text[10:11] in {" ", "T"} else text)


def wrong_days(joined_on: date | str | None, left_on: date | str | None) -> Iterator[str]:
    """What is wrong with a first and a last day (both dates, or both `YYYY-MM-DD`), as sentences that begin small."""
    if joined_on and left_on and str(left_on) < str(joined_on):
        yield "the last day comes before the first day."


def wrong_date(text: str) -> str:
    """What is wrong with a day that `day_in` does not take, as a sentence that begins small."""
    if _SHORT_YEAR.fullmatch(text):
        return "there is a date with two figures for the year. Write all four, as in 31/12/2026."
    return "there is a date that is not one. Write it as 31/12/2026."


def same_person(one: str, other: str) -> bool:
    """Whether two names share a word: somebody who married, not somebody else's staff id.

    Titles and single Latin letters are no names.
    """
    return bool(set(_words(one)) & set(_words(other)))


def wrong_with(values: Mapping[str, str], schools: Sequence[str]) -> Iterator[str]:
    """What is wrong with one person's values, as sentences that begin small."""
    texts = {"staff_id": values["staff_id"], "name": values["name"], "role": values["role"]}
    needed = {**NEEDED, "name": "a name"}
    for key, text in {**texts, "school": schools[0] if schools else ""}.items():
        if not text:
            yield f"there is no {needed[key].split(' ', 1)[1]}."
        elif len(text) > (LONGEST_ID if key == "staff_id" else LONGEST):
            yield f"{needed[key]} is longer than can be kept."
    email = values["email"]
    if email and (len(email) > LONGEST or not _EMAIL.fullmatch(email)):
        yield "the e-mail address does not look like one."
    if len(values.get("legal_name", "")) > LONGEST:
        yield "a legal name is longer than can be kept."
    if len(schools) > MOST_SCHOOLS or any(len(one) > LONGEST for one in schools):
        yield "there are more schools, or longer names, than can be kept."


def _words(name: str) -> Iterator[str]:
    for word in re.findall(r"\w+", fold(name)):
        if word not in _TITLES and not (len(word) == 1 and word.isascii()):
            yield word
