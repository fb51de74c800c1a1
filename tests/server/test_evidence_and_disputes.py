"""A real device and the real service: keeping evidence, *This was not me*, questions answered, HR's hand made visible."""

import zipfile
from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from app.domain.acknowledgement import Outcome
from app.evidence import stored_zip
from app.evidence.events import HrFact
from app.evidence.judgement import RevokedKeyError, WrongPersonError
from app.evidence.verify import KnownKeys, verify
from app.hr import export, trail
from app.hr.disputes import ContactError, NoContactError, NotADisputeError, OwnCaseError
from app.hr.export import NobodyToExportError
from app.hr.facts import FactReasonMissingError
from app.hr.mail_server import MailNotSentError, MailServer, MailServerMissingError
from app.hr.questions import NotAQuestionError
from app.hr.store.schema import beside_leaves
from app.signing.jws import read_claims
from app.storage import facts
from app.sync.errors import NotInYourNameError, ServiceUnreachableError
from app.sync.transport import Limits
from app.workflows import dispute as disputing
from app.workflows.in_my_name import in_my_name
from app.workflows.keep_evidence import NothingReceivedError, NotSavedThereError, keep_evidence
from app.workflows.keys import list_keys
from app.workflows.rebuild import rebuild
from app.workflows.unsent import unsent
from app.workflows.what_hr_sees import what_hr_sees
from tests.fakes.mail_receiver import MailReceiver
from tests.fakes.staff_app import StaffApp

POLICY = "social-media-policy"


@pytest.fixture
def trust(school, serving):
    return SimpleNamespace(school=school, hr=school.hr, url=serving(school.hr))


def staff_app(folder, trust, staff_id, **more):
    app = StaffApp(folder, trust, trust.school.clock, at_once=True, limits=Limits(), **more)
    (issued,) = trust.hr.enrolment.invite([staff_id], "hr")
    app.enrol(issued.code)
    app.refresh()
    return app


@pytest.fixture
def person(trust, tmp_path):
    app = staff_app(tmp_path / "person", trust, "s1")
    yield app
    app.close()


@pytest.fixture
def post():
    receiver = MailReceiver()
    yield receiver
    receiver.close()


def known(trust):
    facts = trust.hr.core.trust
    keys = frozenset(key.thumbprint for key in facts.publishing_keys)
    return KnownKeys(frozenset({facts.service_key.thumbprint}), keys)


def packs(trust, **whom):
    return list(trust.hr.export.packs(**whom, actor="pat"))


def test_what_a_person_keeps_verifies_without_the_service(trust, person, tmp_path):
    person.acknowledge(Outcome.QUESTION, message="May I stay in the choir group?")
    person.acknowledge()
    person.audit()
    person.complete()
    person.send()
    keep_evidence(person.context, tmp_path / "evidence.zip")
    found = verify((tmp_path / "evidence.zip").read_bytes(), known(trust))
    assert [one.signed.record.typ for one in found.records] == ["policy-ack+jws"] * 2 + [
        "audit-completion+jws"
    ]
    assert found.records[0].message.record.text == "May I stay in the choir group?"
    assert not (tmp_path / "evidence.zip.part").exists()


def test_what_is_kept_after_a_rebuild_is_the_same_evidence(trust, person, tmp_path):
    person.acknowledge()
    person.send()
    keep_evidence(person.context, tmp_path / "one.zip")
    person.context.database.close()
    person.path.unlink()
    again = StaffApp(
        person.folder, trust, trust.school.clock, limits=Limits(), keystore=person.context.keystore
    )
    rebuild(again.context)
    keep_evidence(again.context, tmp_path / "two.zip")
    again.close()
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_there_is_nothing_to_keep_before_anything_was_received(person, tmp_path):
    person.acknowledge()
    with pytest.raises(NothingReceivedError):
        keep_evidence(person.context, tmp_path / "evidence.zip")
    person.send()
    with pytest.raises(NotSavedThereError):
        keep_evidence(person.context, tmp_path / "nowhere" / "evidence.zip")


def test_evidence_of_one_person_one_school_and_everyone_verifies(trust, person, tmp_path):
    other = staff_app(tmp_path / "other", trust, "s2", seed=b"other")
    for app in (person, other):
        app.acknowledge()
        app.send()
    trust.hr.facts.paper(["s3"], (POLICY, None), date(2026, 11, 20), "At the training day.", actor="pat")
    other.close()
    counts = {}
    for name, whom in {
        "one": {"staff_id": "s1"}, "school": {"school": "School 1"}, "everyone": {},
    }.items():  # fmt: skip
        (pack,) = packs(trust, **whom)
        found = verify(pack.content, known(trust))
        counts[name] = (len(found.records), sum(isinstance(one.event, HrFact) for one in found.events))
        assert packs(trust, **whom)[0].content == pack.content
    assert counts == {"one": (1, 0), "school": (1, 1), "everyone": (2, 1)}


