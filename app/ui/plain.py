"""Words that somebody typed, shown as they are: Qt takes some of their letters for marks of its own."""

from PySide6.QtGui import Qt


def tip(words: str) -> str:
    """A tool tip that says these words: where Qt would take them for HTML, and load what it names, they are escaped."""
    return Qt.convertFromPlainText(words) if Qt.mightBeRichText(words) else words


def on_button(words: str) -> str:
    """The words on a button or beside a box to tick: an ampersand would be the mark of a shortcut."""
    return words.replace("&", "&&")
