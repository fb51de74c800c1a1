"""HR chooses a staff list, sees what it would change, and only then saves it."""

import pytest

from app.ui.widgets import Label
from tests.fakes.console_service import COLUMNS, POLICY


def write(path, rows, encoding="utf-8", columns=COLUMNS):
    lines = [",".join(columns), *(",".join(row) for row in rows)]
    (path / "staff.csv").write_bytes("\n".join(lines).encode(encoding))


def same_people(service):
    held = [row for _revision, row in service.rows[POLICY].values()]
    return [[str(getattr(row, name)) for name in ("staff_id", *COLUMNS[1:])] for row in held]


def choose(console):
    console.click("section-staff")
    console.click("rosterChooseButton")


def test_joiners_changes_and_leavers_are_shown_before_anything_is_saved(console, tmp_path):
    rows = same_people(console.service)
    rows[0][3] = "West College"
    write(
        tmp_path, [*rows[:11], ["S0099", "New Person", "new@trust.example", "North Primary", "Cook", "Head"]]
    )
    choose(console)
    console.until(lambda: console.part("rosterSaveButton").isVisible())
    changes = console.part("rosterChanges")
    assert changes.accessibleName() == "1 joined, 1 changed, 1 left, 10 stayed as they were."
    words = [label.text() for label in changes.findChildren(Label)]
    assert "Staff member 0012, North Primary" in words
    assert "Staff member 0001, West College: school" in words
    assert console.service.imports == 0


def test_saving_takes_it_over_and_the_list_shows_it(console, tmp_path):
    rows = same_people(console.service)
    write(tmp_path, [*rows, ["S0099", "Aaron New", "new@trust.example", "North Primary", "Cook", "Head"]])
    choose(console)
    console.until(lambda: console.part("rosterSaveButton").isVisible())
    console.click("rosterSaveButton")
    console.until(lambda: "Saved" in console.part("rosterSaid").text())
    console.click("section-who")
    console.until(lambda: "Aaron New" in console.names)
    assert console.service.imports == 1


def test_many_leavers_want_a_second_yes(console, tmp_path):
    write(tmp_path, same_people(console.service)[:6])
    choose(console)
    console.until(lambda: console.part("rosterConfirm").isVisible())
    assert console.part("rosterConfirm").text() == "Yes, all 6 have left"
    assert not console.part("rosterSaveButton").isEnabled()
    console.part("rosterConfirm").click()
    console.click("rosterSaveButton")
    console.until(lambda: console.service.imports == 1)
    console.until(lambda: "Saved" in console.part("rosterSaid").text())


def test_a_list_that_renames_many_wants_a_second_yes(console, tmp_path):
    rows = same_people(console.service)
    write(tmp_path, [[row[0], f"Another{number}", *row[2:]] for number, row in enumerate(rows)])
    choose(console)
    console.until(lambda: console.part("rosterConfirm").isVisible())
    assert console.part("rosterConfirm").text() == f"Yes, {len(rows)} people here have quite another name now"
    assert not console.part("rosterSaveButton").isEnabled()


@pytest.mark.parametrize(
    ("columns", "rows", "encoding", "sentence"),
    [
        (COLUMNS[1:], [], "utf-8", "The list has no column for a staff id."),
        (
            COLUMNS,
            [["S0001", "Siân Twice", "a@b.example", "x", "y", ""], ["S0001", "Ann", "", "x", "y", ""]],
            "utf-8",
            (
                "Rows 2 and 3 have the same staff id, but not the same name and e-mail address."
                " Each person needs a staff id of their own."
            ),
        ),
        (
            (*COLUMNS, "DOB"),
            [["S0001", "Siân Wrong", "a@b.example", "x", "y", "", "1/1/1990"]],
            "cp1252",
            (
                "The column “DOB” holds the date of birth, which must not be kept here."
                " Take it out of the file, and try again."
            ),
        ),
    ],
)
def test_a_list_with_a_problem_says_what_to_put_right_and_cannot_be_saved(
    console, tmp_path, columns, rows, encoding, sentence
):
    write(tmp_path, rows, encoding, columns)
    choose(console)
    problems = console.part("rosterProblems")
    console.until(problems.isVisible)
    assert "cannot be saved as it is. Nothing has been changed." in problems.text()
    assert f"• {sentence}" in problems.text()
    assert not console.part("rosterSaveButton").isVisible()
    assert console.service.imports == 0


def test_a_file_that_is_gone_is_said_plainly(console):
    choose(console)
    console.until(console.part("rosterProblems").isVisible)
    assert console.part("rosterProblems").text().startswith("That file could not be read.")


def test_a_service_that_is_away_saves_nothing_and_says_so(console, tmp_path):
    write(tmp_path, same_people(console.service))
    console.service.stop()
    choose(console)
    console.until(console.part("rosterProblems").isVisible)
    assert "Try again in a moment." in console.part("rosterProblems").text()


def test_a_session_that_ends_here_asks_to_sign_in_again(console, tmp_path):
    write(tmp_path, same_people(console.service))
    console.service.end_sessions()
    console.until(lambda: console.page() == "signInPage")
