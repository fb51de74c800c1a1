"""What HR wrote: its answer beside what I asked, with what comes next; and what it recorded by hand, never a signature."""

from datetime import date

import pytest

from app.desktop.places import Place
from app.domain.acknowledgement import Outcome
from tests.desktop.in_my_name.conftest import POLICY

ON = date(2026, 11, 20)


@pytest.fixture
def answered(desk, app, trust):
    """The window of a person whose question HR has answered."""
    made = app.acknowledge(Outcome.QUESTION, message="May I stay in the choir group?")
    app.send()
    trust.school.clock.move(hours=1)
    trust.hr.questions.answer(made.jti, "Yes, you may.", actor="pat")
    app.refresh()
    return desk.open()


def test_hrs_answer_stands_beside_what_i_asked(answered):
    assert answered.place is Place.STATUS
    said = answered.words()
    assert "HR has answered you" in said
    assert said.index("You asked a question on 23 November 2026") < said.index(
        "May I stay in the choir group?"
    )
    assert said.index("pat answered for HR on 23 November 2026") < said.index("Yes, you may.")
    assert answered.shown("change-answer") is None


def test_then_i_read_again_and_sign(answered):
    answered.click("read-first")
    assert answered.place is Place.READ
    answered.window.go(Place.STATUS)
    answered.click("answer-now")
    assert answered.place is Place.ANSWER
    assert "Yes, you may." in answered.words()
    answered.sign()
    answered.window.background.run_now()
    answered.settle()
    assert answered.place is Place.STATUS
    assert answered.shown("hr-answered") is None


def test_or_i_ask_again(answered, trust):
    answered.click("answer-now")
    answered.type("full-name", "Sam Field")
    answered.click("answer-question")
    answered.type("message-words", "And the running club?")
    answered.click("send-message")
    answered.window.background.run_now()
    answered.settle()
    assert answered.shown("hr-answered") is None
    assert [one.words for one in trust.hr.questions.open()][-1] == "And the running club?"


def test_an_answer_to_a_refusal_without_words_says_what_was_refused(desk, app, trust):
    made = app.acknowledge(Outcome.DECLINED)
    app.send()
    trust.hr.questions.answer(made.jti, "Shall we talk on Monday?", actor="pat")
    app.refresh()
    desk.open()
    assert "You said on 23 November 2026" in desk.words()
    assert "that you do not agree." in desk.words()
    assert "Shall we talk on Monday?" in desk.words()


def test_the_list_of_policies_tells_that_hr_has_answered(answered, trust, app):
    trust.school.publish(content=b"# Second\n\n## 1. One\n\nText.\n", checklist=False, policy_id="second")
    app.refresh()
    answered.window.work.reload()
    answered.settle()
    answered.window.go(Place.POLICIES)
    answered.settle()
    assert "? HR has answered" in answered.words()


@pytest.mark.parametrize(
    ("record", "title"),
    [
        (
            lambda facts: facts.paper(["s1"], (POLICY, None), ON, "At the training day.", actor="pat"),
            "HR wrote down: you signed on paper",
        ),
        (
            lambda facts: facts.exempt(["s1"], (POLICY, None), "Not needed.", actor="pat"),
            "HR wrote down: this policy is not asked of you",
        ),
    ],
)
def test_what_hr_recorded_by_hand_names_author_day_and_reason_and_is_no_signature(
    desk, app, trust, record, title
):
    record(trust.hr.facts)
    app.refresh()
    desk.open()
    assert desk.place is Place.STATUS
    said = desk.card("by-hand")
    assert title in said
    assert "Who says so: pat, for HR, by hand" in said
    assert "✎ HR’s word, not your signature" in said
    assert "Reason: “" in said
    assert "✓" not in said
    desk.click("in-my-name")
    assert title in desk.card("written-0")
    assert "Nothing was signed yet." in desk.words()


def test_what_is_not_right_is_said_so_and_hr_sees_it(desk, app, trust):
    trust.hr.facts.paper(["s1"], (POLICY, None), ON, "At the training day.", actor="pat")
    app.refresh()
    desk.open()
    desk.click("by-hand-not-right")
    assert "This is not right" in desk.words()
    desk.type("dispute-words", "I was not there.")
    desk.click("say-not-me")
    assert desk.place is Place.STATUS
    assert "You said this is not right, on 23 November 2026." in desk.card("by-hand")
    assert desk.shown("by-hand-not-right") is None
    (found,) = trust.hr.disputes.all()
    assert (found.what, found.reason) == ("a signature on paper that HR recorded", "I was not there.")


def test_hrs_answer_is_listed_and_is_nothing_to_dispute(answered):
    answered.click("in-my-name")
    assert "HR answered you" in answered.card("written-0")
    assert answered.shown("not-me-written-0") is None
