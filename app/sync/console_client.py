"""The HR service as the HR window sees it: one method for each thing to ask, closed bodies, named errors.

* The session's token is kept in memory alone and is gone with the program; signing out ends it on the service.
* An answer that is no closed body of `app.protocol` is NotTheServiceError, however the service behaves otherwise.
* A refusal carries the service's own sentence and next step, shown as plain text: the person signed in to that
  service over a checked connection, and only the service knows what is wrong with a staff list.

One caller at a time.
"""

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

_CODE_WANTED = "second-factor-needed"
_UNKNOWN_WORK_ACCOUNT = "unknown-work-account"
ABOUT_THE_CODE = frozenset({"wrong-second-factor", "second-factor-waits"})
"""The service's names for what can be wrong with a code of a second factor."""


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


class CodeWantedError(RefusedError):
    """The password fits, and the code of the second factor is wanted."""

    sentence = "Now type the code that your phone shows."
    next_step = "Without the phone, use one of your recovery codes."


class SessionEndedError(RefusedError):
    """The session is over, or was ended elsewhere."""

    sentence = "Your session has ended."
    next_step = "Sign in again. Your filters are kept."


class NotAllowedError(RefusedError):
    """The account's role does not include this."""

    sentence = "Your account may not do this."
    next_step = "Ask HR to do it, or to change your account."


class ConsoleClient:
    """Asks one HR service for one account. Every method raises SyncError or RefusedError, or one of their kinds."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._token: str | None = None
        self.session: protocol.ConsoleSession | None = None

    def sign_in(self, account: str, password: str, code: str | None = None) -> protocol.ConsoleSession:
        """Begin a session; raises SignInRefusedError, CodeWantedError where a second factor's `code` is wanted."""
        request = protocol.ConsoleSessionRequest(account=account, password=password, code=code)
        return self.sign_in_by(protocol.CONSOLE_SESSIONS, request)

    def sign_in_by(self, path: str, request: protocol.Body) -> protocol.ConsoleSession:
        """Begin a session by what `path` takes; raises SignInRefusedError, CodeWantedError, ConsoleRefusedError."""
        answer = self._exchange("POST", path, request)
        if answer.status == 401:
            problem = _problem(answer)
            if problem.code == _UNKNOWN_WORK_ACCOUNT:
                raise _refused(problem)
            raise CodeWantedError if problem.code == _CODE_WANTED else SignInRefusedError
        session = parsed(_accepted(answer), protocol.ConsoleSession)
        try:
            ZoneInfo(session.time_zone)
        except (KeyError, ValueError, OSError):
            raise NotTheServiceError from None
        self._token = session.token
        self.session = session
        return session

    def ask_openly(
        self, method: str, path: str, model: type[AnyBody], body: protocol.Body | None = None
    ) -> AnyBody:
        """Ask for what needs no session."""
        return parsed(_accepted(self._exchange(method, path, body)), model)

    def sign_out(self) -> None:
        """End the session on the service and forget its token."""
        token, self._token, self.session = self._token, None, None
        if token is not None:
            self._transport.exchange("DELETE", protocol.CONSOLE_SESSIONS, bearer=token)

    def policies(self) -> list[protocol.PublishedPolicy]:
        """Every policy in force."""
        return self.get(protocol.CONSOLE_POLICIES, protocol.PublishedPolicies).policies

    def standings(self, policy_id: str, after_revision: int = 0) -> protocol.Standings:
        """The rows changed since a revision; all of them for 0."""
        asked = urlencode({"policy": policy_id, "after": after_revision})
        return self.get(f"{protocol.CONSOLE_STANDINGS}?{asked}", protocol.Standings)

    def issue_code(self, staff_id: str) -> protocol.IssuedCode:
        """Make a one-time enrolment code for one person."""
        return self.post(protocol.CONSOLE_CODES, protocol.CodeRequest(staff_id=staff_id), protocol.IssuedCode)

    def close(self) -> None:
        """Forget the session and close every connection."""
        self._token = self.session = None
        self._transport.close()

    def get(self, path: str, model: type[AnyBody]) -> AnyBody:
        """Ask for `path`, and take the answer as `model`."""
        return parsed(self._asked("GET", path), model)

    def post(self, path: str, body: protocol.Body, model: type[AnyBody]) -> AnyBody:
        """Send `body` to `path`, and take the answer as `model`."""
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
    raise _refused(problem)


def _refused(problem: protocol.Problem) -> ConsoleRefusedError:
    return ConsoleRefusedError(said=problem.sentence, do=problem.next_step, problem_code=problem.code)


def _problem(answer: Answer) -> protocol.Problem:
    if answer.status >= 500 or answer.status == 408:
        raise ServiceBusyError
    return parsed(answer, protocol.Problem)
