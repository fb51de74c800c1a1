"""What each role may see and do through the HR window, and how sessions begin and end."""

import base64
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from app import protocol, protocol_people, protocol_reminders, protocol_staff
from app.console import refresher
from app.console.rows import RowReader
from app.errors import RefusedError
from app.hr import accounts as rules
from app.hr import trail
from app.hr.accounts import Role
from app.hr.people import UnknownStaffError
from app.hr.roster_hand import Given
from app.hr.store.schema import accounts, sessions
from app.hr.throttle import PER_SOURCE, TooManyTriesError
from app.hr.tokens import NotSignedInError
from app.sync import console_people
from app.sync.console_client import SessionEndedError, connector
from app.sync.transport import no_proxies

PASSWORD = "correct horse battery"
POLICY = "social-media-policy"
QUERY = f"?policy={POLICY}"


@pytest.fixture
def staffed(world):
    """Five people in two schools; s0 manages s1 and s2."""
    people = [(f"s{n}", f"Person {n}", f"School {n % 2}") for n in range(5)]
    managers = {"s1": "s0", "s2": "s0"}
    assert world.hr.roster.apply(world.roster(*people, managers=managers), actor="test").saved
    world.publish()
    world.account("hr", Role.HR)
    world.account("head", Role.HEADTEACHER, school_names=["School 1"])
    world.account("manager", Role.LINE_MANAGER, staff_id="s0")
    world.account("auditor", Role.AUDITOR)
    return world


@pytest.fixture
def window(staffed, serving, http):
    base = serving(staffed.hr)

    def ask(account: str | None, method: str, path: str, body: object = None):
        headers = {}
        if account is not None:
            token = staffed.hr.accounts.sign_in(account, PASSWORD, "10.0.0.1").token
            headers["Authorization"] = f"Bearer {token}"
        return http.request(method, base + path, json=body, headers=headers, timeout=20)

    return ask


SEEN = {
    "hr": {"s0", "s1", "s2", "s3", "s4"},
    "auditor": {"s0", "s1", "s2", "s3", "s4"},
    "head": {"s1", "s3"},
    "manager": {"s1", "s2"},
}


def test_each_role_sees_its_own_people_and_nobody_else(window):
    for account, expected in SEEN.items():
        answer = window(account, "GET", protocol.CONSOLE_STANDINGS + QUERY)
        rows = protocol.Standings.model_validate_json(answer.content).rows
        assert {row.staff_id for row in rows} == expected
        assert not any(f"Person {n}" in answer.text for n in range(1, 5) if f"s{n}" not in expected)
        policies = window(account, "GET", protocol.CONSOLE_POLICIES)
        assert [
            one.policy_id for one in protocol.PublishedPolicies.model_validate_json(policies.content).policies
        ]


def test_only_hr_changes_the_staff_list_and_a_head_hands_out_codes_to_their_own(window, staffed):
    content = base64.b64encode(staffed.roster(("s9", "New Person", "School 1"))).decode()
    roster = {"name": "staff.csv", "content": content, "preview": True}
    for account in SEEN:
        expected = 200 if account == "hr" else 403
        assert window(account, "POST", protocol_staff.STAFF_LIST, roster).status_code == expected
        code = 404 if account == "head" else expected
        assert window(account, "POST", protocol.CONSOLE_CODES, {"staff_id": "s0"}).status_code == code
    assert window("head", "POST", protocol.CONSOLE_CODES, {"staff_id": "s1"}).status_code == 200


def test_without_a_session_nothing_is_told(window):
    for method, path, body in (
        ("GET", protocol.CONSOLE_POLICIES, None),
        ("GET", protocol.CONSOLE_STANDINGS + QUERY, None),
        ("POST", protocol_staff.STAFF_LIST, {"name": "x", "content": "", "preview": True}),
        ("POST", protocol.CONSOLE_CODES, {"staff_id": "s0"}),
        ("DELETE", protocol.CONSOLE_SESSIONS, None),
    ):
        assert window(None, method, path, body).status_code == 401


def test_an_unknown_policy_or_person_is_not_there(window):
    path = f"{protocol.CONSOLE_STANDINGS}?policy=nothing"
    assert window("hr", "GET", path).json()["code"] == "unknown-policy-id"
    answer = window("hr", "POST", protocol.CONSOLE_CODES, {"staff_id": "nobody"})
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown-staff")


@pytest.mark.parametrize("staff_id", ["x/evidence", "x/facts", "x/scans/y", "a/b", "50% & more?"])
def test_a_persons_page_opens_whatever_their_staff_id_ends_in(staffed, serving, staff_id):
    staffed.hr.by_hand.add(
        Given(staff_id=staff_id, name="Odd Id", school="School 1", role="Cook"), actor="hr"
    )
    staffed.hr.by_hand.add(Given(staff_id="x", name="Plain Id", school="School 1", role="Cook"), actor="hr")
    client = connector(no_proxies)(serving(staffed.hr))
    client.sign_in("hr", PASSWORD)
    assert console_people.person(client, staff_id).name == "Odd Id"
    assert console_people.person(client, "x").name == "Plain Id"
    staffed.hr.enrolment.invite([staff_id], "hr")
    assert console_people.evidence(client, staff_id)
    client.close()


