"""Accounts on the command line: listed, bound to work accounts, signed out, their lost second factor, the rules."""

import json

import pytest

from tests.unit.admin.test_commands import Desk


@pytest.fixture
def desk(tmp_path) -> Desk:
    made = Desk(tmp_path)
    assert made.run("init --log-name oak.example/policies --name", "Oak Trust") == 0
    assert made.run("account add ann --role hr") == 0
    return made


def test_accounts_are_listed_as_words_and_as_json(desk):
    assert desk.run("account list") == 0
    assert "ann  hr, password alone, 0 sessions" in desk.out
    assert desk.run("account list --json") == 0
    [one] = json.loads(desk.out)
    assert (one["name"], one["second_factor"], one["active"]) == ("ann", False, True)


def test_a_work_account_needs_a_provider_and_no_password(desk, capsys):
    assert desk.run("account add bo --role auditor --oidc subject-7") == 2
    assert "Signing in with a work account is not set up here." in capsys.readouterr().err


def test_the_rules_are_shown_and_changed_and_then_need_two_people(desk, capsys):
    assert desk.run("account rules --idle-minutes 30 --second-factor all --json") == 0
    assert json.loads(desk.out)["second_factor"] == ["auditor", "headteacher", "hr", "line-manager"]
    assert desk.run("account rules --two-people on") == 2
    assert "fewer than two HR accounts" in capsys.readouterr().err
    assert desk.run("account add bo --role hr") == 0
    assert desk.run("account rules --two-people on") == 0
    assert desk.run("account rules --two-people off") == 2
    assert "two people must agree" in capsys.readouterr().err
    assert desk.run("account add cy --role hr") == 2
    assert desk.run("account rules --json") == 0
    assert json.loads(desk.out)["two_people"]


def test_a_second_factor_that_is_not_there_cannot_be_taken_away_and_a_reason_is_wanted(desk, capsys):
    assert desk.run("account reset-second-factor ann --reason", "lost") == 2
    assert "This account has no second factor." in capsys.readouterr().err
    assert desk.run("account end-sessions ann --json") == 0
    assert json.loads(desk.out)["ended"] == 0
