"""The log's commands: holders of checkpoints, a backup put back, the trail, and the publishing key."""

import io
import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.admin.commands import main
from app.evidence.timestamp import fingerprints
from app.hr.keys import key_from_file
from app.hr.store.database import file_url
from app.signing.keystore import MemoryKeyStore, publishing_service
from tests.fakes.mail_receiver import MailReceiver
from tests.fakes.tsa import Authority, TsaServer

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


def backup(desk, tmp_path):
    """A copy of the service's data to put back later."""
    shutil.copytree(desk.data, tmp_path / "backup")
    return tmp_path / "backup"


def put_back(desk, kept, tmp_path):
    desk.data = tmp_path / "restored"
    shutil.copytree(kept, desk.data)
    assert desk.run("restore-epoch") == 0


def test_a_change_of_key_that_a_backup_lost_is_handed_in_again(desk, tmp_path):
    policy = tmp_path / "policy.md"
    policy.write_text("# Policy\n\n## 1. One\n\nBe kind.\n", encoding="utf-8")
    assert desk.run("publish", policy) == 0
    kept = backup(desk, tmp_path)
    assert desk.run("rotate-publishing-key") == 0
    put_back(desk, kept, tmp_path)
    assert desk.run("publish --summary More", policy) == 2
    assert desk.run("rotate-publishing-key") == 0
    assert desk.out.startswith("A backup put back had lost the change of key; it was handed in again.")
    assert desk.run("publish --summary More", policy) == 0
    assert desk.run("rotate-publishing-key") == 0
    assert desk.out.startswith("Policies are signed with a new key from now on")


def test_a_change_of_key_that_was_cut_off_is_finished(desk, tmp_path):
    service = publishing_service("oak.example/policies")
    before = desk.keystore.get(service, "publisher")
    assert desk.run("rotate-publishing-key") == 0
    # As after a crash between the service taking the key and the key store keeping it.
    desk.keystore.set(service, "publisher-next", desk.keystore.get(service, "publisher"))
    desk.keystore.set(service, "publisher", before)
    desk.keystore.delete(service, "publisher-change")
    assert desk.run("rotate-publishing-key") == 0
    policy = tmp_path / "policy.md"
    policy.write_text("# Policy\n\n## 1. One\n\nBe kind.\n", encoding="utf-8")
    assert desk.run("publish", policy) == 0


def test_a_publisher_without_the_key_in_force_nor_its_change_is_told(desk, capsys):
    assert desk.run("rotate-publishing-key") == 0
    service = publishing_service("oak.example/policies")
    desk.keystore.set(service, "publisher", b"x" * 32)
    desk.keystore.delete(service, "publisher-change")
    assert desk.run("rotate-publishing-key") == 2
    assert "The key to publish with is not on this computer" in capsys.readouterr().err


def test_restoring_says_what_becomes_of_what_was_published_since(desk, tmp_path):
    put_back(desk, backup(desk, tmp_path), tmp_path)
    assert "undersigned admin publish --again" in desk.out
    assert desk.run("lost-versions") == 0
    assert desk.out == "Nothing that waits to be published again.\n"
    assert desk.run("publish --again social-media-policy") == 2


def test_a_timestamp_service_is_set_shown_taken_from_and_ended(desk, tmp_path):
    authority = Authority(tmp_path / "tsa")
    running = TsaServer(authority)
    assert desk.run("timestamp take") == 1
    certificate = authority.folder / "root.pem"
    assert desk.run("timestamp set --certificate", certificate, "--url", running.url) == 0
    (fingerprint,) = fingerprints(authority.certificate)
    assert fingerprint in desk.out
    assert desk.run("timestamp show") == 0
    assert "There is no timestamp yet" in desk.out
    policy = tmp_path / "policy.md"
    policy.write_text("# Policy\n\n## 1. One\n\nBe kind.\n", encoding="utf-8")
    assert desk.run("publish", policy) == 0
    assert desk.run("timestamp take") == 0
    assert "stamped by CN=Example Time Stamp" in desk.out
    assert desk.run("timestamp show") == 0
    assert "The newest timestamp is of 20" in desk.out
    assert desk.run("timestamp off") == 0
    assert desk.run("timestamp show") == 0
    assert desk.out.startswith("No timestamp service is set")
    running.close()


def test_a_file_that_is_no_certificate_sets_nothing(desk, tmp_path, capsys):
    (tmp_path / "c.pem").write_bytes(b"\xff")
    assert desk.run("timestamp set --url https://tsa.example/ --certificate", tmp_path / "c.pem") == 2
    assert "no certificate in that file" in capsys.readouterr().err


def test_the_service_key_is_changed_and_the_old_one_kept_under_its_own_name(desk, tmp_path):
    old = (desk.data / "service.key").read_text()
    kid = key_from_file(desk.data / "service.key").public.thumbprint
    assert desk.run("rotate-service-key") == 0
    assert (desk.data / f"service.key.{kid}").read_text() == old
    assert not (desk.data / "service.key.next").exists()
    new = key_from_file(desk.data / "service.key").public.thumbprint
    assert new in desk.out
    policy = tmp_path / "policy.md"
    policy.write_text("# Policy\n\n## 1. One\n\nBe kind.\n", encoding="utf-8")
    assert desk.run("publish", policy) == 0
    assert desk.run("rotate-service-key") == 0


def test_a_change_of_the_service_key_that_was_cut_off_is_finished(desk):
    kept = (desk.data / "service.key").read_text()
    assert desk.run("rotate-service-key") == 0
    # As after a crash between the service taking the new key and the file taking its place.
    (desk.data / "service.key").rename(desk.data / "service.key.next")
    (desk.data / "service.key").write_text(kept)
    (desk.data / "service.key").chmod(0o600)
    assert desk.run("holder list") == 2
    assert desk.run("rotate-service-key") == 0
    assert desk.run("holder list") == 0


def test_a_service_key_from_the_environment_is_changed_into_a_file(desk, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("THE_KEY", (desk.data / "service.key").read_text())
    place = ("--database", file_url(desk.data), "--service-key-env", "THE_KEY")
    fresh = tmp_path / "fresh.key"

    def rotate(*more):
        out = io.StringIO()
        code = main(
            ["rotate-service-key", *place, *map(str, more)],
            keystore=desk.keystore,
            clock=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC),
            out=out,
            user="pat",
        )
        return code, out.getvalue()

    assert rotate()[0] == 2
    assert "say where the service key is" in capsys.readouterr().err
    code, said = rotate("--new-key", fresh)
    assert code == 0
    assert f"Put what is in {fresh} into THE_KEY" in said
    assert fresh.read_text() not in said
