"""Two people: one asks, another approves; both stand in the log, and nobody does it alone by any door."""

import dataclasses

import pytest
from sqlalchemy import select

from app.evidence.approval import Approval
from app.hr.account_rules import AccountRules, TooFewPeopleError
from app.hr.accounts import NewAccount, Role
from app.hr.approvals import (
    BeingCarriedOutError,
    NoSuchRequestError,
    OwnRequestError,
    TwoPeopleNeededError,
)
from app.hr.policy_events import AlreadyWithdrawnError
from app.hr.publishing import Draft, VersionTakenError
from app.hr.store.schema import approvals, policies, policy_events, records, trail, versions
from app.hr.terms import Terms
from app.hr.two_people import Publication

POLICY = "social-media-policy"


@pytest.fixture
def strict(school):
    """A school where two people must agree, with two accounts of HR."""
    for name in ("ann", "bo"):
        school.account(name, Role.HR)
    school.hr.account_book.set_rules(AccountRules(two_people=True), actor="it")
    return school


def draft(world, text="# Phones\n\n## Lessons\n\nPut them away.\n", policy_id="phones"):
    made = Draft(policy_id=policy_id, label="1", content=text.encode(), terms=Terms())
    token = world.hr.publishing.manifest(made).signed_by(world.publishing_key)
    return Publication(manifest=token, content=made.content, checklist=None, terms=made.terms)


def published(world, policy_id="phones"):
    with world.database.read() as connection:
        return connection.execute(select(versions).where(versions.c.policy_id == policy_id)).first()


def is_withdrawn(world):
    with world.database.read() as connection:
        return connection.execute(select(policies.c.withdrawn).where(policies.c.id == POLICY)).scalar_one()


def test_a_version_goes_out_once_another_person_approves_it_and_both_names_are_on_record(strict):
    hr = strict.hr
    manifest, number = hr.two_people.publish(draft(strict), actor="ann")
    assert published(strict) is None
    [request] = hr.approvals.waiting()
    assert (request.number, request.asked_by, request.kind) == (number, "ann", "publish")
    assert "4 people are asked, 0 on leave later." in request.told
    assert f"SHA-256 of its text: {manifest.sha256}" in request.told
    done = hr.approvals.approve(number, actor="bo")
    assert (done.state, done.decided_by) == ("done", "bo")
    assert published(strict).published_by == "ann and bo"
    with strict.database.read() as connection:
        token = connection.execute(select(records.c.token).where(records.c.typ == Approval.typ)).scalar_one()
        kept = connection.execute(select(approvals)).one()
        lines = [(one.actor, one.action) for one in connection.execute(select(trail))]
    record = Approval.verified(token, strict.service_key.public).record
    assert (record.asked_by, record.approved_by, record.what) == ("ann", "bo", kept.sha256)
    assert kept.content == b""
    assert ("ann", "ask-to-publish") in lines
    assert ("bo", "approve-publish") in lines


def test_who_asked_cannot_approve_but_can_take_it_back(strict):
    number = strict.hr.two_people.withdraw(POLICY, "It is out of date.", actor="ann")
    with pytest.raises(OwnRequestError):
        strict.hr.approvals.approve(number, actor="ann")
    strict.hr.approvals.refuse(number, "I was wrong.", actor="ann")
    with pytest.raises(NoSuchRequestError):
        strict.hr.approvals.approve(number, actor="bo")
    assert not is_withdrawn(strict)


def test_a_withdrawal_carries_both_names_into_the_log(strict):
    number = strict.hr.two_people.withdraw(POLICY, "It is out of date.", actor="ann")
    assert not is_withdrawn(strict)
    strict.hr.approvals.approve(number, actor="bo")
    assert is_withdrawn(strict)
    with strict.database.read() as connection:
        assert connection.execute(select(policy_events.c.by)).scalar_one() == "ann and bo"


def test_a_refusal_keeps_its_reason(strict):
    number = strict.hr.two_people.withdraw(POLICY, "It is out of date.", actor="ann")
    strict.hr.approvals.refuse(number, "The new one is not ready.", actor="bo")
    [decided] = strict.hr.approvals.decided()
    assert (decided.state, decided.reason) == ("refused", "The new one is not ready.")


def test_a_request_expires(strict):
    number = strict.hr.two_people.withdraw(POLICY, "It is out of date.", actor="ann")
    strict.clock.move(days=15)
    assert strict.hr.approvals.waiting() == []
    with pytest.raises(NoSuchRequestError):
        strict.hr.approvals.approve(number, actor="bo")


def test_what_can_no_longer_be_done_ends_as_failed_with_the_reason(strict):
    _manifest, first = strict.hr.two_people.publish(draft(strict), actor="ann")
    _manifest, second = strict.hr.two_people.publish(draft(strict, "# Phones\n\nNone.\n"), actor="ann")
    strict.hr.approvals.approve(first, actor="bo")
    with pytest.raises(VersionTakenError):
        strict.hr.approvals.approve(second, actor="bo")
    assert strict.hr.approvals.one(second).state == "failed"


def test_what_could_not_be_done_now_is_refused_when_it_is_asked_for(strict):
    number = strict.hr.two_people.withdraw(POLICY, "It is out of date.", actor="ann")
    strict.hr.approvals.approve(number, actor="bo")
    with pytest.raises(AlreadyWithdrawnError):
        strict.hr.two_people.withdraw(POLICY, "Again.", actor="ann")


def test_two_approvers_at_once_do_it_once_and_one_that_died_is_finished_by_the_next(strict):
    number = strict.hr.two_people.withdraw(POLICY, "It is out of date.", actor="ann")
    strict.hr.approvals._take(number, "bo")  # as a service that is killed before it acts leaves it
    with pytest.raises(BeingCarriedOutError):
        strict.hr.approvals.approve(number, actor="bo")
    strict.clock.move(minutes=11)
    assert [one.state for one in strict.hr.approvals.waiting()] == ["approved"]
    strict.hr.approvals.approve(number, actor="bo")
    assert is_withdrawn(strict)
    with strict.database.read() as connection:
        found = connection.execute(select(records.c.token).where(records.c.typ == Approval.typ)).all()
    assert len(found) == 1


def test_the_rule_is_changed_by_two_people_only_once_it_is_on(strict):
    number = strict.hr.two_people.set_rules(AccountRules(two_people=False), actor="ann")
    assert strict.hr.account_book.rules().two_people
    strict.hr.approvals.approve(number, actor="bo")
    assert not strict.hr.account_book.rules().two_people
    assert strict.hr.two_people.withdraw(POLICY, "It is out of date.", actor="ann") is None


def test_the_rule_cannot_be_switched_on_where_nobody_could_approve(school):
    school.account("ann", Role.HR)
    with pytest.raises(TooFewPeopleError):
        school.hr.account_book.set_rules(AccountRules(two_people=True), actor="it")


def test_one_person_cannot_make_a_second_one_of_themselves(strict):
    new = NewAccount("ann too", Role.HR, strict.hr.accounts.hashed("correct horse battery"))
    number = strict.hr.two_people.add_account(new, actor="ann")
    assert "ann too" not in [one.name for one in strict.hr.account_book.all()]
    strict.hr.approvals.approve(number, actor="bo")
    assert "ann too" in [one.name for one in strict.hr.account_book.all()]
    auditor = dataclasses.replace(new, name="auditor", role=Role.AUDITOR)
    assert strict.hr.two_people.add_account(auditor, actor="ann") is None


def test_the_command_line_does_not_act_alone(strict):
    with pytest.raises(TwoPeopleNeededError):
        strict.hr.approvals.forbid_alone()
