"""Several policies with their own audiences, dates and starts: who is asked, when, and what HR and staff are told."""

from datetime import date

import pytest
from sqlalchemy import select

from app import protocol, protocol_policies
from app.domain.policy import sha256_hex
from app.domain.policy_safety import TurningCharactersError, UnsafeLinkError
from app.domain.related import LinkRefusedError, Related
from app.evidence.policy_event import PolicyEvent
from app.hr import trail
from app.hr.accounts import Role
from app.hr.audience import Audience, AudienceKind, EmptyAudienceError, UnknownAudienceError
from app.hr.delivery import NotPublishedError
from app.hr.policy_events import AlreadyWithdrawnError, NameMissingError, ReviewPassedError
from app.hr.progress import By
from app.hr.publishing import Draft, NotPdfError, NotTextError
from app.hr.store.schema import originals, records, versions
from app.hr.terms import (
    DueBeforeStartError,
    DueDaysError,
    DuePassedError,
    Original,
    Particulars,
    Terms,
    UnknownRelatedError,
)
from tests.fakes.documents import pdf
from tests.server.conftest import PASSWORD

POLICY = "phones"
TEXT = b"# Phones\n\n## One\n\nPut them away.\n"
TODAY = date(2026, 11, 23)  # a Monday


def publish(world, terms=None, *, policy=POLICY, content=TEXT, material=True, **changed):
    terms = terms or Terms()
    draft = Draft(policy, "2026", content, None, material, "It was made clearer.", terms=terms, **changed)
    token = world.hr.publishing.manifest(draft).signed_by(world.publishing_key)
    world.manifest = world.hr.publishing.publish(token, content, None, terms=terms, actor="test")
    return world.manifest.record


def people(world, policy=POLICY):
    return {row.staff_id: row for row in world.hr.outstanding.rows(policy)[1]}


def counted(world, policy=POLICY):
    return sum(one.staff for one in world.hr.progress.by_school(policy)[1])


def staff_list(world, *people):
    """(staff id, school, role[, start date])"""
    lines = ["Staff ID,Name,Email,School,Role,Line manager,Start date"]
    for staff_id, school, role, *joined in people:
        first = joined[0] if joined else ""
        lines.append(f"{staff_id},Person {staff_id},{staff_id}@oak.example,{school},{role},,{first}")
    plan = world.hr.roster.apply("\n".join(lines).encode(), actor="test", confirm_leavers=True)
    assert plan.saved, plan.problems


ROLES = (("s0", "Hill", "Teacher"), ("s1", "Hill", "Cook"), ("s2", "Lake", "Teacher"), ("s3", "Lake", "Cook"))


@pytest.fixture
def trust(world):
    staff_list(world, *ROLES)
    return world


@pytest.mark.parametrize(
    ("kind", "names", "asked"),
    [
        (AudienceKind.ROLES, ("Cook",), {"s1", "s3"}),
        (AudienceKind.SCHOOLS, ("Lake",), {"s2", "s3"}),
        (AudienceKind.PEOPLE, ("s0", "s3"), {"s0", "s3"}),
        (AudienceKind.EVERYONE, (), {"s0", "s1", "s2", "s3"}),
    ],
)
def test_only_its_audience_is_counted_listed_and_asked(trust, kind, names, asked):
    audience = Audience(kind, names)
    assert trust.hr.publishing.would_ask(POLICY, material=True, audience=audience).now == len(asked)
    publish(trust, Terms(audience=audience))
    assert set(people(trust)) == asked
    assert counted(trust) == len(asked)
    for staff_id in ("s0", "s1", "s2", "s3"):
        answer = trust.hr.due_lists.of(trust.device(staff_id).sub)
        assert bool(answer.beside) is (staff_id in asked)


def test_a_role_that_nobody_has_is_refused_before_anything_is_published(trust):
    with pytest.raises(UnknownAudienceError):
        publish(trust, Terms(audience=Audience(AudienceKind.ROLES, ("Pilot",))))
    with pytest.raises(EmptyAudienceError):
        publish(trust, Terms(audience=Audience(AudienceKind.PEOPLE, ())))
    assert trust.hr.policy_list.all() == []


