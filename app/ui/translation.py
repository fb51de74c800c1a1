"""The window in another language, by Qt's translator.

1. English is what the sources say: then nothing is loaded, and nothing is looked up.
2. What windows say goes through `tr`. Sentences from below them (errors, notices, domain wording) know no Qt and come
   in English: `said` turns a finished sentence over, with what was filled into it, on its way to the screen.
3. Names of days and months are Qt's own (CLDR).
4. A policy, the words that are signed and a checklist stay as they were published.
5. What has no translation is shown in English, never left out.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from app.domain import dates
from app.ui.assets import resource

if TYPE_CHECKING:
    from app.ui.words import Words

ENGLISH = "en-GB"
NAMES = {ENGLISH: "English", "cy": "Cymraeg"}
"""Each language by its own name, by its tag (BCP 47)."""

_SPEAKS = "language"
"""The application's property that holds the tag of another language than English."""


def apply(app: QCoreApplication, language: str, folder: Path | None = None) -> str:
    """Let the application speak `language` from now on: "system", or a tag (BCP 47).

    `folder` is where the .qm files are, if not with the other resources. Returns the tag of the language that is
    spoken: English where there is no such file.
    """
    wanted = _of_the_system() if language == "system" else language
    if (before := _words()) is not None:
        app.removeTranslator(before)
        before.setParent(None)
        app.setProperty(_SPEAKS, None)
    if wanted == ENGLISH or wanted not in NAMES:
        return ENGLISH
    from app.ui.words import Words  # noqa: PLC0415 - English does without

    words = Words(wanted, app)
    if not words.load(f"undersigned_{wanted}.qm", str(folder or resource("translations"))):
        words.setParent(None)
        return ENGLISH
    app.installTranslator(words)
    app.setProperty(_SPEAKS, wanted)
    return wanted


def language() -> str:
    """The tag of the language that the window speaks."""
    words = _words()
    return words.tag if words else ENGLISH


def said(text: str) -> str:
    """A finished English sentence, name or date from below the windows, in the language of the window."""
    words = _words()
    if words is None or not text:
        return text
    turned = words.turned(text)
    return turned[:1].upper() + turned[1:] if text[0].isupper() else turned


def said_lines(text: str, verbatim_from: str = "") -> str:
    """The same line by line; several lines between quotation marks, and all after a line `verbatim_from`, stay."""
    words = _words()
    if words is None:
        return text
    before, mark, after = text.partition(verbatim_from) if verbatim_from else (text, "", "")
    return f"{words.turned_lines(before)}{words.turned(mark) if mark else ''}{after}"


def day(when: date, today: date) -> str:
    """`dates.day` in the language of the window, as it stands inside a sentence."""
    words, text = _words(), dates.day(when, today)
    return text if words is None else words.turned(text)


def month(when: date) -> str:
    """`dates.month` in the language of the window."""
    return said(dates.month(when))


def _words() -> "Words | None":
    app = QCoreApplication.instance()
    if app is None or not app.property(_SPEAKS):
        return None
    from app.ui.words import Words  # noqa: PLC0415 - English does without

    return app.findChild(Words)


def _of_the_system() -> str:
    first = next(iter(QLocale.system().uiLanguages()), ENGLISH).partition("-")[0]
    return first if first in NAMES else ENGLISH
