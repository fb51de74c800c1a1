"""A small HR service for the HR window, over real HTTP on the loopback: it behaves, keeps revisions, and can fail."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from app import protocol, protocol_reminders, protocol_staff
from app.protocol_progress import CONSOLE_PROGRESS, CONSOLE_SUMMARY
from tests.fakes import console_numbers as numbers
from tests.fakes import console_staff_list

PASSWORD = "correct horse"
ACCOUNT = "hr@trust.example"
POLICY = "social-media"
COLUMNS = ("reference", "name", "email", "school", "role", "line_manager")


def standing(number: int, **changes: object) -> protocol.Standing:
    """One person who owes both parts, unless `changes` say otherwise."""
    facts: dict[str, object] = {
        "staff_id": f"S{number:04}",
        "name": f"Staff member {number:04}",
        "email": f"staff{number:04}@trust.example",
        "school": ("North Primary", "South Academy", "East Juniors", "West College")[number % 4],
        "role": ("Teacher", "Teaching assistant", "Caretaker")[number % 3],
        "line_manager": f"Manager {number % 7}",
        "person": "active",
        "acknowledgement": "none",
        "acknowledged_at": None,
        "audit": "none",
        "audit_on": None,
        "due": "2026-12-04",
        "outstanding": True,
    }
    return protocol.Standing.model_validate(facts | changes)


class ConsoleService:
    """The service's state and its faults. Use `running()`; `address` stays the same over stops and starts."""

    def __init__(self, people: int = 12) -> None:
        self.revision = 1
        self.role = "hr"
        self.policies = [self.policy(POLICY, "Social Media Policy")]
        self.rows: dict[str, dict[str, tuple[int, protocol.Standing]]] = {POLICY: {}}
        for number in range(1, people + 1):
            self.put(standing(number))
        self.reminded: list[protocol_reminders.Reminded] = []
        self.tokens: set[str] = set()
        self.asked: list[str] = []
        self.codes: list[str] = []
        self.imports = 0
        self.signed: list[protocol_staff.SignedSheet] = []
        self.answer_with: Callable[[str], tuple[int, str, bytes] | None] = lambda _path: None
        self.hold = threading.Event()
        self.hold.set()
        self._lock = threading.Lock()
        self._server: ThreadingHTTPServer | None = None
        self._port = 0

    @staticmethod
    def policy(policy_id: str, title: str, **changes: object) -> protocol.PublishedPolicy:
        """A published policy."""
        facts: dict[str, object] = {
            "policy_id": policy_id,
            "version": 1,
            "label": "2021-03-22",
            "title": title,
            "due": "2026-12-04",
            "has_checklist": True,
            "review": "2022-03-31",
        }
        return protocol.PublishedPolicy.model_validate(facts | changes)

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self._port}"

    def put(self, row: protocol.Standing, policy: str = POLICY) -> None:
        """Stores a standing under a new revision."""
        self.revision += 1
        self.rows.setdefault(policy, {})[row.staff_id] = (self.revision, row)

    def start(self) -> None:
        """Begins to answer, on the port it had before if there was one."""
        service = self

        class Handler(_Handler):
            state = service

        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), Handler)
        self._server.daemon_threads = True
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        """Answers no more; connections that are open are dropped."""
        self.hold.set()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    @contextmanager
    def running(self) -> Iterator["ConsoleService"]:
        """Runs it for a while."""
        self.start()
        try:
            yield self
        finally:
            self.stop()

    def end_sessions(self) -> None:
        """Every token is worth nothing from now on."""
        self.tokens.clear()

    # What it answers

    def reply(self, method: str, target: str, token: str, body: bytes) -> tuple[int, str, bytes]:
        """One exchange: the status, the media type and the body."""
        path = urlsplit(target).path
        with self._lock:
            self.asked.append(f"{method} {path}")
        self.hold.wait()
        if self._server is None:
            return 503, "text/plain", b""
        if (fault := self.answer_with(path)) is not None:
            return fault
        with self._lock:
            return self._reply(method, path, parse_qs(urlsplit(target).query), token, body)

    def _reply(
        self, method: str, path: str, query: dict[str, list[str]], token: str, body: bytes
    ) -> tuple[int, str, bytes]:
        if (method, path) == ("POST", protocol.CONSOLE_SESSIONS):
            return self._sign_in(protocol.ConsoleSessionRequest.model_validate_json(body))
        if token not in self.tokens:
            return _problem(401, "no-session", "There is no such session.")
        return self._signed_in(method, path, query, token, body)

    def _signed_in(
        self, method: str, path: str, query: dict[str, list[str]], token: str, body: bytes
    ) -> tuple[int, str, bytes]:
        answers: dict[tuple[str, str], Callable[[], tuple[int, str, bytes]]] = {
            ("DELETE", protocol.CONSOLE_SESSIONS): lambda: self._sign_out(token),
            ("GET", protocol.CONSOLE_POLICIES): lambda: _ok(
                protocol.PublishedPolicies(policies=self.policies)
            ),
            ("GET", protocol.CONSOLE_STANDINGS): lambda: self._standings(
                query["policy"][0], int(query["after"][0])
            ),
            ("GET", protocol_reminders.PEOPLE): lambda: _ok(
                protocol_reminders.RemindedPeople(people=self.reminded)
            ),
            ("GET", CONSOLE_SUMMARY): lambda: _ok(numbers.summary(self._held(query), query["by"][0])),
            ("GET", CONSOLE_PROGRESS): lambda: _ok(numbers.course(self._held(query), query["policy"][0])),
            ("POST", protocol_staff.STAFF_LIST): lambda: self._staff_list(
                protocol_staff.StaffFile.model_validate_json(body)
            ),
            ("GET", protocol_staff.STAFF_FOUND): lambda: _ok(
                console_staff_list.found("".join(query.get("words", [])), self._people())
            ),
            ("POST", protocol_staff.STAFF): lambda: self._add_person(
                protocol_staff.PersonFields.model_validate_json(body)
            ),
            ("POST", protocol_staff.STAFF_CHANGE): lambda: self._change_person(
                protocol_staff.PersonChange.model_validate_json(body)
            ),
            ("POST", protocol_staff.SIGN_SHEET): lambda: _ok(
                console_staff_list.sheet(
                    protocol_staff.SheetRequest.model_validate_json(body), self._people()
                )
            ),
            ("POST", protocol_staff.SIGNED_SHEET): lambda: self._record_sheet(
                protocol_staff.SignedSheet.model_validate_json(body)
            ),
            ("POST", protocol.CONSOLE_CODES): lambda: self._code(
                protocol.CodeRequest.model_validate_json(body).staff_id
            ),
        }
        answer = answers.get((method, path))
        return answer() if answer else _problem(404, "unknown-path", "There is nothing here.")

    def _sign_out(self, token: str) -> tuple[int, str, bytes]:
        self.tokens.discard(token)
        return _ok(protocol.Accepted(stored=True))

    def _sign_in(self, asked: protocol.ConsoleSessionRequest) -> tuple[int, str, bytes]:
        if (asked.account, asked.password) != (ACCOUNT, PASSWORD):
            return _problem(401, "wrong-password", "The account or the password is not right.")
        token = f"session-{len(self.asked)}"
        self.tokens.add(token)
        return _ok(
            protocol.ConsoleSession.model_validate(
                {
                    "token": token,
                    "account": asked.account,
                    "role": self.role,
                    "trust": "Example Trust",
                    "time_zone": "Europe/London",
                    "expires_in": 3600,
                }
            )
        )

    def _standings(self, policy: str, after: int) -> tuple[int, str, bytes]:
        rows = [row for revision, row in self.rows.get(policy, {}).values() if revision > after]
        return _ok(protocol.Standings(revision=self.revision, rows=rows))

    def _held(self, query: dict[str, list[str]]) -> list[protocol.Standing]:
        return [row for _revision, row in self.rows.get(query["policy"][0], {}).values()]

    def _code(self, staff_id: str) -> tuple[int, str, bytes]:
        known = next((row for _revision, row in self.rows[POLICY].values() if row.staff_id == staff_id), None)
        if known is None:
            return _problem(404, "unknown-person", "Nobody on the staff list has this reference.")
        self.codes.append(staff_id)
        return _ok(
            protocol.IssuedCode(code="K7QF-2M9T-XW4D-8HRP", name=known.name, expires="2026-11-29T16:00:00Z")
        )

    def _staff_list(self, file: protocol_staff.StaffFile) -> tuple[int, str, bytes]:
        held = {row.staff_id: row for _revision, row in self.rows[POLICY].values() if row.person != "left"}
        answer, people = console_staff_list.plan(file, held)
        if answer.saved and answer.left * 10 > len(held) and not file.confirm_leavers:
            return _problem(409, "many-leavers", "More than a tenth of the staff would leave.")
        if answer.saved:
            self._save(people, held, [key for key in held if key not in people])
        return _ok(answer)

    def _people(self) -> list[protocol.Standing]:
        return [row for _revision, row in self.rows[POLICY].values()]

    def _add_person(self, fields: protocol_staff.PersonFields) -> tuple[int, str, bytes]:
        if not fields.name:
            return _problem(422, "person-refused", "There is no name.")
        given = {name: getattr(fields, name) or "" for name in console_staff_list.FIELDS}
        self.put(standing(1, **given, staff_id="H00000001"))
        return _ok(protocol_staff.SavedPerson(staff_id="H00000001"))

    def _change_person(self, change: protocol_staff.PersonChange) -> tuple[int, str, bytes]:
        given = {name: value for name, value in change.fields if value is not None and name != "kind"}
        _revision, row = self.rows[POLICY][change.staff_id]
        self.put(row.model_copy(update=given))
        return _ok(protocol_staff.SavedPerson(staff_id=change.staff_id))

    def _record_sheet(self, signed: protocol_staff.SignedSheet) -> tuple[int, str, bytes]:
        self.signed.append(signed)
        for staff_id in signed.staff_ids:
            _revision, row = self.rows[POLICY][staff_id]
            self.put(row.model_copy(update={"acknowledgement": "paper", "outstanding": False}))
        return _ok(protocol_staff.RecordedSheet(count=len(signed.staff_ids)))

    def _save(
        self, people: dict[str, dict[str, str]], held: dict[str, protocol.Standing], leavers: list[str]
    ) -> None:
        self.imports += 1
        for number, (key, facts) in enumerate(people.items()):
            before = held[key] if key in held else standing(number, staff_id=key)
            if key not in held or console_staff_list.facts(before) != facts:
                self.put(before.model_copy(update=facts))
        for key in leavers:
            self.put(held[key].model_copy(update={"person": "left", "outstanding": False}))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    state: ConsoleService

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        status, media_type, answer = self.state.reply(self.command, self.path, token, body)
        try:
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(answer)))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(answer)
        except (BrokenPipeError, ConnectionResetError):
            pass  # whoever asked has gone
        self.close_connection = True

    do_GET = do_POST = do_DELETE = _answer  # noqa: N815 - the library's own names

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Says nothing."""


def _ok(body: protocol.Body) -> tuple[int, str, bytes]:
    return 200, "application/json", body.model_dump_json().encode()


def _problem(status: int, code: str, sentence: str) -> tuple[int, str, bytes]:
    problem = protocol.Problem(code=code, sentence=sentence, next_step="Try again.")
    return status, "application/json", problem.model_dump_json().encode()


def nonsense(_path: str) -> tuple[int, str, bytes]:
    """What something that is not the service might say."""
    return 200, "application/json", json.dumps({"hello": "world"}).encode()
