"""`admin identity` and `admin keys`: where staff sign in, and the keys in a person's name."""

import io
import json
import os
from datetime import UTC, datetime

import pytest

from app.admin.commands import main
from app.hr import trail
from app.hr.location import Location
from app.hr.proofs import Proof
from app.hr.service import open_service
from app.hr.store.database import file_url, open_database
from app.signing import enrolment_code
from app.signing.keys import PrivateKey
from app.signing.keystore import MemoryKeyStore
from tests.fakes.oidc_provider import OidcProvider

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ENTRA = "https://login.microsoftonline.com/8d1c3f60-0000-4000-8000-1f0f0f0f0f0f/v2.0"


class Desk:
    def __init__(self, folder):
        self.data = folder / "data"
        self.keystore = MemoryKeyStore()
        self.out = ""
        self.run("init --log-name oak.example/policies --name", "Oak Trust")
        staff = folder / "staff.csv"
        staff.write_text("Staff ID,Name,Email,School,Role\n1,Ann,a@x.example,Oak,Head\n")
        assert self.run("import-roster", staff) == 0

    def run(self, command, *arguments):
        out = io.StringIO()
        words = [*command.split(), *map(str, arguments), "--data", str(self.data)]
        code = main(words, keystore=self.keystore, clock=lambda: NOW, out=out, user="pat")
        self.out = out.getvalue()
        return code

    def json(self, command, *arguments):
        assert self.run(f"{command} --json", *arguments) == 0
        return json.loads(self.out)


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.fixture
def provider():
    running = OidcProvider(lambda: NOW)
    yield running
    running.close()


def enrolled(desk):
    """Somebody's key, enrolled with a code."""
    assert desk.run("invite 1") == 0
    code = enrolment_code.parse(desk.out.splitlines()[1].split(",")[3])
    key = PrivateKey.generate()
    where = Location(file_url(desk.data), desk.data / "service.key")
    database = open_database(where.database_url)
    hr = open_service(database, where.key({}), lambda: NOW, os.urandom)
    proof = Proof(aud=hr.core.trust.aud, nonce=hr.proofs.challenge(), purpose="enrol").signed_by(key)
    hr.enrolment.enrol(code.secret, key.public, proof, "x")
    hr.close()
    return key.public.thumbprint


def test_a_provider_is_set_and_checked_and_shown(desk, provider):
    assert desk.run("identity set --client-id app --issuer", provider.issuer) == 0
    assert "from now on" in desk.out
    assert "could not be asked" not in desk.out
    shown = desk.json("identity show")
    assert (shown["issuer"], shown["client_id"], shown["kind"]) == (provider.issuer, "app", "openid")
    assert desk.run("identity off") == 0
    assert desk.json("identity show") is None


def test_the_kind_of_provider_is_told_by_its_issuer_and_what_it_needs_is_asked(desk, capsys):
    assert desk.run("identity set --client-id app --issuer https://accounts.google.com") == 2
    assert "domain" in capsys.readouterr().err
    assert (
        desk.run("identity set --client-id app --issuer https://login.microsoftonline.com/common/v2.0") == 2
    )
    assert "tenant" in capsys.readouterr().err
    assert desk.json("identity show") is None


def test_a_provider_that_is_away_is_set_all_the_same_and_said(desk, provider):
    provider.close()
    assert desk.run("identity set --client-id app --issuer", provider.issuer) == 0
    assert "could not be asked" in desk.out


def test_keys_are_listed_and_ended_with_a_reason(desk, capsys):
    kid = enrolled(desk)
    assert desk.run("keys 1") == 0
    assert kid in desk.out
    assert "HR alone" in desk.out
    assert desk.run("keys 1", f"--revoke={kid}") == 2
    assert "no reason" in capsys.readouterr().err
    [held] = desk.json("keys 1 --reason Stolen.", f"--revoke={kid}")
    assert (held["kid"], held["ending"], held["why"]) == (kid, "revoked", "Stolen.")
    assert desk.run("keys 1 --reason Again.", f"--retire={kid}") == 2
    database = open_database(file_url(desk.data))
    with database.read() as connection:
        steps = [(step.action, step.actor, step.subject) for step in trail.steps(connection)]
    database.close()
    assert ("key-revoked", "os user pat", "1") in steps


def test_a_person_is_let_come_with_another_account(desk, capsys):
    assert desk.run("identity forget 1") == 0
    assert desk.run("identity forget 99") == 2
    assert "nobody with that staff id" in capsys.readouterr().err
