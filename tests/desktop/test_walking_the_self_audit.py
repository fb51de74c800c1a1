"""The self-audit, walked through the real window: sites, order, minutes, what has moved, lesson hours, whom to tell."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, QUrlQuery, Slot
from PySide6.QtGui import QDesktopServices

from app.config import Config
from app.config.lessons import parse as lesson
from app.desktop import private_window
from app.desktop.contacts import hr_address
from app.desktop.marks import letters
from app.desktop.places import Place
from app.domain.checklist import parse
from app.domain.checklist_files import bundle
from tests.desktop.conftest import Desk
from tests.fakes.staff_app import ASSETS, TEXT, StaffApp, checklist

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

SECTION_7 = Path(__file__).parents[2] / "resources" / "checklists" / "section-7"


class Opened(QObject):
    """Takes what the window hands to the system to open."""

    def __init__(self):
        super().__init__()
        self.urls = []

    @Slot(QUrl)
    def take(self, url):
        self.urls.append(url)


@pytest.fixture
def opened(qapp):
    taker = Opened()
    for scheme in ("mailto", "https"):
        QDesktopServices.setUrlHandler(scheme, taker, "take")
    yield taker.urls
    for scheme in ("mailto", "https"):
        QDesktopServices.unsetUrlHandler(scheme)


@pytest.fixture
def at_list(desk):
    """Two sites chosen, nothing answered."""
    desk.open()
    desk.read_all()
    desk.sign()
    desk.click("site-laptop")
    desk.click("site-stick")
    desk.click("sites-chosen")
    return desk


def newer(name, old, new):
    folder = ASSETS / "checklists" / "second"
    files = {path.name: path.read_text("utf-8") for path in folder.glob("*.toml")}
    files["checklist.toml"] = files["checklist.toml"].replace("version = 3", "version = 4")
    assert old in files[name]
    files[name] = files[name].replace(old, new)
    return parse(bundle({key: text.encode() for key, text in files.items()}))


def test_a_closed_site_is_shown_and_cannot_be_chosen(desk):
    desk.open()
    desk.read_all()
    desk.sign()
    assert "Telegraph · Closed in 1982: nothing to do" in desk.words()
    assert desk.shown("site-telegraph") is None


def test_sites_that_begin_alike_have_marks_that_do_not():
    sites = checklist().sites
    like = [replace(sites[0], id="a", name="Snapchat"), replace(sites[0], id="b", name="Strava")]
    assert [letters(site, like) for site in like] == ["Sn", "St"]
    assert letters(sites[0], sites) == "L"


def test_no_two_sites_of_section_7_have_the_same_drawing():
    files = {path.name: path.read_bytes() for path in SECTION_7.glob("*.toml")}
    real = parse(bundle(files))
    marks = [site.mark for site in (*real.choosable, *real.closed)]
    assert all(marks)
    assert len(set(marks)) == len(marks)


def test_the_minutes_left_are_those_of_the_open_checks_and_any_order_will_do(at_list):
    desk = at_list
    assert "About 10 minutes left" in desk.words()
    desk.click("list-stick")
    desk.click("check-done")
    desk.click("check-to-list")
    assert "About 5 minutes left" in desk.words()
    desk.click("list-everywhere")
    desk.click("check-done")
    desk.click("check-to-list")
    assert "About 4 minutes left" in desk.words()
    desk.click("carry-on")
    assert desk.window.work.audit.at == "laptop.lock"
    desk.click("check-not-now")
    desk.click("check-done")
    assert desk.place is Place.LIST
    assert "About 2 minutes left" in desk.words()


def test_stopping_and_coming_back_is_at_the_same_check(at_list):
    at_list.click("list-stick")
    at_list.close()
    at_list.open()
    assert (at_list.place, at_list.window.work.audit.at) == (Place.CHECK, "stick.lock")


def test_a_new_version_asks_again_only_what_changed(at_list, service, app):
    desk = at_list
    desk.click("carry-on")
    desk.do_checks()
    desk.close()
    service.publish(
        TEXT,
        version=2,
        material=False,
        checklist=newer("stick.toml", "Set a password", "Set a long password"),
    )
    app.refresh()
    desk.open()
    assert desk.place is Place.LIST
    assert "1 check has new words since you answered it." in desk.words()
    desk.click("my-follow-up")
    desk.click("check-stick.lock")
    assert "The words of this check have changed. Please look again." in desk.words()
    desk.click("check-done")
    assert desk.window.work.audit.is_finished


def test_what_has_moved_is_noted_here_and_taken_back_as_easily(at_list):
    desk = at_list
    desk.click("list-laptop")
    desk.click("this-has-moved")
    assert "Noted: this has moved" in desk.words()
    assert desk.shown("mail-hr") is None  # the trust gave no address
    desk.close()
    desk.open()
    assert "Noted: this has moved" in desk.words()
    desk.click("not-moved")
    assert not desk.window.work.audit.moved


def test_a_mail_about_it_says_before_what_it_tells_and_holds_no_answer(at_list, opened):
    desk = at_list
    desk.close()
    desk.config = replace(desk.config, contact_hr="hr@trust.example")
    desk.open()
    desk.click("list-laptop")
    desk.click("check-talk")
    desk.click("previous-check") if desk.shown("previous-check").isEnabled() else None
    desk.click("this-has-moved")
    assert "So HR may guess that you use Laptop." in desk.words()
    assert opened == []
    desk.click("mail-hr")
    (url,) = opened
    assert (url.scheme(), url.path()) == ("mailto", "hr@trust.example")
    words = QUrlQuery(url).queryItemValue("body", QUrl.ComponentFormattingOption.FullyDecoded)
    assert words == (
        "The steps on this page may be out of date: Laptop, “Lock it” (laptop.lock, lost-laptops version 3)."
    )


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("hr@trust.example", "hr@trust.example"),
        ("the Human Resources Team", None),
        ("HR, hr@trust.example", None),
        ("hr@trust.example?bcc=x@y.example", None),
        ("hr@nowhere", None),
    ],
)
def test_a_mail_goes_only_to_what_is_an_address_and_nothing_more(contact, address):
    assert hr_address(Config(contact_hr=contact)) == address


def test_open_here_warns_and_opens_the_page_of_the_setting(at_list, opened):
    at_list.click("list-laptop")
    assert "If you open it here, the Trust’s network may see the site." in at_list.words()
    at_list.click("open-here")
    assert [url.toString() for url in opened] == ["https://handbook.example.org/laptop/lock"]


def test_in_lesson_hours_nothing_is_opened_here(at_list, opened, clock):
    desk = at_list
    desk.config = replace(desk.config, lesson_hours=(lesson("Mon-Sun 09:30-23:59"),))
    desk.close()
    desk.open()
    desk.click("list-laptop")
    clock.move(hours=3)  # a lesson begins while the check is on the screen
    desk.click("open-here")
    assert opened == []
    assert "A lesson has begun" in desk.words()
    desk.click("check-to-list")
    desk.click("list-laptop")
    assert desk.shown("open-here") is None
    assert desk.shown("on-my-phone") is not None


def test_a_private_window_is_opened_by_the_first_browser_that_has_one(tmp_path):
    link = "https://example.org/"
    only_chrome = {"google-chrome": "/usr/bin/google-chrome"}.get
    assert private_window.opener(link, "linux", only_chrome).command == (
        "/usr/bin/google-chrome", "--incognito", link,
    )  # fmt: skip
    assert private_window.opener(link, "linux", {}.get) is None
    program = tmp_path / "Microsoft" / "Edge" / "Application" / "msedge.exe"
    program.parent.mkdir(parents=True)
    program.touch()
    found = private_window.opener(link, "win32", settings={"ProgramFiles(x86)": str(tmp_path)})
    assert (found.browser, found.command) == ("Edge", (str(program), "--inprivate", link))
    (tmp_path / "Firefox.app").mkdir()
    mac = private_window.opener(link, "darwin", applications=tmp_path)
    assert mac.command[-2:] == ("-private-window", link)
    assert private_window.opener(link, "darwin", applications=tmp_path / "none") is None


@pytest.fixture
def section_7_desk(qtbot, themed, tmp_path, service, clock):
    """A desk with the real policy's checklist, and contacts of the trust's own."""
    from tests.fakes.staff_app import LIMITS  # noqa: PLC0415

    files = {path.name: path.read_bytes() for path in SECTION_7.glob("*.toml")}
    service.publish(TEXT, version=2, checklist=parse(bundle(files)))
    staff = StaffApp(tmp_path, service, clock, at_once=True, limits=replace(LIMITS, size=2_000_000))
    staff.enrol(service.invite(service.person))
    staff.refresh()
    contacts = {
        "contact_safeguarding": "Jo Lamb",
        "contact_whistleblowing": "the clerk",
        "contact_hr": "the office",
    }
    desk = Desk(qtbot, staff, Config(server=service.url, **contacts))
    desk.open()
    desk.read_all()
    desk.sign()
    yield desk
    desk.close()
    staff.close()


def test_how_long_the_chosen_sites_take_is_said_before_they_are_begun(section_7_desk):
    desk = section_7_desk
    assert desk.find("minutes-of-sites").text() == "You can stop at any time and come back."
    desk.click("site-facebook")
    assert desk.find("minutes-of-sites").text().startswith("About 13 minutes for these. You can stop")
    desk.click("site-tiktok")
    assert desk.find("minutes-of-sites").text().startswith("About 19 minutes for these.")
    desk.click("site-facebook")
    assert desk.find("minutes-of-sites").text().startswith("About 8 minutes for these.")
    desk.click("sites-chosen")
    assert "About 8 minutes left" in desk.words()


def test_the_steps_for_one_kind_of_device_are_shown_and_the_choice_is_remembered(section_7_desk):
    desk = section_7_desk
    desk.click("site-facebook")
    desk.click("sites-chosen")
    desk.click("list-facebook")
    on_phone, on_computer = "Tap the three dots, then ‘Unfriend’.", "Read down it slowly."
    assert on_computer not in desk.words()
    assert "three dots" in desk.words()
    assert desk.find("steps-phone").isChecked()
    desk.click("steps-computer")
    assert on_computer in desk.words()
    assert "three dots" not in desk.words()
    desk.click("check-done")
    assert "Tap the three dots" not in desk.words()
    desk.close()
    desk.open()
    assert desk.find("steps-computer").isChecked()
    assert on_phone not in desk.words()
    desk.click("steps-phone")
    assert "Tap the three dots" in desk.words()


def test_steps_that_are_the_same_everywhere_are_shown_without_a_choice(section_7_desk):
    desk = section_7_desk
    desk.click("site-bluesky")
    desk.click("sites-chosen")
    desk.click("list-bluesky")
    assert desk.shown("steps-phone") is None
    assert "1. Open your profile." in desk.words()


def test_one_site_takes_a_press_for_each_check(section_7_desk):
    desk = section_7_desk
    desk.click("site-facebook")
    desk.click("sites-chosen")
    assert desk.window.work.audit.minutes_left == 13
    desk.click("carry-on")
    presses = 0
    while desk.place is Place.CHECK:
        desk.click("check-done")
        presses += 1
    assert presses == len(desk.window.work.audit.must_do) == 9


def test_talking_names_the_contact_of_the_clause_and_what_the_law_protects(section_7_desk):
    desk = section_7_desk
    desk.click("site-facebook")
    desk.click("sites-chosen")
    desk.click("more-if-you-like")
    desk.click("check-everywhere.know-whistle")
    desk.click("check-talk")
    said = desk.words()
    assert "You can talk to the clerk, or the office." in said
    assert "Employment Rights Act 1996, section 43J" in said
    assert "Nobody has been told." in said


@pytest.mark.parametrize("check", ["child-concern", "abuse"])
def test_what_should_not_wait_says_whom_to_tell_today_and_cannot_be_put_off(section_7_desk, check):
    desk = section_7_desk
    desk.click("site-facebook")
    desk.click("sites-chosen")
    desk.click("list-everywhere")
    while desk.window.work.audit.at != f"everywhere.{check}":
        desk.click("check-done")
    assert "today" in desk.find("tell-today").text()
    assert desk.shown("check-not-now") is None


def test_how_to_keep_evidence_is_one_press_from_the_check_about_abuse(section_7_desk):
    desk = section_7_desk
    desk.click("site-facebook")
    desk.click("sites-chosen")
    desk.click("list-everywhere")
    desk.click("check-done")
    desk.click("help-evidence")
    assert "Do not copy, print or keep a nude or part-nude picture of a child" in desk.words()
    desk.click("help-to-list")
    assert desk.window.work.audit.at == "everywhere.abuse"
    assert desk.place is Place.CHECK
