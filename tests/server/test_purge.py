"""Keeping and deleting: rules HR chooses, holds that stop a purge, a list first, and a log that stays whole."""

import json
import os
import signal
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from app.admin import commands
from app.evidence.events import JwkClaim, KeyEvent
from app.evidence.pack_words import sections
from app.evidence.purge import Purge, ranges
from app.evidence.verify import verify
from app.hr import purge as purge_module
from app.hr.account_rules import AccountRules
from app.hr.accounts import Role
from app.hr.approvals import TwoPeopleNeededError
from app.hr.facts import Scan
from app.hr.log import Leaf
from app.hr.purge import ListChangedError, NothingToPurgeError, PurgedRecordError
from app.hr.retention import CountedFromError, MonthsError, Rule, UnknownRetentionKindError
from app.hr.roster_ending import end
from app.hr.store.schema import (
    key_bases,
    keys,
    log_leaves,
    messages,
    receipts,
    records,
    scans,
    staff,
    trail,
)
from app.signing.keys import b64url

POLICY = "social-media-policy"


@pytest.fixture
def busy(school):
    """s0 signed and finished the self-audit; s1 asked; s2 signed on paper; s3 signed. Then s0 and s2 left."""
    first, asked, last = (_enrolled(school, staff_id) for staff_id in ("s0", "s1", "s3"))
    question, words = asked.question("Is my holiday photo all right?")
    school.received(first.acknowledgement(), first.completion(), question, last.acknowledgement())
    school.hr.messages.take(words)
    scan = Scan("sheet.pdf", b"%PDF-1.4 a signed sheet")
    school.hr.facts.paper(["s2"], (POLICY, None), date(2026, 11, 20), "training day", actor="hr", scan=scan)
    _leave(school, "s0", "s2")
    school.first = first
    return school


def _enrolled(world, staff_id):
    """A device whose key stands in the log, so that packs can be made."""
    device = world.device(staff_id)
    event = KeyEvent(
        aud=world.hr.core.trust.aud,
        jti=world.hr.core.new_id(),
        sub=device.sub,
        event="enrolled",
        at="2026-11-23T09:00:00Z",
        kid=device.key.public.thumbprint,
        jwk=JwkClaim.model_validate(device.key.public.jwk()),
        identity="code",
        basis=None,
        by="hr",
    )
    with world.hr.log.writing() as writer:
        writer.add(Leaf(event.signed_by(world.service_key), KeyEvent.typ, event.jti, device.sub))
    return device


def _leave(world, *staff_ids):
    with world.hr.log.writing() as writer:
        for staff_id in staff_ids:
            gone = update(staff).where(staff.c.staff_id == staff_id)
            writer.connection.execute(gone.values(left_on="2026-11-23"))
    world.clock.move(days=1)
    with world.hr.log.writing() as writer:
        end(writer, writer.today)


def _choose(world, *kinds, months=12, counted_from="leaving"):
    for kind in kinds:
        world.hr.retention.choose(kind, months, counted_from, actor="hr")


def _purge(world):
    return world.hr.purging.run(world.hr.purging.listing().token, "the year is over", actor="hr")


def _count(world, table):
    with world.database.read() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _pack(world, **whom):
    return next(iter(world.hr.export.packs(actor="auditor", **whom))).content


def test_nothing_is_deleted_until_hr_has_chosen_a_rule(busy):
    busy.clock.move(days=4000)
    listing = busy.hr.purging.listing()
    assert listing.due == []
    assert "acknowledgements" in listing.unset
    with pytest.raises(NothingToPurgeError):
        _purge(busy)


def test_a_rule_counts_months_from_the_day_of_leaving(busy):
    _choose(busy, "acknowledgements")
    busy.clock.move(days=363)
    assert busy.hr.purging.listing().due == []
    busy.clock.move(days=1)
    (line,) = busy.hr.purging.listing().due
    assert (line.staff_id, line.kind, line.count) == ("s0", "acknowledgements", 1)
    assert line.why == "12 months after the person left"


