"""One person's page, questions, disputes and the trail: what is told, what it rests on, and to whom."""

import uuid
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select, text, update

from app.admin.commands import main
from app.evidence.records import Message
from app.hr import trail
from app.hr.disputes import NotADisputeError
from app.hr.facts import Scan, ScanKindError, ScanTooLargeError
from app.hr.key_events import Ground, enrol_key
from app.hr.leave import NotAwayError
from app.hr.people import UnknownStaffError
from app.hr.person_history import NoSuchScanError
from app.hr.questions import NotAQuestionError
from app.hr.reader import Reader
from app.hr.scope import Scope
from app.hr.store.schema import staff
from app.signing.jws import read_claims, record_sha256
from app.signing.keys import PrivateKey, b64url
from app.signing.keystore import MemoryKeyStore
from tests.server.conftest import Device

POLICY = "social-media-policy"
TODAY = date(2026, 11, 23)
AUDITOR = Reader(words_for=None)


def kinds(page):
    return [one.kind for one in page.history]


@pytest.fixture
def manager(school):
    """The line manager of s0 and s1, as a reader."""
    with school.database.write() as connection:
        theirs = connection.execute(select(staff.c.sub).where(staff.c.staff_id == "s3")).scalar_one()
        mine = staff.c.staff_id.in_(("s0", "s1"))
        connection.execute(update(staff).where(mine).values(line_manager=theirs))
    return Reader(Scope(manager=theirs), "line-manager", facts=False)


def ask_line_manager(device, words="May I speak with you?"):
    jti = str(uuid.uuid4())
    message = Message(
        sub=device.sub,
        aud="oak.example/policies",
        jti=str(uuid.uuid4()),
        acknowledgement=jti,
        to="line-manager",
        text=words,
        salt="s" * 22,
    ).signed_by(device.key)
    device.world.received(device.acknowledgement("question", jti=jti, message_sha256=record_sha256(message)))
    device.world.hr.messages.take(message)
    return jti


def ask_hr(device, words="What does section 5 mean?"):
    record, message = device.question(words)
    device.world.received(record)
    device.world.hr.messages.take(message)
    return next(one.jti for one in device.world.hr.questions.all() if one.words == words)


def test_a_page_tells_all_that_happened_in_order_and_what_each_rests_on(school):
    hr = school.hr
    code = hr.enrolment.invite(["s0"], "pat")[0]
    assert code.person.staff_id == "s0"
    device = school.device("s0")
    jti = ask_hr(device)
    school.clock.move(hours=1)
    hr.questions.answer(jti, "It means ask first.", actor="pat")
    school.clock.move(hours=1)
    school.received(device.acknowledgement(), device.completion())
    hr.leave.record("s0", date(2026, 12, 1), date(2026, 12, 3), "A course.", actor="pat")
    page = hr.person_history.of("s0")
    assert kinds(page) == ["asked", "code", "question", "answer", "acknowledged", "leave", "completed"]
    rests = {one.kind: one.rests_on for one in page.history}
    assert (rests["asked"], rests["code"], rests["question"]) == ("the-clock", "by-hand", "their-key")
    signed = page.history[4]
    assert (signed.identity, signed.kid, signed.late) == ("code", device.key.public.thumbprint, False)
    assert signed.claimed == "2026-11-23T11:00:00Z"
    assert page.history[3].about == jti
    [standing] = page.standings
    assert (standing.acknowledgement, standing.audit, standing.outstanding) == (
        "acknowledged",
        "completed",
        False,
    )


def test_words_are_for_whom_the_person_chose_and_for_nobody_else(school, manager):
    ask_hr(school.device("s0"), "For HR alone")
    ask_line_manager(school.device("s1"), "For my manager alone")
    found = {
        reader: {one.staff_id: one.words for one in school.hr.questions.all(reader)}
        for reader in (Reader(), manager, AUDITOR)
    }
    assert found[Reader()] == {"s0": "For HR alone", "s1": None}
    assert found[manager] == {"s1": "For my manager alone"}
    assert found[AUDITOR] == {"s0": None, "s1": None}
    told = school.hr.person_history.of("s1").history
    assert [(one.words, one.kept_from) for one in told if one.kind == "question"] == [(None, "line-manager")]
    [question] = [one for one in school.hr.person_history.of("s1", manager).history if one.kind == "question"]
    assert question.words == "For my manager alone"


def test_a_line_manager_answers_what_was_sent_to_them_and_nothing_else(school, manager):
    theirs, other = ask_line_manager(school.device("s1")), ask_hr(school.device("s0"))
    school.hr.questions.answer(theirs, "Come by at noon.", actor="manager", reader=manager)
    with pytest.raises(NotAQuestionError):
        school.hr.questions.answer(other, "No.", actor="manager", reader=manager)
    states = {one.jti: (one.state, one.answered_by) for one in school.hr.questions.all()}
    assert states == {theirs: ("answered", "manager"), other: ("open", None)}


