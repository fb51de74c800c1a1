"""HR sees how far it has come, over time and by group, reads every number, and takes one page to the committee."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QComboBox

from app.console import numbers
from app.console.report import report_pdf
from app.protocol_progress import Course, DayCount, GroupCount, VersionMark
from app.ui import theme
from app.ui.charts import Line, Look, Mark, OverTime, paint_over_time
from tests.fakes.console_service import ConsoleService, standing

SIGNED = {"acknowledgement": "acknowledged", "outstanding": False, "audit": "completed"}


@pytest.fixture
def service():
    built = ConsoleService(0)
    for number in range(1, 9):
        built.put(standing(number, line_manager="Jo Lee" if number % 2 else ""))
    built.put(standing(20, acknowledged_at="2026-11-10T09:00:00Z", audit_on="2026-11-12", **SIGNED))
    built.put(standing(21, acknowledged_at="2026-11-10T09:00:00Z", audit_on="2026-11-22", **SIGNED))
    with built.running() as running:
        yield running


@pytest.fixture
def page(console):
    console.click("section-progress")
    section = console.window._sections["progress"]
    console.until(lambda: section._said.text().startswith("As of"))
    return section


def test_totals_chart_and_table_tell_the_same(page):
    assert page._acknowledged.text() == "2 of 10 · 20 %"
    assert page.days.numbers.table.rows == (
        ("Sunday 22 November", 2, 2),
        ("Thursday 12 November", 2, 1),
        ("Tuesday 10 November", 2, 0),
        ("Monday 2 November", 0, 0),
    )
    assert page.chart.accessibleDescription() == (
        "2 of 10 have acknowledged it, 2 have finished the self-audit. It is due on Friday 4 December. "
        "The table below has the number for each day."
    )


def test_each_group_is_a_bar_and_a_row_of_numbers(page, console):
    schools = [row[0] for row in page.groups.numbers.table.rows]
    assert schools == ["East Juniors", "North Primary", "South Academy", "West College", "All"]
    chooser = console.part("progressBy", QComboBox)
    chooser.setCurrentIndex(1)
    chooser.activated.emit(1)
    console.until(lambda: page.groups.numbers.table.titles[0] == "Line manager")
    assert "No line manager" in [row[0] for row in page.groups.numbers.table.rows]
    assert "No line manager: 0 % · 0 of 4" in page.bars.accessibleDescription()


def test_a_screen_reader_hears_each_number_with_its_title(page):
    model = page.groups.numbers
    said = model.data(model.index(0, 4), Qt.ItemDataRole.AccessibleTextRole.value)
    assert said.startswith("Outstanding: ")
    assert not page.groups.tabKeyNavigation()


def test_the_numbers_sort_by_size(page):
    page.groups.numbers.sort(4, Qt.SortOrder.DescendingOrder)
    column = [row[4] for row in page.groups.numbers.table.rows]
    assert column == sorted(column, reverse=True)


def test_the_report_is_one_page_that_can_be_searched_and_names_nobody(page, console, tmp_path):
    console.service.answer_with = lambda _path: None
    content = report_pdf(page.report.report)
    document = pypdfium2.PdfDocument(content)
    try:
        assert len(document) == 1
        text = document[0].get_textpage().get_text_bounded()
    finally:
        document.close()
    for words in (
        "2 of 10 staff have acknowledged it",
        "due for review in March 2022",
        "Asked: staff at work",
    ):
        assert words in " ".join(text.split())
    assert "Sunday 22 November 2026 at 08:41" in text
    assert "Jo Lee" not in text
    assert "Staff member" not in text


def test_a_trust_of_many_schools_still_has_one_page(page):
    group = page.report.report.schools[0]
    many = [group.model_copy(update={"name": f"School {number}"}) for number in range(300)]
    report = replace(page.report.report, schools=tuple(many))
    document = pypdfium2.PdfDocument(report_pdf(report))
    try:
        assert len(document) == 1
        assert "further schools" in document[0].get_textpage().get_text_bounded()
    finally:
        document.close()


def test_the_report_is_saved_where_one_says(page, console, tmp_path):
    console.click("reportButton")
    console.until(lambda: page._said.text().startswith("Saved to"))
    assert (tmp_path / "shown.csv").read_bytes().startswith(b"%PDF")


def test_when_the_service_is_away_the_page_says_so(page, console):
    console.service.stop()
    page.begin()
    console.until(lambda: "Try again" in page._said.text())


def test_no_policy_is_no_numbers(console):
    console.service.policies.clear()
    console.click("section-progress")
    page = console.window._sections["progress"]
    console.until(lambda: page._said.text() == "No policy has been published yet.")
    assert page.report.report is None


def counted(**changes):
    zeros = dict.fromkeys((name for name in GroupCount.model_fields if name != "name"), 0)
    return GroupCount(name="Oak", **{**zeros, **changes})


def course(**changes):
    facts = {
        "policy_id": "p",
        "title": "P",
        "today": "2026-11-22",
        "due": "2026-11-20",
        "review": None,
        "versions": [VersionMark(version=1, label="1", published_on="2026-11-18", material=True)],
        "days": [DayCount(school="Oak", day="2026-11-19", acknowledged=3, audits=0)],
    }
    return Course.model_validate(facts | changes)


def test_the_chart_runs_from_publication_to_today_and_marks_the_date_and_later_versions():
    minor = VersionMark(version=2, label="2", published_on="2026-11-21", material=False)
    versions = [*course().versions, minor]
    chart = numbers.over_time(course(versions=versions), counted(asked=10))
    assert (chart.first, chart.last, chart.of) == (date(2026, 11, 18), date(2026, 11, 22), 10)
    assert [mark.words for mark in chart.marks] == ["version 2", "due 20 Nov"]
    assert [value for _day, value in chart.lines[0].points] == [0, 3, 3, 3, 3]
    assert len(chart.lines) == 1


def test_people_who_answered_ahead_of_the_services_clock_are_still_on_the_chart():
    late = course(days=[DayCount(school="Oak", day="2026-11-23", acknowledged=1, audits=0)])
    assert numbers.over_time(late, counted(asked=1)).lines[0].points[-1] == (date(2026, 11, 23), 1)


@pytest.mark.parametrize("scheme", [theme.LIGHT, theme.DARK, theme.HIGH_CONTRAST])
@pytest.mark.parametrize(("points", "asked"), [(11, 0), (11, 1), (22, 100_000)])
def test_a_chart_can_be_painted_in_every_look_and_of_any_size(qapp, scheme, points, asked):
    day = date(2026, 11, 22)
    lines = (Line("Acknowledged", ((day, asked),)), Line("Self-audit", ((day, 0),)))
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    chart = OverTime(day, day, asked, "asked", lines, (Mark(day, "due 22 Nov"),))
    paint_over_time(painter, QRectF(image.rect()), Look(scheme, QFont("", points)), chart)
    painter.end()
    assert len({image.pixel(x, y) for x in range(0, 300, 3) for y in range(0, 200, 3)}) > 1
