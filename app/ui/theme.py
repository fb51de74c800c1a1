"""Colours, sizes and their application: Fusion, one palette and one style sheet, changed live.

1. Widgets name roles (`accent`, `line`), never values. Contrasts of text on paper are at least 4.5 : 1.
2. Sizes are in points, so that they follow the system; `scale` multiplies them (1.0 is 100 %).
3. `Scheme.SYSTEM` asks the system for dark and for high contrast, and follows when it changes.
4. High contrast takes the system's own colours where the system asks for it, else white on black.
5. Python collects nothing while Qt goes through all widgets: one that goes meanwhile would end the program.
6. Nothing moves: combo boxes, menus and tool tips appear without animation.

The palette is set by hand because `setColorScheme` does nothing on some platforms; it is called as well, for
the window frame.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication

from app.ui.focus_ring import FocusRing
from app.ui.stylesheet import Roles, stylesheet

SPACE_4, SPACE_8, SPACE_12, SPACE_16, SPACE_24, SPACE_32, SPACE_48 = 4, 8, 12, 16, 24, 32, 48

CONTROL = 11.0
POLICY = 12.5
SUBHEADING = 14.0
HEADING = 19.0
TITLE = 22.0
"""Sizes of text in points at 100 %."""

SMALLEST_SCALE, LARGEST_SCALE = 1.0, 3.0
_STYLE = "Fusion"
_IS_STYLED, _IS_THEME = "styled", "theme"
"""Properties of the application. Its children are not searched: the style is one of them, and would be loaded whole."""
_SAMPLE = "Employees should be aware of both professional and social boundaries, and of what others can see. "


class Scheme(StrEnum):
    """What the person chose for colours."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"


LIGHT = Roles(
    paper="#FAF9F6", surface="#FFFFFF", ink="#1B2430", muted="#55606E", line="#DDD8CE", edge="#7C838E",
    accent="#0B5C6B", on_accent="#FFFFFF", soft="#E3F0F1", done="#1F6B3A", done_on="#E4F1E7",
    attention="#8A4B00", attention_on="#FBEEDC", alarm="#9B1C31", alarm_on="#FBE9EC",
)  # fmt: skip
DARK = Roles(
    paper="#14181E", surface="#1C222A", ink="#EDEFF2", muted="#A9B3BF", line="#333C48", edge="#717D8C",
    accent="#6CC5D0", on_accent="#06262B", soft="#17343A", done="#7CCB93", done_on="#18331F",
    attention="#E9B872", attention_on="#3A2A12", alarm="#F29BA8", alarm_on="#3D1B22",
)  # fmt: skip
HIGH_CONTRAST = Roles(
    paper="#000000", surface="#000000", ink="#FFFFFF", muted="#FFFFFF", line="#FFFFFF", edge="#FFFFFF",
    accent="#FFE600", on_accent="#000000", soft="#000000", done="#FFFFFF", done_on="#000000",
    attention="#FFFFFF", attention_on="#000000", alarm="#FFFFFF", alarm_on="#000000",
)  # fmt: skip


class _System(NamedTuple):
    """What the system says about colours."""

    dark: bool
    contrast: bool


class Theme(QObject):
    """The look of the running application; a child of it, made by `apply`.

    `changed` is emitted after colours or sizes changed; widgets that paint for themselves listen to it.
    """

    changed = Signal()

    def __init__(self, app: QApplication | None = None) -> None:
        super().__init__(app)
        self.scheme = Scheme.SYSTEM
        self.scale = 1.0
        self.roles = LIGHT
        self.dark = False
        self.high_contrast = False
        self._applying = False
        if app is not None:
            self._listen(app)

    def _listen(self, app: QApplication) -> None:
        self._own_palette = QPalette(app.palette())
        self._hints = app.styleHints()
        self._access = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._system_changed)
        self._access.contrastPreferenceChanged.connect(self._system_changed)
        self._ring = FocusRing(app)

    def set_look(self, scheme: Scheme, scale: float) -> None:
        """Applies colours and sizes to the whole application, at once."""
        self.scheme = scheme
        self.scale = min(max(scale, SMALLEST_SCALE), LARGEST_SCALE)
        self._applying = True
        try:
            with _nothing_collected():
                self._paint_everything()
        finally:
            self._applying = False
        self.changed.emit()

    def _paint_everything(self) -> None:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        self._tell_the_frame(self.scheme)
        system = self._ask_the_system()
        self.high_contrast = self.scheme is Scheme.HIGH_CONTRAST or (
            self.scheme is Scheme.SYSTEM and system.contrast
        )
        self.roles = self._choose_roles(system)
        self.dark = QColor(self.roles.paper).lightness() < 128
        font = QFont(app.font())
        font.setPointSizeF(CONTROL * self.scale)
        app.setFont(font)
        app.setPalette(_palette(self.roles))
        sheet = stylesheet(self.roles, self.scale, high_contrast=self.high_contrast)
        if sheet != app.styleSheet():  # every widget is polished anew, even for the same sheet
            app.setStyleSheet(sheet)

    def _choose_roles(self, system: _System) -> Roles:
        if self.high_contrast:
            return _roles_of(self._own_palette) if system.contrast else HIGH_CONTRAST
        dark = self.scheme is Scheme.DARK or (self.scheme is Scheme.SYSTEM and system.dark)
        return DARK if dark else LIGHT

    def _ask_the_system(self) -> _System:
        scheme = self._hints.colorScheme()
        if self.scheme is Scheme.SYSTEM and scheme is not Qt.ColorScheme.Unknown:
            dark = scheme is Qt.ColorScheme.Dark
        else:
            dark = self._own_palette.color(QPalette.ColorRole.Window).lightness() < 128
        return _System(dark, self._access.contrastPreference() is Qt.ContrastPreference.HighContrast)

    def _tell_the_frame(self, scheme: Scheme) -> None:
        wanted = {
            Scheme.LIGHT: Qt.ColorScheme.Light,
            Scheme.DARK: Qt.ColorScheme.Dark,
            Scheme.HIGH_CONTRAST: Qt.ColorScheme.Dark,
        }.get(scheme, Qt.ColorScheme.Unknown)
        self._hints.setColorScheme(wanted)

    def _system_changed(self) -> None:
        if self.scheme is Scheme.SYSTEM and not self._applying:
            self._own_palette = QPalette(QApplication.style().standardPalette())
            self.set_look(self.scheme, self.scale)


