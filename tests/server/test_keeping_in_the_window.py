"""Keeping and deleting as the HR window does it, over HTTP: the same rules, holds and purge as on the command line."""

import zipfile
from io import BytesIO

import pytest
from sqlalchemy import func, select

from app import protocol_keeping as wire
from app.hr.account_rules import AccountRules
from app.hr.accounts import Role
from app.hr.retention import KINDS
from app.hr.store.schema import log_leaves, records, trail
from app.sync import console_keeping, console_reminders
from app.sync.console_client import ConsoleRefusedError, connector
from app.sync.transport import no_proxies
from tests.server.conftest import PASSWORD
from tests.server.test_purge import _count, busy  # noqa: F401 - a trust with leavers


@pytest.fixture
def office(busy, serving):  # noqa: F811 - the fixture
    """The trust, served, with two of HR; `busy.sign_in` opens a client."""
    base = serving(busy.hr)
    for name in ("ann", "bo"):
        busy.account(name, Role.HR)

    def sign_in(name):
        client = connector(no_proxies)(base)
        client.sign_in(name, PASSWORD)
        return client

    busy.sign_in = sign_in
    return busy


def rule(kind="acknowledgements", months=12, counted_from="leaving"):
    return wire.RuleBody(kind=kind, months=months, counted_from=counted_from)


def lines(world, action):
    with world.database.read() as connection:
        return connection.execute(select(trail).where(trail.c.action == action)).all()


def test_each_kind_reads_unchosen_until_hr_chooses(office):
    ann = office.sign_in("ann")
    before = console_keeping.rules(ann).rules
    assert [one.kind for one in before] == list(KINDS)
    assert {one.chosen_at for one in before} == {None}
    after = {one.kind: one for one in console_keeping.choose(ann, rule()).rules}
    assert (after["acknowledgements"].months, after["acknowledgements"].chosen_by) == (12, "ann")
    assert after["facts"].chosen_at is None
    kept = console_keeping.choose(ann, rule("trail", None, None)).rules
    assert next(one for one in kept if one.kind == "trail").chosen_by == "ann"


def test_what_no_rule_may_be_is_refused_in_words(office):
    with pytest.raises(ConsoleRefusedError, match="cannot be counted from there"):
        console_keeping.choose(office.sign_in("ann"), rule("people", 12, "receipt"))


def test_a_hold_is_placed_on_somebody_seen_on_their_page_and_lifted_with_a_reason(office):
    ann = office.sign_in("ann")
    hold = wire.HoldBody(scope="person", subject="s0", reason="A case is open.")
    [placed] = console_keeping.place_hold(ann, hold).holds
    assert (placed.subject, placed.name, placed.placed_by) == ("s0", "Person 0", "ann")
    whole = wire.HoldBody(scope="school", subject="School 0", reason="The school is looked at.")
    console_keeping.place_hold(ann, whole)
    assert [one.scope for one in console_keeping.holds_on(ann, "s0").holds] == ["person", "school"]
    assert console_keeping.holds_on(ann, "s1").holds == []
    lifted = console_keeping.lift_hold(ann, placed.number, "The case is over.").holds
    assert [one.lifted_why for one in lifted] == [None, "The case is over."]
    assert [one.scope for one in console_keeping.holds_on(ann, "s0").holds] == ["school"]
    with pytest.raises(ConsoleRefusedError, match="lifted already"):
        console_keeping.lift_hold(ann, placed.number, "Again.")
    assert [one.detail for one in lines(office, "lift-hold")] == ["The case is over."]


@pytest.mark.parametrize(("scope", "subject"), [("person", "nobody"), ("school", "Nowhere"), ("person", "")])
def test_a_hold_on_nobody_is_refused(office, scope, subject):
    hold = wire.HoldBody(scope=scope, subject=subject, reason="A case is open.")
    with pytest.raises(ConsoleRefusedError):
        console_keeping.place_hold(office.sign_in("ann"), hold)
    assert office.hr.holds.all() == []


