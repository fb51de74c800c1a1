"""HR adds one person, changes another, hands out a code, prints a sheet and records it once it is signed."""

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget

from app.ui.receipt_pdf import pdf
from tests.fakes.console_service import standing


def press(console, name, key=Qt.Key.Key_Return):
    console.bot.keyClick(console.part(name), key)


@pytest.fixture
def staff(console):
    console.click("section-staff")
    return console


def test_an_agency_worker_is_added_and_given_a_code(staff):
    staff.click("rosterPersonButton")
    for name, text in (("name", "Agnès Supply"), ("school", "North Primary"), ("role", "Supply teacher")):
        staff.part(f"person-{name}").setText(text)  # letters that no test key has
    staff.click("personSaveButton")
    staff.until(lambda: "Saved: Agnès Supply" in staff.part("personNote").text())
    staff.click("personCodeButton")
    staff.until(lambda: staff.part("personCode").isVisible())
    assert staff.part("personCode", QLabel).text() == "K7QF-2M9T-XW4D-8HRP"
    assert "any of the trust’s computers" in staff.part("personNote").text()
    assert staff.service.codes == ["H00000001"]


def test_somebody_is_found_and_changed(staff):
    staff.click("rosterPersonButton")
    staff.type("personSearch", "0003")
    press(staff, "personSearch")
    staff.until(lambda: staff.part("personFound").isVisible())
    press(staff, "personFound")
    staff.until(lambda: staff.part("person-name").text() == "Staff member 0003")
    staff.part("person-role").setText("Head of Year")
    staff.click("personSaveButton")
    staff.until(lambda: "Saved" in staff.part("personNote").text())
    staff.click("section-who")
    staff.until(lambda: staff.cell("Staff member 0003", _role()) == "Head of Year")


def _role():
    from app.console.rows import Column  # noqa: PLC0415

    return Column.ROLE


def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(staff):
    staff.click("rosterPersonButton")
    staff.type("person-role", "Cook")
    staff.click("personSaveButton")
    staff.until(lambda: "There is no name." in staff.part("personNote").text())
    assert staff.part("person-role").text() == "Cook"


def test_a_sheet_is_printed_and_recorded_for_those_who_signed(staff, tmp_path):
    staff.click("rosterSignButton")
    staff.until(lambda: staff.part("sheetMakeButton").isEnabled())
    staff.click("sheetMakeButton")
    people = staff.part("sheetPeople", QListWidget)
    staff.until(lambda: people.isVisible() and people.count() == 12)
    staff.click("sheetPrintButton")
    staff.until(lambda: "Saved as" in staff.part("sheetNote").text())
    assert any(tmp_path.glob("*"))
    assert not staff.part("sheetRecordButton").isEnabled()
    people.item(0).setCheckState(Qt.CheckState.Checked)
    people.item(1).setCheckState(Qt.CheckState.Checked)
    staff.click("sheetRecordButton")
    assert staff.service.signed == []
    staff.type("sheetReason", "signed at the training day")
    staff.click("sheetRecordButton")
    staff.until(lambda: len(staff.service.signed) == 1)
    staff.until(lambda: "Recorded for 2" in staff.part("sheetNote").text())
    assert staff.service.signed[0].on == "2026-11-22"


NAMES = ["Zoë O’Brien-Smith", "D'Arcy", "李雷", "محمد علي", "Ng", "A" * 40 + "-" + "B" * 40]


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_on_the_paper(qtbot, name):
    document = pypdfium2.PdfDocument(pdf(f"<html><body><p>{name}</p></body></html>", {}))
    page = document[0]
    text, picture = page.get_textpage().get_text_range(), bytes(page.render(grayscale=True).buffer)
    document.close()
    assert min(picture) < 100, "there is ink, whichever fonts this computer has"
    if name.isascii() or "ë" in name:
        assert name.split("-")[0][:20] in text


def test_a_column_is_said_to_mean_something_and_the_list_is_read_again(staff, tmp_path):
    (tmp_path / "staff.csv").write_bytes(b"Nr,Name,Mail,School,Role\nS0001,New Name,a@b.example,x,y\n")
    staff.click("rosterChooseButton")
    staff.until(lambda: staff.part("rosterUseColumnsButton").isVisible())
    for number, meaning in ((0, "staff_id"), (2, "email")):
        choice = staff.part(f"column-{number}")
        choice.setCurrentIndex(choice.findData(meaning))
    staff.click("rosterUseColumnsButton")
    staff.until(lambda: staff.part("rosterChanges").isVisible())
    assert "as you chose" in staff.part("staffSection").findChild(QLabel, "rosterBasis").text()


def test_people_of_every_name_are_listed(console):
    console.service.put(standing(99, name="محمد علي"))
    console.until(lambda: "محمد علي" in console.names)
