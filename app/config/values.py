"""The kinds of value that a setting can have, each with how it is read and how its form is put in words.

Every source gives text, whole numbers or lists; a kind turns that into the value or raises ValueError whose words
finish the sentence "“name” …".
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from app.config.addresses import is_safe_base

_LONGEST = 400
_THUMBPRINT_CHARACTERS = 43
_BASE64URL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


class Kind(NamedTuple):
    """One kind of value.

    `form` describes it for whoever sets it; `choices` and `bounds` are for forms that offer them; `is_list` tells
    that several may be given.
    """

    read: Callable[[object], object]
    form: str
    choices: tuple[str, ...] = ()
    bounds: tuple[int, int] | None = None
    is_list: bool = False


def words() -> Kind:
    """Words, at most 400 characters."""
    return Kind(_words, "words")


def address() -> Kind:
    """An https address, or plain http to this very computer."""
    return Kind(_address, "an address that starts with https://")


def number(least: int, most: int) -> Kind:
    """A whole number."""

    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            msg = f"must be a whole number from {least} to {most}"
            raise ValueError(msg)
        return value

    return Kind(read, f"a whole number from {least} to {most}", bounds=(least, most))


def choice(*allowed: str) -> Kind:
    """One of a few words."""

    def read(value: object) -> str:
        if value not in allowed:
            msg = f"must be one of: {', '.join(allowed)}"
            raise ValueError(msg)
        return str(value)

    return Kind(read, f"one of: {', '.join(allowed)}", choices=allowed)


def proxy() -> Kind:
    """How to get out of the network. A name or password in it is refused: settings are read by everyone."""
    return Kind(_proxy, "system, none, or an address such as http://proxy.school.example:8080")


def several(read_one: Callable[[str], object], form: str) -> Kind:
    """Several of something: a list, or one text with semicolons or line ends between them."""

    def read(value: object) -> tuple[object, ...]:
        return tuple(read_one(part) for part in _parts(value))

    return Kind(read, form, is_list=True)


def names() -> Kind:
    """Several names."""
    return several(str, "names, with semicolons between them")


def patterns() -> Kind:
    """Several names in which * stands for anything."""
    return several(str, "names, with semicolons between them; * stands for anything")


def thumbprints() -> Kind:
    """Several RFC 7638 thumbprints; more than one while a key is being replaced."""
    return several(
        _thumbprint, "a key’s thumbprint of 43 characters; while it is replaced, two with a semicolon"
    )


def _words(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value.strip()) <= _LONGEST:
        msg = "must be words between quotes"
        raise ValueError(msg)
    return value.strip()


def _address(value: object) -> str:
    text = _words(value)
    if not is_safe_base(text):
        msg = "must be an address that starts with https://, with no name, password, ? or # in it"
        raise ValueError(msg)
    return text.rstrip("/")


def _proxy(value: object) -> str:
    text = _words(value).rstrip("/")
    host = text.removeprefix("http://")
    if text in ("system", "none") or (host != text and host and not set(host) & set("/@?# ")):
        return text
    msg = "must be system, none, or an address such as http://proxy.school.example:8080, without a password"
    raise ValueError(msg)


def _thumbprint(text: str) -> str:
    if len(text) != _THUMBPRINT_CHARACTERS or not set(text) <= _BASE64URL:
        msg = "must be the thumbprint of a key, 43 letters, digits, - and _"
        raise ValueError(msg)
    return text


def _parts(value: object) -> Sequence[str]:
    if isinstance(value, str):
        value = value.replace("\n", ";").split(";")
    if not isinstance(value, list | tuple) or not all(isinstance(part, str) for part in value):
        msg = "must be words between quotes, or a list of them"
        raise ValueError(msg)
    found = [part.strip() for part in value if part.strip()]
    if not found:
        msg = "is empty"
        raise ValueError(msg)
    return found
