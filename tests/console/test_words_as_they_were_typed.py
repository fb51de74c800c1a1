"""What somebody typed is shown as it is: no tool tip becomes a page that loads files, and no ampersand is swallowed."""

from datetime import date
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtGui import Qt as Text
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QToolTip

from app.console.numbers import Table
from app.console.numbers_view import NumbersModel
from app.console.person_words import Words
from app.console.policy_fields import AudienceField
from app.console.rows import RowReader
from app.console.standings_model import StandingsModel
from app.console.trail_model import Field, TrailModel
from app.protocol_people import Step
from app.protocol_policies import Group
from app.ui import theme
from app.ui.charts import ChartView
from app.ui.plain import on_button, tip
from tests.fakes.console_service import standing

LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 11, 22)
TYPED = 'Ann <img src="//evil.example/share/x.png"> & <b>Bob</b>'


def standings(words):
    model = StandingsModel()
    model.replace_all([RowReader(TODAY, LONDON).read(standing(1, name=words))])
    return model, model.index(0, 0)


def trail(words):
    model = TrailModel(Words(SimpleNamespace(tz=LONDON, today=lambda: TODAY)))
    model.add_steps(
        [
            Step(
                number=1,
                at="2026-11-22",
                actor=words,
                action="publish",
                subject="",
                detail="",
                fixed=False,
            )
        ]
    )
    return model, model.index(0, Field.WHO.value, QModelIndex())


def numbers(words):
    model = NumbersModel()
    model.replace(Table(("School", "Staff"), ((words, 3),)))
    return model, model.index(0, 0)


@pytest.mark.parametrize("make", [standings, trail, numbers])
@pytest.mark.parametrize("words", [TYPED, "Ann & Bob", "<ann@oak.example>"])
def test_a_tool_tip_says_what_was_typed_and_holds_no_picture(qapp, make, words):
    model, index = make(words)
    told = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in told
    assert shown(told) == index.data(Qt.ItemDataRole.DisplayRole) == words
    model.deleteLater()


def test_the_words_of_a_chart_are_a_plain_tool_tip_too(qapp, qtbot):
    theme.apply(qapp, theme.Scheme.LIGHT, 1.0)
    chart = ChartView("Progress")
    qtbot.addWidget(chart)
    chart.show_chart(lambda *_: None, TYPED, 3)
    assert shown(chart.toolTip()) == chart.accessibleDescription() == TYPED


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_a_picture_that_a_name_names_is_not_loaded_by_its_tool_tip(qapp, tmp_path):
    picture = QImage(60, 60, QImage.Format.Format_RGB32)
    picture.fill(0xFF00FF)
    assert picture.save(str(tmp_path / "x.png"))
    QToolTip.showText(QPoint(0, 0), tip(f'<img src="{tmp_path}/x.png">'))
    [label] = [one for one in QApplication.topLevelWidgets() if isinstance(one, QLabel) and one.isVisible()]
    seen = label.grab().toImage()
    colours = {seen.pixel(x, y) & 0xFFFFFF for x in range(seen.width()) for y in range(seen.height())}
    QToolTip.hideText()
    assert 0xFF00FF not in colours


def test_the_ampersand_of_a_schools_name_is_shown(qtbot):
    field = AudienceField()
    qtbot.addWidget(field)
    field.offer([], [Group(name="St John & St Mary", people=12)])
    field.kind.choose("schools")
    box = field.findChild(QCheckBox, "audience-St John & St Mary")
    assert box.text() == "St John && St Mary (12)" == on_button(box.accessibleName())
    box.setChecked(True)
    assert field.audience().names == ["St John & St Mary"]


def shown(told):
    """What a person reads of a tool tip, whichever way Qt takes it."""
    if not Text.mightBeRichText(told):
        return told
    page = QTextDocument()
    page.setHtml(told)
    return page.toPlainText()