def test_a_trust_too_large_for_one_pack_is_split_by_school(trust, tmp_path, monkeypatch):
    monkeypatch.setattr(export, "MOST_PEOPLE", 1)
    trust.hr.enrolment.invite(["s0", "s1", "s2", "s3"], "hr")
    made = packs(trust)
    assert [pack.name for pack in made] == [
        "001-school-0-1",
        "001-school-0-2",
        "002-school-1-1",
        "002-school-1-2",
    ]
    for pack in made:
        assert len(verify(pack.content).events) == 1


def test_nobody_to_export_is_told(trust):
    for whom in ({"staff_id": "nobody"}, {"staff_id": "s0"}, {"school": "Elsewhere"}):
        with pytest.raises(NobodyToExportError):
            packs(trust, **whom)


def test_a_disputed_record_stays_and_somebody_outside_the_case_is_told(trust, person, post, tmp_path):
    trust.hr.disputes.name_contact("chair@oak.example", actor="pat")
    made = person.acknowledge()
    person.send()
    disputing.dispute(person.context, jti=made.jti, reason="I was away that day.")
    disputing.dispute(person.context, jti=made.jti, reason="I was away that day.")
    person.send()
    (found,) = trust.hr.disputes.all()
    assert (found.staff_id, found.about, found.reason) == ("s1", made.jti, "I was away that day.")
    assert trust.school.standing("s1").acknowledgement == "acknowledged"
    mail = MailServer("127.0.0.1", post.port, "hr@oak.example")
    assert trust.hr.disputes.tell(mail, actor="pat") == 1
    assert trust.hr.disputes.tell(mail, actor="pat") == 0
    (letter,) = post.mails
    assert "this was not me" in letter.text
    assert "Person 1" in letter.text
    assert "You said: this was not me" in [one.title for one in what_hr_sees(person.context).sent]
    (pack,) = packs(trust, staff_id="s1")
    (tmp_path / "pack.zip").write_bytes(pack.content)
    with zipfile.ZipFile(tmp_path / "pack.zip") as archive:
        readme = archive.read("README.txt").decode()
    assert f"says of {made.jti}: this was not me" in readme
    assert "signed it, and that was checked." in readme
    with trust.school.database.read() as connection:
        actions = [step.action for step in trail.steps(connection)]
    assert {"dispute", "dispute-told"} <= set(actions)


def test_a_key_is_disputed_from_another_computer_with_another_key(trust, person, tmp_path):
    second = staff_app(tmp_path / "second", trust, "s1", seed=b"second")
    (foreign,) = [one.kid for one in list_keys(second.context) if not one.is_here]
    disputing.dispute(second.context, kid=foreign, reason="I set up one computer only.")
    second.send()
    second.close()
    (found,) = trust.hr.disputes.all()
    assert (found.what, found.about, found.told_at) == ("a key", foreign, None)


def test_nobody_disputes_what_is_not_in_their_name(trust, person, tmp_path):
    other = staff_app(tmp_path / "other", trust, "s2", seed=b"other")
    made = other.acknowledge()
    other.send()
    other.close()
    disputing.dispute(person.context, jti=made.jti, reason="Not mine.")
    assert person.send().refused == 1
    assert str(NotInYourNameError()) in what_hr_sees(person.context).sent[-1].text
    with pytest.raises(disputing.NothingDisputedError):
        disputing.dispute(person.context, reason="Something.")
    with pytest.raises(disputing.ReasonTooLongError):
        disputing.dispute(person.context, jti=made.jti, reason="x" * 4001)
    assert trust.hr.disputes.all() == []


def test_a_dispute_waits_in_the_queue_until_it_could_be_told(trust, person, post):
    made = person.acknowledge()
    person.send()
    disputing.dispute(person.context, jti=made.jti, reason="I was away.")
    person.send()
    mail = MailServer("127.0.0.1", post.port, "hr@oak.example")
    with pytest.raises(NoContactError):
        trust.hr.disputes.tell(mail, actor="pat")
    with pytest.raises(ContactError):
        trust.hr.disputes.name_contact("the chair", actor="pat")
    trust.hr.disputes.name_contact("chair@oak.example", actor="pat")
    with pytest.raises(MailServerMissingError):
        trust.hr.disputes.tell(None, actor="pat")
    post.close()
    with pytest.raises(MailNotSentError):
        trust.hr.disputes.tell(mail, actor="pat")
    assert trust.hr.disputes.all()[0].told_at is None


