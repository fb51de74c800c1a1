"""What is due: only what is in order is taken over, and the last good version stays."""

import pytest

from app.domain.policy import sha256_hex
from app.errors import RefusedError
from app.evidence import delivery
from app.evidence.merkle import InclusionError
from app.evidence.trust_keys import UnknownServiceError
from app.login import state
from app.signing.jws import WrongKeyError
from app.signing.keys import PrivateKey
from app.storage.notices import NoticeKind
from app.sync.errors import (
    KeyNotKnownError,
    LogInconsistentError,
    NotTheServiceError,
    ServiceSlowError,
    ServiceUnreachableError,
    SignInPageError,
)
from app.workflows import complete_audit
from app.workflows.person import NotEnrolledError
from tests.fakes.staff_app import SECOND_TEXT, TEXT, checklist


def kinds(app):
    return [notice.kind for notice in app.overview().notices]


def test_before_enrolment_there_is_nothing_to_ask(app):
    with pytest.raises(NotEnrolledError):
        app.refresh()
    assert app.overview().person is None


def test_a_published_policy_appears_with_all_that_belongs_to_it(enrolled):
    status = enrolled.policy
    assert (status.text, status.title, status.label) == (TEXT, "Social Media Policy", "label 1")
    assert status.due.isoformat() == "2026-12-04"
    assert status.review_sentence == "This policy was due for review in March 2022."
    assert status.checklist.sha256 == checklist().sha256
    assert complete_audit.load_checklist(enrolled.context, status.ref) == checklist()
    assert status.asks_for_answer
    assert status.asks_for_audit
    assert not status.unconfirmed


def test_the_check_at_login_knows_what_is_due(enrolled, clock):
    left = state.read(enrolled.context.state_file)
    assert left == state.State(None, ("social-media",), clock())


def test_asking_again_changes_nothing_and_fetches_nothing(enrolled, service):
    service.seen.clear()
    assert enrolled.refresh().changed is False
    assert {seen.path for seen in service.seen} == {"/v1/due"}


def test_a_new_version_is_taken_over_with_what_changed(enrolled, service):
    enrolled.acknowledge()
    service.publish(SECOND_TEXT, version=2)
    assert enrolled.refresh().changed is True
    status = enrolled.policy
    assert (status.ref.version, status.since, len(status.unchanged)) == (2, 1, 1)
    assert status.asks_for_answer


def test_a_minor_version_asks_nothing_again(enrolled, service):
    enrolled.acknowledge()
    service.publish(SECOND_TEXT, version=2, material=False)
    enrolled.refresh()
    assert enrolled.policy.ref.version == 2
    assert not enrolled.policy.asks_for_answer
    assert enrolled.policy.answer is not None


@pytest.mark.parametrize("fact", ["paused", "withdrawn"])
def test_nothing_is_asked_on_leave_or_of_a_withdrawn_policy(enrolled, service, fact):
    service.items["social-media"][fact] = True
    enrolled.refresh()
    assert not enrolled.policy.asks_for_answer
    assert not enrolled.policy.asks_for_audit
    assert state.read(enrolled.context.state_file).due == ()


def test_a_policy_withdrawn_before_it_came_here_is_not_fetched(enrolled, service):
    service.publish(SECOND_TEXT, policy="other", withdrawn=True)
    enrolled.refresh()
    assert len(enrolled.overview().policies) == 1


def test_a_policy_no_longer_asked_for_leaves_the_list(enrolled, service):
    service.items.clear()
    enrolled.refresh()
    assert enrolled.overview().policies == ()


def refused(app, error):
    """The refresh is refused by this name; the first version still stands, with a notice."""
    with pytest.raises(error) as caught:
        app.refresh()
    assert isinstance(caught.value, RefusedError)
    assert app.policy.ref.version == 1
    assert app.policy.text == TEXT
    assert kinds(app) == [NoticeKind.POLICY_REFUSED]


def test_a_text_whose_digest_does_not_match_is_refused(enrolled, service):
    service.publish(SECOND_TEXT, version=2)
    with service.bent(documents={sha256_hex(SECOND_TEXT.encode()): TEXT.encode()}):
        refused(enrolled, delivery.DocumentMismatchError)
    assert enrolled.policy.unconfirmed
    enrolled.refresh()
    assert enrolled.policy.ref.version == 2
    assert kinds(enrolled) == []


def test_a_checklist_whose_digest_does_not_match_is_refused(enrolled, service):
    second = checklist()
    service.publish(SECOND_TEXT, version=2, checklist=second)
    with enrolled.context.database.transaction() as connection:
        connection.execute("PRAGMA defer_foreign_keys=ON")
        connection.execute("UPDATE documents SET content = ? WHERE sha256 = ?", (b"{}", second.sha256))
    with service.bent(documents={second.sha256: b"{}"}):
        refused(enrolled, delivery.ChecklistMismatchError)


def test_rollback_is_refused(enrolled, service):
    service.publish(SECOND_TEXT, version=2)
    enrolled.refresh()
    service.publish(TEXT + "x", version=1)
    with pytest.raises(delivery.RollbackError):
        enrolled.refresh()
    assert enrolled.policy.ref.version == 2