def test_a_new_role_brings_people_in_or_out_and_what_they_signed_comes_back_with_them(trust):
    publish(trust, Terms(audience=Audience(AudienceKind.ROLES, ("Cook",))))
    trust.received(trust.device("s1").acknowledgement())
    before = trust.hr.outstanding.news(POLICY)
    staff_list(trust, ROLES[0], ("s1", "Hill", "Teacher"), ROLES[2], ROLES[3])
    news = trust.hr.outstanding.news(POLICY, after=before.revision)
    assert news.whole
    assert [row.staff_id for row in news.rows] == ["s3"]
    assert counted(trust) == 1
    staff_list(trust, ("s0", "Hill", "Cook"), *ROLES[1:])
    news = trust.hr.outstanding.news(POLICY, after=news.revision)
    assert {row.staff_id: row.acknowledgement for row in news.rows} == {"s0": "none", "s1": "acknowledged"}
    assert not news.whole
    assert counted(trust) == 3


def test_who_was_out_when_a_material_version_came_is_asked_for_it_on_coming_back(trust):
    cooks = Terms(audience=Audience(AudienceKind.ROLES, ("Cook",)))
    publish(trust, cooks)
    trust.received(trust.device("s1").acknowledgement())
    staff_list(trust, ROLES[0], ("s1", "Hill", "Teacher"), *ROLES[2:])
    publish(trust, cooks, content=TEXT + b"\nAll day.\n")
    staff_list(trust, *ROLES)
    assert people(trust)["s1"].acknowledgement == "none"


def test_a_scheduled_version_asks_nobody_before_its_day_and_begins_by_itself(trust):
    publish(trust, Terms(starts=date(2026, 12, 1), due=date(2026, 12, 18)))
    other = trust.open()
    assert people(trust) == {}
    assert trust.hr.outstanding.policy_ids() == []
    sub = trust.device("s0").sub
    assert trust.hr.due_lists.of(sub).beside == []
    [policy] = trust.hr.policy_list.all()
    assert (policy.state, policy.version, policy.versions[0].state) == ("waiting", 0, "waiting")
    trust.clock.move(days=8)
    assert {row.due for row in people(trust).values()} == {"2026-12-18"}
    assert len(other.outstanding.rows(POLICY)[1]) == 4
    assert other.due_lists.of(sub).beside[0].version == 1
    with trust.database.read() as connection:
        began = [step for step in trail.steps(connection) if step.action == "policy-began"]
    assert len(began) == 1


def test_until_a_scheduled_version_begins_the_one_before_it_stays_in_force(trust):
    publish(trust)
    trust.received(trust.device("s0").acknowledgement())
    publish(trust, Terms(starts=date(2026, 12, 1)), content=TEXT + b"\nAll day.\n")
    assert people(trust)["s0"].acknowledgement == "acknowledged"
    trust.clock.move(days=8)
    assert people(trust)["s0"].acknowledgement == "none"


def test_a_minor_version_after_a_material_one_that_never_began_asks_again(trust):
    publish(trust)
    trust.received(trust.device("s0").acknowledgement())
    publish(trust, Terms(starts=date(2026, 12, 1)), content=TEXT + b"\nAll day.\n")
    publish(trust, content=TEXT + b"\nAll day long.\n", material=False)
    assert people(trust)["s0"].acknowledgement == "none"
    [policy] = trust.hr.policy_list.all()
    assert [one.state for one in policy.versions] == ["begun", "overtaken", "begun"]


def test_days_are_counted_in_school_days_from_the_start_or_from_joining(trust):
    publish(trust, Terms(due_days=5))
    assert {row.due for row in people(trust).values()} == {"2026-11-30"}
    trust.clock.move(days=2)
    staff_list(trust, *ROLES, ("s4", "Lake", "Cook"), ("s5", "Lake", "Cook", "2027-01-04"))
    found = people(trust)
    assert (found["s0"].due, found["s4"].due) == ("2026-11-30", "2026-12-02")
    trust.clock.now = trust.clock.now.replace(year=2027, month=1, day=4)
    assert people(trust)["s5"].due == "2027-01-11"


