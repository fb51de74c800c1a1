"""HR uses the window without a mouse, or with a screen reader, or with large text."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from app.console.rows import Column
from app.ui import theme


def tab(console, times=1):
    for _ in range(times):
        console.bot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    return QApplication.focusWidget().objectName()


def test_tab_leads_through_the_page_in_the_order_of_reading(console):
    console.window.activateWindow()
    console.window.who.view.selectRow(0)
    console.part("exportButton").setFocus()
    order = [
        "signOutButton",
        "showFilters",
        "moreGroups",
        "byChooser",
        "schoolFilters",
        "search",
        "columnTitles",
        "staffTable",
    ]
    assert [tab(console) for _ in order] == order
    assert tab(console) == "codeButton"


def test_arrows_move_in_the_table_and_tab_leaves_it(console):
    view = console.window.who.view
    view.setFocus()
    view.selectRow(0)
    console.bot.keyClick(view, Qt.Key.Key_Down)
    assert view.person().name == console.names[1]
    console.bot.keyClick(view, Qt.Key.Key_End)
    assert view.person().name == console.names[-1]
    assert tab(console) != "staffTable"


def test_down_in_the_search_goes_to_the_first_hit(console):
    console.type("search", "0003")
    console.bot.keyClick(console.window.who.search, Qt.Key.Key_Down)
    assert console.window.who.view.hasFocus()
    assert console.window.who.view.person().name == "Staff member 0003"


def test_the_titles_sort_by_keys_and_say_which_way(console):
    titles = console.part("columnTitles")
    titles.setFocus()
    console.bot.keyClick(titles, Qt.Key.Key_Space)
    assert console.names[0] == "Staff member 0012"
    assert titles.accessibleName() == "Column title: Name, sorted, last to first. Enter sorts by it."
    console.bot.keyClick(titles, Qt.Key.Key_Right)
    console.bot.keyClick(titles, Qt.Key.Key_Return)
    schools = [console.cell(name, Column.SCHOOL) for name in console.names]
    assert schools == sorted(schools)


def test_equal_cells_stay_in_the_order_of_names(console):
    titles = console.part("columnTitles")
    console.window.who.view._sort_by(Column.ACKNOWLEDGEMENT)
    assert console.names == sorted(console.names)
    assert titles is not None


def test_a_filter_is_chosen_by_arrows(console):
    filters = console.part("showFilters")
    filters.setFocus()
    for _ in range(3):
        console.bot.keyClick(filters, Qt.Key.Key_Down)
    assert console.names == []
    assert console.part("nobody").text() == "Nobody is in this group."


def test_every_control_has_a_name(console):
    kinds = (QAbstractButton, QLineEdit, QComboBox)
    for page in (
        console.window.sign_in,
        console.window.who,
        console.part("staffSection"),
        console.window.code,
    ):
        for control in page.findChildren(QWidget):
            hidden_part = control.objectName().startswith("qt_") or isinstance(control.parent(), QLineEdit)
            if isinstance(control, kinds) and not hidden_part and control.objectName() != "codeButton":
                assert control.accessibleName() or control.objectName() == "rosterConfirm", control


@pytest.mark.parametrize("scheme", [theme.Scheme.LIGHT, theme.Scheme.DARK, theme.Scheme.HIGH_CONTRAST])
def test_large_text_loses_nothing(console, scheme):
    app = QApplication.instance()
    theme.apply(app, scheme, 2.0)
    try:
        console.window.resize(1280, 800)
        who = console.window.who
        for label in (who._status, who._header._subtitle):
            console.until(lambda label=label: label.height() >= label.heightForWidth(label.width()))
        view = who.view
        view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
        last = view.columnViewportPosition(Column.DUE) + view.columnWidth(Column.DUE)
        assert last <= view.viewport().width() + 1
        assert not console.window.grab().isNull()
    finally:
        theme.apply(app, theme.Scheme.LIGHT, 1.0)
