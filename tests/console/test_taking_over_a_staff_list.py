"""HR chooses a staff list, sees what it would change, and only then saves it."""

import pytest

from tests.fakes.console_service import COLUMNS, POLICY


def write(path, rows, encoding="utf-8", columns=COLUMNS):
    lines = [",".join(columns), *(",".join(row) for row in rows)]
    (path / "staff.csv").write_bytes("\n".join(lines).encode(encoding))


def same_people(service):
    held = [row for _revision, row in service.rows[POLICY].values()]
    return [[str(getattr(row, name)) for name in ("staff_id", *COLUMNS[1:])] for row in held]


def choose(console):
    console.click("staffListButton")
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
    words = [label.text() for label in changes.findChildren(type(console.part("rosterSaid")).__mro__[1])]
    assert "Staff member 0012" in words
    assert console.service.imports == 0


def test_saving_takes_it_over_and_the_list_shows_it(console, tmp_path):
    rows = same_people(console.service)
    write(tmp_path, [*rows, ["S0099", "Aaron New", "new@trust.example", "North Primary", "Cook", "Head"]])
    choose(console)
    console.until(lambda: console.part("rosterSaveButton").isVisible())
    console.click("rosterSaveButton")
    console.until(lambda: "Saved" in console.part("rosterSaid").text())
    console.click("rosterBackButton")
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


@pytest.mark.parametrize(
    ("columns", "rows", "encoding", "sentence"),
    [
        (COLUMNS[:-1], [], "utf-8", "There is no column “line_manager”."),
        (
            COLUMNS,
            [["S0001", "Siân Twice", "a@b.example", "x", "y", "z"]] * 2,
            "utf-8",
            "Siân Twice (S0001) is in the list twice.",
        ),
        (
            COLUMNS,
            [["S0001", "Siân Wrong", "a@b.example", "x", "y", "z"]],
            "cp1252",
            "This file is not in UTF-8. Save it again as “CSV UTF-8”.",
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
