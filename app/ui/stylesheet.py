"""The one style sheet of both windows, made from colour roles and a text scale.

1. Type in points: 11 for controls, 12.5 for text to read closely, 14, 19 and 22 for headings.
2. Space in steps of 4. Radius 8 for controls, 10 for cards.
3. A target is at least 40 pixels high and grows with its text.
4. What a fill sets apart gets a border too in high contrast, and what cannot be pressed yet a dashed one.
5. Parts are told by their `kind` property, so that a look is named once, here.
"""

from string import Template
from typing import NamedTuple

from app.ui.assets import resource


class Roles(NamedTuple):
    """What each colour is for, as `#RRGGBB`. A name ending in `_on` is the ground under its text."""

    paper: str
    surface: str
    ink: str
    muted: str
    line: str
    edge: str
    accent: str
    on_accent: str
    soft: str
    done: str
    done_on: str
    attention: str
    attention_on: str
    alarm: str
    alarm_on: str


def target_height(scale: float) -> int:
    """The least height in pixels of anything to click: 40 at 100 %, 60 at 200 %."""
    return round(20 + 20 * scale)


def stylesheet(roles: Roles, scale: float, *, high_contrast: bool) -> str:
    """The text of the style sheet for these colours, this scale and this contrast."""
    sizes = {
        "pt_control": f"{11 * scale:g}pt",
        "pt_policy": f"{12.5 * scale:g}pt",
        "pt_sub": f"{14 * scale:g}pt",
        "pt_heading": f"{19 * scale:g}pt",
        "pt_title": f"{22 * scale:g}pt",
        "target": f"{target_height(scale) - 2}px",
        "tick": _drawing("tick", roles.on_accent),
        "arrow": _drawing("arrow", roles.ink),
        "box": f"{round(10 + 10 * scale)}px",
        "dot": f"{round(3 + 3 * scale)}px",
        "hole": f"{round(10 + 10 * scale) + 4 - 2 * round(3 + 3 * scale)}px",
        "round": f"{round(10 + 10 * scale) // 2 + 2}px",
        "bare": f"{target_height(scale)}px",
        "mark": f"{round(30 * (0.5 + scale / 2))}px",
        "chip": f"{round(8.5 * scale) + 2}px",
        "chip_height": f"{round(2 * (8.5 * scale + 2)) + 6}px",
        "bar": f"{round(6 + 6 * scale)}px",
        "apart": roles.ink if high_contrast else "transparent",
        "off": "dashed" if high_contrast else "solid",
        "thick": "2px" if high_contrast else "1px",
    }
    return Template(_SHEET).substitute(roles._asdict(), **sizes)


def _drawing(name: str, colour: str) -> str:
    """The path of a small drawing, the one of its two files that is nearer to this colour."""
    light = sum(bytes.fromhex(colour.removeprefix("#"))) > 3 * 128
    return resource("icons", f"{name}-{'light' if light else 'dark'}.svg").as_posix()