def application(program: Sequence[str]) -> QApplication:
    """Make the application, with its style from the start: to set one later makes two, and loads all of QStyle."""
    app = QApplication([*program, "-style", _STYLE])
    app.setProperty(_IS_STYLED, True)
    return app


def apply(app: QApplication, scheme: Scheme = Scheme.SYSTEM, scale: float = 1.0) -> Theme:
    """Gives the application its look; may be called again at any time.

    Args:
        app: the running application.
        scheme: which colours.
        scale: text size, 1.0 to 3.0; values beyond are brought back to the nearest.

    Returns:
        The application's `Theme`, the same object each time.
    """
    theme = app.property(_IS_THEME)
    if not isinstance(theme, Theme):
        if not app.property(_IS_STYLED):
            app.setStyle(_STYLE)
        theme = Theme(app)
        app.setProperty(_IS_THEME, theme)
        for effect in (
            Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_FadeMenu, Qt.UIEffect.UI_AnimateCombo,
            Qt.UIEffect.UI_AnimateTooltip, Qt.UIEffect.UI_FadeTooltip, Qt.UIEffect.UI_AnimateToolBox,
        ):  # fmt: skip
            app.setEffectEnabled(effect, False)
    theme.set_look(scheme, scale)
    return theme


def current() -> Theme:
    """The theme of the running application; the light one at 100 % if none was applied."""
    app = QApplication.instance()
    found = app.property(_IS_THEME) if app is not None else None
    return found if isinstance(found, Theme) else Theme()


def column_width(font: QFont, characters: int = 68) -> int:
    """How many pixels a line of English prose of that many characters takes in this font."""
    return round(_character_width(font.toString()) * characters)


@lru_cache(maxsize=64)
def _character_width(described: str) -> float:
    """Measured once a font: every text asks for it again and again."""
    font = QFont()
    font.fromString(described)
    return QFontMetricsF(font).horizontalAdvance(_SAMPLE) / len(_SAMPLE)


def contrast(first: str | QColor, second: str | QColor) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    light, dark = sorted((_luminance(QColor(first)), _luminance(QColor(second))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _roles_of(palette: QPalette) -> Roles:
    """The system's own colours as roles, for high contrast."""

    def named(role: QPalette.ColorRole) -> str:
        return palette.color(role).name()

    paper, ink = named(QPalette.ColorRole.Window), named(QPalette.ColorRole.WindowText)
    accent, on_accent = named(QPalette.ColorRole.Highlight), named(QPalette.ColorRole.HighlightedText)
    if min(contrast(accent, paper), contrast(accent, on_accent)) < 4.5:
        accent, on_accent = ink, paper
    return Roles(
        paper=paper, surface=paper, ink=ink, muted=ink, line=ink, edge=ink, accent=accent,
        on_accent=on_accent, soft=paper, done=ink, done_on=paper, attention=ink, attention_on=paper,
        alarm=ink, alarm_on=paper,
    )  # fmt: skip


def _palette(roles: Roles) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for places, value in (
        ((role.Window, role.AlternateBase), roles.paper),
        ((role.Base, role.Button, role.ToolTipBase, role.Light, role.Midlight), roles.surface),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), roles.ink),
        ((role.PlaceholderText,), roles.muted),
        ((role.Mid, role.Dark, role.Shadow), roles.edge),
        ((role.Highlight, role.Link, role.LinkVisited, role.Accent), roles.accent),
        ((role.HighlightedText,), roles.on_accent),
    ):
        for place in places:
            palette.setColor(place, QColor(value))
    for place in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, place, QColor(roles.muted))
    return palette


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Keep Python from collecting garbage meanwhile.

    Qt goes through a list of all widgets and calls back into Python at each; a forgotten widget that is collected then
    would be gone from under it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
