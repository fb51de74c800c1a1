"""The words of one language: what Qt's translator knows, and sentences in which something is filled in.

Loaded only where the window speaks another language than English.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from xml.etree import ElementTree as ET

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from app.domain import dates
from app.ui.assets import resource

_CONTEXT = "said"
_LEAST_LETTERS = 2
_KEPT = "“\ue000”"
"""Stands for a quotation of several lines while the lines around it are turned over."""


class Words(QTranslator):
    """The words of one language; `tag` is its name (BCP 47). Patterns are made when they are first needed."""

    def __init__(self, tag: str, parent: QCoreApplication) -> None:
        super().__init__(parent)
        self.tag = tag
        self._locale = QLocale(tag)

    def turned(self, text: str) -> str:
        """A sentence, name or date in this language; as it is where nobody translated it."""
        exact = QCoreApplication.translate(_CONTEXT, text)
        if exact != text:
            return exact
        if text in dates.WEEKDAYS:
            return self._weekday(text)
        if found := self._date_pattern.fullmatch(text):
            return self._date(found)
        for pattern, target in self._patterns:
            if found := pattern.fullmatch(text):
                return self._filled(target, found)
        if found := self._at_pattern.fullmatch(text):
            at = QCoreApplication.translate("Dates", "{0} at {1}")
            return at.format(
                self.turned(found["before"]) + found["comma"], found["time"] + (found["zone"] or "")
            )
        return text

    def turned_lines(self, text: str) -> str:
        """The same line by line; what stands between quotation marks over several lines stays."""
        quotation = re.compile(r"“[^”]*\n[^”]*”")
        kept = quotation.findall(text)
        turned = "\n".join(
            self.turned(line) if line else "" for line in quotation.sub(_KEPT, text).split("\n")
        )
        for quote in kept:
            turned = turned.replace(_KEPT, quote, 1)
        return turned

    def _filled(self, target: str, found: re.Match[str]) -> str:
        text = target
        for name, value in found.groupdict().items():
            text = text.replace(f"{{{name.removeprefix('_')}}}", self.turned(value) if value else "")
        return text

    def _date(self, found: re.Match[str]) -> str:
        month_name = self._locale.monthName(dates.MONTHS.index(found["month"]) + 1)
        weekday = self._weekday(found["weekday"]) if found["weekday"] else ""
        return " ".join(part for part in (weekday, found["day"], month_name, found["year"]) if part)

    def _weekday(self, name: str) -> str:
        """As it stands inside a sentence: "dydd Gwener"."""
        day_name = self._locale.dayName(dates.WEEKDAYS.index(name) + 1)
        return day_name[:1].lower() + day_name[1:]

    @cached_property
    def _date_pattern(self) -> re.Pattern[str]:
        weekday, month_name = "|".join(dates.WEEKDAYS), "|".join(dates.MONTHS)
        return re.compile(
            rf"(?:(?:(?P<weekday>{weekday}) )?(?P<day>\d{{1,2}}) )?(?P<month>{month_name})(?: (?P<year>\d{{4}}))?"
        )

    @cached_property
    def _at_pattern(self) -> re.Pattern[str]:
        return re.compile(r"(?P<before>.+?)(?P<comma>,?) at (?P<time>\d\d:\d\d)(?P<zone> UTC)?")

    @cached_property
    def _patterns(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """The sentences in which something is filled in, those with the most words of their own first."""
        return tuple(_patterns(self.tag))


def _patterns(language: str) -> Iterator[tuple[re.Pattern[str], str]]:
    """Read from the .ts file, which names the sources; the .qm file only knows their sums."""
    tree = ET.parse(resource("translations", f"undersigned_{language}.ts"))  # noqa: S314 - our own file
    contexts = (each for each in tree.getroot().iter("context") if each.findtext("name") == _CONTEXT)
    found = [
        (message.findtext("source", ""), message.findtext("translation", ""))
        for context in contexts
        for message in context.iter("message")
    ]
    for source, target in sorted(found, key=_letters, reverse=True):
        if "{" in source and target and _letters((source, "")) >= _LEAST_LETTERS:
            pattern = re.sub(r"\\{(\w+)\\}", r"(?P<_\1>.*?)", re.escape(source))
            yield re.compile(pattern, re.DOTALL), target


def _letters(entry: tuple[str, str]) -> int:
    """How many letters of its own a source has, beside what is filled in."""
    return sum(map(str.isalpha, re.sub(r"\{\w+\}", "", entry[0])))