_SHEET = """
* { font-size: $pt_control; }
QMainWindow, QDialog, QWidget[kind="paper"] { background: $paper; color: $ink; }
QScrollArea[kind="page"], QScrollArea[kind="page"] > QWidget > QWidget { background: $paper; border: 0; }
QLabel { color: $ink; background: transparent; }
QLabel[kind="title"] { font-size: $pt_title; font-weight: 600; }
QLabel[kind="heading"] { font-size: $pt_heading; font-weight: 600; }
QLabel[kind="subheading"] { font-size: $pt_sub; font-weight: 600; }
QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="reading"] { font-size: $pt_policy; }
QLabel[kind="muted"] { color: $muted; }
QLabel[kind="message"] { color: $attention; font-weight: 600; }
QLabel:disabled { color: $muted; }

QPushButton {
  min-height: $target; padding: 0 20px; border: 1px solid $edge; border-radius: 8px;
  background: $surface; color: $ink;
}
QPushButton:hover { background: $soft; border-color: $accent; }
QPushButton:pressed, QPushButton:checked { background: $soft; border-color: $accent; color: $accent; }
QPushButton:disabled { color: $muted; border: 1px $off $line; background: $paper; }
QPushButton[kind="primary"] {
  background: $accent; color: $on_accent; border-color: $accent; font-weight: 600;
}
QPushButton[kind="primary"]:hover { border-color: $ink; }
QPushButton[kind="primary"]:pressed { background: $ink; color: $paper; }
QPushButton[kind="primary"]:disabled { background: $soft; color: $muted; border: 1px $off $line; }
QPushButton[kind="link"] {
  border: 0; padding: 0; background: transparent; color: $accent; text-decoration: underline;
  text-align: left; min-height: $bare;
}
QPushButton[kind="link"]:hover { color: $ink; }
QPushButton[kind="link"]:disabled { color: $muted; text-decoration: none; border: 0; }
QPushButton[kind="choice"] {
  border: $thick solid $edge; border-radius: 10px; padding: 0; text-align: left;
}
QPushButton[kind="choice"]:checked { border: 2px solid $accent; }
QPushButton[kind="filter"] {
  border-radius: $chip; padding: 0 12px; min-height: $chip_height; background: $soft; border: 1px solid $edge;
}
QPushButton[kind="filter"]:hover { border-color: $accent; color: $accent; }
QPushButton[kind="tab"] {
  border: 0; border-bottom: 3px solid transparent; border-radius: 0; padding: 0 8px; background: transparent;
}
QPushButton[kind="tab"]:hover { color: $accent; border-bottom-color: $edge; }
QPushButton[kind="tab"][current="true"] { color: $accent; border-bottom-color: $accent; }
QPushButton::menu-indicator { subcontrol-position: right center; right: 8px; }

QFrame[kind="card"] { background: $surface; border: $thick solid $line; border-radius: 10px; }
QFrame[kind="rule"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[kind="info"], QFrame[kind="attention"], QFrame[kind="alarm"] {
  border-radius: 10px; border: $thick solid $apart;
}
QFrame[kind="info"] { background: $soft; }
QFrame[kind="attention"] { background: $attention_on; }
QFrame[kind="attention"] QLabel { color: $attention; }
QFrame[kind="alarm"] { background: $alarm_on; }
QFrame[kind="alarm"] QLabel { color: $alarm; }

QWidget[kind="header"] { background: $surface; border-bottom: 1px solid $line; }
QWidget[kind="foot"] { background: $surface; border-top: 1px solid $line; }
QWidget[kind="side-left"] { background: $paper; border-right: 1px solid $line; }
QWidget[kind="side-right"] { background: $surface; border-left: 1px solid $line; }
QLabel[kind="mark"] {
  background: $accent; color: $on_accent; border-radius: 8px; font-weight: 700;
  min-width: $mark; max-width: $mark; min-height: $mark; max-height: $mark;
}
QLabel[kind="step-done"], QLabel[kind="step-now"], QLabel[kind="step-ahead"] {
  padding: 4px 12px; border-radius: $chip; border: $thick solid transparent;
}
QLabel[kind="step-done"] { color: $done; padding-left: 4px; padding-right: 4px; }
QLabel[kind="step-now"] { color: $accent; background: $soft; font-weight: 600; border-color: $apart; }
QLabel[kind="step-ahead"] { color: $muted; padding-left: 4px; padding-right: 4px; }

QLabel[chip="done"], QLabel[chip="saved"], QLabel[chip="open"], QLabel[chip="partly"],
QLabel[chip="question"], QLabel[chip="paper"], QLabel[chip="attention"], QLabel[chip="alarm"] {
  padding: 2px 10px; border-radius: $chip; border: $thick solid $apart;
}
QLabel[chip="done"] { color: $done; background: $done_on; }
QLabel[chip="saved"], QLabel[chip="partly"], QLabel[chip="paper"] { color: $accent; background: $soft; }
QLabel[chip="open"] { color: $muted; border-color: $edge; }
QLabel[chip="question"], QLabel[chip="attention"] { color: $attention; background: $attention_on; }
QLabel[chip="alarm"] { color: $alarm; background: $alarm_on; }

QLineEdit, QPlainTextEdit, QComboBox, QDateEdit, QSpinBox {
  min-height: $target; border: 1px solid $edge; border-radius: 8px; padding: 0 12px;
  background: $surface; color: $ink; selection-background-color: $accent;
  selection-color: $on_accent;
}
QLineEdit, QPlainTextEdit { placeholder-text-color: $muted; }
QPlainTextEdit { padding: 8px; }
QComboBox { padding-right: 28px; }
QLineEdit:read-only { background: $paper; }
QLineEdit:disabled, QComboBox:disabled, QDateEdit:disabled { color: $muted; border-color: $line; }
QComboBox QAbstractItemView, QMenu {
  background: $surface; color: $ink; border: 1px solid $edge;
  selection-background-color: $soft; selection-color: $ink;
}
QMenu::item { padding: 10px 24px; }
QMenu::item:selected { background: $soft; color: $accent; }
QMenu::item:disabled { color: $muted; }
QCheckBox, QRadioButton { min-height: $target; spacing: 12px; color: $ink; background: transparent; }

QCheckBox::indicator, QRadioButton::indicator, QListView[kind="ticks"]::indicator {
  width: $box; height: $box; border: 2px solid $edge; background: $surface;
}
QCheckBox::indicator, QListView[kind="ticks"]::indicator { border-radius: 5px; }
QRadioButton::indicator { border-radius: $round; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QListView[kind="ticks"]::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QRadioButton::indicator:checked {
  width: $hole; height: $hole; border: $dot solid $accent; background: $on_accent;
}
QComboBox::drop-down, QDateEdit::drop-down { border: 0; width: 32px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url("$arrow"); width: 14px; height: 14px; }

QTextBrowser[kind="policy"] { font-size: $pt_policy; }
QTextBrowser { background: $paper; color: $ink; border: 0; selection-background-color: $accent;
  selection-color: $on_accent; }
QListView[kind="ticks"] { background: $surface; color: $ink; border: 1px solid $edge; outline: 0; }
QListView[kind="ticks"]::item { padding: 6px 8px; color: $ink; }
QListView[kind="ticks"]::item:selected { background: $soft; color: $ink; }
QListView[kind="side"] { background: transparent; border: 0; outline: 0; }
QTableView {
  background: $surface; color: $ink; border: $thick solid $line; gridline-color: $line;
  selection-background-color: $soft; selection-color: $ink; outline: 0;
}
QTableView::item { padding: 4px 8px; }
QHeaderView { background: $surface; }
QHeaderView::section {
  background: $surface; color: $muted; border: 0; border-bottom: 1px solid $line;
  padding: 8px; font-weight: 600; text-align: left;
}
QHeaderView::section:hover { color: $accent; }
QTableCornerButton::section { background: $surface; border: 0; }
QProgressBar {
  border: 1px solid $edge; border-radius: 6px; background: $surface; min-height: 10px; max-height: 10px;
}
QProgressBar::chunk { background: $accent; border-radius: 5px; }
QToolTip { background: $surface; color: $ink; border: 1px solid $edge; padding: 8px; }
QScrollBar:vertical { background: transparent; width: $bar; margin: 0; }
QScrollBar:horizontal { background: transparent; height: $bar; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 40px; }
QScrollBar::handle:horizontal { min-width: 40px; }
QScrollBar::handle:hover { background: $accent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
