"""The HR window's client: closed bodies, a token in memory alone, and a named error for each refusal."""

import pytest

from app.protocol_staff import MAX_LIST_BYTES
from app.sync import console_staff
from app.sync.console_client import (
    ConsoleClient,
    ConsoleRefusedError,
    NotAllowedError,
    SessionEndedError,
    SignInRefusedError,
    connector,
)
from app.sync.errors import (
    AddressRefusedError,
    NotTheServiceError,
    ServiceBusyError,
    ServiceUnreachableError,
    SignInPageError,
)
from app.sync.transport import no_proxies
from tests.fakes.console_service import ACCOUNT, PASSWORD, POLICY, ConsoleService


@pytest.fixture
def service():
    with ConsoleService(5).running() as running:
        yield running


@pytest.fixture
def client(service) -> ConsoleClient:
    made = connector(no_proxies)(service.address)
    made.sign_in(ACCOUNT, PASSWORD)
    yield made
    made.close()


def test_signing_in_says_who_it_is(service):
    client = connector(no_proxies)(service.address)
    session = client.sign_in(ACCOUNT, PASSWORD)
    assert (session.account, session.role, session.time_zone) == (ACCOUNT, "hr", "Europe/London")
    client.close()


def test_a_wrong_password_is_refused_by_name(service):
    client = connector(no_proxies)(service.address)
    with pytest.raises(SignInRefusedError):
        client.sign_in(ACCOUNT, "wrong")
    assert client.session is None
    client.close()


def test_only_what_changed_since_a_revision_comes(client, service):
    whole = client.standings(POLICY)
    assert len(whole.rows) == 5
    service.put(whole.rows[0].model_copy(update={"acknowledgement": "question"}))
    changed = client.standings(POLICY, whole.revision)
    assert [row.staff_id for row in changed.rows] == ["S0001"]
    assert changed.revision > whole.revision


def test_policies_are_read(client):
    assert [policy.title for policy in client.policies()] == ["Social Media Policy"]


def test_a_preview_saves_nothing_and_an_import_does(client, service):
    content = b"reference,name,email,school,role,line_manager\nS0001,A,a@b.example,x,y,z\n"
    file = console_staff.ListFile("staff.csv", content)
    assert not console_staff.preview(client, file).saved
    assert service.imports == 0
    with pytest.raises(ConsoleRefusedError):
        console_staff.save(client, file, confirm_leavers=False)
    assert console_staff.save(client, file, confirm_leavers=True).saved
    assert service.imports == 1


def test_a_file_too_large_is_refused_before_it_is_sent(client, service):
    asked = list(service.asked)
    with pytest.raises(console_staff.StaffListTooLargeError):
        console_staff.preview(client, console_staff.ListFile("staff.csv", b"x" * (MAX_LIST_BYTES + 1)))
    assert service.asked == asked


def test_a_code_is_issued_for_one_person(client, service):
    assert client.issue_code("S0002").name == "Staff member 0002"
    assert service.codes == ["S0002"]


def test_a_refusal_carries_the_words_of_the_service(client):
    with pytest.raises(ConsoleRefusedError) as refused:
        client.issue_code("S9999")
    assert refused.value.sentence == "Nobody on the staff list has this reference."
    assert refused.value.problem_code == "unknown-person"


def test_signing_out_ends_the_session_on_both_sides(client, service):
    client.sign_out()
    assert service.tokens == set()
    with pytest.raises(SessionEndedError):
        client.policies()


def test_a_session_ended_elsewhere_is_told_apart(client, service):
    service.end_sessions()
    with pytest.raises(SessionEndedError):
        client.standings(POLICY)


PROBLEM = b'{"code":"not-allowed","sentence":"No.","next_step":"Ask."}'


@pytest.mark.parametrize(
    ("status", "media_type", "body", "error"),
    [
        (200, "application/json", b'{"policies":[],"extra":1}', NotTheServiceError),
        (200, "application/json", b"{", NotTheServiceError),
        (200, "text/plain", b"hello", NotTheServiceError),
        (200, "text/html", b"<html>", SignInPageError),
        (403, "application/json", PROBLEM, NotAllowedError),
        (409, "application/json", PROBLEM, ConsoleRefusedError),
        (409, "application/json", b"{}", NotTheServiceError),
        (500, "text/plain", b"", ServiceBusyError),
        (503, "application/json", PROBLEM, ServiceBusyError),
    ],
)
def test_every_other_answer_has_its_error(client, service, status, media_type, body, error):
    service.answer_with = lambda _path: (status, media_type, body)
    with pytest.raises(error):
        client.policies()


def test_a_401_that_is_not_the_service_does_not_end_the_session(client, service):
    service.answer_with = lambda _path: (401, "text/html", b"<html>")
    with pytest.raises(SignInPageError):
        client.policies()
    service.answer_with = lambda _path: None
    assert client.policies()


def test_a_time_zone_that_is_none_is_nonsense(service, monkeypatch):
    client = connector(no_proxies)(service.address)
    session = (
        b'{"token":"t","account":"a","role":"hr","trust":"x","time_zone":"Nowhere/At_all","expires_in":1}'
    )
    service.answer_with = lambda _path: (200, "application/json", session)
    with pytest.raises(NotTheServiceError):
        client.sign_in(ACCOUNT, PASSWORD)
    client.close()


def test_a_service_that_is_not_there_is_unreachable(client, service):
    service.stop()
    with pytest.raises(ServiceUnreachableError):
        client.policies()


def test_an_address_that_is_not_safe_gets_no_client():
    with pytest.raises(AddressRefusedError):
        connector(no_proxies)("http://hr.trust.example")


def test_neither_password_nor_token_is_in_an_error(service, client):
    service.answer_with = lambda _path: (409, "application/json", PROBLEM)
    with pytest.raises(ConsoleRefusedError) as refused:
        client.sign_in(ACCOUNT, "very secret")
    assert "very secret" not in repr(refused.value) + str(refused.value)
