"""What HR records by hand: visible to the person, never a signature, and counted as what it is."""

from datetime import date

import pytest
from sqlalchemy import delete, select

from app.errors import RefusedError
from app.evidence.due_list import DueList
from app.evidence.events import HrFact
from app.hr.facts import (
    DayAheadError,
    DayBeforeVersionError,
    FactReasonMissingError,
    NobodyConcernedError,
    Scan,
    UnknownVersionError,
)
from app.hr.leave import LeaveDaysError
from app.hr.people import UnknownStaffError
from app.hr.publishing import Draft
from app.hr.standings import UnknownPolicyIdError, recount
from app.hr.store.schema import daily_tasks, scans, tallies
from app.hr.terms import Particulars, Terms

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


def test_leave_recorded_in_advance_does_not_end_todays(school):
    school.hr.leave.record("s0", TODAY, date(2026, 12, 20), "Ill.", actor="pat")
    school.hr.leave.record("s0", date(2027, 1, 10), date(2027, 1, 19), "Parental leave.", actor="pat")
    row = school.standing("s0")
    assert (row.person, row.outstanding) == ("on_leave", False)
    assert school.hr.person_history.of("s0").away == ("2026-11-23", "2026-12-20")
    school.clock.now = school.clock.now.replace(month=12, day=21)
    row = school.standing("s0")
    assert (row.person, row.due) == ("active", "2027-01-28")  # 28 days away
    school.clock.now = school.clock.now.replace(year=2027, month=1, day=10)
    assert school.standing("s0").person == "on_leave"
    school.clock.now = school.clock.now.replace(day=20)
    row = school.standing("s0")
    assert (row.person, row.due) == ("active", "2027-02-07")
    assert tallies_are_a_fresh_count(school)


def test_coming_back_early_leaves_the_leave_that_is_still_to_come(school):
    school.hr.leave.record("s0", TODAY, date(2026, 12, 20), "Ill.", actor="pat")
    school.hr.leave.record("s0", date(2027, 1, 10), date(2027, 1, 19), "Parental leave.", actor="pat")
    school.clock.move(days=7)
    school.hr.leave.back("s0", date(2026, 11, 30), "Well again.", actor="pat")
    row = school.standing("s0")
    assert (row.person, row.due) == ("active", "2027-01-07")
    school.clock.now = school.clock.now.replace(year=2027, month=1, day=12)
    assert school.standing("s0").person == "on_leave"


def test_leave_written_down_when_it_is_over_moves_the_date_on(school):
    school.clock.now = school.clock.now.replace(year=2027, month=1, day=10)
    assert school.standing("s0").due == "2026-12-31"
    school.hr.leave.record("s0", date(2026, 12, 14), date(2027, 1, 8), "Ill.", actor="pat")
    row = school.standing("s0")
    assert (row.person, row.due) == ("active", "2027-01-26")
    assert tallies_are_a_fresh_count(school)
    school.hr.leave.record("s0", date(2026, 12, 14), date(2027, 1, 8), "Ill, once more.", actor="pat")
    assert school.standing("s0").due == "2027-01-26"
    school.hr.leave.record("s0", date(2026, 12, 14), date(2027, 1, 9), "A day longer.", actor="pat")
    assert school.standing("s0").due == "2027-01-27"


def test_leave_that_passed_while_nothing_was_running_is_not_forgotten(school):
    school.hr.leave.record("s0", date(2026, 12, 1), date(2026, 12, 10), "A course.", actor="pat")
    school.clock.now = school.clock.now.replace(year=2027, month=1, day=4)
    other = school.open()
    [row] = [one for one in other.outstanding.rows(POLICY)[1] if one.staff_id == "s0"]
    assert (row.person, row.due) == ("active", "2027-01-10")
    assert school.standing("s0").due == "2027-01-10"


def test_whoever_was_away_when_no_look_was_kept_yet_has_the_date_moved_once(school):
    school.hr.leave.record("s0", date(2026, 11, 2), date(2026, 11, 6), "A course.", actor="pat")
    school.hr.leave.record("s0", TODAY, date(2026, 12, 2), "Ill.", actor="pat")
    with school.database.write() as connection:  # as an earlier version of the service left it
        connection.execute(delete(daily_tasks))
    school.clock.now = school.clock.now.replace(month=12, day=7)
    for hr in (school.open(), school.open()):
        [row] = [one for one in hr.outstanding.rows(POLICY)[1] if one.staff_id == "s0"]
        assert (row.person, row.due) == ("active", "2027-01-10")


def test_only_days_since_a_policy_was_asked_count_for_its_date(school):
    school.hr.leave.record("s0", date(2026, 11, 24), date(2026, 12, 20), "Ill.", actor="pat")
    school.clock.now = school.clock.now.replace(month=12, day=18)
    school.publish(policy_id="phones", content=b"# Phones\n\n## One\n\nAway.\n", due=date(2026, 12, 31))
    school.clock.now = school.clock.now.replace(day=21)
    assert school.standing("s0").due == "2027-01-27"
    assert school.standing("s0", "phones").due == "2027-01-03"


def test_the_date_moves_for_a_self_audit_that_is_still_due(school):
    school.received(school.device("s0").acknowledgement())
    school.hr.leave.record("s0", date(2026, 12, 1), date(2026, 12, 10), "Away.", actor="pat")
    for day in (5, 11):
        school.clock.now = school.clock.now.replace(month=12, day=day)
        row = school.standing("s0")
    assert (row.acknowledgement, row.outstanding, row.due) == ("acknowledged", True, "2027-01-10")


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


def test_nobody_signed_a_version_before_it_was_there(school):
    school.publish(ratified=None)
    for record in (school.hr.facts.paper, school.hr.facts.behalf):
        with pytest.raises(DayBeforeVersionError):
            record(["s0"], (POLICY, None), date(2026, 11, 22), "Training day.", actor="pat")
    assert school.standing("s0").acknowledgement == "none"
    paper(school, "s0")
    school.clock.move(days=5)
    school.publish(content=b"# Policy\n\n## One\n\nOther words.\n", ratified=None)
    with pytest.raises(DayBeforeVersionError):
        paper(school, "s1", on=date(2026, 11, 27))
    paper(school, "s1", on=date(2026, 11, 27), policy=(POLICY, 2))


def test_a_text_that_was_ratified_earlier_may_have_been_signed_on_paper_since(school):
    terms = Terms(particulars=Particulars(ratified=date(2026, 9, 1)))
    draft = Draft("phones", "2026", b"# Phones\n\n## One\n\nAway.\n", terms=terms)
    token = school.hr.publishing.manifest(draft).signed_by(school.publishing_key)
    school.hr.publishing.publish(token, draft.content, None, terms=terms, actor="test")
    with pytest.raises(DayBeforeVersionError):
        paper(school, "s0", policy=("phones", None), on=date(2026, 8, 31))
    paper(school, "s0", policy=("phones", None), on=date(2026, 9, 1))
    assert school.standing("s0", "phones").acknowledgement == "paper"


def test_nobody_unknown_is_recorded_and_no_list_is_half_done(school):
    with pytest.raises(UnknownStaffError):
        paper(school, "s0", "nobody")
    with pytest.raises(NobodyConcernedError):
        paper(school)
    assert school.standing("s0").acknowledgement == "none"
    with pytest.raises(LeaveDaysError):
        school.hr.leave.record("s0", TODAY, date(2026, 11, 22), "Oops.", actor="pat")
