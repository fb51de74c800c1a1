"""What a staff list and HR's own hand change: joiners, leavers, returners, several schools, managers, sheets."""

import base64
from datetime import date

import pytest
from sqlalchemy import select

from app import protocol_staff as wire
from app.domain.obligation import PersonState
from app.hr import trail
from app.hr.accounts import Role
from app.hr.people import UnknownStaffError, people
from app.hr.roster_file import Choice
from app.hr.roster_hand import Given, PersonRefusedError
from app.hr.roster_import import ManyNamesError
from app.hr.scope import EVERYONE
from app.hr.sign_sheet import NobodyToSignError
from app.hr.standings import UnknownPolicyIdError
from app.hr.store.schema import staff
from tests.fakes.staff_files import xlsx

PASSWORD = "correct horse battery"
POLICY = "social-media-policy"
HEADINGS = ["Staff ID", "Name", "Email", "School", "Role", "Line manager"]


def listed(*rows):
    return "\n".join(",".join(row) for row in (HEADINGS, *rows)).encode()


def row(number, name=None, school="Oak", manager="", **changed):
    texts = {
        "id": f"s{number}",
        "name": name or f"Person {number}",
        "email": f"s{number}@oak.example",
    } | changed
    return [texts["id"], texts["name"], texts["email"], school, "Teacher", manager]


def person(world, staff_id):
    with world.database.read() as connection:
        return next(people(connection, staff.c.staff_id == staff_id))


def imported(world, *rows, **options):
    plan = world.hr.roster.apply(listed(*rows), actor="test", confirm_leavers=True, **options)
    assert plan.saved, plan.problems
    return plan


def test_somebody_with_a_new_staff_id_and_the_same_address_keeps_their_record(world):
    imported(world, row(1), row(2))
    before = person(world, "s1").sub
    plan = imported(world, row(1, id="new-1"), row(2))
    assert (plan.joiners, plan.changes, plan.leavers) == ([], ["new-1"], [])
    assert person(world, "new-1").sub == before


def test_a_returner_is_known_by_address_and_gets_the_record_back(world):
    imported(world, row(1), row(2))
    before = person(world, "s1").sub
    imported(world, row(2))
    plan = imported(world, row(2), row(1, id="again", name="Person Married"))
    assert (plan.joiners, plan.returners) == (["again"], ["again"])
    assert person(world, "again").sub == before


def test_an_address_that_was_somebody_elses_gives_nobody_a_strangers_record(world):
    imported(world, row(1, name="John Smith"), row(2))
    imported(world, row(2))
    plan = world.hr.roster.preview(listed(row(2), row(9, name="Siân Ó Briain", email="s1@oak.example")))
    assert plan.problems == [
        "Row 3: this staff id or e-mail address belonged to somebody else, who left. Give this person another one."
    ]


STRANGER = (
    "Row {0}: this staff id or e-mail address is that of somebody else, who is on the list under quite another name. "
    "If it is the same person, change their name by hand first. If not, give this person another one."
)


@pytest.mark.parametrize(
    "stranger",
    [
        {"email": "sian@oak.example"},  # the staff id given to somebody new
        {"id": "s9"},  # the address given to somebody new
        {"email": ""},  # the staff id, and no address to tell by
    ],
)
def test_nobody_inherits_the_record_of_somebody_still_here(world, stranger):
    imported(world, row(1, name="Mr J Smith"), row(2))
    plan = world.hr.roster.apply(
        listed(row(1, name="Mr J Ó Briain", **stranger), row(2)), actor="test", confirm_leavers=True
    )
    assert (plan.saved, plan.problems) == (False, [STRANGER.format(2)])
    assert person(world, "s1").name == "Mr J Smith"


def test_somebody_here_may_take_quite_another_name_or_another_address(world):
    imported(world, row(1, name="John Smith"), row(2, name="Ann Lee"))
    plan = imported(world, row(1, name="Jane Brown"), row(2, name="Ann Wood", email="a.wood@oak.example"))
    assert (plan.changes, plan.renamed) == (["s1", "s2"], 1)