def test_an_answered_question_is_shown_and_asked_again(trust, person):
    made = person.acknowledge(Outcome.QUESTION, message="May I stay in the choir group?")
    person.send()
    (asked,) = trust.hr.questions.open()
    assert (asked.jti, asked.words, asked.to, asked.answer) == (
        made.jti,
        "May I stay in the choir group?",
        "hr",
        None,
    )
    assert not person.policy.asks_for_answer
    trust.hr.questions.answer(made.jti, "Yes, you may.", actor="pat")
    assert person.refresh().changed
    status = person.policy
    assert status.asks_for_answer
    assert (status.reply.text, status.reply.by) == ("Yes, you may.", "pat")
    person.acknowledge()
    person.send()
    assert not person.policy.asks_for_answer
    assert trust.hr.questions.open() == []


def test_only_questions_are_answered(trust, person):
    made = person.acknowledge()
    person.send()
    with pytest.raises(NotAQuestionError):
        trust.hr.questions.answer(made.jti, "Thank you.", actor="pat")


def test_what_hr_records_by_hand_asks_no_more_and_is_seen(trust, person):
    trust.hr.facts.paper(["s1"], (POLICY, None), date(2026, 11, 20), "At the training day.", actor="pat")
    person.refresh()
    status = person.policy
    assert (status.asks_for_answer, status.asks_for_audit) == (False, True)
    assert (status.answer, status.by_hand.fact, status.by_hand.by) == (None, "paper", "pat")
    (shown,) = what_hr_sees(person.context).sent
    assert "not your signature" in shown.text
    trust.hr.facts.exempt(["s1"], (POLICY, None), "Not needed.", actor="pat")
    person.refresh()
    assert not person.policy.asks_for_audit


def test_a_fact_about_somebody_else_is_refused(trust, person, monkeypatch):
    trust.hr.facts.paper(["s2"], (POLICY, None), date(2026, 11, 20), "At the training day.", actor="pat")
    sub = trust.school.device("s2").sub
    foreign = trust.hr.due_lists.of(sub).facts
    client = person.connect(trust.url)
    answer = client.due()
    monkeypatch.setattr(client, "due", lambda: answer.model_copy(update={"facts": foreign}))
    with pytest.raises(WrongPersonError):
        person.refresh()
    assert person.policy.by_hand is None


def test_a_dispute_said_without_a_network_is_kept_and_sent_once_when_it_returns(trust, person):
    made = person.acknowledge()
    person.send()
    person.move_to("http://127.0.0.1:1")
    disputing.dispute(person.context, jti=made.jti, reason="I was away.")
    assert isinstance(person.send().problem, ServiceUnreachableError)
    assert unsent(person.context) == 1
    (item,) = in_my_name(person.context).signed
    assert item.record.disputed.waits
    disputing.dispute(person.context, jti=made.jti, reason="Once more.")
    assert (unsent(person.context), trust.hr.disputes.all()) == (1, [])
    person.move_to(trust.url)
    person.send(everything=True)
    (found,) = trust.hr.disputes.all()
    assert (found.about, found.reason) == (made.jti, "I was away.")
    (item,) = in_my_name(person.context).signed
    assert not item.record.disputed.waits
    assert unsent(person.context) == 0


def test_a_dispute_whose_answer_was_lost_on_the_way_is_still_one(trust, person, monkeypatch):
    made = person.acknowledge()
    person.send()
    disputing.dispute(person.context, jti=made.jti, reason="I was away.")
    client = person.connect(trust.url)
    ask = client.dispute

    def lost(token):
        ask(token)
        raise ServiceUnreachableError

    monkeypatch.setattr(client, "dispute", lost)
    person.send()
    monkeypatch.undo()
    person.send(everything=True)
    (found,) = trust.hr.disputes.all()
    with trust.school.database.read() as connection:
        rows = connection.execute(select(beside_leaves)).all()
    assert [(row.kind, row.jti, row.about) for row in rows] == [("dispute", found.jti, made.jti)]


def test_a_dispute_of_what_has_not_arrived_goes_after_it(trust, person):
    made = person.acknowledge()
    disputing.dispute(person.context, jti=made.jti, reason="A colleague pressed it.")
    assert person.send().received == 2
    assert trust.hr.disputes.all()[0].about == made.jti


