"""A policy's text: its sections, its particulars, and what differs between two versions.

* A section begins at a level-two ATX heading ("## Title") outside a code fence and runs to the next one.
* A section is known by the SHA-256 of its own text, heading included. Line endings, a byte-order mark and
  space at the ends of lines are no part of it, so that saving a file elsewhere changes no section.
* Two sections with the same words have the same digest: whoever has read the one has read the other.
* What stands before the first such heading is the preamble: title, particulars, contents.
* A text without such headings is one section, named by the text's title. An empty text has none.
* The particulars are the first table: its first column names, its second holds.
* A review month is over when its last day is.

Sources: CommonMark 0.31 sections 4.2 (ATX headings) and 4.5 (code fences); GitHub Flavored Markdown 4.10
(tables).
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from app.domain import dates

_HEADING = re.compile(r" {0,3}(?P<level>#{1,6})(?:[ \t]+(?P<title>.*))?")
_FENCE = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})(?P<info>.*)")
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")
_RULE_CELL = re.compile(r":?-+:?")
_INLINE_MARK = re.compile(r"\\(?P<kept>[!-/:-@\[-`{-~])|\*+|`+")


class PolicyRef(NamedTuple):
    """One exact version of one policy, as a record names it; both digests are lower-case hex SHA-256."""

    id: str
    version: int
    sha256: str
    manifest_sha256: str


class Section(NamedTuple):
    """One section: its place counted from 1, plain title, digest (hex SHA-256) and Markdown."""

    number: int
    title: str
    digest: str
    markdown: str


def sha256_hex(content: bytes) -> str:
    """The SHA-256 of exact bytes in lower-case hex, as manifests and records hold it."""
    return hashlib.sha256(content).hexdigest()


def sections(markdown: str) -> tuple[Section, ...]:
    """The sections of a policy in reading order; none for an empty text."""
    lines = _lines(markdown)
    starts = [index for index, _ in _headings(lines, level=2)] or [0]
    texts = ["\n".join(lines[start:end]).strip("\n") for start, end in pairwise([*starts, len(lines)])]
    return tuple(
        Section(number, _section_title(text, number), _digest(text), text)
        for number, text in enumerate(texts, 1)
        if text.strip()
    )


def preamble(markdown: str) -> str:
    """What stands before the first section; empty where the whole text is one section."""
    lines = _lines(markdown)
    first = next(_headings(lines, level=2), (0, ""))[0]
    return "\n".join(lines[:first]).strip("\n")


def title(markdown: str) -> str:
    """The first level-one heading, else the first line with words in it, else nothing."""
    lines = _lines(markdown)
    heading = next((words for _, words in _headings(lines, level=1) if words), "")
    return heading or next((words for line in lines if (words := _plain(line.strip(" \t#>-|")))), "")


def id_of(named: str) -> str:
    """An id made from a policy's title: small letters, digits and hyphens, at most 64."""
    return re.sub(r"[^a-z0-9]+", "-", named.casefold()).strip("-")[:64].strip("-") or "policy"


def changed_sections(old_markdown: str, new_markdown: str) -> frozenset[str]:
    """Digests of the sections of the new text that the old text did not hold word for word."""
    return _digests(new_markdown) - _digests(old_markdown)


def unchanged_sections(old_markdown: str, new_markdown: str) -> frozenset[str]:
    """Digests of the sections of the new text that stood word for word in the old one."""
    return _digests(new_markdown) & _digests(old_markdown)


def particulars(markdown: str) -> dict[str, str]:
    """The first table's rows as name and value, in order; empty where there is no table."""
    lines = _lines(markdown)
    for index, (head, rule) in enumerate(pairwise(lines)):
        if "|" in head and _is_table_rule(rule, columns=len(_cells(head))):
            rows = [head, *_rows_after(lines[index + 2 :])]
            named = [[*_cells(row), ""] for row in rows]
            return {name: value for name, value, *_ in named if name}
    return {}


def review_month(markdown: str) -> date | None:
    """The last day of the month in which the policy says its next review is due; None if it does not say."""
    named = {name.casefold(): dates.month_end(value) for name, value in particulars(markdown).items()}
    ahead = [
        name for name in named if "review" in name and not any(past in name for past in ("last", "reviewed"))
    ]
    ahead.sort(key=lambda name: "next" not in name)
    return next((month_end for name in ahead if (month_end := named[name])), None)


def review_sentence(markdown: str, today: date) -> str | None:
    """One sentence saying that the review date has passed, or None where it has not or is not known."""
    due = review_month(markdown)
    if due is None or today <= due:
        return None
    return f"This policy was due for review in {dates.month(due)}."


def _lines(markdown: str) -> list[str]:
    text = markdown.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text.split("\n")


def _headings(lines: list[str], level: int) -> Iterator[tuple[int, str]]:
    fence = ""
    for index, line in enumerate(lines):
        if fence or _FENCE.fullmatch(line):
            fence = _fence_after(fence, line)
        elif (found := _HEADING.fullmatch(line)) and len(found["level"]) == level:
            yield index, _plain(_without_closing_hashes((found["title"] or "").strip()))


def _without_closing_hashes(words: str) -> str:
    kept = words.rstrip("#")
    return kept if kept.endswith((" ", "\t")) or not kept else words


def _fence_after(fence: str, line: str) -> str:
    """The fence that is open after this line; empty for none."""
    found = _FENCE.fullmatch(line)
    if not found:
        return fence
    mark, info = found["mark"], found["info"]
    if not fence:
        return "" if mark[0] == "`" and "`" in info else mark
    closes = mark[0] == fence[0] and len(mark) >= len(fence) and not info.strip()
    return "" if closes else fence


def _section_title(text: str, number: int) -> str:
    heading = next(_headings(text.split("\n"), level=2), None)
    return (heading[1] if heading else title(text)) or f"Part {number}"


def _digest(text: str) -> str:
    return sha256_hex("\n".join(line.rstrip() for line in text.split("\n")).strip().encode())


def _digests(markdown: str) -> frozenset[str]:
    return frozenset(section.digest for section in sections(markdown))


def _cells(row: str) -> list[str]:
    inner = row.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [_plain(cell) for cell in _UNESCAPED_PIPE.split(inner)]


def _is_table_rule(line: str, columns: int) -> bool:
    cells = _cells(line)
    return len(cells) == columns and all(_RULE_CELL.fullmatch(cell) for cell in cells)


def _rows_after(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if "|" not in line:
            return
        yield line


def _plain(text: str) -> str:
    """Inline Markdown as plain words: emphasis and code marks dropped, escapes undone."""
    return " ".join(_INLINE_MARK.sub(lambda found: found["kept"] or "", text).split())
