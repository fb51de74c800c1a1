"""Charts, painted: the way to everyone over time, and bars side by side.

1. Colour never speaks alone: lines differ in their dashes, and each is named at its end; bars carry their numbers.
2. Sizes follow the font that is given, so that 200 % and paper need nothing of their own.
3. A chart is described in one sentence; whoever shows it shows a table of the same numbers too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.dates import MONTHS
from app.ui import theme
from app.ui.plain import tip
from app.ui.stylesheet import Roles

_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_CENTRE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True)
class Line:
    """One line: its name, and how many there were by the end of each day, the days in order."""

    name: str
    points: tuple[tuple[date, int], ...]


@dataclass(frozen=True)
class Mark:
    """A day to be seen on the chart, such as the due date."""

    day: date
    words: str


@dataclass(frozen=True)
class OverTime:
    """Lines from the first to the last day, out of `of`; `of_words` names that height."""

    first: date
    last: date
    of: int
    of_words: str
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Bar:
    """One bar: `done` out of `of`, and the numbers in words."""

    name: str
    done: int
    of: int
    words: str


@dataclass(frozen=True)
class Look:
    """Colours and letters to paint with; `unit` is the width of a thin line in the device's pixels."""

    roles: Roles
    font: QFont
    unit: float = 1.0

    def metrics(self, painter: QPainter) -> QFontMetricsF:
        """The measures of the letters on what is painted on."""
        painter.setFont(self.font)
        return QFontMetricsF(self.font, painter.device())


def paint_over_time(painter: QPainter, rect: QRectF, look: Look, chart: OverTime) -> None:
    """Paints lines over time into `rect`."""
    painter.save()
    metrics = look.metrics(painter)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    plot = _plot(rect, chart, metrics)
    _grid(painter, plot, chart, look, metrics)
    _marks(painter, plot, chart, look, metrics)
    _lines(painter, plot, chart, look, metrics)
    painter.restore()


def paint_small(painter: QPainter, rect: QRectF, look: Look, chart: OverTime) -> None:
    """Paints the lines alone into a small `rect`, over the days from first to last; marks are dotted, without words."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = 2 * look.unit
    plot = rect.adjusted(edge, edge, -edge, -edge)
    painter.setPen(QPen(QColor(look.roles.line), look.unit))
    painter.drawLine(plot.bottomLeft(), plot.bottomRight())
    painter.setPen(QPen(QColor(look.roles.edge), 1.5 * look.unit, Qt.PenStyle.DotLine))
    for mark in chart.marks:
        at = _point(plot, chart, mark.day, 0)
        painter.drawLine(at, QPointF(at.x(), plot.top()))
    for line, pen in zip(chart.lines, _pens(look), strict=False):
        painter.setPen(pen)
        _draw_line(painter, plot, chart, line)
    painter.restore()


def paint_bars(painter: QPainter, rect: QRectF, look: Look, bars: Sequence[Bar]) -> None:
    """Paints one bar below the other into `rect`, each with its name and its words."""
    painter.save()
    metrics = look.metrics(painter)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    gap = metrics.averageCharWidth()
    names = min(max(metrics.horizontalAdvance(bar.name) for bar in bars), rect.width() * 0.34)
    words = max(metrics.horizontalAdvance(bar.words) for bar in bars)
    left = rect.left() + names + 2 * gap
    room = max(rect.right() - words - 2 * gap - left, 4 * gap)
    for place, bar in enumerate(bars):
        row = QRectF(rect.left(), rect.top() + place * bar_height(metrics), rect.width(), bar_height(metrics))
        painter.setPen(QColor(look.roles.ink))
        name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, names)
        painter.drawText(QRectF(row.left(), row.top(), names, row.height()), _LEFT, name)
        painter.drawText(row.adjusted(left - row.left() + room + gap, 0, 0, 0), _LEFT, bar.words)
        _bar(painter, QRectF(left, row.top(), room, row.height()), bar, look)
    painter.restore()


def bar_height(metrics: QFontMetricsF) -> float:
    """The height of one bar with its air."""
    return metrics.height() * 1.6


def short_day(day: date) -> str:
    """A day on a chart, "4 Dec"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


