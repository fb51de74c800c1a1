"""The report for the People Committee: one page, no names.

1. It says of whom, of which version, as of when, what is counted and how; past its review date it says so first.
2. As many schools as the page holds, those with the most outstanding first; the others are one line together.
3. The letters are in the file and the words are text, as in every PDF made here (`app.ui.receipt_pdf`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QCoreApplication, QRectF, QSizeF
from PySide6.QtGui import QFont, QPagedPaintDevice, QPainter, QPdfWriter, QTextDocument

from app.console.numbers import share, total
from app.protocol_progress import GroupCount
from app.ui import theme
from app.ui.charts import Look, OverTime, paint_over_time
from app.ui.receipt_pdf import drawn

_POINTS = 10.0
_CHART_SHARE = 0.24
_TABLE_POINTS = 8
_NAMES = ' width="29%"'


@dataclass(frozen=True)
class Report:
    """What the report says. `as_of`, `of_whom` and `review` are whole sentences; the last two may be empty."""

    title: str
    trust: str
    version: str
    as_of: str
    of_whom: str
    review: str
    schools: tuple[GroupCount, ...]
    chart: OverTime


def report_pdf(report: Report) -> bytes:
    """Return the report as the bytes of a PDF. Needs an application of Qt's, on its own thread, and no window."""

    def draw(writer: QPdfWriter) -> None:
        writer.setTitle(report.title)
        put_on_page(report, writer)

    return drawn(draw)


def put_on_page(report: Report, device: QPagedPaintDevice) -> None:
    """Paint the report on one page of a PDF or a printer."""
    painter = QPainter(device)
    page = QRectF(painter.viewport())
    look = Look(theme.LIGHT, _font(), device.logicalDpiX() / 96)
    top = _document(_opening(report), device, page.width())
    chart = QRectF(0, top.size().height(), page.width(), page.height() * _CHART_SHARE)
    top.drawContents(painter)
    paint_over_time(painter, chart, look, report.chart)
    below = chart.bottom() + page.height() * 0.015
    end = _fitting(report, device, QSizeF(page.width(), page.height() - below))
    painter.translate(0, below)
    end.drawContents(painter)
    painter.end()


def _fitting(report: Report, device: QPagedPaintDevice, room: QSizeF) -> QTextDocument:
    """The table with as many schools as the room holds."""
    ordered = sorted(report.schools, key=lambda one: (-one.outstanding, one.name))
    shown = min(len(ordered), 40)
    while True:
        document = _document(_closing(ordered, shown), device, room.width())
        if document.size().height() <= room.height() or shown <= 1:
            return document
        shown -= 1


def _opening(report: Report) -> str:
    whole = total(report.schools)
    headline = _tr("{0} of {1} staff have acknowledged it: {2}").format(
        f"{whole.acknowledged:,}", f"{whole.asked:,}", share(whole.acknowledged, whole.asked)
    )
    rest = " · ".join(
        f"{name} {number:,}"
        for name, number in (
            (_tr("Outstanding"), whole.outstanding),
            (_tr("overdue"), whole.overdue),
            (_tr("acknowledged late"), whole.late),
            (_tr("from paper or on their behalf"), whole.paper + whole.behalf),
            (_tr("questions"), whole.questions),
            (_tr("do not agree"), whole.declined),
            (_tr("exempt"), whole.exempt),
            (_tr("on leave"), whole.on_leave),
            (_tr("self-audit finished"), whole.audits),
        )
    )
    lines = [f"<h1>{escape(report.title)}</h1>", f"<p>{escape(f'{report.trust} · {report.version}')}"]
    lines.append(f"<br>{escape(report.as_of)} {escape(report.of_whom)}</p>")
    if report.review:
        lines.append(f"<p><b>! {escape(report.review)}</b></p>")
    lines.append(f"<h2>{escape(headline)}</h2><p>{escape(rest)}</p>")
    return "".join(lines)


def _closing(ordered: Sequence[GroupCount], shown: int) -> str:
    rest = ordered[shown:]
    rows = [_cells(one, one.name) for one in ordered[:shown]]
    if rest:
        rows.append(_cells(total(rest), _tr("{0} further schools").format(len(rest))))
    rows.append(_cells(total(ordered), _tr("All")).replace("<td", '<td style="font-weight: bold"'))
    titles = (
        *(_tr("School"), _tr("Asked"), _tr("Acknowledged"), "%", _tr("Outstanding"), _tr("Overdue")),
        *(_tr("Late"), _tr("Question"), _tr("Not agree"), _tr("On leave")),
    )
    head = "".join(
        f'<th align="{"right" if place else "left"}"{"" if place else _NAMES}>{escape(one)}</th>'
        for place, one in enumerate(titles)
    )
    return (
        f'<table width="100%" cellspacing="0" cellpadding="2" style="font-size: {_TABLE_POINTS}pt">'
        f"<tr>{head}</tr>{''.join(rows)}</table>"
        f'<p style="font-size: {_TABLE_POINTS}pt">{escape(_how())}</p>'
    )


def _cells(one: GroupCount, name: str) -> str:
    numbers = (
        *(f"{one.asked:,}", f"{one.acknowledged:,}", share(one.acknowledged, one.asked)),
        *(f"{one.outstanding:,}", f"{one.overdue:,}", f"{one.late:,}", f"{one.questions:,}"),
        *(f"{one.declined:,}", f"{one.on_leave:,}"),
    )
    cells = "".join(f'<td align="right">{number}</td>' for number in numbers)
    return f"<tr><td>{escape(name)}</td>{cells}</tr>"


def _how() -> str:
    return _tr(
        "How it is counted. Asked: staff at work who are not exempt. Acknowledged: of these, who signed, in time or "
        "late, or whom HR wrote down from paper or on their behalf. Outstanding: at work, with the "
        "acknowledgement or the self-audit still to do; a question and a “do not agree” are outstanding, and counted "
        "apart. Overdue: outstanding after the due date. Late: acknowledged after it. People on leave owe nothing "
        "until they are back. People who have left are not counted. The self-audit is private: the trust knows the "
        "day on which it was finished, and no answer. This page names nobody."
    )


def _document(html: str, device: QPagedPaintDevice, width: float) -> QTextDocument:
    document = QTextDocument()
    document.documentLayout().setPaintDevice(device)
    document.setDefaultFont(_font())
    document.setDocumentMargin(0)
    document.setHtml(html)
    document.setTextWidth(width)
    return document


def _font() -> QFont:
    font = QFont()
    font.setPointSizeF(_POINTS)
    return font


def _tr(words: str) -> str:
    return QCoreApplication.translate("Report", words)
