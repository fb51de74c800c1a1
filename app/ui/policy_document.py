"""A policy's Markdown as a document to read: typed calmly, or as plain text for a screen reader.

1. A section is a level-two heading and what follows it; a policy without any is one section.
2. HTML in the Markdown stays text; nothing is fetched. A picture is told by its words: Qt would load its file.
3. Formats are set in one pass under one edit block, before the document is shown, so that it is laid out once.
4. The plain text has no empty lines (some screen readers misread them) and tells each row of a table as one line.
"""

from typing import NamedTuple

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextListFormat,
    QTextTable,
    QTextTableCellFormat,
)

from app.ui.stylesheet import Roles

LINE_HEIGHT = 1.6
_SIZES = {1: 22 / 12.5, 2: 19 / 12.5, 3: 14 / 12.5}
_SECTION_LEVEL = 2
_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
_OBJECT = "\ufffc"
_BULLETS = {
    QTextListFormat.Style.ListDisc,
    QTextListFormat.Style.ListCircle,
    QTextListFormat.Style.ListSquare,
}


class Section(NamedTuple):
    """One section of a document: its title and where its text begins and ends, as positions in the document."""

    title: str
    start: int
    end: int


class PolicyText(NamedTuple):
    """A document ready to be shown, and its sections in order."""

    document: QTextDocument
    sections: list[Section]


class SealedDocument(QTextDocument):
    """A document that loads nothing, neither from the network nor from a file."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Nothing, whatever is asked for."""
        return None


def styled(markdown: str, font: QFont, roles: Roles, parent: QObject) -> PolicyText:
    """The policy typed for reading.

    Args:
        markdown: the policy's text.
        font: the face and size of its ordinary text; headings follow from it.
        roles: colours for the lines of tables.
        parent: who owns the document.
    """
    document = _empty(font, parent)
    _fill(document, markdown)
    document.setIndentWidth(QFontMetricsF(font).averageCharWidth() * 2.5)
    return PolicyText(document, _set_type(document, font, roles))


def plain(markdown: str, font: QFont, parent: QObject) -> PolicyText:
    """The policy as plain lines, one paragraph, list item or table row a line."""
    source = SealedDocument()
    _fill(source, markdown)
    lines: list[str] = []
    starts: list[tuple[str, int]] = []
    length = 0
    block = source.begin()
    while block.isValid():
        table = QTextCursor(block).currentTable()
        new = _rows(table) if table is not None else _line(block)
        if _is_section(block) and new:
            starts.append((block.text(), length))
        lines += new
        length += sum(len(line) + 1 for line in new)
        block = source.findBlock(table.lastPosition()).next() if table is not None else block.next()
    document = _empty(font, parent)
    document.setPlainText("\n".join(lines))
    return PolicyText(document, _sections(document, starts))


def set_margins(document: QTextDocument, side: float, above: float) -> None:
    """Leaves air around the text, in pixels; lays the document out anew if that changes it."""
    frame = document.rootFrame()
    look = QTextFrameFormat(frame.frameFormat())
    if look.leftMargin() == side and look.topMargin() == above:
        return
    look.setLeftMargin(side)
    look.setRightMargin(side)
    look.setTopMargin(above)
    look.setBottomMargin(above)
    frame.setFrameFormat(look)


def _empty(font: QFont, parent: QObject) -> QTextDocument:
    document = SealedDocument(parent)
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    return document


def _fill(document: QTextDocument, markdown: str) -> None:
    document.setMarkdown(markdown, _FEATURES)
    place = document.find(_OBJECT)
    while not place.isNull():
        words = str(place.charFormat().property(QTextFormat.Property.ImageAltText) or "")
        place.insertText(f"[{words}]" if words else "", QTextCharFormat())
        place = document.find(_OBJECT, place)


def _is_section(block: QTextBlock) -> bool:
    return block.blockFormat().headingLevel() == _SECTION_LEVEL and bool(block.text().strip())


