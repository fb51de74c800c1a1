"""The floor: a bare Qt window that shows the same text."""

import sys
from pathlib import Path

from paint_told import tell_first_paint
from PySide6.QtWidgets import QApplication, QTextBrowser

app = QApplication([])
browser = QTextBrowser()
browser.setMarkdown(Path(sys.argv[1]).read_text(encoding="utf-8"))
browser.resize(1280, 800)
tell_first_paint(browser.viewport())
browser.show()
app.exec()
