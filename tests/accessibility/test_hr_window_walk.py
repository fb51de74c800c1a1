"""HR's window through the accessibility bus, by names and roles alone: every section, and one person's page."""

from app.demo.trust import ACCOUNT
from tests.accessibility.conftest import PASSWORD
from tests.accessibility.screen_reader import BUTTON, ScreenReader, all_is_said

SHOWS = {
    "Questions": ("label", "Nothing waits for an answer."),
    "Progress": ("table", "The numbers of each day"),
    "Policies": (BUTTON, "Publish a new version…"),
    "Staff list": (BUTTON, "Choose a file…"),
    "Reminders": (BUTTON, "Switch reminders on"),
    "Disputed": ("label", "Nothing is disputed."),
    "Trail": ("table", "The trail"),
    "Keeping": (BUTTON, "Choose…"),
    "To approve": ("label", "Nothing waits for a second person."),
    "Accounts": (BUTTON, "Add this account"),
    "My account": (BUTTON, "Change my password"),
}
"""The buttons along the top, and what tells that the section has its news."""


def sign_in(reader: ScreenReader, server: str) -> None:
    all_is_said(reader)
    reader.write("HR service", server)
    reader.write("Account", ACCOUNT)
    reader.write("Password", PASSWORD)
    reader.press(BUTTON, "Sign in")
    reader.until("table", "Staff")


def test_every_section_of_hrs_window_can_be_reached_and_says_what_it_is(start, trust):
    reader = start("console", shows="Sign in")
    sign_in(reader, trust.service.url)
    all_is_said(reader)
    for title, (role, name) in SHOWS.items():
        reader.press(BUTTON, title)
        reader.until(role, name)
        assert reader.until(BUTTON, title).description == "shown now"
        all_is_said(reader)
