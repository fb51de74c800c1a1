"""Small things of every day: the place kept, *Later*, what HR sees, and a light first paint."""

import subprocess
import sys
from datetime import timedelta

import pytest

from app.config.lessons import parse
from app.domain.acknowledgement import Outcome
from app.domain.reading import UnknownSectionError
from app.login import state
from app.workflows import defer, read_policy
from app.workflows.what_hr_sees import what_hr_sees
from tests.fakes.staff_app import SECOND_TEXT


def test_reading_goes_on_where_it_was_left(enrolled):
    ref = enrolled.policy.ref
    assert read_policy.place(enrolled.context, ref) == 0.0
    read_policy.remember_place(enrolled.context, ref, 0.6)
    assert read_policy.place(enrolled.context, ref) == 0.6
    read_policy.remember_place(enrolled.context, ref, 7)
    assert read_policy.place(enrolled.context, ref) == 1.0


def test_a_new_version_begins_at_its_beginning(enrolled, service):
    read_policy.remember_place(enrolled.context, enrolled.policy.ref, 0.6)
    enrolled.read()
    service.publish(SECOND_TEXT, version=2)
    enrolled.refresh()
    assert read_policy.place(enrolled.context, enrolled.policy.ref) == 0.0
    assert enrolled.policy.seen == frozenset()


def test_a_section_of_another_text_does_not_count(enrolled):
    with pytest.raises(UnknownSectionError):
        read_policy.see_section(enrolled.context, enrolled.policy.ref, "0" * 64)


def test_later_names_real_times_and_the_login_keeps_to_them(enrolled):
    choice = defer.options(enrolled.context)[-1]
    defer.later(enrolled.context, choice.until)
    left = state.read(enrolled.context.state_file)
    assert (left.next_ask, left.due) == (choice.until, ("social-media",))


def test_later_never_goes_past_the_date_if_hr_moves_it(enrolled, service):
    choice = defer.options(enrolled.context)[-1]
    defer.later(enrolled.context, choice.until)
    service.items["social-media"]["due"] = "2026-11-23"
    enrolled.refresh()
    assert state.read(enrolled.context.state_file).next_ask.isoformat() == "2026-11-24T00:00:00+00:00"


def test_a_later_chosen_under_a_clock_a_year_ahead_is_forgotten_once_it_is_right(enrolled, clock):
    clock.move(days=365)
    defer.later(enrolled.context, defer.options(enrolled.context)[-1].until)
    clock.move(days=-365)
    enrolled.refresh()
    assert state.read(enrolled.context.state_file).next_ask is None


def test_a_later_chosen_after_the_date_ends_with_its_hour_whatever_was_chosen(enrolled, service, clock):
    """The date was moved back to before the choice."""
    chosen = clock.now
    defer.later(enrolled.context, defer.options(enrolled.context)[-1].until)
    service.items["social-media"]["due"] = "2026-11-20"
    enrolled.refresh()
    assert state.read(enrolled.context.state_file).next_ask - chosen == timedelta(minutes=65)


def test_later_is_offered_for_no_lesson(enrolled, clock):
    lessons = [parse("Mon-Fri 08:50-12:15"), parse("Mon-Fri 13:10-15:20")]
    clock.move(minutes=62)  # to 10:02
    labels = [each.label for each in defer.options(enrolled.context, lessons)]
    assert labels[:2] == ["When the lesson ends, at 12:15", "This afternoon, at 15:20"]


def test_later_is_never_sent(enrolled, service):
    defer.later(enrolled.context, defer.options(enrolled.context)[0].until)
    before = len(service.seen)
    enrolled.send(everything=True)
    assert len(service.seen) == before


def test_every_word_that_was_sent_is_shown(enrolled, service):
    enrolled.acknowledge(Outcome.QUESTION, message="Why is that?")
    enrolled.audit()
    enrolled.complete()
    enrolled.send(everything=True)
    view = what_hr_sees(enrolled.context)
    assert len(view.sent) == 3
    shown = "\n".join(words.text for words in view.sent)
    assert "Why is that?" in shown
    assert "I have a question" in shown
    assert "2026-11-23" in shown
    assert "Received by HR." in shown
    assert all(view.sentences)


def test_the_first_paint_waits_for_no_heavy_library():
    code = (
        "import sys\n"
        "from app.workflows import overview, read_policy, context\n"
        "from app.sync import connect\n"
        "from app.storage import locations\n"
        "from app.commands import profile\n"
        "from app.login import machine\n"
        "from app.ui import single_instance\n"
        "from app.desktop import app, read\n"
        "heavy = {'requests', 'keyring', 'pydantic', 'nacl', 'truststore', 'platformdirs', 'rfc8785', 'urllib3',\n"
        "    'PySide6.QtNetwork', 'app.ui.system_proxy', 'calendar', 'json', 'ssl', 'subprocess', 'tomllib',\n"
        "    'http.client', 'email.message'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