@pytest.mark.parametrize(
    ("words", "who"),
    [
        *(
            ("Élodie", ["s1"]),
            ("elodie", ["s1"]),
            ("ÉLODIE BLANC", ["s1"]),
            ("blanc s1", ["s1"]),
            ("LEGAL", ["s1"]),
        ),
        *(("_", ["s2"]), ("%", []), ("zz%", []), ("oak.example", ["s2", "s1"]), ("o'brien", ["s2"])),
    ],
)
def test_people_are_found_whatever_capitals_accents_and_signs_are_typed(world, words, who):
    imported(world, row(1, name="Élodie Blanc"), row(2, name="Ann_O’Brien"))
    world.hr.by_hand.change("s1", Given(legal_name="Legal Name"), actor="hr")
    assert [one.person.staff_id for one in world.hr.directory.find(words, EVERYONE)] == who


def test_a_column_of_names_sorted_by_itself_wants_a_second_yes(world):
    names = ["Ann Lee", "Bob Mai", "Cat Nye", "Dai Orr"]
    imported(world, *(row(number, name=name) for number, name in enumerate(names)))
    mixed = listed(*(row(number, name=name) for number, name in enumerate(reversed(names))))
    with pytest.raises(ManyNamesError) as refused:
        world.hr.roster.apply(mixed, actor="test")
    assert "4 of 4 people" in refused.value.sentence
    assert person(world, "s0").name == "Ann Lee"
    assert world.hr.roster.apply(mixed, actor="test", confirm_leavers=True).saved


def test_line_managers_by_address_or_staff_id_and_circles_are_problems(world):
    imported(world, row(1), row(2, manager="S1@OAK.example"), row(3, manager="s2"))
    assert person(world, "s3").line_manager == "Person 2"
    plan = world.hr.roster.preview(listed(row(1, manager="s3"), row(2, manager="s1"), row(3, manager="s2")))
    assert plan.problems == ["Rows 2, 3, 4: these people are each other's line managers, in a circle."]


def test_a_manager_who_gets_a_new_staff_id_stays_the_manager(world):
    imported(world, row(1), row(2, manager="s1"))
    plan = imported(world, row(1, id="boss"), row(2, manager="boss"))
    assert plan.changes == ["boss"]
    assert person(world, "s2").line_manager == "Person 1"


def test_several_schools_are_kept_and_seen_by_each_head(world):
    imported(world, row(1, school="Oak; Elm"), row(2, school="Elm"), row(3))
    world.publish()
    world.account("elm", Role.HEADTEACHER, school_names=["Elm"])
    scope = world.hr.accounts.account(world.hr.accounts.sign_in("elm", PASSWORD, "x").token).scope
    assert {one.staff_id for one in world.hr.outstanding.rows(POLICY, scope)[1]} == {"s1", "s2"}
    assert imported(world, row(1, school="Oak; Elm"), row(2, school="Elm"), row(3)).unchanged == 3
    assert imported(world, row(1), row(2, school="Elm"), row(3)).changes == ["s1"]
    assert {one.staff_id for one in world.hr.outstanding.rows(POLICY, scope)[1]} == {"s2"}


def test_the_columns_that_were_chosen_are_remembered_once_the_list_is_saved(world):
    content = b"Nr,Wer,Mail,Wo,Was\n1,Ann,a@oak.example,Oak,Cook\n"
    chosen = {"staff_id": "Nr", "name": "Wer", "email": "Mail", "school": "Wo", "role": "Was"}
    assert world.hr.roster.preview(content).found.unsettled
    assert world.hr.roster.preview(content, Choice(columns=chosen)).joiners == ["1"]
    assert world.hr.roster.preview(content).found.unsettled
    world.hr.roster.apply(content, actor="test", choice=Choice(columns=chosen))
    assert world.hr.roster.preview(content).unchanged == 1


