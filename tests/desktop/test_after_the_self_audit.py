"""After the self-audit: the follow-up list, on paper too, looking again, and deleting the answers at any time."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter

from app.desktop.paper import put_on_paper
from app.desktop.places import Place
from app.domain.checklist import parse
from app.domain.checklist_files import bundle
from app.login import state
from tests.fakes.staff_app import ASSETS, TEXT

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

SECTION_7 = Path(__file__).parents[2] / "resources" / "checklists" / "section-7"


@pytest.fixture
def with_reminder(service, app):
    files = {path.name: path.read_bytes() for path in (ASSETS / "checklists" / "second").glob("*.toml")}
    files["checklist.toml"] += (
        b'\n[reminder]\nclauses = ["a"]\ntext = "Once a term is the app\'s idea."\nmonths = 4\n'
        b'[[page]]\nid = "help"\ntitle = "What to write down"\nclauses = ["a"]\npoints = ["The date.", "The time."]\n'
    )
    service.publish(TEXT, version=2, checklist=parse(bundle(files)), due="2026-12-04")


@pytest.fixture
def walked(desk, with_reminder, app):
    """One check left for later, one to talk about, the rest done; still to be finished."""
    app.refresh()
    desk.open()
    desk.read_all()
    desk.sign()
    desk.click("site-laptop")
    desk.click("sites-chosen")
    desk.click("carry-on")
    desk.click("check-not-now")
    desk.click("check-talk")
    desk.click("go-on")
    desk.click("check-done")
    return desk


def finish(desk):
    while not desk.window.work.audit.is_finished:
        desk.click("carry-on")
        desk.click("check-done")
    desk.click("carry-on")
    desk.click("finish-audit")
    desk.click("keep-list")


def pages(html, file):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    put_on_paper(html, printer)
    return file.read_bytes().replace(b"/Type /Pages", b"").count(b"/Type /Page")


def test_finishing_asks_nothing_of_the_network(walked, app, service):
    # As in life: the demo alone sends a completion at once.
    walked.window.work.context = replace(app.context, send_completions_at_once=False)
    before = len(service.seen)
    finish(walked)
    assert walked.place is Place.STATUS
    assert [seen.path for seen in service.seen[before:]] == []


def test_the_follow_up_list_has_what_was_left_and_what_to_talk_about(walked):
    walked.click("my-follow-up")
    said = walked.words()
    assert said.index("To talk about") < said.index("Close the lid") < said.index("Left for later")
    assert "Laptop · You can talk to your line manager." in said
    assert "Laptop · Does it lock by itself?" in said
    walked.click("check-laptop.lock")
    assert (walked.place, walked.window.work.audit.at) == (Place.CHECK, "laptop.lock")


def test_the_list_can_be_kept_as_a_file_and_on_paper(walked, tmp_path):
    walked.click("my-follow-up")
    page = walked.window.page(Place.FOLLOW_UP)
    page.paper.save_to(tmp_path / "mine.html")
    kept = (tmp_path / "mine.html").read_text("utf-8")
    assert "☐ Lock it. Laptop · Does it lock by itself?" in kept
    assert "Saved." in walked.words()
    assert pages(kept, tmp_path / "mine.pdf") == 1
    page.paper.save_to(tmp_path / "nowhere" / "mine.html")
    assert "It could not be saved there. Choose another folder." in walked.words()


def test_a_page_of_help_can_be_printed_and_quotes_the_policy(walked, tmp_path):
    walked.click("help-help")
    assert "“Lock your device. Say at once when it is lost.”" in walked.words()
    page = walked.window.page(Place.HELP)
    page.paper.save_to(tmp_path / "help.html")
    assert "The date." in (tmp_path / "help.html").read_text("utf-8")


@pytest.mark.parametrize("name", ["evidence", "investigation"])
def test_each_page_of_section_7_fits_on_one_sheet(walked, app, service, tmp_path, name):
    files = {path.name: path.read_bytes() for path in SECTION_7.glob("*.toml")}
    desk = walked
    desk.window.work.audit = replace(desk.window.work.audit, checklist=parse(bundle(files)))
    desk.window.work.listed = name
    page = desk.window.page(Place.HELP)
    page.enter()
    page.paper.save_to(tmp_path / "help.html")
    assert pages((tmp_path / "help.html").read_text("utf-8"), tmp_path / "help.pdf") == 1


def test_looking_again_is_the_apps_idea_and_kept_when_asked_for(walked, app):
    finish(walked)
    assert "Once a term is the app's idea." in walked.words()
    walked.click("remind-me")
    assert "You will be reminded on 23 March 2027. Only this computer knows." in walked.words()
    assert state.read(app.context.state_file).due == ("social-media",)
    walked.click("no-reminder")
    assert "You will not be reminded." in walked.words()
    assert state.read(app.context.state_file).due == ()


def test_a_reminder_is_told_once_when_its_day_has_come(walked, app, clock):
    finish(walked)
    walked.click("remind-me")
    walked.close()
    clock.move(days=121)
    walked.open()
    assert walked.place is Place.STATUS
    assert "You asked to be reminded to look again." in walked.words()
    walked.close()
    assert state.read(app.context.state_file).due == ()
    walked.open()
    assert "You asked to be reminded" not in walked.words()


def test_the_follow_up_list_is_one_press_from_how_things_stand(walked):
    finish(walked)
    walked.close()
    walked.open()
    walked.click("my-follow-up")
    assert walked.place is Place.FOLLOW_UP
    assert "Close the lid" in walked.words()


@pytest.mark.parametrize("finished", [False, True])
def test_answers_can_be_deleted_at_any_time_after_a_word_about_open_cases(walked, finished):
    desk = walked
    if finished:
        finish(desk)
    desk.click("delete-my-answers")
    assert "If a complaint or a case about you is open, take advice first." in desk.words()
    desk.click("keep-answers")
    assert desk.place is (Place.STATUS if finished else Place.LIST)
    desk.click("delete-my-answers")
    desk.click("delete-answers")
    assert desk.place is Place.STATUS
    assert desk.shown("delete-my-answers") is None
    assert ("Deleted. That you finished still counts." in desk.words()) is finished
    assert (desk.policy.audit is not None) is finished


def test_who_deletes_in_the_middle_begins_anew_and_is_asked_at_the_end_again(walked):
    desk = walked
    desk.click("delete-my-answers")
    desk.click("delete-answers")
    desk.click("status-go-on")
    assert desk.place is Place.SITES
    desk.audit()
    assert desk.place is Place.END
    desk.click("decide-later")
    assert desk.shown("keep-list") is not None