def test_a_dispute_that_was_refused_can_be_said_again(trust, person, tmp_path):
    other = staff_app(tmp_path / "other", trust, "s2", seed=b"other")
    made = other.acknowledge()
    other.send()
    other.close()
    for expected in (1, 1):
        disputing.dispute(person.context, jti=made.jti, reason="Not mine.")
        assert person.send().refused == expected


def test_a_key_that_ended_says_nothing_more(trust, person):
    device = trust.school.device("s1")
    token = device.acknowledgement()
    trust.school.received(token)
    trust.hr.person_keys.end("s1", device.key.public.thumbprint, "revoked", "Lost.", actor="pat")
    with pytest.raises(RevokedKeyError):
        trust.hr.disputes.take(device.dispute(read_claims(token)["jti"]))
    assert trust.hr.disputes.all() == []


@pytest.mark.parametrize(
    ("outcome", "still"),
    [("upheld", True), ("not-upheld", False)],
)
def test_a_dispute_ends_with_an_outcome_that_the_person_and_a_pack_tell(trust, person, outcome, still):
    made = person.acknowledge()
    person.send()
    disputing.dispute(person.context, jti=made.jti, reason="I was away.")
    person.send()
    (open_,) = trust.hr.disputes.all()
    trust.hr.disputes.settle(open_.jti, outcome, "We asked the school office.", actor="pat")
    (found,) = trust.hr.disputes.all()
    assert (found.end.outcome, found.end.by, found.end.reason) == (
        outcome,
        "pat",
        "We asked the school office.",
    )
    person.refresh()
    (item,) = in_my_name(person.context).signed
    assert (item.record.disputed.end.fact, item.record.disputed.end.by) == (outcome, "pat")
    assert trust.school.standing("s1").disputed is still
    assert trust.school.standing("s1").acknowledgement == "acknowledged"
    (pack,) = packs(trust, staff_id="s1")
    verify(pack.content, known(trust))
    assert b"We asked the school office." in stored_zip.read(pack.content)["README.txt"]
    page = trust.hr.person_history.of("s1")
    assert outcome in [one.kind for one in page.history]
    assert (made.jti in page.disputed) is still


def test_of_two_outcomes_the_newest_counts_and_both_stay(trust, person):
    made = person.acknowledge()
    person.send()
    disputing.dispute(person.context, jti=made.jti, reason="I was away.")
    person.send()
    (open_,) = trust.hr.disputes.all()
    trust.hr.disputes.settle(open_.jti, "not-upheld", "The sign-in was theirs.", actor="pat")
    trust.hr.disputes.settle(open_.jti, "upheld", "The colleague said so.", actor="lee")
    assert trust.hr.disputes.all()[0].end.outcome == "upheld"
    person.refresh()
    (item,) = in_my_name(person.context).signed
    assert item.record.disputed.end.fact == "upheld"
    titles = [one.title for one in what_hr_sees(person.context).sent]
    assert sum(title.startswith("HR recorded how it ended") for title in titles) == 2


def test_whoever_had_a_hand_in_what_is_disputed_cannot_say_how_it_ended(trust, person):
    trust.hr.facts.paper(["s1"], (POLICY, None), date(2026, 11, 20), "At the training day.", actor="pat")
    person.refresh()
    with person.context.database.reading() as connection:
        (fact,) = facts.load_all(connection)
    (here,) = [one.kid for one in list_keys(person.context) if one.is_here]
    made = person.acknowledge()
    for what in ({"jti": fact.jti}, {"kid": here}, {"jti": made.jti}):
        disputing.dispute(person.context, **what)
    person.send()
    by_hand, by_key, signed = trust.hr.disputes.all()
    # “pat” recorded the sheet; “hr” gave out the code that the key was set up with.
    for jti, actor, other in (
        (by_hand.jti, "pat", "hr"),
        (by_key.jti, "hr", "pat"),
        (signed.jti, "hr", "pat"),
    ):
        with pytest.raises(OwnCaseError):
            trust.hr.disputes.settle(jti, "not-upheld", "It is fine.", actor=actor)
        trust.hr.disputes.settle(jti, "not-upheld", "I asked.", actor=other)
    with pytest.raises(NotADisputeError):
        trust.hr.disputes.settle(made.jti, "upheld", "Nothing of the kind.", actor="lee")
    with pytest.raises(FactReasonMissingError):
        trust.hr.disputes.settle(signed.jti, "upheld", "  ", actor="lee")