def test_an_answered_question_is_kept_once_the_person_has_signed(school):
    device = school.device("s0")
    jti = ask_hr(device)
    school.hr.questions.answer(jti, "It means ask first.", actor="pat")
    school.received(device.acknowledgement())
    [one] = school.hr.questions.all()
    assert (one.state, one.answer) == ("settled", "It means ask first.")
    assert school.hr.questions.open() == []
    with pytest.raises(NotAQuestionError):
        school.hr.questions.answer(jti, "More.", actor="pat")


def test_out_of_sight_does_not_exist(school):
    with pytest.raises(UnknownStaffError):
        school.hr.person_history.of("s0", Reader(Scope(manager="somebody"), "line-manager", facts=False))


def test_a_manager_sees_that_something_was_recorded_and_not_its_words(school, manager):
    device = school.device("s0")
    school.hr.leave.record("s0", TODAY, None, "Long illness.", actor="pat")
    school.hr.disputes.take(device.dispute(device.key.public.thumbprint, "I have no such laptop."))
    page = school.hr.person_history.of("s0", manager)
    assert [(one.kind, one.words) for one in page.history] == [("asked", None), ("leave", None)]
    assert (page.keys, page.away) == (None, ("2026-11-23", None))
    assert kinds(school.hr.person_history.of("s0", AUDITOR)) == ["asked", "leave", "dispute"]


def test_a_record_that_no_longer_checks_out_is_said_to_be_so_and_not_repeated(school):
    school.received(school.device("s0").acknowledgement())
    with school.database.write() as connection:
        connection.execute(text("UPDATE records SET token = token || 'A' WHERE typ = 'policy-ack+jws'"))
    other = school.open()
    assert kinds(other.person_history.of("s0")) == ["asked", "unsound"]


def test_an_acceptance_on_their_behalf_is_a_state_of_its_own_and_never_a_signature(school):
    school.hr.facts.behalf(["s0"], (POLICY, None), TODAY, "Said yes on the telephone.", actor="pat")
    row = school.standing("s0")
    assert (row.acknowledgement, row.audit, row.outstanding) == ("behalf", "none", True)
    [fact] = [one for one in school.hr.person_history.of("s0").history if one.kind == "behalf"]
    assert (fact.rests_on, fact.by, fact.words, fact.kid) == (
        "by-hand",
        "pat",
        "Said yes on the telephone.",
        None,
    )
    school.received(school.device("s0").acknowledgement())
    assert school.standing("s0").acknowledgement == "acknowledged"
    school.hr.facts.behalf(["s0"], (POLICY, None), TODAY, "Again.", actor="pat")
    assert school.standing("s0").acknowledgement == "acknowledged"


def test_an_acceptance_on_their_behalf_hides_no_sheet_that_they_signed(school):
    school.hr.facts.paper(["s0"], (POLICY, None), TODAY, "Signed.", actor="pat")
    school.hr.facts.behalf(["s0"], (POLICY, None), TODAY, "Said yes.", actor="pat")
    assert school.standing("s0").acknowledgement == "paper"


def test_a_scan_is_bounded_and_of_a_known_kind(school):
    for content, error in ((b"%PDF" + b"x" * 2_000_000, ScanTooLargeError), (b"MZ program", ScanKindError)):
        with pytest.raises(error):
            school.hr.facts.paper(
                ["s0"], (POLICY, None), TODAY, "Signed.", actor="pat", scan=Scan("sheet", content)
            )
    assert school.standing("s0").acknowledgement == "none"


def test_a_scan_is_shown_on_the_page_of_whoever_signed_it_and_nowhere_else(school, manager):
    school.hr.facts.paper(
        ["s0"], (POLICY, None), TODAY, "Signed.", actor="pat", scan=Scan("sheet.pdf", b"%PDF a scan")
    )
    [sha256] = [one.scan for one in school.hr.person_history.of("s0").history if one.scan]
    assert school.hr.person_history.scan("s0", sha256) == Scan("sheet.pdf", b"%PDF a scan")
    for staff_id, reader in (("s1", Reader()), ("s0", manager)):
        with pytest.raises(NoSuchScanError):
            school.hr.person_history.scan(staff_id, sha256, reader)


def test_coming_back_ends_the_newest_leave_the_day_before(school):
    school.hr.leave.record("s0", TODAY, None, "Long illness.", actor="pat")
    school.clock.move(days=5)
    school.hr.leave.back("s0", date(2026, 11, 28), "Back at work.", actor="pat")
    assert school.standing("s0").person == "active"
    leaves = [(one.on, one.until) for one in school.hr.person_history.of("s0").history if one.kind == "leave"]
    assert leaves == [("2026-11-23", None), ("2026-11-23", "2026-11-27")]
    with pytest.raises(NotAwayError):
        school.hr.leave.back("s0", date(2026, 11, 29), "Again.", actor="pat")


