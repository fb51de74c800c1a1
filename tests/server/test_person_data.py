"""A person's data on request: every table is looked through, the page reads well, and no secret is in it."""

import json
import zipfile
from io import BytesIO

import pytest

from app.admin import commands
from app.hr.accounts import Role
from app.hr.people import UnknownStaffError
from app.hr.person_data import NOT_ABOUT_ANYBODY, TABLES
from app.hr.store.schema import metadata
from app.signing.keys import b64url
from tests.server.conftest import PASSWORD


@pytest.fixture
def asked(school):
    device = school.device("s1")
    question, words = device.question("Is <b>my</b> photo all right?")
    school.received(question)
    school.hr.messages.take(words)
    return school


def test_every_table_is_either_looked_through_or_said_to_be_about_nobody():
    assert set(TABLES) | set(NOT_ABOUT_ANYBODY) == set(metadata.tables)
    assert not set(TABLES) & set(NOT_ABOUT_ANYBODY)


def test_every_table_that_points_at_the_staff_list_is_looked_through():
    about = {
        table.name
        for table in metadata.tables.values()
        for column in table.columns
        if column.name == "sub" or any(key.target_fullname == "staff.sub" for key in column.foreign_keys)
    }
    assert about <= set(TABLES)


def test_everything_of_one_person_is_there_and_nothing_of_another(asked):
    held = asked.hr.person_data.of("s1")
    tables = json.loads(held.as_json())["tables"]
    assert tables["staff"][0]["name"] == "Person 1"
    assert tables["messages"][0]["says"]["text"] == "Is <b>my</b> photo all right?"
    assert tables["records"][0]["says"]["outcome"] == "question"
    assert tables["receipts"]
    assert "Person 2" not in held.as_json().decode()


def test_the_page_shows_words_as_words_and_fetches_nothing(asked):
    page = asked.hr.person_data.of("s1").as_html().decode()
    assert "Is &lt;b&gt;my&lt;/b&gt; photo all right?" in page
    assert "Words you sent with a question or a reason" in page
    assert "src=" not in page
    assert "http" not in page


def test_the_same_data_makes_the_same_bytes(asked):
    assert asked.hr.person_data.of("s1").as_zip() == asked.hr.person_data.of("s1").as_zip()


def test_secrets_of_an_account_are_named_and_not_shown(asked):
    asked.account("boss", Role.LINE_MANAGER, staff_id="s1")
    asked.hr.accounts.sign_in("boss", PASSWORD, "127.0.0.1")
    tables = json.loads(asked.hr.person_data.of("s1").as_json())["tables"]
    assert tables["accounts"][0]["password_hash"] == "(kept secret)"
    assert tables["sessions"][0]["token_hash"] == "(kept secret)"
    assert "argon2" not in json.dumps(tables)


def test_somebody_unknown_is_told(asked):
    with pytest.raises(UnknownStaffError):
        asked.hr.person_data.of("nobody")


def test_it_is_saved_on_the_command_line_and_stands_on_the_trail(asked, tmp_path, monkeypatch):
    monkeypatch.setenv("THE_KEY", b64url(asked.service_key.seed))
    out = tmp_path / "s1.zip"
    place = ["--database", asked.url, "--service-key-env", "THE_KEY"]
    assert commands.main(["person-data", "s1", *place, "--out", str(out)], clock=asked.clock, user="ann") == 0
    with zipfile.ZipFile(BytesIO(out.read_bytes())) as found:
        assert found.namelist() == ["person-data.html", "person-data.json"]
    trail = json.loads(asked.hr.person_data.of("s1").as_json())["tables"]["trail"]
    assert trail[-1]["action"] == "person-data"
