"""The whole story through the accessibility bus, by names and roles alone, as a screen reader would."""

from app.demo.trust import STAFF_ID
from tests.accessibility.screen_reader import BUTTON, ScreenReader, Thing, all_is_said


def is_usable(thing: Thing | None) -> bool:
    return thing is not None and "sensitive" in thing.states


def enrol(reader: ScreenReader, server: str, code: str) -> None:
    all_is_said(reader)
    reader.write("Address of the HR service", server)
    reader.write("Your code", code)
    reader.press(BUTTON, "Start")
    reader.until("list", "Sections")


def read_every_section(reader: ScreenReader) -> None:
    all_is_said(reader)
    assert reader.find("list item", lambda name: name.startswith("8.") and name.endswith("not yet seen"))
    while not is_usable(reader.find(BUTTON, "Continue to your answer")):
        onward = reader.find(BUTTON, "Next section")
        if onward is not None:
            reader.act(onward)
    sections = [one.name for one in reader.things() if one.role == "list item"]
    assert len(sections) == 8
    assert all(name.endswith(", seen") for name in sections)
    all_is_said(reader)
    reader.press(BUTTON, "Continue to your answer")


def sign(reader: ScreenReader, name: str) -> None:
    field = reader.until("text", "Type your full name", "focused")
    assert field.description == "As you would sign a letter"
    all_is_said(reader)
    reader.write("Type your full name", name)
    reader.press(BUTTON, "I acknowledge")


def choose_a_site(reader: ScreenReader, site: str) -> None:
    assert "checked" not in reader.until("check box", site).states
    all_is_said(reader)
    reader.press("check box", site)
    reader.until("check box", site, "checked")
    reader.press(BUTTON, "Go to my list")


def answer_every_check(reader: ScreenReader) -> int:
    """Answer each must-do check with the first of the four answers; returns how many there were."""
    reader.press(BUTTON, lambda name: name.startswith("Carry on"))
    answered = 0
    while True:
        reader.until(BUTTON, lambda name: name.startswith(("Done", "Go to the last page")))
        all_is_said(reader)
        done = reader.find(BUTTON, lambda name: name.startswith("Done"))
        if done is None:
            return answered
        before = what_it_says(reader)
        reader.act(done)
        answered += 1
        while what_it_says(reader) == before:
            pass


def what_it_says(reader: ScreenReader) -> list[str]:
    """What tells one page from another: the names of its labels."""
    return [one.name for one in reader.things() if one.role == "label"]


def finish(reader: ScreenReader) -> None:
    reader.press(BUTTON, "Go to the last page")
    reader.until(BUTTON, "Finish")
    all_is_said(reader)
    reader.press(BUTTON, "Finish")
    reader.until(BUTTON, lambda name: name.startswith("Delete it now"))
    all_is_said(reader)
    reader.press(BUTTON, lambda name: name.startswith("Delete it now"))


def test_the_whole_story_can_be_done_by_names_and_roles_alone(start, trust, tmp_path):
    reader = start("--profile", str(tmp_path / "profile"), shows="Start")
    enrol(reader, trust.service.url, trust.code_for(STAFF_ID))
    read_every_section(reader)
    sign(reader, "Martin Knight")
    choose_a_site(reader, "Facebook")
    reader.until(BUTTON, lambda name: name.startswith("Carry on"))
    all_is_said(reader)
    assert answer_every_check(reader) >= 8
    finish(reader)
    reader.until("label", "Received by HR")  # the acknowledgement
    reader.until("label", "Saved on this computer")  # the completion goes with a later sync
    reader.until("label", "Deleted. That you finished still counts.")
    all_is_said(reader)