def test_a_list_without_a_column_leaves_what_is_known(world):
    imported(world, row(1), row(2, manager="s1"))
    content = "\n".join(",".join(one[:5]) for one in (HEADINGS, row(1), row(2))).encode()
    assert world.hr.roster.preview(content).unchanged == 2


def test_a_spreadsheet_is_imported_as_a_text_is(world):
    imported(world, row(1), row(2, name="王小明"))
    plan = world.hr.roster.preview(xlsx({"Staff": [HEADINGS, row(1), row(2, name="王小明")]}))
    assert (plan.unchanged, plan.problems) == (2, [])


AGENCY = Given(name="Agnès Supply", school="Oak", role="Supply teacher", kind="agency", left_on="2026-12-18")


def test_an_agency_worker_is_added_asked_given_a_code_and_leaves_on_time(world):
    imported(world, row(1))
    world.publish()
    staff_id = world.hr.by_hand.add(AGENCY, actor="hr")
    assert staff_id.startswith("H")
    assert (person(world, staff_id).kind, person(world, staff_id).email) == ("agency", "")
    assert world.standing(staff_id).outstanding
    assert world.hr.enrolment.invite([staff_id], "hr")[0].person.name == "Agnès Supply"
    assert imported(world, row(1)).leavers == []
    world.clock.move(days=26)
    assert world.standing(staff_id).person == PersonState.LEFT
    with world.database.read() as connection:
        assert [step.action for step in trail.steps(connection)][-1] == "left"


def test_a_list_that_names_somebody_added_by_hand_takes_over(world):
    imported(world, row(1))
    world.hr.by_hand.add(Given(staff_id="s2", name="Person 2", school="Oak", role="Cook"), actor="hr")
    imported(world, row(1), row(2))
    assert imported(world, row(1)).leavers == ["s2"]


def test_one_person_is_changed_by_hand(world):
    imported(world, row(1), row(2), row(3))
    change = world.hr.by_hand.change
    change("s2", Given(role="Head of Year", school="Elm; Oak", line_manager="s1@oak.example"), actor="hr")
    found = person(world, "s2")
    assert (found.role, found.school, found.line_manager) == ("Head of Year", "Elm", "Person 1")
    change("s2", Given(line_manager=""), actor="hr")
    assert person(world, "s2").line_manager == ""
    with pytest.raises(UnknownStaffError):
        change("nobody", Given(role="x"), actor="hr")


REFUSED = [
    (Given(name="", school="Oak", role="Cook"), "There is no name."),
    (
        Given(name="X", school="Oak", role="Cook", email="not one"),
        "The e-mail address does not look like one.",
    ),
    (Given(name="X", school="Oak", role="AB123456C"), "This looks like a National Insurance number"),
    (Given(name="X\u202e", school="Oak", role="Cook"), "There are hidden characters"),
    (Given(name="X", school="Oak", role="Cook", line_manager="x@y.example"), "The line manager is not"),
    (Given(name="X", school="Oak", role="Cook", left_on="soon"), "There is a date that is not one."),
    (
        Given(name="X", school="Oak", role="Cook", joined_on="02/09/2026", left_on="01/09/2026"),
        "The last day comes before the first day.",
    ),
    (Given(staff_id="s1", name="X", school="Oak", role="Cook"), "Somebody on the staff list has this"),
]


