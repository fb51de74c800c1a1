"""Reading one object of untrusted content strictly: each field by its kind, and none that nobody asked for."""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Never, TypeVar
from urllib.parse import urlsplit

_SLUG = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_LONGEST_TEXT = 600
_Choice = TypeVar("_Choice", bound=StrEnum)


class FieldError(ValueError):
    """A field breaks its rule: `where` names it, `what` says the rule. Neither holds the content itself."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where = where
        self.what = what


class ClosedFields:
    """The fields of one object. Read each that may be there, then `close`.

    `where` says where the object stands, for whoever has to put it right. Every method raises FieldError.
    """

    def __init__(self, where: str, value: object) -> None:
        if not isinstance(value, dict):
            raise FieldError(where, "a table of fields is wanted here")
        self.where = where
        self._left: dict[str, object] = dict(value)

    def refuse(self, name: str, what: str) -> Never:
        """Refuses the field by its name."""
        raise FieldError(f"{self.where}, {name}", what)

    def close(self) -> None:
        """Refuses whatever has not been read."""
        for name in sorted(self._left):
            self.refuse(name if _is_slug(name.replace("_", "-")) else "a field", "this field is not known")

    def text(self, name: str, default: str | None = None) -> str:
        """One line of text, without space around it, the stars around exact names in pairs."""
        value = self._take(name, default)
        return default if default is not None and value is default else self._line(name, value)

    def texts(self, name: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of lines, each as in `text`, none of them twice."""
        value = self._take(name, default)
        if value is default and default is not None:
            return default
        if not isinstance(value, list) or not value:
            self.refuse(name, "a list with at least one line is wanted")
        lines = tuple(self._line(name, line) for line in value)
        if len(set(lines)) != len(lines):
            self.refuse(name, "the same line stands here twice")
        return lines

    def slug(self, name: str) -> str:
        """A name for ever: small letters, digits, dots and hyphens."""
        value = self.text(name)
        if not _is_slug(value):
            self.refuse(name, "use small letters, digits, dots and hyphens only")
        return value

    def whole(self, name: str) -> int:
        """A whole number above zero."""
        value = self._take(name, None)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            self.refuse(name, "a whole number above zero is wanted")
        return value

    def flag(self, name: str) -> bool:
        """True or false; false where it is left out."""
        value = self._take(name, default=False)
        if not isinstance(value, bool):
            self.refuse(name, "true or false is wanted")
        return value

    def day(self, name: str, *, needed: bool) -> str:
        """A day, as 2026-11-22; where none is needed there may be none, and "" is given."""
        if not needed:
            return ""
        value = self.text(name)
        try:
            date.fromisoformat(value)
        except ValueError:
            self.refuse(name, "a day is wanted, such as 2026-11-22")
        return value

    def choice(self, name: str, kind: type[_Choice], default: _Choice | None = None) -> _Choice:
        """One of the words of `kind`."""
        return self._one_of(name, self.text(name, default), kind)

    def choices(self, name: str, kind: type[_Choice], default: tuple[_Choice, ...]) -> tuple[_Choice, ...]:
        """Some of the words of `kind`."""
        return tuple(self._one_of(name, value, kind) for value in self.texts(name, default))

    def link(self, name: str) -> str:
        """A plain https link to a named host, or nothing."""
        value = self.text(name, default="")
        if value and not _is_plain_https(value):
            self.refuse(name, "a plain https:// link is wanted")
        return value

    def objects(
        self, name: str, kind: str, default: tuple[object, ...] | None = None
    ) -> Iterator["ClosedFields"]:
        """The objects of a list, each knowing where it stands by its own id."""
        value = self._take(name, default)
        if not isinstance(value, (list, tuple)):
            self.refuse(name, "a list is wanted")
        for number, each in enumerate(value, start=1):
            own = each.get("id") if isinstance(each, dict) else None
            label = own if isinstance(own, str) and _is_slug(own) else f"number {number}"
            yield ClosedFields(f"{label}.toml" if kind == "file" else f"{self.where}, {kind} {label}", each)

    def inner(self, name: str) -> "ClosedFields | None":
        """The object in this field, or None where there is none."""
        value = self._take(name, {})
        return ClosedFields(f"{self.where}, {name}", value) if value != {} else None

    def _take(self, name: str, default: object) -> object:
        if name in self._left:
            return self._left.pop(name)
        if default is None:
            self.refuse(name, "this field is missing")
        return default

    def _line(self, name: str, value: object) -> str:
        if not isinstance(value, str) or not value or value != value.strip():
            self.refuse(name, "text is wanted, with no space around it")
        if len(value) > _LONGEST_TEXT or not value.isprintable():
            self.refuse(name, f"one printable line of at most {_LONGEST_TEXT} characters is wanted")
        if value.count("**") % 2:
            self.refuse(name, "the two stars around an exact name come in pairs")
        return value

    def _one_of(self, name: str, value: str, kind: type[_Choice]) -> _Choice:
        try:
            return kind(value)
        except ValueError:
            self.refuse(name, f"use one of {', '.join(kind)}")


def _is_slug(text: str) -> bool:
    return len(text) <= 64 and _SLUG.fullmatch(text) is not None


def _is_plain_https(link: str) -> bool:
    if not link.isascii() or any(character in link for character in ' "<>\\^`{|}'):
        return False
    try:
        parts = urlsplit(link)
        return parts.scheme == "https" and parts.port is None and _HOST.fullmatch(parts.netloc) is not None
    except ValueError:
        return False
