"""Errors on the wire: every one a `Problem` with a fitting status, and none with details of what went wrong inside.

Nothing of a request is logged: no body, token, code, name or address.
"""

import logging
import traceback

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import RefusedError, UnavailableError, UndersignedError
from app.hr.accounts import (
    NotAllowedError,
    SecondFactorMissingError,
    SecondFactorNeededError,
    UnknownAccountError,
    WrongPasswordError,
)
from app.hr.approvals import BeingCarriedOutError, NoSuchRequestError, OwnRequestError
from app.hr.delivery import NotPublishedError
from app.hr.disputes import NotADisputeError, OwnCaseError
from app.hr.export import NobodyToExportError
from app.hr.holds import NoSuchHoldError
from app.hr.log import LogIsShorterError
from app.hr.people import UnknownStaffError
from app.hr.person_history import NoSuchScanError
from app.hr.person_keys import KeyNotTheirsError
from app.hr.purge import ListChangedError
from app.hr.questions import NotAQuestionError
from app.hr.roster_import import ManyLeaversError, ManyNamesError
from app.hr.second_factor import SecondFactorWaitsError
from app.hr.sessions import NoSuchSessionError
from app.hr.standings import UnknownPolicyIdError
from app.hr.throttle import TooManyTriesError
from app.hr.tokens import NotSignedInError
from app.hr.work_accounts import UnknownWorkAccountError
from app.protocol import Problem

log = logging.getLogger(__name__)

_STATUS: dict[type[UndersignedError], int] = {
    NotSignedInError: 401,
    WrongPasswordError: 401,
    SecondFactorNeededError: 401,
    UnknownWorkAccountError: 401,
    NotAllowedError: 403,
    SecondFactorMissingError: 403,
    UnknownAccountError: 404,
    NoSuchSessionError: 404,
    NoSuchRequestError: 404,
    OwnRequestError: 409,
    BeingCarriedOutError: 409,
    OwnCaseError: 409,
    NotPublishedError: 404,
    UnknownPolicyIdError: 404,
    UnknownStaffError: 404,
    NobodyToExportError: 404,
    NoSuchScanError: 404,
    NotAQuestionError: 404,
    NotADisputeError: 404,
    KeyNotTheirsError: 404,
    LogIsShorterError: 409,
    ManyLeaversError: 409,
    ManyNamesError: 409,
    TooManyTriesError: 429,
    SecondFactorWaitsError: 429,
    NoSuchHoldError: 404,
    ListChangedError: 409,
}


class MalformedRequestError(RefusedError):
    """The body or the query is not what the endpoint takes; a further field is enough."""

    sentence = "The HR service did not understand what was sent."
    next_step = "Bring this program up to date. If it happens again, tell your IT helpdesk."


class NoSuchPageError(RefusedError):
    """No such path, or not by this method."""

    sentence = "The HR service has nothing at this address."
    next_step = "Check the address. If it is right, bring this program up to date."


class TooLargeError(RefusedError):
    """The body is larger than the endpoint takes."""

    sentence = "What was sent is too large."
    next_step = "Check that it is the right file. If it happens again, tell your IT helpdesk."


class BrokenServiceError(UnavailableError):
    """A fault in the service itself."""

    sentence = "Something went wrong in the HR service. Nothing was lost."
    next_step = "Try again in a minute. If it happens again, tell your IT helpdesk."


def problem(error: UndersignedError) -> Problem:
    """Return the error as it goes over the wire."""
    return Problem(code=error.code, sentence=error.sentence[:400], next_step=error.next_step[:400])


def answer(error: UndersignedError, status: int | None = None) -> JSONResponse:
    """Return the response for an error."""
    fallback = 503 if isinstance(error, UnavailableError) else 422
    status = status or _STATUS.get(type(error), fallback)
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
    return JSONResponse(problem(error).model_dump(), status, headers=headers)


def install(app: FastAPI) -> None:
    """Answer every error of `app` as a `Problem`."""
    app.add_exception_handler(UndersignedError, _expected)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)
    app.add_middleware(Shelter)


async def _expected(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, UndersignedError):
        raise error
    if isinstance(error, UnavailableError):
        log.warning("unavailable: %s", error.code)
    return answer(error)


async def _malformed(_request: Request, _error: Exception) -> JSONResponse:
    return answer(MalformedRequestError())


async def _http(_request: Request, error: Exception) -> JSONResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 413:
        return answer(TooLargeError(), status)
    if status in {404, 405}:
        return answer(NoSuchPageError(), status)
    return answer(MalformedRequestError(), status)


class Shelter:
    """Turns an unforeseen exception into one sentence, and logs where it arose but nothing of what it says."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and answer for whatever escapes."""
        begun = False

        async def noting_send(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noting_send)
        except Exception as error:  # noqa: BLE001 - the last one who can answer
            places = "".join(traceback.format_tb(error.__traceback__))
            log.error("unforeseen %s\n%s", type(error).__name__, places)  # noqa: TRY400 - it would tell the message
            if scope["type"] == "http" and not begun:
                await answer(BrokenServiceError(), 500)(scope, receive, send)