def test_whoever_joins_later_is_asked_and_counted_from_their_first_day_and_not_before(trust):
    publish(trust, Terms(due=date(2026, 12, 4)))
    staff_list(trust, *ROLES, ("s4", "Lake", "Cook", "2027-01-04"))
    other, sub = trust.open(), trust.device("s4").sub
    assert set(people(trust)) == {"s0", "s1", "s2", "s3"}
    assert counted(trust) == 4
    assert trust.hr.due_lists.of(sub).beside == []
    trust.clock.now = trust.clock.now.replace(year=2027, month=1, day=6)  # nobody asked anything on the 4th
    row = people(trust)["s4"]
    assert (row.outstanding, row.due) == (True, "2027-01-20")
    assert counted(trust) == 5
    assert len(other.due_lists.of(sub).beside) == 1


def test_nobody_who_joins_after_the_date_is_overdue_on_their_first_day(trust):
    publish(trust, Terms(due=date(2026, 11, 27)))
    trust.clock.move(days=20)
    staff_list(trust, *ROLES, ("s4", "Lake", "Cook"), ("s5", "Lake", "Cook", "2026-09-01"))
    found = people(trust)
    assert (found["s0"].due, found["s4"].due, found["s5"].due) == ("2026-11-27", "2026-12-25", "2026-12-25")
    assert sum(one.overdue for one in trust.hr.progress.by_school(POLICY)[1]) == 4


def test_whoever_a_minor_version_brings_in_has_a_latecomers_time(trust):
    publish(trust, Terms(due=date(2026, 11, 27), audience=Audience(AudienceKind.ROLES, ("Cook",))))
    trust.clock.move(days=20)
    publish(trust, content=TEXT + b"\nPlease.\n", material=False)
    assert {staff_id: row.due for staff_id, row in people(trust).items()} == {
        "s0": "2026-12-25",
        "s1": "2026-11-27",
        "s2": "2026-12-25",
        "s3": "2026-11-27",
    }


def test_who_joins_later_is_not_among_those_whom_publishing_asks(trust):
    staff_list(trust, *ROLES, ("s4", "Lake", "Cook", "2027-01-04"))
    assert trust.hr.publishing.would_ask(POLICY, material=True).now == 4


def dates_after_leave_and_joining(trust):
    """Dates that differ: s0 was away, s4 joined late, the others have the version's own."""
    trust.hr.leave.record("s0", date(2026, 12, 1), date(2026, 12, 10), "Away.", actor="pat")
    trust.clock.move(days=19)
    staff_list(trust, *ROLES, ("s4", "Lake", "Cook"))
    return {staff_id: row.due for staff_id, row in people(trust).items()}


def test_a_minor_version_that_names_no_date_changes_nobodys_date(trust):
    publish(trust, Terms(due=date(2026, 12, 18)))
    before = dates_after_leave_and_joining(trust)
    assert (before["s0"], before["s1"], before["s4"]) == ("2026-12-28", "2026-12-18", "2026-12-25")
    publish(trust, content=TEXT + b"\nPlease.\n", material=False)
    publish(trust, Terms(due=date(2026, 12, 18)), content=TEXT + b"\nPlease!\n", material=False)
    assert {staff_id: row.due for staff_id, row in people(trust).items()} == before
    trust.clock.move(days=10)
    assert sum(one.overdue for one in trust.hr.progress.by_school(POLICY)[1]) == 3


