"""How a name is looked for: nobody has to type its capitals and accents."""

import unicodedata

_SPECIAL = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "’": "'", "‘": "'"}
)


def fold(text: str) -> str:
    """A text as it is looked for: no case, no accents, one kind of apostrophe."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_SPECIAL)
