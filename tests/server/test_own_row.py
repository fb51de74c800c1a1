"""A person is told their own row as HR sees it, with where they stand, and nobody else's."""

from dataclasses import asdict, replace

import pytest
from sqlalchemy import update

from app import protocol
from app.domain.obligation import AuditState, PersonState
from app.hr.store.schema import staff
from app.server.device import _me, _own_standing

HR_SEES = ("acknowledgement", "acknowledged_at", "audit", "audit_on", "due", "outstanding", "disputed")


def told(world, staff_id):
    sub = world.device(staff_id).sub
    return _me(world.hr.holdings.of(sub), world.hr.outstanding.of(sub))


def hr_sees(world, staff_id, policy="social-media-policy"):
    _, rows = world.hr.outstanding.rows(policy)
    return next(asdict(row) for row in rows if row.staff_id == staff_id)


def test_the_row_is_the_one_that_hr_sees(school):
    device = school.device("s0")
    school.received(device.acknowledgement(), device.completion())
    me, row = told(school, "s0"), hr_sees(school, "s0")
    for name in ("staff_id", "name", "email", "school", "role", "line_manager", "person"):
        assert getattr(me, name) == row[name], name
    assert me.email
    assert me.staff_id == "s0"
    (standing,) = me.standings
    assert (standing.policy_id, standing.title) == ("social-media-policy", "Social Media Policy")
    assert {name: getattr(standing, name) for name in HR_SEES} == {name: row[name] for name in HR_SEES}
    assert (standing.acknowledgement, standing.audit) == ("acknowledged", "completed")


@pytest.mark.parametrize("state", list(PersonState))
def test_every_state_of_a_person_and_of_a_self_audit_has_its_word(school, state):
    sub = school.device("s0").sub
    with school.hr.core.database.write() as writer:
        writer.execute(update(staff).where(staff.c.sub == sub).values(person=state.value))
    me = _me(school.hr.holdings.of(sub), [])
    assert me.person == state.value.replace("_", "-")
    row = school.hr.outstanding.of(sub)[0][2]
    for audit in AuditState:
        told_of = _own_standing("p", "P", replace(row, audit=audit.value))
        assert told_of.audit == audit.value.replace("_", "-")


def test_what_they_dispute_is_told_as_hr_is_told(school):
    device = school.device("s0")
    [received] = school.received(device.acknowledgement())
    school.hr.disputes.take(device.dispute(received.jti))
    assert hr_sees(school, "s0")["disputed"]
    assert told(school, "s0").standings[0].disputed
    assert not told(school, "s1").standings[0].disputed


def test_a_policy_that_was_taken_back_is_not_among_them(school):
    assert len(told(school, "s0").standings) == 1
    school.hr.policy_events.withdraw("social-media-policy", actor="test", reason="Out of date.")
    assert told(school, "s0").standings == []


def test_the_way_to_it_is_the_persons_own_token(school, serving, http):
    base = serving(school.hr)
    assert http.get(base + protocol.ME).status_code == 401
    wrong = http.get(base + protocol.ME, headers={"Authorization": "Bearer nonsense"})
    assert wrong.status_code == 401


@pytest.mark.parametrize("field", ["phone", "national_insurance"])
def test_the_row_is_closed(school, field):
    whole = told(school, "s0").model_dump()
    with pytest.raises(ValueError, match="extra"):
        protocol.Me.model_validate(whole | {field: "x"})
