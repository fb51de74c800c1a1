"""After a damaged or lost file everything that was received comes back, and proves itself."""

import pytest

from app.domain.acknowledgement import Outcome
from app.storage.database import Database
from app.storage.notices import NoticeKind
from app.storage.records import Standing
from app.sync.errors import NotTheServiceError
from app.workflows.person import NotEnrolledError, load_person
from app.workflows.rebuild import rebuild
from tests.fakes.staff_app import SECOND_TEXT, StaffApp


def damaged(app, clock):
    """The same computer after its file was damaged."""
    app.context.database.close()
    app.path.write_bytes(b"not a database" * 1000)
    return StaffApp(app.folder, app.service, clock, keystore=app.context.keystore)


@pytest.fixture
def done(enrolled):
    enrolled.acknowledge()
    enrolled.audit()
    enrolled.complete()
    enrolled.send(everything=True)
    return enrolled


def test_a_damaged_file_is_kept_aside_and_filled_again_from_the_service(done, clock):
    before = done.policy
    again = damaged(done, clock)
    assert [notice.kind for notice in again.overview().notices] == [NoticeKind.DATABASE_SET_ASIDE]
    assert again.overview().person is None
    assert rebuild(again.context) == 2
    again.refresh()
    assert load_person(again.context).name == "Sam Field"
    assert again.overview().notices == ()
    assert again.policy.answer.receipt == before.answer.receipt
    assert again.policy.audit.receipt == before.audit.receipt
    assert not again.policy.asks_for_answer
    assert any("damaged" in file.name for file in again.path.parent.iterdir())
    assert rebuild(again.context) == 0
    again.close()


def test_only_changes_are_repeated_after_a_rebuild_too(done, service, clock):
    again = damaged(done, clock)
    rebuild(again.context)
    service.publish(SECOND_TEXT, version=2)
    again.refresh()
    assert (again.policy.since, len(again.policy.unchanged)) == (1, 1)
    again.close()


def test_a_second_computer_knows_what_was_signed_on_the_first(done, service, clock, tmp_path):
    second = StaffApp(tmp_path / "second", service, clock, seed=b"second")
    second.enrol(service.invite(load_person(done.context).sub))
    second.refresh()
    assert second.policy.answer.standing is Standing.RECEIVED
    assert len(service.keys) == 2
    second.close()


def test_what_was_received_without_this_computer_knowing_is_not_sent_again(enrolled, service):
    enrolled.acknowledge()
    with service.bent(lose_answers_to="/v1/records"):
        enrolled.send()
    assert rebuild(enrolled.context) == 0
    assert enrolled.policy.answer.standing is Standing.RECEIVED
    assert enrolled.send(everything=True).waiting == 0


def test_what_was_not_received_is_left_to_be_sent(enrolled):
    enrolled.acknowledge(Outcome.QUESTION)
    assert rebuild(enrolled.context) == 0
    assert enrolled.send().received == 1


def test_a_receipt_that_does_not_fit_is_refused_and_the_rest_is_kept(done, service, clock):
    (first, *_) = service.records
    token, answer, sub = service.records[first]
    service.records[first] = (token, answer.model_copy(update={"proof": ["A" * 43]}), sub)
    again = damaged(done, clock)
    with pytest.raises(Exception, match="could not be found in the log"):
        rebuild(again.context)
    again.refresh()
    assert again.policy.answer is None
    assert again.policy.audit is not None
    again.close()


def test_an_answer_about_somebody_else_is_not_taken(done, service):
    for token in service.tokens:
        service.tokens[token] = service.hire("11111111-1111-4111-8111-111111111111", "Kim Lake")
    with pytest.raises(NotTheServiceError):
        rebuild(done.context)
    assert load_person(done.context).name == "Sam Field"


def test_without_the_note_of_who_this_is_a_new_code_is_needed(done, clock):
    note = done.context.state_file.with_name("enrolment.json")
    again = damaged(done, clock)
    for content in ("", "{}", '{"sub": 1}', "[1]"):
        note.write_text(content)
        with pytest.raises(NotEnrolledError):
            rebuild(again.context)
    again.close()


def test_the_note_holds_nothing_secret(done):
    note = done.context.state_file.with_name("enrolment.json").read_bytes()
    assert note
    for secret in done.context.keystore._secrets.values():
        for form in (secret, secret.hex().encode()):
            assert form not in note


def test_the_file_can_be_closed_and_opened_again(done, clock):
    before = done.overview()
    done.context.database.close()
    again = StaffApp(done.folder, done.service, clock, keystore=done.context.keystore)
    assert again.overview() == before
    assert isinstance(again.context.database, Database)
    again.close()
