"""The self-audit: kept sealed, finished once, deleted for good, and nothing of it ever sent."""

import base64
import hashlib
import json
from datetime import UTC, datetime

import pytest

from app.domain.acknowledgement import Outcome
from app.domain.audit import Answer, Audit, DamagedAuditError, to_bytes
from app.evidence.records import AuditCompletion
from app.signing.keystore import answers_service
from app.storage import audits, records
from app.storage.audits import Owner
from app.storage.records import Standing
from app.workflows.complete_audit import (
    AlreadyCompletedError,
    NoChecklistError,
    NotFinishedError,
    answers_are_kept,
    complete,
    delete_answers,
    keep_answers,
    load_audit,
    load_checklist,
    save_audit,
)
from app.workflows.person import load_person
from app.workflows.what_hr_sees import what_hr_sees
from tests.fakes.hr_service import AUD, FixedClock, HrService
from tests.fakes.staff_app import TEXT, StaffApp, checklist


def test_the_walk_is_where_it_was_left(enrolled):
    ref = enrolled.policy.ref
    walk = Audit(load_checklist(enrolled.context, ref)).choose(["laptop"])
    walk = walk.answer(walk.must_do[0].id, Answer.TALK)
    assert load_audit(enrolled.context, ref).chosen is None
    save_audit(enrolled.context, ref, walk)
    assert load_audit(enrolled.context, ref) == walk


def test_what_is_sent_is_a_day_and_nothing_of_the_answers(enrolled):
    enrolled.audit()
    enrolled.complete()
    with enrolled.context.database.reading() as connection:
        (record,) = records.load_all(connection)
    claims = AuditCompletion.of(_payload(record.token)).model_dump()
    published = checklist()
    assert claims == {
        "sub": load_person(enrolled.context).sub,
        "aud": AUD,
        "jti": record.jti,
        "completed_on": "2026-11-23",
        "statement": claims["statement"],
        "checklist": {"id": published.id, "version": published.version, "sha256": published.sha256},
        "policy": {"id": "social-media", "version": 1},
        "prev": None,
        "app": "undersigned 0.1.0",
    }


def _payload(token):
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def test_the_day_is_that_of_the_trusts_own_clock(enrolled, clock):
    clock.now = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    enrolled.audit()
    enrolled.complete()
    with enrolled.context.database.reading() as connection:
        (record,) = records.load_all(connection)
    assert _payload(record.token)["completed_on"] == "2026-07-02"


def test_it_is_finished_only_when_every_check_that_must_be_done_is_closed(enrolled):
    with pytest.raises(NotFinishedError):
        enrolled.complete()
    ref = enrolled.policy.ref
    save_audit(enrolled.context, ref, Audit(checklist()).choose(["laptop"]))
    with pytest.raises(NotFinishedError):
        enrolled.complete()
    save_audit(enrolled.context, ref, Audit(checklist()).choose([]))
    assert enrolled.complete().standing is Standing.SAVED


def test_it_is_taken_once(enrolled):
    enrolled.audit()
    enrolled.complete()
    with pytest.raises(AlreadyCompletedError):
        enrolled.complete()
    assert not enrolled.policy.asks_for_audit


def test_a_policy_without_a_checklist_asks_for_no_audit(app, service):
    service.publish(TEXT)
    app.enrol(service.invite(service.hire()))
    app.refresh()
    assert not app.policy.asks_for_audit
    with pytest.raises(NoChecklistError):
        complete(app.context, app.policy.ref)


def test_deleting_destroys_the_key_and_the_answers_and_the_completion_stands(enrolled):
    enrolled.audit()
    enrolled.complete()
    ref, person = enrolled.policy.ref, load_person(enrolled.context)
    owner = Owner(person.sub, AUD, ref.id)
    assert audits.find_key(enrolled.context.keystore, owner) is not None
    assert answers_are_kept(enrolled.context, ref) is None
    delete_answers(enrolled.context, ref)
    assert audits.find_key(enrolled.context.keystore, owner) is None
    assert answers_are_kept(enrolled.context, ref) is False
    assert load_audit(enrolled.context, ref).chosen is None
    assert enrolled.policy.audit.standing is Standing.SAVED
    assert not enrolled.policy.asks_for_audit


def test_the_list_can_be_kept(enrolled):
    walk = enrolled.audit()
    keep_answers(enrolled.context, enrolled.policy.ref)
    assert answers_are_kept(enrolled.context, enrolled.policy.ref) is True
    assert load_audit(enrolled.context, enrolled.policy.ref) == walk


