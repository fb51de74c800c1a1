"""A line manager sees their own people in their own window, answers what they ask, and keeps nothing of it."""

import pytest

from app.desktop.places import Place
from app.protocol_my_people import MyPeople

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

NUMBER = "3f0c1c1e-9d0a-4a57-8a8f-0f0b6c1c2d3e"


def standing(**changes):
    facts = {
        "policy_id": "social-media",
        "title": "Social Media Policy",
        "acknowledgement": "none",
        "audit": "none",
        "due": "2026-12-04",
        "overdue": False,
        "outstanding": True,
    }
    return facts | changes


def person(staff_id, name, person="active", **changes):
    return {
        "staff_id": staff_id,
        "name": name,
        "role": "Teacher",
        "school": "North Primary",
        "person": person,
        "standings": [standing(**changes)],
    }


def question(**changes):
    facts = {
        "jti": NUMBER,
        "staff_id": "s3",
        "name": "Bo Marsh",
        "title": "Social Media Policy",
        "outcome": "question",
        "state": "open",
        "words": "May I keep my football page?",
        "asked": "2026-11-20T09:00:00Z",
        "answer": None,
        "answered_by": None,
    }
    return facts | changes


def team(*people, questions=()):
    return MyPeople.model_validate({"people": list(people), "questions": list(questions)})


@pytest.fixture
def manager(desk, service, app):
    service.team = team(
        person("s1", "Ann Field", acknowledgement="acknowledged", audit="completed", outstanding=False),
        person("s2", "Cy Hill", acknowledgement="acknowledged"),
        person("s3", "Bo Marsh", acknowledgement="question"),
        person("s4", "Di Wood", "on-leave"),
        questions=[question()],
    )
    app.refresh()
    desk.open()
    desk.window.go(Place.STATUS)
    desk.settle()
    return desk


def test_who_manages_nobody_is_offered_nothing(desk, app):
    app.refresh()
    desk.open()
    desk.window.go(Place.STATUS)
    desk.settle()
    assert desk.shown("my-people") is None


def test_a_manager_sees_who_has_answered_and_of_a_self_audit_only_done_or_not(manager):
    assert "Questions that wait for your answer: 1" in manager.words()
    manager.click("my-people")
    said = manager.words()
    assert "2 of your 4 people have answered everything that is asked of them." in said
    assert "Still to answer (1)" in said
    assert "Have answered (2)" in said
    assert "On leave, not asked for now (1)" in said
    assert "✓ Self-audit done" in said
    assert "○ Self-audit not done" in said
    assert "Social Media Policy: by Friday 4 December" in said


def test_a_question_is_answered_where_it_stands(manager, service):
    manager.click("my-people")
    assert "May I keep my football page?" in manager.words()
    manager.click(f"answer-{NUMBER}")
    manager.click(f"send-answer-{NUMBER}")
    assert "Write your answer first." in manager.words()
    manager.find(f"answer-words-{NUMBER}").setPlainText("Yes, as long as it is private.")
    service.team = team(*[], questions=[question(state="answered", answer="Yes.", answered_by="Sam Field")])
    manager.click(f"send-answer-{NUMBER}")
    assert service.team_answers == [(NUMBER, "Yes, as long as it is private.")]
    assert "Answered by Sam Field" in manager.words()


def test_without_the_network_a_sentence_says_so_and_what_was_written_stays(manager, service):
    manager.click("my-people")
    manager.click(f"answer-{NUMBER}")
    manager.find(f"answer-words-{NUMBER}").setPlainText("Yes.")
    service.shut()
    manager.click(f"send-answer-{NUMBER}")
    assert manager.find(f"answer-words-{NUMBER}").toPlainText() == "Yes."
    assert "cannot be reached" in manager.words()
    manager.click("my-people-back")
    manager.window.go(Place.MY_PEOPLE)
    manager.settle()
    assert "cannot be reached" in manager.words()
    assert "Ann Field" not in manager.words()
    service.open()
    manager.click("try-again-my-people")
    assert "Ann Field" in manager.words()


def test_nothing_of_it_is_kept_on_the_computer(manager, app):
    manager.click("my-people")
    manager.click("my-people-back")
    with app.context.database.reading() as connection:
        kept = "\n".join(connection.iterdump())
    assert "Ann Field" not in kept
    assert "football" not in kept