@pytest.mark.parametrize(
    ("named", "dates"),
    [
        (date(2026, 12, 14), ("2026-12-28", "2026-12-14", "2026-12-25")),
        (date(2026, 12, 26), ("2026-12-28", "2026-12-26", "2026-12-26")),
        (date(2027, 1, 29), ("2027-01-29", "2027-01-29", "2027-01-29")),
    ],
)
def test_a_minor_version_that_names_a_date_takes_no_time_from_those_whose_date_was_moved(trust, named, dates):
    publish(trust, Terms(due=date(2026, 12, 18)))
    dates_after_leave_and_joining(trust)
    publish(trust, Terms(due=named), content=TEXT + b"\nPlease.\n", material=False)
    found = people(trust)
    assert (found["s0"].due, found["s1"].due, found["s4"].due) == dates


def test_with_a_date_and_days_nobody_who_joins_late_has_less_than_the_days(trust):
    publish(trust, Terms(due=date(2026, 11, 27), due_days=10))
    trust.clock.move(days=3)
    staff_list(trust, *ROLES, ("s4", "Lake", "Cook"))
    found = people(trust)
    assert (found["s0"].due, found["s4"].due) == ("2026-11-27", "2026-12-10")


def test_a_minor_version_keeps_signatures_and_the_dates_that_were_counted(trust):
    publish(trust, Terms(due_days=5))
    trust.received(trust.device("s0").acknowledgement())
    trust.clock.move(days=3)
    publish(trust, content=TEXT + b"\nPlease.\n", material=False)
    found = people(trust)
    assert (found["s0"].acknowledgement, found["s1"].due) == ("acknowledged", "2026-11-30")


@pytest.mark.parametrize(
    ("terms", "error"),
    [
        (Terms(starts=date(2026, 12, 2), due=date(2026, 12, 1)), DueBeforeStartError),
        (Terms(due=date(2020, 1, 1)), DuePassedError),
        (Terms(due=date(2026, 11, 22)), DuePassedError),
        (Terms(starts=date(2026, 11, 2), due=date(2026, 11, 20)), DuePassedError),
        (Terms(due_days=0), DueDaysError),
        (Terms(due_days=401), DueDaysError),
        (
            Terms(particulars=Particulars(related=(Related("other", "X", policy="nowhere"),))),
            UnknownRelatedError,
        ),
        (
            Terms(particulars=Particulars(related=(Related("other", "X", "javascript:alert(1)"),))),
            LinkRefusedError,
        ),
    ],
)
def test_terms_that_make_no_sense_are_refused(trust, terms, error):
    with pytest.raises(error):
        publish(trust, terms)
    publish(trust)
    with pytest.raises(error):
        publish(trust, terms, content=TEXT + b"\nPlease.\n", material=False)
    assert [policy.version for policy in trust.hr.policy_list.all()] == [1]


def test_a_version_may_be_due_today_and_a_correction_keeps_a_date_that_has_passed(trust):
    publish(trust, Terms(due=TODAY))
    trust.clock.move(days=1)
    publish(trust, content=TEXT + b"\nPlease.\n", material=False)
    assert {row.due for row in people(trust).values()} == {"2026-11-23"}


@pytest.mark.parametrize(
    ("content", "kind", "error"),
    [
        ("# Phones\n\nPay \u202e001\n".encode(), "text/markdown", TurningCharactersError),
        (b"# Phones\n\n[x](javascript:alert(1))\n", "text/markdown", UnsafeLinkError),
        (pdf("Hello"), "text/markdown", NotTextError),
        (TEXT, "application/pdf", NotPdfError),
        (pdf("Hello", trailer="/Encrypt 9 0 R"), "application/pdf", NotPdfError),
    ],
)
def test_the_service_checks_what_it_is_given(trust, content, kind, error):
    with pytest.raises(error):
        publish(trust, content=content, media_type=kind)


def test_a_pdf_is_published_as_its_bytes(trust):
    content = pdf("Phones away", "All day")
    manifest = publish(trust, content=content, media_type="application/pdf", title="Phones")
    assert (manifest.media_type, manifest.bytes, manifest.title) == (
        "application/pdf",
        len(content),
        "Phones",
    )
    assert trust.hr.delivery.document(manifest.sha256).content == content