def test_answers_whose_key_is_gone_are_told_of_and_can_be_begun_again(enrolled):
    enrolled.audit()
    ref, person = enrolled.policy.ref, load_person(enrolled.context)
    enrolled.context.keystore.delete(answers_service(AUD), Owner(person.sub, AUD, ref.id).account)
    with pytest.raises(DamagedAuditError):
        load_audit(enrolled.context, ref)
    delete_answers(enrolled.context, ref)
    assert load_audit(enrolled.context, ref).chosen is None


def forms(word):
    """A word as it might leak: plainly, reversed, encoded, or as a digest."""
    raw = word.encode()
    yield from (raw, raw[::-1], raw.hex().encode(), word.encode("utf-16-le"), word.encode("utf-16-be"))
    for shift in range(3):
        yield base64.b64encode(b"\0" * shift + raw).rstrip(b"=")[4 if shift else 0 : -2]
    for digest in (hashlib.sha256, hashlib.sha1, hashlib.md5):
        yield digest(raw).hexdigest().encode()


def canaries(walk):
    """What only somebody who knows the answers can say, as they are written down before they are sealed."""
    written = to_bytes(walk).decode()
    given = [f'"{name}":["{each.answer}"' for name, each in walk.answers.items()]
    assert all(each in written for each in given)
    return [written, *given]


def leaks(walk, places):
    """Every canary that stands in one of the places, in any form."""
    return [word for word in canaries(walk) for form in forms(word) if any(form in place for place in places)]


def test_nothing_of_the_answers_goes_out_or_stands_readable_on_the_disk(enrolled, service):
    walk = enrolled.audit(Answer.TALK)
    enrolled.acknowledge(Outcome.QUESTION, message="Hello")
    enrolled.complete()
    what_hr_sees(enrolled.context)
    enrolled.send(everything=True)
    enrolled.refresh()
    places = [
        service.outgoing(),
        *(file.read_bytes() for file in enrolled.folder.rglob("*") if file.is_file()),
    ]
    assert not leaks(walk, places)


def test_not_even_the_name_of_a_site_or_check_goes_out(enrolled, service):
    walk = enrolled.audit()
    enrolled.complete()
    service.seen.clear()
    enrolled.send(everything=True)
    bodies = [
        _payload(token)
        for seen in service.seen
        for token in json.loads(seen.body or b"{}").get("records", [])
    ]
    out = json.dumps(bodies).replace(checklist().id, "").encode() + service.outgoing()
    assert bodies
    assert not any(name.encode() in out for name in [*walk.chosen, *walk.answers])


@pytest.mark.parametrize(
    "plant",
    [
        bytes,
        lambda raw: raw[::-1],
        lambda raw: raw.hex().encode(),
        lambda raw: raw.decode().encode("utf-16"),
        base64.b64encode,
        lambda raw: base64.b64encode(b"x" + raw + b"y"),
        lambda raw: base64.b64encode(b"xx" + raw),
        lambda raw: hashlib.sha256(raw).hexdigest().encode(),
    ],
    ids=["plain", "reversed", "hex", "utf-16", "base64", "base64 by one", "base64 by two", "digest"],
)
def test_the_search_finds_a_planted_leak(enrolled, plant):
    walk = enrolled.audit()
    assert leaks(walk, [b"before " + plant(canaries(walk)[1].encode()) + b" after"])


def test_two_people_with_other_answers_put_the_same_bytes_on_the_wire(tmp_path):
    wires = [_story(tmp_path / answer.value, answer) for answer in (Answer.DONE, Answer.NOT_FOR_ME)]
    assert wires[0] == wires[1]
    assert sum(len(body) for _, _, body, _ in wires[0]) > 1000


def _story(folder, answer):
    clock = FixedClock()
    service = HrService(clock)
    app = StaffApp(folder, service, clock)
    service.publish(TEXT, checklist=checklist())
    app.enrol(service.invite(service.hire()))
    app.refresh()
    app.acknowledge()
    app.audit(answer)
    app.complete()
    app.send(everything=True)
    app.refresh()
    app.close()
    service.shut()
    return [(seen.method, seen.path, seen.body, seen.headers.get("Authorization")) for seen in service.seen]


def test_another_person_on_the_same_account_leaves_no_key_of_the_first_ones_answers(enrolled, service):
    ref = enrolled.policy.ref
    person = enrolled.overview().person
    enrolled.audit()
    kim = service.hire("11111111-1111-4111-8111-111111111111", "Kim Lake")
    enrolled.enrol(service.invite(kim))
    assert audits.find_key(enrolled.context.keystore, Owner(person.sub, AUD, ref.id)) is None
