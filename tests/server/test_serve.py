"""`serve` as a process: a port of its own, a clean end, and no plain HTTP to the network."""

import asyncio
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime

import pytest
import requests

from app.hr.core import Trust, found_trust
from app.hr.keys import KEY_FILE, make_key_file
from app.hr.store.database import file_url, open_database
from app.hr.store.migrate import upgrade
from app.server import serve
from app.signing.keys import PrivateKey


@pytest.fixture
def data(tmp_path):
    """A folder in which a service was set up."""
    key = make_key_file(tmp_path / KEY_FILE, os.urandom)
    database = open_database(file_url(tmp_path))
    upgrade(database)
    publishing = PrivateKey.generate().public
    facts = Trust("oak.example/policies", "Oak Trust", "Europe/London", key.public, (publishing,))
    found_trust(database, facts, datetime(2026, 11, 23, tzinfo=UTC))
    database.close()
    return tmp_path


@pytest.fixture
def process(data):
    command = "import sys; from app.server.serve import main; sys.exit(main(sys.argv[1:]))"
    arguments = ["--data", str(data), "--port", "0", "--stop-with-parent"]
    with subprocess.Popen(
        [sys.executable, "-c", command, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        yield running
        if running.poll() is None:
            running.kill()


def _base(process) -> str:
    line = process.stdout.readline()
    assert line.startswith("listening on http://127.0.0.1:"), process.stderr.read()
    return line.split()[-1]


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_when_told_to(process, number):
    base = _base(process)
    assert requests.get(f"{base}/healthz", timeout=20).json() == {"status": "ok"}
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (0, "", "")


def test_it_ends_when_its_parent_goes_away(process):
    base = _base(process)
    assert requests.get(f"{base}/v1/trust", timeout=20).json()["name"] == "Oak Trust"
    process.stdin.close()
    assert process.wait(timeout=30) == 0


def test_plain_http_stays_on_this_computer(data, capsys):
    assert serve.main(["--data", str(data), "--host", "0.0.0.0", "--port", "0"]) == 2
    assert "Without TLS" in capsys.readouterr().err


@pytest.mark.parametrize("given", ["proxy.oak.example", "0.0.0.0/0", "::/0", ""])
def test_a_proxy_that_is_no_address_or_everybody_is_refused(data, capsys, given):
    assert serve.main(["--data", str(data), "--port", "0", "--trusted-proxy", given]) == 2
    assert "is not the address of a proxy" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ([], "10.0.0.5"),
        (["10.0.0.5"], "192.0.2.7"),
        (["10.0.0.0/28"], "192.0.2.7"),
        (["10.0.0.6"], "10.0.0.5"),
    ],
)
def test_who_asks_is_told_by_a_proxy_that_was_named_and_by_no_other(data, monkeypatch, named, told):
    class Asked(Exception):  # noqa: N818 - no error: the service would run now
        """The service is set up."""

    def run(self, sockets):
        self.config.load()
        asked = {
            "type": "http",
            "client": ("10.0.0.5", 4000),
            "scheme": "http",
            "headers": [(b"x-forwarded-for", b"192.0.2.7"), (b"x-forwarded-proto", b"https")],
        }
        middleware = self.config.loaded_app
        seen = []

        async def note(scope, _receive, _send):
            seen.append(scope["client"][0])

        middleware.app = note
        asyncio.run(middleware(asked, None, None))
        raise Asked(*seen)

    monkeypatch.setattr(serve._Server, "run", run)
    arguments = [part for one in named for part in ("--trusted-proxy", one)]
    with pytest.raises(Asked) as asked:
        serve.main(["--data", str(data), "--port", "0", "--behind-tls-proxy", *arguments])
    assert asked.value.args == (told,)


def test_an_option_that_there_is_not_is_told_in_one_sentence(capsys):
    with pytest.raises(SystemExit) as ended:
        serve.main(["--prot", "80"])
    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        "“undersigned serve” was not understood: one of the arguments --data --database is required. "
        "See “undersigned serve --help”.\n"
    )


def test_a_taken_port_is_said(data, capsys):
    with serve.listening("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        assert serve.main(["--data", str(data), "--port", str(port)]) == 2
    assert "could not listen" in capsys.readouterr().err


def test_a_folder_without_a_service_is_said(tmp_path, capsys):
    assert serve.main(["--data", str(tmp_path)]) == 2
    assert "service key is not there" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("host", "local"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("hr.example", False)],
)
def test_the_loopback_is_known(host, local):
    assert serve.is_loopback(host) is local