def test_the_original_is_kept_by_its_digest_and_never_served_to_staff(trust):
    publish(trust, Terms(original=Original("phones.docx", b"PK original")))
    digest = sha256_hex(b"PK original")
    with trust.database.read() as connection:
        kept = connection.execute(select(originals).where(originals.c.sha256 == digest)).one()
        assert connection.execute(select(versions.c.original_sha256)).scalar_one() == digest
    assert (kept.name, kept.content) == ("phones.docx", b"PK original")
    with pytest.raises(NotPublishedError):
        trust.hr.delivery.document(digest)


def test_withdrawing_asks_nobody_any_more_deletes_nothing_and_is_in_the_log(trust):
    publish(trust)
    device = trust.device("s0")
    trust.received(device.acknowledgement())
    trust.hr.policy_events.withdraw(POLICY, "It was merged into another.", actor="pat")
    assert trust.hr.outstanding.policy_ids() == []
    assert people(trust)["s0"].acknowledgement == "acknowledged"
    with pytest.raises(AlreadyWithdrawnError):
        trust.hr.policy_events.withdraw(POLICY, "Again.", actor="pat")
    with trust.database.read() as connection:
        token = connection.execute(
            select(records.c.token).where(records.c.typ == PolicyEvent.typ)
        ).scalar_one()
    event = PolicyEvent.verified(token, trust.service_key.public).record
    assert (event.event, event.by, event.policy) == ("withdrawn", "pat", POLICY)
    publish(trust, content=TEXT + b"\nBack.\n")
    assert trust.hr.outstanding.policy_ids() == [POLICY]
    assert people(trust)["s0"].acknowledgement == "none"


def test_while_a_version_waits_withdrawing_takes_back_that_version_alone(trust):
    publish(trust)
    publish(trust, Terms(starts=date(2026, 12, 1)), content=TEXT + b"\nAll day.\n")
    assert trust.hr.policy_events.withdraw(POLICY, "Not yet.", actor="pat") == 2
    trust.clock.move(days=30)
    assert len(people(trust)) == 4
    [policy] = trust.hr.policy_list.all()
    assert (policy.state, policy.version) == ("in force", 1)


def test_past_its_review_date_until_somebody_confirms_by_name(trust):
    said = Particulars(owner="Head of HR", approved_by="Board", review=date(2026, 11, 1))
    publish(trust, Terms(particulars=said))
    assert trust.hr.policy_list.all()[0].past_review
    with pytest.raises(NameMissingError):
        trust.hr.policy_events.confirm(POLICY, " ", date(2027, 11, 1), actor="pat")
    with pytest.raises(ReviewPassedError):
        trust.hr.policy_events.confirm(POLICY, "Pat Lee", TODAY, actor="pat")
    trust.hr.policy_events.confirm(POLICY, "Pat Lee", date(2027, 11, 1), actor="pat")
    [policy] = trust.hr.policy_list.all()
    assert not policy.past_review
    told = trust.hr.due_lists.of(trust.device("s0").sub).beside[0]
    assert (told.owner, told.confirmed.name, told.confirmed.until) == ("Head of HR", "Pat Lee", "2027-11-01")
    assert trust.hr.progress.course(POLICY).review == "2027-11-01"
    assert trust.hr.delivery.in_force()[0].review == "2027-11-01"
    trust.clock.move(days=400)
    assert trust.hr.policy_list.all()[0].past_review


def test_a_minor_version_keeps_the_word_that_it_is_still_in_force_and_a_material_one_asks_for_it_anew(trust):
    said = Terms(particulars=Particulars(review=date(2026, 11, 1)))
    publish(trust, said)
    trust.hr.policy_events.confirm(POLICY, "Pat Lee", date(2027, 11, 1), actor="pat")
    publish(trust, said, content=TEXT + b"\nPlease.\n", material=False)
    publish(trust, said, content=TEXT + b"\nPlease!\n", material=False)
    [policy] = trust.hr.policy_list.all()
    assert (policy.version, policy.past_review) == (3, False)
    told = trust.hr.due_lists.of(trust.device("s0").sub).beside[0]
    assert told.confirmed.name == "Pat Lee"
    assert trust.hr.progress.course(POLICY).review == "2027-11-01"
    publish(trust, said, content=TEXT + b"\nAll day.\n")
    assert trust.hr.policy_list.all()[0].past_review
    assert trust.hr.due_lists.of(trust.device("s0").sub).beside[0].confirmed is None
    assert trust.hr.progress.course(POLICY).review == "2026-11-01"