def _set_type(document: QTextDocument, font: QFont, roles: Roles) -> list[Section]:
    starts: list[tuple[str, int]] = []
    leading = _leading(font)
    em = QFontInfo(font).pixelSize()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    block = document.begin()
    while block.isValid():
        cursor.setPosition(block.position())
        level = block.blockFormat().headingLevel()
        table = cursor.currentTable()
        if table is not None:
            _set_table(table, roles, em)
        elif level:
            cursor.setBlockFormat(_heading_block(block, level, em, leading))
            look = _heading_type(block, level, font)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(look)
            if _is_section(block):
                starts.append((block.text(), block.position()))
        else:
            cursor.setBlockFormat(_text_block(block, em, leading))
        block = document.findBlock(table.lastPosition()).next() if table is not None else block.next()
    cursor.endEditBlock()
    return _sections(document, starts)


def _leading(font: QFont) -> float:
    """The line height in per cent of the font's own that makes 1.6 times its size."""
    return 100 * LINE_HEIGHT * QFontInfo(font).pixelSize() / QFontMetricsF(font).height()


def _heading_block(block: QTextBlock, level: int, em: float, leading: float) -> QTextBlockFormat:
    look = QTextBlockFormat(block.blockFormat())
    look.setTopMargin(0 if block.position() == 0 else em * (2 if level <= _SECTION_LEVEL else 1.2))
    look.setBottomMargin(em * 0.6)
    look.setLineHeight(leading * 0.85, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return look


def _heading_type(block: QTextBlock, level: int, font: QFont) -> QTextCharFormat:
    look = QTextCharFormat(block.charFormat())
    look.clearProperty(QTextFormat.Property.FontSizeAdjustment)  # it would win over the size in points
    look.setFontPointSize(font.pointSizeF() * _SIZES.get(level, 1.0))
    look.setFontWeight(QFont.Weight.DemiBold)
    return look


def _text_block(block: QTextBlock, em: float, leading: float) -> QTextBlockFormat:
    look = QTextBlockFormat(block.blockFormat())
    look.setTopMargin(0)
    look.setBottomMargin(em * (0.4 if block.textList() is not None else 0.8))
    look.setLineHeight(leading, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return look


def _set_table(table: QTextTable, roles: Roles, em: float) -> None:
    if not any(_cell(table, 0, column) for column in range(table.columns())):
        table.removeRows(0, 1)  # Markdown asks for a row of titles even where a table has none
    look = table.format()
    look.setBorder(1)
    look.setBorderBrush(QBrush(QColor(roles.edge)))
    look.setBorderCollapse(True)
    look.setCellPadding(em * 0.5)
    look.setCellSpacing(0)
    look.setTopMargin(em * 0.4)
    look.setBottomMargin(em)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(look)
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            edged = QTextTableCellFormat(cell.format().toTableCellFormat())
            edged.setBorder(1)
            edged.setBorderBrush(QBrush(QColor(roles.edge)))
            edged.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            cell.setFormat(edged)


def _sections(document: QTextDocument, starts: list[tuple[str, int]]) -> list[Section]:
    last = document.characterCount() - 1
    if not starts:
        first = document.begin().text().strip()
        return [Section(first, 0, last)] if last else []
    ends = [start - 1 for _title, start in starts[1:]] + [last]
    return [Section(title, start, end) for (title, start), end in zip(starts, ends, strict=True)]


def _line(block: QTextBlock) -> list[str]:
    text = block.text().strip()
    if not text:
        return []
    items = block.textList()
    if items is None:
        return [text]
    sign = "-" if items.format().style() in _BULLETS else items.itemText(block)
    return [f"{'  ' * (items.format().indent() - 1)}{sign} {text}"]


def _rows(table: QTextTable) -> list[str]:
    rows = []
    for row in range(table.rows()):
        cells = [_cell(table, row, column) for column in range(table.columns())]
        if any(cells):
            rows.append(": ".join(cells) if len(cells) == 2 else "; ".join(cells))
    return rows


def _cell(table: QTextTable, row: int, column: int) -> str:
    cell = table.cellAt(row, column)
    cursor = cell.firstCursorPosition()
    cursor.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText().strip()
