"""Packs of a trust in which a purge took place: `openssl` and npm `jose` alone check them, and what is gone is told."""

import io
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from app.domain.acknowledgement import Outcome
from app.evidence import stored_zip
from app.evidence.verify import verify
from app.sync.transport import Limits
from tests.fakes.staff_app import StaffApp

NODE_MODULES = Path(__file__).parents[2] / ".venv" / "node" / "node_modules"


@pytest.fixture
def purged(school, serving, tmp_path):
    """A trust where one person asked and then answered, and the words and the first answer were deleted since."""
    school.url_of_service = serving(school.hr)
    app = StaffApp(tmp_path / "device", _Service(school.url_of_service), school.clock, limits=Limits())
    (issued,) = school.hr.enrolment.invite(["s1"], "hr")
    app.enrol(issued.code)
    app.refresh()
    app.acknowledge(Outcome.QUESTION, message="May I stay in the choir group?")
    app.send()
    school.hr.questions.answer(app.policy.answer.jti, "Yes.", actor="pat")
    app.refresh()
    app.acknowledge()
    app.send()
    app.close()
    school.hr.retention.choose("messages", 1, "receipt", actor="pat")
    school.hr.retention.choose("sessions", 1, "receipt", actor="pat")
    school.clock.move(days=60)
    listing = school.hr.purging.listing()
    school.hr.purging.run(listing.token, "The rule says so.", actor="pat")
    (pack,) = school.hr.export.packs(staff_id="s1", actor="pat")
    return pack.content


class _Service:
    def __init__(self, url):
        self.url = url


def run(*command, folder):
    environment = {"PATH": os.environ["PATH"]}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment, check=False)


def test_the_programs_in_a_pack_check_it_after_a_purge(purged, tmp_path):
    if not shutil.which("openssl") or not shutil.which("node") or not (NODE_MODULES / "jose").is_dir():
        pytest.skip("openssl, node or npm jose is not here")
    folder = tmp_path / "pack"
    with zipfile.ZipFile(io.BytesIO(purged)) as archive:
        archive.extractall(folder)
    shell = run("bash", "verify.sh", folder=folder)
    assert (shell.returncode, shell.stderr) == (0, "")
    (folder / "node_modules").symlink_to(NODE_MODULES)
    node = run("node", "verify.mjs", folder=folder)
    assert (node.returncode, node.stderr) == (0, "")
    assert node.stdout.startswith("In order: 2 records.")


def test_a_pack_after_a_purge_verifies_and_says_what_is_gone(purged):
    found = verify(purged)
    assert [one.message for one in found.records] == [None, None]
    words = stored_zip.read(purged)["README.txt"].decode()
    assert "The person wrote something with it, which is not in this pack." in words
    assert "What they said is gone from HR’s service." in words
