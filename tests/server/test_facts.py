"""What HR records by hand: visible to the person, never a signature, and counted as what it is."""

from datetime import date

import pytest
from sqlalchemy import select

from app.errors import RefusedError
from app.evidence.due_list import DueList
from app.evidence.events import HrFact
from app.hr.facts import (
    DayAheadError,
    FactReasonMissingError,
    NobodyConcernedError,
    Scan,
    UnknownVersionError,
)
from app.hr.leave import LeaveDaysError
from app.hr.people import UnknownStaffError
from app.hr.standings import UnknownPolicyIdError, recount
from app.hr.store.schema import scans, tallies

POLICY = "social-media-policy"
TODAY = date(2026, 11, 23)


def paper(world, *staff_ids, **changed):
    given = {"policy": (POLICY, None), "on": TODAY, "reason": "Signed at the training day."} | changed
    return world.hr.facts.paper(
        list(staff_ids), given.pop("policy"), given.pop("on"), given.pop("reason"), actor="pat", **given
    )


def facts_of(world, staff_id):
    held = world.hr.holdings.of(world.device(staff_id).sub)
    return [HrFact.verified(token, world.service_key.public).record for token in held.facts]


def paused(world, device):
    answer = world.hr.due_lists.of(device.sub)
    return DueList.verified(answer.due_list, world.service_key.public).record.items[0].paused


def tallies_are_a_fresh_count(world):
    with world.database.write() as connection:
        kept = {tuple(row) for row in connection.execute(select(tallies)) if row.count}
        recount(connection, POLICY)
        return kept == {tuple(row) for row in connection.execute(select(tallies))}


def test_a_signed_sheet_is_recorded_for_many_at_once_with_its_scan(school):
    assert paper(school, "s0", "s1", "s0", scan=Scan("sheet.pdf", b"%PDF a scan")) == 2
    assert [school.standing(each).acknowledgement for each in ("s0", "s1", "s2")] == [
        "paper",
        "paper",
        "none",
    ]
    (fact,) = facts_of(school, "s0")
    assert (fact.fact, fact.by, fact.reason) == ("paper", "pat", "Signed at the training day.")
    with school.database.read() as connection:
        (kept,) = connection.execute(select(scans)).all()
    assert (kept.sha256, kept.content) == (fact.basis, b"%PDF a scan")
    assert tallies_are_a_fresh_count(school)


def test_a_paper_record_never_hides_a_signature_and_a_signature_takes_its_place(school):
    signed, later = school.device("s0"), school.device("s1")
    school.received(signed.acknowledgement())
    paper(school, "s0", "s1")
    assert school.standing("s0").acknowledgement == "acknowledged"
    school.received(later.acknowledgement())
    assert school.standing("s1").acknowledgement == "acknowledged"


def test_a_scan_is_no_document_that_devices_can_fetch(school):
    paper(school, "s0", scan=Scan("sheet.pdf", b"%PDF a scan"))
    (fact,) = facts_of(school, "s0")
    with pytest.raises(RefusedError):
        school.hr.delivery.document(fact.basis)


def test_whoever_is_exempt_owes_neither_part(school):
    school.hr.facts.exempt(["s0"], (POLICY, None), "Has no access to any computer.", actor="pat")
    row = school.standing("s0")
    assert (row.acknowledgement, row.audit, row.outstanding) == ("exempt", "exempt", False)
    assert tallies_are_a_fresh_count(school)


def test_an_exemption_ends_with_the_next_material_version(school):
    school.hr.facts.exempt(["s0"], (POLICY, None), "On the old text.", actor="pat")
    school.publish(content=b"# Policy\n\n## One\n\nOther words.\n")
    assert school.standing("s0").acknowledgement == "none"
    paper(school, "s0", policy=(POLICY, 1))
    assert school.standing("s0").acknowledgement == "none"
    paper(school, "s0")
    assert school.standing("s0").acknowledgement == "paper"


def test_leave_pauses_the_clock_and_moves_the_date_on(school):
    device = school.device("s0")
    school.hr.leave.record("s0", date(2026, 12, 1), date(2026, 12, 10), "Parental leave.", actor="pat")
    assert not paused(school, device)
    school.clock.now = school.clock.now.replace(month=12, day=5)
    assert paused(school, device)
    row = school.standing("s0")
    assert (row.person, row.outstanding) == ("on_leave", False)
    school.clock.now = school.clock.now.replace(day=11)
    row = school.standing("s0")
    # Ten days away: the 31st of December becomes the 10th of January.
    assert (row.person, row.outstanding, row.due) == ("active", True, "2027-01-10")
    assert not paused(school, device)
    assert tallies_are_a_fresh_count(school)


def test_a_moved_date_stays_moved_when_the_staff_list_comes_again(school):
    school.hr.leave.record("s0", TODAY, date(2026, 11, 24), "Jury service.", actor="pat")
    school.clock.move(days=3)
    assert school.standing("s0").due == "2027-01-02"
    people = [(f"s{n}", f"Person {n}", "School 1") for n in range(4)]
    school.hr.roster.apply(school.roster(*people), actor="test")
    assert school.standing("s0").due == "2027-01-02"


def test_leave_until_further_notice_ends_with_the_next_record(school):
    school.hr.leave.record("s0", TODAY, None, "Long illness.", actor="pat")
    assert school.standing("s0").person == "on_leave"
    school.clock.move(days=5)
    school.hr.leave.record("s0", TODAY, date(2026, 11, 27), "Back at work.", actor="pat")
    assert school.standing("s0").person == "active"
    assert [fact.reason for fact in facts_of(school, "s0")] == ["Long illness.", "Back at work."]


def test_another_worker_sees_who_is_away_on_the_day(school):
    other = school.open()
    other.progress.by_school(POLICY)
    school.hr.leave.record("s0", date(2026, 11, 25), date(2026, 11, 26), "Course.", actor="pat")
    school.clock.move(days=2)
    _, rows = other.outstanding.rows(POLICY)
    assert {row.staff_id for row in rows if row.person == "on_leave"} == {"s0"}


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"on": date(2026, 11, 24)}, DayAheadError),
        ({"reason": "  "}, FactReasonMissingError),
        ({"policy": ("other", None)}, UnknownPolicyIdError),
        ({"policy": (POLICY, 2)}, UnknownVersionError),
    ],
)
def test_what_cannot_be_recorded_is_told_why_and_leaves_nothing(school, changed, error):
    before = school.hr.log.head().size
    with pytest.raises(error):
        paper(school, "s0", **changed)
    assert school.hr.log.head().size == before


def test_nobody_unknown_is_recorded_and_no_list_is_half_done(school):
    with pytest.raises(UnknownStaffError):
        paper(school, "s0", "nobody")
    with pytest.raises(NobodyConcernedError):
        paper(school)
    assert school.standing("s0").acknowledgement == "none"
    with pytest.raises(LeaveDaysError):
        school.hr.leave.record("s0", TODAY, date(2026, 11, 22), "Oops.", actor="pat")
