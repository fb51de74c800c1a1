"""A walk through a checklist keeps its place, finishes when it should, and holds only what was pressed."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.audit import (
    Answer,
    Audit,
    DamagedAuditError,
    NotInChecklistError,
    SiteState,
    UrgentCheckError,
    carry_over,
    from_bytes,
    progress,
    to_bytes,
)
from app.domain.checklist import canonical, parse
from app.domain.checklist_files import bundle

SECOND = Path(__file__).parents[2] / "assets" / "checklists" / "second"
FILES = {path.name: path.read_bytes() for path in SECOND.glob("*.toml")}
CHECKLIST = parse(bundle(FILES))
MUST_DO = ["laptop.lock", "laptop.cover", "stick.lock", "everywhere.lost"]
MORE = ["laptop.sticker", "telegraph.sticker", "everywhere.sticker"]


def newer(name, old, new):
    text = FILES[name].decode()
    assert old in text
    return parse(bundle(FILES | {name: text.replace(old, new).encode()}))


def ids(checks):
    return [check.id for check in checks]


@pytest.fixture
def fresh():
    return Audit(CHECKLIST)


@pytest.fixture
def both(fresh):
    return fresh.choose({"stick", "laptop"})


def answered(audit, *checks, answer=Answer.DONE):
    for check in checks:
        audit = audit.answer(check, answer)
    return audit


def test_before_choosing_nothing_is_asked_and_nothing_is_finished(fresh):
    assert fresh.chosen is None
    assert not fresh.is_finished
    assert fresh.must_do == fresh.more == fresh.sites == ()
    assert fresh.current is None


def test_who_uses_none_is_finished_at_once(fresh):
    none = fresh.choose(())
    assert none.is_finished
    assert none.must_do == ()
    assert none.minutes_left == 0
    assert ids(none.more) == ["everywhere.lost", "everywhere.sticker"]


def test_must_do_comes_site_by_site_and_what_is_asked_once_comes_once(both):
    assert ids(both.must_do) == MUST_DO
    assert ids(both.more) == MORE


def test_choosing_what_is_not_a_site_is_refused(fresh):
    for stranger in ("fax", "everywhere", "telegraph"):
        with pytest.raises(NotInChecklistError):
            fresh.choose({stranger})


def test_a_closed_site_is_nobodys_to_choose_and_what_it_still_shows_is_more_if_they_like(both):
    assert "telegraph" not in {site.site.id for site in progress(both)}
    assert "telegraph.sticker" in ids(both.more)
    assert both.answer("telegraph.sticker", Answer.DONE).is_closed("telegraph.sticker")


def test_a_site_that_closes_later_is_chosen_no_more_and_keeps_its_answers(both):
    walk = both.answer("stick.lock", Answer.DONE)
    text = (
        FILES["stick.toml"]
        .decode()
        .replace('name = "Memory stick"', 'name = "Memory stick"\nclosed = "Gone"')
    )
    text = text.replace("same_idea = true", "same_idea = true\nmust_do = false")
    after = carry_over(walk, parse(bundle(FILES | {"stick.toml": text.encode()})))
    assert after.chosen == {"laptop"}
    assert after.is_closed("stick.lock")


def test_what_has_moved_is_kept_and_falls_away_when_the_words_change(both):
    walk = both.say_moved("laptop.lock")
    assert from_bytes(to_bytes(walk), CHECKLIST) == walk
    assert not walk.say_moved("laptop.lock", moved=False).moved
    assert carry_over(walk, CHECKLIST).moved == walk.moved
    assert not carry_over(walk, newer("laptop.toml", "5 minutes", "2 minutes")).moved
    with pytest.raises(NotInChecklistError):
        both.say_moved("fax.lock")


def test_answers_kept_by_the_earlier_forms_are_still_read(both):
    walk = answered(both, "laptop.lock")
    second = json.loads(to_bytes(walk)) | {"format": 2}
    del second["on_phone"]
    first = second | {"format": 1}
    del first["moved"]
    assert from_bytes(canonical(second), CHECKLIST) == walk
    assert from_bytes(canonical(first), CHECKLIST) == walk
    for mixed in (
        first | {"format": 2},
        second | {"format": 3},
        second | {"format": True},
        first | {"format": 4},
    ):
        with pytest.raises(DamagedAuditError):
            from_bytes(canonical(mixed), CHECKLIST)


def test_which_steps_are_shown_is_kept_and_carried_over(both):
    assert both.on_phone
    walk = both.show_steps(on_phone=False)
    assert not from_bytes(to_bytes(walk), CHECKLIST).on_phone
    assert not carry_over(walk, newer("laptop.toml", "5 minutes", "2 minutes")).on_phone


def test_once_all_is_closed_no_check_calls_one_back(both):
    walk = answered(both, *MUST_DO)
    assert walk.is_finished
    assert walk.answer(walk.more[0].id, Answer.DONE).at is None


@pytest.mark.parametrize("answer", [Answer.DONE, Answer.NOT_FOR_ME, Answer.TALK])
def test_three_answers_close_a_check(both, answer):
    assert answered(both, *MUST_DO, answer=answer).is_finished


def test_not_now_leaves_a_check_open(both):
    audit = answered(both, *MUST_DO).answer("stick.lock", Answer.NOT_NOW)
    assert not audit.is_finished
    assert audit.minutes_left == 5


def test_what_is_only_more_never_blocks(both):
    assert answered(both, *MUST_DO).answer("laptop.sticker", Answer.NOT_NOW).is_finished


def test_commitments_never_block(both):
    audit = answered(both, *MUST_DO)
    assert audit.is_finished
    assert not audit.commitments_seen
    seen = audit.see_commitments(())
    assert seen.commitments_seen
    assert seen.affirmed == frozenset()
    assert seen.see_commitments({"c-lock"}).affirmed == {"c-lock"}
    with pytest.raises(NotInChecklistError):
        seen.see_commitments({"c-sing"})


def test_what_is_urgent_does_not_take_not_now(both):
    with pytest.raises(UrgentCheckError):
        both.answer("everywhere.lost", Answer.NOT_NOW)
    assert both.answer("everywhere.lost", Answer.TALK).is_closed("everywhere.lost")


def test_a_check_that_is_not_there_cannot_be_answered_or_visited(both):
    with pytest.raises(NotInChecklistError):
        both.answer("fax.lock", Answer.DONE)
    with pytest.raises(NotInChecklistError):
        both.visit("fax.lock")


def test_walking_on_asks_each_must_do_check_once(both):
    seen, audit = [], both
    while (check := audit.current) is not None and check.must_do:
        seen.append(check.id)
        audit = audit.answer(check.id, Answer.DONE)
    assert seen == MUST_DO
    assert audit.is_finished


def test_not_now_goes_on_to_the_next_and_comes_round_only_when_asked_again(both):
    audit = answered(both, "laptop.lock", answer=Answer.NOT_NOW)
    assert audit.current.id == "laptop.cover"
    audit = answered(audit, "laptop.cover", "stick.lock", "everywhere.lost")
    assert audit.at is None
    assert audit.next_check(after="everywhere.lost") is None
    assert audit.next_check().id == "laptop.lock"


def test_a_jump_ahead_comes_back_for_what_was_passed_over(both):
    audit = answered(both, "stick.lock", "everywhere.lost")
    assert audit.current.id == "laptop.lock"


def test_the_place_to_come_back_to_is_the_check_last_visited(both):
    audit = from_bytes(to_bytes(both.visit("stick.lock")), CHECKLIST)
    assert audit.current.id == "stick.lock"


def test_a_place_on_a_site_taken_away_gives_way_to_the_next(both):
    assert both.visit("laptop.cover").choose({"stick"}).current.id == "stick.lock"


def test_back_goes_to_the_check_before_in_the_same_list(both):
    assert both.previous("laptop.lock") is None
    assert both.previous("stick.lock").id == "laptop.cover"
    assert both.previous("everywhere.sticker").id == "telegraph.sticker"


def test_the_extra_checks_are_walked_among_themselves(both):
    assert both.next_check(after="laptop.sticker").id == "telegraph.sticker"
    assert answered(both, *MORE).next_check(after="everywhere.sticker") is None


def test_each_site_says_how_far_it_is(both):
    audit = answered(both, "laptop.lock", "everywhere.lost")
    assert [(each.site.id, each.done, each.of, each.state) for each in progress(audit)] == [
        ("laptop", 1, 2, SiteState.CARRY_ON),
        ("stick", 0, 1, SiteState.NOT_STARTED),
        ("everywhere", 1, 1, SiteState.FINISHED),
    ]


def test_a_site_with_only_not_now_is_carried_on_and_not_finished(both):
    audit = both.answer("stick.lock", Answer.NOT_NOW)
    assert progress(audit)[1].state is SiteState.CARRY_ON


def test_minutes_left_are_those_of_the_open_must_do_checks(both):
    assert both.minutes_left == 2 + 2 + 5 + 1
    assert answered(both, "laptop.lock", "laptop.sticker").minutes_left == 8


def test_the_list_for_later_holds_what_is_open_by_choice_and_what_to_talk_about(both):
    audit = both.answer("stick.lock", Answer.TALK).answer("laptop.cover", Answer.NOT_NOW)
    audit = audit.answer("laptop.sticker", Answer.TALK).answer("laptop.lock", Answer.DONE)
    assert ids(audit.to_talk) == ["stick.lock", "laptop.sticker"]
    assert ids(audit.follow_up) == ["laptop.cover", "stick.lock", "laptop.sticker"]


def test_an_answer_can_be_changed(both):
    audit = both.answer("laptop.lock", Answer.TALK).answer("laptop.lock", Answer.DONE)
    assert audit.to_talk == ()


def test_taking_a_site_away_and_choosing_it_again_brings_its_answers_back(both):
    audit = answered(both, "stick.lock").choose({"laptop"})
    assert "stick" not in {each.site.id for each in progress(audit)}
    assert audit.choose({"laptop", "stick"}).is_closed("stick.lock")


def test_a_change_leaves_the_walk_before_it_as_it_was(both):
    both.answer("laptop.lock", Answer.DONE)
    assert not both.is_closed("laptop.lock")
    with pytest.raises(TypeError):
        both.answers["laptop.lock"] = Answer.DONE


def test_what_is_kept_reads_back_the_same(both):
    audit = answered(both, "laptop.lock").answer("stick.lock", Answer.TALK).see_commitments({"c-lock"})
    assert from_bytes(to_bytes(audit), CHECKLIST) == audit


@pytest.mark.parametrize("chosen", [None, (), ("stick",)])
def test_not_chosen_yet_and_none_at_all_stay_different_when_kept(fresh, chosen):
    audit = fresh if chosen is None else fresh.choose(chosen)
    assert from_bytes(to_bytes(audit), CHECKLIST).chosen == audit.chosen


def test_what_is_kept_holds_no_words_of_the_checklist(both):
    kept = to_bytes(answered(both, *MUST_DO, *MORE)).decode()
    for check in CHECKLIST.checks.values():
        assert check.title not in kept
        assert check.question not in kept


def test_a_walk_in_a_log_or_a_traceback_shows_nothing(both):
    audit = answered(both, *MUST_DO, answer=Answer.TALK)
    shown = f"{audit!r} {audit} {audit.answers!r}"
    assert "talk" not in shown


def test_damage_never_repeats_what_was_read(both):
    kept = to_bytes(both.answer("laptop.lock", Answer.TALK)).replace(b'"talk"', b'"whisper"')
    with pytest.raises(DamagedAuditError) as caught:
        from_bytes(kept, CHECKLIST)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert "whisper" not in str(caught.value)


def test_a_new_version_keeps_the_answers_whose_check_did_not_change(both):
    audit = answered(both, *MUST_DO)
    later = newer("laptop.toml", "5 minutes", "2 minutes")
    moved = carry_over(audit, later)
    assert moved.checklist is later
    assert not moved.is_closed("laptop.lock")
    assert moved.changed == {"laptop.lock"}
    assert all(moved.is_closed(check) for check in MUST_DO[1:])
    assert moved.answer("laptop.lock", Answer.DONE).changed == frozenset()


def test_what_was_kept_under_an_old_version_is_carried_over_when_read(both):
    kept = to_bytes(answered(both, *MUST_DO))
    audit = from_bytes(kept, newer("laptop.toml", "5 minutes", "2 minutes"))
    assert audit.changed == {"laptop.lock"}
    assert from_bytes(to_bytes(audit), audit.checklist) == audit


def test_a_check_that_is_gone_takes_its_answer_with_it(both):
    audit = answered(both, *MUST_DO).visit("stick.lock")
    moved = carry_over(audit, newer("stick.toml", "stick.lock", "stick.password"))
    assert "stick.lock" not in moved.answers
    assert moved.changed == frozenset()
    assert moved.current.id == "stick.password"


def test_a_site_that_is_gone_is_asked_again_when_it_was_the_only_one(fresh):
    text = FILES["checklist.toml"].decode().replace('"stick", ', "").encode()
    files = {name: content for name, content in FILES.items() if name != "stick.toml"} | {
        "checklist.toml": text
    }
    moved = carry_over(fresh.choose({"stick"}), parse(bundle(files)))
    assert moved.chosen is None
    assert not moved.is_finished


@pytest.mark.parametrize("name", ["format", "checklist", "sites", "answers", "affirmed", "at", "changed"])
def test_damaged_answers_are_refused_by_name(both, name):
    kept = json.loads(to_bytes(answered(both, "laptop.lock")))
    for damage in (None, 7, [[1]], {"a": ["maybe", "0"]}):
        with pytest.raises(DamagedAuditError):
            from_bytes(canonical(kept | {name: damage}), CHECKLIST)
    del kept[name]
    with pytest.raises(DamagedAuditError):
        from_bytes(canonical(kept), CHECKLIST)


@given(st.binary(max_size=200))
def test_any_other_bytes_are_refused_by_name(content):
    with pytest.raises(DamagedAuditError):
        from_bytes(content, CHECKLIST)


@given(st.integers(0, 300), st.integers(1, 255))
def test_one_wrong_byte_never_crashes_and_never_invents_a_check(place, change):
    kept = bytearray(to_bytes(answered(Audit(CHECKLIST).choose({"laptop"}), "laptop.lock")))
    kept[place % len(kept)] ^= change
    try:
        audit = from_bytes(bytes(kept), CHECKLIST)
    except DamagedAuditError:
        return
    assert set(audit.answers) <= set(CHECKLIST.checks)


@given(
    st.lists(st.tuples(st.sampled_from(sorted(CHECKLIST.checks)), st.sampled_from(list(Answer))), max_size=12)
)
def test_finished_is_every_must_do_check_closed_whatever_the_order(pressed):
    audit = Audit(CHECKLIST).choose({"laptop", "stick"})
    for check, answer in pressed:
        if not (CHECKLIST.checks[check].urgent and answer is Answer.NOT_NOW):
            audit = audit.answer(check, answer)
    last = {check: given.answer for check, given in audit.answers.items()}
    assert audit.is_finished == all(last.get(name, Answer.NOT_NOW) is not Answer.NOT_NOW for name in MUST_DO)
    assert (audit.minutes_left == 0) == audit.is_finished
    assert from_bytes(to_bytes(audit), CHECKLIST) == audit
