"""HR sees beside each person when they were last reminded, once there are reminders at all."""

from PySide6.QtWidgets import QTableView

from app.console.rows import Column
from app.protocol_reminders import Reminded


def test_without_reminders_there_is_no_column_for_them(console):
    assert console.part("staffTable", QTableView).isColumnHidden(Column.REMINDED)


def test_the_last_day_and_how_often_stand_beside_the_person(open_console, service):
    service.reminded = [
        Reminded(staff_id="S0003", reminded_count=1, last_reminded="2026-11-16"),
        Reminded(staff_id="S0004", reminded_count=3, last_reminded="2026-11-19"),
    ]
    console = open_console()
    assert not console.part("staffTable", QTableView).isColumnHidden(Column.REMINDED)
    assert console.cell("Staff member 0003", Column.REMINDED) == "16 Nov"
    assert console.cell("Staff member 0004", Column.REMINDED) == "19 Nov · 3×"
    assert console.cell("Staff member 0005", Column.REMINDED) == "–"
    row = console.names.index("Staff member 0004")
    assert (
        console.window.who.model.row(row).spoken(Column.REMINDED) == "Reminded: Thursday 19 November, 3 times"
    )
    console.window.who.view._sort_by(Column.REMINDED)
    assert console.names[-2:] == ["Staff member 0003", "Staff member 0004"]


def test_a_reminder_sent_meanwhile_appears_and_a_change_of_the_person_keeps_it(console):
    console.service.reminded = [Reminded(staff_id="S0003", reminded_count=1, last_reminded="2026-11-22")]
    console.until(lambda: console.cell("Staff member 0003", Column.REMINDED) == "22 Nov")
    changed = {"acknowledgement": "question", "acknowledged_at": "2026-11-22T08:00:00Z"}
    _revision, before = console.service.rows["social-media"]["S0003"]
    console.service.put(before.model_copy(update=changed))
    console.until(lambda: console.cell("Staff member 0003", Column.ACKNOWLEDGEMENT) == "? Question")
    assert console.cell("Staff member 0003", Column.REMINDED) == "22 Nov"
