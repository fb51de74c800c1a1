"""An answer to a policy: its three outcomes, the words beside them, and the name typed under them.

* The three outcomes are of equal standing. A question is not a refusal.
* Each statement is true of everyone who is shown the policy, and says that no contract is changed.
* A name is whatever the person says it is: any script, one word or many, with apostrophes and hyphens.
  It is a ceremony and proves nothing, so only what nobody can read is refused: no letter at all, more than
  200 characters, and hidden characters (controls, direction marks, invisible spaces, blank letters).
  The two joiners that Persian and Indian names are spelt with stay.
* A name is kept composed (Unicode NFC), without space at its ends, and with single spaces inside.
"""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from app.errors import RefusedError

LONGEST_NAME = 200
"""The most characters a typed name may have, counted in Unicode code points after tidying."""

_JOINERS = frozenset("\u200c\u200d")
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class Outcome(StrEnum):
    """What the person answered."""

    ACKNOWLEDGED = "acknowledged"
    QUESTION = "question"
    DECLINED = "declined"


class Presence(StrEnum):
    """The fresh check that the person is there which came with an answer."""

    NONE = "none"
    OS = "os"
    PROVIDER = "provider"


DEFAULT_STATEMENTS: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.ACKNOWLEDGED: (
            "I have been given this policy, and had the chance to read it and to ask. "
            "This does not change my contract."
        ),
        Outcome.QUESTION: (
            "I have been given this policy, and I have a question about it. "
            "Asking is not refusing. This does not change my contract."
        ),
        Outcome.DECLINED: (
            "I have been given this policy, and I do not agree with it as it stands. "
            "I may change my answer. This does not change my contract."
        ),
    }
)
"""The words beside each answer where the trust has set no others; British English, `en-GB`."""


class NameRefusedError(RefusedError):
    """The typed name cannot stand in a record."""


class NameMissingError(NameRefusedError):
    """No letter was typed."""

    sentence = "Your name is not there yet."
    next_step = "Type your name as you usually write it."


class NameTooLongError(NameRefusedError):
    """More characters than a record holds."""

    sentence = "This name is longer than {most} characters."
    next_step = "Type a shorter form of your name."


class NameHasHiddenCharacterError(NameRefusedError):
    """A control, direction mark or other character that cannot be seen."""

    sentence = "There is a hidden character in this name."
    next_step = "Clear the box and type your name with the keyboard."


def signed_name(text: str) -> str:
    """The name as it goes into the record.

    Raises:
        NameMissingError: no letter in it.
        NameTooLongError: more than `LONGEST_NAME` characters.
        NameHasHiddenCharacterError: a character nobody can see.
    """
    typed = unicodedata.normalize("NFC", text).strip()
    if any(_is_hidden(character) for character in typed):
        raise NameHasHiddenCharacterError
    name = " ".join(typed.split())
    if not any(unicodedata.category(character).startswith("L") for character in name):
        raise NameMissingError
    if len(name) > LONGEST_NAME:
        raise NameTooLongError(most=LONGEST_NAME)
    return name


def _is_hidden(character: str) -> bool:
    unseen = unicodedata.category(character) in _HIDDEN or character in _BLANK_LETTERS
    return unseen and character not in _JOINERS
