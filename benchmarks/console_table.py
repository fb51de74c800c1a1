"""The HR window with 100,000 people: a keystroke in the search, a filter, and a repaint while scrolling.

Beside each the floor, taken in the same run: the list comprehension that a filter cannot do without, and the cost of
painting the same texts into as many cells.
"""

import os
import statistics
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from many_staff import standings
from measure import row
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.console.filters import Facet
from app.console.refresher import News
from app.console.rows import RowReader, Show
from app.console.who_header import Moment
from app.console.who_page import WhoPage
from app.domain.dates import end_of_day
from app.ui import theme

STAFF = 100_000
LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 11, 22)


def main(rounds: int = 25) -> None:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, theme.Scheme.LIGHT)
    page = _page()
    app.processEvents()
    texts = [one.found_by for one in page.model.table.rows]

    def floor() -> None:
        _ = [place for place, text in enumerate(texts) if "smi" in text]

    bare = _median(floor, rounds)
    _tell("console: a letter in the search, 100,000 people", _search(page, rounds), bare)
    _tell("console: another school or state", _filters(page, rounds, Facet.SCHOOL), bare)
    page.filters.by(Facet.MANAGER)
    _tell("console: another line manager or state", _filters(page, rounds, Facet.MANAGER), bare)
    page.search.clear()
    _tell(
        "console: repaint while scrolling",
        _repaint(page, app, rounds),
        _median(_bare_paint(page), rounds),
        16,
        8,
    )
    page.close()


def _page() -> WhoPage:
    page = WhoPage()
    page.resize(1280, 800)
    page.show()
    reader = RowReader(TODAY, LONDON)
    rows = [reader.read(one) for one in standings(STAFF)]
    page.take(
        News(1, 1, rows, whole=True, policies=None, reader=reader), Moment(end_of_day(TODAY, LONDON), LONDON)
    )
    return page


def _search(page: WhoPage, rounds: int) -> float:
    """Every letter of three searches, typed and taken back."""
    took = []
    for number in range(rounds):
        word = ("smi", "sian", "s00")[number % 3]
        letters = [word[:length] for length in (*range(1, len(word) + 1), 0)]
        took += [_milliseconds(partial(page.search.setText, text)) for text in letters]
    return statistics.median(took)


def _filters(page: WhoPage, rounds: int, facet: Facet) -> float:
    """One choice after another in the lists at the left, counts and table brought up to date."""
    took = []
    names = page.filters.facets[facet].list
    for number in range(rounds):
        took.append(_milliseconds(partial(names.setCurrentRow, number % 12)))
        took.append(_milliseconds(partial(page.filters.list.setCurrentRow, number % len(Show))))
    page.filters.list.setCurrentRow(0)
    names.setCurrentRow(0)
    return statistics.median(took)


def _repaint(page: WhoPage, app: QApplication, rounds: int) -> float:
    took = []
    bar = page.view.verticalScrollBar()
    for number in range(rounds * 4):
        bar.setValue(number * 131)
        app.processEvents()
        took.append(_milliseconds(page.view.viewport().repaint))
    return statistics.median(took)


def _bare_paint(page: WhoPage) -> Callable[[], None]:
    """The texts of as many cells, drawn without a table."""
    view = page.view
    size = view.viewport().size()
    image = QImage(size, QImage.Format.Format_RGB32)
    height = view.verticalHeader().defaultSectionSize()
    count = size.height() // height + 1
    texts = [[page.model.row(place).text(column) for column in range(7)] for place in range(count)]

    def paint() -> None:
        painter = QPainter(image)
        painter.setFont(view.font())
        for place, line in enumerate(texts):
            for column, text in enumerate(line):
                cell = QRect(column * size.width() // 7, place * height, size.width() // 7, height)
                painter.drawText(cell, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

    return paint


def _median(work: Callable[[], None], rounds: int) -> float:
    return statistics.median(_milliseconds(work) for _ in range(rounds))


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def _tell(what: str, took: float, floor: float, must: int = 40, aim: int = 15) -> None:
    row(what, f"{took:.1f} ms", f"floor {floor:.1f} ms", f"{must} ms", f"{aim} ms")


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main()