class ChartView(QWidget):
    """A chart on the screen. `paint` is given the painter, the place and the look.

    `words` says the whole of it to a screen reader; `lines` is its height in lines of text.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._paint: Callable[[QPainter, QRectF, Look], None] | None = None
        self._lines = 0.0
        theme.current().changed.connect(self.updateGeometry)

    def show_chart(self, paint: Callable[[QPainter, QRectF, Look], None], words: str, lines: float) -> None:
        """Shows another chart."""
        self._paint, self._lines = paint, lines
        self.setAccessibleDescription(words)
        self.setToolTip(tip(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its lines of text."""
        return QSize(320, round(QFontMetricsF(self.font()).height() * self._lines))

    def minimumSizeHint(self) -> QSize:
        """The same; it may be as narrow as it must."""
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints in the colours of the scheme now in force."""
        if self._paint is None:
            return
        painter = QPainter(self)
        self._paint(painter, QRectF(self.rect()), Look(theme.current().roles, self.font()))
        painter.end()


def _plot(rect: QRectF, chart: OverTime, metrics: QFontMetricsF) -> QRectF:
    """The inner rectangle: room for heights at the left, names at the right, days and marks below and above."""
    gap = metrics.averageCharWidth()
    left = max(metrics.horizontalAdvance(f"{chart.of:,}"), metrics.horizontalAdvance("00")) + gap
    names = max((metrics.horizontalAdvance(_end_words(line)) for line in chart.lines), default=0) + 2 * gap
    room = rect.width() - left - gap
    reached = max((_along(chart, line.points[-1][0]) for line in chart.lines), default=1)
    width = min(room, (room - names) / reached) if reached else room
    above = metrics.height() * (1.4 * max(len(chart.marks), 1) + 0.4)
    below = metrics.height() * 1.5
    height = rect.height() - above - below
    return QRectF(rect.left() + left, rect.top() + above, max(width, room * 0.4), height)


def _grid(painter: QPainter, plot: QRectF, chart: OverTime, look: Look, metrics: QFontMetricsF) -> None:
    height, gap = metrics.height(), metrics.averageCharWidth()
    for value in sorted({0, chart.of // 2, chart.of}):
        at = _point(plot, chart, chart.first, value).y()
        painter.setPen(QPen(QColor(look.roles.line), look.unit))
        painter.drawLine(QPointF(plot.left(), at), QPointF(plot.right(), at))
        painter.setPen(QColor(look.roles.muted))
        label = QRectF(plot.left() - 21 * gap, at - height / 2, 20 * gap, height)
        painter.drawText(label, _RIGHT, f"{value:,}")
    below = QRectF(plot.left(), plot.bottom() + height * 0.3, plot.width(), height)
    painter.drawText(below, _LEFT, short_day(chart.first))
    painter.drawText(below, _RIGHT, short_day(chart.last))


def _marks(painter: QPainter, plot: QRectF, chart: OverTime, look: Look, metrics: QFontMetricsF) -> None:
    """Each mark has a line of its own for its words, so that none covers another."""
    height, gap = metrics.height(), metrics.averageCharWidth()
    for place, mark in enumerate(chart.marks):
        at = _point(plot, chart, mark.day, 0).x()
        top = plot.top() - height * (0.4 + 1.4 * (len(chart.marks) - place))
        painter.setPen(QPen(QColor(look.roles.edge), 1.5 * look.unit, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(at, top + height), QPointF(at, plot.bottom()))
        painter.setPen(QColor(look.roles.muted))
        width = metrics.horizontalAdvance(mark.words) + gap
        left = min(max(at - width / 2, plot.left()), plot.right() + gap - width)
        painter.drawText(QRectF(left, top, width, height), _CENTRE, mark.words)


def _lines(painter: QPainter, plot: QRectF, chart: OverTime, look: Look, metrics: QFontMetricsF) -> None:
    heights = [_point(plot, chart, *line.points[-1]).y() for line in chart.lines]
    ends = _apart(heights, metrics.height() * 1.1, plot.bottom() - metrics.height() / 2)
    for line, pen, end in zip(chart.lines, _pens(look), ends, strict=False):
        painter.setPen(pen)
        _draw_line(painter, plot, chart, line)
        painter.setPen(pen.color())
        left = _point(plot, chart, *line.points[-1]).x() + metrics.averageCharWidth()
        place = QRectF(
            left,
            end - metrics.height() / 2,
            metrics.horizontalAdvance(_end_words(line)) + 2,
            metrics.height(),
        )
        painter.drawText(place, _LEFT, _end_words(line))


def _draw_line(painter: QPainter, plot: QRectF, chart: OverTime, line: Line) -> None:
    """The line, and a dot at its end: on the first day there is no line yet."""
    painter.drawPolyline(_polygon(plot, chart, line))
    pen, end = painter.pen(), _point(plot, chart, *line.points[-1])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(pen.color())
    painter.drawEllipse(end, pen.widthF() * 1.2, pen.widthF() * 1.2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)


def _pens(look: Look) -> tuple[QPen, ...]:
    """One for each line, told apart by colour and by dashes."""
    styles = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DashDotLine)
    colours = (look.roles.accent, look.roles.attention, look.roles.ink)
    return tuple(
        QPen(QColor(colour), 2.5 * look.unit, style, Qt.PenCapStyle.FlatCap)
        for style, colour in zip(styles, colours, strict=True)
    )


def _polygon(plot: QRectF, chart: OverTime, line: Line) -> QPolygonF:
    return QPolygonF([_point(plot, chart, day, value) for day, value in line.points])


def _apart(heights: list[float], least: float, lowest: float) -> list[float]:
    """The heights moved up until words beside them do not touch, none below `lowest`; the order stays."""
    moved = list(heights)
    for place in sorted(range(len(moved)), key=moved.__getitem__, reverse=True):
        moved[place] = min(moved[place], lowest)
        lowest = moved[place] - least
    return moved


def _end_words(line: Line) -> str:
    return f"{line.name} {line.points[-1][1]:,}"


def _point(plot: QRectF, chart: OverTime, day: date, value: int) -> QPointF:
    up = value / chart.of if chart.of else 0
    return QPointF(plot.left() + _along(chart, day) * plot.width(), plot.bottom() - up * plot.height())


def _along(chart: OverTime, day: date) -> float:
    """Where a day stands between the first, 0, and the last, 1."""
    days = max((chart.last - chart.first).days, 1)
    return min(max((day - chart.first).days / days, 0), 1)


def _bar(painter: QPainter, room: QRectF, bar: Bar, look: Look) -> None:
    thick = room.height() * 0.5
    whole = QRectF(room.left(), room.center().y() - thick / 2, room.width(), thick)
    painter.setPen(QPen(QColor(look.roles.edge), look.unit))
    painter.setBrush(QColor(look.roles.surface))
    painter.drawRect(whole)
    if bar.of:
        done = QRectF(whole)
        done.setWidth(whole.width() * bar.done / bar.of)
        painter.fillRect(done, QColor(look.roles.accent))
    painter.setBrush(Qt.BrushStyle.NoBrush)
