"""What a policy's Markdown may not hold: the tricks by which a text shows something else than it says.

* Characters that turn the direction of what follows (U+202A–202E, U+2066–2069) are refused: with them a sentence
  can be shown in another order than it is signed and read out. Arabic and Hebrew need none of them.
* Control characters other than tab and line ends are refused.
* A link goes to a web or mail address, or to a place in the text; any other (javascript:, file:, data:) is refused.
* Beginning like a PDF is refused: a text is shown as a text.

Sources: Unicode Standard Annex 9 (bidirectional algorithm), section 2; CommonMark 0.31 sections 6.3, 6.5 and 4.7.
"""

import re

from app.errors import RefusedError

PDF_MARK = b"%PDF-"
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_LINKS = (
    re.compile(r"(?<!\\)(?:\\\\)*\]\(\s*<?\s*(?P<scheme>[^\s()<>/#?:]*?)\s*(?::|&colon;|&#)", re.IGNORECASE),
    re.compile(
        r"^ {0,3}\[[^\]\n]+\]:\s*<?(?P<scheme>[^\s<>/#?:]*?)(?::|&colon;|&#)", re.IGNORECASE | re.MULTILINE
    ),
    re.compile(r"(?<!\\)(?:\\\\)*<(?P<scheme>[a-z][a-z0-9+.-]{1,31}):[^\s<>]*>", re.IGNORECASE),
)
_ALLOWED = frozenset({"http", "https", "mailto"})


class TurningCharactersError(RefusedError):
    """Invisible characters that change the order in which a text is shown."""

    sentence = (
        "This text holds invisible characters that change the order of what is shown (line {line}). "
        "Staff would see something else than they sign."
    )
    next_step = "Type that line again, and publish that."


class ControlCharactersError(RefusedError):
    """Control characters that are no part of a text."""

    sentence = "This text holds characters that cannot be shown (line {line})."
    next_step = "Type that line again, and publish that."


class UnsafeLinkError(RefusedError):
    """A link that runs something or opens a file."""

    sentence = "This text holds a link that is neither a web nor a mail address (line {line})."
    next_step = "Take the link out, or let it begin with https://, and publish that."


def check_text(text: str) -> None:
    """Raise TurningCharactersError, ControlCharactersError or UnsafeLinkError unless the text shows what it says."""
    for pattern, error in ((_TURNING, TurningCharactersError), (_CONTROL, ControlCharactersError)):
        if found := pattern.search(text):
            raise error(line=_line(text, found.start()))
    for pattern in _LINKS:
        for found in pattern.finditer(text):
            if found["scheme"].casefold() not in _ALLOWED:
                raise UnsafeLinkError(line=_line(text, found.start()))


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