def test_a_leave_that_has_not_begun_is_called_off(school):
    school.hr.leave.record("s0", date(2026, 12, 1), date(2026, 12, 4), "A course.", actor="pat")
    school.hr.leave.back("s0", date(2026, 12, 1), "The course is off.", actor="pat")
    school.clock.move(days=9)
    assert school.standing("s0").person == "active"


def test_a_dispute_is_told_to_the_list_at_once_and_to_those_who_see_everyone(school):
    device = school.device("s0")
    before, _ = school.hr.outstanding.rows(POLICY)
    school.hr.disputes.take(device.dispute(device.key.public.thumbprint, "Not mine."))
    _, rows = school.hr.outstanding.rows(POLICY, after=before)
    assert [(row.staff_id, row.disputed) for row in rows] == [("s0", True)]
    _, rows = school.hr.outstanding.rows(POLICY, Scope(schools=frozenset({1, 2})))
    assert not any(row.disputed for row in rows)


def test_notes_are_added_to_a_dispute_and_the_person_is_told_each(school):
    device = school.device("s0")
    school.hr.disputes.take(device.dispute(device.key.public.thumbprint, "Not mine."))
    [dispute] = school.hr.disputes.all()
    school.hr.disputes.add_note(dispute.jti, "We asked the helpdesk.", actor="pat")
    [dispute] = school.hr.disputes.all()
    assert [(one.by, one.text) for one in dispute.notes] == [("pat", "We asked the helpdesk.")]
    assert kinds(school.hr.person_history.of("s0"))[-2:] == ["dispute", "note"]
    assert len(school.hr.holdings.of(device.sub).facts) == 2
    with pytest.raises(NotADisputeError):
        school.hr.disputes.add_note(str(uuid.uuid4()), "Nothing.", actor="pat")


def test_the_trail_is_searched_word_by_word_and_read_page_by_page(school):
    school.hr.leave.record("s0", TODAY, None, "100% away.", actor="pat")
    school.hr.leave.record("s1", TODAY, None, "A course.", actor="Kim")
    with school.database.read() as connection:
        whole = trail.search(connection)
        assert trail.search(connection, "KIM leave").lines[0].step.subject == "s1"
        assert [one.step.subject for one in trail.search(connection, "100% pat").lines] == ["s0"]
        assert trail.search(connection, "1_0%").lines == []
        first = trail.search(connection, most=2)
        rest = trail.search(connection, before=first.lines[-1].number)
    assert (first.more, rest.more, whole.found) == (True, False, len(whole.lines))
    assert [*first.lines, *rest.lines] == whole.lines


def test_the_trail_says_which_lines_a_daily_head_covers_and_that_heads_stand_in_the_log(school):
    school.hr.trail_heads.make()
    school.hr.leave.record("s0", TODAY, None, "Away.", actor="pat")
    with school.database.read() as connection:
        found = trail.search(connection)
    assert [one.fixed for one in found.lines if one.step.action in {"leave", "publish"}] == [False, True]
    state = school.hr.trail_heads.verify()
    assert (state.heads, state.newest) == (1, "2026-11-23")
    assert state.covered + state.later == found.found


def enrolled(world, staff_id):
    """A device whose key stands in the log, as a pack wants it."""
    key = PrivateKey.generate()
    with world.hr.log.writing() as writer:
        sub = writer.connection.execute(select(staff.c.sub).where(staff.c.staff_id == staff_id)).scalar_one()
        enrol_key(world.hr.core, writer, sub, key.public, Ground("code", by="code"))
    return Device(world, sub, key)


def test_a_pack_for_an_auditor_has_no_words_that_were_for_somebody_else(school):
    device = enrolled(school, "s0")
    ask_hr(device, "Words for HR")
    ask_line_manager(device, "Words for my manager")
    held = {
        words: next(school.hr.export.packs(staff_id="s0", actor="pat", words_for=words)).content
        for words in ((), ("hr",), ("hr", "line-manager"))
    }
    found = [
        sum(name.endswith("message.jws") for name in ZipFile(BytesIO(pack)).namelist())
        for pack in held.values()
    ]
    assert found == [0, 1, 2]


def test_a_pack_that_hr_makes_on_the_command_line_has_no_words_for_a_line_manager(
    school, monkeypatch, tmp_path
):
    device = enrolled(school, "s0")
    ask_hr(device, "Words for HR")
    ask_line_manager(device, "Words for my manager")
    monkeypatch.setenv("THE_KEY", b64url(school.service_key.seed))
    place = ("--database", school.url, "--service-key-env", "THE_KEY")
    for whom in (["s0"], ["--school", "School 0"], ["--everyone"]):
        pack = tmp_path / "pack.zip"
        command = ["export-evidence", *whom, "--out", str(pack), *place]
        assert main(command, keystore=MemoryKeyStore(), clock=school.clock, out=StringIO(), user="pat") == 0
        with ZipFile(pack) as held:
            names = [name for name in held.namelist() if name.endswith("message.jws")]
            [words] = [read_claims(held.read(name).decode())["text"] for name in names]
        assert words == "Words for HR"