@pytest.mark.parametrize(
    ("months", "as_of", "last"),
    [
        (6, date(2026, 8, 31), "2026-02-28"),
        (12, date(2028, 2, 29), "2027-02-28"),
        (0, date(2026, 1, 1), "2026-01-01"),
    ],
)
def test_a_month_ends_on_the_same_day_or_on_the_last_of_the_month(months, as_of, last):
    assert Rule("facts", months, "leaving").last_day(as_of) == last


def test_a_rule_that_makes_no_sense_is_refused(busy):
    with pytest.raises(UnknownRetentionKindError):
        _choose(busy, "everything")
    with pytest.raises(MonthsError):
        _choose(busy, "facts", months=-1)
    with pytest.raises(CountedFromError):
        _choose(busy, "trail", counted_from="leaving")


def test_a_purge_deletes_the_bytes_and_keeps_the_hash_of_the_leaf(busy):
    leaves = _count(busy, log_leaves)
    _choose(busy, "acknowledgements", "completions", "facts")
    busy.clock.move(days=400)
    done = _purge(busy)
    assert done == {"acknowledgements": 1, "completions": 1, "facts": 1}
    assert _count(busy, scans) == 0
    assert _count(busy, receipts) == 2
    assert _count(busy, log_leaves) == leaves + 3  # one leaf of the purge for each kind
    standing = busy.standing("s0")
    assert (standing.acknowledgement, standing.audit) == ("none", "none")


def test_the_purge_is_a_leaf_of_the_log_that_names_nobody(busy):
    _choose(busy, "acknowledgements")
    busy.clock.move(days=400)
    _purge(busy)
    with busy.database.read() as connection:
        token = connection.execute(select(records.c.token).where(records.c.typ == Purge.typ)).scalar_one()
    leaf = Purge.verified(token, busy.service_key.public).record
    assert (leaf.kind, leaf.months, leaf.counted_from, leaf.count) == ("acknowledgements", 12, "leaving", 1)
    assert "s0" not in leaf.model_dump_json()
    assert busy.first.sub not in leaf.model_dump_json()


@pytest.mark.parametrize("scope", [("person", "s0"), ("school", "School 0"), ("everything", "")])
def test_a_hold_stops_every_purge_that_it_touches(busy, scope):
    number = busy.hr.holds.place(*scope, "a tribunal", actor="hr")
    _choose(busy, "acknowledgements", "completions")
    busy.clock.move(days=400)
    listing = busy.hr.purging.listing()
    assert listing.due == []
    assert {line.why for line in listing.kept if line.staff_id == "s0"} == {f"legal hold {number}"}
    busy.hr.holds.lift(number, "it is over", actor="hr")
    assert _purge(busy)["acknowledgements"] == 1


def test_a_hold_placed_after_the_list_was_shown_stops_the_purge(busy):
    _choose(busy, "acknowledgements")
    busy.clock.move(days=400)
    token = busy.hr.purging.listing().token
    busy.hr.holds.place("person", "s0", "a tribunal", actor="hr")
    with pytest.raises(ListChangedError):
        busy.hr.purging.run(token, "the year is over", actor="hr")
    assert busy.hr.purging.listing().due == []


def test_what_counts_today_is_kept_whatever_the_rule(busy):
    _choose(busy, "acknowledgements", months=0, counted_from="receipt")
    kept = {line.staff_id: line.why for line in busy.hr.purging.listing().kept}
    assert kept == {"s1": "it counts today", "s3": "it counts today"}


def test_an_answer_takes_its_words_with_it(busy):
    _leave(busy, "s1")
    _choose(busy, "acknowledgements")
    busy.clock.move(days=400)
    assert [line.kind for line in busy.hr.purging.listing().due if line.staff_id == "s1"] == [
        "acknowledgements",
        "messages",
    ]
    _purge(busy)
    assert _count(busy, messages) == 0


def test_words_can_go_alone_and_the_answer_stays(busy):
    _leave(busy, "s1")
    _choose(busy, "messages")
    busy.clock.move(days=400)
    assert _purge(busy) == {"messages": 1}
    assert _count(busy, receipts) == 4