@pytest.mark.parametrize(("given", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_what_cannot_be_kept_is_said_plainly(world, given, said):
    imported(world, row(1))
    with pytest.raises(PersonRefusedError) as refused:
        world.hr.by_hand.add(given, actor="hr")
    assert refused.value.sentence.startswith(said)
    assert len(list(_all(world))) == 1


def test_nobody_becomes_their_own_manager_through_others(world):
    imported(world, row(1), row(2, manager="s1"))
    with pytest.raises(PersonRefusedError):
        world.hr.by_hand.change("s1", Given(line_manager="s2"), actor="hr")


def _all(world):
    with world.database.read() as connection:
        return connection.execute(select(staff.c.sub)).scalars().all()


def test_a_sheet_names_the_version_its_digest_and_those_who_have_not_answered(world):
    imported(world, row(1, name="Zoë O’Brien <b>"), row(2, school="Elm"), row(3))
    world.publish()
    world.received(world.device("s3").acknowledgement())
    sheet = world.hr.sign_sheets.sheet(POLICY)
    assert [one.staff_id for one in sheet.people] == ["s2", "s1"]
    assert world.manifest.record.sha256 in sheet.html
    assert "Zoë O’Brien &lt;b&gt;" in sheet.html
    assert [one.staff_id for one in world.hr.sign_sheets.sheet(POLICY, school="Elm").people] == ["s2"]
    world.hr.facts.paper(
        ["s1", "s2"], (POLICY, sheet.version), date(2026, 11, 20), "training day", actor="hr"
    )
    with pytest.raises(NobodyToSignError):
        world.hr.sign_sheets.sheet(POLICY)
    with pytest.raises(UnknownPolicyIdError):
        world.hr.sign_sheets.sheet("nothing")


@pytest.fixture
def asking(world, serving, http):
    imported(world, row(1), row(2, school="Elm"))
    world.publish()
    world.account("hr", Role.HR)
    world.account("head", Role.HEADTEACHER, school_names=["Elm"])
    world.account("manager", Role.LINE_MANAGER, staff_id="s1")
    world.account("auditor", Role.AUDITOR)
    base = serving(world.hr)

    def ask(account, method, path, body=None):
        headers = {}
        if account:
            token = world.hr.accounts.sign_in(account, PASSWORD, "10.0.0.1").token
            headers["Authorization"] = f"Bearer {token}"
        return http.request(method, base + path, json=body, headers=headers, timeout=20)

    return ask


SIGNED = {"policy_id": POLICY, "version": 1, "on": "2026-11-20", "reason": "training", "staff_ids": ["s1"]}
ENDPOINTS = [
    ("POST", wire.STAFF_LIST, {"name": "x", "content": "", "preview": True}),
    ("GET", f"{wire.STAFF_FOUND}?words=person", None),
    ("POST", wire.STAFF, {"name": "New One", "school": "Oak", "role": "Cook"}),
    ("POST", wire.STAFF_CHANGE, {"staff_id": "s1", "fields": {"role": "Cook"}}),
    ("POST", wire.SIGN_SHEET, {"policy_id": POLICY, "school": None}),
    ("POST", wire.SIGNED_SHEET, SIGNED | {"scan": None}),
]


@pytest.mark.parametrize(("method", "path", "body"), ENDPOINTS, ids=[path for _, path, _ in ENDPOINTS])
def test_only_hr_reaches_the_staff_list(asking, method, path, body):
    assert asking(None, method, path, body).status_code == 401
    for account in ("head", "manager", "auditor"):
        assert asking(account, method, path, body).status_code == 403
    assert asking("hr", method, path, body).status_code == 200
    if body is not None:
        assert asking("hr", method, path, body | {"further": 1}).json()["code"] == "malformed-request"


def test_a_file_travels_and_its_plan_comes_back(asking):
    content = base64.b64encode(listed(row(1, name="Person Zwei"), row(3))).decode()
    body = {"name": "x.csv", "content": content, "preview": True}
    plan = wire.StaffPlan.model_validate_json(asking("hr", "POST", wire.STAFF_LIST, body).content)
    assert (plan.joined, plan.changed, plan.left, plan.staff, plan.saved) == (1, 1, 1, 2, False)
    assert plan.changes[0].what == ["name"]
    assert [column.meaning for column in plan.columns][:3] == ["staff_id", "name", "email"]


def test_a_sheet_is_recorded_for_many_with_its_scan(asking, world):
    scan = {"name": "scan.pdf", "content": base64.b64encode(b"%PDF-1.4 scan").decode()}
    body = SIGNED | {"staff_ids": ["s1", "s2"], "scan": scan}
    assert asking("hr", "POST", wire.SIGNED_SHEET, body).json() == {"count": 2}
    assert {world.standing(one).acknowledgement for one in ("s1", "s2")} == {"paper"}