def test_fast_forward_is_refused(enrolled, service):
    service.publish(SECOND_TEXT, version=5000)
    refused(enrolled, delivery.FastForwardError)


def test_mix_and_match_is_refused(enrolled, service):
    service.publish(SECOND_TEXT, version=1)
    refused(enrolled, delivery.MixAndMatchError)


def test_another_manifest_in_place_of_the_one_named_is_refused(enrolled, service):
    service.publish(SECOND_TEXT, version=2)
    with service.bent(manifest="other"):
        refused(enrolled, delivery.MixAndMatchError)


def test_a_manifest_by_another_publisher_is_refused(enrolled, service):
    service.publishing_key = PrivateKey.from_seed(b"x" * 32)
    service.publish(SECOND_TEXT, version=2)
    refused(enrolled, WrongKeyError)


def test_a_manifest_without_its_place_in_the_log_is_refused(enrolled, service):
    service.publish(SECOND_TEXT, version=2)
    with service.bent(manifest="place"):
        refused(enrolled, InclusionError)


def test_one_policy_that_is_refused_keeps_no_other_away(enrolled, service):
    service.publish(SECOND_TEXT, version=5000)
    service.publish("## Laptops\n\nLock them.\n", policy="laptops")
    with pytest.raises(delivery.FastForwardError):
        enrolled.refresh()
    assert [each.ref.id for each in enrolled.overview().policies] == ["social-media", "laptops"]


@pytest.mark.parametrize(
    ("bend", "error"),
    [
        ({"due_sub": "11111111-1111-4111-8111-111111111111"}, delivery.DueListForSomebodyElseError),
        ({"due_issued": "2026-11-22T00:00:00Z"}, delivery.DueListRollbackError),
        ({"due_key": PrivateKey.from_seed(b"x" * 32)}, UnknownServiceError),
    ],
    ids=["for somebody else", "older than the one in hand", "signed by a stranger"],
)
def test_a_due_list_that_is_not_in_order_is_refused(enrolled, service, bend, error):
    with service.bent(**bend):
        refused(enrolled, error)


def test_when_the_due_list_is_out_of_date_the_last_good_one_is_shown_as_unconfirmed(enrolled, service, clock):
    clock.move(days=8)
    assert enrolled.policy.unconfirmed
    assert enrolled.policy.asks_for_answer
    assert kinds(enrolled) == [NoticeKind.CANNOT_CONFIRM]
    assert enrolled.refresh().unconfirmed is False
    assert not enrolled.policy.unconfirmed


def test_a_rewritten_log_is_an_alarm_that_stays(enrolled, service):
    enrolled.acknowledge()
    enrolled.send()
    service.log.rewrite(["another leaf", *service.log.leaves[1:], "more"])
    for _ in range(2):
        with pytest.raises(LogInconsistentError):
            enrolled.refresh()
    assert kinds(enrolled) == [NoticeKind.LOG_INCONSISTENT]
    assert enrolled.policy.text == TEXT


def test_a_shrunken_log_is_an_alarm(enrolled, service):
    enrolled.acknowledge()
    enrolled.send()
    service.log.rewrite(service.log.leaves[:1])
    with pytest.raises(LogInconsistentError):
        enrolled.refresh()
    assert kinds(enrolled) == [NoticeKind.LOG_INCONSISTENT]


def test_a_fork_of_the_same_size_is_an_alarm(enrolled, service):
    service.log.rewrite(["another leaf"])
    with pytest.raises(LogInconsistentError):
        enrolled.refresh()


@pytest.mark.parametrize("ignores", [False, True])
def test_a_log_that_grows_while_it_is_asked_is_no_alarm(enrolled, service, ignores):
    service.publish(SECOND_TEXT, version=2)
    with service.bent(grows_while_asked=not ignores, ignores_second=ignores):
        enrolled.refresh()
    assert enrolled.policy.ref.version == 2
    assert kinds(enrolled) == []


@pytest.mark.parametrize(
    ("bend", "error"),
    [
        ({"silent": True}, ServiceSlowError),
        ({"hangs_up": True}, ServiceUnreachableError),
        ({"html": True}, SignInPageError),
        ({"nonsense": b'{"due_list": 1}'}, NotTheServiceError),
    ],
)
def test_an_accident_on_the_way_changes_nothing(enrolled, service, bend, error):
    before = enrolled.overview()
    with service.bent(**bend), pytest.raises(error):
        enrolled.refresh()
    assert enrolled.overview() == before


def test_a_token_that_has_run_out_is_renewed_without_a_word(enrolled, service):
    service.tokens.clear()
    assert enrolled.refresh().changed is False


def test_a_key_that_the_service_has_ended_is_named(enrolled, service):
    service.end_key(next(iter(service.keys)))
    with pytest.raises(KeyNotKnownError):
        enrolled.refresh()


def test_a_text_damaged_on_the_disk_is_told_of_and_fetched_again(enrolled):
    with enrolled.context.database.transaction() as connection:
        connection.execute(
            "UPDATE documents SET content = x'00' WHERE sha256 = ?", (enrolled.policy.ref.sha256,)
        )
    assert enrolled.overview().policies == ()
    assert kinds(enrolled) == [NoticeKind.POLICY_REFUSED]
    enrolled.refresh()
    assert enrolled.policy.text == TEXT
