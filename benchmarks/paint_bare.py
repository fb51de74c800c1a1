"""The floor: a bare Qt window that shows the same text."""

import sys
from pathlib import Path

from paint_told import watch
from PySide6.QtWidgets import QApplication, QTextBrowser


class Text(QTextBrowser):
    """A text browser as it comes."""


watch(Text)
app = QApplication([])
browser = Text()
browser.setMarkdown(Path(sys.argv[1]).read_text(encoding="utf-8"))
browser.resize(1280, 800)
browser.show()
app.exec()
