"""The demo's trust: a real HR service on a free port, with an invented staff list, in a folder of its own.

Everything is done as HR and IT would do it: the same commands, the same staff list file, the same checks. Closing
ends the service and takes the folder away.
"""

import csv
import json
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from types import TracebackType
from typing import Self

from app.admin.commands import main as admin
from app.domain.dates import day
from app.errors import UnavailableError
from app.signing.keystore import KeyStore, publishing_service
from app.signing.publisher import PUBLISHER
from app.ui.assets import resource

NAME = "Voyage Education Partnership"
ACCOUNT = "hr.demo"
POLICY = "social-media-policy"
STAFF_ID = "V1025"  # Martin Knight, a teacher at Quayside Primary School


class DemoFailedError(UnavailableError):
    """A part of the demo could not be set up."""

    sentence = "The demo could not be set up: {what}"
    next_step = "Nothing was left behind. Run it again, or look at the lines above."


class Service:
    """`undersigned serve` in a process of its own, on a port that the system chose.

    It ends when this object is stopped, and also by itself if this program goes away.
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        self._process: subprocess.Popen[str] | None = None
        self._port = 0

    @property
    def url(self) -> str:
        """The service's address."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start it and wait until it listens; raises DemoFailedError. A second start keeps the port."""
        command = [*_this_program(), "serve", "--data", str(self._data), "--port", str(self._port)]
        self._process = subprocess.Popen(
            [*command, "--stop-with-parent"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None  # noqa: S101 (for the type checker)
        line = self._process.stdout.readline()
        if not line.startswith("listening on "):
            self.stop()
            raise DemoFailedError(what="the HR service did not start.")
        self._port = int(line.rsplit(":", 1)[1])

    def stop(self) -> None:
        """End it and wait until it has ended."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.communicate(timeout=15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()
        self._process = None


class DemoTrust:
    """The trust and its running service; use it in a `with` statement.

    Args:
        keystore: keeps the publishing key, and the staff member's later.
        say: told each thing that is set up, in words.
    """

    def __init__(self, keystore: KeyStore, password: str, say: Callable[[str], None]) -> None:
        self._keystore = keystore
        self._password = password
        self._say = say
        self._closing = ExitStack()
        self.folder = Path()
        # A name of its own, so that two demos never share a key in the key store.
        self.log_name = f"voyage-demo-{secrets.token_hex(4)}.example/undersigned"
        self.due = datetime.now(UTC).date() + timedelta(days=12)

    def __enter__(self) -> Self:
        with ExitStack() as undo:
            self.folder = Path(undo.enter_context(tempfile.TemporaryDirectory(prefix="undersigned-demo-")))
            self._data = self.folder / "service"
            undo.callback(self._keystore.delete, publishing_service(self.log_name), PUBLISHER)
            self._set_up()
            self.service = Service(self._data)
            undo.callback(self.service.stop)
            self.service.start()
            self._say(f"The HR service runs at {self.service.url}")
            self._closing = undo.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.close()

    def _set_up(self) -> None:
        self._admin("init", "--name", NAME, "--log-name", self.log_name, "--time-zone", "Europe/London")
        self._admin("import-roster", str(resource("demo", "staff.csv")))
        self._say("A staff list of 240 invented people in 5 schools was imported")
        self._admin("account", "add", ACCOUNT, "--role", "hr")
        policy = resource("policies", POLICY, "2021-03-22.md")
        checklist = resource("checklists", "section-7")
        self._admin(
            "publish", str(policy), "--policy", POLICY, "--version-label", "2021-03-22",
            "--checklist", str(checklist), "--due", self.due.isoformat(), "--summary", "First version.",
        )  # fmt: skip
        self._say(f"The Social Media Policy was published, to be answered by {day(self.due, self.due)}")

    def code_for(self, staff_id: str) -> str:
        """Have HR issue a one-time code for one person."""
        row = next(csv.DictReader(StringIO(self._admin("invite", staff_id))))
        return row["code"]

    def outstanding(self) -> int:
        """Count who has not completed it, as `undersigned admin outstanding --json` tells it."""
        return len(json.loads(self._admin("outstanding", "--json", expect=(0, 1))))

    def _admin(self, *arguments: str, expect: tuple[int, ...] = (0,)) -> str:
        out = StringIO()
        given = [*arguments, "--data", str(self._data)]
        code = admin(given, keystore=self._keystore, out=out, ask=lambda _question: self._password)
        if code not in expect:
            raise DemoFailedError(what=f"“{arguments[0]}” did not work.")
        return out.getvalue()


def _this_program() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, str(Path(__file__).resolve().parent.parent / "__main__.py")]