def test_after_the_policy_was_withdrawn_its_answers_go_for_those_who_are_here_too(busy):
    busy.hr.policy_events.withdraw(POLICY, "a new one replaces it", actor="hr")
    _choose(busy, "acknowledgements", counted_from="withdrawal")
    busy.clock.move(days=300)
    assert busy.hr.purging.listing().due == []
    busy.clock.move(days=100)
    assert {line.staff_id for line in busy.hr.purging.listing().due} == {"s0", "s1", "s3"}
    assert _purge(busy) == {"acknowledgements": 3, "messages": 1}


def test_what_was_deleted_is_not_taken_again(busy):
    with busy.database.read() as connection:
        token = connection.execute(
            select(records.c.token).where(records.c.sub == busy.first.sub, records.c.typ == "policy-ack+jws")
        ).scalar_one()
    _choose(busy, "acknowledgements")
    busy.clock.move(days=400)
    _purge(busy)
    (outcome,) = busy.receive(token)
    assert isinstance(outcome, PurgedRecordError)


def test_the_trail_keeps_a_hash_of_each_line_and_still_fits_its_heads(busy):
    busy.hr.trail_heads.make()
    _choose(busy, "trail", months=6, counted_from="receipt")
    before = _count(busy, trail)
    busy.clock.move(days=400)
    done = _purge(busy)
    assert done["trail"] > 3
    assert _count(busy, trail) < before
    busy.hr.trail_heads.make()
    state = busy.hr.trail_heads.verify()
    assert (state.heads, state.covered >= done["trail"]) == (2, True)


def test_how_identity_was_proved_can_be_deleted_alone(busy):
    with busy.database.write() as connection:
        kid = connection.execute(select(keys.c.kid).where(keys.c.sub == busy.first.sub)).scalar_one()
        connection.execute(key_bases.insert().values(kid=kid, sha256="ab" * 32, content="a token"))
    _choose(busy, "id-tokens", months=1, counted_from="receipt")
    busy.clock.move(days=400)
    assert _purge(busy) == {"id-tokens": 1}
    assert _count(busy, key_bases) == 0


def test_a_name_goes_only_after_everything_else_of_the_person(busy):
    _choose(busy, "people")
    busy.clock.move(days=400)
    assert {line.why for line in busy.hr.purging.listing().kept} == {"something else of theirs is still kept"}
    _choose(busy, "acknowledgements", "completions", "facts")
    assert _purge(busy)["people"] == 2
    with busy.database.read() as connection:
        names = set(connection.execute(select(staff.c.name)).scalars())
    assert names == {"(deleted)", "Person 1", "Person 3"}
    assert busy.hr.purging.listing().due == []


def test_two_people_agree_where_the_trust_says_so(busy):
    for name in ("ann", "bob"):
        busy.account(name, Role.HR)
    busy.hr.account_book.set_rules(AccountRules(two_people=True), actor="ann")
    _choose(busy, "acknowledgements")
    busy.clock.move(days=400)
    with pytest.raises(TwoPeopleNeededError):
        busy.hr.approvals.forbid_alone()
    token = busy.hr.purging.listing().token
    told = busy.hr.purging.told(token, "the year is over")
    number = busy.hr.approvals.ask(
        "purge", "", told, busy.hr.purging.asked(token, "the year is over"), actor="ann"
    )
    busy.hr.approvals.approve(number, actor="bob")
    assert busy.hr.purging.listing().due == []


def test_ranges_of_places_are_first_and_last():
    assert ranges([7, 1, 2, 3, 3, 9]) == [[1, 3], [7, 7], [9, 9]]


def _said(pack):
    return " ".join(line for part in sections(verify(pack)) for line in part.lines)


def test_a_pack_of_everybody_still_checks_and_says_what_is_gone(busy):
    before = _pack(busy, staff_id="s3")
    _choose(busy, "acknowledgements", "completions")
    busy.clock.move(days=400)
    _purge(busy)
    after = _pack(busy)
    said = _said(after)
    assert "deleted 1 by the rule “answers: 12 months after leaving”" in said
    assert "Places in the log: " in said
    assert len(verify(after).records) == 2
    assert verify(before).records[0].signed == next(
        one.signed
        for one in verify(after).records
        if one.signed.record.sub == verify(before).records[0].signed.record.sub
    )


