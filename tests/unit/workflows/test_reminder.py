"""Looking again is offered, never imposed: kept here, told once, and dumb about what it is for."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.domain.checklist import parse
from app.domain.checklist_files import bundle
from app.domain.reminder import look_again_at
from app.login import state
from app.workflows.remind_me import next_look, no_reminder, remind_me, reminded
from tests.fakes.staff_app import ASSETS

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def done(app, service):
    """Everything done; the checklist offers a reminder."""
    files = {path.name: path.read_bytes() for path in (ASSETS / "checklists" / "second").glob("*.toml")}
    files["checklist.toml"] += (
        b'\n[reminder]\nclauses = ["a"]\ntext = "Once a term is our idea."\nmonths = 4\n'
    )
    service.publish("# P\n\n## 1. One\n\nWords.\n", checklist=parse(bundle(files)), due="2026-12-04")
    app.enrol(service.invite(service.hire()))
    app.refresh()
    app.acknowledge()
    app.audit()
    app.complete()
    return app


@pytest.mark.parametrize(
    ("now", "months", "then"),
    [
        ("2026-11-23T09:00:00+00:00", 4, "2027-03-23T08:30:00+00:00"),
        ("2026-10-31T09:00:00+00:00", 4, "2027-03-01T08:30:00+00:00"),  # the 28th is a Sunday
        ("2026-03-02T09:00:00+00:00", 4, "2026-07-02T07:30:00+00:00"),  # summer time
        ("2026-11-30T23:30:00+00:00", 1, "2026-12-30T08:30:00+00:00"),
    ],
)
def test_the_day_offered_is_a_working_morning_so_many_months_on(now, months, then):
    assert look_again_at(datetime.fromisoformat(now), months, LONDON) == datetime.fromisoformat(then)


def test_nothing_is_kept_until_the_person_asks_for_it(done):
    offer = next_look(done.context, done.policy.ref)
    assert (offer.chosen, offer.has_come) == (None, False)
    assert state.read(done.context.state_file).due == ()


def test_the_login_file_holds_a_policy_and_a_time_as_for_anything_put_off(done):
    offer = next_look(done.context, done.policy.ref)
    remind_me(done.context, done.policy.ref, offer.offered)
    left = state.read(done.context.state_file)
    assert (left.next_ask, left.due) == (offer.offered, ("social-media",))
    assert not {"remind", "audit", "look"} & set(done.context.state_file.read_text().lower().split())


def test_what_hr_asks_for_comes_before_a_reminder(done, service):
    remind_me(done.context, done.policy.ref, next_look(done.context, done.policy.ref).offered)
    service.publish("# Fire\n\n## 1. Out\n\nGo.\n", policy="fire", title="Fire")
    done.refresh()
    left = state.read(done.context.state_file)
    assert (left.next_ask, left.due) == (None, ("fire",))


def test_a_reminder_is_told_when_its_time_has_come_and_then_over(done, clock):
    remind_me(done.context, done.policy.ref, clock() + timedelta(days=2))
    assert not next_look(done.context, done.policy.ref).has_come
    clock.now += timedelta(days=2)
    assert next_look(done.context, done.policy.ref).has_come
    reminded(done.context, done.policy.ref)
    offer = next_look(done.context, done.policy.ref)
    assert (offer.chosen, offer.declined) == (None, False)
    assert state.read(done.context.state_file).due == ()


def test_an_offer_declined_stays_declined_until_the_person_asks(done):
    remind_me(done.context, done.policy.ref, next_look(done.context, done.policy.ref).offered)
    no_reminder(done.context, done.policy.ref)
    assert next_look(done.context, done.policy.ref).declined
    assert state.read(done.context.state_file).due == ()
    remind_me(done.context, done.policy.ref, next_look(done.context, done.policy.ref).offered)
    assert not next_look(done.context, done.policy.ref).declined


def test_a_reminder_is_never_sent(done):
    done.send(everything=True)
    before = len(done.service.seen)
    remind_me(done.context, done.policy.ref, datetime(2027, 3, 23, 8, 30, tzinfo=UTC))
    done.send(everything=True)
    assert len(done.service.seen) == before


def test_a_checklist_without_one_offers_none(enrolled):
    assert next_look(enrolled.context, enrolled.policy.ref) is None
