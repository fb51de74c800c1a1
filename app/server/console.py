"""What the HR window asks of the service. What an account's role may not see never leaves it."""

import base64
import binascii
import json
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app import protocol, protocol_accounts
from app.hr.accounts import Account, Right
from app.hr.outstanding import Standing
from app.hr.service import HrService
from app.hr.tokens import NotSignedInError
from app.server.console_accounts import session_body
from app.server.device import bearer, source
from app.server.limits import Position
from app.server.problems import MalformedRequestError


def router(hr: HrService) -> APIRouter:
    """Every endpoint of the HR window."""

    def account(request: Request) -> Account:
        return hr.accounts.account(bearer(request))

    def watching(request: Request) -> Account:
        return hr.accounts.account(bearer(request), in_use=False)

    Signed = Annotated[Account, Depends(account)]  # noqa: N806 - a type
    Watching = Annotated[Account, Depends(watching)]  # noqa: N806 - a type
    routes = APIRouter()
    _add_sessions(routes, hr)

    @routes.get(protocol.CONSOLE_POLICIES)
    def policies(_who: Watching) -> protocol.PublishedPolicies:
        """Every policy in force."""
        found = [protocol.PublishedPolicy(**asdict(one)) for one in hr.delivery.in_force()]
        return protocol.PublishedPolicies(policies=found)

    @routes.get(protocol.CONSOLE_STANDINGS, response_model=protocol.Standings)
    def standings(who: Watching, policy: str, after: Position = 0) -> Response:
        """The rows in sight that changed since a revision."""
        who.may(Right.SEE)
        news = hr.outstanding.news(policy, who.scope, after=after)
        # 100,000 rows are made of values the database already holds to their form.
        content = {
            "revision": news.revision,
            "rows": [_on_the_wire(row) for row in news.rows],
            "whole": news.whole,
        }
        return Response(json.dumps(content, separators=(",", ":")), media_type="application/json")

    @routes.post(protocol.CONSOLE_CODES)
    def code(body: protocol.CodeRequest, who: Signed) -> protocol.IssuedCode:
        """A one-time code to read out."""
        who.may(Right.INVITE)
        hr.directory.one(body.staff_id, who.scope)
        issued = hr.enrolment.invite([body.staff_id], who.name)[0]
        return protocol.IssuedCode(code=issued.code, name=issued.person.name, expires=issued.expires)

    return routes


def _add_sessions(routes: APIRouter, hr: HrService) -> None:
    @routes.post(protocol.CONSOLE_SESSIONS)
    def sign_in(body: protocol.ConsoleSessionRequest, request: Request) -> protocol.ConsoleSession:
        """Open a session."""
        opened = hr.accounts.sign_in(body.account, body.password, source(request), body.code)
        return session_body(hr, opened)

    @routes.post(protocol_accounts.WORK_SESSIONS)
    def sign_in_with_work_account(body: protocol_accounts.WorkSession) -> protocol.ConsoleSession:
        """Open a session for a work account."""
        return session_body(hr, hr.work_accounts.sign_in(body.id_token, body.nonce))

    @routes.delete(protocol.CONSOLE_SESSIONS)
    def sign_out(request: Request) -> protocol.Accepted:
        """End the session."""
        token = bearer(request)
        if token is None:
            raise NotSignedInError
        hr.accounts.sign_out(token)
        return protocol.Accepted(stored=True)


def _on_the_wire(row: Standing) -> dict[str, object]:
    """The wire writes states with hyphens."""
    return {
        **vars(row),
        "person": row.person.replace("_", "-"),
        "audit": row.audit.replace("_", "-"),
    }


def from_base64(text: str) -> bytes:
    """The bytes of a file that travels as text; raises MalformedRequestError."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise MalformedRequestError from error