def test_a_pack_of_somebody_whose_records_all_went_says_so(busy):
    _choose(busy, "acknowledgements", "completions")
    busy.clock.move(days=400)
    _purge(busy)
    pack = _pack(busy, staff_id="s0")
    assert verify(pack).records == ()
    assert "deleted 1 by the rule" in _said(pack)


def test_a_pack_of_somebody_else_is_silent_about_it(busy):
    _choose(busy, "acknowledgements")
    busy.clock.move(days=400)
    _purge(busy)
    assert "by the rule" not in _said(_pack(busy, staff_id="s3"))


def test_a_service_killed_in_the_middle_has_deleted_nothing_and_can_do_it_again(busy):
    _choose(busy, "acknowledgements", "completions", "messages", "facts")
    busy.clock.move(days=400)
    listing = busy.hr.purging.listing()
    leaves = _count(busy, log_leaves)
    child = os.fork()
    if child == 0:
        real = purge_module.delete_all

        def delete_and_die(writer, due):
            real(writer, due)
            os.kill(os.getpid(), signal.SIGKILL)

        purge_module.delete_all = delete_and_die
        try:
            busy.open().purging.run(listing.token, "the year is over", actor="hr")
        finally:
            os._exit(3)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert _count(busy, log_leaves) == leaves
    assert busy.hr.purging.listing() == listing
    assert busy.hr.purging.run(listing.token, "the year is over", actor="hr") == listing.totals()
    with pytest.raises(ListChangedError):
        busy.hr.purging.run(listing.token, "the year is over", actor="hr")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_in_sqlite_no_byte_of_the_words_is_left_in_the_files(busy, tmp_path):
    _leave(busy, "s1")
    busy.clock.move(days=400)
    with busy.database.read() as connection:
        token = connection.execute(select(messages.c.token)).scalar_one().encode()
    assert any(token[40:120] in path.read_bytes() for path in Path(tmp_path).glob("service.sqlite*"))
    _choose(busy, "messages")
    _purge(busy)
    assert not any(token[40:120] in path.read_bytes() for path in Path(tmp_path).glob("service.sqlite*"))


class Heard:
    """What a command wrote."""

    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += text


@pytest.fixture
def admin(busy, monkeypatch):
    """Runs `undersigned admin …` on the trust; answers the exit code and what was written."""

    def run(*arguments):
        heard = Heard()
        monkeypatch.setenv("THE_KEY", b64url(busy.service_key.seed))
        place = ["--database", busy.url, "--service-key-env", "THE_KEY"]
        depth = 2 if arguments[0] == "hold" else 1
        argv = [*arguments[:depth], *place, *arguments[depth:]]
        code = commands.main(argv, clock=busy.clock, out=heard, user="ann")
        return code, heard.text

    return run


def test_the_command_line_says_what_nobody_has_chosen_yet(admin):
    code, said = admin("retention")
    assert code == 1
    assert "acknowledgements: Answers that staff signed: no rule chosen" in said


def test_the_whole_way_on_the_command_line(busy, admin):
    for kind in ("acknowledgements", "completions"):
        admin("retention", "--set", kind, "--months", "12", "--from", "leaving")
    assert json.loads(admin("retention", "--json")[1])[0]["months"] == 12
    busy.clock.move(days=400)
    assert admin("hold", "place", "--person", "s0", "--reason", "a tribunal")[0] == 0
    listing = json.loads(admin("purge", "--list", "--json")[1])
    assert (listing["due"], listing["kept"][0]["why"]) == ([], "legal hold 1")
    assert admin("hold", "lift", "1", "--reason", "it is over")[0] == 0
    assert json.loads(admin("hold", "list", "--json")[1])[0]["lifted_by"] == "os user ann"
    listing = json.loads(admin("purge", "--list", "--json")[1])
    assert {line["staff_id"] for line in listing["due"]} == {"s0"}
    code, said = admin("purge", "--confirm", listing["list"], "--reason", "the year is over", "--json")
    assert (code, json.loads(said)) == (0, {"deleted": {"acknowledgements": 1, "completions": 1}})
    assert admin("purge", "--confirm", listing["list"], "--reason", "again")[0] == 2
