"""The whole job without a window: HR's and IT's commands, the service, and the staff commands, each its own process."""

import csv
import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from app.signing.keystore import open_os_keystore, publishing_service

ROOT = Path(__file__).parents[2]
LOG = "command-line-test.example/undersigned"
STAFF = """\
Staff ID,Name,Work email,School,Role,Line manager email
A1,Olu Head,olu.head@trust.example,Elm Primary,Headteacher,
A2,Zoë O’Neill,zoe.oneill@trust.example,Elm Primary,Teacher,olu.head@trust.example
"""


@pytest.fixture
def keystore(secret_service):
    """A real key store, without what this test put into it afterwards."""
    store = open_os_keystore()
    yield store
    store.delete(publishing_service(LOG), "publisher")


@pytest.fixture
def run(tmp_path):
    """Run one command; answers its exit code, output and errors."""

    def run(*arguments, typed=""):
        command = [sys.executable, str(ROOT / "app" / "__main__.py"), *arguments]
        done = subprocess.run(
            command,
            cwd=tmp_path,
            input=typed,
            capture_output=True,
            text=True,
            timeout=60,
            env=os.environ,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    return run


@pytest.fixture
def trust(tmp_path, run, keystore):
    """A trust set up by HR's commands."""
    data = ("--data", str(tmp_path / "service"))
    roster = tmp_path / "staff.csv"
    roster.write_text(STAFF, encoding="utf-8")
    policy = ROOT / "resources" / "policies" / "social-media-policy" / "2021-03-22.md"
    checklist = ROOT / "resources" / "checklists" / "section-7"
    steps = [
        ("init", "--name", "Elm Trust", "--log-name", LOG, *data),
        ("import-roster", str(roster), *data),
        ("publish", str(policy), "--policy", "social-media-policy", "--version-label", "2021-03-22", "--checklist",
         str(checklist), "--due", "2099-12-04", "--summary", "First version.", *data),
    ]  # fmt: skip
    for step in steps:
        code, _, errors = run("admin", *step)
        assert code == 0, errors
    return data


@pytest.fixture
def served(trust):
    """The service in a process of its own; answers its address."""
    command = [
        sys.executable,
        str(ROOT / "app" / "__main__.py"),
        "serve",
        *trust,
        "--port",
        "0",
        "--stop-with-parent",
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline()
        assert line.startswith("listening on "), line
        yield line.split()[-1]
        process.stdin.close()
        assert process.wait(30) == 0


def test_hr_staff_and_outstanding_without_a_window(run, trust, served, tmp_path):
    profile = ("--profile", str(tmp_path / "zoe"))
    code, invitations, _ = run("admin", "invite", "A2", *trust)
    assert code == 0
    secret = next(csv.DictReader(StringIO(invitations)))["code"]

    code, answer, errors = run("enrol", *profile, "--server", served, typed=f"{secret}\n")
    assert code == 0, errors
    assert "Zoë O’Neill" in answer

    code, answer, _ = run("status", *profile, "--json")
    assert code == 1
    (policy,) = json.loads(answer)["policies"]
    assert (policy["policy"], policy["due"], policy["outstanding"]) == (
        "social-media-policy",
        "2099-12-04",
        True,
    )

    code, answer, errors = run("sync", *profile, "--json")
    assert code == 0, errors
    assert json.loads(answer)["waiting"] == 0

    code, answer, _ = run("admin", "outstanding", "--json", *trust)
    assert code == 1
    rows = {row["staff_id"]: row for row in json.loads(answer)}
    assert set(rows) == {"A1", "A2"}
    assert {"name", "school", "acknowledgement", "audit", "due"} <= set(rows["A2"])
    assert rows["A2"]["acknowledgement"] == "none"


def test_a_used_code_and_a_mistyped_one_are_each_said_in_one_sentence(run, trust, served, tmp_path):
    _, invitations, _ = run("admin", "invite", "A1", *trust)
    secret = next(csv.DictReader(StringIO(invitations)))["code"]
    assert run("enrol", "--profile", str(tmp_path / "one"), "--server", served, typed=secret)[0] == 0
    for typed in (secret, secret[:-1], secret.replace(secret[0], "2" if secret[0] != "2" else "3")):
        code, answer, errors = run(
            "enrol", "--profile", str(tmp_path / "two"), "--server", served, typed=typed
        )
        assert (code, answer) == (2, "")
        assert errors.count("\n") == 1
        assert secret not in errors


def test_with_no_service_the_commands_say_so_and_lose_nothing(run, tmp_path, keystore):
    typed = "K7QF-2M9T-XW4D-8HRP"
    code, answer, errors = run(
        "enrol", "--profile", str(tmp_path), "--server", "http://127.0.0.1:9", typed=typed
    )
    assert (code, answer) == (2, "")
    assert errors.count("\n") == 1
    assert "Traceback" not in errors


def test_an_unknown_command_names_the_way_to_help(run):
    code, _, errors = run("frobnicate")
    assert code == 2
    assert "undersigned help" in errors