HUGE = 10**30


@pytest.mark.parametrize(
    "path",
    [
        f"{protocol.CONSOLE_STANDINGS}{QUERY}&after={HUGE}",
        f"{protocol.CONSOLE_STANDINGS}{QUERY}&after=-1",
        f"{protocol_people.TRAIL}?before={HUGE}",
        f"{protocol_reminders.LOG}?before={HUGE}",
        f"{protocol.CONSISTENCY}?first={HUGE}",
        f"{protocol.CONSISTENCY}?first=0&second={HUGE}",
    ],
)
def test_a_number_that_no_database_holds_is_told_in_words(window, path):
    answer = window("hr", "GET", path)
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed-request")


def test_a_huge_number_in_a_body_is_told_in_words(window):
    body = {
        "fact": "paper",
        "policy_id": POLICY,
        "version": HUGE,
        "on": "2026-11-23",
        "reason": "x",
        "scan": None,
    }
    answer = window("hr", "POST", "/v1/console/people/s0/facts", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed-request")


def test_what_is_signed_shows_in_the_next_poll(window, staffed):
    first = window("hr", "GET", protocol.CONSOLE_STANDINGS + QUERY).json()
    again = window("hr", "GET", f"{protocol.CONSOLE_STANDINGS}{QUERY}&after={first['revision']}").json()
    assert again == {"revision": first["revision"], "rows": [], "whole": False}
    device = staffed.device("s3")
    staffed.received(device.acknowledgement(), device.completion())
    polled = window("hr", "GET", f"{protocol.CONSOLE_STANDINGS}{QUERY}&after={first['revision']}")
    [row] = protocol.Standings.model_validate_json(polled.content).rows
    assert (row.staff_id, row.acknowledgement, row.audit, row.outstanding) == (
        "s3",
        "acknowledged",
        "completed",
        False,
    )


def test_the_wire_writes_every_state_as_the_protocol_does(window, staffed):
    staffed.publish(content=b"# P\n\n## One\n\nx\n", checklist=False)
    answer = window("hr", "GET", protocol.CONSOLE_STANDINGS + QUERY)
    rows = protocol.Standings.model_validate_json(answer.content).rows
    assert {row.audit for row in rows} == {"not-due"}


def test_hr_imports_a_list_through_the_window(window, staffed):
    people = [(f"s{n}", f"Person {n}", f"School {n % 2}") for n in range(6)]
    body = {
        "name": "staff.csv",
        "content": base64.b64encode(staffed.roster(*people)).decode(),
        "preview": False,
    }
    answer = protocol_staff.StaffPlan.model_validate_json(
        window("hr", "POST", protocol_staff.STAFF_LIST, body).content
    )
    assert ([one.staff_id for one in answer.joiners], answer.saved) == (["s5"], True)
    few = base64.b64encode(staffed.roster(people[0])).decode()
    refused = window("hr", "POST", protocol_staff.STAFF_LIST, body | {"content": few})
    assert (refused.status_code, refused.json()["code"]) == (409, "many-leavers")
    confirmed = window(
        "hr", "POST", protocol_staff.STAFF_LIST, body | {"content": few, "confirm_leavers": True}
    )
    assert confirmed.json()["saved"]
    broken = window("hr", "POST", protocol_staff.STAFF_LIST, body | {"content": "not base64!"})
    assert broken.json()["code"] == "malformed-request"


def test_a_session_over_http(window, staffed):
    body = {"account": "hr", "password": PASSWORD}
    session = protocol.ConsoleSession.model_validate_json(
        window(None, "POST", protocol.CONSOLE_SESSIONS, body).content
    )
    assert (session.account, session.role, session.trust) == ("hr", "hr", "Oak Trust")
    wrong = window(None, "POST", protocol.CONSOLE_SESSIONS, body | {"password": "no"})
    assert (wrong.status_code, wrong.json()["code"]) == (401, "wrong-password")
    assert staffed.hr.accounts.account(session.token).name == "hr"
    assert window("hr", "DELETE", protocol.CONSOLE_SESSIONS).json() == {"stored": True}


def test_sessions_end(staffed):
    service = staffed.hr.accounts
    signed_out = service.sign_in("hr", PASSWORD, "x").token
    service.sign_out(signed_out)
    with pytest.raises(NotSignedInError):
        service.account(signed_out)
    old = service.sign_in("hr", PASSWORD, "x").token
    staffed.clock.move(hours=8)
    with pytest.raises(NotSignedInError):
        service.account(old)
    replaced, closed = (service.sign_in(name, PASSWORD, "x").token for name in ("hr", "auditor"))
    service.set_password("hr", "another good password", actor="it")
    service.close("auditor", actor="it")
    for token in (replaced, closed):
        with pytest.raises(NotSignedInError):
            service.account(token)


def test_a_session_nobody_uses_ends_while_the_window_asks_for_news_by_itself(staffed, serving):
    client = connector(no_proxies)(serving(staffed.hr))
    client.sign_in("hr", PASSWORD)
    whole = refresher._Question(0, POLICY, 0, None, with_policies=True, with_reminders=True)
    client.standings(POLICY, 0)
    for _ in range(4):
        staffed.clock.move(minutes=14)
        refresher._answer(client, whole, RowReader(staffed.hr.core.today(), staffed.hr.core.time_zone))
    staffed.clock.move(minutes=14)
    with pytest.raises(SessionEndedError):
        client.standings(POLICY, 0)
    client.close()


def test_a_closed_account_signs_in_no_more(staffed):
    staffed.hr.accounts.close("auditor", actor="it")
    with pytest.raises(rules.WrongPasswordError):
        staffed.hr.accounts.sign_in("auditor", PASSWORD, "x")


def test_the_account_of_somebody_who_leaves_is_signed_out_and_signs_in_no_more(staffed):
    people = [(f"s{n}", f"Person {n}", f"School {n % 2}") for n in range(4)]
    staffed.account("boss", Role.LINE_MANAGER, staff_id="s0")
    token = staffed.hr.accounts.sign_in("boss", PASSWORD, "x").token
    staffed.hr.roster.apply(staffed.roster(*people[1:]), actor="t", confirm_leavers=True)
    with pytest.raises(NotSignedInError):
        staffed.hr.accounts.account(token)
    with pytest.raises(rules.WrongPasswordError):
        staffed.hr.accounts.sign_in("boss", PASSWORD, "x")
    staffed.hr.roster.apply(staffed.roster(*people), actor="t", confirm_leavers=True)
    with pytest.raises(NotSignedInError):
        staffed.hr.accounts.account(token)
    assert staffed.hr.accounts.sign_in("boss", PASSWORD, "x").account.name == "boss"


def test_wrong_passwords_are_counted_for_the_account_and_for_the_address(staffed):
    for number in range(5):
        with pytest.raises(rules.WrongPasswordError):
            staffed.hr.accounts.sign_in("hr", "wrong", f"10.0.0.{number}")
    with pytest.raises(TooManyTriesError):
        staffed.hr.accounts.sign_in("hr", PASSWORD, "10.0.0.9")
    staffed.hr.accounts.sign_in("auditor", PASSWORD, "10.0.0.9")
    staffed.clock.move(minutes=2)
    for number in range(5):
        with pytest.raises(rules.WrongPasswordError):
            staffed.hr.accounts.sign_in(f"nobody {number}", "wrong", "10.0.0.7")
    with pytest.raises(TooManyTriesError):
        staffed.hr.accounts.sign_in("hr", PASSWORD, "10.0.0.7")


def test_no_more_passwords_are_judged_because_they_all_come_at_once(staffed):
    judged = Counter()
    began = Barrier(12)

    def wrong(_: int) -> None:
        began.wait(20)
        try:
            staffed.hr.accounts.sign_in("hr", "wrong", "10.0.0.1")
        except RefusedError as error:
            judged[type(error)] += 1

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(wrong, range(12)))
    assert judged == {rules.WrongPasswordError: PER_SOURCE, TooManyTriesError: 12 - PER_SOURCE}
    staffed.clock.move(minutes=2)
    for _ in range(PER_SOURCE + 1):
        staffed.hr.accounts.sign_in("hr", PASSWORD, "10.0.0.1")