def test_the_list_names_whose_records_go_and_what_is_kept_back_and_nothing_is_deleted_by_looking(office):
    ann = office.sign_in("ann")
    for kind in ("acknowledgements", "facts"):
        console_keeping.choose(ann, rule(kind))
    console_keeping.place_hold(ann, wire.HoldBody(scope="person", subject="s2", reason="A case."))
    office.clock.move(days=400)
    ann = office.sign_in("ann")
    found, before = console_keeping.due(ann), _count(office, records)
    assert [(one.kind, one.staff_id, one.name, one.count) for one in found.due] == [
        ("acknowledgements", "s0", "Person 0", 1)
    ]
    assert [(one.staff_id, one.why) for one in found.kept] == [("s2", "legal hold 1")]
    assert "people" in found.unset
    assert _count(office, records) == before


def test_exactly_what_was_listed_is_deleted_and_the_leaf_hashes_stay(office):
    ann = office.sign_in("ann")
    console_keeping.choose(ann, rule())
    office.clock.move(days=400)
    ann = office.sign_in("ann")
    found = console_keeping.due(ann)
    leaves = _count(office, log_leaves)
    done = console_keeping.delete(ann, found.token, "The year is over.")
    assert not done.waits
    assert [(one.kind, one.count) for one in done.deleted] == [("acknowledgements", 1)]
    with office.database.read() as connection:
        gone = select(func.count()).select_from(log_leaves)
        assert connection.execute(gone).scalar_one() >= leaves
    assert console_keeping.due(ann).due == []
    assert [one.actor for one in lines(office, "purge")] == ["ann"]
    with pytest.raises(ConsoleRefusedError, match="no longer what you were shown"):
        console_keeping.delete(ann, found.token, "The year is over.")


def test_a_hold_that_came_meanwhile_stops_the_deletion(office):
    ann = office.sign_in("ann")
    console_keeping.choose(ann, rule())
    office.clock.move(days=400)
    ann = office.sign_in("ann")
    found = console_keeping.due(ann)
    console_keeping.place_hold(ann, wire.HoldBody(scope="everything", subject="", reason="A case."))
    with pytest.raises(ConsoleRefusedError, match="Nothing was deleted"):
        console_keeping.delete(ann, found.token, "The year is over.")


def test_nothing_is_deleted_without_a_reason(office):
    ann = office.sign_in("ann")
    console_keeping.choose(ann, rule())
    office.clock.move(days=400)
    ann, before = office.sign_in("ann"), _count(office, records)
    with pytest.raises(ConsoleRefusedError):
        console_keeping.delete(ann, console_keeping.due(ann).token, " ")
    assert _count(office, records) == before


def test_where_two_must_agree_the_second_person_deletes_it(office):
    office.hr.account_book.set_rules(AccountRules(two_people=True), actor="it")
    console_keeping.choose(office.sign_in("ann"), rule())
    office.clock.move(days=400)
    ann, before = office.sign_in("ann"), _count(office, log_leaves)
    done = console_keeping.delete(ann, console_keeping.due(ann).token, "The year is over.")
    assert (done.waits, done.deleted) == (True, [])
    assert console_keeping.due(ann).due != []
    [waits] = office.hr.approvals.waiting()
    assert waits.told[0] == "Answers that staff signed: 1 are deleted for good."
    office.hr.approvals.approve(waits.number, actor="bo")
    assert console_keeping.due(ann).due == []
    assert _count(office, log_leaves) > before


def test_everything_held_of_somebody_is_one_file_and_the_trail_says_who_took_it(office):
    ann = office.sign_in("ann")
    page = console_keeping.person_data(ann, "s0", page_alone=True)
    assert b"What Oak Trust holds about Person 0" in page
    with zipfile.ZipFile(BytesIO(console_keeping.person_data(ann, "s0", page_alone=False))) as both:
        assert sorted(both.namelist()) == ["person-data.html", "person-data.json"]
    assert [(one.actor, one.subject) for one in lines(office, "person-data")] == [("ann", "s0")] * 2
    with pytest.raises(ConsoleRefusedError):
        console_keeping.person_data(ann, "nobody", page_alone=True)


def test_mail_that_came_back_is_read_from_the_window_as_on_the_command_line(office):
    ann = office.sign_in("ann")
    read = console_reminders.send_bounces(
        ann, b"From here\nSubject: one\n\nOne.\nFrom there\nSubject: two\n\nTwo.\n"
    )
    assert (read.messages, read.reports, read.new) == (2, 0, 0)
