"""The HR service as the HR window sees it: one method for each thing to ask, closed bodies, named errors.

* The session's token is kept in memory alone and is gone with the program; signing out ends it on the service.
* An answer that is no closed body of `app.protocol` is NotTheServiceError, however the service behaves otherwise.
* A refusal carries the service's own sentence and next step, shown as plain text: the person signed in to that
  service over a checked connection, and only the service knows what is wrong with a staff list.

One caller at a time.
"""

import base64
from collections.abc import Callable, Mapping
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from app import protocol
from app.errors import RefusedError
from app.sync.answers import AnyBody, parsed
from app.sync.errors import NotTheServiceError, ServiceBusyError
from app.sync.hr_client import Transport
from app.sync.transport import Answer, HttpTransport, Limits

MAX_BYTES = 160 * 2**20
"""The largest answer: the standings of a hundred thousand people take about 35 MiB."""
MAX_ROSTER_BYTES = 10_000_000
"""The largest staff list, which travels in base64."""


class ConsoleRefusedError(RefusedError):
    """The service said no, in its own words. `problem_code` names the reason."""

    sentence = "{said}"
    next_step = "{do}"

    @property
    def problem_code(self) -> str:
        """The service's stable name for the reason."""
        return str(self.details.get("problem_code", ""))


class SignInRefusedError(RefusedError):
    """No such account, or another password."""

    sentence = "The account or the password is not right."
    next_step = "Check both and try again. If you have forgotten the password, ask who set up your account."


class SessionEndedError(RefusedError):
    """The session is over, or was ended elsewhere."""

    sentence = "Your session has ended."
    next_step = "Sign in again. Your filters are kept."


class NotAllowedError(RefusedError):
    """The account's role does not include this."""

    sentence = "Your account may not do this."
    next_step = "Ask HR to do it, or to change your account."


class RosterTooLargeError(RefusedError):
    """The file is larger than any staff list."""

    sentence = "This file is too large for a staff list."
    next_step = "Choose a file of less than 10 MB."


class ConsoleClient:
    """Asks one HR service for one account. Every method raises SyncError or RefusedError, or one of their kinds."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._token: str | None = None
        self.session: protocol.ConsoleSession | None = None

    def sign_in(self, account: str, password: str) -> protocol.ConsoleSession:
        """Begin a session; raises SignInRefusedError."""
        request = protocol.ConsoleSessionRequest(account=account, password=password)
        answer = self._exchange("POST", protocol.CONSOLE_SESSIONS, request)
        if answer.status == 401:
            _problem(answer)
            raise SignInRefusedError
        session = parsed(_accepted(answer), protocol.ConsoleSession)
        try:
            ZoneInfo(session.time_zone)
        except (KeyError, ValueError, OSError):
            raise NotTheServiceError from None
        self._token = session.token
        self.session = session
        return session

    def sign_out(self) -> None:
        """End the session on the service and forget its token."""
        token, self._token, self.session = self._token, None, None
        if token is not None:
            self._transport.exchange("DELETE", protocol.CONSOLE_SESSIONS, bearer=token)

    def policies(self) -> list[protocol.PublishedPolicy]:
        """Every policy in force."""
        return self._get(protocol.CONSOLE_POLICIES, protocol.PublishedPolicies).policies

    def standings(self, policy_id: str, after_revision: int = 0) -> protocol.Standings:
        """The rows changed since a revision; all of them for 0."""
        asked = urlencode({"policy": policy_id, "after": after_revision})
        return self._get(f"{protocol.CONSOLE_STANDINGS}?{asked}", protocol.Standings)

    def summary(self, policy_id: str) -> protocol.Summary:
        """The counts by school."""
        asked = urlencode({"policy": policy_id})
        return self._get(f"{protocol.CONSOLE_SUMMARY}?{asked}", protocol.Summary)

    def preview_roster(self, name: str, content: bytes) -> protocol.RosterAnswer:
        """What a staff list would change; saves nothing."""
        return self._send_roster(name, content, preview=True, confirm_leavers=True)

    def import_roster(
        self, name: str, content: bytes, *, confirm_leavers: bool = False
    ) -> protocol.RosterAnswer:
        """Save a staff list; `confirm_leavers` says that so many people leaving is meant."""
        return self._send_roster(name, content, preview=False, confirm_leavers=confirm_leavers)

    def issue_code(self, staff_id: str) -> protocol.IssuedCode:
        """Make a one-time enrolment code for one person."""
        return self._post(
            protocol.CONSOLE_CODES, protocol.CodeRequest(staff_id=staff_id), protocol.IssuedCode
        )

    def close(self) -> None:
        """Forget the session and close every connection."""
        self._token = self.session = None
        self._transport.close()

    def _send_roster(
        self, name: str, content: bytes, *, preview: bool, confirm_leavers: bool
    ) -> protocol.RosterAnswer:
        if len(content) > MAX_ROSTER_BYTES:
            raise RosterTooLargeError
        file = protocol.RosterFile(
            name=name[-400:],
            content=base64.b64encode(content).decode(),
            preview=preview,
            confirm_leavers=confirm_leavers,
        )
        return self._post(protocol.CONSOLE_ROSTER, file, protocol.RosterAnswer)

    def _get(self, path: str, model: type[AnyBody]) -> AnyBody:
        return parsed(self._asked("GET", path), model)

    def _post(self, path: str, body: protocol.Body, model: type[AnyBody]) -> AnyBody:
        return parsed(self._asked("POST", path, body), model)

    def _asked(self, method: str, path: str, body: protocol.Body | None = None) -> Answer:
        if self._token is None:
            raise SessionEndedError
        answer = self._exchange(method, path, body)
        if answer.status == 401:
            _problem(answer)
            self._token = None
            raise SessionEndedError
        return _accepted(answer)

    def _exchange(self, method: str, path: str, body: protocol.Body | None) -> Answer:
        sent = body.model_dump_json().encode() if body is not None else None
        return self._transport.exchange(method, path, body=sent, bearer=self._token)


def connector(proxies: Callable[[str], Mapping[str, str]]) -> Callable[[str], ConsoleClient]:
    """Return what answers an address with a client for it; `proxies` answers an address with the way there.

    The client's address is checked at once: AddressRefusedError.
    """

    def connect(server: str) -> ConsoleClient:
        return ConsoleClient(HttpTransport(server, proxies, Limits(size=MAX_BYTES)))

    return connect


def _accepted(answer: Answer) -> Answer:
    """The answer if the service said yes; raises what it said otherwise."""
    if answer.status == 200:
        return answer
    problem = _problem(answer)
    if answer.status == 403:
        raise NotAllowedError
    raise ConsoleRefusedError(said=problem.sentence, do=problem.next_step, problem_code=problem.code)


def _problem(answer: Answer) -> protocol.Problem:
    if answer.status >= 500 or answer.status == 408:
        raise ServiceBusyError
    return parsed(answer, protocol.Problem)