def test_nobody_owes_a_withdrawn_policy_in_any_list_or_number(trust):
    publish(trust)
    before = trust.hr.outstanding.news(POLICY)
    trust.hr.policy_events.withdraw(POLICY, "Merged.", actor="pat")
    news = trust.hr.outstanding.news(POLICY, after=before.revision)
    assert (news.whole, {row.outstanding for row in news.rows}) == (True, {False})
    for by in By:
        _, groups = trust.hr.progress.counts(POLICY, by)
        assert [(sum(one.staff for one in groups), sum(one.outstanding for one in groups))] == [(4, 0)]
    publish(trust, content=TEXT + b"\nPlease.\n", material=False)
    news = trust.hr.outstanding.news(POLICY, after=news.revision)
    assert [row.outstanding for row in news.rows] == [True] * 4


def test_policies_live_side_by_side_each_with_its_own_people(trust):
    publish(trust, Terms(audience=Audience(AudienceKind.ROLES, ("Cook",))), policy="kitchen")
    publish(trust, Terms(due=date(2026, 12, 24)), policy="safeguarding")
    assert set(people(trust, "kitchen")) == {"s1", "s3"}
    assert len(people(trust, "safeguarding")) == 4
    told = trust.hr.due_lists.of(trust.device("s1").sub).beside
    assert [one.policy for one in told] == ["kitchen", "safeguarding"]


ENDPOINTS = (
    (protocol_policies.CONSOLE_POLICY_LIST, None),
    (protocol_policies.CONSOLE_POLICY_TEXTS, {"policy_id": POLICY, "version": 1}),
    (protocol_policies.CONSOLE_POLICY_WITHDRAWN, {"policy_id": POLICY, "reason": "x"}),
    (protocol_policies.CONSOLE_POLICY_CONFIRMED, {"policy_id": POLICY, "name": "P", "until": "2027-11-01"}),
    (
        protocol_policies.CONSOLE_POLICY_DRAFTS,
        {
            "policy_id": POLICY, "label": "2", "title": "Phones", "media_type": "text/markdown",
            "content": "IyBBCg==", "checklist": None, "material": True, "summary_of_changes": "x", "terms": {},
        },
    ),
    (
        protocol_policies.CONSOLE_POLICY_PUBLISHED,
        {"manifest": "x.y.z", "content": "IyBBCg==", "checklist": None, "terms": {}},
    ),
)  # fmt: skip
READING = {protocol_policies.CONSOLE_POLICY_LIST, protocol_policies.CONSOLE_POLICY_TEXTS}


@pytest.mark.parametrize("role", list(Role))
def test_each_role_reaches_its_own_endpoints_and_no_other(trust, serving, http, role):
    publish(trust)
    options = {"school_names": ["Hill"]} if role is Role.HEADTEACHER else {}
    if role is Role.LINE_MANAGER:
        options = {"staff_id": "s0"}
    trust.account("pat", role, **options)
    address = serving(trust.hr)
    signed_in = http.post(
        address + protocol.CONSOLE_SESSIONS, json={"account": "pat", "password": PASSWORD}
    ).json()
    bearer = {"Authorization": f"Bearer {signed_in['token']}"}
    for path, body in ENDPOINTS:
        method = "GET" if body is None else "POST"
        answer = http.request(method, address + path, json=body, headers=bearer)
        allowed = role is Role.HR or (role is Role.AUDITOR and path in READING)
        assert (answer.status_code != 403) is allowed, (role, path)
        assert http.request(method, address + path, json=body).status_code == 401
        assert role is not Role.HR or answer.status_code in {200, 422}, (path, answer.text)