def test_every_sign_in_and_change_is_on_the_trail_and_no_password_is(staffed):
    staffed.hr.accounts.sign_in("hr", PASSWORD, "x")
    with pytest.raises(rules.WrongPasswordError):
        staffed.hr.accounts.sign_in("my secret typed as a name", "wrong", "x")
    with staffed.database.read() as connection:
        steps = trail.steps(connection)
        kept = str(connection.execute(select(accounts)).all()) + str(
            connection.execute(select(sessions)).all()
        )
    actions = [step.action for step in steps]
    assert actions[:3] == ["import-roster", "publish", "account-create"]
    assert actions[-2:] == ["sign-in", "sign-in-refused"]
    assert "secret" not in str(steps)
    assert PASSWORD not in kept
    assert "$argon2id$" in kept


CANNOT_BE = [
    ("new", "short", Role.HR, {}, rules.ShortPasswordError),
    ("hr", PASSWORD, Role.HR, {}, rules.AccountNameTakenError),
    ("new", PASSWORD, Role.HEADTEACHER, {}, rules.AccountNeedsPeopleError),
    ("new", PASSWORD, Role.HEADTEACHER, {"school_names": ["Nowhere"]}, rules.UnknownSchoolError),
    ("new", PASSWORD, Role.LINE_MANAGER, {}, rules.AccountNeedsPeopleError),
    ("new", PASSWORD, Role.LINE_MANAGER, {"staff_id": "nobody"}, UnknownStaffError),
]


def test_an_account_that_cannot_be_is_told_why(staffed):
    for name, password, role, options, error in CANNOT_BE:
        with pytest.raises(error):
            staffed.hr.accounts.create(name, password, role, actor="it", **options)
