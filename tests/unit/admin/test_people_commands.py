"""One person's history, coming back from leave, notes and the trail on the command line."""

import json

from tests.unit.admin.test_facts import POLICY, desk

__all__ = ["desk"]


def test_a_persons_history_says_what_each_fact_rests_on(desk):
    desk.run("record-behalf 1 --on 2026-11-20 --reason", "Said yes on the telephone.", *POLICY.split())
    assert desk.run("history 1 --json") == 0
    told = json.loads(desk.out)
    [fact] = [one for one in told["history"] if one["kind"] == "behalf"]
    assert (fact["rests_on"], fact["by"], fact["words"]) == (
        "by-hand",
        "os user pat",
        "Said yes on the telephone.",
    )
    assert [one["acknowledgement"] for one in told["standings"]] == ["behalf"]
    assert desk.run("history 1") == 0
    assert "HR’s hand, by os user pat" in desk.out


def test_somebody_comes_back_from_leave(desk):
    desk.run("leave 1 --from 2026-11-20 --reason", "Long illness.")
    assert desk.run("back 1 --on 2026-11-23 --reason", "Back at work.") == 0
    desk.run("history 1 --json")
    assert json.loads(desk.out)["person"] == "active"
    assert desk.run("back 1 --on 2026-11-24 --reason", "Again.") == 2


def test_the_trail_is_searched_and_an_empty_answer_is_a_no(desk):
    desk.run("leave 1 --from 2026-11-20 --reason", "Long illness.")
    assert desk.run("trail --json --search", "LEAVE illness") == 0
    told = json.loads(desk.out)
    assert (told["found"], told["lines"][0]["actor"]) == (1, "os user pat")
    assert desk.run("trail --search", "nothing of the kind") == 1
    assert desk.run("trail") == 0


def test_a_note_needs_a_dispute(desk):
    assert desk.run("dispute-note 00000000-0000-4000-8000-000000000000 --text", "We look into it.") == 2
