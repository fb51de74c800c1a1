"""The log's commands: holders of checkpoints, a backup put back, the trail, and the publishing key."""

import io
import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.admin.commands import main
from app.signing.keystore import MemoryKeyStore
from tests.fakes.mail_receiver import MailReceiver

NAME = "Oak Trust"


class Desk:
    """Somebody at the service's own command line."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.keystore = MemoryKeyStore()
        self.out = ""

    def run(self, command: str, *arguments: object) -> int:
        out = io.StringIO()
        code = main(
            [*command.split(), *map(str, arguments), "--data", str(self.data)],
            keystore=self.keystore,
            clock=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC),
            out=out,
            ask=lambda _: "correct horse battery",
            user="pat",
        )
        self.out = out.getvalue()
        return code


@pytest.fixture
def new_desk(tmp_path):
    return Desk(tmp_path)


@pytest.fixture
def desk(new_desk):
    assert new_desk.run("init --log-name oak.example/policies --name", NAME) == 0
    return new_desk


def test_init_names_a_holder_outside_hr(new_desk, tmp_path):
    named = ("--holder", "Union representative", "--to", tmp_path)
    assert new_desk.run("init --log-name oak.example/policies --name", NAME, *named) == 0
    assert "Not witnessed" not in new_desk.out
    assert new_desk.run("holder list") == 0
    assert new_desk.out == f"Union representative: {tmp_path}\n"


def test_init_without_a_holder_says_what_that_means(desk):
    assert "Not witnessed: two logs are possible." in desk.out
    assert desk.run("send-checkpoint") == 1
    assert "Not witnessed" in desk.out


def test_a_holder_needs_a_place(new_desk, capsys):
    assert new_desk.run("init --log-name oak.example/p --name", NAME, "--holder", "Rep") == 2
    assert "needs its own --to" in capsys.readouterr().err


def test_a_holder_is_named_sent_to_and_ended(desk, tmp_path):
    assert desk.run("holder add", "Governor", "--to", tmp_path) == 0
    assert desk.run("send-checkpoint") == 0
    assert desk.out == "Governor: sent\n"
    assert list(tmp_path.glob("checkpoint-2026-11-23-*.txt"))
    assert desk.run("holder end", "Governor") == 0
    assert "Not witnessed" in desk.out


def test_a_checkpoint_goes_by_mail(desk):
    receiver = MailReceiver()
    assert desk.run("holder add", "Rep", "--to", "rep@union.example") == 0
    assert desk.run("send-checkpoint") == 1
    assert "no mail server was named" in desk.out
    mail = ("--smtp", f"127.0.0.1:{receiver.port}", "--mail-from", "log@oak.example")
    assert desk.run("send-checkpoint", *mail) == 0
    assert [mail.to for mail in receiver.mails] == [["rep@union.example"]]
    receiver.close()


@pytest.mark.skipif(
    os.name != "posix", reason="a copy has a number of its own where the file system gives one"
)
def test_a_service_put_back_from_a_copy_is_refused_until_an_epoch_is_opened(desk, tmp_path, capsys):
    assert desk.run("holder list") == 0
    shutil.copytree(desk.data, tmp_path / "copy")
    desk.data = tmp_path / "copy"
    assert desk.run("holder list") == 2
    assert "put back from a backup" in capsys.readouterr().err
    assert desk.run("restore-epoch") == 0
    assert desk.out.startswith("Epoch 2 of the log is open: oak.example/policies~2-")
    assert desk.run("holder list") == 0


@pytest.mark.skipif(
    os.name != "posix", reason="a copy has a number of its own where the file system gives one"
)
def test_a_service_that_was_only_moved_goes_on(desk, tmp_path):
    assert desk.run("holder list") == 0
    shutil.copytree(desk.data, tmp_path / "moved")
    desk.data = tmp_path / "moved"
    assert desk.run("restore-epoch --moved") == 0
    assert desk.run("holder list") == 0


def test_the_trail_is_checked(desk):
    assert desk.run("verify-trail --json") == 0
    assert json.loads(desk.out)["heads"] == 0
    assert desk.run("verify-trail") == 0
    assert "newer lines" in desk.out


def test_policies_are_signed_with_the_new_key_from_then_on(desk, tmp_path):
    policy = tmp_path / "policy.md"
    policy.write_text("# Policy\n\n## 1. One\n\nBe kind.\n", encoding="utf-8")
    assert desk.run("publish", policy) == 0
    assert desk.run("rotate-publishing-key") == 0
    first = desk.out
    assert desk.run("publish --summary More", policy) == 0
    assert desk.run("rotate-publishing-key") == 0
    assert desk.out != first
