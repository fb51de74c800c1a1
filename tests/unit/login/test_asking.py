"""The closer look: account, moment and sync together, and what it starts."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from app.config import Config
from app.config.lessons import parse
from app.login import asking, check
from app.login.asking import Visit, consider
from app.login.check import read_note
from app.login.moment import Senses
from app.login.staff import Account
from app.login.state import State, write

NOW = int(datetime(2026, 11, 23, 10, 0, tzinfo=UTC).timestamp())
FREE = Senses(False, False, False, False, False, 60.0)
POLICY = "social-media-policy"


def system(senses=FREE, name="staff.jo", *, is_service=False):
    person = Account(name, "TRUST", is_service, lambda: None, lambda group: False)
    return SimpleNamespace(account=lambda: person, senses=lambda: senses)


def visit(now=NOW, *, wanted=True, ask=0, old_since=None, note=None, again=False):
    why = "Opens: something is due." if wanted else "Stays closed: nothing is due."
    return Visit(now, wanted, why, ask, old_since, note or {}, again)


ALL_DAY = Config(lesson_hours=(parse("Mon-Sun 00:00-23:59"),))
STAFF = Config(staff_accounts=("staff.*",))


@pytest.mark.parametrize(
    ("seen", "config", "around", "said"),
    [
        (visit(), Config(), system(), "Opens: something is due."),
        (
            visit(),
            Config(),
            system(Senses(False, None, None, False, False, 60.0)),
            "Opens: something is due (this system does not tell of: a presentation, a mirrored display).",
        ),
        (visit(), ALL_DAY, system(), "Stays closed for now: a lesson is on until 23:59."),
        (
            visit(),
            Config(),
            system(Senses(presenting=True)),
            "Stays closed for now: something is being presented.",
        ),
        (
            visit(),
            STAFF,
            system(name="pupil.jo"),
            "Stays closed: this account is not one of the trust’s staff accounts.",
        ),
        (visit(), Config(), system(is_service=True), "Stays closed: this account is not a person’s."),
        (
            visit(wanted=False, old_since=NOW - 10, note={"share": 0, "sync": NOW - 1}),
            Config(),
            system(),
            "Stays closed: nothing is due; the last sync is old, so one starts in the background.",
        ),
        (visit(wanted=False, old_since=NOW - 10), Config(), system(), "Stays closed: nothing is due."),
    ],
)
def test_each_outcome_is_told_in_one_sentence(seen, config, around, said):
    assert consider(seen, config, around).why == said


def test_a_window_that_was_closed_without_a_choice_rests_and_says_so():
    outcome = consider(visit(note={"opened": NOW - 600}, again=True), Config(), system())
    assert not outcome.opens
    assert outcome.why.startswith("Stays closed: it opened by itself at ")
    assert consider(visit(note={"opened": NOW - 600}), Config(), system()).opens


def test_a_pupil_is_noted_so_that_the_rule_need_not_be_read_each_time():
    assert consider(visit(), STAFF, system(name="pupil.jo")).note == {"left_out": NOW}
    assert "left_out" not in consider(visit(note={"left_out": 5}), STAFF, system()).note


def test_no_sync_starts_for_an_account_that_is_left_out():
    seen = visit(wanted=False, old_since=NOW - 10, note={"share": 0, "sync": NOW - 1})
    assert not consider(seen, STAFF, system(name="pupil.jo")).syncs


def test_a_profile_keeps_its_own_place_in_the_half_hour():
    first = consider(visit(wanted=False, old_since=NOW - 10), Config(), system()).note
    later = consider(visit(NOW + 30, wanted=False, old_since=NOW - 10, note=first), Config(), system()).note
    assert later == first


@pytest.fixture
def started(monkeypatch):
    """What the check starts on a computer without managed settings; the person has typed nothing lately."""
    commands = []
    monkeypatch.setattr(asking, "_start", commands.append)
    monkeypatch.setattr(asking, "load_trusts", Config)
    monkeypatch.setattr(asking, "system_sensing", system)
    return commands


def laptop(*, found):
    """A computer whose groups were not to be looked up at first; `found` says what is found each time after."""
    person = Account("jo", "TRUST", False, lambda: "", lambda group: found.pop(0) if found else None)
    return lambda: SimpleNamespace(account=lambda: person, senses=lambda: FREE)


def run(folder, *arguments):
    assert check.main(["--profile", str(folder), *arguments]) == 0


def test_something_due_opens_the_window_once_and_not_every_five_minutes(tmp_path, started):
    write(tmp_path / "state.txt", State(None, (POLICY,), datetime.now(UTC)))
    run(tmp_path)
    run(tmp_path, "--again")
    assert started == [["--at-login", "--profile", str(tmp_path)]]
    run(tmp_path)
    assert len(started) == 2


def test_explaining_starts_nothing_and_notes_nothing(tmp_path, started, capsys):
    write(tmp_path / "state.txt", State(None, (POLICY,), datetime.now(UTC)))
    run(tmp_path, "--explain")
    assert started == []
    assert capsys.readouterr().out == "Opens: something is due.\n"
    assert [each.name for each in tmp_path.iterdir()] == ["state.txt"]


def test_an_old_sync_is_planned_then_started_and_not_again_at_once(tmp_path, started):
    write(tmp_path / "state.txt", State(None, (), datetime(2026, 1, 5, tzinfo=UTC)))
    run(tmp_path)
    assert started == []
    note = read_note(str(tmp_path / "login.txt"))
    assert note["sync"] > 0
    keep = check._note_keeper(str(tmp_path / "state.txt"))
    keep({**note, "sync": int(datetime.now(UTC).timestamp())})
    run(tmp_path, "--again")
    run(tmp_path, "--again")
    assert started == [["sync", "--profile", str(tmp_path)]]


def test_a_recent_sync_and_nothing_due_leaves_no_trace(tmp_path, started):
    write(tmp_path / "state.txt", State(None, (), datetime.now(UTC)))
    run(tmp_path)
    assert started == []
    assert [each.name for each in tmp_path.iterdir()] == ["state.txt"]


def test_a_pupils_login_looks_at_the_rule_once(tmp_path, started, monkeypatch):
    reads = []
    monkeypatch.setattr(asking, "load_trusts", lambda: reads.append(1) or STAFF)
    monkeypatch.setattr(asking, "system_sensing", lambda: system(name="pupil.jo"))
    run(tmp_path)
    run(tmp_path, "--again")
    assert (started, len(reads)) == ([], 1)


@pytest.mark.parametrize("again", [["--again"], []])
def test_a_new_laptop_whose_group_could_not_be_looked_up_asks_as_soon_as_it_can(
    tmp_path, started, monkeypatch, again
):
    monkeypatch.setattr(asking, "load_trusts", lambda: Config(staff_groups=("All Staff",)))
    monkeypatch.setattr(asking, "system_sensing", laptop(found=[None, True]))
    run(tmp_path)
    assert started == []
    run(tmp_path, *again)
    assert started == [["--at-login", "--profile", str(tmp_path)]]


def test_the_login_itself_reads_the_rule_anew_even_after_a_clear_no(tmp_path, started, monkeypatch):
    monkeypatch.setattr(asking, "load_trusts", lambda: Config(staff_groups=("All Staff",)))
    monkeypatch.setattr(asking, "system_sensing", laptop(found=[False, True]))
    run(tmp_path)
    run(tmp_path, "--again")  # the clear no is remembered between logins
    assert started == []
    run(tmp_path)
    assert len(started) == 1


@pytest.mark.parametrize("content", [b"", b"\x00" * 9, b"undersigned login 1\nopened x\nend\n", b"\xff"])
def test_a_damaged_note_counts_as_none(tmp_path, content):
    (tmp_path / "login.txt").write_bytes(content)
    assert read_note(str(tmp_path / "login.txt")) == {}
