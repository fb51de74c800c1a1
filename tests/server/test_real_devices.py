"""The real device against the real service, over real HTTP: every promise that needs both ends."""

from types import SimpleNamespace

import pytest

from app.domain.acknowledgement import Outcome
from app.errors import RefusedError
from app.hr.accounts import Role
from app.signing import enrolment_code
from app.signing.enrolment_code import CodeForAnotherTrustError, CodeShapeError
from app.storage.records import Standing
from app.sync.console_client import connector
from app.sync.errors import ServiceUnreachableError
from app.sync.transport import Limits, no_proxies
from app.workflows.rebuild import rebuild
from tests.fakes.staff_app import StaffApp


@pytest.fixture
def trust(school, serving):
    """The school's service with a real port."""
    return SimpleNamespace(school=school, url=serving(school.hr))


def staff_app(folder, trust, **more):
    return StaffApp(folder, trust, trust.school.clock, at_once=True, limits=Limits(), **more)


@pytest.fixture
def person(trust, tmp_path):
    """One person's app on the real service."""
    app = staff_app(tmp_path / "person", trust)
    yield app
    app.close()


def code_for(trust, staff_id="s1"):
    (issued,) = trust.school.hr.enrolment.invite([staff_id], "hr")
    return issued.code


def test_enrol_read_acknowledge_audit_and_hr_sees_it(trust, person):
    person.enrol(code_for(trust))
    person.refresh()
    person.acknowledge()
    assert person.policy.answer.standing is Standing.SAVED
    person.audit()
    person.complete()
    sent = person.send()
    assert (sent.received, sent.waiting, sent.problem) == (2, 0, None)
    assert person.policy.answer.standing is Standing.RECEIVED
    assert person.policy.audit.standing is Standing.RECEIVED
    row = trust.school.standing("s1")
    assert (row.acknowledgement, row.audit, row.outstanding) == ("acknowledged", "completed", False)


def test_a_wrong_code_is_refused_before_anything_is_sent(trust, person):
    other = enrolment_code.issue("oak.example/policies", "a" * 43, "b" * 43)
    with pytest.raises(CodeForAnotherTrustError):
        person.enrol(other.spoken())
    with pytest.raises(CodeShapeError):
        person.enrol("not a code")
    assert person.overview().person is None


def test_a_code_works_once(trust, person, tmp_path):
    code = code_for(trust)
    person.enrol(code)
    other = staff_app(tmp_path / "other", trust, seed=b"other")
    with pytest.raises(RefusedError, match="code"):
        other.enrol(code)
    other.close()


def test_a_question_reaches_hr_with_its_words_and_stays_outstanding(trust, person):
    person.enrol(code_for(trust))
    person.refresh()
    person.acknowledge(Outcome.QUESTION, message="May I stay in the parents’ choir group?")
    sent = person.send()
    assert sent.problem is None
    assert sent.waiting == 0
    row = trust.school.standing("s1")
    assert (row.acknowledgement, row.outstanding) == ("question", True)


def test_a_damaged_file_is_rebuilt_from_what_the_service_holds(trust, person, tmp_path):
    person.enrol(code_for(trust))
    person.refresh()
    person.acknowledge()
    person.send()
    person.close()
    person.path.write_bytes(b"not a database" * 1000)
    again = staff_app(tmp_path / "person", trust, keystore=person.context.keystore)
    assert rebuild(again.context) == 1
    again.refresh()
    assert again.policy.answer.standing is Standing.RECEIVED
    assert list((tmp_path / "person").glob("*damaged*"))
    again.close()


def test_with_the_service_away_the_answer_is_kept_and_sent_once_when_it_is_back(trust, person):
    person.enrol(code_for(trust))
    person.refresh()
    record = person.acknowledge()
    person.context.connect(trust.url).close()
    there = person._clients.pop(trust.url)
    person._clients[trust.url] = person.connect("http://127.0.0.1:9")
    sent = person.send()
    assert isinstance(sent.problem, ServiceUnreachableError)
    assert person.policy.answer.standing is Standing.SAVED
    person._clients[trust.url] = there
    before = trust.school.hr.log.head()
    person.send(everything=True)
    person.send(everything=True)
    head = trust.school.hr.log.head()
    assert person.policy.answer.standing is Standing.RECEIVED
    assert person.policy.answer.jti == record.jti
    assert head.size == before.size + 1


def test_the_hr_windows_client_sees_what_the_device_sent(trust, person):
    trust.school.account("jo", Role.HR)
    client = connector(no_proxies)(trust.url)
    client.sign_in("jo", "correct horse battery")
    before = client.standings("social-media-policy")
    person.enrol(code_for(trust))
    person.refresh()
    person.acknowledge()
    person.send()
    after = client.standings("social-media-policy", before.revision)
    assert [row.staff_id for row in after.rows] == ["s1"]
    assert after.rows[0].acknowledgement == "acknowledged"
    client.close()
